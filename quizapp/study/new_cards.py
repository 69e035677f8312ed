"""New cards: which items are introduced next. Apart from ``deck``, which draws them in turn with reviews."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from quizapp.access import Viewer
from quizapp.models import ItemState
from quizapp.models.tables import CARD, ITEM, SET_PLACE
from quizapp.scheduling.queue import COUNT_CAP, Apart
from quizapp.study.exam.focus import Focus
from quizapp.study.in_deck import DAY, IN_DECK, LEARNER, NOT_BURIED

_PAGE = 60  # candidates read at once: the usual 20 of a day, where three share a fact
_MOST_SKIPPED = 1000  # siblings of today's new cards passed over in search of one that is none
_SET: sa.BindParameter[int] = sa.bindparam("wanted_set_id", type_=sa.Integer)
_POSITION: sa.BindParameter[int] = sa.bindparam("after_position", type_=sa.Integer)

# New cards: first those that were introduced before (an undo, a reset) or marked before they were, then items
# without a card, set by set, from the place to which the learner has come.
_RETURNED = (
    sa.select(ITEM.c.id, ITEM.c.set_id, ITEM.c.fact, ITEM.c.condition, ITEM.c.position)
    .join(CARD, CARD.c.item_id == ITEM.c.id)
    .where(
        CARD.c.user_id == LEARNER, CARD.c.due_day.is_(None), CARD.c.suspended.is_(False), NOT_BURIED, *IN_DECK
    )
    .order_by(CARD.c.set_id, CARD.c.item_id)
    .limit(COUNT_CAP)
)
_HAS_CARD = sa.exists().where(CARD.c.user_id == LEARNER, CARD.c.item_id == ITEM.c.id)
_UNSEEN = (
    sa.select(ITEM.c.id, ITEM.c.set_id, ITEM.c.fact, ITEM.c.condition, ITEM.c.position)
    .join(SET_PLACE, SET_PLACE.c.set_id == ITEM.c.set_id)
    .where(
        SET_PLACE.c.user_id == LEARNER,
        SET_PLACE.c.next_position.is_not(None),
        SET_PLACE.c.set_id >= _SET,
        ITEM.c.state == ItemState.LIVE,
        ITEM.c.position
        > sa.case((SET_PLACE.c.set_id == _SET, _POSITION), else_=SET_PLACE.c.next_position - 1),
        ~_HAS_CARD,
    )
    .order_by(SET_PLACE.c.set_id, ITEM.c.position)
)
_PAGE_OF_UNSEEN = _UNSEEN.limit(_PAGE)
_SCOPE: sa.BindParameter[Any] = sa.bindparam("scope", expanding=True, type_=sa.Integer)
_WHOLE_DECK = (_RETURNED, _PAGE_OF_UNSEEN)
_IN_SCOPE = (
    _RETURNED.where(CARD.c.set_id.in_(_SCOPE)),
    _PAGE_OF_UNSEEN.where(SET_PLACE.c.set_id.in_(_SCOPE)),
)
_BEYOND_SCOPE = (
    _RETURNED.where(CARD.c.set_id.not_in(_SCOPE)),
    _PAGE_OF_UNSEEN.where(SET_PLACE.c.set_id.not_in(_SCOPE)),
)
COUNT_UNSEEN = sa.select(sa.func.count()).select_from(
    _UNSEEN.with_only_columns(sa.literal(1)).order_by(None).limit(COUNT_CAP).subquery()
)
COUNT_RETURNED = sa.select(sa.func.count()).select_from(
    _RETURNED.with_only_columns(sa.literal(1)).order_by(None).subquery()
)
_INTRODUCED = (
    sa.select(ITEM.c.set_id, ITEM.c.fact, ITEM.c.condition)
    .join(CARD, CARD.c.item_id == ITEM.c.id)
    .where(CARD.c.user_id == LEARNER, CARD.c.introduced_day == DAY)
    .limit(COUNT_CAP)
)


def new_candidates(
    connection: Connection | Session, learner: Viewer, day: int, wanted: int, known: Any, focus: Focus
) -> Iterator[int]:
    """The next items to introduce, at most so many, in their order.

    One of a fact or condition, and none of those of which one was introduced today, unless an exam cannot
    wait. `known` is the row of `deck._COUNT_CARDS`, which tells what need not be asked.
    """
    if wanted <= 0:
        return
    place = {"learner_id": learner.id, "day": day}
    rows = connection.execute(_INTRODUCED, place).all() if known.introduced else ()
    met = {_kin(learner.apart, *row) for row in rows}
    given, skipped = 0, deque[int]()
    for unseen, floor in _by_tier(connection, place, known, focus):
        for item_id, set_id, fact, condition, _position in unseen:
            kin = _kin(learner.apart, set_id, fact, condition)
            if kin is not None and kin in met:
                skipped.append(item_id)
                if len(skipped) == _MOST_SKIPPED:
                    break
                continue
            met.add(kin)
            given += 1
            yield item_id
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


def _kin(apart: Apart, set_id: int, fact: str, condition: str) -> tuple[int, str] | None:
    """What siblings share; None of an item that has none."""
    if apart is Apart.CONDITION:
        return (0, condition) if condition else None
    return (set_id, fact) if fact else None


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


_MOVE_PLACE = (
    sa.update(SET_PLACE)
    .where(
        SET_PLACE.c.user_id == LEARNER, SET_PLACE.c.set_id == sa.bindparam("wanted_set_id", type_=sa.Integer)
    )
    .values(
        next_position=sa.select(sa.func.min(ITEM.c.position))
        .where(
            ITEM.c.set_id == SET_PLACE.c.set_id,
            ITEM.c.state == ItemState.LIVE,
            ITEM.c.position >= SET_PLACE.c.next_position,
            ~_HAS_CARD,
        )
        .scalar_subquery(),
        unseen=SET_PLACE.c.unseen - 1,
    )
)


def keep_place(connection: Connection, user_id: int, set_id: int) -> None:
    """After an item of the set got its card: note how far the learner has come. Only this writes here."""
    connection.execute(_MOVE_PLACE, {"learner_id": user_id, "wanted_set_id": set_id})
