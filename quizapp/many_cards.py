"""Many of a learner's cards in one go, as imports and their undo need them. Nothing here commits.

Apart from the logbook, which goes card by card on the path of every answer, or through all of a log.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import groupby
from typing import cast

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from quizapp.logbook import ENTRY_COLUMNS, Place, columns_of, log_entry
from quizapp.models import Card, ReviewLog
from quizapp.scheduling.card import CardState
from quizapp.scheduling.replay import LogEntry

_FEW = 500  # SQLite takes a limited number of values in one statement
_INSERT_CARD = sa.insert(cast("sa.Table", Card.__table__))


def entries_of_many(
    connection: Connection, user_id: int, item_ids: Collection[int]
) -> Iterator[tuple[int, list[LogEntry]]]:
    """All that the learner did to each of these cards, in order, by item; those without entries left out."""
    wanted = sorted(item_ids)
    for start in range(0, len(wanted), _FEW):
        rows = connection.execute(
            sa.select(ReviewLog.item_id, *ENTRY_COLUMNS)
            .where(ReviewLog.user_id == user_id, ReviewLog.item_id.in_(wanted[start : start + _FEW]))
            .order_by(ReviewLog.item_id, ReviewLog.sequence)
        )
        for item_id, group in groupby(rows, lambda row: row.item_id):
            yield item_id, [log_entry(row) for row in group]


def add_cards(connection: Connection, user_id: int, cards: Collection[tuple[Place, CardState]]) -> None:
    """Give the learner these cards, of which there is no row yet."""
    rows = [
        {
            "user_id": user_id,
            "item_id": place.item_id,
            "version": 1,
            "set_id": place.set_id,
            "queue_day": state.due_day if place.in_deck and not state.suspended else None,
            "queue_order": place.queue_order,
            **columns_of(state),
        }
        for place, state in cards
    ]
    if rows:
        connection.execute(_INSERT_CARD, rows)
