"""The learner's log and cards in the database: read and append. Nothing here commits.

Apart from study, because settings, sets and imports write to the log too, and a feature may not call
another's writing functions. Written with SQLAlchemy Core and statements built once: this is the path of every
answer, where objects for rows and statements built for each request cost more than the database does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from quizapp.models.tables import CARD, LOG, USER
from quizapp.scheduling.card import NEW_CARD, CardState
from quizapp.scheduling.day import learner_day, zone_named
from quizapp.scheduling.replay import Action, ImportedSchedule, LogEntry
from quizapp.scheduling.spread import Spread

_LEARNER: sa.BindParameter[int] = sa.bindparam("learner_id", type_=sa.Integer)
STATE_COLUMNS = (
    CARD.c.repetition,
    CARD.c.ease,
    CARD.c.interval_days,
    CARD.c.stability,
    CARD.c.difficulty,
    CARD.c.due_day,
    CARD.c.last_day,
    CARD.c.introduced_day,
    CARD.c.lapses,
    CARD.c.drill_day,
    CARD.c.suspended,
    CARD.c.buried_until_day,
    CARD.c.flagged,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredCard:
    """A card's state and its version; version 0 is a card that has no row yet."""

    state: CardState = NEW_CARD
    version: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Learner:
    """Who writes to their log, on which of their days, and what decides about their cards."""

    id: int
    day: int
    scheduler_key: str
    spread: Spread


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """What is to be appended to the log, apart from the card's state after it.

    ``item_id`` and ``item_version`` are None where no single card is concerned; otherwise as in `ReviewLog`.
    ``given`` is what was answered where ``option`` cannot hold it, as `quizapp.study.answers` has it.
    ``shift_days`` is how far the due day was moved by fuzz or load balance. ``settings`` has what was set
    ``before`` and ``after``, by name; of a course's exam also which ``course``.
    """

    item_id: int | None
    item_version: int | None
    action: Action
    day: int
    server_time: datetime
    grade: int | None = None
    undoes: int | None = None
    option: int | None = None
    claim: str | None = None
    correct: bool | None = None
    device_time: datetime | None = None
    duration_ms: int | None = None
    batch: int | None = None
    session: int | None = None
    given: Mapping[str, Any] | None = None
    shift_days: int = 0
    schedule: ImportedSchedule | None = None
    settings: Mapping[str, Mapping[str, Any]] | None = None

    def logged(self, sequence: int, scheduler_key: str) -> LogEntry:
        """The entry as replaying takes it."""
        return LogEntry(
            sequence=sequence,
            action=self.action,
            day=self.day,
            grade=self.grade,
            undoes=self.undoes,
            scheduler_key=scheduler_key,
            shift_days=self.shift_days,
            schedule=self.schedule,
        )

    def detail(self) -> dict[str, Any] | None:
        """What no column holds: what was answered, and what replaying needs."""
        if self.given:
            return {**self.given, "shift_days": self.shift_days} if self.shift_days else dict(self.given)
        if self.shift_days:
            return {"shift_days": self.shift_days}
        if self.schedule:
            return {"schedule": asdict(self.schedule)}
        return dict(self.settings) if self.settings else None


READ_LEARNER = (
    sa.select(
        USER.c.zone, USER.c.cut_hour, USER.c.last_day, USER.c.last_active_at, USER.c.scheduler, USER.c.spread
    )
    .where(USER.c.id == _LEARNER)
    .with_for_update()
)
_ACTIVE_AGAIN_AFTER = timedelta(minutes=1)
"""When someone was last active is told to the minute, so that not every answer writes their row."""

_KEEP_DAY = sa.update(USER).where(USER.c.id == _LEARNER)
_CARD = sa.select(CARD.c.version, *STATE_COLUMNS).where(
    CARD.c.user_id == _LEARNER,
    CARD.c.item_id == sa.bindparam("wanted_item_id", type_=sa.Integer),
)
_INSERT_CARD = sa.insert(CARD)
_SWAP_CARD = sa.update(CARD).where(
    CARD.c.user_id == sa.bindparam("learner_id"),
    CARD.c.item_id == sa.bindparam("wanted_item_id"),
    CARD.c.version == sa.bindparam("version_read"),
)
_NEWEST = sa.select(sa.func.max(LOG.c.sequence)).where(LOG.c.user_id == _LEARNER)
_INSERT_ENTRY = sa.insert(LOG)
_APPEND = (
    _INSERT_ENTRY.values({column.name: sa.bindparam(column.name) for column in LOG.columns})
    .values(
        sequence=sa.select(sa.func.coalesce(sa.func.max(LOG.c.sequence), 0) + 1)
        .where(LOG.c.user_id == sa.bindparam("user_id"))
        .scalar_subquery()
    )
    .returning(LOG.c.sequence)
)


def begin_day(connection: Connection, user_id: int, now: datetime) -> Learner:
    """The learner and their day, kept so that it never comes twice; also when they were last active.

    To be called first in a transaction, as it locks the learner's row: on PostgreSQL parallel requests of one
    learner wait for each other here.
    """
    row = connection.execute(READ_LEARNER, {"learner_id": user_id}).one()
    return keep_day(connection, user_id, row, now)


def keep_day(connection: Connection, user_id: int, row: Any, now: datetime) -> Learner:
    """What `begin_day` gives, of a row with all columns of `READ_LEARNER`, which was read in its place."""
    day = learner_day(now, zone_named(row.zone), row.cut_hour, row.last_day)
    if day != row.last_day or row.last_active_at is None or now >= row.last_active_at + _ACTIVE_AGAIN_AFTER:
        connection.execute(_KEEP_DAY, {"learner_id": user_id, "last_day": day, "last_active_at": now})
    return Learner(id=user_id, day=day, scheduler_key=row.scheduler, spread=row.spread)


def read_card(connection: Connection | Session, user_id: int, item_id: int) -> StoredCard:
    """The learner's card of this item; a new one where there is no row."""
    row = connection.execute(_CARD, {"learner_id": user_id, "wanted_item_id": item_id}).one_or_none()
    return stored_card(row) if row is not None else StoredCard()


def stored_card(row: Any) -> StoredCard:
    """The card in a row that has all of its columns."""
    return StoredCard(
        version=row.version,
        state=CardState(
            repetition=row.repetition,
            ease_hundredths=row.ease,
            interval_days=row.interval_days,
            stability=row.stability,
            difficulty=row.difficulty,
            due_day=row.due_day,
            last_day=row.last_day,
            introduced_day=row.introduced_day,
            lapses=row.lapses,
            drill_day=row.drill_day,
            suspended=row.suspended,
            buried_until_day=row.buried_until_day,
            flagged=row.flagged,
        ),
    )


def columns_of(state: CardState) -> dict[str, Any]:
    """The state as the columns of a card's row."""
    return {
        "repetition": state.repetition,
        "ease": state.ease_hundredths,
        "interval_days": state.interval_days,
        "stability": state.stability,
        "difficulty": state.difficulty,
        "due_day": state.due_day,
        "last_day": state.last_day,
        "introduced_day": state.introduced_day,
        "lapses": state.lapses,
        "drill_day": state.drill_day,
        "suspended": state.suspended,
        "buried_until_day": state.buried_until_day,
        "flagged": state.flagged,
    }


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where a card is kept: its item, whether that is in the learner's deck, and its place in the queue."""

    item_id: int
    set_id: int
    queue_order: int
    in_deck: bool


def write_card(
    connection: Connection, user_id: int, place: Place, before: StoredCard, state: CardState
) -> bool:
    """Put the state in the place of the one that was read; False where another request has been faster."""
    drawable = place.in_deck and not state.suspended
    columns = {**columns_of(state), "queue_day": state.due_day if drawable else None}
    if before.version == 0:
        new = {"user_id": user_id, "item_id": place.item_id, "version": 1, "set_id": place.set_id}
        connection.execute(_INSERT_CARD, {**new, **columns, "queue_order": place.queue_order})
        return True
    where = {"learner_id": user_id, "wanted_item_id": place.item_id, "version_read": before.version}
    swapped = connection.execute(_SWAP_CARD, {**where, "version": before.version + 1, **columns})
    return swapped.rowcount == 1


def next_sequence(connection: Connection, user_id: int) -> int:
    """The sequence of the learner's next entry."""
    newest: int | None = connection.execute(_NEWEST, {"learner_id": user_id}).scalar()
    return (newest or 0) + 1


def append(connection: Connection, learner: Learner, entry: Entry, after: CardState = NEW_CARD) -> int:
    """Add an entry with the card's state after it; gives its sequence."""
    columns = entry_columns(learner, 0, entry, after)
    sequence: int = connection.execute(_APPEND, columns).scalar_one()
    return sequence


def append_all(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Add many entries, each as `entry_columns` gives it."""
    if rows:
        connection.execute(_INSERT_ENTRY, rows)


def entry_columns(learner: Learner, sequence: int, entry: Entry, after: CardState) -> dict[str, Any]:
    """An entry with the card's state after it, as the columns of its row."""
    return {
        "user_id": learner.id,
        "sequence": sequence,
        "item_id": entry.item_id,
        "item_version": entry.item_version,
        "action": entry.action.value,
        "day": entry.day,
        "server_time": entry.server_time,
        "device_time": entry.device_time,
        "duration_ms": entry.duration_ms,
        "scheduler": learner.scheduler_key,
        "grade": entry.grade,
        "option": entry.option,
        "claim": entry.claim,
        "correct": entry.correct,
        "undoes": entry.undoes,
        "batch": entry.batch,
        "session": entry.session,
        "repetition": after.repetition,
        "ease": after.ease_hundredths,
        "interval_days": after.interval_days,
        "stability": after.stability,
        "difficulty": after.difficulty,
        "due_day": after.due_day,
        "detail": entry.detail(),
    }


_PUT_STATE = (
    sa.update(CARD)
    .where(CARD.c.user_id == sa.bindparam("learner_id"), CARD.c.item_id == sa.bindparam("wanted_item_id"))
    .values(
        {
            **{name: sa.bindparam(name) for name in columns_of(NEW_CARD)},
            "version": CARD.c.version + 1,
            # As it can be drawn or not before and after alike.
            "queue_day": sa.case((CARD.c.queue_day.is_not(None), sa.bindparam("due_day")), else_=None),
        }
    )
)


def put_states(connection: Connection, user_id: int, states: Mapping[int, CardState]) -> None:
    """Put many of the learner's cards, by item, in these states; they can be drawn or not as before."""
    rows = [
        {"learner_id": user_id, "wanted_item_id": item_id, **columns_of(state)}
        for item_id, state in states.items()
    ]
    if rows:
        connection.execute(_PUT_STATE, rows)
