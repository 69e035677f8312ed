"""Days on which cards waited, and the streak of those on which some were done.

Apart from the other figures since it looks back at what was due on days gone by. A card waits from its due
day until it is answered, suspended, retired or reset; what was buried waited all the same. It is due when it
was by the scheduler in force at the end of the day (see ``eras``), so that no later switch changes a day.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
import sqlalchemy.orm
from sqlalchemy.orm import Session

from quizapp.models import Card, ReviewLog
from quizapp.scheduling.replay import Action
from quizapp.study.eras import (
    BROUGHT_BACK,
    LEAVES_SUSPENDED,
    PUT_AWAY,
    REVIEWS,
    Era,
    Span,
    changes_of_settings,
    eras_of,
    is_move,
    move_before,
    spans_across_switches,
    stays_suspended,
)

LOOKS_BACK = (60, 240, 960)
"""Days of the log that are read, one after the other, until a missed one is among them; then all of it is."""

_ROWS_AT_ONCE = 5000
_NEW = (0, "", None)
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
    for days in LOOKS_BACK:
        recent = study_days(session, user_id, today, since=today - days)
        if recent.missed:
            return recent.streak
    return study_days(session, user_id, today).streak


def study_days(session: Session, user_id: int, today: int, *, since: int = 0) -> StudyDays:
    """The learner's days from one on, in one pass over that part of the log."""
    changes = changes_of_settings(session, user_id)
    # A change of zone or cut may have shortened its day.
    excused = {change.day for change in changes if not _TRAVEL.isdisjoint(change.after)}
    eras = [era for era in eras_of(changes) if era.until_day is None or era.until_day >= since]
    answered: set[int] = set()
    had_cards: set[int] = set()
    spans: list[Span] = []
    for row in _moves(session, user_id, eras, since):
        if row.answers:
            answered.add(row.day)
        if row.of_waiting:
            had_cards.add(row.day)
        if row.since is not None and row.since <= row.day:
            spans.append((row.since if row.waited else row.day, row.day + bool(row.answers)))
    spans += [
        (max(row.queue_day, row.moved_day or 0, eras[-1].from_day), today)
        for row in session.execute(_still_waiting(user_id, today))
    ]
    had_cards |= _days_in(spans, since, today + 1)
    if eras[-1].after:
        begin = since or min(answered, default=today)
        open_days = set(range(begin, today)) - had_cards - excused
        spans = [span for era in eras for span in spans_across_switches(session, user_id, era, open_days)]
        had_cards |= _days_in(spans, since, today)
    return StudyDays(
        done=frozenset(answered & had_cards),
        missed=frozenset(had_cards - answered - excused - {today}),
    )


@dataclass(kw_only=True, slots=True)
class _Moves:
    """What moved cards, as a row of `_moves_in` says it."""

    day: int
    since: int | None
    waited: bool
    answers: int = 0
    of_waiting: int = 0


def _moves(session: Session, user_id: int, eras: list[Era], since: int) -> Iterable[Any]:
    if since or len(eras) > 1:
        return (row for era in eras for row in session.execute(_moves_in(user_id, era, since)))
    return _all_moves(session, user_id)


def _all_moves(session: Session, user_id: int) -> Iterable[_Moves]:
    """What `_moves_in` gives of a whole log under one scheduler, which is gone through as it lies.

    With the cards at hand that takes a quarter of the time of looking for what was before each of its rows.
    """
    rows = session.connection().execute(
        sa.select(ReviewLog.item_id, ReviewLog.day, ReviewLog.action, ReviewLog.due_day)
        .where(*is_move(user_id, ReviewLog))
        .order_by(ReviewLog.sequence)
        .execution_options(yield_per=_ROWS_AT_ONCE)
    )
    cards: dict[int | None, tuple[int, str, int | None]] = {}
    groups: dict[tuple[int, int | None, bool], _Moves] = {}
    for item_id, day, action, due_day in rows:
        day_before, action_before, due_before = cards.get(item_id, _NEW)
        stays_suspended = action_before == Action.SUSPEND and action in LEAVES_SUSPENDED
        cards[item_id] = day, action_before if stays_suspended else action, due_day
        came, waited = due_before, False
        if due_before is not None:
            came = max(day_before, due_before)
            waited = came < day and action_before not in PUT_AWAY and action not in BROUGHT_BACK
        group = groups.get((day, came, waited))
        if group is None:
            group = groups[day, came, waited] = _Moves(day=day, since=came, waited=waited)
        if action in REVIEWS:
            group.answers += 1
            group.of_waiting += due_before is None
    return groups.values()


def _moves_in(user_id: int, era: Era, since: int) -> sa.Select[Any]:
    """What moved cards, by day and by ``since``, when the card had been due or was brought back after that.

    ``answers`` counts reviews, and ``of_waiting`` those of cards that had been new, or that came from the
    queue. ``waited`` says that the card was waiting from then to this day. ``since`` is None of a new card,
    and where a switch lies between, so that the log does not say it.
    """
    row, before = sa.orm.aliased(ReviewLog), sa.orm.aliased(ReviewLog)
    is_known = era.knows(before)
    came = sa.case((before.day > before.due_day, before.day), else_=before.due_day)
    if era.after:
        stood_before = sa.and_(before.sequence < era.after, came < era.from_day)
        came = sa.case((~is_known, None), (stood_before, era.from_day), else_=came)
    of_queue = sa.and_(row.action == Action.ANSWER.value, row.session.is_(None))
    waited = sa.and_(
        came < row.day,
        before.action.not_in(PUT_AWAY),
        row.action.not_in(BROUGHT_BACK),
        ~stays_suspended(user_id, before),
    )
    moves = (
        sa.select(
            row.day,
            came.label("since"),
            row.action.in_(REVIEWS).label("is_review"),
            sa.or_(before.due_day.is_(None), sa.and_(~is_known, of_queue)).label("is_of_waiting"),
            sa.func.coalesce(waited, sa.false()).label("waited"),
        )
        .outerjoin(before, sa.and_(before.user_id == user_id, before.sequence == move_before(user_id, row)))
        .where(*is_move(user_id, row), era.holds(row), row.day >= since)
        .subquery()
    ).c
    return sa.select(
        moves.day,
        moves.since,
        moves.waited,
        sa.func.count().filter(moves.is_review).label("answers"),
        sa.func.count().filter(moves.is_review, moves.is_of_waiting).label("of_waiting"),
    ).group_by(moves.day, moves.since, moves.waited)


def _still_waiting(user_id: int, today: int) -> sa.Select[Any]:
    """When today's backlog was due, and when each of it was last moved, as by being brought back."""
    move = sa.orm.aliased(ReviewLog)
    moved_day = (
        sa.select(move.day)
        .where(*is_move(user_id, move), move.item_id == Card.item_id)
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


def _days_in(spans: Iterable[Span], since: int, until: int) -> set[int]:
    """All days of these spans (first day, day after the last) from one day on and before another."""
    days: set[int] = set()
    reached = since
    for first, end in sorted(spans):
        days.update(range(max(first, reached), min(end, until)))
        reached = max(reached, min(end, until))
    return days
