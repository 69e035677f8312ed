"""Questions whose article changed: what it changed in each, and what the article gives in place of an edit.

Apart from the service, which has articles; this has the questions of a set that are to be looked at.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from questions import Item as ReadItem
from quizapp.comparing import digest_of
from quizapp.errors import AppError, MissingError
from quizapp.extensions import db, writing
from quizapp.item_changes import LOOK_SENTENCE
from quizapp.models import Item, ItemVersion
from quizapp.publishing import edit_item
from quizapp.sentences import with_sentence_of
from quizapp.sets.item_diff import FieldDiff, item_diff, made_diff


class LookedAtMeanwhileError(AppError):
    """Somebody changed the question, or took it as the article gives it, since the page was drawn."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            "This question was changed since you saw it, so nothing was stored. Look at it again."
        )


@dataclass(frozen=True, kw_only=True)
class Look:
    """What a change of its article did to a question.

    ``changes`` lead from its last version with another sentence to the present one. ``offered`` lead from
    there to what the article gives in place of a kept edit; empty where that is nothing else.
    ``has_sentence`` is false where the article does not say it any more.
    """

    changes: tuple[FieldDiff, ...]
    offered: tuple[FieldDiff, ...]
    has_sentence: bool


def looks_of(item_ids: Collection[int]) -> dict[int, Look]:
    """The looks of those of these items whose sentence changed, by id."""
    from questions import item_from_dict

    flagged = db.session.execute(
        sa.select(Item.id, Item.content, Item.origin).where(Item.id.in_(item_ids), Item.look == LOOK_SENTENCE)
    ).all()
    versions = _versions([row.id for row in flagged])
    looks = {}
    for row in flagged:
        now = item_from_dict(row.content)
        before = next((one for one in reversed(versions[row.id]) if _says(one) != _says(now)), now)
        given = _given(versions[row.id], row.origin, now)
        looks[row.id] = Look(
            changes=made_diff(before, now),
            offered=item_diff(now, given) if given else (),
            has_sentence=now.source is not None,
        )
    return looks


def take_given(set_id: int, item_id: int, *, version: int, by_id: int, now: datetime) -> None:
    """Let a question read as its article gives it, in place of the edit that was kept.

    Raises:
        MissingError: the set has no such item, or its article gives nothing in its place.
        LookedAtMeanwhileError: it has another version than the one that was shown.
    """
    from questions import item_from_dict

    with writing() as session:
        row = session.scalar(sa.select(Item).where(Item.id == item_id, Item.set_id == set_id))
        if row is None:
            raise MissingError("There is no such question in this set.")
        if row.version != version:
            raise LookedAtMeanwhileError
        kept = item_from_dict(row.content)
        given = _given(_versions([item_id])[item_id], row.origin, kept)
        if given is None:
            raise MissingError("The article gives nothing else in the place of this question.")
        row.look = ""
        edit_item(session, row, with_sentence_of(kept, given, None), by_id=by_id, now=now)


def _versions(item_ids: Collection[int]) -> dict[int, list[ReadItem]]:
    """The versions of each of these items, oldest first."""
    from questions import item_from_dict

    rows = db.session.execute(
        sa.select(ItemVersion.item_id, ItemVersion.content)
        .where(ItemVersion.item_id.in_(item_ids))
        .order_by(ItemVersion.item_id, ItemVersion.version)
    )
    versions: dict[int, list[ReadItem]] = {item_id: [] for item_id in item_ids}
    for row in rows:
        versions[row.item_id].append(item_from_dict(row.content))
    return versions


def _given(versions: Sequence[ReadItem], origin: str, now: ReadItem) -> ReadItem | None:
    """What the article gave last, where that is something else and quotes what the item quotes now."""
    from questions import to_dict

    if now.source is None or digest_of(to_dict(now)) == origin:
        return None
    given = (one for one in reversed(versions) if digest_of(to_dict(one)) == origin)
    return next((one for one in given if _says(one) == _says(now)), None)


def _says(item: ReadItem) -> str:
    return getattr(item.source, "text", "")
