"""Files of forms that hold less than a set: what they cannot say of an item that is stored stays as it is.

So a set can be exported as a table, edited there and imported again, and keeps its images and categories.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from questions import Item as ReadItem
from quizapp.comparing import ComingItem, StoredItem, coming_items, digest_of
from quizapp.models import Item, ItemVersion

if TYPE_CHECKING:
    from questions import Carries

CHUNK = 500
"""SQLite takes a limited number of values in one statement."""


def carries_of(format_name: str) -> Carries | None:
    """What files of the format hold; None where they hold all of an item, or are not written here."""
    from questions import format_named

    return format_named(format_name).carries


def filled_up(
    session: Session,
    carries: Carries | None,
    items: Sequence[ReadItem],
    coming: Sequence[ComingItem],
    stored: Mapping[str, StoredItem],
    known: Mapping[str, str],
) -> tuple[list[ReadItem], list[ComingItem]]:
    """The items of a file, each with what its form cannot hold of the item that it is stored as.

    That is its id, too, if it has one of its own. Of what was edited here since the last file, a file that
    was not edited says nothing: it is compared with what that file brought, too.
    """
    from questions import derived_id, item_from_dict, updated_item

    read, both = list(items), list(coming)
    if carries is None:
        return read, both
    is_nameless = "id" not in carries.fields
    differing = {
        former.id: (place, former)
        for place, one in enumerate(coming)
        if (former := stored.get(known.get(one.key, one.key)))
        and (one.digest not in {former.digest, former.origin} or (is_nameless and one.key != former.key))
    }
    for item_id, content in _contents(session, differing):
        place, former = differing[item_id]
        here = item_from_dict(content)
        item = updated_item(here, items[place], carries)
        has_own_id = is_nameless and derived_id(here) != former.key
        read[place] = replace(item, id=former.key) if has_own_id else item
        (both[place],) = coming_items([read[place]])
    for item_id, content in _brought(session, [former for _, former in differing.values()]):
        place, former = differing[item_id]
        item = replace(updated_item(item_from_dict(content), items[place], carries), id=read[place].id)
        (one,) = coming_items([item])
        if one.digest == former.origin:
            read[place], both[place] = item, one
    return read, both


def unheld(
    session: Session, carries: Carries | None, stored: Mapping[str, StoredItem], keys: Iterable[str]
) -> frozenset[str]:
    """Which of these stored items a file of the form has no place for: that it lacks them says nothing."""
    from questions import carried_item, item_from_dict

    if carries is None:
        return frozenset()
    named = {stored[key].id: key for key in keys}
    return frozenset(
        named[item_id]
        for item_id, content in _contents(session, named)
        if carried_item(item_from_dict(content), carries) is None
    )


def _contents(session: Session, item_ids: Iterable[int]) -> Iterator[tuple[int, dict[str, Any]]]:
    for few in _few(item_ids):
        rows = session.execute(sa.select(Item.id, Item.content).where(Item.id.in_(few)))
        yield from ((row.id, row.content) for row in rows)


def _brought(session: Session, stored: Iterable[StoredItem]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Of those that were edited here, what their last file brought."""
    origins = {one.id: one.origin for one in stored if one.is_edited}
    for few in _few(origins):
        rows = session.execute(
            sa.select(ItemVersion.item_id, ItemVersion.content).where(ItemVersion.item_id.in_(few))
        )
        yield from (
            (row.item_id, row.content) for row in rows if digest_of(row.content) == origins[row.item_id]
        )


def _few(item_ids: Iterable[int]) -> Iterator[Sequence[int]]:
    ids = list(item_ids)
    return (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))
