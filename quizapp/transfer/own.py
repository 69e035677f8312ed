"""What is a learner's own, read row by row for files: their cards, their log, their reviews. Reading only.

Nothing here holds the log in memory: a learner may have years of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.log_reading import undone_sequences
from quizapp.logbook import STATE_COLUMNS, StoredCard, stored_card
from quizapp.models import Card, Item, ItemState, QuestionSet, ReviewLog
from quizapp.scheduling.replay import Action
from quizapp.study.in_deck import set_ids

_ROWS_AT_ONCE = 1000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnCard:
    """One card of a learner with its question.

    ``content`` is the item in the JSON form of the questions package. ``in_deck``: the item is live and in a
    set that the learner studies.
    """

    item_id: int
    set_id: int
    set_title: str
    key: str
    content: dict[str, Any]
    in_deck: bool
    card: StoredCard


def own_cards(session: Session, user_id: int) -> Iterator[OwnCard]:
    """Every card that the learner has, and the new ones of their deck, in the order of their sets."""
    in_deck = sa.and_(Item.state == ItemState.LIVE, Item.set_id.in_(set_ids(user_id)))
    rows = session.connection().execute(
        sa.select(
            Item.id,
            Item.set_id,
            Item.key,
            Item.content,
            QuestionSet.title,
            in_deck.label("in_deck"),
            Card.version,
            *STATE_COLUMNS,
        )
        .join(QuestionSet, QuestionSet.id == Item.set_id)
        .outerjoin(Card, sa.and_(Card.user_id == user_id, Card.item_id == Item.id))
        .where(sa.or_(Card.item_id.is_not(None), in_deck))
        .order_by(Item.set_id, Item.position)
        .execution_options(yield_per=_ROWS_AT_ONCE)
    )
    for row in rows:
        yield OwnCard(
            item_id=row.id,
            set_id=row.set_id,
            set_title=row.title,
            key=row.key,
            content=row.content,
            in_deck=bool(row.in_deck),
            card=stored_card(row) if row.version is not None else StoredCard(),
        )


def own_log(session: Session, user_id: int) -> Iterator[Any]:
    """Every row of the learner's log in order.

    It has the columns of the model, in their order, but for the learner and the item; then the item's
    ``set_id`` and ``key``.
    """
    columns = [column for column in ReviewLog.__table__.columns if column.name not in {"user_id", "item_id"}]
    return iter(
        session.connection().execute(
            sa.select(*columns, Item.set_id, Item.key)
            .outerjoin(Item, Item.id == ReviewLog.item_id)
            .where(ReviewLog.user_id == user_id)
            .order_by(ReviewLog.sequence)
            .execution_options(yield_per=_ROWS_AT_ONCE)
        )
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnReview:
    """A review as another program is told of it, or the putting back of a card to new (without a grade).

    Attributes:
        id: its time in milliseconds since 1970, made unique in the learner's log; the same at every export.
        grade, interval_days, ease_hundredths: as last changed.
        before_days: the card's interval before it, 0 of a new one.
        stands: it was not taken back.
    """

    id: int
    item_id: int
    action: Action
    grade: int | None
    interval_days: int
    before_days: int
    ease_hundredths: int
    duration_ms: int
    stands: bool


_REVIEWS = {Action.ANSWER, Action.DRILL, Action.PRACTICE, Action.IMPORTED, Action.RESET}


def own_reviews(session: Session, user_id: int) -> Iterator[OwnReview]:
    """All of the learner's reviews in order.

    Those taken back are among them, so that an undo changes no other's id, and so that what comes back from
    another program is known for what it is. Not so those of an import that was taken back: it may be done
    again.
    """
    undone = set(session.scalars(undone_sequences(user_id)))
    regrades = _standing_regrades(session, user_id, undone)
    taken: dict[int, int] = {}
    intervals: dict[int, int] = {}
    for row in _review_rows(session, user_id):
        final = regrades.get(row.sequence, row)
        stands = row.sequence not in undone
        action = Action(row.action)
        if action in _REVIEWS and (stands or action is not Action.IMPORTED):
            yield OwnReview(
                id=_unique_id(row.device_time if action is Action.IMPORTED else row.server_time, taken),
                item_id=row.item_id,
                action=action,
                grade=final.grade,
                interval_days=final.interval_days,
                before_days=intervals.get(row.item_id, 0),
                ease_hundredths=final.ease,
                duration_ms=row.duration_ms or 0,
                stands=stands,
            )
        if stands:
            intervals[row.item_id] = final.interval_days


def _review_rows(session: Session, user_id: int, *which: sa.ColumnElement[bool]) -> sa.Result[Any]:
    return session.connection().execute(
        sa.select(
            ReviewLog.sequence,
            ReviewLog.item_id,
            ReviewLog.action,
            ReviewLog.server_time,
            ReviewLog.device_time,
            ReviewLog.duration_ms,
            ReviewLog.grade,
            ReviewLog.ease,
            ReviewLog.interval_days,
            ReviewLog.undoes,
        )
        .where(ReviewLog.user_id == user_id, ReviewLog.item_id.is_not(None), *which)
        .order_by(ReviewLog.sequence)
        .execution_options(yield_per=_ROWS_AT_ONCE)
    )


def _standing_regrades(session: Session, user_id: int, undone: set[int]) -> dict[int, Any]:
    """The last regrade that stands, by the answer whose grade it changes."""
    rows = _review_rows(session, user_id, ReviewLog.action == Action.REGRADE.value)
    return {row.undoes: row for row in rows if row.sequence not in undone}


def _unique_id(time: datetime, taken: dict[int, int]) -> int:
    """The time as a number; one more for each review of the same millisecond.

    ``taken`` has a number after each that is taken, up to which all are: thousands may share a millisecond.
    """
    wanted = number = (time - _EPOCH) // _MILLISECOND
    while number in taken:
        number = taken[number]
    taken[number] = taken[wanted] = number + 1
    return number


def time_of(review_id: int) -> datetime:
    """The time that a review's id stands for."""
    return _EPOCH + review_id * _MILLISECOND
