"""Many of a learner's cards in one go, for imports, their undo and another scheduler. Nothing here commits.

Apart from the logbook, which goes card by card on the path of every answer.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import groupby
from operator import itemgetter
from typing import cast

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from quizapp.log_reading import ENTRY_COLUMNS, log_entry
from quizapp.logbook import Place, columns_of
from quizapp.models import Card, ReviewLog
from quizapp.scheduling.card import CardState
from quizapp.scheduling.replay import Action, LogEntry

_ROWS_AT_ONCE = 5000
_ACTIONS = {action.value: action for action in Action}
_FEW = 500  # SQLite takes a limited number of values in one statement
_INSERT_CARD = sa.insert(cast("sa.Table", Card.__table__))


def entries_of_many(
    connection: Connection, user_id: int, item_ids: Collection[int]
) -> Iterator[tuple[int, list[LogEntry]]]:
    """All that the learner did to each of these cards, in order, by item; those without entries left out."""
    wanted = sorted(item_ids)
    for start in range(0, len(wanted), _FEW):
        yield from _entries(connection, user_id, ReviewLog.item_id.in_(wanted[start : start + _FEW]))


def entries_of_each(connection: Connection, user_id: int) -> Iterator[tuple[int, list[LogEntry]]]:
    """The same of every card of the learner that has entries."""
    return _entries(connection, user_id, ReviewLog.item_id.is_not(None))


def _entries(
    connection: Connection, user_id: int, which: sa.ColumnElement[bool]
) -> Iterator[tuple[int, list[LogEntry]]]:
    """Columns by their places, and most rows without any detail: half the time of `log_entry` for each."""
    rows = connection.execute(
        sa.select(ReviewLog.item_id, *ENTRY_COLUMNS)
        .where(ReviewLog.user_id == user_id, which)
        .order_by(ReviewLog.item_id, ReviewLog.sequence)
        .execution_options(yield_per=_ROWS_AT_ONCE)
    )
    for item_id, group in groupby(rows, itemgetter(0)):
        yield (
            item_id,
            [
                log_entry(row)
                if row[-1]
                else LogEntry(
                    sequence=row[1],
                    action=_ACTIONS[row[2]],
                    day=row[3],
                    grade=row[4],
                    undoes=row[5],
                    scheduler_key=row[6],
                )
                for row in group
            ],
        )


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
