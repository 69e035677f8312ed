"""What publishing changes in stored items: by a file, whose author decides; by a generator, which is none.

Apart from publishing, which writes it; nothing here writes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from questions import Item as ReadItem
from quizapp.comparing import Comparison, Row, StoredItem, columns_of, coming_items, digest_of
from quizapp.models import Item, ItemVersion
from quizapp.sentences import with_sentence_of, without_sentence

Pair = tuple[Row, StoredItem]
"""What is brought, and the stored item that it is."""
LOOK_SENTENCE = "sentence"
"""Why an item is to be looked at whose sentence in the article changed, or what was edited of it by hand."""
LOOK_EDIT = "edit"
"""Why an item is to be looked at that somebody wants to edit, as they said in the preview."""
LOOK_DISCRIMINATION = "discrimination"
"""Why an item is to be looked at that misleads."""
_FEW = 500
"""SQLite takes a limited number of values in one statement."""


def file_changes(here: Iterable[Pair], comparison: Comparison) -> dict[int, Row]:
    """The columns that a file changes in each item by its id, its place apart."""
    changes = {}
    for row, former in here:
        change = {"key": row["key"]} if row["key"] != former.key else {}
        if row["key"] in comparison.changed:
            change = {**_texts(row), "version": former.version + 1}
        if change:
            changes[former.id] = change
    return changes


def generated_changes(session: Session, here: Sequence[Pair], comparison: Comparison) -> dict[int, Row]:
    """The columns that a generator changes in each item by its id, its place apart.

    An edit is kept two versions on: the one between is what the generator gives (see ``given_versions``).
    """
    edited = [former for _, former in here if former.is_edited]
    changed = {former.id for row, former in here if row["key"] in comparison.changed}
    contents = _contents(session, changed | {former.id for former in edited})
    origins = _origins(session, edited)
    changes = {}
    for row, former in here:
        if former.is_edited and row["digest"] != former.digest:
            changes[former.id] = _kept(former, row, contents[former.id], origins.get(former.id))
        elif row["key"] in comparison.changed:
            is_said = _sentence_in(contents[former.id]) == _sentence_in(json.loads(row["content"]))
            look = {} if is_said else {"look": LOOK_SENTENCE}
            changes[former.id] = {**_texts(row), **look, "version": former.version + 1}
        else:
            # Its sentence may stand elsewhere in the new version of the article: no new version of the item.
            changes[former.id] = {name: row[name] for name in ("key", "content", "origin")}
    return changes


def given_versions(here: Iterable[Pair], changes: Mapping[int, Row]) -> list[Row]:
    """What the generator gives in the place of each edit that is kept, as rows of versions."""
    return [
        {"item_id": former.id, "version": former.version + 1, "content": json.loads(row["content"])}
        for row, former in here
        if changes.get(former.id, {}).get("version") == former.version + 2
    ]


def orphan_changes(session: Session, orphans: Sequence[StoredItem]) -> dict[int, Row]:
    """The columns that change in edited items whose sentence is gone: they are no longer the article's."""
    from questions import item_from_dict

    contents, origins = _contents(session, {one.id for one in orphans}), _origins(session, orphans)
    changes = {}
    for one in orphans:
        (own,) = coming_items([without_sentence(item_from_dict(contents[one.id]), origins.get(one.id))])
        kept = {"key": one.key, "origin": one.origin, "look": LOOK_SENTENCE, "version": one.version + 1}
        changes[one.id] = {**columns_of(own), **kept}
    return changes


def _kept(former: StoredItem, row: Row, content: Mapping[str, Any], origin: ReadItem | None) -> Row:
    """What changes in an item whose edit is kept: it quotes the article's sentence of today."""
    from questions import item_from_dict

    given = item_from_dict(json.loads(row["content"]))
    (kept,) = coming_items([with_sentence_of(given, item_from_dict(content), origin)])
    columns = {**columns_of(kept), "key": row["key"], "origin": row["origin"]}
    if kept.digest == former.digest and row["digest"] == former.origin:
        return columns
    return {**columns, "look": LOOK_SENTENCE, "version": former.version + 2}


def _texts(row: Row) -> Row:
    return {name: value for name, value in row.items() if name not in {"position", "queue_order"}}


def _contents(session: Session, item_ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """The contents of these items."""
    found, ids = {}, sorted(item_ids)
    for start in range(0, len(ids), _FEW):
        rows = session.execute(sa.select(Item.id, Item.content).where(Item.id.in_(ids[start : start + _FEW])))
        found.update({row.id: row.content for row in rows})
    return found


def _origins(session: Session, edited: Sequence[StoredItem]) -> dict[int, ReadItem]:
    """What each of these items was as it was brought last, of those of which a version has it."""
    from questions import item_from_dict

    wanted, ids = {one.id: one.origin for one in edited}, sorted(one.id for one in edited)
    found = {}
    for start in range(0, len(ids), _FEW):
        few = ItemVersion.item_id.in_(ids[start : start + _FEW])
        for row in session.execute(sa.select(ItemVersion.item_id, ItemVersion.content).where(few)):
            if digest_of(row.content) == wanted[row.item_id]:
                found[row.item_id] = item_from_dict(row.content)
    return found


def _sentence_in(content: Mapping[str, Any]) -> str:
    return str((content.get("source") or {}).get("text", ""))
