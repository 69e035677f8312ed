"""What stands in a learner's log: answers, what was undone, the latest of a day. Reading only.

Statements are built once, with Core's columns, as in ``logbook``, which appends.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from quizapp.models.tables import LOG
from quizapp.scheduling.replay import OVERTAKING, Action, ImportedSchedule, LogEntry

ANSWERS = (Action.ANSWER.value, Action.DRILL.value)
_NOT_UNDOABLE = (
    Action.UNDO.value,
    Action.RETIRE.value,
    Action.RESTORE.value,
    Action.COURSE_EXAM.value,
)

_LEARNER: sa.BindParameter[int] = sa.bindparam("learner_id", type_=sa.Integer)


def is_answer(row: sa.FromClause = LOG) -> sa.ColumnElement[bool]:
    """Whether the row of the log in question is an answer or a drill; as fixed text, which is sent faster."""
    return row.c.action.in_([sa.literal_column(f"'{action}'") for action in ANSWERS])


def is_undone(row: sa.FromClause = LOG) -> sa.ColumnElement[bool]:
    """Whether the row of the log in question was taken back."""
    undo = LOG.alias()
    return sa.exists().where(
        undo.c.user_id == row.c.user_id,
        undo.c.action == sa.literal_column(f"'{Action.UNDO}'"),
        undo.c.undoes == row.c.sequence,
    )


def undone_sequences(user_id: int) -> sa.Select[Any]:
    """All that the learner took back; over a whole log faster than asking `is_undone` of each row."""
    return sa.select(LOG.c.undoes).where(
        LOG.c.user_id == user_id, LOG.c.action == Action.UNDO.value, LOG.c.undoes.is_not(None)
    )


def log_entry(row: Any) -> LogEntry:
    """A row of the log as replaying takes it."""
    detail = row.detail or {}
    schedule = detail.get("schedule")
    return LogEntry(
        sequence=row.sequence,
        action=Action(row.action),
        day=row.day,
        grade=row.grade,
        undoes=row.undoes,
        scheduler_key=row.scheduler,
        shift_days=detail.get("shift_days", 0),
        schedule=ImportedSchedule(**schedule) if schedule else None,
    )


ENTRY_COLUMNS = (
    LOG.c.sequence,
    LOG.c.action,
    LOG.c.day,
    LOG.c.grade,
    LOG.c.undoes,
    LOG.c.scheduler,
    LOG.c.detail,
)
_ENTRIES = (
    sa.select(*ENTRY_COLUMNS)
    .where(
        LOG.c.user_id == _LEARNER,
        LOG.c.item_id == sa.bindparam("wanted_item_id", type_=sa.Integer),
    )
    .order_by(LOG.c.sequence)
)


def entries_of(connection: Connection | Session, user_id: int, item_id: int) -> list[LogEntry]:
    """All that the learner did to this card, in order."""
    rows = connection.execute(_ENTRIES, {"learner_id": user_id, "wanted_item_id": item_id})
    return [log_entry(row) for row in rows]


_LATEST_FIRST = LOG.c.sequence.desc()
_SEQUENCE: sa.BindParameter[int] = sa.bindparam("wanted_sequence", type_=sa.Integer)
_CHANGED_GRADE = (
    sa.select(LOG.c.grade)
    .where(
        LOG.c.user_id == _LEARNER,
        LOG.c.action == Action.REGRADE.value,
        LOG.c.undoes == _SEQUENCE,
        LOG.c.sequence > _SEQUENCE,
        ~is_undone(),
    )
    .order_by(_LATEST_FIRST)
    .limit(1)
)
_STANDING = (
    sa.select(*ENTRY_COLUMNS, LOG.c.item_id, LOG.c.item_version, LOG.c.batch, LOG.c.session)
    .where(LOG.c.user_id == _LEARNER, ~is_undone())
    .order_by(_LATEST_FIRST)
)
_LATEST_ANSWER = _STANDING.where(is_answer()).limit(1)
_IS_OVERTAKEN = sa.select(
    sa.exists().where(
        LOG.c.user_id == _LEARNER,
        LOG.c.item_id == sa.bindparam("wanted_item_id", type_=sa.Integer),
        LOG.c.sequence > _SEQUENCE,
        LOG.c.action.in_([action.value for action in OVERTAKING]),
        ~is_undone(),
    )
)
_LATEST_OF_DAY = _STANDING.where(
    LOG.c.day == sa.bindparam("day", type_=sa.Integer),
    LOG.c.action.not_in([sa.literal_column(f"'{action}'") for action in _NOT_UNDOABLE]),
).limit(1)
_BATCH = _STANDING.where(LOG.c.sequence >= _SEQUENCE, LOG.c.batch == _SEQUENCE)


def grade_as_changed(connection: Connection | Session, user_id: int, sequence: int, recorded: int) -> int:
    """The grade of an answer after its last change that stands."""
    wanted = {"learner_id": user_id, "wanted_sequence": sequence}
    changed: int | None = connection.execute(_CHANGED_GRADE, wanted).scalar()
    return recorded if changed is None else changed


def latest_answer(connection: Connection | Session, user_id: int) -> Any:
    """The newest answer or drill that was not undone, if its grade decides about its card; None otherwise.

    Since a reset or an import of its card it decides nothing.
    """
    row = connection.execute(_LATEST_ANSWER, {"learner_id": user_id}).one_or_none()
    if row is None:
        return None
    place = {"learner_id": user_id, "wanted_item_id": row.item_id, "wanted_sequence": row.sequence}
    return None if connection.execute(_IS_OVERTAKEN, place).scalar() else row


def latest_of_day(connection: Connection | Session, user_id: int, day: int) -> Any:
    """The entry of this day that an undo would take back; None where nothing is left."""
    return connection.execute(_LATEST_OF_DAY, {"learner_id": user_id, "day": day}).one_or_none()


def rows_of_batch(connection: Connection | Session, user_id: int, batch: int) -> list[Any]:
    """What stands of a batch, the latest first, as an undo takes it back."""
    return list(connection.execute(_BATCH, {"learner_id": user_id, "wanted_sequence": batch}))
