"""Imports of question-set files: what is staged until it is confirmed, and what a confirmed one changed.

Apart from the sets themselves, because nothing here is ever shown to a learner.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.extensions import Base
from quizapp.models.question_set import ItemState


class Standing(StrEnum):
    """What an import does with an item of its file."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


def _upload() -> sa.ForeignKey:
    return sa.ForeignKey("upload.id", ondelete="CASCADE")


class StagedItem(Base):
    """An item of an uploaded file. ``item_id`` is the stored one that it is, None for a new one.

    ``is_live`` is the tick of the preview. ``flaws`` are dicts of name, message and words, ``losses`` of what
    and is_media; ``lacks_media``: one of them is. ``is_edited``: the stored item was edited here after the
    last file brought it.
    """

    __tablename__ = "staged_item"
    __table_args__ = (sa.Index("ix_staged_item_upload_id_standing", "upload_id", "standing", "position"),)

    upload_id: Mapped[int] = mapped_column(_upload(), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(sa.String(200))
    content: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    digest: Mapped[str] = mapped_column(sa.String(64))
    line: Mapped[int | None]
    flaws: Mapped[list[dict[str, str]]] = mapped_column(sa.JSON)
    losses: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON)
    lacks_media: Mapped[bool]
    standing: Mapped[Standing]
    item_id: Mapped[int | None]
    is_edited: Mapped[bool]
    is_live: Mapped[bool]


class StagedRejection(Base):
    """A record of an uploaded file that cannot become an item, as ``questions.Rejection``."""

    __tablename__ = "staged_rejection"

    upload_id: Mapped[int] = mapped_column(_upload(), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    line: Mapped[int | None]
    part: Mapped[str] = mapped_column(sa.Text)
    reason: Mapped[str] = mapped_column(sa.Text)
    text: Mapped[str] = mapped_column(sa.Text)


class StagedImage(Base):
    """An image of an uploaded file; moved to ``image`` when the import is confirmed."""

    __tablename__ = "staged_image"

    upload_id: Mapped[int] = mapped_column(_upload(), primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(70), primary_key=True)
    data: Mapped[bytes] = mapped_column(sa.LargeBinary)


class SetImport(Base):
    """A confirmed import of a file into a set, and the set's title before it; None where it made the set.

    ``found`` = ``added`` + ``changed`` + ``unchanged`` + ``rejected``; ``retired`` are items of the set that
    the file had no more.
    """

    __tablename__ = "set_import"

    id: Mapped[int] = mapped_column(primary_key=True)
    set_id: Mapped[int] = mapped_column(sa.ForeignKey("question_set.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(sa.String(255))
    format: Mapped[str] = mapped_column(sa.String(40))
    former_title: Mapped[str | None] = mapped_column(sa.String(300))
    found: Mapped[int]
    added: Mapped[int]
    changed: Mapped[int]
    unchanged: Mapped[int]
    rejected: Mapped[int]
    retired: Mapped[int]
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user_account.id", ondelete="SET NULL"))
    undone_at: Mapped[datetime | None]
    undone_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user_account.id", ondelete="SET NULL"))


class SetImportChange(Base):
    """How an item stood before an import that touched it; ``version`` is 0 of one that the import added."""

    __tablename__ = "set_import_change"

    import_id: Mapped[int] = mapped_column(
        sa.ForeignKey("set_import.id", ondelete="CASCADE"), primary_key=True
    )
    item_id: Mapped[int] = mapped_column(
        sa.ForeignKey("item.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    version: Mapped[int]
    key: Mapped[str] = mapped_column(sa.String(200))
    state: Mapped[ItemState]
    origin: Mapped[str] = mapped_column(sa.String(64))
    position: Mapped[int]
