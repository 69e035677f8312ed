"""``quizapp schedule``: what a scheduler makes of a row of grades, without an app or a database.

For whoever wants to check ours against another program, or to see what a habit of grading leads to.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import click

from quizapp.commands.arguments import percent_of
from quizapp.scheduling import fsrs, sm2
from quizapp.scheduling.card import NEW_CARD, SM2, CardState, Scheduler
from quizapp.scheduling.grades import RATING_GRADES
from quizapp.scheduling.schedulers import fsrs_key, scheduler_of

# By scheduler: each digit that may be typed, with the grade that it means.
_GRADES = {
    "sm2": {str(grade): grade for grade in range(sm2.LOWEST_GRADE, sm2.HIGHEST_GRADE + 1)},
    "fsrs": {str(rating): grade for rating, grade in RATING_GRADES.items()},
}
_MOST_GRADES = 1000  # far beyond any card's life; an interval's digits grow with them
_DAY = 1_000_000  # of every review: only the days since the one before matter


class _InputError(click.ClickException):
    """What was typed cannot be done; one line, and the exit code of click's own usage errors."""

    exit_code = 2


class _Command(click.Command):
    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(context, args)
        except click.UsageError as error:
            said = " ".join(error.format_message().split()).rstrip(".")
            raise _InputError(f"{said}. See quizapp schedule --help.") from error


@click.command(cls=_Command)
@click.argument("scheduler", metavar="SCHEDULER", type=click.Choice(list(_GRADES)))
@click.argument("grades")
@click.option(
    "--retention",
    help="Desired retention for fsrs, 0.70 to 0.97 in hundredths; 0.90 where it is left out.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON Lines instead.")
def schedule(scheduler: str, grades: str, retention: str | None, as_json: bool) -> None:  # noqa: FBT001 - click's way
    """Print what SCHEDULER (sm2 or fsrs) makes of a new card with these GRADES, each given on its due day.

    A line a grade, tab-separated: grade, interval in days, ease factor (for fsrs: stability and difficulty),
    repetition. For sm2 a grade is 0 to 5, for fsrs a rating: 1 Again, 2 Hard, 3 Good, 4 Easy. Drills of the
    same day change no interval and are left out.

    \b
    Examples:  quizapp schedule sm2 4442444
               quizapp schedule fsrs 33133 --retention 0.85 --json
    """
    chosen = _chosen(scheduler, retention)
    given = _read_grades(scheduler, grades)
    for digit, card in zip(grades, _on_time(given, chosen), strict=True):
        row = {"grade": int(digit), "interval_days": card.interval_days, **_memory(card)}
        row["repetition"] = card.repetition
        click.echo(json.dumps(row) if as_json else "\t".join(map(_column, row.items())))


def _chosen(scheduler: str, retention: str | None) -> Scheduler:
    if scheduler == "sm2":
        if retention is not None:
            raise _InputError("--retention is for fsrs only: sm2 has none. Leave it out.")
        return SM2
    percent = fsrs.DEFAULT_RETENTION_PERCENT if retention is None else percent_of(retention)
    if percent is None:
        raise _InputError(
            f"--retention {retention} is not offered: give hundredths from 0.70 to 0.97, such as 0.90."
        )
    return scheduler_of(fsrs_key(percent))


def _read_grades(scheduler: str, digits: str) -> list[int]:
    meant = _GRADES[scheduler]
    wanted = f"{scheduler} takes digits from {min(meant)} to {max(meant)}"
    if not digits:
        raise _InputError(f"There are no grades: {wanted}, one a review, such as 33133.")
    for place, digit in enumerate(digits, 1):
        if digit not in meant:
            raise _InputError(
                f'"{digit}" (number {place}) is no grade: {wanted}, one a review, such as 33133.'
            )
    if len(digits) > _MOST_GRADES:
        raise _InputError(f"There are {len(digits)} grades: give {_MOST_GRADES} at most.")
    return [meant[digit] for digit in digits]


def _on_time(grades: list[int], scheduler: Scheduler) -> Iterator[CardState]:
    """A new card after each of the grades, by the formula alone, as there is no calendar here that ends.

    Reviews stay on one day and the last is put back, not the next forward, since a hundred of FSRS's longest
    intervals lead out of the package's calendar.
    """
    card = NEW_CARD
    for grade in grades:
        if card.last_day is not None:
            card = replace(card, last_day=_DAY - card.interval_days)
        card = replace(scheduler.review(card, grade, _DAY), last_day=_DAY)
        yield card


def _memory(card: CardState) -> dict[str, Any]:
    if card.stability is None or card.difficulty is None:
        return {"ease_factor": card.ease_hundredths / 100}
    return {"stability": round(card.stability, 4), "difficulty": round(card.difficulty, 4)}


_DECIMALS = {"ease_factor": 2, "stability": 4, "difficulty": 4}


def _column(named: tuple[str, Any]) -> str:
    name, value = named
    return f"{value:.{_DECIMALS[name]}f}" if name in _DECIMALS else str(value)
