"""The bytes of an uploaded file, kept until its preview is confirmed.

Apart from the features that take files, because sets, articles and packages are kept alike; and in pieces,
so that neither storing nor reading a file needs much more memory than the file.
"""

from __future__ import annotations

from io import BytesIO

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.errors import MissingUploadError
from quizapp.extensions import db
from quizapp.models import Upload, UploadFile

PIECE = 1_000_000


def keep_upload(session: Session, upload: Upload, data: bytes) -> int:
    """Store a new upload with its file; its id. Does not commit."""
    session.add(upload)
    session.flush()
    for number, start in enumerate(range(0, len(data) or 1, PIECE)):
        piece = {"upload_id": upload.id, "number": number, "data": data[start : start + PIECE]}
        session.execute(sa.insert(UploadFile), piece)
    return upload.id


def file_of(upload_id: int) -> bytes:
    """The file of an upload. Raises MissingUploadError where it was confirmed or discarded meanwhile."""
    pieces = sa.select(UploadFile.data).where(UploadFile.upload_id == upload_id).order_by(UploadFile.number)
    whole, is_there = BytesIO(), False  # which gives its bytes without another copy
    for piece in db.session.scalars(pieces.execution_options(yield_per=1)):
        whole.write(piece)
        is_there = True
    if not is_there:
        raise MissingUploadError
    return whole.getvalue()


def file_start(upload_id: int) -> bytes:
    """The first bytes of an upload's file, by which a packed one is known from a text."""
    start = sa.select(sa.func.substr(UploadFile.data, 1, 4))
    return db.session.scalar(start.where(UploadFile.upload_id == upload_id, UploadFile.number == 0)) or b""


def size_of(upload_id: int) -> int:
    """How many bytes an upload's file has."""
    size = sa.select(sa.func.sum(sa.func.length(UploadFile.data))).where(UploadFile.upload_id == upload_id)
    return db.session.scalar(size) or 0
