"""Writing articles: a new version is kept beside the earlier ones, and the article's set is found or made.

Apart from publishing, which is about items whatever they come from. Nothing here commits.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from questions import ArticleFacts
from quizapp.models import Article, ArticleVersion, QuestionSet
from quizapp.one_line import one_line


def publish_article(
    session: Session,
    found: ArticleFacts,
    *,
    article_id: int | None,
    owner_id: int | None,
    by_id: int | None,
    now: datetime,
) -> QuestionSet:
    """Store the text as the article's newest version and give its set; both are made for a new article."""
    read = found.article
    article = session.get(Article, article_id) if article_id is not None else None
    if article is None:
        article = Article(key=read.id, owner_id=owner_id, created_at=now)
        session.add(article)
    article.title, article.icd10, article.chapter = one_line(read.title), read.icd10, chapter_of(found)
    article.sha256 = read.sha256
    session.flush()
    _keep_version(session, article.id, found, by_id=by_id, now=now)
    question_set = session.scalar(sa.select(QuestionSet).where(QuestionSet.article_id == article.id))
    if question_set is None:
        question_set = QuestionSet(owner_id=owner_id, article_id=article.id, created_at=now)
        session.add(question_set)
    question_set.title = article.title
    session.flush()
    return question_set


def _keep_version(
    session: Session, article_id: int, found: ArticleFacts, *, by_id: int | None, now: datetime
) -> None:
    """Store the text beside those of earlier versions, unless it is one of them."""
    article = found.article
    known = sa.select(ArticleVersion.id).where(
        ArticleVersion.article_id == article_id, ArticleVersion.sha256 == article.sha256
    )
    if session.scalar(known) is None:
        version = ArticleVersion(
            article_id=article_id, sha256=article.sha256, text=article.text, created_at=now
        )
        version.created_by_id = by_id
        session.add(version)


def chapter_of(found: ArticleFacts) -> str | None:
    """The chapter as the article names it, else the one of its code."""
    from questions import icd10

    article = found.article
    chapter = icd10.look_up(article.icd10).chapter if article.icd10 else None
    return article.chapter or (chapter.title if chapter else None)


def free_key(session: Session, name: str, title: str) -> str:
    """A key for a new article, readable and not taken: of its file's name, else of its title.

    Keys of bundled articles have a slash, these never.
    """
    stem = key_of(name) or _slug(title) or "article"
    taken = set(session.scalars(sa.select(Article.key).where(Article.key.like(f"{stem}%"))))
    number = 1
    key = stem
    while key in taken:
        number += 1
        key = f"{stem}-{number}"
    return key


def key_of(name: str) -> str:
    """The key that an article's file asks for by its name; empty where that has no Latin letter or digit."""
    return _slug(re.sub(r"\.\w+$", "", name))


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80]
