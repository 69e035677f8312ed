"""The images that items show. Reading only: an import stores them."""

from __future__ import annotations

import sqlalchemy as sa

from questions import IMAGE_NAME
from quizapp.errors import MissingError
from quizapp.extensions import db
from quizapp.models import Image


def image_data(name: str) -> bytes:
    """The bytes of the image of this name.

    Raises:
        MissingError: there is none, or it is no name of an image.
    """
    query = sa.select(Image.data).where(Image.name == name)
    data = db.session().execute(query).scalar() if IMAGE_NAME.fullmatch(name) else None
    if data is None:
        raise MissingError("There is no such image.")
    return data
