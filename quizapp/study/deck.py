"""What a learner studies, and what of it waits today. Reading only, but for `keep_place`.

Nothing here grows with the learner's cards: every statement walks an index from where it has to begin,
and counts stop at `COUNT_CAP`. The statements are built once, with the learner and the day as parameters:
building one anew for each request takes longer than running it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

import sqlalchemy as sa
import sqlalchemy.orm
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from quizapp.access import Viewer
from quizapp.logbook import STATE_COLUMNS, Place, StoredCard, is_answer, is_undone, stored_card
from quizapp.models import (
    Card,
    Item,
    ItemState,
    QuestionSet,
    ReviewLog,
    SetPlace,
)
from quizapp.scheduling.queue import (
    COUNT_CAP,
    DRILL_GAP_CARDS,
    Apart,
    Counts,
    DailyLimits,
    Draw,
    backlog_left_for_later,
    next_draw,
    within_limits,
)
from quizapp.scheduling.replay import Action
from quizapp.study.exam.focus import HAS_COURSE_EXAM, NO_FOCUS, Focus, focus_of

_PAGE = 60  # candidates for new cards read at once: the usual 20 of a day, where three share a fact
_MOST_SKIPPED = 1000  # siblings of today's new cards passed over in search of one that is none


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


_LEARNER: sa.BindParameter[int] = sa.bindparam("learner_id", type_=sa.Integer)
_DAY: sa.BindParameter[int] = sa.bindparam("day", type_=sa.Integer)
_ITEM: sa.BindParameter[int] = sa.bindparam("wanted_item_id", type_=sa.Integer)
_SET: sa.BindParameter[int] = sa.bindparam("wanted_set_id", type_=sa.Integer)
_POSITION: sa.BindParameter[int] = sa.bindparam("after_position", type_=sa.Integer)


def set_ids(user_id: int | sa.BindParameter[int]) -> sa.Select[Any]:
    """The sets in a learner's deck: assigned to a course where they are a student, or chosen by them."""
    return sa.select(SetPlace.set_id).where(SetPlace.user_id == user_id)


_IN_DECK = (
    Item.state == ItemState.LIVE,
    sa.exists().where(SetPlace.user_id == _LEARNER, SetPlace.set_id == Item.set_id),
)
_NOT_BURIED = sa.or_(Card.buried_until_day.is_(None), Card.buried_until_day <= _DAY)


def _capped(*conditions: sa.ColumnElement[bool]) -> sa.ScalarSelect[int]:
    """The number of the learner's cards of which all of this holds, up to the cap."""
    few = sa.select(sa.literal(1)).where(Card.user_id == _LEARNER, *conditions).limit(COUNT_CAP)
    return sa.select(sa.func.count()).select_from(few.subquery()).scalar_subquery()


# `queue_day` is None for all that may not be drawn, so the index alone answers.
_COUNT_CARDS = sa.select(
    _capped(Card.queue_day < _DAY, _NOT_BURIED).label("backlog"),
    _capped(Card.queue_day == _DAY, _NOT_BURIED).label("due"),
    _capped(Card.drill_day == _DAY, Card.queue_day.is_not(None), _NOT_BURIED).label("drills"),
    _capped(Card.introduced_day == _DAY).label("introduced"),
    sa.exists().where(Card.user_id == _LEARNER, Card.due_day.is_(None)).label("has_returned"),
    sa.select(sa.func.min(SetPlace.set_id))
    .where(SetPlace.user_id == _LEARNER, SetPlace.next_position.is_not(None))
    .scalar_subquery()
    .label("first_set_id"),
    HAS_COURSE_EXAM,
)
_WHOLE_BACKLOG = sa.select(sa.func.count()).where(
    Card.user_id == _LEARNER, Card.queue_day < _DAY, _NOT_BURIED
)
_COUNT_REVIEWED = sa.select(sa.func.count(ReviewLog.item_id.distinct())).where(
    ReviewLog.user_id == _LEARNER,
    ReviewLog.day == _DAY,
    ReviewLog.action == Action.ANSWER.value,
    ~is_undone(),
    ~sa.exists().where(
        Card.user_id == _LEARNER, Card.item_id == ReviewLog.item_id, Card.introduced_day == _DAY
    ),
)
# Of the day's drills the one that was shown longest ago, and how many cards were shown since, as far as that
# matters.
_SHOWN = sa.orm.aliased(ReviewLog)
_STANDS_AS_SHOWN = (_SHOWN.user_id == _LEARNER, is_answer(_SHOWN), ~is_undone(_SHOWN))
_DRILLS = (
    sa.select(
        Card.item_id,
        sa.select(sa.func.max(_SHOWN.sequence))
        .where(_SHOWN.item_id == Card.item_id, *_STANDS_AS_SHOWN)
        .scalar_subquery()
        .label("sequence"),
    )
    .where(Card.user_id == _LEARNER, Card.drill_day == _DAY, Card.queue_day.is_not(None), _NOT_BURIED)
    .order_by("sequence")
    .limit(1)
    .subquery()
)
_OLDEST_DRILL = sa.select(
    _DRILLS.c.item_id,
    sa.select(sa.func.count())
    .select_from(
        sa.select(sa.literal(1))
        .where(_SHOWN.sequence > _DRILLS.c.sequence, *_STANDS_AS_SHOWN)
        .limit(DRILL_GAP_CARDS)
        .correlate(_DRILLS)
        .subquery()
    )
    .correlate(_DRILLS)
    .scalar_subquery()
    .label("cards_since"),
)

# New cards: first those that were introduced before (an undo, a reset) or marked before they were, then items
# without a card, set by set, from the place to which the learner has come.
_RETURNED = (
    sa.select(Item.id, Item.set_id, Item.fact, Item.condition)
    .join(Card, Card.item_id == Item.id)
    .where(
        Card.user_id == _LEARNER, Card.due_day.is_(None), Card.suspended.is_(False), _NOT_BURIED, *_IN_DECK
    )
    .order_by(Card.set_id, Card.item_id)
    .limit(COUNT_CAP)
)
_HAS_CARD = sa.exists().where(Card.user_id == _LEARNER, Card.item_id == Item.id)
_UNSEEN = (
    sa.select(Item.id, Item.set_id, Item.fact, Item.condition, Item.position)
    .join(SetPlace, SetPlace.set_id == Item.set_id)
    .where(
        SetPlace.user_id == _LEARNER,
        SetPlace.next_position.is_not(None),
        SetPlace.set_id >= _SET,
        Item.state == ItemState.LIVE,
        Item.position > sa.case((SetPlace.set_id == _SET, _POSITION), else_=SetPlace.next_position - 1),
        ~_HAS_CARD,
    )
    .order_by(SetPlace.set_id, Item.position)
)
_PAGE_OF_UNSEEN = _UNSEEN.limit(_PAGE)
_SCOPE: sa.BindParameter[Any] = sa.bindparam("scope", expanding=True, type_=sa.Integer)
_WHOLE_DECK = (_RETURNED, _PAGE_OF_UNSEEN)
_IN_SCOPE = (_RETURNED.where(Card.set_id.in_(_SCOPE)), _PAGE_OF_UNSEEN.where(SetPlace.set_id.in_(_SCOPE)))
_BEYOND_SCOPE = (
    _RETURNED.where(Card.set_id.not_in(_SCOPE)),
    _PAGE_OF_UNSEEN.where(SetPlace.set_id.not_in(_SCOPE)),
)
_COUNT_UNSEEN = sa.select(sa.func.count()).select_from(
    _UNSEEN.with_only_columns(sa.literal(1)).order_by(None).limit(COUNT_CAP).subquery()
)
_COUNT_RETURNED = sa.select(sa.func.count()).select_from(
    _RETURNED.with_only_columns(sa.literal(1)).order_by(None).subquery()
)
_COUNT_WAITING = _COUNT_CARDS.add_columns(
    _COUNT_RETURNED.scalar_subquery().label("returned"), _COUNT_UNSEEN.scalar_subquery().label("unseen")
)
_INTRODUCED = (
    sa.select(Item.set_id, Item.fact, Item.condition)
    .join(Card, Card.item_id == Item.id)
    .where(Card.user_id == _LEARNER, Card.introduced_day == _DAY)
    .limit(COUNT_CAP)
)

_CARD_OF_ITEM = sa.and_(Card.user_id == _LEARNER, Card.item_id == Item.id)
_WAITING = sa.select(
    Item.id,
    Item.set_id,
    Item.queue_order,
    Item.version.label("item_version"),
    Item.content,
    Card.version,
    *STATE_COLUMNS,
)
_ITEM_IN_DECK = _WAITING.outerjoin(Card, _CARD_OF_ITEM).where(Item.id == _ITEM, *_IN_DECK)
_FIRST_IN_QUEUE = (
    _WAITING.join(Card, Card.item_id == Item.id)
    .where(Card.user_id == _LEARNER, _NOT_BURIED, *_IN_DECK)
    .order_by(Card.queue_day, Card.queue_order, Card.item_id)
    .limit(1)
)
_NEXT_REVIEW = _FIRST_IN_QUEUE.where(Card.queue_day <= _DAY)
_NEXT_DUE = _FIRST_IN_QUEUE.where(Card.queue_day == _DAY)
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


def today_for(connection: Connection | Session, learner: Viewer, day: int) -> Today:
    """What is left of this day for this learner."""
    place = {"learner_id": learner.id, "day": day}
    row = connection.execute(_COUNT_CARDS, place).one()
    backlog, due_first = row.backlog, False
    if learner.backlog_size is not None and backlog:
        whole = whole_backlog(connection, learner.id, day)
        later = backlog_left_for_later(
            learner.backlog_size, learner.backlog_from_day or day, learner.backlog_until_day or day, day
        )
        due_first = day <= (learner.backlog_until_day or day)
        backlog = min(COUNT_CAP, max(0, whole - later))
    has_exam = row.has_exam or learner.exam_day is not None
    focus = focus_of(connection, learner, day) if has_exam else NO_FOCUS
    limits = limits_of(learner, focus)
    reviewed = connection.execute(_COUNT_REVIEWED, place).scalar_one() if limits.reviews is not None else 0
    wanted = max(0, limits.new - row.introduced)
    new_items = tuple(_new_candidates(connection, learner, day, wanted, row, focus))
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


def _new_candidates(
    connection: Connection | Session, learner: Viewer, day: int, wanted: int, known: Any, focus: Focus
) -> Iterator[int]:
    """The next items to introduce, at most so many, in their order.

    One of a fact or condition, and none of those of which one was introduced today, unless an exam cannot
    wait. `known` is the row of `_COUNT_CARDS`, which tells what need not be asked.
    """
    if wanted <= 0:
        return
    place = {"learner_id": learner.id, "day": day}
    rows = connection.execute(_INTRODUCED, place) if known.introduced else ()
    met = {_kin(row, learner.apart) for row in rows}
    given, skipped = 0, deque[int]()
    for unseen, floor in _by_tier(connection, place, known, focus):
        for row in unseen:
            kin = _kin(row, learner.apart)
            if kin is not None and kin in met:
                skipped.append(row.id)
                if len(skipped) == _MOST_SKIPPED:
                    break
                continue
            met.add(kin)
            given += 1
            yield row.id
            if given == wanted:
                return
        is_too_long = len(skipped) == _MOST_SKIPPED
        while skipped and given < min(floor, wanted):
            given += 1
            yield skipped.popleft()
        if given == wanted or is_too_long:
            return


def _by_tier(
    connection: Connection | Session, place: dict[str, Any], known: Any, focus: Focus
) -> Iterator[tuple[Iterator[Any], int]]:
    """What is to be introduced for each exam, then all else, with the number that cannot wait."""
    if not focus.tiers:
        yield _unseen(connection, place, known, _WHOLE_DECK), focus.floor
        return
    for tier in focus.tiers:
        yield _unseen(connection, {**place, "scope": sorted(tier.set_ids)}, known, _IN_SCOPE), tier.floor
    scope = sorted({set_id for tier in focus.tiers for set_id in tier.set_ids})
    yield _unseen(connection, {**place, "scope": scope}, known, _BEYOND_SCOPE), focus.floor


def _kin(row: Any, apart: Apart) -> tuple[int, str] | None:
    """What siblings share; None of an item that has none."""
    name = row.condition if apart is Apart.CONDITION else row.fact
    if not name:
        return None
    return (0, name) if apart is Apart.CONDITION else (row.set_id, name)


def _unseen(
    connection: Connection | Session, place: dict[str, Any], known: Any, queries: tuple[Any, Any]
) -> Iterator[Any]:
    """Rows of the items to be introduced, page by page."""
    returned, page = queries
    if known.has_returned:
        yield from connection.execute(returned, place).all()
    if known.first_set_id is None:
        return
    where = {**place, "wanted_set_id": known.first_set_id, "after_position": -1}
    while True:
        rows = connection.execute(page, where).all()
        yield from rows
        if len(rows) < _PAGE:
            return
        where = {**place, "wanted_set_id": rows[-1].set_id, "after_position": rows[-1].position}


_PLACES = cast("sa.Table", SetPlace.__table__)
_MOVE_PLACE = (
    sa.update(_PLACES)
    .where(_PLACES.c.user_id == _LEARNER, _PLACES.c.set_id == sa.bindparam("wanted_set_id", type_=sa.Integer))
    .values(
        next_position=sa.select(sa.func.min(Item.position))
        .where(
            Item.set_id == _PLACES.c.set_id,
            Item.state == ItemState.LIVE,
            Item.position >= _PLACES.c.next_position,
            ~_HAS_CARD,
        )
        .scalar_subquery()
    )
)


def keep_place(connection: Connection, user_id: int, set_id: int) -> None:
    """After an item of the set got its card: note how far the learner has come. Only this writes here."""
    connection.execute(_MOVE_PLACE, {"learner_id": user_id, "wanted_set_id": set_id})


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
    query = _NEXT_DUE if today.due_first and left.due else _NEXT_REVIEW
    row = connection.execute(query, place).one_or_none()
    return _waiting(row) if row is not None else None


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


def put_aside(connection: Connection | Session, user_id: int, day: int) -> list[Any]:
    """Rows of the learner's cards that are suspended, buried on this day or flagged, set by set."""
    return list(connection.execute(_PUT_ASIDE, {"learner_id": user_id, "day": day}))
