"""Another option in the place of a distractor that does not function: candidates, and taking one.

Apart from ``analysis``, because candidates are found among the facts of many articles: a second's work.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

from questions import ArticleSource
from questions import Item as ReadItem
from quizapp.errors import AppError, MissingError
from quizapp.extensions import db, writing
from quizapp.models import Item, ItemVersion
from quizapp.neighbours import candidates
from quizapp.publishing import edit_item
from quizapp.sets.analysing.analysis import ItemRow, OptionShare, row_of

if TYPE_CHECKING:
    from questions import Replacement


class StaleItemError(AppError):
    """The item is no longer what the person saw, or the candidate is none any more; nothing was changed."""

    status = 409


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A distractor that does not function, and what could take its place, best first."""

    option: OptionShare
    candidates: tuple[Replacement, ...]


@dataclass(frozen=True, kw_only=True)
class ItemPage:
    """An item with its figures and an offer for each distractor that does not function.

    ``is_known`` is False where no article is known behind the item or on its condition: nothing is offered.
    """

    row: ItemRow
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
    item = _read_item(stored)
    places = [option.place for option in row.dead]
    found = candidates(item, places, _cast_off(stored)) if places else None
    return ItemPage(
        row=row,
        item=item,
        offers=tuple(Offer(option=one, candidates=(found or {}).get(one.place, ())) for one in row.dead),
        is_known=found is not None,
    )


def take(set_id: int, item_id: int, *, place: int, text: str, version: int, by_id: int, now: datetime) -> str:
    """Put a candidate in the place of an option, as a new version of the item; the text that it had there.

    Id, place in the set, state and schedules stay. The candidate is looked for anew, so that nothing comes
    into an item but what the generator vouches for.

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
    found = candidates(item, [place], _cast_off(stored)) or {}
    chosen = next((one for one in found.get(place, ()) if one.option.text == text), None)
    with writing() as session:
        fresh = session.get(Item, item_id, populate_existing=True)
        if chosen is None or fresh is None or fresh.version != version:
            raise StaleItemError(_STALE)
        edit_item(session, fresh, chosen.item, by_id=by_id, now=now)
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
