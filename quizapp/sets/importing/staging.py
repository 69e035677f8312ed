"""A file of questions read into rows of its own, in short batches, so that reviews go on meanwhile.

Small files are staged in the request that brings them, others by the process that ``quizapp work`` is. What
is staged is what the preview shows and what confirming it stores; nothing of it is live before.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from threading import Event, Thread
from typing import Any, Self, cast

import sqlalchemy as sa
from flask import Flask, current_app
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from questions import Item as ReadItem
from questions import QuestionsError, TooLargeError, UnknownColumnsError
from questions import QuestionSet as ReadSet
from quizapp.access import editable_sets
from quizapp.comparing import (
    ComingItem,
    Comparison,
    StoredItem,
    coming_items,
    compare,
    known_under_another_key,
    stored_items,
)
from quizapp.errors import MissingUploadError
from quizapp.extensions import db, writing, writing_rows
from quizapp.models import (
    Item,
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
from quizapp.models.tables import TEXT_STAGED_ITEM
from quizapp.one_line import one_line
from quizapp.sets.importing.choices import NEW_SET, Choices, choices_of
from quizapp.sets.importing.lesser_forms import carries_of, filled_up, unheld
from quizapp.sets.importing.proposing import likely_set, reworded
from quizapp.sets.readings import MAX_TITLE
from quizapp.uploads import file_of, size_of

INLINE_BYTES = 200_000
"""Files up to this size are read while their sender waits: a second or so."""
BATCH = 500
BEAT_S = 0.5
MAX_ATTEMPTS = 3
"""A file that ended its reader so often, for want of memory say, would do so for ever."""
STALE = timedelta(seconds=10)
"""After so long without a beat, whoever was reading a file is taken to be gone.

Twenty beats, so that a busy machine or a long transaction of others is not taken for a death. Who was only
slow writes no more: the file has gone on to the next reader's turn.
"""

_READERS_GONE = (
    "The program ended three times while it read this file. It may need too much memory: split it up."
)
_OUR_FAULT = "The program failed at this file. The operator's log says why."
_log = logging.getLogger(__name__)

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

    Does nothing where another is at it. An upload that is discarded, or is to be read otherwise, meanwhile is
    left alone. A file that cannot be read says why in its upload, whatever the fault.
    """
    claimed = _claim(upload_id, clock())
    if claimed is None:
        return
    with _Hold(upload_id, clock, claimed.turn) as hold:
        _stage_or_say(upload_id, claimed, hold)


def _stage_or_say(upload_id: int, claimed: _Claimed, hold: _Hold) -> None:
    try:
        _stage(upload_id, claimed, hold)
    except MissingUploadError:
        return
    except TooLargeError as error:
        hold.finish(stage=UploadStage.FAILED, problem=str(error), summary={"too_large": True})
    except UnknownColumnsError as error:
        headings = list(error.headings)
        hold.finish(stage=UploadStage.FAILED, problem=str(error), summary={"headings": headings})
    except QuestionsError as error:
        hold.finish(stage=UploadStage.FAILED, problem=str(error))
    except DBAPIError:
        raise
    except Exception:  # noqa: BLE001 - a fault of ours in one file must not keep its sender and all others waiting
        _log.exception("Upload %s could not be read", upload_id)
        hold.finish(stage=UploadStage.FAILED, problem=_OUR_FAULT)


def stage_if_small(upload_id: int, clock: Clock) -> None:
    """Read a file of questions that takes a second or so at once; longer ones wait for the background."""
    if size_of(upload_id) <= INLINE_BYTES:
        stage(upload_id, clock)


def _stage(upload_id: int, claimed: _Claimed, hold: _Hold) -> None:
    from questions import in_plain_text

    question_set = _read(upload_id, claimed, hold.note)
    target_id = target_of(claimed.choices, claimed.owner_id, _title_of(question_set, claimed.choices))
    stored = stored_items(db.session(), target_id)
    coming = coming_items(question_set.items)
    carries = carries_of(question_set.format)
    known = known_under_another_key(db.session(), target_id, question_set.items, stored, carries)
    taken = {*known, *known.values()}
    same = {
        new: old
        for new, old in claimed.choices.same.items()
        if old in stored and new not in stored and taken.isdisjoint({new, old})
    }
    known |= same
    items, coming = filled_up(db.session(), carries, question_set.items, coming, stored, known)
    comparison = compare(coming, stored, known)
    spared = unheld(db.session(), carries, stored, comparison.gone)
    comparison = replace(comparison, gone=comparison.gone - spared)
    plain = tuple(in_plain_text(item) for item in items)
    rows = _rows(upload_id, claimed.choices, question_set, plain, coming, comparison, stored, known)
    for start in range(0, len(coming), BATCH):
        batch = [next(rows) for _ in coming[start : start + BATCH]]
        if not hold.insert(TEXT_STAGED_ITEM, batch, done=start + len(batch), total=len(coming)):
            return
    for table, others in _rest(upload_id, question_set):
        if not hold.insert(table, others, done=len(coming), total=len(coming)):
            return
    summary = _summary(question_set, plain, claimed.choices, target_id, comparison)
    kept = sum(item != read for item, read in zip(items, question_set.items, strict=True))
    is_open = target_id is None and claimed.choices.target is None
    likely = likely_set(db.session(), upload_id, claimed.owner_id) if is_open else None
    pairs = [*same.items(), *reworded(db.session(), question_set.items, comparison, target_id)]
    here = {
        "reworded": pairs,
        "same": sorted(same),
        "kept": kept,
        "spared": sorted(stored[key].id for key in spared),
        "likely": likely,
    }
    hold.finish(stage=UploadStage.READY, summary=summary | here)


@dataclass(frozen=True, kw_only=True)
class _Claimed:
    """An upload that is being read. No object of the session, which forgets it at every batch."""

    owner_id: int
    name: str
    choices: Choices
    turn: int


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
        upload.attempts = upload.attempts + 1 if upload.stage == UploadStage.READING else 1
        if upload.attempts > MAX_ATTEMPTS:
            upload.stage, upload.problem = UploadStage.FAILED, _READERS_GONE
            return None
        upload.stage, upload.beat_at, upload.done, upload.total = UploadStage.READING, now, 0, None
        upload.summary, upload.problem = {}, ""
        choices = choices_of(upload)
        upload.turn += 1
        return _Claimed(owner_id=upload.owner_id, name=upload.name, choices=choices, turn=upload.turn)


class _Hold:
    """An upload that is being read by us, for as long as it is our turn.

    It is no more once its choices were changed, or once we kept silent so long that we were given up. A
    thread says all the while that we are at it, however long a step of the reading takes.
    """

    def __init__(self, upload_id: int, clock: Clock, turn: int) -> None:
        self._ours = sa.and_(Upload.id == upload_id, Upload.stage == UploadStage.READING, Upload.turn == turn)
        self._clock = clock
        self._app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - for a thread
        self._done, self._is_over = 0, Event()
        self._heart = Thread(target=self._keep_beating, daemon=True)

    def __enter__(self) -> Self:
        self._heart.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over.set()
        self._heart.join()

    def _keep_beating(self) -> None:
        while not self._is_over.wait(BEAT_S):
            try:
                beat = {"beat_at": self._clock(), "done": self._done}
                with self._app.app_context(), writing_rows() as connection:
                    connection.execute(sa.update(Upload).where(self._ours).values(beat))
            except DBAPIError:  # locked for long, or no room: who reads finds out, too
                _log.warning("A beat could not be written", exc_info=True)

    def note(self, done: int) -> None:
        """Say how far the reading is."""
        self._done = done

    def insert(self, table: sa.TableClause, rows: Sequence[dict[str, Any]], *, done: int, total: int) -> bool:
        """Keep rows of the upload; false, and nothing is kept, where it is no longer ours."""
        self._done, now = done, self._clock()
        with writing() as session:
            is_ours = self._write(session, done=done, total=total, beat_at=now)
            if is_ours and rows:
                session.connection().execute(sa.insert(table), rows)
            return is_ours

    def finish(self, **values: Any) -> None:
        """Say how the reading ended."""
        with writing() as session:
            self._write(session, **values)

    def _write(self, session: Session, **values: Any) -> bool:
        update = sa.update(Upload).where(self._ours).values(**values)
        return bool(session.scalars(update.returning(Upload.id)).all())


def _read(upload_id: int, claimed: _Claimed, note: Callable[[int], None]) -> ReadSet:
    from questions import read_question_set, told_of_progress

    data, choices = file_of(upload_id), claimed.choices
    with told_of_progress(note):
        return read_question_set(data, name=claimed.name, format=choices.format, asked=choices.asked)


def target_of(choices: Choices, owner_id: int, title: str) -> int | None:
    """The set that a file of this title updates: the chosen, else that of its title; one they may edit."""
    mine = sa.select(QuestionSet.id).where(editable_sets(owner_id), QuestionSet.article_id.is_(None))
    if choices.target is not None:
        return db.session.scalar(mine.where(QuestionSet.id == choices.target))
    return db.session.scalar(mine.where(QuestionSet.title == title).order_by(QuestionSet.id).limit(1))


def _title_of(question_set: ReadSet, choices: Choices) -> str:
    return one_line((choices.title or question_set.title)[:MAX_TITLE])


def _title_after(question_set: ReadSet, choices: Choices, target_id: int | None) -> str:
    """What the set is called once the file is imported: an update keeps the title that the set has."""
    kept = sa.select(QuestionSet.title).where(QuestionSet.id == target_id)
    here = db.session.scalar(kept) if target_id and not choices.title else None
    return here or _title_of(question_set, choices)


def _rows(
    upload_id: int,
    choices: Choices,
    question_set: ReadSet,
    plain: Sequence[ReadItem],
    coming: Sequence[ComingItem],
    comparison: Comparison,
    stored: Mapping[str, StoredItem],
    known: Mapping[str, str],
) -> Iterator[dict[str, Any]]:
    from questions import find_flaws

    places = question_set.lines if _has_lines(question_set) else question_set.numbers
    for position, (item, read) in enumerate(zip(coming, plain, strict=True)):
        former = stored.get(known.get(item.key, item.key))
        standing, read_id = _standing(item.key, comparison), question_set.items[position].id
        losses = question_set.losses.get(read_id, ())
        lacks_media = any(loss.is_media for loss in losses)
        is_whole = standing is Standing.UNCHANGED or not lacks_media
        came_live = is_whole and (former is None or former.state == ItemState.LIVE)
        yield {
            "upload_id": upload_id,
            "position": position,
            "key": item.key,
            "content": item.content,
            "digest": item.digest,
            "line": places.get(read_id),
            "flaws": [asdict(flaw) for flaw in find_flaws(read)],
            "losses": [asdict(loss) for loss in losses],
            "lacks_media": lacks_media,
            "standing": standing,
            "item_id": former.id if former else None,
            "is_edited": item.key in comparison.edited,
            "is_live": choices.ticks.get(item.key, came_live),
        }


def _has_lines(question_set: ReadSet) -> bool:
    """Whether a line of the file tells its sender where a question is; of a package its number does."""
    from questions import format_named

    form = format_named(question_set.format)
    return form.is_table or (form.is_text and bool(question_set.encoding)) or form.name == "json_lines"


def comes_live() -> sa.ColumnElement[bool]:
    """The condition that a staged item is ticked as it comes, by its row and that of its stored item."""
    is_whole = sa.or_(StagedItem.standing == Standing.UNCHANGED, ~StagedItem.lacks_media)
    return sa.and_(is_whole, sa.or_(Item.id.is_(None), Item.state == ItemState.LIVE))


def _standing(key: str, comparison: Comparison) -> Standing:
    if key in comparison.added:
        return Standing.ADDED
    return Standing.CHANGED if key in comparison.changed else Standing.UNCHANGED


def _rest(upload_id: int, question_set: ReadSet) -> Iterator[tuple[sa.TableClause, list[dict[str, Any]]]]:
    """The rows of what was rejected, and of each image: a transaction each, for they may be large."""
    fields = ("line", "part", "reason", "text")
    rejected = []
    last = 0
    for one in sorted(question_set.rejected, key=lambda one: one.number or 0):
        last = max(last + 1, one.number or 0)
        rejected.append(
            {"upload_id": upload_id, "number": last} | {name: getattr(one, name) for name in fields}
        )
    yield cast("sa.Table", StagedRejection.__table__), rejected
    for name, data in question_set.images.items():
        yield cast("sa.Table", StagedImage.__table__), [{"upload_id": upload_id, "name": name, "data": data}]


def _summary(
    question_set: ReadSet,
    plain: Sequence[ReadItem],
    choices: Choices,
    target_id: int | None,
    comparison: Comparison,
) -> dict[str, Any]:
    """What is told of the whole file."""
    from questions import find_set_flaws

    return {
        "title": _title_after(question_set, choices, target_id),
        "target": target_id or NEW_SET,
        "format": question_set.format,
        "encoding": question_set.encoding,
        "delimiter": question_set.delimiter,
        "headings": list(question_set.headings),
        "notes": [asdict(note) for note in question_set.notes],
        "not_carried": list(question_set.not_carried),
        "set_flaws": [asdict(flaw) for flaw in find_set_flaws(plain)],
        "found": question_set.found,
        "added": len(comparison.added),
        "changed": len(comparison.changed),
        "unchanged": len(comparison.unchanged),
        "rejected": len(question_set.rejected),
        "repeats": [one.number for one in question_set.rejected if one.is_repeat],
        "has_lines": _has_lines(question_set),
        "missing": len(comparison.gone),
        "edited": len(comparison.edited),
    }
