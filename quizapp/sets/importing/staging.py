"""A file of questions read into rows of its own, in short batches, so that reviews go on meanwhile.

Small files are staged in the request that brings them, others by the process that ``quizapp work`` is. What
is staged is what the preview shows and what confirming it stores; nothing of it is live before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from questions import QuestionsError, TooLargeError
from questions import QuestionSet as ReadSet
from quizapp.comparing import (
    ComingItem,
    Comparison,
    StoredItem,
    coming_items,
    compare,
    known_under_another_key,
    stored_items,
)
from quizapp.extensions import db, writing
from quizapp.models import (
    ItemState,
    QuestionSet,
    StagedImage,
    StagedItem,
    StagedRejection,
    Standing,
    Upload,
    UploadKind,
    UploadStage,
)
from quizapp.one_line import one_line
from quizapp.sets.importing.choices import NEW_SET, Choices, choices_of
from quizapp.sets.readings import MAX_TITLE

INLINE_BYTES = 200_000
"""Files up to this size are read while their sender waits: a second or so."""
BATCH = 500
BEAT = timedelta(seconds=0.5)
STALE = timedelta(seconds=60)
"""After so long without a beat, whoever was reading a file is taken to be gone."""

Clock = Callable[[], datetime]


def next_waiting(now: datetime) -> int | None:
    """The upload that has waited longest to be read, or whose reader has gone; None where all are read."""
    gone = sa.and_(Upload.stage == UploadStage.READING, Upload.beat_at < now - STALE)
    return db.session.scalar(
        sa.select(Upload.id)
        .where(Upload.kind == UploadKind.QUESTION_SET, sa.or_(Upload.stage == UploadStage.WAITING, gone))
        .order_by(Upload.id)
        .limit(1)
    )


def stage(upload_id: int, clock: Clock) -> None:
    """Read an upload's file, compare it with the set that it is for, and keep both for the preview.

    Does nothing where another is at it. An upload that is discarded meanwhile is left alone.
    """
    claimed = _claim(upload_id, clock())
    if claimed is None:
        return
    beat = _Beat(upload_id, clock)
    try:
        question_set = _read(claimed, beat)
    except TooLargeError as error:
        _finish(upload_id, stage=UploadStage.FAILED, problem=str(error), summary={"too_large": True})
        return
    except QuestionsError as error:
        fail(upload_id, str(error))
        return
    target_id = _target_of(claimed, question_set.title)
    stored = stored_items(db.session(), target_id)
    coming = coming_items(question_set.items)
    known = known_under_another_key(db.session(), target_id, question_set.items, stored)
    comparison = compare(coming, stored, known)
    rows = _rows(upload_id, question_set, coming, comparison, stored, known)
    for start in range(0, len(coming), BATCH):
        beat(start, total=len(coming), always=True)
        with writing() as session:
            if not _is_here(session, upload_id):
                return
            session.execute(sa.insert(StagedItem), [next(rows) for _ in coming[start : start + BATCH]])
    _stage_the_rest(upload_id, question_set)
    summary = _summary(question_set, claimed.choices, target_id, comparison)
    _finish(upload_id, stage=UploadStage.READY, summary=summary)


@dataclass(frozen=True, kw_only=True)
class _Claimed:
    """An upload that is being read. No object of the session, which forgets it at every batch."""

    owner_id: int
    name: str
    data: bytes
    choices: Choices


def fail(upload_id: int, problem: str) -> None:
    """Say why an upload's file could not be read."""
    _finish(upload_id, stage=UploadStage.FAILED, problem=problem)


def _claim(upload_id: int, now: datetime) -> _Claimed | None:
    """The upload, now being read by the caller; None where it is gone or another is at it."""
    with writing() as session:
        upload = session.get(Upload, upload_id)
        if upload is None or upload.kind is not UploadKind.QUESTION_SET:
            return None
        is_left = upload.beat_at is None or upload.beat_at < now - STALE
        if upload.stage != UploadStage.WAITING and not (upload.stage == UploadStage.READING and is_left):
            return None
        for table in (StagedItem, StagedRejection, StagedImage):
            session.execute(sa.delete(table).where(table.upload_id == upload_id))
        upload.stage, upload.beat_at, upload.done, upload.total = UploadStage.READING, now, 0, None
        upload.summary, upload.problem = {}, ""
        choices = choices_of(upload)
        return _Claimed(owner_id=upload.owner_id, name=upload.name, data=upload.data, choices=choices)


class _Beat:
    """Says in the upload's row how far its reading is, at most twice a second."""

    def __init__(self, upload_id: int, clock: Clock) -> None:
        self._upload_id, self._clock, self._last = upload_id, clock, clock()

    def __call__(self, done: int, *, total: int | None = None, always: bool = False) -> None:
        now = self._clock()
        if not always and now - self._last < BEAT:
            return
        self._last = now
        with writing() as session:
            values = {"done": done, "total": total, "beat_at": now}
            session.execute(sa.update(Upload).where(Upload.id == self._upload_id).values(**values))


def _read(upload: _Claimed, beat: Callable[[int], None]) -> ReadSet:
    from questions import read_question_set, told_of_progress

    choices = upload.choices
    with told_of_progress(beat):
        return read_question_set(upload.data, name=upload.name, format=choices.format, asked=choices.asked)


def _target_of(upload: _Claimed, title: str) -> int | None:
    """The set that the file updates: the chosen one, else the owner's of its title."""
    choices = upload.choices
    if choices.target is not None:
        return choices.target or None
    return db.session.scalar(
        sa.select(QuestionSet.id)
        .where(
            QuestionSet.owner_id == upload.owner_id,
            QuestionSet.article_id.is_(None),
            QuestionSet.title == one_line((choices.title or title)[:MAX_TITLE]),
        )
        .order_by(QuestionSet.id)
        .limit(1)
    )


def _rows(
    upload_id: int,
    question_set: ReadSet,
    coming: Sequence[ComingItem],
    comparison: Comparison,
    stored: Mapping[str, StoredItem],
    known: Mapping[str, str],
) -> Iterator[dict[str, Any]]:
    from questions import find_flaws

    for position, (item, read) in enumerate(zip(coming, question_set.items, strict=True)):
        former = stored.get(known.get(item.key, item.key))
        yield {
            "upload_id": upload_id,
            "position": position,
            "key": item.key,
            "content": item.content,
            "digest": item.digest,
            "line": question_set.lines.get(item.key),
            "flaws": [asdict(flaw) for flaw in find_flaws(read)],
            "standing": _standing(item.key, comparison),
            "item_id": former.id if former else None,
            "is_edited": item.key in comparison.edited,
            "is_live": former is None or former.state == ItemState.LIVE,
        }


def _standing(key: str, comparison: Comparison) -> Standing:
    if key in comparison.added:
        return Standing.ADDED
    return Standing.CHANGED if key in comparison.changed else Standing.UNCHANGED


def _stage_the_rest(upload_id: int, question_set: ReadSet) -> None:
    """What was rejected, and the images."""
    with writing() as session:
        if not _is_here(session, upload_id):
            return
        rejected = [
            {
                "upload_id": upload_id,
                "number": number,
                "line": one.line,
                "part": one.part,
                "reason": one.reason,
                "text": one.text,
            }
            for number, one in enumerate(question_set.rejected)
        ]
        images = [
            {"upload_id": upload_id, "name": name, "data": data} for name, data in question_set.images.items()
        ]
        for table, rows in ((StagedRejection, rejected), (StagedImage, images)):
            if rows:
                session.execute(sa.insert(table), rows)


def _summary(
    question_set: ReadSet, choices: Choices, target_id: int | None, comparison: Comparison
) -> dict[str, Any]:
    """What is told of the whole file."""
    from questions import find_set_flaws

    return {
        "title": one_line((choices.title or question_set.title)[:MAX_TITLE]),
        "target": target_id or NEW_SET,
        "format": question_set.format,
        "encoding": question_set.encoding,
        "delimiter": question_set.delimiter,
        "headings": list(question_set.headings),
        "notes": [asdict(note) for note in question_set.notes],
        "not_carried": list(question_set.not_carried),
        "set_flaws": [asdict(flaw) for flaw in find_set_flaws(question_set.items)],
        "found": question_set.found,
        "added": len(comparison.added),
        "changed": len(comparison.changed),
        "unchanged": len(comparison.unchanged),
        "rejected": len(question_set.rejected),
        "missing": len(comparison.gone),
        "edited": len(comparison.edited),
    }


def _is_here(session: Session, upload_id: int) -> bool:
    return session.scalar(sa.select(Upload.id).where(Upload.id == upload_id)) is not None


def _finish(upload_id: int, **values: Any) -> None:
    with writing() as session:
        session.execute(sa.update(Upload).where(Upload.id == upload_id).values(**values))
