"""Files are kept in pieces, whole, as long as their uploads and no longer."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from quizapp.errors import MissingUploadError
from quizapp.extensions import db, writing
from quizapp.models import Upload, UploadFile, UploadKind
from quizapp.uploads import PIECE, file_of, keep_upload, size_of


@pytest.fixture
def keep(make, time):
    """Keep a file; gives its upload's id."""
    owner = make.instructor()

    def keep(data: bytes) -> int:
        with writing() as session:
            upload = Upload(owner_id=owner.id, kind=UploadKind.ARTICLE, name="a.txt", created_at=time.now())
            return keep_upload(session, upload, data)

    return keep


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE + 7])
def test_a_file_of_any_size_comes_back_as_it_was(keep, size):
    data = (bytes(range(251)) * (size // 251 + 1))[:size]
    keep(b"another's")

    number = keep(data)

    assert file_of(number) == data
    assert size_of(number) == size


def test_a_file_goes_with_its_upload(keep):
    number, other = keep(b"\0" * PIECE * 2), keep(b"other")

    with writing() as session:
        session.delete(session.get_one(Upload, number))

    assert set(db.session.scalars(sa.select(UploadFile.upload_id))) == {other}
    with pytest.raises(MissingUploadError):
        file_of(number)
