"""Each learner's log in order of sequence: nothing missing, no day going back, no setting out of hand."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from quizapp.learner_settings import SETTINGS
from quizapp.logbook import columns_of
from quizapp.models import ReviewLog, User
from quizapp.scheduling.card import NEW_CARD
from quizapp.scheduling.replay import Action
from quizapp.study.checks.cards import RECORDED_COLUMNS
from quizapp.study.checks.days import goes_back
from quizapp.study.checks.difference import Advance, Difference, named, streamed

_ROWS = sa.select(
    ReviewLog.user_id,
    ReviewLog.sequence,
    ReviewLog.item_id,
    ReviewLog.action,
    ReviewLog.day,
    ReviewLog.undoes,
    ReviewLog.batch,
    ReviewLog.scheduler,
).order_by(ReviewLog.user_id, ReviewLog.sequence)
_OF_NO_CARD = (
    sa.select(
        ReviewLog.user_id,
        ReviewLog.sequence,
        ReviewLog.action,
        ReviewLog.undoes,
        ReviewLog.scheduler.label("scheduler_then"),
        ReviewLog.detail,
        *RECORDED_COLUMNS,
        *(getattr(User, name) for name in SETTINGS),
    )
    .join(User, User.id == ReviewLog.user_id)
    .where(ReviewLog.item_id.is_(None))
    .order_by(ReviewLog.user_id, ReviewLog.sequence)
)


def differences_of_order(connection: Connection, advance: Advance) -> Iterator[Difference]:
    """Where a sequence is missing, a day goes back, a batch is torn or the scheduler is changed unlogged."""
    for user_id, rows in groupby(streamed(connection, _ROWS, advance), attrgetter("user_id")):
        batches, latest_day = _Batches(), 0
        for former, row in _pairs(rows):
            for problem in (*_of_sequence(former, row), *batches.of(former, row)):
                yield Difference(user_id=user_id, sequence=row.sequence, problem=problem)
            is_earlier = row.day < latest_day and row.action != Action.IMPORTED
            if is_earlier and goes_back(connection, user_id, row.sequence, row.day):
                problem = f"it is of day {row.day}, after one of day {latest_day}: days never go back"
                yield Difference(user_id=user_id, sequence=row.sequence, problem=problem)
            if row.action != Action.IMPORTED:  # it is of the day on which another program logged it
                latest_day = row.day
        for first, problem in batches.torn():
            yield Difference(user_id=user_id, sequence=first, problem=problem)


def _pairs(rows: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
    """Every row with the one before it; None before the first."""
    former = None
    for row in rows:
        yield former, row
        former = row


def _of_sequence(former: Any, row: Any) -> Iterator[str]:
    expected = former.sequence + 1 if former else 1
    if row.sequence != expected:
        yield f"entries {expected} to {row.sequence - 1} are missing before it"
    if former is None:
        return
    # A change of settings, or its undo, is of no item; only after one the scheduler may be another.
    if row.scheduler != former.scheduler and (former.item_id or former.action == Action.COURSE_EXAM):
        yield f"it was written under {row.scheduler}, the entry before it under {former.scheduler}"


class _Batches:
    """What was done in one go: entries one after the other, undone together or not at all."""

    def __init__(self) -> None:
        self._firsts: list[int] = []
        self._lasts: list[int] = []
        self._undone: list[int] = []

    def of(self, former: Any, row: Any) -> Iterator[str]:
        """What is wrong with the batch of this row, or with the one that it undoes."""
        if row.action == Action.UNDO and row.undoes is not None:
            place = bisect_right(self._firsts, row.undoes) - 1
            if place >= 0 and row.undoes <= self._lasts[place]:
                self._undone[place] += 1
        if row.batch is None:
            return
        if row.batch == row.sequence:
            self._firsts.append(row.sequence)
            self._lasts.append(row.sequence)
            self._undone.append(0)
        elif former is not None and former.batch == row.batch and self._firsts:
            self._lasts[-1] = row.sequence
        else:
            yield f"it is of batch {row.batch}, and the entry before it is not"

    def torn(self) -> Iterator[tuple[int, str]]:
        """The batches of which only a part was undone."""
        for first, last, undone in zip(self._firsts, self._lasts, self._undone, strict=True):
            entries = last - first + 1
            if 0 < undone < entries:
                yield first, f"of the {entries} entries of its batch {undone} were undone, not all or none"


def differences_of_settings(connection: Connection) -> Iterator[Difference]:
    """Where a setting was another than the log's last change left it, or the learner's row is."""
    for user_id, rows in groupby(streamed(connection, _OF_NO_CARD), attrgetter("user_id")):
        known: dict[str, Any] = {}
        changes: dict[int, dict[str, Any]] = {}
        for row in rows:
            for problem in _of_settings(row, known, changes):
                yield Difference(user_id=user_id, sequence=row.sequence, problem=problem)
        for name, value in known.items():
            if getattr(row, name) != value:
                yield Difference(
                    user_id=user_id,
                    problem=f"the setting {name} is {getattr(row, name)}, the log gives {value}",
                )


def _of_settings(row: Any, known: dict[str, Any], changes: dict[int, dict[str, Any]]) -> Iterator[str]:
    """What is wrong with a change of settings or its undo; keeps what it leaves them at."""
    if row.action == Action.SETTINGS:
        if not row.detail or row.detail.keys() != {"before", "after"}:
            yield "it does not say which settings it changed"
            return
        change = changes[row.sequence] = row.detail
        before, after = change["before"], change["after"]
    elif row.action == Action.UNDO and row.undoes in changes:
        change = changes.pop(row.undoes)
        before, after = change["after"], change["before"]
    elif row.action == Action.COURSE_EXAM:
        before, after = {}, {}  # the course has it; no setting of the learner's own is another
    else:
        undone = f" of entry {row.undoes}" if row.undoes is not None else ""
        yield f"{row.action}{undone} is of no card, but neither a change of settings that stands nor its undo"
        return
    in_force = {**known, "scheduler": row.scheduler_then}
    for name, value in before.items():
        if in_force.get(name, value) != value:
            yield f"it changes the setting {name} from {value}, which was {in_force[name]}"
    known.update(after)
    recorded = {column.key: getattr(row, column.key) for column in RECORDED_COLUMNS}
    if recorded != _NO_CARD:
        yield named(recorded, _NO_CARD, "an entry of no card")


_NO_CARD = {
    name: value for name, value in columns_of(NEW_CARD).items() if name in {c.key for c in RECORDED_COLUMNS}
}
