"""Taking back what was done to many cards in one go. Apart from ``service``, which goes card by card."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from quizapp.decks import refresh_learners
from quizapp.logbook import (
    Entry,
    Learner,
    append_all,
    entry_columns,
    next_sequence,
    put_states,
)
from quizapp.many_cards import entries_of_many
from quizapp.scheduling.card import CardState
from quizapp.scheduling.history import History
from quizapp.scheduling.replay import Action

_ROWS_AT_ONCE = 5000


def undo_of(row: Any, learner: Learner, now: datetime) -> Entry:
    """The entry that takes this row of the log back."""
    return Entry(
        item_id=row.item_id,
        item_version=row.item_version,
        action=Action.UNDO,
        day=learner.day,
        server_time=now,
        undoes=row.sequence,
        session=row.session,
    )


def take_back_batch(session: Session, learner: Learner, rows: Sequence[Any], now: datetime) -> int:
    """Undo these entries, the latest first, each of a card; gives the number of cards."""
    connection = session.connection()
    first = next_sequence(connection, learner.id)
    undos = [undo_of(row, learner, now) for row in rows]
    places: dict[int, list[int]] = {}
    for place, undo in enumerate(undos):
        places.setdefault(undo.item_id or 0, []).append(place)
    after: dict[int, CardState] = {}
    states: dict[int, CardState] = {}
    for item_id, entries in entries_of_many(connection, learner.id, places):
        history = History()
        for entry in entries:
            history.take(entry)
        theirs = places[item_id]
        for place in theirs:
            after[place] = history.take(undos[place].logged(first + place, learner.scheduler_key))
        states[item_id] = after[theirs[-1]]
    put_states(connection, learner.id, states)
    for start in range(0, len(undos), _ROWS_AT_ONCE):
        some = range(start, min(start + _ROWS_AT_ONCE, len(undos)))
        append_all(
            connection, [entry_columns(learner, first + place, undos[place], after[place]) for place in some]
        )
    refresh_learners(session, [learner.id])
    return len(states)
