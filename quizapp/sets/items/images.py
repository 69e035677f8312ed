"""Images that an author puts into an item; one is kept once, under the name that its content gives it."""

from __future__ import annotations

from datetime import datetime
from html import escape

from questions import QuestionsError
from quizapp.errors import InvalidInputError
from quizapp.extensions import writing
from quizapp.models import Image


def store_image(data: bytes, alt: str, now: datetime) -> str:
    """Keep an image; the tag that shows it in a text of an item.

    Raises:
        InvalidInputError: it is no image that pages show, or too large.
    """
    from questions import image_name

    try:
        name = image_name(data)
    except QuestionsError as error:
        raise InvalidInputError("image", f"{error.problem} {error.advice}") from error
    with writing() as session:
        if session.get(Image, name) is None:
            session.add(Image(name=name, data=data, created_at=now))
    return f'<img src="media/{name}" alt="{escape(" ".join(alt.split()))}">'
