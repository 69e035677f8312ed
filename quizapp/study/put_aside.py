"""The cards that a learner suspended, buried or flagged, page by page. Seen, not done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from quizapp.access import Viewer
from quizapp.extensions import db
from quizapp.models import Card, Item, QuestionSet
from quizapp.rich_text import stem_words
from quizapp.study.in_deck import IN_DECK, LEARNER, NOT_BURIED
from quizapp.study.screens import Marks
from quizapp.study.service import today_of

PAGE_SIZE = 50


@dataclass(frozen=True, kw_only=True)
class AsideCard:
    """A card that the learner suspended, buried or flagged."""

    stem: str
    set_title: str
    marks: Marks


@dataclass(frozen=True, kw_only=True)
class AsidePage:
    """One page of them, and which page of how many this is."""

    cards: tuple[AsideCard, ...]
    page: int
    pages: int


_IS_ASIDE = (
    Card.user_id == LEARNER,
    sa.or_(Card.flagged, Card.suspended, ~NOT_BURIED),
    *IN_DECK,
)
_COUNT = sa.select(sa.func.count()).select_from(Card).join(Item, Item.id == Card.item_id).where(*_IS_ASIDE)
_PAGE = (
    sa.select(
        Item.id,
        Item.content,
        QuestionSet.title,
        Card.version,
        Card.flagged,
        Card.suspended,
        (~NOT_BURIED).label("buried"),
    )
    .join(Card, Card.item_id == Item.id)
    .join(QuestionSet, QuestionSet.id == Item.set_id)
    .where(*_IS_ASIDE)
    .order_by(QuestionSet.title, Item.set_id, Item.position)
    .limit(PAGE_SIZE)
    .offset(sa.bindparam("first", type_=sa.Integer))
)


def cards_aside(viewer: Viewer, page: int, now: datetime) -> AsidePage:
    """A page of those in the learner's deck, in the order of their sets; beyond the last page, the last."""
    connection = db.session().connection()
    place = {"learner_id": viewer.id, "day": today_of(viewer, now)}
    pages = max(1, -(-connection.execute(_COUNT, place).scalar_one() // PAGE_SIZE))
    page = min(max(page, 1), pages)
    rows = connection.execute(_PAGE, {**place, "first": (page - 1) * PAGE_SIZE})
    cards = tuple(
        AsideCard(
            stem=stem_words(row.content),
            set_title=row.title,
            marks=Marks(
                item_id=row.id,
                card_version=row.version,
                flagged=row.flagged,
                suspended=row.suspended,
                buried=row.buried,
            ),
        )
        for row in rows
    )
    return AsidePage(cards=cards, page=page, pages=pages)
