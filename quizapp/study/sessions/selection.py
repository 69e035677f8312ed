"""Which cards a custom session may be drawn from: what can be asked for, and what matches. Reading only.

Apart from ``sessions``, which starts and ends them. Cards that are suspended, or buried today, never match.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from questions import Kind
from quizapp.log_reading import is_undone
from quizapp.models import Article, Card, Item, ItemState, QuestionSet, ReviewLog
from quizapp.scheduling.card import LEECH_LAPSES
from quizapp.scheduling.replay import Action
from quizapp.scheduling.sm2 import LOWEST_PASSING_GRADE
from quizapp.study.in_deck import set_ids
from quizapp.study.sessions.cards import Pool, is_available

_WITH_OPTIONS = (Kind.MULTIPLE_CHOICE.value, Kind.MULTIPLE_ANSWER.value, Kind.TRUE_FALSE.value)


class Order(StrEnum):
    """In which order a session shows its cards."""

    RANDOM = "random"
    OLDEST = "oldest"


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a learner asks of a session. Empty strings and None narrow nothing.

    Attributes:
        days: back, for mistakes; ahead, for cards ahead of time; without meaning for other pools.
        chapter: the number of an ICD-10 chapter.
        seconds_a_question, minutes: at most one of them, where the session is a timed block.
        counts: answers to cards that are due move them. Ahead of time they always do.
    """

    pool: Pool
    days: int = 0
    set_id: int | None = None
    chapter: int | None = None
    condition: str = ""
    tag: str = ""
    only_choices: bool = False
    size: int = 20
    order: Order = Order.RANDOM
    seconds_a_question: int | None = None
    minutes: int | None = None
    counts: bool = False

    @property
    def reschedules(self) -> bool:
        """Whether any answer may move its card."""
        return self.counts or self.pool is Pool.AHEAD

    @property
    def is_timed(self) -> bool:
        """Whether the session is a timed block."""
        return self.seconds_a_question is not None or self.minutes is not None

    def time_for(self, cards: int) -> timedelta | None:
        """How long a timed block of so many cards lasts; None where there is no limit."""
        if self.seconds_a_question is not None:
            return timedelta(seconds=self.seconds_a_question * cards)
        return timedelta(minutes=self.minutes) if self.minutes is not None else None


@dataclass(frozen=True, kw_only=True)
class Matching:
    """How many cards match, and of how many of them an answer would move the card if answers counted."""

    cards: int
    due: int


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """A chapter of ICD-10, and the learner's sets of its articles."""

    number: int
    title: str
    set_ids: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Choices:
    """By what a learner's deck can be narrowed; the sets by id and title."""

    sets: tuple[tuple[int, str], ...]
    chapters: tuple[Chapter, ...]
    conditions: tuple[str, ...]
    tags: tuple[str, ...]


def choices_of(connection: Connection | Session, user_id: int) -> Choices:
    """What there is to choose from in this learner's deck."""
    sets = connection.execute(
        sa.select(QuestionSet.id, QuestionSet.title, Article.icd10, Article.chapter)
        .outerjoin(Article, Article.id == QuestionSet.article_id)
        .where(QuestionSet.id.in_(set_ids(user_id)))
        .order_by(sa.func.lower(QuestionSet.title), QuestionSet.id)
    ).all()
    in_deck = (Item.state == ItemState.LIVE, Item.set_id.in_(set_ids(user_id)))
    conditions = sa.select(Item.condition).where(*in_deck, Item.condition != "").distinct()
    written = Item.content["tags"].as_string()
    tags = connection.execute(sa.select(written).where(*in_deck, written != "[]").distinct()).scalars()
    return Choices(
        sets=tuple((row.id, row.title) for row in sets),
        chapters=_chapters(sets),
        conditions=tuple(sorted(connection.execute(conditions).scalars(), key=str.casefold)),
        tags=tuple(sorted({tag for text in tags for tag in json.loads(text)}, key=str.casefold)),
    )


def _chapters(sets: Any) -> tuple[Chapter, ...]:
    """Those of the articles behind the sets, by their code, else by the wording of their chapter."""
    from questions import icd10

    found: dict[int, Chapter] = {}
    for row in sets:
        chapter = icd10.look_up(row.icd10).chapter if row.icd10 else None
        if chapter is None and row.chapter:
            chapter = icd10.chapter_titled(row.chapter)
        if chapter is not None:
            earlier = found[chapter.number].set_ids if chapter.number in found else ()
            title = f"{chapter.roman} {chapter.title}"
            found[chapter.number] = Chapter(number=chapter.number, title=title, set_ids=(*earlier, row.id))
    return tuple(found[number] for number in sorted(found))


def count_matching(
    connection: Connection | Session, user_id: int, wanted: Wanted, choices: Choices, day: int
) -> Matching:
    """How many cards these wishes find."""
    is_due = sa.and_(Card.due_day <= day, Card.last_day < day)
    row = connection.execute(
        _matching(user_id, wanted, choices, day).with_only_columns(
            sa.func.count().label("cards"), sa.func.count().filter(is_due).label("due")
        )
    ).one()
    return Matching(cards=row.cards, due=row.due)


def matching_items(
    connection: Connection | Session, user_id: int, wanted: Wanted, choices: Choices, day: int
) -> list[int]:
    """The items found, those first that the learner has not seen for longest; never seen ones at the end."""
    query = _matching(user_id, wanted, choices, day).order_by(
        Card.last_day.is_(None), Card.last_day, Item.set_id, Item.queue_order, Item.id
    )
    return list(connection.execute(query).scalars())


def _matching(user_id: int, wanted: Wanted, choices: Choices, day: int) -> sa.Select[Any]:
    query = (
        sa.select(Item.id)
        .outerjoin(Card, sa.and_(Card.user_id == user_id, Card.item_id == Item.id))
        .where(*is_available(user_id, day), *_POOLS[wanted.pool](user_id, wanted.days, day))
    )
    if wanted.set_id is not None:
        query = query.where(Item.set_id == wanted.set_id)
    if wanted.chapter is not None:
        sets = [chapter.set_ids for chapter in choices.chapters if chapter.number == wanted.chapter]
        query = query.where(Item.set_id.in_(sets[0] if sets else ()))
    if wanted.condition:
        query = query.where(Item.condition == wanted.condition)
    if wanted.tag:
        # The list of tags as it is stored: a tag in its quotes is in it whole, never as part of another.
        query = query.where(
            Item.content["tags"].as_string().contains(json.dumps(wanted.tag), autoescape=True)
        )
    if wanted.only_choices:
        query = query.where(Item.kind.in_(_WITH_OPTIONS))
    return query


Conditions = tuple[sa.ColumnElement[bool], ...]


def _mistakes(user_id: int, days: int, day: int) -> Conditions:
    """The latest answer of these days was wrong. A drill repeats on the same day, and mends nothing."""
    latest = (
        sa.select(sa.func.max(ReviewLog.sequence))
        .where(
            ReviewLog.user_id == user_id,
            ReviewLog.day > day - days,
            ReviewLog.action.in_([Action.ANSWER.value, Action.PRACTICE.value]),
            ~is_undone(),
        )
        .group_by(ReviewLog.item_id)
    )
    wrong = sa.select(ReviewLog.item_id).where(
        ReviewLog.user_id == user_id,
        ReviewLog.sequence.in_(latest),
        ReviewLog.grade < LOWEST_PASSING_GRADE,
    )
    return (Item.id.in_(wrong),)


def _ahead(_user_id: int, days: int, day: int) -> Conditions:
    """Due in so many days, and not answered today; what is due today waits in the queue already."""
    return (Card.due_day.between(day + 1, day + days), Card.last_day < day)


_POOLS: dict[Pool, Callable[[int, int, int], Conditions]] = {
    Pool.MISTAKES: _mistakes,
    Pool.FLAGGED: lambda _user_id, _days, _day: (Card.flagged.is_(True),),
    Pool.LEECHES: lambda _user_id, _days, _day: (Card.lapses >= LEECH_LAPSES,),
    Pool.AHEAD: _ahead,
    Pool.SEEN: lambda _user_id, _days, _day: (Card.due_day.is_not(None),),
    Pool.EVERYTHING: lambda _user_id, _days, _day: (),
}
