"""What a learner studies, and what of it waits today. Reading only.

The statements of the review are built once, with the learner and the day as parameters: building one anew for
each request takes longer than running it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.access import Viewer
from quizapp.models import (
    Assignment,
    Card,
    ChosenSet,
    Item,
    ItemState,
    MemberRole,
    Membership,
    QuestionSet,
    ReviewLog,
)
from quizapp.scheduling.queue import Counts, DailyLimits, Draw, next_draw, within_limits
from quizapp.study.log import ANSWERS, StoredCard, is_undone, read_card


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """The next card to show: the item's row, and the card as it stands."""

    item_id: int
    item_version: int
    content: dict[str, Any]
    card: StoredCard


_LEARNER: sa.BindParameter[int] = sa.bindparam("learner_id", type_=sa.Integer)
_DAY: sa.BindParameter[int] = sa.bindparam("day", type_=sa.Integer)
_ITEM: sa.BindParameter[int] = sa.bindparam("wanted_item_id", type_=sa.Integer)


def set_ids(user_id: int | sa.BindParameter[int]) -> sa.Select[Any]:
    """The sets in a learner's deck: assigned to a course where they are a student, or chosen by them."""
    assigned = (
        sa.select(Assignment.set_id)
        .join(Membership, Membership.course_id == Assignment.course_id)
        .where(
            Membership.user_id == user_id,
            Membership.role == MemberRole.STUDENT,
            Membership.left_at.is_(None),
        )
    )
    chosen = sa.select(ChosenSet.set_id).where(ChosenSet.user_id == user_id)
    return sa.select(sa.union(assigned, chosen).subquery())


_IN_DECK = (Item.state == ItemState.LIVE, Item.set_id.in_(set_ids(_LEARNER)))
_VISIBLE = (
    Card.suspended.is_(False),
    sa.or_(Card.buried_until_day.is_(None), Card.buried_until_day <= _DAY),
)
# The learner's cards that may be shown, of items in their deck; to be joined with Item.
_CARDS = (Card.user_id == _LEARNER, Card.item_id == Item.id, *_IN_DECK, *_VISIBLE)

# Items never introduced, or whose introduction was undone.
_NEW_ITEMS = (
    sa.select(Item.id)
    .outerjoin(Card, sa.and_(Card.user_id == _LEARNER, Card.item_id == Item.id))
    .where(*_IN_DECK, sa.or_(Card.user_id.is_(None), sa.and_(Card.due_day.is_(None), *_VISIBLE)))
)
_COUNT_CARDS = (
    sa.select(
        sa.func.count().filter(Card.due_day < _DAY),
        sa.func.count().filter(Card.due_day == _DAY),
        sa.func.count().filter(Card.due_day > _DAY),
    )
    .select_from(Card)
    .join(Item, Item.id == Card.item_id)
    .where(*_CARDS, sa.or_(Card.due_day <= _DAY, Card.drill_day == _DAY))
)
_COUNT_NEW = sa.select(sa.func.count()).select_from(_NEW_ITEMS.subquery())
_COUNT_INTRODUCED = sa.select(sa.func.count()).where(Card.user_id == _LEARNER, Card.introduced_day == _DAY)
_NEXT_REVIEW = (
    sa.select(Card.item_id)
    .join(Item, Item.id == Card.item_id)
    .where(*_CARDS, Card.due_day <= _DAY)
    .order_by(Card.due_day, Card.item_id)
    .limit(1)
)
_NEXT_NEW = _NEW_ITEMS.order_by(Item.set_id, Item.position).limit(1)
_LAST_SHOWN = sa.func.max(ReviewLog.sequence)
_OLDEST_DRILL = (
    sa.select(Card.item_id, _LAST_SHOWN)
    .join(Item, Item.id == Card.item_id)
    .join(ReviewLog, sa.and_(ReviewLog.user_id == _LEARNER, ReviewLog.item_id == Card.item_id))
    .where(*_CARDS, Card.drill_day == _DAY, ReviewLog.action.in_(ANSWERS), ~is_undone())
    .group_by(Card.item_id)
    .order_by(_LAST_SHOWN)
    .limit(1)
)
_SHOWN_SINCE = sa.select(sa.func.count()).where(
    ReviewLog.user_id == _LEARNER,
    ReviewLog.sequence > sa.bindparam("sequence", type_=sa.Integer),
    ReviewLog.action.in_(ANSWERS),
    ~is_undone(),
)
_ITEM_IN_DECK = sa.select(Item.id, Item.version, Item.content).where(Item.id == _ITEM, *_IN_DECK)
_IS_BURIED = sa.func.coalesce(Card.buried_until_day > _DAY, sa.false())
_PUT_ASIDE = (
    sa.select(
        Item.id,
        Item.content,
        QuestionSet.title,
        Card.version,
        Card.flagged,
        Card.suspended,
        _IS_BURIED.label("buried"),
    )
    .join(Card, sa.and_(Card.item_id == Item.id, Card.user_id == _LEARNER))
    .join(QuestionSet, QuestionSet.id == Item.set_id)
    .where(*_IN_DECK, sa.or_(Card.flagged, Card.suspended, _IS_BURIED))
    .order_by(QuestionSet.title, Item.set_id, Item.position)
)


def count_waiting(session: Session, user_id: int, day: int) -> Counts:
    """How many cards wait on this day, whatever the limits."""
    place = {"learner_id": user_id, "day": day}
    backlog, due, drills = session.execute(_COUNT_CARDS, place).one()
    new = session.scalar(_COUNT_NEW, place)
    return Counts(backlog=backlog, due=due, drills=drills, new=new or 0)


def introduced_on(session: Session, user_id: int, day: int) -> int:
    """How many cards were new until this day."""
    return session.scalar(_COUNT_INTRODUCED, {"learner_id": user_id, "day": day}) or 0


def left_today(session: Session, viewer: Viewer, day: int) -> Counts:
    """How many cards are still to be done on this day, within the learner's daily limit."""
    return within_limits(
        count_waiting(session, viewer.id, day),
        DailyLimits(new=viewer.new_per_day),
        introduced_today=introduced_on(session, viewer.id, day),
        reviewed_today=0,
    )


def next_waiting(session: Session, viewer: Viewer, day: int, left: Counts) -> Waiting | None:
    """The card to show now, None when the day is done."""
    drill = _oldest_drill(session, viewer.id, day) if left.drills else None
    draw = next_draw(left, drill.cards_since if drill else 0)
    if draw is None:
        return None
    place = {"learner_id": viewer.id, "day": day}
    if draw is Draw.DRILL and drill is not None:
        item_id: int | None = drill.item_id
    else:
        item_id = session.scalar(_NEXT_REVIEW if draw is Draw.REVIEW else _NEXT_NEW, place)
    return read_waiting(session, viewer.id, item_id) if item_id is not None else None


def read_waiting(session: Session, user_id: int, item_id: int) -> Waiting | None:
    """An item of the learner's deck with their card; None where it is not live or not theirs."""
    row = session.execute(_ITEM_IN_DECK, {"learner_id": user_id, "wanted_item_id": item_id}).one_or_none()
    if row is None:
        return None
    return Waiting(
        item_id=row.id,
        item_version=row.version,
        content=row.content,
        card=read_card(session, user_id, item_id),
    )


@dataclass(frozen=True, kw_only=True)
class _Drill:
    item_id: int
    cards_since: int


def _oldest_drill(session: Session, user_id: int, day: int) -> _Drill | None:
    """The drill that has waited longest since it was shown, and how many cards were shown since."""
    row = session.execute(_OLDEST_DRILL, {"learner_id": user_id, "day": day}).one_or_none()
    if row is None:
        return None
    item_id, sequence = row
    since = session.scalar(_SHOWN_SINCE, {"learner_id": user_id, "sequence": sequence})
    return _Drill(item_id=item_id, cards_since=since or 0)


def put_aside(session: Session, user_id: int, day: int) -> list[Any]:
    """Rows of the learner's cards that are suspended, buried on this day or flagged, set by set."""
    return list(session.execute(_PUT_ASIDE, {"learner_id": user_id, "day": day}))
