"""``quizapp simulate``: a year of reviews under SM-2 and FSRS, of a made-up deck or of a learner's own.

Needs a database only where a learner is named.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from itertools import groupby
from typing import TYPE_CHECKING

import click

from quizapp import clock
from quizapp.commands.arguments import TEXT, Integer, percent_of
from quizapp.commands.installation import existing_installation
from quizapp.scheduling.learners import LEARNERS, Learner
from quizapp.scheduling.queue import DEFAULT_NEW_PER_DAY
from quizapp.scheduling.simulate import Totals

if TYPE_CHECKING:
    from quizapp.progress.simulator import Deck, Run, Wish

_DEFAULT_CARDS = 10_000
# Beyond these a run takes hours, or more memory than a small machine has.
_MOST_CARDS, _MOST_DAYS = 100_000, 3650
_BAR_AFTER_SECONDS = 1.0
_BOTH = "both"


def _read_retentions(_context: click.Context, _option: click.Parameter, text: str) -> tuple[int, ...]:
    """The shares of "0.8,0.9" in percent, each once, in the order given."""
    return tuple(dict.fromkeys(_percent(part.strip()) for part in text.split(",")))


def _percent(share: str) -> int:
    percent = percent_of(share)
    if percent is None:
        raise click.BadParameter(
            f'"{share}" is not offered: give hundredths from 0.70 to 0.97, such as 0.8,0.9,0.95.'
        )
    return percent


@click.command()
@click.option("--cards", type=Integer(1, _MOST_CARDS), help="New cards to make up; 10000 if left out.")
@click.option("--days", type=Integer(1, _MOST_DAYS), default=365, show_default=True)
@click.option(
    "--new",
    "new_per_day",
    type=Integer(0, _MOST_CARDS),
    help="New cards a day; 20 if left out, with --learner their own limit.",
)
@click.option(
    "--limit",
    "reviews_per_day",
    type=Integer(1, _MOST_CARDS),
    help="Most reviews a day; none if left out, with --learner their own limit.",
)
@click.option(
    "--retention",
    "retentions",
    metavar="SHARES",
    default="0.8,0.9,0.95",
    show_default=True,
    callback=_read_retentions,
    help="Desired retentions of FSRS, with commas.",
)
@click.option(
    "--memory",
    type=click.Choice([*LEARNERS, _BOTH]),
    default=_BOTH,
    show_default=True,
    help="Whose memory: FSRS's own, or one that fades plainly and is no scheduler's.",
)
@click.option(
    "--learner", "email", metavar="EMAIL", type=TEXT, help="Start from this learner's cards as they stand."
)
@click.option("--seed", type=Integer(), default=1, show_default=True, help="Another seed is other luck.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON Lines, one a scheduler and day.")
def simulate(
    cards: int | None,
    days: int,
    new_per_day: int | None,
    reviews_per_day: int | None,
    retentions: tuple[int, ...],
    memory: str,
    email: str | None,
    seed: int,
    as_json: bool,  # noqa: FBT001 - click's way
) -> None:
    """Simulate days of reviews: SM-2 against FSRS at several desired retentions.

    Prints a row a scheduler: reviews, reviews a day and on the busiest day, minutes a day with drills and new
    cards, share recalled, cards introduced, cards known at the end (the sum of their probabilities of
    recall), reviews for each card known. The learner is a model; docs/simulator.md states it.

    \b
    Examples:  quizapp simulate --cards 10000 --days 365 --new 20
               quizapp simulate --learner ann@example.org --retention 0.85,0.9 --json
    """
    from quizapp.progress.simulator import Wish, made_up_deck

    own_new, own_limit = DEFAULT_NEW_PER_DAY, None
    if email is None:
        deck = made_up_deck(cards or _DEFAULT_CARDS)
    elif cards is None:
        deck, own_new, own_limit = _deck_of(email)
    else:
        raise click.UsageError("--cards makes a deck up: leave it out with --learner.")
    wish = Wish(
        days=days,
        new_per_day=own_new if new_per_day is None else new_per_day,
        reviews_per_day=own_limit if reviews_per_day is None else reviews_per_day,
        retentions=retentions,
        seed=seed,
    )
    runs = _run(deck, wish, [make() for key, make in LEARNERS.items() if memory in (key, _BOTH)])
    for line in _json_lines(runs) if as_json else _table(deck, wish, runs):
        click.echo(line)


def _deck_of(email: str) -> tuple[Deck, int, int | None]:
    """A learner's deck, and their own limits for new cards and reviews a day."""
    with existing_installation():
        from quizapp.auth.service import user_by_email
        from quizapp.errors import MissingError
        from quizapp.progress.simulator import learner_deck

        try:
            person = user_by_email(email)
        except MissingError as error:
            raise click.BadParameter(str(error), param_hint="--learner") from error
        deck = learner_deck(person.id, clock.now())
        if not deck.cards:
            raise click.BadParameter(f"{email} has no cards to simulate.", param_hint="--learner")
        return deck, person.new_per_day, person.reviews_per_day


def _run(deck: Deck, wish: Wish, learners: Sequence[Learner]) -> list[Run]:
    from quizapp.progress.simulator import runs_ahead

    with ExitStack() as stack:
        after_day = _late_bar(stack, wish.days * len(wish.scheduler_keys) * len(learners))
        return runs_ahead(deck, wish, learners, after_day)


def _late_bar(stack: ExitStack, length: int) -> Callable[[], None]:
    """A step of a progress bar on standard error, which comes only where a second has gone by."""
    bar = click.progressbar(length=length, label="Simulating", file=sys.stderr)
    began, done, is_shown = time.monotonic(), 0, False

    def step() -> None:
        nonlocal done, is_shown
        done += 1
        if is_shown:
            bar.update(1)
        elif sys.stderr.isatty() and time.monotonic() - began > _BAR_AFTER_SECONDS:
            is_shown = True
            stack.enter_context(bar).update(done)

    return step


_COLUMNS: dict[str, Callable[[Totals], str]] = {
    "reviews": lambda totals: f"{totals.reviews:.0f}",
    "a day": lambda totals: f"{totals.reviews_a_day:.1f}",
    "busiest": lambda totals: f"{totals.peak_reviews:.0f}",
    "minutes a day": lambda totals: f"{totals.minutes_a_day:.1f}",
    "recalled": lambda totals: "-" if totals.retention is None else f"{totals.retention:.1%}",
    "introduced": lambda totals: f"{totals.introduced:.0f}",
    "known": lambda totals: f"{totals.known:.0f}",
    "reviews/known": lambda totals: (
        "-" if totals.reviews_per_known is None else f"{totals.reviews_per_known:.2f}"
    ),
}


def _table(deck: Deck, wish: Wish, runs: Sequence[Run]) -> Iterator[str]:
    from quizapp.progress.simulator import answer_in_words

    limit = "no limit" if wish.reviews_per_day is None else f"at most {wish.reviews_per_day}"
    yield (
        f"{deck.cards} cards, {deck.introduced} of them introduced before; {wish.days} days; "
        f"new a day: {wish.new_per_day}; reviews a day: {limit}; seed {wish.seed}"
    )
    for learner, group in groupby(runs, lambda run: run.learner.name):
        base, *others = of_learner = list(group)
        yield f"\n{learner}"
        yield "  ".join([f"{'scheduler':10}", *_COLUMNS])
        for run in of_learner:
            cells = [cell(run.totals).rjust(len(heading)) for heading, cell in _COLUMNS.items()]
            yield "  ".join([f"{run.label:10}", *cells])
        yield from (answer_in_words(base, other) for other in others)


def _json_lines(runs: Sequence[Run]) -> Iterator[str]:
    for run in runs:
        for number, day in enumerate(run.days, 1):
            yield json.dumps(
                {
                    "memory": run.learner.key,
                    "scheduler": run.scheduler_key,
                    "day": number,
                    "new": day.new,
                    "reviews": day.reviews,
                    "failed": day.failed,
                    "drills": day.drills,
                    "minutes": round(day.seconds / 60, 2),
                    "waiting": day.waiting,
                    "introduced": day.introduced,
                    "known": round(day.known, 2),
                }
            )
