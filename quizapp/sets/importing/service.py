"""Imports of question files: the choices of a preview, and the preview confirmed or discarded.

Who may do it is asked by the views, of ``quizapp.access``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.access import editable_sets
from quizapp.comparing import ComingItem, Comparison, Row, coming_item
from quizapp.errors import AppError, MissingUploadError
from quizapp.extensions import db, writing
from quizapp.models import (
    Image,
    Item,
    ItemState,
    QuestionSet,
    SetImport,
    SetImportChange,
    StagedImage,
    StagedItem,
    StagedRejection,
    Upload,
    UploadKind,
    UploadStage,
)
from quizapp.models.tables import TEXT_STAGED_ITEM
from quizapp.publishing import Publication, publish_items, rows_of
from quizapp.sets.importing.choices import NEW_SET, Choices, choices_of
from quizapp.sets.importing.staging import comes_live, target_of
from quizapp.sets.readings import check_article
from quizapp.uploads import file_of

STAGED = (StagedItem, StagedRejection, StagedImage)


class StaleImportError(AppError):
    """What would be imported is no longer what the person saw; nothing was stored, and it is read anew."""

    status = 409

    def __init__(self) -> None:
        super().__init__("Something changed since this preview was made. Look at it again, then import.")


class NotReadyError(AppError):
    """The file is still being read, or could not be."""

    status = 409

    def __init__(self) -> None:
        super().__init__("The file is not read yet. Wait until the preview is shown.")


@dataclass(frozen=True, kw_only=True)
class Imported:
    """What confirming stored; ``retired`` are items that the file had no more."""

    set_id: int
    import_id: int
    added: int
    changed: int
    unchanged: int
    retired: int


def store_choices(upload_id: int, choices: Choices, now: datetime) -> None:
    """Keep what was set in a preview; the file is read anew with it, also one that was taken for an article.

    Raises:
        MissingUploadError: the upload was confirmed or discarded meanwhile.
    """
    with writing() as session:
        upload = _upload(session, upload_id)
        choices = replace(choices, ticks=_ticks(session, upload))
        upload.kind, upload.choices = UploadKind.QUESTION_SET, choices.stored
        upload.stage, upload.beat_at = UploadStage.WAITING, now


def _ticks(session: Session, upload: Upload) -> dict[str, bool]:
    """What the staged items are ticked otherwise than they came, and what those were that are not staged."""
    rows = session.execute(
        sa.select(StagedItem.key, StagedItem.is_live, comes_live())
        .outerjoin(Item, Item.id == StagedItem.item_id)
        .where(StagedItem.upload_id == upload.id)
    ).all()
    staged = {key for key, _, _ in rows}
    others = {key: is_live for key, is_live in choices_of(upload).ticks.items() if key not in staged}
    return others | {key: is_live for key, is_live, came_live in rows if is_live != bool(came_live)}


def settle(upload_id: int, choices: Choices, *, seen: str) -> str:
    """Keep a title, and what becomes of questions that the file has not: nothing is read anew for them.

    Gives the preview's new name. Raises as ``confirm``.
    """
    with writing() as session:
        upload = _upload(session, upload_id)
        _require_seen(upload, seen)
        upload.choices = choices.stored
        upload.summary = {**upload.summary, "title": choices.title or upload.summary["title"]}
        return name_of(upload)


def take_for_article(upload_id: int) -> None:
    """Let a file that was taken for questions be read as an article.

    Raises:
        MissingUploadError: the upload was confirmed or discarded meanwhile.
        UnreadableFileError: no article can be read of it; it stays what it was.
    """
    name = db.session.scalar(sa.select(Upload.name).where(Upload.id == upload_id))
    if name is None:
        raise MissingUploadError
    check_article(file_of(upload_id), name)
    with writing() as session:
        upload = _upload(session, upload_id)
        for table in STAGED:
            session.execute(sa.delete(table).where(table.upload_id == upload_id))
        upload.kind, upload.stage = UploadKind.ARTICLE, UploadStage.READY
        upload.choices, upload.summary, upload.problem = {}, {}, ""


def name_of(upload: Upload) -> str:
    """A name for what the preview of an upload says: another once its file was read otherwise."""
    text = json.dumps([upload.choices, upload.summary], sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def store_ticks(upload_id: int, shown: Collection[int], ticked: Collection[int], *, seen: str) -> None:
    """Keep which of the items shown, by their positions, are to be live. Raises as ``confirm``."""
    with writing() as session:
        _require_seen(_upload(session, upload_id), seen)
        for positions, is_live in ((set(shown) & set(ticked), True), (set(shown) - set(ticked), False)):
            session.execute(
                sa.update(StagedItem)
                .where(StagedItem.upload_id == upload_id, StagedItem.position.in_(positions))
                .values(is_live=is_live)
            )


def tick_all(upload_id: int, *, is_live: bool, seen: str) -> None:
    """Make every item of the upload live, or a draft. Raises as ``confirm``."""
    with writing() as session:
        _require_seen(_upload(session, upload_id), seen)
        session.execute(
            sa.update(StagedItem).where(StagedItem.upload_id == upload_id).values(is_live=is_live)
        )


def _require_seen(upload: Upload, seen: str) -> None:
    if upload.stage != UploadStage.READY:
        raise NotReadyError
    if name_of(upload) != seen:
        raise StaleImportError


def confirm(upload_id: int, *, seen: str, by_id: int, now: datetime) -> Imported:
    """Store what the preview says, all or nothing, and end the upload. ``seen`` is the preview's name.

    Raises:
        MissingUploadError: the upload was confirmed or discarded meanwhile.
        NotReadyError: it is not read yet.
        StaleImportError: another preview was seen, or the set was changed since; it is made anew.
    """
    coming, standings = _staged(upload_id)
    rows = rows_of(coming)
    try:
        with writing() as session:
            upload = _upload(session, upload_id)
            _require_seen(upload, seen)
            return _import(session, upload, coming, rows, standings, by_id=by_id, now=now)
    except StaleImportError:
        read_again(upload_id, now)
        raise


def read_again(upload_id: int, now: datetime) -> None:
    """Let a preview be made anew, with the choices that were made for it."""
    with writing() as session:
        upload = _upload(session, upload_id)
        upload.choices = replace(choices_of(upload), ticks=_ticks(session, upload)).stored
        upload.stage, upload.beat_at = UploadStage.WAITING, now


@dataclass(frozen=True, kw_only=True, slots=True)
class _Staged:
    """What the preview said of an item."""

    standing: str
    item_id: int | None
    is_live: bool


def _staged(upload_id: int) -> tuple[list[ComingItem], dict[str, _Staged]]:
    """The staged items, read before the lock is taken."""
    columns = TEXT_STAGED_ITEM.columns
    wanted = [columns[name] for name in ("key", "content", "digest", "standing", "item_id", "is_live")]
    rows = db.session.execute(
        sa.select(*wanted).where(columns["upload_id"] == upload_id).order_by(columns["position"])
    )
    coming, standings = [], {}
    for key, text, digest, standing, item_id, is_live in rows:
        coming.append(coming_item(key, json.loads(text), text=text, digest=digest))
        standings[key] = _Staged(standing=standing, item_id=item_id, is_live=is_live)
    return coming, standings


def _import(
    session: Session,
    upload: Upload,
    coming: Sequence[ComingItem],
    rows: Sequence[Row],
    staged: dict[str, _Staged],
    *,
    by_id: int,
    now: datetime,
) -> Imported:
    choices, summary = choices_of(upload), upload.summary
    question_set, former_title = _target(session, upload, now)
    here = sa.select(Item.id, Item.key, Item.state).where(Item.set_id == question_set.id)
    stored = {item_id: (key, state) for item_id, key, state in session.execute(here)}
    if any(one.item_id is not None and one.item_id not in stored for one in staged.values()):
        raise StaleImportError
    publication = publish_items(
        session,
        question_set.id,
        coming,
        states=_states(stored, staged),
        by_id=by_id,
        now=now,
        known={key: stored[one.item_id][0] for key, one in staged.items() if one.item_id is not None},
        retires=choices.retires,
        spares=[stored[item_id][0] for item_id in summary.get("spared", ()) if item_id in stored],
        rows=rows,
    )
    if not _is_as_seen(publication.comparison, staged, summary, retires=choices.retires):
        raise StaleImportError
    _keep_images(session, upload.id, now)
    import_id = _keep_history(session, upload, question_set.id, former_title, publication, by_id, now)
    session.delete(upload)
    comparison = publication.comparison
    return Imported(
        set_id=question_set.id,
        import_id=import_id,
        added=len(comparison.added),
        changed=len(comparison.changed),
        unchanged=len(comparison.unchanged),
        retired=len(comparison.gone),
    )


def _target(session: Session, upload: Upload, now: datetime) -> tuple[QuestionSet, str | None]:
    """The set that the items go into, made or renamed, and the title that it had."""
    target_id = upload.summary["target"]
    if (target_of(choices_of(upload), upload.owner_id, upload.summary["title"]) or NEW_SET) != target_id:
        raise StaleImportError
    mine = sa.select(QuestionSet).where(QuestionSet.id == target_id, editable_sets(upload.owner_id))
    question_set = session.scalar(mine) if target_id else None
    if target_id and question_set is None:  # deleted, or no longer shared
        raise StaleImportError
    former_title = question_set.title if question_set else None
    if question_set is None:
        question_set = QuestionSet(owner_id=upload.owner_id, created_at=now)
        session.add(question_set)
    question_set.title = upload.summary["title"]
    session.flush()
    return question_set, former_title


def _states(
    stored: Mapping[int, tuple[str, ItemState]], staged: Mapping[str, _Staged]
) -> dict[str, ItemState]:
    """What each item is to be: live where it is ticked; a new or live one that is not becomes a draft."""
    return {
        key: ItemState.LIVE if one.is_live else ItemState.DRAFT
        for key, one in staged.items()
        if one.is_live or one.item_id is None or stored[one.item_id][1] == ItemState.LIVE
    }


def _is_as_seen(
    comparison: Comparison, staged: dict[str, _Staged], summary: dict[str, object], *, retires: bool
) -> bool:
    sorts = {"added": comparison.added, "changed": comparison.changed, "unchanged": comparison.unchanged}
    as_staged = all(staged[key].standing == name for name, keys in sorts.items() for key in keys)
    return as_staged and (not retires or len(comparison.gone) == summary["missing"])


def _keep_images(session: Session, upload_id: int, now: datetime) -> None:
    """Move the upload's images to those of all items; one that is there already stays."""
    new = sa.select(StagedImage.name, StagedImage.data, sa.literal(now, Image.created_at.type)).where(
        StagedImage.upload_id == upload_id,
        ~sa.exists().where(Image.name == StagedImage.name),
    )
    session.execute(sa.insert(Image).from_select(["name", "data", "created_at"], new))


def _keep_history(
    session: Session,
    upload: Upload,
    set_id: int,
    former_title: str | None,
    publication: Publication,
    by_id: int,
    now: datetime,
) -> int:
    comparison, summary = publication.comparison, upload.summary
    done = SetImport(
        set_id=set_id,
        name=upload.name,
        format=summary["format"],
        former_title=former_title,
        found=summary["found"],
        added=len(comparison.added),
        changed=len(comparison.changed),
        unchanged=len(comparison.unchanged),
        rejected=summary["rejected"],
        retired=len(comparison.gone),
        created_at=now,
        created_by_id=by_id,
    )
    session.add(done)
    session.flush()
    if publication.before:
        changes = cast("sa.Table", SetImportChange.__table__)
        session.connection().execute(
            sa.insert(changes), [{"import_id": done.id, **vars(one)} for one in publication.before]
        )
    return done.id


def discard(upload_id: int) -> None:
    """End an upload without importing it. Raises MissingUploadError where that happened already."""
    with writing() as session:
        session.delete(_upload(session, upload_id))


def discard_unread(owner_id: int) -> int:
    """End a person's uploads that could not be read; how many there were."""
    unread = sa.delete(Upload).where(
        Upload.owner_id == owner_id,
        Upload.kind == UploadKind.QUESTION_SET,
        Upload.stage == UploadStage.FAILED,
    )
    with writing() as session:
        return len(session.scalars(unread.returning(Upload.id)).all())


def _upload(session: Session, upload_id: int) -> Upload:
    upload = session.get(Upload, upload_id)
    if upload is None:
        raise MissingUploadError
    return upload
