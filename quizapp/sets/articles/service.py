"""Articles brought as a file, pasted, or edited: each becomes an upload, whose preview is looked at first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

import sqlalchemy as sa

from quizapp.errors import MissingError
from quizapp.extensions import db, writing
from quizapp.models import Article, ArticleVersion, QuestionSet, Upload, UploadKind, User
from quizapp.sets.item_diff import FieldDiff, text_diff
from quizapp.sets.readings import check_article
from quizapp.sets.waiting import forget_expired
from quizapp.uploads import file_of, keep_upload

SUFFIXES = (".txt", ".md", ".html", ".htm", ".docx")


@dataclass(frozen=True, kw_only=True)
class ArticleText:
    """The newest text of the article that a set was made from."""

    set_id: int
    key: str
    title: str
    text: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class Meanwhile:
    """What others made of an article since somebody began to edit it; ``by`` is None for the program."""

    by: str | None
    changes: tuple[FieldDiff, ...]


def store_article(
    data: bytes,
    name: str,
    *,
    owner_id: int,
    now: datetime,
    title: str = "",
    set_id: int | None = None,
    base: str | None = None,
) -> int:
    """Keep an article's text until its preview is confirmed; its upload's id.

    A web page or a Word document is kept as its text. ``set_id`` is the set of the article that this is a new
    version of, None where that is still to be found; ``base`` is the hash of the version that was edited.

    Raises:
        UnreadableFileError: no article can be read of it; nothing is kept.
    """
    from questions import article_text

    name = PurePath(name.replace("\\", "/")).name[-255:]
    text = article_text(data, name)
    check_article(text, name)
    given = {"title": title, "target": set_id, "base": base}
    choices = {name: value for name, value in given.items() if value}
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


def text_of(upload: Upload) -> str:
    """The text of an article that waits for its preview to be confirmed.

    Raises:
        MissingError: the upload is no article.
    """
    from questions import read_article

    if upload.kind is not UploadKind.ARTICLE:
        raise MissingError("This upload is no article.")
    return read_article(file_of(upload.id), id="upload", name="upload").text


def changed_while_waiting(upload_id: int) -> Meanwhile | None:
    """What others made of the article that an upload is an edit of, since that began; None for nothing."""
    choices = db.session.scalar(sa.select(Upload.choices).where(Upload.id == upload_id)) or {}
    set_id, base = choices.get("target"), choices.get("base")
    return changed_since(set_id, base) if set_id and base else None


def changed_since(set_id: int, base: str) -> Meanwhile | None:
    """What others made of a set's article since the version of this hash; None where it is that still."""
    rows = db.session.execute(
        sa.select(ArticleVersion.sha256, ArticleVersion.text, User.name, Article.sha256.label("newest"))
        .join(Article, Article.id == ArticleVersion.article_id)
        .join(QuestionSet, QuestionSet.article_id == Article.id)
        .outerjoin(User, User.id == ArticleVersion.created_by_id)
        .where(QuestionSet.id == set_id, ArticleVersion.sha256.in_([base, Article.sha256]))
    ).all()
    versions = {row.sha256: row for row in rows}
    if not rows or rows[0].newest == base:
        return None
    newest = versions[rows[0].newest]
    former = versions[base].text if base in versions else ""
    return Meanwhile(by=newest.name, changes=text_diff(former, newest.text))
