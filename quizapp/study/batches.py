"""Taking back what was done to many cards in one go. Apart from ``service``, which goes card by card."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from quizapp.decks import refresh_learners
from quizapp.log_reading import rows_of_batch
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


@dataclass(frozen=True, kw_only=True)
class TakenBack:
    """What undoing a batch writes: the undos, the latest first, the state after each, and where cards end.

    It holds as long as the ``learner`` is so and the log's next entry is ``first``.
    """

    learner: Learner
    first: int
    undos: list[Entry]
    after: dict[int, CardState]
    states: dict[int, CardState]


def reckon_undo(connection: Connection, learner: Learner, batch: int, now: datetime) -> TakenBack:
    """What taking back this batch will write.

    To be asked for before the write transaction: tens of thousands of cards take longer than other learners'
    answers wait for a lock.
    """
    first = next_sequence(connection, learner.id)
    undos = [undo_of(row, learner, now) for row in rows_of_batch(connection, learner.id, batch)]
    places: dict[int, list[int]] = {}
    for place, undo in enumerate(undos):
        places.setdefault(undo.item_id or 0, []).append(place)
    done = TakenBack(learner=learner, first=first, undos=undos, after={}, states={})
    for item_id, entries in entries_of_many(connection, learner.id, places):
        history = History()
        for entry in entries:
            history.take(entry)
        theirs = places[item_id]
        for place in theirs:
            done.after[place] = history.take(undos[place].logged(first + place, learner.scheduler_key))
        done.states[item_id] = done.after[theirs[-1]]
    return done


def take_back_batch(
    session: Session, learner: Learner, batch: int, now: datetime, reckoned: TakenBack | None
) -> int:
    """Undo this batch, as `reckoned` before where that still holds; gives the number of cards."""
    connection = session.connection()
    if reckoned is None or (reckoned.learner, reckoned.first) != (
        learner,
        next_sequence(connection, learner.id),
    ):
        reckoned = reckon_undo(connection, learner, batch, now)
    put_states(connection, learner.id, reckoned.states)
    rows = (
        entry_columns(learner, reckoned.first + place, undo, reckoned.after[place])
        for place, undo in enumerate(reckoned.undos)
    )
    while some := list(islice(rows, _ROWS_AT_ONCE)):
        append_all(connection, some)
    refresh_learners(session, [learner.id])
    return len(reckoned.states)
