"""What anybody signed in does with the library: find articles, read one, choose what to study.

Also the way in for what runs at start and on the command line, which ``loading`` holds.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.access import Viewer
from quizapp.decks import refresh_learners
from quizapp.errors import MissingError
from quizapp.extensions import db, writing
from quizapp.library.loading import add_articles, load_bundled_articles
from quizapp.library.reading import Block, Mark, blocks_of
from quizapp.library.reviews import (
    Review,
    mark_reviewed,
    review_of,
    says_not_reviewed,
    waits_for_review,
    withdraw_review,
    without_notice,
)
from quizapp.models import (
    Article,
    ArticleVersion,
    Assignment,
    ChosenSet,
    Item,
    ItemState,
    MemberRole,
    Membership,
    QuestionSet,
)

__all__ = [
    "ArticlePage", "Chapter", "LibraryLine", "Shelf", "add_articles", "article_ids", "choose", "drop",
    "load_bundled_articles", "mark_reviewed", "read_version", "shelves", "withdraw_review",
]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class LibraryLine:
    """An article in the list. One of the library may be chosen by anybody, others come through a course."""

    article_id: int
    set_id: int
    title: str
    code: str | None
    chapter: str | None
    live: int
    is_library: bool
    is_chosen: bool
    is_in_course: bool
    is_reviewed: bool


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """The articles of one block of ICD-10; ``codes`` is empty for those without a code."""

    codes: str
    title: str
    lines: tuple[LibraryLine, ...]


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """The shelves of one chapter; ``number`` is WHO's Roman one, empty where none is known."""

    number: str
    title: str
    shelves: tuple[Shelf, ...]


@dataclass(frozen=True, kw_only=True)
class ArticlePage:
    """An article's text as it is shown. ``is_current`` is false for an earlier version of it.

    ``line`` is None for an administrator who looks at another person's article. ``waits_for_review`` is true
    of a version that says it was not reviewed, until ``review`` names who has checked it.
    """

    line: LibraryLine | None
    chapter: str | None
    blocks: tuple[Block, ...]
    is_current: bool
    is_marked: bool
    sha256: str
    waits_for_review: bool
    review: Review | None


def shelves(person: Viewer, search: str = "") -> list[Chapter]:
    """The articles that this person may read, by chapter and block; of those that a search finds."""
    words = search.casefold().split()
    by_place: dict[_Place, list[LibraryLine]] = {}
    for line in _lines(person):
        if all(word in f"{line.title} {line.code or ''}".casefold() for word in words):
            by_place.setdefault(_place_of(line), []).append(line)
    in_order = sorted(by_place)
    return [
        Chapter(
            number=chapter[1],
            title=chapter[2],
            shelves=tuple(
                Shelf(codes=place.codes, title=place.block, lines=tuple(by_place[place])) for place in places
            ),
        )
        for chapter, places in groupby(in_order, key=lambda place: (place.order, place.number, place.chapter))
    ]


def read_version(
    person: Viewer, article: Article, *, version: str | None, mark: tuple[int, int] | None
) -> ArticlePage:
    """The text of an article's version, the newest without one, with a span of it marked.

    A span that does not lie in the text is not marked.

    Raises:
        MissingError: the article has no such version.
    """
    sha256 = (version or article.sha256).removeprefix("sha256:")
    found = db.session.execute(
        sa.select(ArticleVersion.id, ArticleVersion.text).where(
            ArticleVersion.article_id == article.id, ArticleVersion.sha256 == sha256
        )
    ).one_or_none()
    if found is None:
        raise MissingError("The article has no such version.")
    review = review_of(found.id)
    text = without_notice(found.text) if review and not mark else found.text
    is_inside = mark is not None and 0 <= mark[0] < mark[1] <= len(text)
    return ArticlePage(
        line=next(iter(_lines(person, article_id=article.id)), None),
        chapter=article.chapter,
        blocks=blocks_of(text, [Mark(start=mark[0], end=mark[1])] if mark and is_inside else []),
        is_current=sha256 == article.sha256,
        is_marked=is_inside,
        sha256=sha256,
        waits_for_review=review is None and says_not_reviewed(text),
        review=review,
    )


def article_ids(person: Viewer, keys: Collection[str]) -> dict[str, int]:
    """The ids of the articles that item sources name by their keys: the library's and the person's own."""
    query = sa.select(Article.key, Article.id).where(Article.key.in_(keys))
    if not person.administers:
        query = query.where(sa.or_(Article.owner_id.is_(None), Article.owner_id == person.id))
    rows = db.session.execute(query)
    return {row.key: row.id for row in rows}


def choose(user_id: int, set_id: int, now: datetime) -> str:
    """Add a set of the library to what a learner studies; its title. Does nothing where it is chosen already.

    Raises:
        MissingError: the library has no such set.
    """
    with writing() as session:
        question_set = _library_set(session, set_id)
        if session.get(ChosenSet, (user_id, set_id)) is None:
            session.add(ChosenSet(user_id=user_id, set_id=set_id, chosen_at=now))
            refresh_learners(session, [user_id])
        return question_set.title


def drop(user_id: int, set_id: int) -> str:
    """Take a set of the library from what a learner studies; its title. Their answers and schedules stay.

    Raises:
        MissingError: the library has no such set.
    """
    with writing() as session:
        question_set = _library_set(session, set_id)
        session.execute(sa.delete(ChosenSet).where(ChosenSet.user_id == user_id, ChosenSet.set_id == set_id))
        refresh_learners(session, [user_id])
        return question_set.title


def _library_set(session: Session, set_id: int) -> QuestionSet:
    question_set = session.get(QuestionSet, set_id)
    if question_set is None or question_set.owner_id is not None or question_set.article_id is None:
        raise MissingError("The library has no such topic.")
    return question_set


@dataclass(frozen=True, kw_only=True, order=True)
class _Place:
    """Where an article stands in ICD-10; sorts by chapter, then by block, those without at the end."""

    order: int
    number: str = ""
    chapter: str = "Without a chapter of ICD-10"
    codes: str = "~"
    block: str = "Without an ICD-10 code"


def _place_of(line: LibraryLine) -> _Place:
    from questions import icd10

    code = icd10.look_up(line.code) if line.code else None
    if code is not None and code.chapter is not None and code.block is not None:
        chapter, block = code.chapter, code.block
        return _Place(
            order=chapter.number,
            number=chapter.roman,
            chapter=chapter.title,
            codes=block.codes,
            block=block.title,
        )
    found = icd10.chapter_titled(line.chapter) if line.chapter else None
    if found is None:
        return _Place(order=99)
    return _Place(order=found.number, number=found.roman, chapter=found.title)


def _lines(person: Viewer, *, article_id: int | None = None) -> list[LibraryLine]:
    """The articles of the library, the person's own, and those behind what their courses study; by title."""
    live = (
        sa.select(sa.func.count())
        .where(Item.set_id == QuestionSet.id, Item.state == ItemState.LIVE)
        .scalar_subquery()
    )
    chosen = sa.exists().where(ChosenSet.set_id == QuestionSet.id, ChosenSet.user_id == person.id)
    query = (
        sa.select(
            Article.id.label("article_id"),
            QuestionSet.id.label("set_id"),
            Article.title,
            Article.icd10.label("code"),
            Article.chapter,
            live.label("live"),
            Article.owner_id.is_(None).label("is_library"),
            chosen.label("is_chosen"),
            _studied_in_course(person, MemberRole.STUDENT).label("is_in_course"),
            (~waits_for_review()).label("is_reviewed"),
        )
        .join(QuestionSet, QuestionSet.article_id == Article.id)
        .where(
            sa.or_(
                Article.owner_id.is_(None),
                Article.owner_id == person.id,
                _studied_in_course(person, *MemberRole),
            )
        )
        .order_by(sa.func.lower(Article.title), Article.id)
    )
    if article_id is not None:
        query = query.where(Article.id == article_id)
    return [LibraryLine(**row) for row in db.session.execute(query).mappings()]


def _studied_in_course(person: Viewer, *roles: MemberRole) -> sa.Exists:
    """Whether a course in which the person has one of these roles studies the set."""
    return sa.exists().where(
        Assignment.set_id == QuestionSet.id,
        Membership.course_id == Assignment.course_id,
        Membership.user_id == person.id,
        Membership.role.in_(roles),
        Membership.left_at.is_(None),
    )
