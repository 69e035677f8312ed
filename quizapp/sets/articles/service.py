"""Articles brought as a file, pasted, or edited: each becomes an upload, whose preview is looked at first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

import sqlalchemy as sa

from quizapp.errors import MissingError
from quizapp.extensions import db, writing
from quizapp.models import Article, ArticleVersion, QuestionSet, Upload, UploadKind
from quizapp.sets.readings import check_article
from quizapp.sets.waiting import forget_expired
from quizapp.uploads import keep_upload

SUFFIXES = (".txt", ".md", ".html", ".htm", ".docx")


@dataclass(frozen=True, kw_only=True)
class ArticleText:
    """The newest text of the article that a set was made from."""

    set_id: int
    key: str
    title: str
    text: str
    sha256: str


def store_article(
    data: bytes,
    name: str,
    *,
    owner_id: int,
    now: datetime,
    title: str = "",
    set_id: int | None = None,
) -> int:
    """Keep an article's text until its preview is confirmed; its upload's id.

    A web page or a Word document is kept as its text. ``set_id`` is the set of the article that this is a new
    version of, None where that is still to be found.

    Raises:
        UnreadableFileError: no article can be read of it; nothing is kept.
    """
    from questions import article_text

    name = PurePath(name.replace("\\", "/")).name[-255:]
    text = article_text(data, name)
    check_article(text, name)
    choices = {**({"title": title} if title else {}), **({"target": set_id} if set_id else {})}
    with writing() as session:
        forget_expired(session, owner_id, now)
        upload = Upload(
            owner_id=owner_id, kind=UploadKind.ARTICLE, name=name, choices=choices, created_at=now
        )
        return keep_upload(session, upload, text)


def article_of(question_set: QuestionSet) -> ArticleText:
    """The article of a set. Raises MissingError where it was made from none."""
    row = db.session.execute(
        sa.select(Article.key, Article.title, Article.sha256, ArticleVersion.text)
        .join(
            ArticleVersion,
            sa.and_(ArticleVersion.article_id == Article.id, ArticleVersion.sha256 == Article.sha256),
        )
        .where(Article.id == question_set.article_id)
    ).one_or_none()
    if row is None:
        raise MissingError("This set was not made from an article.")
    return ArticleText(set_id=question_set.id, key=row.key, title=row.title, text=row.text, sha256=row.sha256)
