"""The records that the page of an import lists: items with what changes, records left out, items missing.

Apart from the rest of the preview, which tells of the file as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import sqlalchemy as sa

from questions import Flaw, Item, Loss
from quizapp.extensions import db
from quizapp.models import Item as StoredItem
from quizapp.models import ItemState, StagedItem, StagedRejection, Standing, Upload
from quizapp.sets.item_diff import FieldDiff, item_diff

PAGE_SIZE = 50
MAX_SHOWN = 5000
"""So many characters of a record that was left out are shown."""
_SAID = 200
"""So many characters tell which record it is that was left out."""
_METADATA = re.compile(r"<(itemmetadata|qtimetadata|resprocessing|responseProcessing)\b.*?</\1>", re.DOTALL)
"""What programs tell each other of a question in QTI; the rest is said to people."""


class Tab(StrEnum):
    """Which records of the file a page shows; the last are items of the set that the file has not.

    Repeats are records that the file has twice: rejected, but nothing is wrong with them.
    """

    ALL = "all"
    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    ADVICE = "advice"
    LOSSES = "losses"
    REJECTED = "rejected"
    REPEATS = "repeats"
    MISSING = "missing"


@dataclass(frozen=True, kw_only=True)
class Line:
    """An item of the file. ``state`` is that of the stored item, None of a new one.

    ``place`` is "Line 3" or "Question 3"; empty where neither is known.
    """

    position: int
    place: str
    item: Item
    flaws: tuple[Flaw, ...]
    losses: tuple[Loss, ...]
    standing: Standing
    state: ItemState | None
    is_edited: bool
    is_live: bool
    diff: tuple[FieldDiff, ...]


@dataclass(frozen=True, kw_only=True)
class Refused:
    """A record of the file that is left out: where it stands, why, what it says and how it is written."""

    place: str
    reason: str
    words: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Missing:
    """An item of the set that the file has not."""

    item: Item
    state: ItemState


MARKED = {
    Tab.ADVICE: sa.cast(StagedItem.flaws, sa.String) != "[]",
    Tab.LOSSES: sa.cast(StagedItem.losses, sa.String) != "[]",
}
"""The conditions of the tabs of items that something is said of."""


def lines_of(upload: Upload, tab: Tab, drawn: slice, *, is_compared: bool) -> tuple[Line, ...]:
    """The items of a tab, those that are stored with what changes in them where that may be seen."""
    query = sa.select(StagedItem).where(StagedItem.upload_id == upload.id).order_by(StagedItem.position)
    if tab in MARKED:
        query = query.where(MARKED[tab])
    elif tab is not Tab.ALL:
        query = query.where(StagedItem.standing == tab.value)
    staged = db.session.scalars(query.offset(drawn.start).limit(PAGE_SIZE)).all()
    ids = [one.item_id for one in staged if is_compared and one.item_id is not None]
    stored = {one.id: one for one in db.session.scalars(sa.select(StoredItem).where(StoredItem.id.in_(ids)))}
    word = "Line" if upload.summary.get("has_lines", True) else "Question"
    return tuple(_line(one, stored.get(one.item_id or 0), word) for one in staged)


def _line(staged: StagedItem, stored: StoredItem | None, word: str) -> Line:
    from questions import item_from_dict

    item = item_from_dict(staged.content)
    is_changed = stored is not None and staged.standing is Standing.CHANGED
    return Line(
        position=staged.position,
        place=f"{word} {staged.line}" if staged.line else "",
        item=item,
        flaws=tuple(Flaw(**flaw) for flaw in staged.flaws),
        losses=tuple(Loss(**loss) for loss in staged.losses),
        standing=staged.standing,
        state=stored.state if stored else None,
        is_edited=staged.is_edited,
        is_live=staged.is_live,
        diff=item_diff(item_from_dict(stored.content), item) if stored and is_changed else (),
    )


def refused_of(upload: Upload, tab: Tab, drawn: slice) -> tuple[Refused, ...]:
    """The records that are left out: those that have faults, or those that the file has twice."""
    if tab is Tab.MISSING:
        return ()
    repeats = set(upload.summary.get("repeats", ()))
    here = StagedRejection.upload_id == upload.id
    numbers = db.session.scalars(
        sa.select(StagedRejection.number).where(here).order_by(StagedRejection.number)
    )
    shown = [number for number in numbers if (number in repeats) == (tab is Tab.REPEATS)][drawn]
    rows = db.session.scalars(
        sa.select(StagedRejection)
        .where(here, StagedRejection.number.in_(shown))
        .order_by(StagedRejection.number)
    )
    has_lines = upload.summary.get("has_lines", True)
    return tuple(
        Refused(
            place=_place(one, has_lines=has_lines),
            reason=one.reason,
            words=_said(one.text),
            text=one.text[:MAX_SHOWN],
        )
        for one in rows
    )


def _place(one: StagedRejection, *, has_lines: bool) -> str:
    if not (one.line and has_lines):
        return f"Question {one.number}"
    return f"Line {one.line} of {one.part}" if one.part else f"Line {one.line}"


def _said(text: str) -> str:
    """What a record says, without the tags that it is written with."""
    from questions import html_to_text

    words = text
    if text.lstrip().startswith("<"):
        words = html_to_text(_METADATA.sub(" ", text[:MAX_SHOWN]).replace("><", "> <"))
        words = html_to_text(words) if "<" in words else words  # HTML that was escaped within XML
    words = " ".join(words.split())
    return words if len(words) <= _SAID else f"{words[:_SAID].rstrip()} …"


def missing_of(upload: Upload, drawn: slice) -> tuple[Missing, ...]:
    """The items of the set that the file has not."""
    from questions import item_from_dict

    here = sa.select(StagedItem.item_id).where(
        StagedItem.upload_id == upload.id, StagedItem.item_id == StoredItem.id
    )
    spared = set(upload.summary.get("spared", ()))  # more, maybe, than one statement takes values
    ids = db.session.scalars(
        sa.select(StoredItem.id)
        .where(
            StoredItem.set_id == upload.summary["target"],
            StoredItem.state != ItemState.RETIRED,
            ~here.exists(),
        )
        .order_by(StoredItem.position, StoredItem.id)
    )
    shown = [item_id for item_id in ids if item_id not in spared][drawn]
    rows: Sequence[StoredItem] = db.session.scalars(
        sa.select(StoredItem).where(StoredItem.id.in_(shown)).order_by(StoredItem.position, StoredItem.id)
    ).all()
    return tuple(Missing(item=item_from_dict(one.content), state=one.state) for one in rows)
