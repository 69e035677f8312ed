"""Stretches of a learner's log under one scheduler, and what waited in them at their ends.

Apart from ``streak``, which asks it only of learners who changed their scheduler. The log tells a card's due
day after each thing done to it, but a switch moves the due days of all cards at once, of which it keeps
nothing: they are replayed from the part of the log that there was then.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import sqlalchemy as sa
import sqlalchemy.orm
from sqlalchemy.orm import Session

from quizapp.log_reading import entries_of, undone_sequences
from quizapp.models import Card, ReviewLog
from quizapp.scheduling.card import CardState
from quizapp.scheduling.replay import Action, replay
from quizapp.scheduling.schedulers import scheduler_of

REVIEWS = (Action.ANSWER.value, Action.IMPORTED.value)
PUT_AWAY = (Action.SUSPEND.value, Action.RETIRE.value)
BROUGHT_BACK = (Action.UNSUSPEND.value, Action.RESTORE.value)
LEAVES_SUSPENDED = (
    Action.IMPORTED.value,
    Action.IMPORT.value,
    Action.REGRADE.value,
    Action.RESET.value,
    Action.RETIRE.value,
    Action.RESTORE.value,
)
"""What moves a card, but brings back none that is suspended."""

_MOVES = (
    *REVIEWS,
    *PUT_AWAY,
    *BROUGHT_BACK,
    Action.REGRADE.value,
    Action.RESET.value,
    Action.IMPORT.value,
)

Span = tuple[int, int]
"""A first day, and the day after the last."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """A change of settings: what was set, before and after it."""

    sequence: int
    day: int
    before: dict[str, Any]
    after: dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Era:
    """A part of the log, and the days that ended in it.

    Attributes:
        scheduler_key: what was in force; None where the learner has never changed it.
        after, before: the entries by which it began and ended; 0 and None where there is none.
        from_day, until_day: the days of those entries; 0 and None likewise.
    """

    scheduler_key: str | None = None
    after: int = 0
    before: int | None = None
    from_day: int = 0
    until_day: int | None = None

    def holds(self, log: type[ReviewLog]) -> sa.ColumnElement[bool]:
        """Whether a row of the log is of it."""
        until = sa.true() if self.before is None else log.sequence < self.before
        return sa.and_(log.sequence > self.after, until)

    def knows(self, log: type[ReviewLog]) -> sa.ColumnElement[bool]:
        """Whether the due day in this row, which is of it or of an earlier one, held in it too."""
        if not self.after:
            return sa.true()
        return sa.or_(log.sequence > self.after, log.scheduler == self.scheduler_key)


def changes_of_settings(session: Session, user_id: int) -> list[Change]:
    """All that the learner set and did not take back, in order.

    What was taken back was so on the same day, so no day ended by it; and that day may be one to come, to
    which a wrong clock led.
    """
    changes: dict[int, Change] = {}
    for row in session.execute(
        sa.select(ReviewLog.sequence, ReviewLog.day, ReviewLog.action, ReviewLog.undoes, ReviewLog.detail)
        .where(ReviewLog.user_id == user_id, ReviewLog.item_id.is_(None))
        .order_by(ReviewLog.sequence)
    ):
        if row.action == Action.UNDO:
            changes.pop(row.undoes, None)
        elif row.action == Action.SETTINGS:
            changes[row.sequence] = Change(sequence=row.sequence, day=row.day, **row.detail)
    return list(changes.values())


def eras_of(changes: list[Change]) -> list[Era]:
    """The whole log, parted where the scheduler was changed."""
    switches = [change for change in changes if "scheduler" in change.after]
    if not switches:
        return [Era()]
    first, last = switches[0], switches[-1]
    return [
        Era(scheduler_key=first.before["scheduler"], before=first.sequence, until_day=first.day),
        *(
            Era(
                scheduler_key=began.after["scheduler"],
                after=began.sequence,
                before=ended.sequence,
                from_day=began.day,
                until_day=ended.day,
            )
            for began, ended in pairwise(switches)
        ),
        Era(scheduler_key=last.after["scheduler"], after=last.sequence, from_day=last.day),
    ]


def is_move(user_id: int, log: type[ReviewLog]) -> tuple[sa.ColumnElement[bool], ...]:
    """Whether the row moved a card, and was not taken back."""
    return (
        log.user_id == user_id,
        log.action.in_(_MOVES),
        log.sequence.not_in(undone_sequences(user_id)),
    )


def move_before(user_id: int, later: type[ReviewLog]) -> sa.ScalarSelect[int]:
    """The sequence of what moved the card of this row before it."""
    move = sa.orm.aliased(ReviewLog)
    return (
        sa.select(move.sequence)
        .where(*is_move(user_id, move), move.item_id == later.item_id, move.sequence < later.sequence)
        .order_by(move.sequence.desc())
        .limit(1)
        .scalar_subquery()
    )


def stays_suspended(user_id: int, move: type[ReviewLog]) -> sa.ColumnElement[bool]:
    """Whether this moved a card that was suspended, and left it so."""
    mark = sa.orm.aliased(ReviewLog)
    latest = (
        sa.select(mark.action)
        .where(
            *is_move(user_id, mark),
            mark.item_id == move.item_id,
            mark.sequence < move.sequence,
            mark.action.in_([Action.SUSPEND.value, Action.UNSUSPEND.value]),
        )
        .order_by(mark.sequence.desc())
        .limit(1)
        .scalar_subquery()
    )
    # A case is not looked at where it does not hold, which both sides of an AND are.
    return sa.case(
        (move.action.in_(LEAVES_SUSPENDED), sa.func.coalesce(latest == Action.SUSPEND.value, sa.false())),
        else_=sa.false(),
    )


def spans_across_switches(session: Session, user_id: int, era: Era, days: set[int]) -> Iterator[Span]:
    """Days of the era on which a card waited that was not moved in it before, until they hold all these days.

    The day on which it was answered is one of them. A card that is out of the deck by now counts no more than
    it does without a switch.
    """
    missing = {day for day in days if era.from_day <= day and (era.until_day is None or day < era.until_day)}
    for query, until in ((_moved_first_in(user_id, era), era.after), (_left_by(user_id, era), era.before)):
        if query is None or until is None or not missing:
            continue
        for row in session.execute(query).all():
            begin = max(era.from_day, row.day, row.due_day if row.is_known else 0)
            end = row.end if era.until_day is None else min(row.end, era.until_day)
            if missing.isdisjoint(range(begin, end)):
                continue
            card = _as_it_stood(session, user_id, row.item_id, era, until)
            if card.due_day is not None and not card.suspended:
                yield max(begin, card.due_day), end
                missing.difference_update(range(max(begin, card.due_day), end))
                if not missing:
                    break


def _as_it_stood(session: Session, user_id: int, item_id: int, era: Era, until: int) -> CardState:
    """The card by the era's scheduler, as of its log up to this entry."""
    entries = entries_of(session, user_id, item_id)
    # Undone at the end of the day, which is what counts.
    undone = {entry.undoes for entry in entries if entry.action is Action.UNDO}
    standing = [
        entry
        for entry in entries
        if entry.sequence <= until and entry.action is not Action.UNDO and entry.sequence not in undone
    ]
    return replay(standing, scheduler_of(str(era.scheduler_key)))


def _moved_first_in(user_id: int, era: Era) -> sa.Executable:
    """The cards of which the log does not say when they were due as the era began, and when that ended."""
    row, before = sa.orm.aliased(ReviewLog), sa.orm.aliased(ReviewLog)
    end = row.day + sa.case((row.action.in_(REVIEWS), 1), else_=0)
    return (
        sa.select(row.item_id, before.day, before.due_day, end.label("end"), sa.false().label("is_known"))
        .join(before, sa.and_(before.user_id == user_id, before.sequence == move_before(user_id, row)))
        .where(
            *is_move(user_id, row),
            era.holds(row),
            ~era.knows(before),
            before.due_day.is_not(None),
            before.action.not_in(PUT_AWAY),
            row.action.not_in(BROUGHT_BACK),
        )
        .order_by(before.due_day, row.item_id)
    )


def _left_by(user_id: int, era: Era) -> sa.Executable | None:
    """The cards that stood as they were when the era ended; None of the last, whose cards stand so still."""
    if era.before is None:
        return None
    row, later = sa.orm.aliased(ReviewLog), sa.orm.aliased(ReviewLog)
    newest = (
        sa.select(sa.func.max(row.sequence))
        .where(*is_move(user_id, row), row.sequence < era.before)
        .group_by(row.item_id)
    )
    is_moved_later = sa.exists().where(
        *is_move(user_id, later), later.item_id == ReviewLog.item_id, later.sequence > era.before
    )
    return (
        sa.select(
            ReviewLog.item_id,
            ReviewLog.day,
            ReviewLog.due_day,
            sa.literal(era.until_day).label("end"),
            era.knows(ReviewLog).label("is_known"),
        )
        .join(Card, sa.and_(Card.user_id == user_id, Card.item_id == ReviewLog.item_id))
        .where(
            ReviewLog.user_id == user_id,
            ReviewLog.sequence.in_(newest),
            ReviewLog.due_day.is_not(None),
            ReviewLog.action.not_in(PUT_AWAY),
            sa.or_(Card.queue_day.is_not(None), is_moved_later),
        )
        .order_by(ReviewLog.due_day, ReviewLog.item_id)
    )
