"""What learners set about their cards, each change of which is in their log.

Apart from the logbook, which it writes to, and from the features, of which several change settings. Nothing
here commits.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from quizapp.logbook import Entry, append, begin_day, next_sequence, put_states
from quizapp.many_cards import entries_of_each, entries_of_many
from quizapp.models import ReviewLog, User
from quizapp.scheduling.card import CardState
from quizapp.scheduling.replay import Action, replay
from quizapp.scheduling.schedulers import scheduler_of

SETTINGS = (
    "zone",
    "cut_hour",
    "new_per_day",
    "reviews_per_day",
    "scheduler",
    "spread",
    "apart",
    "backlog_size",
    "backlog_from_day",
    "backlog_until_day",
    "exam_day",
)
"""The columns of a learner's row whose every change is in the log."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reckoned:
    """All of a learner's cards, by item, under a scheduler, as of their log up to the entry ``newest``."""

    scheduler_key: str
    newest: int
    states: Mapping[int, CardState]


def reckon(connection: Connection, user_id: int, scheduler_key: str) -> Reckoned:
    """Every card of the learner in the state that this scheduler gives by replaying its log.

    To be asked for before the write transaction that changes the scheduler: tens of thousands of cards take
    longer than other learners' answers wait for a lock. Raises as `change_settings`.
    """
    scheduler = scheduler_of(scheduler_key)
    newest = next_sequence(connection, user_id) - 1
    states = {
        item_id: replay(entries, scheduler) for item_id, entries in entries_of_each(connection, user_id)
    }
    return Reckoned(scheduler_key=scheduler_key, newest=newest, states=states)


def change_settings(
    session: Session,
    user_id: int,
    wanted: Mapping[str, Any],
    now: datetime,
    *,
    reckoned: Reckoned | None = None,
) -> bool:
    """Change what a learner set, of `SETTINGS`, and log it; False where nothing is other than it was.

    Another scheduler recomputes every card by replaying its log, so nothing is lost by trying one; what was
    `reckoned` for it before is taken as far as it still holds. Raises SchedulerError and RetentionError for a
    scheduler that there is not.
    """
    session.flush()
    connection = session.connection()
    learner = begin_day(connection, user_id, now)
    before = _settings(connection, user_id)
    after = {name: value for name, value in wanted.items() if before[name] != value}
    if not after:
        return False
    settings = {"before": {name: before[name] for name in after}, "after": after}
    entry = Entry(
        item_id=None,
        item_version=None,
        action=Action.SETTINGS,
        day=learner.day,
        server_time=now,
        settings=settings,
    )
    append(connection, learner, entry)
    put_settings(session, user_id, after, reckoned)
    return True


def put_settings(
    session: Session, user_id: int, values: Mapping[str, Any], reckoned: Reckoned | None = None
) -> None:
    """Set these settings, and recompute the cards where one is the scheduler; the caller logs why."""
    if "scheduler" in values:
        scheduler_of(values["scheduler"])
    connection = session.connection()
    connection.execute(sa.update(User).where(User.id == user_id).values(**values))
    if "scheduler" in values:
        _recompute_cards(connection, user_id, values["scheduler"], reckoned)
    session.expire_all()  # objects of the caller's would go on showing what was before


def _settings(connection: Connection, user_id: int) -> dict[str, Any]:
    columns = [getattr(User, name) for name in SETTINGS]
    return dict(connection.execute(sa.select(*columns).where(User.id == user_id)).one()._mapping)  # noqa: SLF001 - the documented way to a mapping


def _recompute_cards(
    connection: Connection, user_id: int, scheduler_key: str, reckoned: Reckoned | None
) -> None:
    if reckoned is None or reckoned.scheduler_key != scheduler_key:
        put_states(connection, user_id, reckon(connection, user_id, scheduler_key).states)
        return
    scheduler = scheduler_of(scheduler_key)
    since = connection.execute(
        sa.select(ReviewLog.item_id)
        .where(ReviewLog.user_id == user_id, ReviewLog.sequence > reckoned.newest)
        .distinct()
    )
    moved = [row.item_id for row in since if row.item_id is not None]
    newer = {
        item_id: replay(entries, scheduler)
        for item_id, entries in entries_of_many(connection, user_id, moved)
    }
    put_states(connection, user_id, {**reckoned.states, **newer})
