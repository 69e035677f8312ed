"""Search across a set, and what is done with what was found: words replaced, tags put on or taken off."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa

from questions import Item as ReadItem
from questions import item_from_dict
from quizapp.extensions import db, writing
from quizapp.models import Item, ItemState
from quizapp.publishing import edit_items
from quizapp.sets.item_diff import FieldDiff, item_diff
from quizapp.sets.searching.replacing_words import Wanted, fault_of, matches, replaced

MAX_FOUND = 200
"""Items shown and changed at once; how many more there are is said."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """An item that was found, and what replacing would change in it. ``fault``: why it cannot be done."""

    id: int
    version: int
    state: ItemState
    item: ReadItem
    changes: tuple[FieldDiff, ...]
    fault: str


@dataclass(frozen=True, kw_only=True)
class Findings:
    """The first items found, and how many there are in all. ``tags`` are those of the whole set."""

    found: tuple[Found, ...]
    total: int
    tags: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Changed:
    """What was done. ``stale`` are items that somebody changed since they were shown, ``unfit`` those that
    could not be studied afterwards: both were left as they are.
    """

    changed: int
    stale: int = 0
    unfit: int = 0


def search(set_id: int, wanted: Wanted, *, tag: str = "") -> Findings:
    """The items of a set, retired ones apart, in which the words stand, and that have the tag if any."""
    rows = db.session.execute(
        sa.select(Item.id, Item.version, Item.state, Item.content)
        .where(Item.set_id == set_id, Item.state != ItemState.RETIRED)
        .order_by(Item.position, Item.id)
    )
    found: list[Found] = []
    total, tags = 0, set[str]()
    for row in rows:
        item = item_from_dict(row.content)
        tags.update(item.tags)
        if not _is_wanted(item, wanted, tag):
            continue
        total += 1
        if total > MAX_FOUND:
            continue
        changed = replaced(item, wanted)
        found.append(
            Found(
                id=row.id,
                version=row.version,
                state=row.state,
                item=item,
                changes=item_diff(item, changed),
                fault=fault_of(item, changed) if changed != item else "",
            )
        )
    return Findings(found=tuple(found), total=total, tags=tuple(sorted(tags, key=str.casefold)))


def replace_in(
    set_id: int, versions: Mapping[int, int], wanted: Wanted, *, by_id: int, now: datetime
) -> Changed:
    """Put the words into these items, each a new version; ``versions`` are those that were shown, by id."""
    shown = Item.id.in_(list(versions)[:MAX_FOUND])
    return _change(set_id, shown, lambda item: replaced(item, wanted), versions, by_id=by_id, now=now)


def replace_everywhere(set_id: int, wanted: Wanted, *, tag: str, by_id: int, now: datetime) -> Changed:
    """Put the words into every item that a search finds, however many these are."""

    def change(item: ReadItem) -> ReadItem:
        return replaced(item, wanted) if _is_wanted(item, wanted, tag) else item

    return _change(set_id, Item.state != ItemState.RETIRED, change, by_id=by_id, now=now)


def tag_items(
    set_id: int,
    versions: Mapping[int, int],
    tags: Collection[str],
    *,
    puts_on: bool,
    by_id: int,
    now: datetime,
) -> Changed:
    """Put tags on these items, or take them off; ``versions`` are those that were shown, by id."""

    def change(item: ReadItem) -> ReadItem:
        kept = (*item.tags, *tags) if puts_on else tuple(tag for tag in item.tags if tag not in tags)
        return replace(item, tags=tuple(dict.fromkeys(kept)))

    shown = Item.id.in_(list(versions)[:MAX_FOUND])
    return _change(set_id, shown, change, versions, by_id=by_id, now=now)


def rename_tag(set_id: int, tag: str, name: str, *, by_id: int, now: datetime) -> Changed:
    """Give a tag another name on all items of a set, retired ones too; empty, it is taken off them."""

    def change(item: ReadItem) -> ReadItem:
        tags = (name if one == tag else one for one in item.tags)
        return replace(item, tags=tuple(dict.fromkeys(filter(None, tags)))) if tag in item.tags else item

    return _change(set_id, sa.true(), change, by_id=by_id, now=now)


def _is_wanted(item: ReadItem, wanted: Wanted, tag: str) -> bool:
    return (not tag or tag in item.tags) and matches(item, wanted)


def _change(
    set_id: int,
    which: sa.ColumnElement[bool],
    change: Callable[[ReadItem], ReadItem],
    versions: Mapping[int, int] | None = None,
    *,
    by_id: int,
    now: datetime,
) -> Changed:
    """All in one transaction; ``versions`` where only what was shown may be changed."""
    stale = unfit = 0
    edited = []
    with writing() as session:
        for row in session.scalars(sa.select(Item).where(Item.set_id == set_id, which)):
            if versions is not None and row.version != versions[row.id]:
                stale += 1
                continue
            former = item_from_dict(row.content)
            item = change(former)
            if item == former:
                continue
            if fault_of(former, item):
                unfit += 1
                continue
            edited.append((row, item))
        changed = edit_items(session, set_id, edited, by_id=by_id, now=now)
    return Changed(changed=changed, stale=stale, unfit=unfit)
