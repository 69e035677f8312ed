"""Writing items: what a file or an article brings is compared with what is stored, then put in its place.

Apart from sets and library, because both publish, and a feature may not call another's writing functions.
Nothing here commits: the caller's transaction does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from questions import Item as ReadItem
from quizapp.comparing import (
    ComingItem,
    Comparison,
    Row,
    StoredItem,
    columns_of,
    coming_items,
    compare,
    digest_of,
    stored_items,
    without_own,
)
from quizapp.decks import queue_order_of, refresh_sets
from quizapp.extensions import UtcDateTime
from quizapp.item_changes import (
    LOOK_DISCRIMINATION,
    Pair,
    file_changes,
    generated_changes,
    given_versions,
    orphan_changes,
)
from quizapp.models import Card, Item, ItemState, ItemVersion, ReviewLog, User
from quizapp.models.tables import ITEM, ITEM_VERSION, TEXT_ITEM
from quizapp.scheduling.replay import Action

_NEW = {"version": 1, "look": ""}


@dataclass(frozen=True, kw_only=True)
class Before:
    """How an item stood before it was published anew; ``version`` is 0 of a new one."""

    item_id: int
    version: int = 0
    key: str = ""
    state: ItemState = ItemState.DRAFT
    origin: str = ""
    position: int = 0


@dataclass(frozen=True, kw_only=True)
class Publication:
    """What publishing did, and how the items that it touched stood before."""

    comparison: Comparison
    before: tuple[Before, ...]


def publish_items(
    session: Session,
    set_id: int,
    coming: Sequence[ComingItem],
    *,
    states: Mapping[str, ItemState],
    by_id: int | None,
    now: datetime,
    known: Mapping[str, str] = MappingProxyType({}),
    retires: bool = True,
    spares: Collection[str] = (),
    is_generated: bool = False,
    rows: Sequence[Row] | None = None,
) -> Publication:
    """Make a set hold these items, in this order, and tell what that changed.

    An item keeps its row, and so every learner's schedule; where it reads otherwise it gets a new version.
    ``states`` says what becomes of an item, by its key in ``coming``; one that is not named goes live if new,
    else it stays as it is. ``known`` is as in ``compare``. Items that are missing are retired, or stay
    behind the others where not ``retires``, as do those of the keys ``spares``. ``is_generated``: what was
    edited here stays as edited, for a generator is no author, but quotes the article's sentence of today;
    where that is gone, it becomes a draft that quotes none. The editors are asked to look at both, as at each
    whose sentence changed. What no article gave stays as it is.
    ``rows`` are those of ``rows_of(coming)``, which one with thousands of items makes before the transaction.
    """
    stored = stored_items(session, set_id)
    comparison = compare(coming, stored, known)
    comparison = replace(comparison, gone=comparison.gone.difference(spares) if retires else frozenset())
    if is_generated:
        comparison = without_own(session, set_id, comparison)
    rows = rows_of(coming) if rows is None else rows
    new = [
        {**row, **_NEW, "set_id": set_id, "state": states.get(row["key"], ItemState.LIVE)}
        for row in rows
        if row["key"] in comparison.added
    ]
    here = [(row, stored[key]) for row in rows if (key := known.get(row["key"], row["key"])) in stored]
    _put_wanted_states(session, here, states, now)
    gone = [stored[key] for key in comparison.gone]
    orphans = [one for one in gone if is_generated and one.is_edited]
    put_states(session, {one.id for one in gone} - {one.id for one in orphans}, ItemState.RETIRED, now)
    before = [Before(item_id=item_id) for item_id in _insert(session, set_id, new)]
    before += [_before(one) for one in gone]
    changes = generated_changes(session, here, comparison) if is_generated else file_changes(here, comparison)
    before += [
        _before(former)
        for row, former in here
        if former.id in changes or states.get(row["key"], former.state) != former.state
    ]
    if given := given_versions(here, changes):
        session.execute(sa.insert(ItemVersion), [{**one, "created_at": now} for one in given])
    put_states(session, [one.id for one in orphans], ItemState.DRAFT, now)
    changes |= orphan_changes(session, orphans)
    write_items(session, changes)
    _put_in_order(session, stored.values(), here, len(rows))
    keep_versions(session, Item.set_id == set_id, by_id=by_id, now=now)
    refresh_sets(session, [set_id])
    return Publication(comparison=comparison, before=tuple(before))


def add_item(session: Session, set_id: int, coming: ComingItem, *, by_id: int | None, now: datetime) -> int:
    """Put one new item behind the others of a set, as a draft; its id."""
    behind = sa.select(sa.func.coalesce(sa.func.max(Item.position) + 1, 0)).where(Item.set_id == set_id)
    row = {**rows_of([coming])[0], **_NEW, "set_id": set_id, "state": ItemState.DRAFT}
    (item_id,) = _insert(session, set_id, [{**row, "position": session.scalar(behind)}])
    keep_versions(session, Item.id == item_id, by_id=by_id, now=now)
    refresh_sets(session, [set_id])
    return item_id


def edit_item(session: Session, item: Item, edited: ReadItem, *, by_id: int | None, now: datetime) -> bool:
    """Give an item another text, as a new version; whether it reads otherwise than it did.

    Key, place, state and schedules stay. What its file or article brought last is remembered beside it.
    """
    return bool(edit_items(session, item.set_id, [(item, edited)], by_id=by_id, now=now))


def edit_items(
    session: Session,
    set_id: int,
    edited: Iterable[tuple[Item, ReadItem]],
    *,
    by_id: int | None,
    now: datetime,
) -> int:
    """The same for many items of a set; how many read otherwise. Learners' cards are gone over once."""
    changes = {}
    for item, text in edited:
        former = item.digest or digest_of(item.content)
        columns = text_columns(replace(text, id=item.content["id"]), unless=former)
        if columns:
            origin = item.origin or former
            changes[item.id] = {**columns, "version": item.version + 1, "origin": origin}
    if changes:
        session.flush()  # what the caller changed through objects stays beside it
        write_items(session, changes)
        session.expire_all()
        keep_versions(session, Item.set_id == set_id, by_id=by_id, now=now)
        refresh_sets(session, [set_id])
    return len(changes)


def text_columns(item: ReadItem, *, unless: str) -> dict[str, Any]:
    """What an item's row says of its text; nothing where that is the text of the digest ``unless``."""
    (coming,) = coming_items([item])
    texts = {name: value for name, value in columns_of(coming).items() if name not in {"key", "origin"}}
    return texts if coming.digest != unless else {}


def introduction_order(coming: Sequence[ComingItem]) -> list[ComingItem]:
    """The order in which learners meet new items: an uploaded set's own; for generated ones a mixed one.

    Generated items come from lists, and one list after the other would give its members away. So every fact
    comes once before any comes again, in the order of keys, which are hashes: kinds and fields are mixed.
    """
    if not all(item.fact for item in coming):
        return list(coming)
    met: Counter[str] = Counter()
    turns: dict[str, int] = {}
    for item in sorted(coming, key=lambda item: item.key):
        turns[item.key] = met[item.fact]
        met[item.fact] += 1
    return sorted(coming, key=lambda item: (turns[item.key], item.key))


def rows_of(coming: Sequence[ComingItem]) -> list[Row]:
    """The items' columns, in the order in which learners are to meet them."""
    siblings = Counter(item.fact or item.key for item in coming)
    met: Counter[str] = Counter()
    orders = {}
    for item in coming:
        name = item.fact or item.key
        orders[item.key] = queue_order_of(name, met[name], siblings[name])
        met[name] += 1
    return [
        {**columns_of(item), "position": position, "queue_order": orders[item.key]}
        for position, item in enumerate(introduction_order(coming))
    ]


def _insert(session: Session, set_id: int, rows: list[dict[str, Any]]) -> list[int]:
    """Insert items into their set; gives their ids."""
    if not rows:
        return []
    here = sa.select(ITEM.c.id).where(ITEM.c.set_id == set_id)
    former = set(session.scalars(here))
    session.connection().execute(sa.insert(TEXT_ITEM), rows)
    return [item_id for item_id in session.scalars(here.order_by(ITEM.c.id)) if item_id not in former]


def write_items(session: Session, changes: Mapping[int, Mapping[str, Any]]) -> None:
    """Write each item's changes; those of the same columns together, for there may be thousands."""
    alike: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for item_id, change in changes.items():
        alike.setdefault(tuple(sorted(change)), []).append({**change, "which": item_id})
    for rows in alike.values():
        session.connection().execute(
            sa.update(TEXT_ITEM).where(TEXT_ITEM.c.id == sa.bindparam("which")), rows
        )


def _put_wanted_states(
    session: Session,
    here: Sequence[Pair],
    states: Mapping[str, ItemState],
    now: datetime,
) -> None:
    for state in ItemState:
        ids = [former.id for row, former in here if states.get(row["key"]) == state != former.state]
        put_states(session, ids, state, now)


def _before(former: StoredItem) -> Before:
    return Before(
        item_id=former.id,
        version=former.version,
        key=former.key,
        state=former.state,
        origin=former.origin,
        position=former.position,
    )


def _put_in_order(
    session: Session,
    stored: Iterable[StoredItem],
    here: Sequence[Pair],
    behind: int,
) -> None:
    """Bring the stored items to their places: those that came to theirs, the others behind them."""
    places = {former.id: (row["position"], row["queue_order"]) for row, former in here}
    for one in stored:
        if one.id not in places:
            places[one.id] = (behind, one.queue_order)
            behind += 1
    moved = [
        {"which": one.id, "position": places[one.id][0], "queue_order": places[one.id][1]}
        for one in stored
        if places[one.id] != (one.position, one.queue_order)
    ]
    if moved:
        session.connection().execute(sa.update(ITEM).where(ITEM.c.id == sa.bindparam("which")), moved)


def keep_versions(
    session: Session, which: sa.ColumnElement[bool], *, by_id: int | None, now: datetime
) -> None:
    """Keep the content of each of these items as that of its version, where that was not kept yet."""
    kept = sa.exists().where(ItemVersion.item_id == Item.id, ItemVersion.version == Item.version)
    made = (sa.literal(now, UtcDateTime), sa.literal(by_id, sa.Integer))
    new = sa.select(Item.id, Item.version, Item.content, *made).where(which, ~kept)
    columns = ["item_id", "version", "content", "created_at", "created_by_id"]
    session.execute(sa.insert(ITEM_VERSION).from_select(columns, new))


def put_states(session: Session, item_ids: Iterable[int], state: ItemState, now: datetime) -> None:
    """Bring items into a state; where that takes them from learners or gives them back, their logs say so."""
    ids = list(item_ids)
    for start in range(0, len(ids), 500):  # SQLite takes a limited number of values in one statement
        few = Item.id.in_(ids[start : start + 500])
        _log(session, few, state, now)
        session.execute(sa.update(Item).where(few).values(state=state))
        if state is ItemState.LIVE:  # also by an import or its undo, where nobody looked at what had misled
            session.execute(sa.update(Item).where(few, Item.look == LOOK_DISCRIMINATION).values(look=""))


_NEWEST = (
    sa.select(sa.func.coalesce(sa.func.max(ReviewLog.sequence), 0))
    .where(ReviewLog.user_id == Card.user_id)
    .correlate(Card)
    .scalar_subquery()
)
_LOGGED = {
    "user_id": Card.user_id,
    "sequence": _NEWEST + sa.func.row_number().over(partition_by=Card.user_id, order_by=Card.item_id),
    "item_id": Card.item_id,
    "item_version": Item.version,
    "day": sa.func.coalesce(User.last_day, Card.last_day),
    "scheduler": User.scheduler,
    "repetition": Card.repetition,
    "ease": Card.ease,
    "interval_days": Card.interval_days,
    "stability": Card.stability,
    "difficulty": Card.difficulty,
    "due_day": Card.due_day,
}


def _log(session: Session, which: sa.ColumnElement[bool], state: ItemState, now: datetime) -> None:
    """A row in the log of each learner with a card of these items, of those that the state takes or gives."""
    action, changes = (
        (Action.RESTORE, Item.state != ItemState.LIVE)
        if state == ItemState.LIVE
        else (Action.RETIRE, Item.state == ItemState.LIVE)
    )
    session.flush()  # what the caller changed through objects has to be seen
    concerned = sa.select(Card.user_id).join(Item, Item.id == Card.item_id).where(which, changes)
    # A learner's row is locked by each of their answers, so no two entries get one sequence.
    session.execute(sa.select(User.id).where(User.id.in_(concerned)).order_by(User.id).with_for_update())
    columns = {**_LOGGED, "action": sa.literal(action.value), "server_time": sa.literal(now, UtcDateTime)}
    rows = (
        sa.select(*columns.values())
        .join_from(Card, Item, Item.id == Card.item_id)
        .join(User, User.id == Card.user_id)
        .where(which, changes)
    )
    log = cast("sa.Table", ReviewLog.__table__)
    session.execute(sa.insert(log).from_select(list(columns), rows))
