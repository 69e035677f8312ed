"""Who answers for an article: one that says it was not reviewed says so until somebody has checked it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from quizapp.access import Viewer
from quizapp.errors import MissingError
from quizapp.extensions import db, writing
from quizapp.models import Article, ArticleReview, ArticleVersion, User

NOT_REVIEWED = "not reviewed by a clinician"
"""What an article says of itself, in any case, where it waits for a clinician's eye."""
_SENTENCE = re.compile(rf" *\b{NOT_REVIEWED}\.?", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Review:
    """Who checked a version of an article, and when."""

    name: str
    reviewed_at: datetime


def waits_for_review() -> sa.ColumnElement[bool]:
    """Whether the newest version of a query's article says that it was not reviewed, and still was not."""
    return sa.exists().where(
        ArticleVersion.article_id == Article.id,
        ArticleVersion.sha256 == Article.sha256,
        ArticleVersion.text.icontains(NOT_REVIEWED),
        ~sa.exists().where(ArticleReview.version_id == ArticleVersion.id),
    )


def says_not_reviewed(text: str) -> bool:
    """Whether an article's text asks for a clinician's eye."""
    return _SENTENCE.search(text) is not None


def without_notice(text: str) -> str:
    """The text without the sentence that a review has made untrue."""
    return _SENTENCE.sub("", text)


def review_of(version_id: int) -> Review | None:
    """The review of a version of an article; None where nobody has checked it."""
    row = db.session.execute(
        sa.select(User.name, User.email, ArticleReview.reviewed_at)
        .join(User, User.id == ArticleReview.reviewed_by_id)
        .where(ArticleReview.version_id == version_id)
    ).one_or_none()
    return Review(name=row.name or row.email, reviewed_at=row.reviewed_at) if row else None


def mark_reviewed(article: Article, sha256: str, person: Viewer, now: datetime) -> None:
    """Note that this person has checked a version; the first who did stays named.

    Raises:
        MissingError: the version is not the article's newest, which is the one to check.
    """
    with writing() as session:
        version_id = _newest(article, sha256)
        if session.get(ArticleReview, version_id) is None:
            session.add(ArticleReview(version_id=version_id, reviewed_by_id=person.id, reviewed_at=now))


def withdraw_review(article: Article, sha256: str) -> None:
    """Let a version wait for a review again.

    Raises:
        MissingError: the version is not the article's newest.
    """
    with writing() as session:
        session.execute(sa.delete(ArticleReview).where(ArticleReview.version_id == _newest(article, sha256)))


def _newest(article: Article, sha256: str) -> int:
    found = db.session.scalar(
        sa.select(ArticleVersion.id)
        .join(
            Article, sa.and_(Article.id == ArticleVersion.article_id, Article.sha256 == ArticleVersion.sha256)
        )
        .where(Article.id == article.id, ArticleVersion.sha256 == sha256)
    )
    if found is None:
        raise MissingError("The article has a newer version than the one that you read: read that one first.")
    return found
