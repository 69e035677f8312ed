"""Another option in the place of a distractor that does not function: candidates, and taking one.

Apart from ``analysis``, because candidates are found among the facts of many articles: a second's work.
Where no article says what would be wrong, right answers of the set's other questions are borrowed.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

from questions import ArticleSource
from questions import Item as ReadItem
from quizapp.errors import AppError, MissingError
from quizapp.extensions import db, writing
from quizapp.models import Item, ItemVersion
from quizapp.neighbours import candidates
from quizapp.progress.exposures import OF_THE_SET
from quizapp.publishing import edit_item
from quizapp.sets.analysing.analysis import Former, ItemRow, OptionShare, former_of, row_of

if TYPE_CHECKING:
    from questions import Borrowed, Replacement


MAX_LENDERS = 200
"""Other questions that are read for their right answers, the nearest of the set: a tenth of a second."""


class StaleItemError(AppError):
    """The item is no longer what the person saw, or the candidate is none any more; nothing was changed."""

    status = 409


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A distractor that does not function, and what could take its place, best first.

    Of ``candidates`` the generator vouches that they are wrong; of ``borrowed`` nobody does, each with the
    number of the question whose right answer it is.
    """

    option: OptionShare
    candidates: tuple[Replacement, ...]
    borrowed: tuple[tuple[int, Borrowed], ...]


@dataclass(frozen=True, kw_only=True)
class ItemPage:
    """An item with its figures, what they were before its options changed, and an offer for each distractor
    that does not function.

    ``is_known`` is False where no article is known behind the item or on its condition.
    """

    row: ItemRow
    former: Former | None
    item: ReadItem
    offers: tuple[Offer, ...]
    is_known: bool

    @property
    def article_keys(self) -> set[str]:
        """The articles that lend the candidates."""
        sources = (one.option.source for offer in self.offers for one in offer.candidates)
        return {source.article_id for source in sources if isinstance(source, ArticleSource)}


def item_page(set_id: int, item_id: int) -> ItemPage:
    """What the page of an item shows.

    Raises:
        MissingError: there is no such item in the set, or it is not analysed.
    """
    row = row_of(set_id, item_id)
    if row is None:
        raise MissingError("There is no such question in this set, or it is not analysed.")
    stored = db.session.get_one(Item, item_id)
    item, cast_off = _read_item(stored), _cast_off(stored)
    former = former_of(stored)
    dead = row.dead if row.n or former is None else _still_dead(row, former)
    places = [option.place for option in dead]
    found = candidates(item, places, cast_off) if places else None
    return ItemPage(
        row=row,
        former=former,
        item=item,
        offers=tuple(
            Offer(
                option=one,
                candidates=(sure := (found or {}).get(one.place, ())),
                borrowed=() if sure else _borrowed(stored, item, one.place, cast_off),
            )
            for one in dead
        ),
        is_known=found is not None,
    )


def _still_dead(row: ItemRow, former: Former) -> tuple[OptionShare, ...]:
    """The distractors that did not function before another one was changed: nobody has to wait for them."""
    known = {option.text: option for option in former.options if option.is_dead}
    return tuple(
        replace(known[option.text], place=option.place)
        for option in row.options
        if option.text in known and not option.is_key
    )


def _borrowed(
    stored: Item, item: ReadItem, place: int, cast_off: Collection[str]
) -> tuple[tuple[int, Borrowed], ...]:
    """Right answers of questions that stand nearest in the set, each with its question's number."""
    from questions import borrowed_keys

    near = db.session.scalars(
        sa.select(Item)
        .where(Item.set_id == stored.set_id, Item.id != stored.id, Item.state.in_(OF_THE_SET))
        .where(Item.kind == item.kind)
        .order_by(sa.func.abs(Item.position - stored.position), Item.id)
        .limit(MAX_LENDERS)
    )
    others = {one.key: one for one in near}
    read = [replace(_read_item(one), id=key) for key, one in others.items()]
    found = borrowed_keys(replace(item, id=stored.key), place, read, cast_off=cast_off)
    return tuple((others[one.lender].position + 1, one) for one in found)


def take(set_id: int, item_id: int, *, place: int, text: str, version: int, by_id: int, now: datetime) -> str:
    """Put a candidate in the place of an option, as a new version of the item; the text that it had there.

    Id, place in the set, state and schedules stay. The candidate is looked for anew, so that nothing comes
    into an item but what was offered.

    Raises:
        MissingError: there is no such item in the set.
        StaleItemError: the item has another version by now, or this text is no candidate.
    """
    stored = db.session.get(Item, item_id)
    if stored is None or stored.set_id != set_id:
        raise MissingError("There is no such question in this set.")
    item = _read_item(stored)
    if not 0 <= place < len(item.options) or stored.version != version:
        raise StaleItemError(_STALE)
    cast_off = _cast_off(stored)
    offered = (candidates(item, [place], cast_off) or {}).get(place, ()) or [
        one for _, one in _borrowed(stored, item, place, cast_off)
    ]
    chosen = next((one for one in offered if one.option.text == text), None)
    with writing() as session:
        fresh = session.get(Item, item_id, populate_existing=True)
        if chosen is None or fresh is None or fresh.version != version:
            raise StaleItemError(_STALE)
        edit_item(session, fresh, replace(chosen.item, id=item.id), by_id=by_id, now=now)
    return item.options[place].text


_STALE = "The question was changed since this page was drawn. Look at it again, then choose."


def _cast_off(stored: Item) -> set[str]:
    """The wrong options that the item had in any version: none of them is offered again."""
    contents = db.session.scalars(sa.select(ItemVersion.content).where(ItemVersion.item_id == stored.id))
    return {
        option["text"]
        for content in contents
        for option in content.get("options") or []
        if not option["correct"]
    }


def _read_item(stored: Item) -> ReadItem:
    from questions import item_from_dict

    return item_from_dict(stored.content)
