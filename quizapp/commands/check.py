"""``quizapp check``: the proof that nothing was lost, and the repair of what the log can make anew."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from quizapp import clock
from quizapp.commands.installation import existing_installation

if TYPE_CHECKING:
    from quizapp.study.checks.difference import Advance


@click.command()
@click.option("--repair", is_flag=True, help="Make anew what the log gives. Make a backup first.")
@click.option("--progress", is_flag=True, help="Show how far it is, also where that is no terminal.")
def check(*, repair: bool, progress: bool) -> None:
    """Prove the data: the file is intact, and each learner's log gives what is stored beside it.

    Replays every log: each card is in the state that its log gives, and each entry recorded what was so when
    it was written. No entry is missing, settings and answer keys agree with the log, and each card has its
    right place in the queue. Names all that differs, and ends with 1 where anything does. The app may run.

    Names learners, too, whose day is ahead of the clock, since they studied while that was wrong. It ends
    with 1 where such a day can go back; where the log holds it, with a word only.

    With --repair, cards and their places are then made anew from the log, days ahead of the clock brought
    back, one learner after the other, and all is checked again. The log is never changed, and what is wrong
    in it stays. Make a backup first:

    \b
        quizapp backup before-repair.sqlite3
        quizapp check --repair
    """
    with existing_installation():
        found = _check(shows_progress=progress)
        if repair and (found.repairable or found.ahead):
            _repair(found)
            found = _check(shows_progress=progress)
        elif repair:
            click.echo("There was nothing to repair.")
    if not found.is_clean:
        raise SystemExit(1)


@dataclass(frozen=True, kw_only=True)
class _Found:
    """Whether all is well, and the learners of whom something can be repaired, or whose day can go back."""

    is_clean: bool
    repairable: list[int]
    ahead: list[int]


def _check(*, shows_progress: bool) -> _Found:
    """Say what differs."""
    from quizapp.database import problems
    from quizapp.study.check import READINGS, ahead_of_the_clock, differences, extent

    faults = problems()
    for fault in faults:
        click.echo(fault)
    found, count, repairable = extent(), 0, set()
    with _bar(found.entries * READINGS, is_shown=shows_progress or sys.stderr.isatty()) as advance:
        for difference in differences(advance):
            count += 1
            click.echo(difference)
            if difference.is_derived:
                repairable.add(difference.user_id)
    days, entries = ahead_of_the_clock(clock.now())
    for each in (*days, *entries):
        click.echo(each)
    click.echo(
        f"{found.learners} learners, {found.entries} log entries, {found.cards} cards: "
        f"{count} differences from the log; {len(faults)} faults in the database."
    )
    ahead = [each.user_id for each in days if each.can_go_back]
    return _Found(
        is_clean=not (faults or count or ahead),
        repairable=sorted(repairable),
        ahead=ahead,
    )


def _repair(found: _Found) -> None:
    from quizapp.scheduling.day import date_of
    from quizapp.scheduling.errors import SchedulingError
    from quizapp.study.checks.repair import bring_back, repair

    for user_id in found.repairable:
        try:
            done = repair(user_id)
        except SchedulingError as error:
            click.echo(f"Learner {user_id}: left as it is. {error}")
        else:
            click.echo(
                f"Learner {user_id}: {done.rewritten} cards rewritten and {done.added} added from the log; "
                "the queue and the places in sets made anew."
            )
    for user_id in found.ahead:
        day = bring_back(user_id, clock.now())
        if day is not None:
            click.echo(f"Learner {user_id}: their day is {date_of(day)} again.")


@contextmanager
def _bar(length: int, *, is_shown: bool) -> Iterator[Advance]:
    """A bar on standard error; where that is no terminal, a line for each percent."""
    is_terminal = sys.stderr.isatty()
    with click.progressbar(length=length, label="Checking", file=sys.stderr, hidden=not is_shown) as bar:

        def advance(rows: int) -> None:
            if not is_terminal:
                bar.label = f"Checking, {(bar.pos + rows) * 100 // length} %"
            bar.update(rows)

        yield advance
