"""One item of a set: made, edited as a new version, its versions with who and when, one of them restored."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from questions import Item as ReadItem
from questions import Kind, Task, item_from_dict
from quizapp.comparing import coming_items
from quizapp.errors import AppError, InvalidInputError, MissingError
from quizapp.extensions import db, writing
from quizapp.item_changes import LOOK_EDIT, LOOK_SENTENCE
from quizapp.models import Item, ItemState, ItemVersion, User
from quizapp.publishing import add_item, edit_item
from quizapp.sets.item_diff import FieldDiff, item_diff

NEW_ITEM = ReadItem(id="", kind=Kind.MULTIPLE_CHOICE, task=Task.RECOGNISE, stem="", answer="")


class ChangedMeanwhileError(AppError):
    """Somebody gave the item another text since the page was drawn; nothing was stored."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            "This question was changed since you opened it, and nothing of yours is stored yet. Your text is "
            "below. Take over what you want to keep of the other change, then save again."
        )


@dataclass(frozen=True, kw_only=True)
class Version:
    """A version of an item, and what it changed of the one before it; ``by`` is None for the program."""

    version: int
    item: ReadItem
    created_at: datetime
    by: str | None
    changes: tuple[FieldDiff, ...]


@dataclass(frozen=True, kw_only=True)
class Meanwhile:
    """What others made of an item since somebody opened it, and who did so last."""

    version: int
    by: str | None
    changes: tuple[FieldDiff, ...]


@dataclass(frozen=True, kw_only=True)
class StoredItem:
    """An item as it stands."""

    id: int
    set_id: int
    version: int
    state: ItemState
    look: str
    item: ReadItem


def item_of(set_id: int, item_id: int) -> StoredItem:
    """An item of a set. Raises MissingError where the set has none of this id."""
    row = _row(db.session(), set_id, item_id)
    return StoredItem(
        id=row.id,
        set_id=set_id,
        version=row.version,
        state=row.state,
        look=row.look,
        item=item_from_dict(row.content),
    )


def versions_of(set_id: int, item_id: int) -> list[Version]:
    """The versions of an item, newest first. Raises MissingError where the set has none of this id."""
    _row(db.session(), set_id, item_id)
    rows = db.session.execute(
        sa.select(ItemVersion.version, ItemVersion.content, ItemVersion.created_at, User.name)
        .outerjoin(User, User.id == ItemVersion.created_by_id)
        .where(ItemVersion.item_id == item_id)
        .order_by(ItemVersion.version)
    ).all()
    versions, former = [], None
    for row in rows:
        item = item_from_dict(row.content)
        changes = item_diff(former, item) if former else ()
        versions.append(
            Version(version=row.version, item=item, created_at=row.created_at, by=row.name, changes=changes)
        )
        former = item
    return versions[::-1]


def meanwhile(set_id: int, item_id: int, version: int) -> Meanwhile:
    """What became of an item since this version. Raises MissingError where the set has none of this id."""
    newest, *others = versions_of(set_id, item_id)
    opened = next((one.item for one in others if one.version == version), newest.item)
    return Meanwhile(version=newest.version, by=newest.by, changes=item_diff(opened, newest.item))


def add(set_id: int, item: ReadItem, *, by_id: int, now: datetime) -> int:
    """Add a new item to a set, as a draft behind the others; its id.

    Raises:
        InvalidInputError: the set has a question of this stem and answer already.
    """
    from questions import derived_id

    item = replace(item, id=derived_id(item))
    with writing() as session:
        known = sa.select(Item.id).where(Item.set_id == set_id, Item.key == item.id)
        if session.scalar(known) is not None:
            raise InvalidInputError("stem", "The set has a question of this stem and answer already.")
        (coming,) = coming_items([item])
        return add_item(session, set_id, coming, by_id=by_id, now=now)


def save(set_id: int, item_id: int, item: ReadItem, *, version: int, by_id: int, now: datetime) -> bool:
    """Give an item another text; whether it reads otherwise. That it was to be looked at is settled.

    Raises:
        MissingError: the set has none of this id.
        ChangedMeanwhileError: it has another version than the one that was shown.
    """
    with writing() as session:
        row = _row(session, set_id, item_id)
        if row.version != version:
            raise ChangedMeanwhileError
        row.look = "" if row.look in {LOOK_SENTENCE, LOOK_EDIT} else row.look
        return edit_item(session, row, item, by_id=by_id, now=now)


def restore(set_id: int, item_id: int, version: int, *, by_id: int, now: datetime) -> bool:
    """Give an item the text of one of its versions, as a new version; whether it reads otherwise.

    Raises:
        MissingError: the set has no such item, or that no such version.
    """
    with writing() as session:
        row = _row(session, set_id, item_id)
        former = session.get(ItemVersion, (item_id, version))
        if former is None:
            raise MissingError("The question has no such version.")
        return edit_item(session, row, item_from_dict(former.content), by_id=by_id, now=now)


def settle(set_id: int, item_id: int, *, version: int) -> bool:
    """Say that an item was looked at and is right as it reads; whether it has this version still."""
    with writing() as session:
        row = _row(session, set_id, item_id)
        if row.version != version:
            return False
        row.look = "" if row.look in {LOOK_SENTENCE, LOOK_EDIT} else row.look
        return True


def _row(session: Session, set_id: int, item_id: int) -> Item:
    row = session.scalar(sa.select(Item).where(Item.id == item_id, Item.set_id == set_id))
    if row is None:
        raise MissingError("There is no such question in this set.")
    return row
