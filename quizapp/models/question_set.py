"""Question sets, their items with every version, and uploads that wait for their preview to be confirmed."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from quizapp.extensions import Base
from quizapp.models.article import Article


class ItemState(StrEnum):
    """Only live items are introduced to learners; the schedules of the others stay and wait."""

    DRAFT = "draft"
    LIVE = "live"
    QUARANTINED = "quarantined"
    RETIRED = "retired"


class UploadKind(StrEnum):
    """What an uploaded file holds."""

    ARTICLE = "article"
    QUESTION_SET = "question_set"
    ANKI_PACKAGE = "anki_package"
    """A learner's schedule from Anki; it holds no questions."""


class UploadStage(StrEnum):
    """How far a file of questions has come; files of other kinds are ready at once."""

    WAITING = "waiting"
    READING = "reading"
    READY = "ready"
    FAILED = "failed"


class QuestionSet(Base):
    """A set of items. ``article_id`` is the article they were generated from, None for an uploaded set.

    ``owner_id`` is None for the sets of the bundled library, which everybody may choose to study; so an owner
    cannot be deleted before their sets are given to somebody else.
    """

    __tablename__ = "question_set"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(sa.String(300))
    owner_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("user_account.id", ondelete="RESTRICT"), index=True
    )
    article_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("article.id", ondelete="SET NULL"), index=True
    )
    created_at: Mapped[datetime]

    article: Mapped[Article | None] = relationship(lazy="raise")


class SetShare(Base):
    """A set that its owner lets another instructor use: assign it, see and download it; or edit it too."""

    __tablename__ = "set_share"

    set_id: Mapped[int] = mapped_column(
        sa.ForeignKey("question_set.id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[int] = mapped_column(
        sa.ForeignKey("user_account.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    may_edit: Mapped[bool]
    created_at: Mapped[datetime]


class Item(Base):
    """One question as it stands now. ``key`` is the stable id of its content's origin, unique in its set.

    ``content`` is the item in the JSON form of the questions package. ``fact`` names its siblings,
    ``condition`` what it is about (both empty where unknown). ``queue_order`` is that of its cards.
    ``digest`` names what the content means, ``origin`` what it meant as its file or article brought it last:
    where they differ, it was edited here. Either may be empty, until the item is next published; then nothing
    was edited. ``look`` says why somebody should look at the item ("sentence", "discrimination"), empty where
    nobody has to; ``looked_at`` is when somebody did.
    """

    __tablename__ = "item"
    __table_args__ = (
        sa.UniqueConstraint("set_id", "key"),
        sa.Index("ix_item_set_id_state_position", "set_id", "state", "position"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    set_id: Mapped[int] = mapped_column(sa.ForeignKey("question_set.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(sa.String(200))
    position: Mapped[int]
    state: Mapped[ItemState]
    version: Mapped[int] = mapped_column(default=1)
    kind: Mapped[str] = mapped_column(sa.String(20))
    fact: Mapped[str] = mapped_column(sa.String(64), default="")
    condition: Mapped[str] = mapped_column(sa.String(300), default="")
    queue_order: Mapped[int] = mapped_column(default=0)
    content: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    digest: Mapped[str] = mapped_column(sa.String(64), default="")
    origin: Mapped[str] = mapped_column(sa.String(64), default="")
    look: Mapped[str] = mapped_column(sa.String(20), default="")
    looked_at: Mapped[datetime | None]

    question_set: Mapped[QuestionSet] = relationship(lazy="raise")


class ItemVersion(Base):
    """The content of an item as learners met it at one version; never changed."""

    __tablename__ = "item_version"

    item_id: Mapped[int] = mapped_column(sa.ForeignKey("item.id", ondelete="CASCADE"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    content: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user_account.id", ondelete="SET NULL"))


class Upload(Base):
    """A file whose preview waits to be confirmed.

    ``choices`` is what the instructor set in the preview: code, title, columns, unticked items. A file of
    questions is staged as rows of its own: ``stage`` says how far that is, ``done`` of ``total`` items
    (None while the file is being read), ``turn`` which reader it is, ``beat_at`` when they were last at it,
    ``attempts`` how many began since somebody asked for it, ``summary`` what is told of the whole file,
    ``problem`` why it could not be read. The file itself is in ``UploadFile``.
    """

    __tablename__ = "upload"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - an old tab must not mean a later upload

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id", ondelete="CASCADE"), index=True)
    kind: Mapped[UploadKind]
    name: Mapped[str] = mapped_column(sa.String(255))
    choices: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
    created_at: Mapped[datetime]
    stage: Mapped[UploadStage] = mapped_column(default=UploadStage.READY)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int | None]
    beat_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    turn: Mapped[int] = mapped_column(default=0)
    summary: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
    problem: Mapped[str] = mapped_column(sa.Text, default="")


class UploadFile(Base):
    """A piece of an upload's file; by ``quizapp.uploads``. Apart, for a row is written anew as a whole."""

    __tablename__ = "upload_file"

    upload_id: Mapped[int] = mapped_column(sa.ForeignKey("upload.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    data: Mapped[bytes] = mapped_column(sa.LargeBinary)


class ChosenSet(Base):
    """A set of the bundled library that a learner chose to study without a course."""

    __tablename__ = "chosen_set"

    user_id: Mapped[int] = mapped_column(
        sa.ForeignKey("user_account.id", ondelete="CASCADE"), primary_key=True
    )
    set_id: Mapped[int] = mapped_column(
        sa.ForeignKey("question_set.id", ondelete="CASCADE"), primary_key=True
    )
    chosen_at: Mapped[datetime]
