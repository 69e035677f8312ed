"""What a learner studies, and what of it waits today. Reading only."""

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


def set_ids(user_id: int) -> sa.Select[Any]:
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


def _in_deck(user_id: int) -> tuple[sa.ColumnElement[bool], ...]:
    return (Item.state == ItemState.LIVE, Item.set_id.in_(set_ids(user_id)))


def _visible(day: int) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        Card.suspended.is_(False),
        sa.or_(Card.buried_until_day.is_(None), Card.buried_until_day <= day),
    )


def _cards(user_id: int, day: int) -> tuple[sa.ColumnElement[bool], ...]:
    """The learner's cards that may be shown, of items in their deck; to be joined with Item."""
    return (Card.user_id == user_id, Card.item_id == Item.id, *_in_deck(user_id), *_visible(day))


def _new_items(user_id: int, day: int) -> sa.Select[Any]:
    """Items never introduced, or whose introduction was undone, in the order of the set."""
    untouched = sa.or_(Card.user_id.is_(None), sa.and_(Card.due_day.is_(None), *_visible(day)))
    return (
        sa.select(Item.id)
        .outerjoin(Card, sa.and_(Card.user_id == user_id, Card.item_id == Item.id))
        .where(*_in_deck(user_id), untouched)
    )


def count_waiting(session: Session, user_id: int, day: int) -> Counts:
    """How many cards wait on this day, whatever the limits."""
    is_due = Card.due_day <= day
    backlog, due, drills = session.execute(
        sa.select(
            sa.func.count().filter(Card.due_day < day),
            sa.func.count().filter(Card.due_day == day),
            sa.func.count().filter(Card.due_day > day),
        )
        .select_from(Card)
        .join(Item, Item.id == Card.item_id)
        .where(*_cards(user_id, day), sa.or_(is_due, Card.drill_day == day))
    ).one()
    new = session.scalar(sa.select(sa.func.count()).select_from(_new_items(user_id, day).subquery()))
    return Counts(backlog=backlog, due=due, drills=drills, new=new or 0)


def introduced_on(session: Session, user_id: int, day: int) -> int:
    """How many cards were new until this day."""
    query = sa.select(sa.func.count()).where(Card.user_id == user_id, Card.introduced_day == day)
    return session.scalar(query) or 0


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
    if draw is Draw.DRILL and drill is not None:
        item_id: int | None = drill.item_id
    elif draw is Draw.REVIEW:
        item_id = session.scalar(
            sa.select(Card.item_id)
            .join(Item, Item.id == Card.item_id)
            .where(*_cards(viewer.id, day), Card.due_day <= day)
            .order_by(Card.due_day, Card.item_id)
            .limit(1)
        )
    else:
        item_id = session.scalar(_new_items(viewer.id, day).order_by(Item.set_id, Item.position).limit(1))
    return read_waiting(session, viewer.id, item_id) if item_id is not None else None


def read_waiting(session: Session, user_id: int, item_id: int) -> Waiting | None:
    """An item of the learner's deck with their card; None where it is not live or not theirs."""
    row = session.execute(
        sa.select(Item.id, Item.version, Item.content).where(Item.id == item_id, *_in_deck(user_id))
    ).one_or_none()
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
    last_shown = sa.func.max(ReviewLog.sequence)
    row = session.execute(
        sa.select(Card.item_id, last_shown)
        .join(Item, Item.id == Card.item_id)
        .join(ReviewLog, sa.and_(ReviewLog.user_id == user_id, ReviewLog.item_id == Card.item_id))
        .where(*_cards(user_id, day), Card.drill_day == day, ReviewLog.action.in_(ANSWERS), ~is_undone())
        .group_by(Card.item_id)
        .order_by(last_shown)
        .limit(1)
    ).one_or_none()
    if row is None:
        return None
    item_id, sequence = row
    since = session.scalar(
        sa.select(sa.func.count()).where(
            ReviewLog.user_id == user_id,
            ReviewLog.sequence > sequence,
            ReviewLog.action.in_(ANSWERS),
            ~is_undone(),
        )
    )
    return _Drill(item_id=item_id, cards_since=since or 0)


def put_aside(session: Session, user_id: int, day: int) -> list[Any]:
    """Rows of the learner's cards that are suspended, buried on this day or flagged, set by set."""
    buried = sa.func.coalesce(Card.buried_until_day > day, sa.false())
    rows = session.execute(
        sa.select(
            Item.id,
            Item.content,
            QuestionSet.title,
            Card.version,
            Card.flagged,
            Card.suspended,
            buried.label("buried"),
        )
        .join(Card, sa.and_(Card.item_id == Item.id, Card.user_id == user_id))
        .join(QuestionSet, QuestionSet.id == Item.set_id)
        .where(*_in_deck(user_id), sa.or_(Card.flagged, Card.suspended, buried))
        .order_by(QuestionSet.title, Item.set_id, Item.position)
    )
    return list(rows)
