"""``quizapp check``: the proof that nothing was lost, and the repair of what the log can make anew."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

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

    With --repair, cards and their places are then made anew from the log, one learner after the other, and
    all is checked again. The log is never changed, and what is wrong in it stays. Make a backup first:

    \b
        quizapp backup before-repair.sqlite3
        quizapp check --repair
    """
    with existing_installation():
        is_clean, repairable = _check(shows_progress=progress)
        if repair and repairable:
            _repair(repairable)
            is_clean, _ = _check(shows_progress=progress)
        elif repair:
            click.echo("There was nothing to repair.")
    if not is_clean:
        raise SystemExit(1)


def _check(*, shows_progress: bool) -> tuple[bool, list[int]]:
    """Say what differs; gives whether nothing does, and the learners of whom something can be repaired."""
    from quizapp.database import problems
    from quizapp.study.check import READINGS, differences, extent

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
    click.echo(
        f"{found.learners} learners, {found.entries} log entries, {found.cards} cards: "
        f"{count} differences from the log; {len(faults)} faults in the database."
    )
    return not faults and not count, sorted(repairable)


def _repair(user_ids: list[int]) -> None:
    from quizapp.scheduling.errors import SchedulingError
    from quizapp.study.checks.repair import repair

    for user_id in user_ids:
        try:
            done = repair(user_id)
        except SchedulingError as error:
            click.echo(f"Learner {user_id}: left as it is. {error}")
        else:
            click.echo(
                f"Learner {user_id}: {done.rewritten} cards rewritten and {done.added} added from the log; "
                "the queue and the places in sets made anew."
            )


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
