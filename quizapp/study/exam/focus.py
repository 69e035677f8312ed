"""What a learner's exams ask of a day: which sets go first, and how many new cards. Reading only.

Apart from the plan that is shown, because every draw asks it, of learners with an exam to come only. It costs
them a sum over their unfinished sets and two counts along small indexes, each with its set's exam.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from quizapp.access import Viewer
from quizapp.models import Assignment, Card, Course, Item, ItemState, MemberRole, Membership, SetPlace
from quizapp.models.tables import COURSE, MEMBERSHIP
from quizapp.scheduling.exam import new_by_exam
from quizapp.study.in_deck import DAY, LEARNER

_STUDIES = (
    MEMBERSHIP.c.user_id == LEARNER,
    MEMBERSHIP.c.role == MemberRole.STUDENT,
    MEMBERSHIP.c.left_at.is_(None),
)

HAS_COURSE_EXAM = (
    sa.exists()
    .where(COURSE.c.id == MEMBERSHIP.c.course_id, COURSE.c.exam_day > DAY, *_STUDIES)
    .label("has_exam")
)
"""Whether an exam is to come in a course of the learner, as one column of a query that asks other things."""

_COURSE_EXAMS = (
    sa.select(Assignment.set_id, sa.func.min(Course.exam_day).label("exam_day"))
    .join(Course, Course.id == Assignment.course_id)
    .join(Membership, Membership.course_id == Course.id)
    .where(Course.exam_day > DAY, *_STUDIES)
    .group_by(Assignment.set_id)
)
_UNSEEN = sa.select(SetPlace.set_id, SetPlace.unseen.label("cards")).where(
    SetPlace.user_id == LEARNER, SetPlace.next_position.is_not(None)
)
_RETURNED = (
    sa.select(Card.set_id, sa.func.count(Item.id).label("cards"))
    .join(Item, sa.and_(Item.id == Card.item_id, Item.state == ItemState.LIVE))
    .join(SetPlace, sa.and_(SetPlace.user_id == LEARNER, SetPlace.set_id == Card.set_id))
    .where(Card.user_id == LEARNER, Card.due_day.is_(None), Card.suspended.is_(False))
    .group_by(Card.set_id)
)
_INTRODUCED = (
    sa.select(Card.set_id, sa.func.count(Card.item_id).label("cards"))
    .where(Card.user_id == LEARNER, Card.introduced_day == DAY)
    .group_by(Card.set_id)
)
_HAS_COURSE_EXAM = sa.select(HAS_COURSE_EXAM)


def _by_exam(counted: sa.Select[int, int]) -> sa.Select[int | None, int]:
    """Cards counted by set, now by the day of the first exam that asks for them; None where none does."""
    each = counted.subquery()
    exam_day = (
        sa.select(sa.func.min(Course.exam_day))
        .join(Assignment, Assignment.course_id == Course.id)
        .join(Membership, Membership.course_id == Course.id)
        .where(Assignment.set_id == each.c.set_id, Course.exam_day > DAY, *_STUDIES)
        .scalar_subquery()
        .label("exam_day")
    )
    return sa.select(exam_day, sa.func.sum(each.c.cards).label("cards")).group_by(exam_day)


_NEW_BY_EXAM = (_by_exam(_UNSEEN), _by_exam(_RETURNED))
_INTRODUCED_BY_EXAM = _by_exam(_INTRODUCED)


@dataclass(frozen=True, kw_only=True, slots=True)
class Tier:
    """The sets of one course's exam that no earlier exam asks for, to be drawn before those of later tiers.

    ``floor``: so many new cards, of this tier and the ones before it, are still to be introduced today.
    """

    set_ids: frozenset[int]
    floor: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Focus:
    """What the learner's exams ask of this day.

    ``floor`` is as in `Tier`, of the whole deck: what the learner's own date asks. ``new`` are the new cards
    to be introduced in all, those that no exam asks for and that were introduced today already included.
    """

    tiers: tuple[Tier, ...] = ()
    floor: int = 0
    new: int = 0


NO_FOCUS = Focus()


def new_left(connection: Connection | Session, user_id: int) -> dict[int, int]:
    """How many cards are still new, by set.

    Neither suspended ones count nor those of items that are not live.
    """
    left: dict[int, int] = defaultdict(int)
    for query in (_UNSEEN, _RETURNED):
        for row in connection.execute(query, {"learner_id": user_id}):
            left[row.set_id] += row.cards
    return left


def focus_of(connection: Connection | Session, learner: Viewer, day: int) -> Focus:
    """What the exams of this learner ask of the day.

    A day's share is that of what was new at its beginning, so that it stays the same all day long.
    """
    place = {"learner_id": learner.id, "day": day}
    own = learner.exam_day if learner.exam_day is not None and learner.exam_day > day else None
    if own is None and not connection.execute(_HAS_COURSE_EXAM, place).scalar():
        return NO_FOCUS
    left = _cards_by_exam(connection, place, own, _NEW_BY_EXAM)
    done = _cards_by_exam(connection, place, own, [_INTRODUCED_BY_EXAM])
    without, outside = left.pop(None, 0), done.pop(None, 0)
    asked = new_by_exam({exam_day: left[exam_day] + done[exam_day] for exam_day in {*left, *done}}, day)
    done_by_then = accumulate(done[exam_day] for exam_day in asked)
    floors = {
        exam_day: max(0, asked[exam_day] - cards) for exam_day, cards in zip(asked, done_by_then, strict=True)
    }
    new = max(asked.values(), default=0) + outside
    if len(left) <= 1 and not without:
        # One date for all that is new: it need not be known which sets these are.
        return Focus(floor=max((floors[exam_day] for exam_day in left), default=0), new=new)
    exams = {row.set_id: row.exam_day for row in connection.execute(_COURSE_EXAMS, place)}
    tiers = (
        Tier(set_ids=frozenset(set_id for set_id in exams if exams[set_id] == exam_day), floor=floor)
        for exam_day, floor in floors.items()
        if own is None or exam_day < own
    )
    return Focus(tiers=tuple(tiers), floor=floors.get(own, 0) if own is not None else 0, new=new)


def _cards_by_exam(
    connection: Connection | Session,
    place: Mapping[str, int],
    own: int | None,
    queries: Iterable[sa.Select[int | None, int]],
) -> dict[Any, int]:
    """By the day of the first exam that asks for them, the learner's own too; None where none does."""
    cards: dict[Any, int] = defaultdict(int)
    for query in queries:
        for row in connection.execute(query, place):
            exam_days = [each for each in (row.exam_day, own) if each is not None]
            cards[min(exam_days, default=None)] += row.cards
    return cards
