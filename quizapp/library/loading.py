"""Articles of the program or of an operator's files come into the library that everybody may study.

Apart from the service, whose functions answer people's requests: these run at start and on the command line.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import Session

from questions import ArticleFacts, UnreadableFileError, program_hash
from quizapp.comparing import Comparison, coming_items
from quizapp.decks import refresh_sets
from quizapp.extensions import db, writing
from quizapp.models import Article, Item, ItemState, LoadedLibrary, QuestionSet
from quizapp.neighbours import facts_of, generate, generate_library
from quizapp.publishing import publish_items, put_states
from quizapp.publishing_articles import free_key, key_of, publish_article

if TYPE_CHECKING:
    from questions import Generated


@dataclass(frozen=True, kw_only=True)
class _Made:
    """An article with its items; ``article_id`` is None where it is new to the database."""

    article_id: int | None
    found: ArticleFacts
    generated: Generated


def load_bundled_articles(now: datetime, echo: Callable[[str], object]) -> None:
    """Bring the bundled articles and their items into the database; does nothing where nothing changed.

    Items keep their ids and states; those that can no longer be made are retired, also all of an article that
    is bundled no more.
    """
    from questions import bundled_articles

    if db.session.scalar(sa.select(LoadedLibrary.fingerprint)) == program_hash():
        return
    files = bundled_articles()
    echo(f"Making questions of {len(files)} library articles ...")
    found = [facts_of(file.path.read_bytes(), key=file.id, name=file.path.name) for file in files]
    known = _library_keys()
    made = [
        _Made(article_id=known.get(facts.article.id), found=facts, generated=generated)
        for facts, generated in zip(found, generate_library(found), strict=True)
    ]
    with writing() as session:
        for one in made:
            _publish(session, one, now)
        _retire_former(session, {file.id for file in files}, now)
        session.execute(sa.delete(LoadedLibrary))
        session.add(LoadedLibrary(fingerprint=program_hash(), loaded_at=now))
    items = sum(len(one.generated.items) for one in made)
    echo(f"The library is ready: {len(made)} articles, {items} questions.")


def add_articles(files: Sequence[tuple[str, bytes]], now: datetime) -> list[str]:
    """Add condition articles, each a file's name and bytes, to the library: all or none; a line for each.

    An article that was added before from a file of the same name is brought up to date.

    Raises:
        UnreadableFileError: one of the files cannot be read, or two have one name; nothing is added.
    """
    known = _library_keys()
    made: dict[str, _Made] = {}
    for name, data in files:
        _require_article(name)
        key = key_of(name) if key_of(name) in known else free_key(db.session(), name, title="")
        if key in made:
            raise UnreadableFileError(
                "two of the files have this name.", name=name, advice="Rename one of them."
            )
        found = facts_of(data, key=key, name=name)
        made[key] = _Made(article_id=known.get(key), found=found, generated=generate(found, None))
    with writing() as session:
        return [_line(one, _publish(session, one, now)) for one in made.values()]


def _require_article(name: str) -> None:
    if PurePath(name).suffix.lower() not in {".txt", ".md"}:
        raise UnreadableFileError(
            "this is no article by its name.", name=name, advice="Articles are .txt or .md files."
        )


def _library_keys() -> dict[str, int]:
    """The articles of the library, bundled and added, by key."""
    rows = db.session.execute(sa.select(Article.key, Article.id).where(Article.owner_id.is_(None)))
    return {row.key: row.id for row in rows}


def _publish(session: Session, one: _Made, now: datetime) -> Comparison:
    question_set = publish_article(
        session, one.found, article_id=one.article_id, owner_id=None, by_id=None, now=now
    )
    return publish_items(
        session,
        question_set.id,
        coming_items(one.generated.items),
        states={},
        by_id=None,
        now=now,
        is_generated=True,
    ).comparison


def _retire_former(session: Session, keys: set[str], now: datetime) -> None:
    """Retire the items of articles that were bundled once: their keys have a slash, those of others none."""
    former = session.scalars(
        sa.select(QuestionSet.id)
        .join(Article, Article.id == QuestionSet.article_id)
        .where(Article.owner_id.is_(None), Article.key.like("%/%"), Article.key.not_in(keys))
    ).all()
    theirs = sa.select(Item.id).where(Item.set_id.in_(former), Item.state != ItemState.RETIRED)
    put_states(session, session.scalars(theirs).all(), ItemState.RETIRED, now)
    refresh_sets(session, former)


def _line(one: _Made, comparison: Comparison) -> str:
    article = one.found.article
    code = f" ({article.icd10})" if article.icd10 else ""
    return (
        f"{article.title}{code}: {len(comparison.added)} questions added, {len(comparison.changed)} changed, "
        f"{len(comparison.unchanged)} unchanged, {len(comparison.gone)} retired."
    )
