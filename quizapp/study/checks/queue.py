"""What is kept beside cards and logs: places in the queue and in sets, and the keys of answers."""

from __future__ import annotations

from collections.abc import Iterator
from heapq import merge
from itertools import groupby
from operator import attrgetter

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from quizapp.decks import places_as_they_should_be, queue_day_as_it_should_be, queue_order_as_it_should_be
from quizapp.models import AnswerKey, Card, ReviewLog, SetPlace
from quizapp.scheduling.replay import Action
from quizapp.study.checks.difference import Difference, named, streamed

_DAY, _ORDER = queue_day_as_it_should_be(), queue_order_as_it_should_be()
_OUT_OF_PLACE = (
    sa.select(
        Card.user_id,
        Card.item_id,
        Card.queue_day,
        Card.queue_order,
        _DAY.label("right_day"),
        _ORDER.label("right_order"),
    )
    .where(sa.or_(Card.queue_day.is_distinct_from(_DAY), Card.queue_order.is_distinct_from(_ORDER)))
    .order_by(Card.user_id, Card.item_id)
)
_KEPT, _RIGHT = "kept", "right"
_KEYED_ACTIONS = (Action.ANSWER.value, Action.DRILL.value, Action.PRACTICE.value)
_KEYS_OF_NOTHING = (
    sa.select(AnswerKey.user_id, AnswerKey.key, AnswerKey.sequence, ReviewLog.action)
    .outerjoin(
        ReviewLog,
        sa.and_(ReviewLog.user_id == AnswerKey.user_id, ReviewLog.sequence == AnswerKey.sequence),
    )
    .where(sa.or_(ReviewLog.action.is_(None), ReviewLog.action.not_in(_KEYED_ACTIONS)))
)


def differences_of_queue(connection: Connection) -> Iterator[Difference]:
    """Cards that are drawn on another day or in another order than their item, deck and state say."""
    for row in streamed(connection, _OUT_OF_PLACE):
        kept = {"queue_day": row.queue_day, "queue_order": row.queue_order}
        right = {"queue_day": row.right_day, "queue_order": row.right_order}
        problem = named(kept, right, "its deck")
        yield Difference(user_id=row.user_id, item_id=row.item_id, problem=problem, is_derived=True)


def differences_of_places(connection: Connection) -> Iterator[Difference]:
    """Sets of a learner's deck of which it is not kept, or kept wrongly, how far they have come."""
    right = places_as_they_should_be().subquery()
    queries = [
        sa.select(
            table.c.user_id,
            table.c.set_id,
            table.c.next_position,
            table.c.unseen,
            sa.literal(name).label("source"),
        ).order_by(table.c.user_id, table.c.set_id)
        for table, name in ((SetPlace.__table__, _KEPT), (right, _RIGHT))
    ]
    rows = merge(*(streamed(connection, query) for query in queries), key=attrgetter("user_id", "set_id"))
    for (user_id, set_id), group in groupby(rows, attrgetter("user_id", "set_id")):
        places = {row.source: (row.next_position, row.unseen) for row in group}
        if places.keys() != {_KEPT, _RIGHT}:
            problem = "is in their deck, but has no place" if _RIGHT in places else "is not in their deck"
        elif places[_KEPT] != places[_RIGHT]:
            problem = f"goes on at {_named(*places[_KEPT])}, the cards say {_named(*places[_RIGHT])}"
        else:
            continue
        yield Difference(user_id=user_id, problem=f"set {set_id} {problem}", is_derived=True)


def _named(position: int | None, unseen: int) -> str:
    return f"{'no position' if position is None else f'position {position}'} with {unseen} unseen"


def differences_of_keys(connection: Connection) -> Iterator[Difference]:
    """Answer keys that stand for no answer of the log."""
    for row in streamed(connection, _KEYS_OF_NOTHING):
        found = "which is missing" if row.action is None else f'which is no answer but "{row.action}"'
        yield Difference(
            user_id=row.user_id,
            sequence=row.sequence,
            problem=f"answer key {row.key} stands for this entry, {found}",
        )
