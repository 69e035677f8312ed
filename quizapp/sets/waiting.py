"""Uploads that wait until somebody confirms or discards their preview.

Apart from the service and the articles', which both begin uploads.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.extensions import db
from quizapp.models import Upload, UploadKind, UploadStage

KEPT_DAYS = 7
"""How long an upload waits to be published; its bytes are deleted at the owner's next upload after that."""


@dataclass(frozen=True, kw_only=True)
class WaitingUpload:
    """A file whose preview was not confirmed yet."""

    id: int
    name: str
    created_at: datetime
    kind: UploadKind
    stage: UploadStage


def waiting_uploads(owner_id: int) -> list[WaitingUpload]:
    """The uploads of a person that wait for their preview to be confirmed, newest first."""
    rows = db.session.execute(
        sa.select(Upload.id, Upload.name, Upload.created_at, Upload.kind, Upload.stage)
        .where(Upload.owner_id == owner_id, Upload.kind != UploadKind.ANKI_PACKAGE)
        .order_by(Upload.created_at.desc(), Upload.id.desc())
    )
    return [WaitingUpload(**row) for row in rows.mappings()]


def forget_expired(session: Session, owner_id: int, now: datetime) -> None:
    """Delete a person's uploads that waited too long. Does not commit."""
    expired = now - timedelta(days=KEPT_DAYS)
    session.execute(sa.delete(Upload).where(Upload.owner_id == owner_id, Upload.created_at < expired))
