"""What a learner studies, and what of it waits today. Reading only, but for `keep_place`.

Nothing here grows with the learner's cards: every statement walks an index from where it has to begin,
and counts stop at `COUNT_CAP`. The statements are built once, with the learner and the day as parameters:
building one anew for each request takes longer than running it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from quizapp.access import Viewer
from quizapp.logbook import ANSWERS, STATE_COLUMNS, Place, StoredCard, is_undone, stored_card
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
    SetPlace,
)
from quizapp.scheduling.queue import (
    Apart,
    Counts,
    DailyLimits,
    Draw,
    backlog_left_for_later,
    next_draw,
    within_limits,
)

COUNT_CAP = 1000
"""Counts go no further; a page says "1000+" of one that reaches it."""

_PAGE = 50  # candidates for new cards read at once; the usual daily limit is 20
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
)
_WHOLE_BACKLOG = sa.select(sa.func.count()).where(
    Card.user_id == _LEARNER, Card.queue_day < _DAY, _NOT_BURIED
)
_COUNT_REVIEWED = sa.select(sa.func.count(ReviewLog.item_id.distinct())).where(
    ReviewLog.user_id == _LEARNER,
    ReviewLog.day == _DAY,
    ReviewLog.action == ANSWERS[0],
    ~is_undone(),
    ~sa.exists().where(
        Card.user_id == _LEARNER, Card.item_id == ReviewLog.item_id, Card.introduced_day == _DAY
    ),
)
_QUEUE = sa.select(Card.item_id).order_by(Card.queue_day, Card.queue_order, Card.item_id).limit(1)
_NEXT_REVIEW = _QUEUE.where(Card.user_id == _LEARNER, Card.queue_day <= _DAY, _NOT_BURIED)
_NEXT_DUE = _QUEUE.where(Card.user_id == _LEARNER, Card.queue_day == _DAY, _NOT_BURIED)

_LAST_SHOWN = sa.func.max(ReviewLog.sequence)
_OLDEST_DRILL = (
    sa.select(Card.item_id, _LAST_SHOWN)
    .join(ReviewLog, sa.and_(ReviewLog.user_id == _LEARNER, ReviewLog.item_id == Card.item_id))
    .where(
        Card.user_id == _LEARNER,
        Card.drill_day == _DAY,
        Card.queue_day.is_not(None),
        _NOT_BURIED,
        ReviewLog.day == _DAY,
        ReviewLog.action.in_(ANSWERS),
        ~is_undone(),
    )
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

# New cards: first those that were introduced before (an undo, a reset) or marked before they were, then items
# without a card, set by set, from the place to which the learner has come.
_RETURNED = (
    sa.select(Item.id, Item.set_id, Item.fact, Item.condition)
    .join(Card, Card.item_id == Item.id)
    .where(
        Card.user_id == _LEARNER, Card.due_day.is_(None), Card.suspended.is_(False), _NOT_BURIED, *_IN_DECK
    )
    .order_by(Item.set_id, Item.position)
    .limit(COUNT_CAP)
)
_DECK = set_ids(_LEARNER).subquery()
_UNFINISHED_SETS = (
    sa.select(_DECK.c.set_id, SetPlace.position)
    .outerjoin(SetPlace, sa.and_(SetPlace.user_id == _LEARNER, SetPlace.set_id == _DECK.c.set_id))
    .where(sa.or_(SetPlace.is_done.is_(None), SetPlace.is_done.is_(False)))
    .order_by(_DECK.c.set_id)
)
_HAS_CARD = sa.exists().where(Card.user_id == _LEARNER, Card.item_id == Item.id)
_UNSEEN = (
    sa.select(Item.id, Item.set_id, Item.fact, Item.condition, Item.position)
    .where(Item.set_id == _SET, Item.state == ItemState.LIVE, Item.position > _POSITION, ~_HAS_CARD)
    .order_by(Item.position)
    .limit(_PAGE)
)
_INTRODUCED = (
    sa.select(Item.set_id, Item.fact, Item.condition)
    .join(Card, Card.item_id == Item.id)
    .where(Card.user_id == _LEARNER, Card.introduced_day == _DAY)
    .limit(COUNT_CAP)
)

_CARD_OF_ITEM = sa.and_(Card.user_id == _LEARNER, Card.item_id == Item.id)
_ITEM_IN_DECK = (
    sa.select(
        Item.id,
        Item.set_id,
        Item.queue_order,
        Item.version.label("item_version"),
        Item.content,
        Card.version,
        *STATE_COLUMNS,
    )
    .outerjoin(Card, _CARD_OF_ITEM)
    .where(Item.id == _ITEM, *_IN_DECK)
)
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
        whole = connection.execute(_WHOLE_BACKLOG, place).scalar_one()
        later = backlog_left_for_later(
            learner.backlog_size, learner.backlog_from_day or day, learner.backlog_until_day or day, day
        )
        due_first = day <= (learner.backlog_until_day or day)
        backlog = min(COUNT_CAP, max(0, whole - later))
    limits = limits_of(connection, learner, day)
    reviewed = connection.execute(_COUNT_REVIEWED, place).scalar_one() if limits.reviews is not None else 0
    wanted = max(0, limits.new - row.introduced)
    new_items = tuple(new_candidates(connection, learner, day, wanted))
    waiting = Counts(backlog=backlog, due=row.due, drills=row.drills, new=len(new_items))
    left = within_limits(waiting, limits, introduced_today=row.introduced, reviewed_today=reviewed)
    return Today(left=left, new_items=new_items[: left.new], due_first=due_first)


def limits_of(connection: Connection | Session, learner: Viewer, day: int) -> DailyLimits:  # noqa: ARG001
    """The learner's limits on this day."""
    return DailyLimits(new=learner.new_per_day, reviews=learner.reviews_per_day)


def left_today(connection: Connection | Session, learner: Viewer, day: int) -> Counts:
    """How many cards are still to be done on this day, within the learner's daily limits."""
    return today_for(connection, learner, day).left


def count_waiting(connection: Connection | Session, learner: Viewer, day: int) -> Counts:
    """How many cards wait on this day, whatever the limits, each count up to the cap."""
    row = connection.execute(_COUNT_CARDS, {"learner_id": learner.id, "day": day}).one()
    new = sum(1 for _ in new_candidates(connection, learner, day, COUNT_CAP, are_apart=False))
    return Counts(backlog=row.backlog, due=row.due, drills=row.drills, new=new)


def new_candidates(
    connection: Connection | Session, learner: Viewer, day: int, wanted: int, *, are_apart: bool = True
) -> Iterator[int]:
    """The next items to introduce, at most so many, in their order.

    Where they are kept apart, one of a fact or condition and none of those of which one was introduced today.
    """
    if wanted <= 0:
        return
    place = {"learner_id": learner.id, "day": day}
    met = {_kin(row, learner.apart) for row in connection.execute(_INTRODUCED, place)} if are_apart else set()
    given = skipped = 0
    for row in _unseen(connection, place):
        kin = _kin(row, learner.apart)
        if are_apart and kin is not None and kin in met:
            skipped += 1
            if skipped == _MOST_SKIPPED:
                return
            continue
        met.add(kin)
        given += 1
        yield row.id
        if given == wanted:
            return


def _kin(row: Any, apart: Apart) -> tuple[int, str] | None:
    """What siblings share; None of an item that has none."""
    name = row.condition if apart is Apart.CONDITION else row.fact
    if not name:
        return None
    return (0, name) if apart is Apart.CONDITION else (row.set_id, name)


def _unseen(connection: Connection | Session, place: dict[str, Any]) -> Iterator[Any]:
    """Rows of the items to be introduced, page by page."""
    yield from connection.execute(_RETURNED, place).all()
    for set_id, position in connection.execute(_UNFINISHED_SETS, place).all():
        reached = -1 if position is None else position
        while True:
            where = {**place, "wanted_set_id": set_id, "after_position": reached}
            rows = connection.execute(_UNSEEN, where).all()
            yield from rows
            if len(rows) < _PAGE:
                break
            reached = rows[-1].position


_PLACES = cast("sa.Table", SetPlace.__table__)
_PLACE = sa.select(_PLACES.c.position, _PLACES.c.is_done).where(
    _PLACES.c.user_id == _LEARNER, _PLACES.c.set_id == _SET
)
_INSERT_PLACE = sa.insert(_PLACES)
_MOVE_PLACE = sa.update(_PLACES).where(
    _PLACES.c.user_id == sa.bindparam("learner_id"), _PLACES.c.set_id == sa.bindparam("wanted_set_id")
)
_LAST_POSITION = sa.select(sa.func.max(Item.position)).where(
    Item.set_id == _SET, Item.state == ItemState.LIVE
)
_FIRST_UNSEEN = _UNSEEN.with_only_columns(Item.position).limit(1)


def keep_place(connection: Connection, user_id: int, set_id: int) -> None:
    """After a card got its first row: note how far the learner has come in its set. Only this writes here."""
    where = {"learner_id": user_id, "wanted_set_id": set_id}
    known = connection.execute(_PLACE, where).one_or_none()
    reached = known.position if known else -1
    unseen = connection.execute(_FIRST_UNSEEN, {**where, "after_position": reached}).scalar()
    if unseen is None:
        unseen = (connection.execute(_LAST_POSITION, where).scalar() or 0) + 1
        is_done = True
    else:
        is_done = False
    values = {"position": unseen - 1, "is_done": is_done}
    if known is None:
        connection.execute(_INSERT_PLACE, {"user_id": user_id, "set_id": set_id, **values})
    elif (known.position, known.is_done) != (unseen - 1, is_done):
        connection.execute(_MOVE_PLACE, {**where, **values})


def next_waiting(connection: Connection | Session, learner: Viewer, day: int, today: Today) -> Waiting | None:
    """The card to show now, None when the day is done."""
    left = today.left
    drill = _oldest_drill(connection, learner.id, day) if left.drills else None
    draw = next_draw(left, drill.cards_since if drill else 0)
    if draw is None:
        return None
    item_id: int | None
    if draw is Draw.DRILL and drill is not None:
        item_id = drill.item_id
    elif draw is Draw.NEW:
        item_id = today.new_items[0]
    else:
        query = _NEXT_DUE if today.due_first and left.due else _NEXT_REVIEW
        item_id = connection.execute(query, {"learner_id": learner.id, "day": day}).scalar()
    return read_waiting(connection, learner.id, item_id) if item_id is not None else None


def read_waiting(connection: Connection | Session, user_id: int, item_id: int) -> Waiting | None:
    """An item of the learner's deck with their card; None where it is not live or not theirs."""
    wanted = {"learner_id": user_id, "wanted_item_id": item_id}
    row = connection.execute(_ITEM_IN_DECK, wanted).one_or_none()
    if row is None:
        return None
    return Waiting(
        item_id=row.id,
        item_version=row.item_version,
        content=row.content,
        card=StoredCard() if row.version is None else stored_card(row),
        place=Place(item_id=row.id, set_id=row.set_id, queue_order=row.queue_order, in_deck=True),
    )


@dataclass(frozen=True, kw_only=True)
class _Drill:
    item_id: int
    cards_since: int


def _oldest_drill(connection: Connection | Session, user_id: int, day: int) -> _Drill | None:
    """The drill that has waited longest since it was shown, and how many cards were shown since."""
    row = connection.execute(_OLDEST_DRILL, {"learner_id": user_id, "day": day}).one_or_none()
    if row is None:
        return None
    item_id, sequence = row
    since = connection.execute(_SHOWN_SINCE, {"learner_id": user_id, "sequence": sequence}).scalar()
    return _Drill(item_id=item_id, cards_since=since or 0)


def put_aside(connection: Connection | Session, user_id: int, day: int) -> list[Any]:
    """Rows of the learner's cards that are suspended, buried on this day or flagged, set by set."""
    return list(connection.execute(_PUT_ASIDE, {"learner_id": user_id, "day": day}))
