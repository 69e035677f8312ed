"""The images that items show, each under its own name, which is that of its content."""

from __future__ import annotations

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from questions import media_type
from quizapp.access import Rule, allow
from quizapp.media import service

media = Blueprint("media", __name__)


@media.get("/media/<name>")
@allow(Rule.SIGNED_IN)
def image(name: str) -> ResponseReturnValue:
    """An image, which never changes, as nothing but an image: opened by itself it may do nothing."""
    response = Response(service.image_data(name), mimetype=media_type(name))
    response.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
