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
from quizapp.publishing import edit_item
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
    """What was done: ``stale`` are items that somebody changed since they were shown, left as they are."""

    changed: int
    stale: int


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
        if (tag and tag not in item.tags) or not matches(item, wanted):
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
                fault=fault_of(changed),
            )
        )
    return Findings(found=tuple(found), total=total, tags=tuple(sorted(tags, key=str.casefold)))


def replace_in(
    set_id: int, versions: Mapping[int, int], wanted: Wanted, *, by_id: int, now: datetime
) -> Changed:
    """Put the words into these items, each a new version; ``versions`` are those that were shown, by id."""

    def change(item: ReadItem) -> ReadItem:
        changed = replaced(item, wanted)
        return item if fault_of(changed) else changed

    return _change(set_id, versions, change, by_id=by_id, now=now)


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

    return _change(set_id, versions, change, by_id=by_id, now=now)


def _change(
    set_id: int,
    versions: Mapping[int, int],
    change: Callable[[ReadItem], ReadItem],
    *,
    by_id: int,
    now: datetime,
) -> Changed:
    """All in one transaction."""
    changed = stale = 0
    with writing() as session:
        few = list(versions)[:MAX_FOUND]
        for row in session.scalars(sa.select(Item).where(Item.set_id == set_id, Item.id.in_(few))):
            if row.version != versions[row.id]:
                stale += 1
                continue
            changed += edit_item(session, row, change(item_from_dict(row.content)), by_id=by_id, now=now)
    return Changed(changed=changed, stale=stale)
