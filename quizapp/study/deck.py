"""What of a learner's deck waits today, and what comes next. Reading only.

Nothing here grows with the learner's cards: every statement walks an index from where it has to begin,
and counts stop at `COUNT_CAP`. The statements are built once, with the learner and the day as parameters:
building one anew for each request takes longer than running it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from quizapp.access import Viewer
from quizapp.log_reading import is_answer, is_undone
from quizapp.logbook import STATE_COLUMNS, Place, StoredCard, stored_card
from quizapp.models.tables import CARD, ITEM, LOG, SET_PLACE
from quizapp.scheduling.queue import (
    COUNT_CAP,
    DRILL_GAP_CARDS,
    FEW_REVIEWS,
    Counts,
    DailyLimits,
    Draw,
    backlog_left_for_later,
    farthest_from_siblings,
    next_draw,
    within_limits,
)
from quizapp.scheduling.replay import Action
from quizapp.study.exam.focus import HAS_COURSE_EXAM, NO_FOCUS, Focus, focus_of
from quizapp.study.in_deck import DAY, IN_DECK, LEARNER, NOT_BURIED
from quizapp.study.new_cards import COUNT_RETURNED, COUNT_UNSEEN, new_candidates


@dataclass(frozen=True, kw_only=True, slots=True)
class Waiting:
    """An item of the learner's deck, and their card of it as it stands."""

    item_id: int
    item_version: int
    content: dict[str, Any]
    card: StoredCard
    place: Place


@dataclass(frozen=True, kw_only=True, slots=True)
class Today:
    """What is left of the day: the counts within the learner's limits, and from where cards are drawn.

    ``new_items`` are the next to be introduced, first first, within the limit. ``due_first``: today's reviews
    go before the backlog, which is spread over days.
    """

    left: Counts
    new_items: tuple[int, ...]
    due_first: bool


# As fixed text, since each parameter takes its time to send.
_ONE = sa.literal_column("1", sa.Integer)
_CAP = sa.literal_column(str(COUNT_CAP), sa.Integer)
_ITEM: sa.BindParameter[int] = sa.bindparam("wanted_item_id", type_=sa.Integer)


def _capped(*conditions: sa.ColumnElement[bool]) -> sa.ScalarSelect[int]:
    """The number of the learner's cards of which all of this holds, up to the cap."""
    few = sa.select(_ONE).where(CARD.c.user_id == LEARNER, *conditions).limit(_CAP)
    return sa.select(sa.func.count()).select_from(few.subquery()).scalar_subquery()


# `queue_day` is None for all that may not be drawn, so the index alone answers.
_COUNT_CARDS = sa.select(
    _capped(CARD.c.queue_day < DAY, NOT_BURIED).label("backlog"),
    _capped(CARD.c.queue_day == DAY, NOT_BURIED).label("due"),
    _capped(CARD.c.drill_day == DAY, CARD.c.queue_day.is_not(None), NOT_BURIED).label("drills"),
    _capped(CARD.c.introduced_day == DAY).label("introduced"),
    sa.exists().where(CARD.c.user_id == LEARNER, CARD.c.due_day.is_(None)).label("has_returned"),
    sa.select(sa.func.min(SET_PLACE.c.set_id))
    .where(SET_PLACE.c.user_id == LEARNER, SET_PLACE.c.next_position.is_not(None))
    .scalar_subquery()
    .label("first_set_id"),
    HAS_COURSE_EXAM,
)
_WHOLE_BACKLOG = sa.select(sa.func.count()).where(
    CARD.c.user_id == LEARNER, CARD.c.queue_day < DAY, NOT_BURIED
)
# What is left for later is passed over, which costs half as much as counting it, and nothing on the last day.
_BACKLOG_FOR_TODAY = sa.select(sa.func.count()).select_from(
    sa.select(_ONE)
    .where(CARD.c.user_id == LEARNER, CARD.c.queue_day < DAY, NOT_BURIED)
    .limit(_CAP)
    .offset(sa.bindparam("left_for_later", type_=sa.Integer))
    .subquery()
)
_COUNT_REVIEWED = sa.select(sa.func.count(LOG.c.item_id.distinct())).where(
    LOG.c.user_id == LEARNER,
    LOG.c.day == DAY,
    LOG.c.action == Action.ANSWER.value,
    ~is_undone(),
    ~sa.exists().where(
        CARD.c.user_id == LEARNER, CARD.c.item_id == LOG.c.item_id, CARD.c.introduced_day == DAY
    ),
)
# Of the day's drills the one that was shown longest ago, and how many cards were shown since, as far as that
# matters.
_SHOWN = LOG.alias()
_STANDS_AS_SHOWN = (_SHOWN.c.user_id == LEARNER, is_answer(_SHOWN), ~is_undone(_SHOWN))
_DRILLS = (
    sa.select(
        CARD.c.item_id,
        sa.select(sa.func.max(_SHOWN.c.sequence))
        .where(_SHOWN.c.item_id == CARD.c.item_id, *_STANDS_AS_SHOWN)
        .scalar_subquery()
        .label("sequence"),
    )
    .where(CARD.c.user_id == LEARNER, CARD.c.drill_day == DAY, CARD.c.queue_day.is_not(None), NOT_BURIED)
    .order_by("sequence")
    .limit(1)
    .subquery()
)
_OLDEST_DRILL = sa.select(
    _DRILLS.c.item_id,
    sa.select(sa.func.count())
    .select_from(
        sa.select(_ONE)
        .where(_SHOWN.c.sequence > _DRILLS.c.sequence, *_STANDS_AS_SHOWN)
        .limit(DRILL_GAP_CARDS)
        .correlate(_DRILLS)
        .subquery()
    )
    .correlate(_DRILLS)
    .scalar_subquery()
    .label("cards_since"),
)

_COUNT_WAITING = _COUNT_CARDS.add_columns(
    COUNT_RETURNED.scalar_subquery().label("returned"), COUNT_UNSEEN.scalar_subquery().label("unseen")
)

_CARD_OF_ITEM = sa.and_(CARD.c.user_id == LEARNER, CARD.c.item_id == ITEM.c.id)
_WAITING = sa.select(
    ITEM.c.id,
    ITEM.c.set_id,
    ITEM.c.queue_order,
    ITEM.c.version.label("item_version"),
    ITEM.c.content,
    CARD.c.version,
    *STATE_COLUMNS,
)
_ITEM_IN_DECK = _WAITING.outerjoin(CARD, _CARD_OF_ITEM).where(ITEM.c.id == _ITEM, *IN_DECK)
_IN_QUEUE = (CARD.c.user_id == LEARNER, NOT_BURIED, *IN_DECK)
_QUEUE_ORDER = (CARD.c.queue_day, CARD.c.queue_order, CARD.c.item_id)
_FIRST_IN_QUEUE = (
    _WAITING.join(CARD, CARD.c.item_id == ITEM.c.id).where(*_IN_QUEUE).order_by(*_QUEUE_ORDER).limit(1)
)
_FEW_IN_QUEUE = (
    sa.select(ITEM.c.id, ITEM.c.set_id, ITEM.c.fact, CARD.c.queue_day)
    .join(CARD, CARD.c.item_id == ITEM.c.id)
    .where(*_IN_QUEUE)
    .order_by(*_QUEUE_ORDER)
    .limit(FEW_REVIEWS)
)
_IS_DUE, _IS_DUE_TODAY = CARD.c.queue_day <= DAY, CARD.c.queue_day == DAY
_NEXT_REVIEW, _NEXT_DUE = _FIRST_IN_QUEUE.where(_IS_DUE), _FIRST_IN_QUEUE.where(_IS_DUE_TODAY)
_FEW_REVIEWS, _FEW_DUE = _FEW_IN_QUEUE.where(_IS_DUE), _FEW_IN_QUEUE.where(_IS_DUE_TODAY)
_LATEST_SHOWN = (
    sa.select(ITEM.c.id, ITEM.c.set_id, ITEM.c.fact)
    .join(LOG, LOG.c.item_id == ITEM.c.id)
    .where(LOG.c.user_id == LEARNER, LOG.c.day == DAY, is_answer(), ~is_undone())
    .order_by(LOG.c.sequence.desc())
    .limit(FEW_REVIEWS)
)


def today_for(connection: Connection | Session, learner: Viewer, day: int) -> Today:
    """What is left of this day for this learner."""
    place = {"learner_id": learner.id, "day": day}
    row = connection.execute(_COUNT_CARDS, place).one()
    backlog, due_first = row.backlog, False
    if learner.backlog_size is not None and backlog:
        later = backlog_left_for_later(
            learner.backlog_size, learner.backlog_from_day or day, learner.backlog_until_day or day, day
        )
        due_first = day <= (learner.backlog_until_day or day)
        backlog = connection.execute(_BACKLOG_FOR_TODAY, {**place, "left_for_later": later}).scalar_one()
    has_exam = row.has_exam or learner.exam_day is not None
    focus = focus_of(connection, learner, day) if has_exam else NO_FOCUS
    limits = limits_of(learner, focus)
    reviewed = connection.execute(_COUNT_REVIEWED, place).scalar_one() if limits.reviews is not None else 0
    wanted = max(0, limits.new - row.introduced)
    new_items = tuple(new_candidates(connection, learner, day, wanted, row, focus))
    waiting = Counts(backlog=backlog, due=row.due, drills=row.drills, new=len(new_items))
    left = within_limits(waiting, limits, introduced_today=row.introduced, reviewed_today=reviewed)
    return Today(left=left, new_items=new_items[: left.new], due_first=due_first)


def whole_backlog(connection: Connection | Session, user_id: int, day: int) -> int:
    """How many cards were due before this day and wait still, however many."""
    return int(connection.execute(_WHOLE_BACKLOG, {"learner_id": user_id, "day": day}).scalar_one())


def limits_of(learner: Viewer, focus: Focus) -> DailyLimits:
    """The learner's limits on the day of this focus; an exam raises that of new cards."""
    return DailyLimits(new=max(learner.new_per_day, focus.new), reviews=learner.reviews_per_day)


def left_today(connection: Connection | Session, learner: Viewer, day: int) -> Counts:
    """How many cards are still to be done on this day, within the learner's daily limits."""
    return today_for(connection, learner, day).left


def count_waiting(connection: Connection | Session, learner: Viewer, day: int) -> Counts:
    """How many cards wait on this day, whatever the limits, each count up to the cap."""
    place = {"learner_id": learner.id, "day": day, "wanted_set_id": 0, "after_position": -1}
    row = connection.execute(_COUNT_WAITING, place).one()
    return Counts(
        backlog=row.backlog, due=row.due, drills=row.drills, new=min(COUNT_CAP, row.returned + row.unseen)
    )


def next_waiting(connection: Connection | Session, learner: Viewer, day: int, today: Today) -> Waiting | None:
    """The card to show now, None when the day is done."""
    left, place = today.left, {"learner_id": learner.id, "day": day}
    drill = connection.execute(_OLDEST_DRILL, place).one_or_none() if left.drills else None
    draw = next_draw(left, drill.cards_since if drill else 0)
    if draw is None:
        return None
    if draw is Draw.DRILL and drill is not None:
        return read_waiting(connection, learner.id, drill.item_id)
    if draw is Draw.NEW:
        return read_waiting(connection, learner.id, today.new_items[0])
    of_today = today.due_first and left.due > 0
    if left.reviews > FEW_REVIEWS:
        row = connection.execute(_NEXT_DUE if of_today else _NEXT_REVIEW, place).one_or_none()
        return _waiting(row) if row is not None else None
    few = connection.execute(_FEW_DUE if of_today else _FEW_REVIEWS, place).all()
    if not few:
        return None
    return read_waiting(connection, learner.id, _apart_from_siblings(connection, place, few))


def _apart_from_siblings(connection: Connection | Session, place: dict[str, Any], few: Sequence[Any]) -> int:
    """The item to show next of these first ones of the queue, among those due on the same day."""
    rows = [row for row in few if row.queue_day == few[0].queue_day]
    if len(rows) == 1 or not any(row.fact for row in rows):
        return int(rows[0].id)
    shown = connection.execute(_LATEST_SHOWN, place)
    return int(rows[farthest_from_siblings(list(map(_sibling, rows)), list(map(_sibling, shown)))].id)


def _sibling(row: Any) -> tuple[int, str | int]:
    """What an item shares with its siblings; its own number where it names no fact."""
    return row.set_id, row.fact or row.id


def read_waiting(connection: Connection | Session, user_id: int, item_id: int) -> Waiting | None:
    """An item of the learner's deck with their card; None where it is not live or not theirs."""
    wanted = {"learner_id": user_id, "wanted_item_id": item_id}
    row = connection.execute(_ITEM_IN_DECK, wanted).one_or_none()
    return _waiting(row) if row is not None else None


def _waiting(row: Any) -> Waiting:
    return Waiting(
        item_id=row.id,
        item_version=row.item_version,
        content=row.content,
        card=StoredCard() if row.version is None else stored_card(row),
        place=Place(item_id=row.id, set_id=row.set_id, queue_order=row.queue_order, in_deck=True),
    )
