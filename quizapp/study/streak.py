"""Days on which cards waited, and the streak of those on which some were done.

Apart from the other figures since it looks back at what was due on days gone by. A card waits from its due
day until it is answered, suspended, retired or reset; what was buried waited all the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
import sqlalchemy.orm
from sqlalchemy.orm import Session

from quizapp.logbook import undone_sequences
from quizapp.models import Card, ReviewLog
from quizapp.scheduling.replay import Action

RECENT_DAYS = 60
"""Most streaks are shorter, or broken, within so many days: then no more of the log is read."""

_REVIEWS = (Action.ANSWER.value, Action.IMPORTED.value)
_PUT_AWAY = (Action.SUSPEND.value, Action.RETIRE.value)
_BROUGHT_BACK = (Action.UNSUSPEND.value, Action.RESTORE.value)
_MOVES = (
    *_REVIEWS,
    *_PUT_AWAY,
    *_BROUGHT_BACK,
    Action.REGRADE.value,
    Action.RESET.value,
    Action.IMPORT.value,
)
_TRAVEL = frozenset({"zone", "cut_hour"})


@dataclass(frozen=True, kw_only=True)
class StudyDays:
    """Days of a learner up to today: ``done`` had something to do, and some of it was answered; ``missed``
    had reviews waiting and no answer. All other days neither add to a streak nor break it.
    """

    done: frozenset[int]
    missed: frozenset[int]

    @property
    def streak(self) -> int:
        """Days done since the last one missed."""
        last_missed = max(self.missed, default=0)
        return sum(1 for day in self.done if day > last_missed)

    @property
    def longest_streak(self) -> int:
        """The most days done with none missed between them."""
        longest = running = 0
        for day in sorted(self.done | self.missed):
            running = running + 1 if day in self.done else 0
            longest = max(longest, running)
        return longest


def streak_of(session: Session, user_id: int, today: int) -> int:
    """The days in a row up to today, of those that had cards due, on which something was answered.

    Today counts once something was answered and breaks nothing before it is over.
    """
    recent = study_days(session, user_id, today, since=today - RECENT_DAYS)
    return (recent if recent.missed else study_days(session, user_id, today)).streak


def study_days(session: Session, user_id: int, today: int, *, since: int = 0) -> StudyDays:
    """The learner's days from one on, in one pass over that part of the log."""
    answered: set[int] = set()
    of_waiting: set[int] = set()
    waiting: list[tuple[int, int]] = []
    for row in session.execute(_moves(user_id, since)):
        if row.answers:
            answered.add(row.day)
            if row.since is None or row.since <= row.day:
                of_waiting.add(row.day)
        if row.waited:
            waiting.append((row.since, row.day))
    excused, switched = _changes_of_settings(session, user_id)
    waiting += [
        (max(row.queue_day, row.moved_day or 0, switched), today)
        for row in session.execute(_still_waiting(user_id, today))
    ]
    days_waiting = _days_in(waiting, since, today)
    return StudyDays(
        done=frozenset(of_waiting | (answered & days_waiting)),
        missed=frozenset(days_waiting - answered - excused),
    )


def _moves(user_id: int, since: int) -> sa.Select[Any]:
    """What moved cards, by day and by ``since``, when the card had been due or was brought back after that.

    ``answers`` counts reviews. ``waited`` says that the card was waiting from then to this day. Where the
    scheduler changed in between, nobody knows without replaying, and the learner gets the benefit.
    """
    row, before = sa.orm.aliased(ReviewLog), sa.orm.aliased(ReviewLog)
    came = sa.case((before.day > before.due_day, before.day), else_=before.due_day)
    waited = sa.and_(
        came < row.day,
        before.action.not_in(_PUT_AWAY),
        row.action.not_in(_BROUGHT_BACK),
        before.scheduler == row.scheduler,
    )
    waited = sa.func.coalesce(waited, sa.false())
    return (
        sa.select(
            row.day,
            came.label("since"),
            sa.func.count().filter(row.action.in_(_REVIEWS)).label("answers"),
            waited.label("waited"),
        )
        .outerjoin(
            before,
            sa.and_(before.user_id == user_id, before.sequence == _newest_move(user_id, row)),
        )
        .where(*_is_move(user_id, row), row.day >= since)
        .group_by(row.day, came, waited)
    )


def _is_move(user_id: int, log: type[ReviewLog]) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        log.user_id == user_id,
        log.action.in_(_MOVES),
        log.sequence.not_in(undone_sequences(user_id)),
    )


def _newest_move(user_id: int, later: type[ReviewLog]) -> sa.ScalarSelect[int]:
    """The sequence of what moved the card of this row before it."""
    move = sa.orm.aliased(ReviewLog)
    return (
        sa.select(move.sequence)
        .where(*_is_move(user_id, move), move.item_id == later.item_id, move.sequence < later.sequence)
        .order_by(move.sequence.desc())
        .limit(1)
        .scalar_subquery()
    )


def _still_waiting(user_id: int, today: int) -> sa.Select[Any]:
    """When today's backlog was due, and when each of it was last moved, as by being brought back."""
    move = sa.orm.aliased(ReviewLog)
    moved_day = (
        sa.select(move.day)
        .where(*_is_move(user_id, move), move.item_id == Card.item_id)
        .order_by(move.sequence.desc())
        .limit(1)
        .scalar_subquery()
    )
    cards = (
        sa.select(Card.queue_day, moved_day.label("moved_day"))
        .where(Card.user_id == user_id, Card.queue_day < today)
        .subquery()
    )
    return sa.select(cards.c.queue_day, cards.c.moved_day).distinct()


def _changes_of_settings(session: Session, user_id: int) -> tuple[set[int], int]:
    """Days that a change of zone or cut may have shortened, and the last change of scheduler, 0 for none."""
    excused, switched = set(), 0
    for row in session.execute(
        sa.select(ReviewLog.day, ReviewLog.detail).where(
            ReviewLog.user_id == user_id,
            ReviewLog.item_id.is_(None),
            ReviewLog.action == Action.SETTINGS.value,
        )
    ):
        if not _TRAVEL.isdisjoint(row.detail["after"]):
            excused.add(row.day)
        if "scheduler" in row.detail["after"]:
            switched = max(switched, row.day)
    return excused, switched


def _days_in(spans: Iterable[tuple[int, int]], since: int, until: int) -> set[int]:
    """All days of these spans (first day, day after the last) from one day on and before another."""
    days: set[int] = set()
    reached = since
    for first, end in sorted(spans):
        days.update(range(max(first, reached), min(end, until)))
        reached = max(reached, min(end, until))
    return days
