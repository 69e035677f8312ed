"""Where wrong answers come from: the bundled library's facts, and the owner's other articles near by.

Apart from sets and library, because both make items of articles and neither may call the other's writing.
The facts of the library are taken once, into a file in the data folder named by what they were made of.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import sqlalchemy as sa
from flask import current_app

from questions import Article as ReadArticle
from questions import program_hash
from quizapp.extensions import db
from quizapp.models import Article, ArticleVersion

if TYPE_CHECKING:
    from questions import ArticleFacts, FactIndex, Generated, Item, Replacement

_Text = sa.Row[tuple[str, str, str, str | None, str | None, str]]

MAX_OWN = 24
"""Articles of the owner that are read for one subject, nearest first: each costs some 20 ms."""


def facts_of(data: bytes, *, key: str, name: str, title: str = "", code: str | None = None) -> ArticleFacts:
    """The facts of an article's file, under a title and a code of the instructor's where they are given.

    An empty code stands for none, whatever the file says.

    Raises:
        UnreadableFileError: the bytes are no text.
    """
    from questions import extract_facts, read_article

    article = read_article(data, id=key, name=name)
    return extract_facts(
        replace(article, title=title or article.title, icd10=article.icd10 if code is None else code or None),
    )


def generate(subject: ArticleFacts, owner_id: int | None) -> Generated:
    """The items of an article, with wrong answers of the library and of near articles of its owner."""
    from questions import generate_items

    with _index_around(subject.article, owner_id) as index:
        return generate_items(subject, index)


def candidates(
    item: Item, places: Iterable[int], cast_off: Iterable[str]
) -> dict[int, tuple[Replacement, ...]] | None:
    """The next best wrong options for each of these places of an item, best first.

    ``cast_off`` are texts that are not to come back. None where no article is at hand that the item was made
    of, nor one of the library on its condition, so that nothing is known of what would be wrong.
    """
    from questions import replacements

    article = _article_of(item)
    rows = _texts_of([article.id]) if article else []
    if article is None or not rows:
        return None
    subject, gone = _read(rows[0]), tuple(cast_off)
    with _index_around(subject.article, article.owner_id) as index:
        return {place: replacements(item, place, subject, index, cast_off=gone) for place in places}


def _article_of(item: Item) -> Article | None:
    """The article that an item was made of, else the library's on its condition, by code or title.

    Of an uploaded item whose condition nobody told, on the one that its key or stem names.
    """
    if item.article_id:
        return db.session.scalar(sa.select(Article).where(Article.key == item.article_id))
    if item.condition is None:
        return _article_named_in(item)
    of_library = sa.select(Article).where(Article.owner_id.is_(None)).order_by(Article.key)
    code, title = item.condition.icd10, item.condition.title.lower()
    found = db.session.scalar(of_library.where(Article.icd10 == code)) if code else None
    return found or db.session.scalar(of_library.where(sa.func.lower(Article.title) == title))


def _article_named_in(item: Item) -> Article | None:
    """The library's article whose title or code is the item's key; else the longest title in its stem."""
    from questions import in_plain_text

    plain = in_plain_text(item)
    key, asked = _in_words(plain.answer), f" {_in_words(plain.stem)} "
    named = db.session.execute(
        sa.select(Article.id, Article.title, Article.icd10)
        .where(Article.owner_id.is_(None))
        .order_by(Article.key)
    ).all()
    keys = [row.id for row in named if key and key in {_in_words(row.title), _in_words(row.icd10 or "")}]
    titles = [(row.id, f" {_in_words(row.title)} ") for row in named]
    in_stem = sorted((-len(title), article_id) for article_id, title in titles if title in asked)
    found = keys or [article_id for _, article_id in in_stem]
    return db.session.get(Article, found[0]) if found else None


def _in_words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


@contextmanager
def _index_around(subject: ReadArticle, owner_id: int | None) -> Iterator[FactIndex]:
    """The facts of the library and of near articles of the owner."""
    from questions import FactIndex

    with TemporaryDirectory(prefix="quizapp-") as folder:
        # A copy, because an index that is asked from many processes must not change under them.
        copy = Path(shutil.copy(library_facts(), folder))
        with FactIndex(copy) as index:
            for neighbour in _own_neighbours(subject, owner_id):
                index.add(neighbour)
            yield index


def library_facts(found: Iterable[ArticleFacts] = ()) -> Path:
    """The file with the facts of the bundled library; made where it is missing, in some seconds.

    ``found`` are these facts where the caller has them already.
    """
    from questions import FactIndex

    folder: Path = current_app.extensions["settings"].data
    file = folder / f"library-{program_hash()[:16]}.facts"
    if file.exists():
        return file
    unfinished = file.with_suffix(f".{os.getpid()}.part")
    unfinished.unlink(missing_ok=True)
    with FactIndex(unfinished) as index:
        for facts in found or _bundled_facts():
            index.add(facts)
    unfinished.replace(file)
    for former in folder.glob("library-*.facts"):
        if former != file:
            former.unlink(missing_ok=True)
    return file


def _bundled_facts() -> Iterator[ArticleFacts]:
    from questions import bundled_articles, extract_facts

    for bundled in bundled_articles():
        yield extract_facts(bundled.read())


def generate_library(found: Sequence[ArticleFacts]) -> Iterator[Generated]:
    """The items of each bundled article, whose facts are given, with wrong answers of the others."""
    from questions import FactIndex, generate_items

    with FactIndex(library_facts(found)) as index:
        for subject in found:
            yield generate_items(subject, index)


def _own_neighbours(subject: ReadArticle, owner_id: int | None) -> Iterator[ArticleFacts]:
    """The facts of the owner's nearest other articles; without an owner, of those added to the library."""
    for row in _texts_of(_nearest(subject, owner_id)):
        yield _read(row)


def _read(row: _Text) -> ArticleFacts:
    from questions import extract_facts, read_article

    article = read_article(row.text.encode(), id=row.key, name=row.key)
    stored = replace(article, sha256=row.sha256, title=row.title, icd10=row.icd10, chapter=row.chapter)
    return extract_facts(stored)


def _nearest(subject: ReadArticle, owner_id: int | None) -> list[int]:
    rows = db.session.execute(
        sa.select(Article.id, Article.key, Article.icd10, Article.chapter)
        .where(Article.owner_id == owner_id, Article.key != subject.id)
        .where(Article.key.not_like("%/%"))  # those are bundled, and in the index already
    ).all()
    ranked = sorted((-_nearness(subject, row.icd10, row.chapter), row.key, row.id) for row in rows)
    return [article_id for rank, _, article_id in ranked if rank < 0][:MAX_OWN]


def _texts_of(article_ids: Sequence[int]) -> list[_Text]:
    """The articles as they stand now, by key."""
    return list(
        db.session.execute(
            sa.select(
                Article.key,
                Article.sha256,
                Article.title,
                Article.icd10,
                Article.chapter,
                ArticleVersion.text,
            )
            .join(
                ArticleVersion,
                sa.and_(ArticleVersion.article_id == Article.id, ArticleVersion.sha256 == Article.sha256),
            )
            .where(Article.id.in_(article_ids))
            .order_by(Article.key)
        )
    )


def _nearness(subject: ReadArticle, code: str | None, chapter: str | None) -> int:
    """How near another article stands: by the codes, else by the wordings of the chapters."""
    from questions import icd10

    if subject.icd10 and code:
        return int(icd10.nearness(subject.icd10, code))
    here, there = _chapter_number(subject.icd10, subject.chapter), _chapter_number(code, chapter)
    return int(icd10.Nearness.CHAPTER) if here is not None and here == there else 0


def _chapter_number(code: str | None, chapter: str | None) -> int | None:
    from questions import icd10

    found = icd10.look_up(code).chapter if code else icd10.chapter_titled(chapter) if chapter else None
    return found.number if found else None
