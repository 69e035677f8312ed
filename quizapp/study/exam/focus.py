"""What a learner's exams ask of a day: which sets go first, and how many new cards. Reading only.

Apart from the plan that is shown, because every draw asks it, of learners with an exam to come only. It costs
them the dates, one count along the index of their unfinished sets, and two along small ones.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from quizapp.access import Viewer
from quizapp.models import Assignment, Card, Course, Item, ItemState, MemberRole, Membership, SetPlace
from quizapp.scheduling.exam import new_by_exam
from quizapp.study.in_deck import DAY, LEARNER

_STUDIES = (
    Membership.user_id == LEARNER,
    Membership.role == MemberRole.STUDENT,
    Membership.left_at.is_(None),
)

HAS_COURSE_EXAM = (
    sa.exists().where(Course.id == Membership.course_id, Course.exam_day > DAY, *_STUDIES).label("has_exam")
)
"""Whether an exam is to come in a course of the learner, as one column of a query that asks other things."""

_COURSE_EXAMS = (
    sa.select(Assignment.set_id, sa.func.min(Course.exam_day).label("exam_day"))
    .join(Course, Course.id == Assignment.course_id)
    .join(Membership, Membership.course_id == Course.id)
    .where(Course.exam_day > DAY, *_STUDIES)
    .group_by(Assignment.set_id)
)
_UNSEEN = (
    sa.select(SetPlace.set_id, sa.func.count(Item.id).label("cards"))
    .join(Item, Item.set_id == SetPlace.set_id)
    .where(
        SetPlace.user_id == LEARNER,
        SetPlace.next_position.is_not(None),
        Item.state == ItemState.LIVE,
        Item.position >= SetPlace.next_position,
        ~sa.exists().where(Card.user_id == LEARNER, Card.item_id == Item.id),
    )
    .group_by(SetPlace.set_id)
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
_SCOPE: sa.BindParameter[Any] = sa.bindparam("scope", expanding=True, type_=sa.Integer)
_UNSEEN_IN_SCOPE = _UNSEEN.where(SetPlace.set_id.in_(_SCOPE))
_RETURNED_IN_SCOPE = _RETURNED.where(Card.set_id.in_(_SCOPE))


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


def new_left(connection: Connection | Session, user_id: int, scope: frozenset[int] | None) -> dict[int, int]:
    """How many cards are still new, by set: of these sets, or of the whole deck where it is None.

    Neither suspended ones count nor those of items that are not live.
    """
    place: dict[str, Any] = {"learner_id": user_id}
    queries: tuple[Any, ...] = (_UNSEEN, _RETURNED)
    if scope is not None:
        place["scope"] = sorted(scope)
        queries = (_UNSEEN_IN_SCOPE, _RETURNED_IN_SCOPE)
    left: dict[int, int] = defaultdict(int)
    for query in queries:
        for row in connection.execute(query, place):
            left[row.set_id] += row.cards
    return left


def focus_of(connection: Connection | Session, learner: Viewer, day: int) -> Focus:
    """What the exams of this learner ask of the day.

    A day's share is that of what was new at its beginning, so that it stays the same all day long.
    """
    place = {"learner_id": learner.id, "day": day}
    exams = {row.set_id: row.exam_day for row in connection.execute(_COURSE_EXAMS, place)}
    own = learner.exam_day if learner.exam_day is not None and learner.exam_day > day else None
    if own is not None:
        exams = {set_id: min(own, exam_day) for set_id, exam_day in exams.items()}
    elif not exams:
        return NO_FOCUS
    left = new_left(connection, learner.id, None if own is not None else frozenset(exams))
    introduced = {row.set_id: row.cards for row in connection.execute(_INTRODUCED, place)}
    return _focus(exams, own, left, introduced, day)


def _focus(
    exams: Mapping[int, int],
    own: int | None,
    left: Mapping[int, int],
    introduced: Mapping[int, int],
    day: int,
) -> Focus:
    new: dict[int, int] = defaultdict(int)
    done: dict[int, int] = defaultdict(int)
    outside = 0
    for set_id, cards in [*left.items(), *introduced.items()]:
        exam_day = exams.get(set_id, own)
        if exam_day is not None:
            new[exam_day] += cards
    for set_id, cards in introduced.items():
        exam_day = exams.get(set_id, own)
        if exam_day is None:
            outside += cards
        else:
            done[exam_day] += cards
    asked = new_by_exam(new, day)
    done_by_then = accumulate(done[exam_day] for exam_day in asked)
    floors = {
        exam_day: max(0, asked[exam_day] - cards) for exam_day, cards in zip(asked, done_by_then, strict=True)
    }
    tiers = [
        Tier(set_ids=frozenset(set_id for set_id in exams if exams[set_id] == exam_day), floor=floor)
        for exam_day, floor in floors.items()
        if exam_day != own
    ]
    return Focus(
        tiers=tuple(tiers),
        floor=floors.get(own, 0) if own is not None else 0,
        new=max(asked.values(), default=0) + outside,
    )
