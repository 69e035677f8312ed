"""What the page of an import shows: how far the reading is, how the file was read, what importing would do.

Reads the staged rows and nothing of the file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from questions import IMAGE_NAME, Item
from quizapp.access import editable_sets
from quizapp.errors import MissingError
from quizapp.extensions import db
from quizapp.models import (
    Image,
    QuestionSet,
    StagedImage,
    StagedItem,
    Upload,
    UploadStage,
)
from quizapp.models import Item as StoredItem
from quizapp.sets.importing.choices import NEW_SET, Choices, choices_of
from quizapp.sets.importing.listed import (
    MARKED,
    PAGE_SIZE,
    Line,
    Missing,
    Refused,
    Tab,
    lines_of,
    missing_of,
    refused_of,
)
from quizapp.sets.importing.service import name_of
from quizapp.uploads import file_of, file_start

if TYPE_CHECKING:
    from questions import Format

DELIMITER_TITLES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar"}
SILENCE = timedelta(seconds=10)
"""After so long without a sign of the background process, the person who waits is told."""


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far a file is read; ``total`` is None until its records are counted. Silent: nobody is at it."""

    stage: UploadStage
    done: int
    total: int | None
    is_silent: bool

    @property
    def is_over(self) -> bool:
        """Whether there is something else to see."""
        return self.stage in {UploadStage.READY, UploadStage.FAILED}


@dataclass(frozen=True, kw_only=True)
class Column:
    """A heading of a table, and what its column is taken to mean: "" for nothing."""

    heading: str
    meaning: str


@dataclass(frozen=True, kw_only=True)
class Reading:
    """How a file was read. ``format``, ``encoding`` and ``delimiter`` are empty where nothing was found.

    ``is_packed``: it is no text, whatever its form. ``columns`` of a table, those that mean nothing here
    first.
    """

    choices: Choices
    format: str
    encoding: str
    delimiter: str
    is_packed: bool
    columns: tuple[Column, ...]

    @property
    def unknown(self) -> int:
        """How many columns mean nothing."""
        return sum(not column.meaning for column in self.columns)

    @property
    def is_text(self) -> bool:
        """Whether its encoding can be asked for; also where no form is known yet."""
        return not self.format or (self._format.is_text and not self.is_packed)

    @property
    def is_table(self) -> bool:
        """Whether its separator can be asked for; also where no form is known yet."""
        return not self.format or self._format.is_table

    @property
    def _format(self) -> Format:
        from questions import format_named

        return format_named(self.format)

    @property
    def encoding_title(self) -> str:
        """The encoding that was found, for people."""
        from questions import ENCODINGS

        return ENCODINGS.get(self.encoding, self.encoding.upper())

    @property
    def delimiter_title(self) -> str:
        """What was found to part cells, for people."""
        return DELIMITER_TITLES.get(self.delimiter, self.delimiter)


@dataclass(frozen=True, kw_only=True)
class Target:
    """A set that a file could update."""

    id: int
    title: str


@dataclass(frozen=True, kw_only=True)
class Likely:
    """A set that has most of a file's questions, and how many of them."""

    target: Target
    shared: int


@dataclass(frozen=True, kw_only=True)
class Reworded:
    """A question of the file that may be a stored one in other words; ``is_same`` where somebody said so."""

    key: str
    former_key: str
    former: Item
    item: Item
    is_same: bool


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What importing would do, and one page of its records. ``seen`` names it, for its confirmation.

    ``counts`` has each tab; all = added + changed + unchanged, and with the rejected and the repeats as many
    as were found.
    """

    seen: str
    title: str
    target: Target | None
    targets: tuple[Target, ...]
    likely: Likely | None
    reworded: tuple[Reworded, ...]
    retires: bool
    summary: Mapping[str, Any]
    counts: Mapping[Tab, int]
    live: int
    tab: Tab
    page: int
    pages: int
    lines: tuple[Line, ...]
    rejected: tuple[Refused, ...]
    missing: tuple[Missing, ...]

    @property
    def found(self) -> int:
        """How many records the file has."""
        return int(self.summary["found"])

    @property
    def target_id(self) -> int:
        """The id of the set that the file updates, NEW_SET for a new one."""
        return self.target.id if self.target else NEW_SET


def progress_of(upload: Upload, now: datetime) -> Progress:
    """How far the reading of a file is."""
    busy = db.session.scalar(
        sa.select(sa.func.max(Upload.beat_at)).where(Upload.stage == UploadStage.READING)
    )
    signs = [sign for sign in (upload.created_at, upload.beat_at, busy) if sign]
    is_over = upload.stage in {UploadStage.READY, UploadStage.FAILED}
    return Progress(
        stage=upload.stage,
        done=upload.done,
        total=upload.total,
        is_silent=not is_over and now - max(signs) >= SILENCE,
    )


def reading_of(upload: Upload) -> Reading:
    """How an upload's file was read, or was tried to be."""
    from questions import column_meanings, recognised_format

    choices, summary = choices_of(upload), upload.summary
    headings = [heading.strip() for heading in summary.get("headings", ())]
    meanings = zip(headings, column_meanings(headings, choices.columns), strict=True)
    columns = {heading: meaning for heading, meaning in reversed(list(meanings)) if heading}
    in_order = [Column(heading=one, meaning=columns[one]) for one in dict.fromkeys(headings) if one]
    found = summary.get("format") or choices.format
    if found is None:
        known = recognised_format(file_of(upload.id), upload.name)
        found = known.name if known else ""
    return Reading(
        choices=choices,
        format=found,
        encoding=summary.get("encoding") or "",
        delimiter=summary.get("delimiter") or "",
        is_packed=file_start(upload.id).startswith(b"PK"),
        columns=tuple(sorted(in_order, key=lambda column: column.meaning != "")),
    )


def targets_of(owner_id: int) -> tuple[Target, ...]:
    """The sets that a file of this person's could update, by title."""
    rows = db.session.execute(
        sa.select(QuestionSet.id, QuestionSet.title)
        .where(editable_sets(owner_id), QuestionSet.article_id.is_(None))
        .order_by(sa.func.lower(QuestionSet.title), QuestionSet.id)
    )
    return tuple(Target(id=row.id, title=row.title) for row in rows)


def preview_of(upload: Upload, tab: Tab, page: int) -> Preview:
    """What importing an upload that is read would do; beyond the last page, the last.

    Of a set that is no longer shared with the person nothing is shown.
    """
    summary, choices = upload.summary, choices_of(upload)
    targets = targets_of(upload.owner_id)
    target = next((one for one in targets if one.id == summary["target"]), None)
    counts = _counts(upload)
    pages = max(1, -(-counts[tab] // PAGE_SIZE))
    page = min(max(page, 1), pages)
    drawn = slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE)
    is_lines = tab not in {Tab.REJECTED, Tab.REPEATS, Tab.MISSING}
    return Preview(
        seen=name_of(upload),
        title=summary["title"],
        target=target,
        targets=targets,
        likely=_likely(summary, targets),
        reworded=_reworded(upload) if target else (),
        retires=choices.retires,
        summary=summary,
        counts=counts,
        live=count_live(upload.id),
        tab=tab,
        page=page,
        pages=pages,
        lines=lines_of(upload, tab, drawn, is_compared=target is not None) if is_lines else (),
        rejected=() if is_lines else refused_of(upload, tab, drawn),
        missing=missing_of(upload, drawn) if target and tab is Tab.MISSING else (),
    )


def _likely(summary: Mapping[str, Any], targets: Sequence[Target]) -> Likely | None:
    set_id, shared = summary.get("likely") or (None, 0)
    return next((Likely(target=one, shared=shared) for one in targets if one.id == set_id), None)


def _reworded(upload: Upload) -> tuple[Reworded, ...]:
    from questions import item_from_dict

    pairs, same = upload.summary.get("reworded", ()), set(upload.summary.get("same", ()))
    if not pairs:
        return ()
    news, olds = zip(*pairs, strict=True)
    came = sa.select(StagedItem.key, StagedItem.content).where(
        StagedItem.upload_id == upload.id, StagedItem.key.in_(news)
    )
    were = sa.select(StoredItem.key, StoredItem.content).where(
        StoredItem.set_id == upload.summary["target"], StoredItem.key.in_(olds)
    )
    items, formers = (
        {key: item_from_dict(content) for key, content in db.session.execute(query)} for query in (came, were)
    )
    return tuple(
        Reworded(
            key=new,
            former_key=old,
            former=formers[old],
            item=items[new],
            is_same=new in same,
        )
        for new, old in pairs
        if new in items and old in formers
    )


def count_live(upload_id: int) -> int:
    """How many items of an upload are ticked to be live."""
    ticked = sa.select(sa.func.count()).where(StagedItem.upload_id == upload_id, StagedItem.is_live)
    return db.session.scalar(ticked) or 0


def staged_image(upload_id: int, name: str) -> bytes:
    """The bytes of an image that an upload's items show, brought by its file or stored before.

    Raises:
        MissingError: there is none, or it is no name of an image.
    """
    if not IMAGE_NAME.fullmatch(name):
        raise MissingError("There is no such image.")
    data = db.session.scalar(
        sa.select(StagedImage.data).where(StagedImage.upload_id == upload_id, StagedImage.name == name)
    ) or db.session.scalar(sa.select(Image.data).where(Image.name == name))
    if data is None:
        raise MissingError("There is no such image.")
    return data


def _counts(upload: Upload) -> dict[Tab, int]:
    summary = upload.summary
    mine = sa.select(sa.func.count()).where(StagedItem.upload_id == upload.id)
    repeats = len(summary.get("repeats", ()))
    return {
        Tab.ALL: summary["found"] - summary["rejected"],
        Tab.ADDED: summary["added"],
        Tab.CHANGED: summary["changed"],
        Tab.UNCHANGED: summary["unchanged"],
        **{tab: db.session.scalar(mine.where(condition)) or 0 for tab, condition in MARKED.items()},
        Tab.REJECTED: summary["rejected"] - repeats,
        Tab.REPEATS: repeats,
        Tab.MISSING: summary["missing"],
    }
