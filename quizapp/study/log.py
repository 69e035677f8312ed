"""The learner's log and cards in the database: read and append. Helpers of ``service``; they never commit.

Written with SQLAlchemy Core and statements built once: this is the path of every answer, where objects for
rows and statements built for each request cost more than the database does.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

import sqlalchemy as sa
import sqlalchemy.orm
from sqlalchemy.orm import Session

from quizapp.models import Card, ReviewLog
from quizapp.scheduling.card import NEW_CARD, CardState
from quizapp.scheduling.replay import Action, LogEntry

SCHEDULER = "sm2"
ANSWERS = (Action.ANSWER.value, Action.DRILL.value)

_CARDS = cast("sa.Table", Card.__table__)
_LOG = cast("sa.Table", ReviewLog.__table__)
STATE_COLUMNS = (
    Card.repetition,
    Card.ease,
    Card.interval_days,
    Card.due_day,
    Card.last_day,
    Card.introduced_day,
    Card.lapses,
    Card.drill_day,
    Card.suspended,
    Card.buried_until_day,
    Card.flagged,
)


@dataclass(frozen=True, kw_only=True)
class StoredCard:
    """A card's state and its version; version 0 is a card that has no row yet."""

    state: CardState = NEW_CARD
    version: int = 0


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What is to be appended to the log, apart from the card's state after it."""

    item_id: int
    item_version: int
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


_CARD = sa.select(Card.version, *STATE_COLUMNS).where(
    Card.user_id == sa.bindparam("learner_id", type_=sa.Integer),
    Card.item_id == sa.bindparam("wanted_item_id", type_=sa.Integer),
)
_INSERT_CARD = sa.insert(_CARDS)
_SWAP_CARD = sa.update(_CARDS).where(
    _CARDS.c.user_id == sa.bindparam("learner_id"),
    _CARDS.c.item_id == sa.bindparam("wanted_item_id"),
    _CARDS.c.version == sa.bindparam("version_read"),
)
_NEWEST = sa.select(sa.func.max(ReviewLog.sequence)).where(
    ReviewLog.user_id == sa.bindparam("learner_id", type_=sa.Integer)
)
_INSERT_ENTRY = sa.insert(_LOG)


def read_card(session: Session, user_id: int, item_id: int) -> StoredCard:
    """The learner's card of this item; a new one where there is no row."""
    row = session.execute(_CARD, {"learner_id": user_id, "wanted_item_id": item_id}).one_or_none()
    return stored_card(row) if row is not None else StoredCard()


def stored_card(row: Any) -> StoredCard:
    """The card in a row that has all of its columns."""
    return StoredCard(
        version=row.version,
        state=CardState(
            repetition=row.repetition,
            ease_hundredths=row.ease,
            interval_days=row.interval_days,
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
        "due_day": state.due_day,
        "last_day": state.last_day,
        "introduced_day": state.introduced_day,
        "lapses": state.lapses,
        "drill_day": state.drill_day,
        "suspended": state.suspended,
        "buried_until_day": state.buried_until_day,
        "flagged": state.flagged,
    }


def write_card(session: Session, user_id: int, item_id: int, before: StoredCard, state: CardState) -> bool:
    """Put the state in the place of the one that was read; False where another request has been faster."""
    if before.version == 0:
        new = {"user_id": user_id, "item_id": item_id, "version": 1, **columns_of(state)}
        session.execute(_INSERT_CARD, new)
        return True
    place = {"learner_id": user_id, "wanted_item_id": item_id, "version_read": before.version}
    swapped = session.execute(_SWAP_CARD, {**place, "version": before.version + 1, **columns_of(state)})
    return bool(swapped.rowcount == 1)  # type: ignore[attr-defined]


def append(session: Session, user_id: int, entry: Entry, after: CardState) -> int:
    """Add an entry with the card's state after it; gives its sequence."""
    sequence = (session.scalar(_NEWEST, {"learner_id": user_id}) or 0) + 1
    session.execute(
        _INSERT_ENTRY,
        {
            "user_id": user_id,
            "sequence": sequence,
            "item_id": entry.item_id,
            "item_version": entry.item_version,
            "action": entry.action.value,
            "day": entry.day,
            "server_time": entry.server_time,
            "device_time": entry.device_time,
            "duration_ms": entry.duration_ms,
            "scheduler": SCHEDULER,
            "grade": entry.grade,
            "option": entry.option,
            "claim": entry.claim,
            "correct": entry.correct,
            "undoes": entry.undoes,
            "repetition": after.repetition,
            "ease": after.ease_hundredths,
            "interval_days": after.interval_days,
            "due_day": after.due_day,
        },
    )
    return sequence


def is_undone() -> sa.ColumnElement[bool]:
    """Whether the row of the log in question was taken back. An undo names an entry of its own card."""
    undo = sa.orm.aliased(ReviewLog)
    return sa.exists().where(
        undo.user_id == ReviewLog.user_id,
        undo.item_id == ReviewLog.item_id,  # so that the index of the card's log serves
        undo.action == Action.UNDO.value,
        undo.undoes == ReviewLog.sequence,
    )


def undone_sequences(user_id: int) -> sa.Select[Any]:
    """All that the learner took back; over a whole log faster than asking `is_undone` of each row."""
    return sa.select(ReviewLog.undoes).where(
        ReviewLog.user_id == user_id, ReviewLog.action == Action.UNDO.value, ReviewLog.undoes.is_not(None)
    )


def log_entry(row: Any) -> LogEntry:
    """A row of the log as replaying takes it."""
    return LogEntry(
        sequence=row.sequence, action=Action(row.action), day=row.day, grade=row.grade, undoes=row.undoes
    )


ENTRY_COLUMNS = (ReviewLog.sequence, ReviewLog.action, ReviewLog.day, ReviewLog.grade, ReviewLog.undoes)


def entries_of(session: Session, user_id: int, item_id: int) -> list[LogEntry]:
    """All that the learner did to this card, in order."""
    rows = session.execute(
        sa.select(*ENTRY_COLUMNS)
        .where(ReviewLog.user_id == user_id, ReviewLog.item_id == item_id)
        .order_by(ReviewLog.sequence)
    )
    return [log_entry(row) for row in rows]


def grade_as_changed(session: Session, user_id: int, sequence: int, recorded: int) -> int:
    """The grade of an answer after its last change that stands."""
    changed = session.scalar(
        sa.select(ReviewLog.grade)
        .where(
            ReviewLog.user_id == user_id,
            ReviewLog.action == Action.REGRADE.value,
            ReviewLog.undoes == sequence,
            ReviewLog.sequence > sequence,
            ~is_undone(),
        )
        .order_by(ReviewLog.sequence.desc())
        .limit(1)
    )
    return recorded if changed is None else changed


_ANSWER_COLUMNS = (*ENTRY_COLUMNS, ReviewLog.item_id, ReviewLog.item_version)


def latest_answer(session: Session, user_id: int) -> Any:
    """The newest answer or drill that was not undone; None where there is none."""
    return session.execute(
        sa.select(*_ANSWER_COLUMNS)
        .where(ReviewLog.user_id == user_id, ReviewLog.action.in_(ANSWERS), ~is_undone())
        .order_by(ReviewLog.sequence.desc())
        .limit(1)
    ).one_or_none()


def latest_of_day(session: Session, user_id: int, day: int) -> Any:
    """The entry of this day that an undo would take back; None where nothing is left."""
    return session.execute(
        sa.select(*_ANSWER_COLUMNS)
        .where(
            ReviewLog.user_id == user_id,
            ReviewLog.day == day,
            ReviewLog.action != Action.UNDO.value,
            ~is_undone(),
        )
        .order_by(ReviewLog.sequence.desc())
        .limit(1)
    ).one_or_none()
