"""The imports of a set, and the latest of them undone as a whole.

What learners did stays: an item that an import brought and somebody answered is retired, not deleted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from questions import item_from_dict
from quizapp.comparing import digest_of
from quizapp.decks import refresh_sets
from quizapp.errors import AppError
from quizapp.extensions import db, writing
from quizapp.models import (
    Assignment,
    Card,
    ErrorReport,
    Item,
    ItemState,
    ItemVersion,
    QuestionSet,
    ReviewLog,
    SetImport,
    SetImportChange,
    StudySessionCard,
    User,
)
from quizapp.publishing import keep_versions, put_states, text_columns, write_items

CHUNK = 500
"""SQLite takes a limited number of values in one statement."""


class CannotUndoError(AppError):
    """An import that was undone already, or after which another came."""

    status = 409

    def __init__(self) -> None:
        super().__init__("Only the latest import of a set can be undone, and once.")


@dataclass(frozen=True, kw_only=True)
class ImportLine:
    """An import in a set's history; ``can_undo`` of the latest that stands."""

    id: int
    name: str
    format: str
    found: int
    added: int
    changed: int
    unchanged: int
    rejected: int
    retired: int
    created_at: datetime
    by: str | None
    undone_at: datetime | None
    can_undo: bool


@dataclass(frozen=True, kw_only=True)
class Undone:
    """What undoing an import did: items deleted, retired because somebody had answered them, and put back.

    ``set_is_gone``: the import had made the set, and nothing was left in it.
    """

    deleted: int
    retired: int
    restored: int
    set_is_gone: bool


def imports_of(set_id: int) -> list[ImportLine]:
    """The imports of a set, newest first."""
    rows = db.session.execute(
        sa.select(SetImport, User.name)
        .outerjoin(User, User.id == SetImport.created_by_id)
        .where(SetImport.set_id == set_id)
        .order_by(SetImport.id.desc())
    ).all()
    standing = [one.id for one, _ in rows if one.undone_at is None]
    return [
        ImportLine(
            id=one.id,
            name=one.name,
            format=one.format,
            found=one.found,
            added=one.added,
            changed=one.changed,
            unchanged=one.unchanged,
            rejected=one.rejected,
            retired=one.retired,
            created_at=one.created_at,
            by=by,
            undone_at=one.undone_at,
            can_undo=one.id == standing[0] if standing else False,
        )
        for one, by in rows
    ]


def outlook(set_id: int) -> Undone | None:
    """What undoing the latest import of a set would do; None where there is none to undo."""
    session = db.session()
    latest = session.get(SetImport, _latest(session, set_id) or 0)
    if latest is None:
        return None
    rows = session.execute(
        sa.select(SetImportChange.item_id, SetImportChange.version).where(
            SetImportChange.import_id == latest.id
        )
    ).all()
    brought = [row.item_id for row in rows if row.version == 0]
    answered = _answered(session, latest.id)
    items = session.scalar(sa.select(sa.func.count()).where(Item.set_id == set_id)) or 0
    is_assigned = session.scalar(sa.select(sa.exists().where(Assignment.set_id == set_id)))
    left = items - len(brought) + len(answered)
    return Undone(
        deleted=len(brought) - len(answered),
        retired=len(answered),
        restored=len(rows) - len(brought),
        set_is_gone=latest.former_title is None and not left and not is_assigned,
    )


def _latest(session: Session, set_id: int) -> int | None:
    """The import of a set that can be undone: the last that stands."""
    return session.scalar(
        sa.select(sa.func.max(SetImport.id)).where(SetImport.set_id == set_id, SetImport.undone_at.is_(None))
    )


def undo(set_id: int, import_id: int, *, by_id: int, now: datetime) -> Undone:
    """Bring a set back to what it was before its latest import, as a whole.

    Items that it brought go, those that it changed get their former text as a new version, also where they
    were edited since (which their history keeps), and those that it retired come back.

    Raises:
        CannotUndoError: it is not the latest import of this set that stands.
    """
    ready = _formers(db.session(), import_id, {})  # others can write while texts are made
    with writing() as session:
        done = session.get(SetImport, import_id)
        if done is None or done.id != _latest(session, set_id):
            raise CannotUndoError
        # Rows, not objects: there may be thousands.
        columns = sa.inspect(SetImportChange).column_attrs
        which = SetImportChange.import_id == import_id
        changes = session.execute(sa.select(*columns).where(which)).all()
        brought = [one.item_id for one in changes if one.version == 0]
        restored = [one for one in changes if one.version > 0]
        _restore(session, restored, _formers(session, import_id, ready), now)
        keep_versions(session, Item.set_id == set_id, by_id=by_id, now=now)
        answered = _answered(session, import_id)
        put_states(session, answered, ItemState.RETIRED, now)
        unanswered = set(brought) - answered
        _delete(session, unanswered)
        done.undone_at, done.undone_by_id = now, by_id
        question_set = session.get_one(QuestionSet, set_id)
        if done.former_title is not None:
            question_set.title = done.former_title
        is_empty = done.former_title is None and not _is_used(session, set_id)
        if is_empty:
            session.delete(question_set)
        else:
            refresh_sets(session, [set_id])
        return Undone(
            deleted=len(unanswered),
            retired=len(answered),
            restored=len(restored),
            set_is_gone=is_empty,
        )


def _is_used(session: Session, set_id: int) -> bool:
    """Whether the set has an item, or a course studies it."""
    tables = (Item, Assignment)
    return any(session.scalar(sa.select(sa.exists().where(one.set_id == set_id))) for one in tables)


@dataclass(frozen=True, kw_only=True)
class _Former:
    """The columns that make an item of this version read as before the import; none where it reads so."""

    version: int
    columns: Mapping[str, Any]


def _formers(session: Session, import_id: int, ready: Mapping[int, _Former]) -> dict[int, _Former]:
    """The former texts of items that have another version since; what is ``ready`` is not made anew."""
    change = sa.and_(SetImportChange.import_id == import_id, SetImportChange.version > 0)
    present = session.execute(
        sa.select(Item.id, Item.version)
        .join(SetImportChange, SetImportChange.item_id == Item.id)
        .where(change, Item.version != SetImportChange.version)
    )
    versions = {row.id: row.version for row in present}
    found = {
        item_id: ready[item_id]
        for item_id, version in versions.items()
        if item_id in ready and ready[item_id].version == version
    }
    missing = sorted(versions.keys() - found.keys())
    for start in range(0, len(missing), CHUNK):
        rows = session.execute(
            sa.select(Item.id, Item.version, Item.digest, Item.content, ItemVersion.content)
            .join(SetImportChange, SetImportChange.item_id == Item.id)
            .join(ItemVersion, ItemVersion.item_id == Item.id)
            .where(change, ItemVersion.version == SetImportChange.version)
            .where(Item.id.in_(missing[start : start + CHUNK]))
        )
        for item_id, version, digest, content, former in rows:
            read = replace(item_from_dict(former), id=content["id"])
            columns = text_columns(read, unless=digest or digest_of(content))
            found[item_id] = _Former(version=version, columns=columns)
    return found


def _restore(
    session: Session, changes: Sequence[sa.Row[Any]], formers: Mapping[int, _Former], now: datetime
) -> None:
    """Put items back as they stood: text, key, state and place."""
    for state in ItemState:
        concerned = [one.item_id for one in changes if one.state == state]
        differing = _of(session, concerned, Item.state != state)
        put_states(session, differing, state, now)
    columns: dict[int, dict[str, Any]] = {}
    for one in changes:
        former = formers.get(one.item_id)
        texts = {**former.columns, "version": former.version + 1} if former and former.columns else {}
        columns[one.item_id] = {**texts, "key": one.key, "origin": one.origin, "position": one.position}
    write_items(session, columns)


def _of(session: Session, item_ids: Sequence[int], condition: sa.ColumnElement[bool]) -> list[int]:
    found: list[int] = []
    for start in range(0, len(item_ids), CHUNK):
        few = Item.id.in_(item_ids[start : start + CHUNK])
        found += session.scalars(sa.select(Item.id).where(few, condition))
    return found


def _answered(session: Session, import_id: int) -> set[int]:
    """What it brought of which a learner has anything: a card, a row of the log, a report, a session."""
    brought = sa.select(SetImportChange.item_id).where(
        SetImportChange.import_id == import_id, SetImportChange.version == 0
    )
    found: set[int] = set()
    for table in (Card, ReviewLog, ErrorReport, StudySessionCard):
        found.update(session.scalars(sa.select(table.item_id).where(table.item_id.in_(brought)).distinct()))
    return found


def _delete(session: Session, item_ids: Iterable[int]) -> None:
    ids = sorted(item_ids)
    for start in range(0, len(ids), CHUNK):
        session.execute(sa.delete(Item).where(Item.id.in_(ids[start : start + CHUNK])))
