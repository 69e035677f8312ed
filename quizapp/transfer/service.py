"""Moving in and out: a learner's cards and log as files, and the schedule that Anki gave their cards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO, Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.access import Viewer
from quizapp.decks import refresh_learners
from quizapp.errors import AppError, MissingError, MissingPackageError
from quizapp.extensions import db, writing
from quizapp.logbook import (
    Learner,
    Place,
    append_all,
    begin_day,
    entry_columns,
    next_sequence,
    put_states,
)
from quizapp.many_cards import add_cards
from quizapp.models import Item, QuestionSet, Upload, UploadKind, User
from quizapp.rich_text import stem_words
from quizapp.scheduling.card import CardState
from quizapp.scheduling.day import date_of
from quizapp.scheduling.replay import apply
from quizapp.scheduling.schedulers import scheduler_of
from quizapp.transfer.anki_package import write_package
from quizapp.transfer.anki_reading import read_package
from quizapp.transfer.judging import Change
from quizapp.transfer.plain_files import write_csv, write_json
from quizapp.transfer.plan import Plan, plan_import
from quizapp.uploads import file_of, keep_upload

CHANGES_SHOWN = 50
_ROWS_AT_ONCE = 5000

_WRITERS: dict[str, Callable[[Session, User, IO[bytes], datetime], None]] = {
    "json": write_json,
    "csv": write_csv,
    "apkg": write_package,
}
EXPORTS = tuple(_WRITERS)
"""The forms of an export, by their names."""


class StaleImportError(AppError):
    """Cards were answered since the preview; nothing was imported."""

    status = 409


def write_export(user_id: int, form: str, file: IO[bytes], now: datetime) -> None:
    """Write all that is the learner's to the file, in one of `EXPORTS`.

    Raises:
        MissingError: there is no such form.
    """
    writer = _WRITERS.get(form)
    if writer is None:
        raise MissingError(f"There is no export of the form {form}; there are {', '.join(EXPORTS)}.")
    session = db.session()
    writer(session, session.get_one(User, user_id), file, now)


def store_package(data: bytes, name: str, owner_id: int, now: datetime) -> int:
    """Keep an Anki package until its preview is confirmed, in the place of the learner's earlier one.

    Raises:
        PackageError: it cannot be read; nothing is kept.
    """
    read_package(data)
    with writing() as session:
        session.execute(
            sa.delete(Upload).where(Upload.owner_id == owner_id, Upload.kind == UploadKind.ANKI_PACKAGE)
        )
        upload = Upload(owner_id=owner_id, kind=UploadKind.ANKI_PACKAGE, name=name[:255], created_at=now)
        return keep_upload(session, upload, data)


def discard_package(upload_id: int) -> None:
    """Forget an Anki package. Raises MissingPackageError where that happened already."""
    with writing() as session:
        _take_package(session, upload_id)


def _take_package(session: Session, upload_id: int) -> None:
    upload = session.get(Upload, upload_id)
    if upload is None:
        raise MissingPackageError
    session.delete(upload)


@dataclass(frozen=True, kw_only=True)
class ChangeShown:
    """A card that the import would move, with its dates; ``old_due`` is None of one that is new here."""

    question: str
    set_title: str
    old_due: date | None
    new_due: date
    old_interval: int
    new_interval: int
    reviews: int


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What an import would do, and the first of its changes as a page shows them."""

    upload_id: int
    name: str
    plan: Plan
    shown: tuple[ChangeShown, ...]


def preview_of(viewer: Viewer, upload: Upload, now: datetime) -> Preview:
    """What importing this package would do now."""
    session = db.session()
    plan = plan_import(session, viewer, read_package(file_of(upload.id)), now)
    return Preview(
        upload_id=upload.id, name=upload.name, plan=plan, shown=_shown(session, plan.changes[:CHANGES_SHOWN])
    )


def _shown(session: Session, changes: tuple[Change, ...]) -> tuple[ChangeShown, ...]:
    rows = session.execute(
        sa.select(Item.id, Item.content, QuestionSet.title)
        .join(QuestionSet, QuestionSet.id == Item.set_id)
        .where(Item.id.in_([change.target.place.item_id for change in changes]))
    )
    questions = {row.id: (stem_words(row.content), row.title) for row in rows}
    return tuple(_change_shown(change, *questions[change.target.place.item_id]) for change in changes)


def _change_shown(change: Change, question: str, set_title: str) -> ChangeShown:
    before = change.target.card.state
    return ChangeShown(
        question=question,
        set_title=set_title,
        old_due=None if before.due_day is None else date_of(before.due_day),
        new_due=date_of(change.schedule.due_day),
        old_interval=before.interval_days,
        new_interval=change.schedule.interval_days,
        reviews=len(change.reviews),
    )


@dataclass(frozen=True, kw_only=True)
class Imported:
    """What an import did."""

    cards: int
    reviews: int


def import_package(viewer: Viewer, upload: Upload, seen: int, now: datetime) -> Imported:
    """Take over the schedules and reviews of a package, all or nothing; one undo takes all of it back.

    `seen` is the newest entry of the learner's log as the preview knew it.

    Raises:
        StaleImportError: the learner has done something since.
        MissingPackageError: it was imported meanwhile.
    """
    upload_id = upload.id  # its row may be gone by the time that the lock is taken
    plan = plan_import(db.session(), viewer, read_package(file_of(upload.id)), now)
    done = _reckon(plan, viewer, now)
    with writing() as session:
        connection = session.connection()
        learner = begin_day(connection, viewer.id, now)
        _take_package(session, upload_id)
        newest = next_sequence(connection, viewer.id) - 1
        # That the log has no newer entry also says that no card has moved.
        if learner != done.learner or newest != plan.newest or newest != seen:
            raise StaleImportError(
                "You studied since this preview was made, so nothing was imported. Look at it again."
            )
        add_cards(connection, viewer.id, done.added)
        put_states(connection, viewer.id, done.moved)
        for start in range(0, len(done.entries), _ROWS_AT_ONCE):
            append_all(connection, done.entries[start : start + _ROWS_AT_ONCE])
        refresh_learners(session, [viewer.id])
    return Imported(cards=len(plan.changes), reviews=plan.reviews)


@dataclass(frozen=True, kw_only=True)
class _Reckoned:
    """What an import writes: the log's new rows, and where the cards end; ``moved``, by item, are there.

    It holds as long as the ``learner`` is so and has done nothing more.
    """

    learner: Learner
    entries: list[dict[str, Any]]
    moved: dict[int, CardState]
    added: list[tuple[Place, CardState]]


def _reckon(plan: Plan, viewer: Viewer, now: datetime) -> _Reckoned:
    """Before the write transaction, as for tens of thousands of cards others would wait too long for it."""
    learner = Learner(id=viewer.id, day=plan.day, scheduler_key=viewer.scheduler, spread=viewer.spread)
    scheduler = scheduler_of(learner.scheduler_key)
    first = plan.newest + 1
    done = _Reckoned(learner=learner, entries=[], moved={}, added=[])
    for change in plan.changes:
        state, target = change.target.card.state, change.target
        for entry in change.entries(plan.day, now, batch=first):
            state = apply(state, entry.logged(0, scheduler.key), scheduler)
            done.entries.append(entry_columns(learner, first + len(done.entries), entry, state))
        if target.card.version:
            done.moved[target.place.item_id] = state
        else:
            done.added.append((target.place, state))
    return done
