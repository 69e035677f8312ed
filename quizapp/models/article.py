"""Condition articles and every version of their text, so that an item can show the sentence it came from."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from quizapp.extensions import Base


class Article(Base):
    """A condition article. ``key`` is the article id that item ids are made from, fixed at first upload.

    ``owner_id`` is None for articles of the bundled library. ``icd10`` is what the newest version says, or
    what the instructor set in the preview. ``sha256`` names the version that is current.
    """

    __tablename__ = "article"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(sa.String(200), unique=True)
    title: Mapped[str] = mapped_column(sa.String(300))
    icd10: Mapped[str | None] = mapped_column(sa.String(10), index=True)
    chapter: Mapped[str | None] = mapped_column(sa.String(200))
    owner_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("user_account.id", ondelete="RESTRICT"), index=True
    )
    sha256: Mapped[str] = mapped_column(sa.String(64))
    created_at: Mapped[datetime]

    versions: Mapped[list[ArticleVersion]] = relationship(back_populates="article", lazy="raise")


class ArticleVersion(Base):
    """One text of an article. ``sha256`` is of the uploaded bytes; item sources name it."""

    __tablename__ = "article_version"
    __table_args__ = (sa.UniqueConstraint("article_id", "sha256"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(sa.ForeignKey("article.id", ondelete="CASCADE"))
    sha256: Mapped[str] = mapped_column(sa.String(64))
    text: Mapped[str] = mapped_column(sa.Text)
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user_account.id", ondelete="SET NULL"))

    article: Mapped[Article] = relationship(back_populates="versions", lazy="raise")


class ArticleReview(Base):
    """A version of an article that somebody answers for: they have checked what it says."""

    __tablename__ = "article_review"

    version_id: Mapped[int] = mapped_column(
        sa.ForeignKey("article_version.id", ondelete="CASCADE"), primary_key=True
    )
    reviewed_by_id: Mapped[int] = mapped_column(
        sa.ForeignKey("user_account.id", ondelete="RESTRICT"), index=True
    )
    reviewed_at: Mapped[datetime]


class LoadedLibrary(Base):
    """One row: what the bundled library's items were made of, so that an equal start is quick."""

    __tablename__ = "loaded_library"

    fingerprint: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    loaded_at: Mapped[datetime]
