"""What a file changes in a set: which stored item each of its items is, and what of them differs.

Three states of an item are compared: as the file has it, as it is stored, and as the last file brought it.
What was edited here and stands in the file as it always did is not changed back.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from questions import Item as ReadItem
from quizapp.models import Item, ItemState

if TYPE_CHECKING:
    from questions import Carries

MAX_FACT = 64
"""What the column of a fact's name holds; generated names have 20 characters, uploaded ones any number."""

MAX_CONDITION = 300
Row = dict[str, Any]
"""The columns of an item that are told by what is brought, its place among them."""


@dataclass(frozen=True, kw_only=True)
class ComingItem:
    """An item that is to be stored: ``content`` is the text of its JSON, ``digest`` names what that means.

    The others are what its row says beside it: ``fact`` names its siblings, ``condition`` is the title of
    what it is about; empty where there is none.
    """

    key: str
    content: str
    digest: str
    kind: str
    fact: str
    condition: str


@dataclass(frozen=True, kw_only=True)
class StoredItem:
    """An item as it stands in the database, without its content."""

    id: int
    key: str
    state: ItemState
    version: int
    position: int
    queue_order: int
    digest: str
    origin: str

    @property
    def is_edited(self) -> bool:
        """Whether it was edited here after its file or article brought it."""
        return self.digest != self.origin


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """The keys of a file's items by what publishing does, and of stored items that the file has no more.

    ``edited`` are those of the changed whose stored item was edited here.
    """

    added: frozenset[str]
    changed: frozenset[str]
    unchanged: frozenset[str]
    gone: frozenset[str]
    edited: frozenset[str]


def coming_items(items: Iterable[ReadItem]) -> list[ComingItem]:
    """Items of the questions package as they are stored."""
    from questions import to_dict

    contents = ((item.id, to_dict(item)) for item in items)
    return [
        coming_item(key, content, text=json.dumps(content), digest=digest_of(content))
        for key, content in contents
    ]


def coming_item(key: str, content: Mapping[str, Any], *, text: str, digest: str) -> ComingItem:
    """An item by its content, of which the text and the digest are known."""
    return ComingItem(
        key=key,
        content=text,
        digest=digest,
        kind=content["kind"],
        fact=content.get("fact") or "",
        condition=(content.get("condition") or {}).get("title", ""),
    )


def columns_of(item: ComingItem) -> Row:
    """What an item's row holds of its content."""
    fact = item.fact
    return {
        "key": item.key,
        "kind": item.kind,
        "fact": fact if len(fact) <= MAX_FACT else hashlib.sha256(fact.encode()).hexdigest(),
        "condition": item.condition[:MAX_CONDITION],
        "content": item.content,
        "digest": item.digest,
        "origin": item.digest,
    }


def stored_items(session: Session | Connection, set_id: int | None) -> dict[str, StoredItem]:
    """The items of a set by key, in order; none for a set that is yet to be made."""
    rows = session.execute(
        sa.select(
            Item.key,
            Item.id,
            Item.state,
            Item.version,
            Item.position,
            Item.queue_order,
            Item.digest,
            Item.origin,
            # Only of items stored before digests were kept: contents are the bulk of a set.
            sa.case((Item.digest == "", Item.content), else_=sa.null()).label("content"),
        )
        .where(Item.set_id == set_id)
        .order_by(Item.position)
    )
    stored = {}
    for row in rows:
        digest = row.digest or digest_of(row.content)
        stored[row.key] = StoredItem(
            id=row.id,
            key=row.key,
            state=row.state,
            version=row.version,
            position=row.position,
            queue_order=row.queue_order,
            digest=digest,
            origin=row.origin or digest,
        )
    return stored


def compare(
    coming: Iterable[ComingItem], stored: Mapping[str, StoredItem], known: Mapping[str, str]
) -> Comparison:
    """What the items change. ``known`` gives the stored key of those that are stored under another key.

    A retired item that is missing is not gone anew.
    """
    sorts: dict[str, set[str]] = {"added": set(), "changed": set(), "unchanged": set()}
    edited, met = set(), set()
    for item in coming:
        key = known.get(item.key, item.key)
        former = stored.get(key)
        met.add(key)
        if former is None:
            sorts["added"].add(item.key)
        elif item.digest in {former.digest, former.origin}:
            sorts["unchanged"].add(item.key)
        else:
            sorts["changed"].add(item.key)
            edited |= {item.key} if former.is_edited else set()
    gone = {key for key in stored.keys() - met if stored[key].state != ItemState.RETIRED}
    return Comparison(
        **{name: frozenset(keys) for name, keys in sorts.items()},
        gone=frozenset(gone),
        edited=frozenset(edited),
    )


def without_own(session: Session | Connection, set_id: int | None, comparison: Comparison) -> Comparison:
    """The comparison with what an article gives, without the items as gone that no article ever gave."""
    if not comparison.gone:
        return comparison
    given = Item.content["article_id"].as_string().is_not(None)
    keys = session.scalars(sa.select(Item.key).where(Item.set_id == set_id, given))
    return replace(comparison, gone=comparison.gone.intersection(keys))


def known_under_another_key(
    session: Session | Connection,
    set_id: int | None,
    items: Sequence[ReadItem],
    stored: Mapping[str, StoredItem],
    carries: Carries | None,
) -> dict[str, str]:
    """The stored key of each item that is stored under another one: its question is the same.

    By stem and answer; where the file names no ids also by the stem, so that a key that was corrected is no
    new question. Only where one item on either side answers to it. ``carries`` is what the file's form holds:
    stored items are known by what is left of them in it.
    """
    from questions import carried_item

    ours = [item for item in items if item.id not in stored]
    left = stored.keys() - {item.id for item in items}
    if not ours or not left:
        return {}
    theirs = _read_left(session, set_id, left)
    if carries:
        theirs = [replace(carried_item(item, carries) or item, id=item.id) for item in theirs]
    found = _pairs(
        {_by_answer(item): item.id for item in ours}, [(_by_answer(item), item.id) for item in theirs]
    )
    nameless = [item for item in ours if item.id not in found and item.id == _by_answer(item)]
    remaining = [item for item in theirs if item.id not in found.values()]
    return found | _pairs(
        {stem: keys[0] for stem, keys in _grouped(nameless).items() if len(keys) == 1},
        [(_by_stem(item), item.id) for item in remaining],
    )


def _pairs(ours: Mapping[object, str], theirs: Sequence[tuple[object, str]]) -> dict[str, str]:
    counts = Counter(name for name, _ in theirs)
    return {ours[name]: key for name, key in theirs if name in ours and counts[name] == 1}


def _grouped(items: Iterable[ReadItem]) -> dict[object, list[str]]:
    groups: dict[object, list[str]] = {}
    for item in items:
        groups.setdefault(_by_stem(item), []).append(item.id)
    return groups


def _by_answer(item: ReadItem) -> str:
    from questions import derived_id

    return derived_id(item)


def _by_stem(item: ReadItem) -> tuple[str, str]:
    from questions import normal_stem

    return item.kind, normal_stem(item)


def _read_left(session: Session | Connection, set_id: int | None, keys: Iterable[str]) -> list[ReadItem]:
    """The stored items of these keys, each with its key as its id."""
    from questions import item_from_dict

    wanted = set(keys)
    rows = session.execute(sa.select(Item.key, Item.content).where(Item.set_id == set_id))
    return [item_from_dict({**row.content, "id": row.key}) for row in rows if row.key in wanted]


def digest_of(content: Mapping[str, Any]) -> str:
    """A name for what an item's content means: without its id and the places of its sentences.

    An edit anywhere in an article moves the sentences behind it; that changes no question.
    """
    options = [{**option, "source": _sentence(option.get("source"))} for option in content.get("options", [])]
    meaning = {**content, "id": "", "source": _sentence(content.get("source")), "options": options}
    text = json.dumps(meaning, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _sentence(source: dict[str, Any] | None) -> dict[str, Any] | None:
    places = {"article", "start", "end"}
    return {name: value for name, value in source.items() if name not in places} if source else None
