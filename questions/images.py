"""Images of items: which bytes are one, and the name that their content gives them.

A name is the SHA-256 of the bytes and the suffix of what they are, so that the same image is kept once,
wherever it comes from, and a name from a file cannot lead anywhere.
"""

from __future__ import annotations

import hashlib
import re

from questions.errors import QuestionsError

MAX_IMAGE_BYTES = 5_000_000
"""A photograph for a page has 0.5 MB; a learner on a phone has to load it."""

IMAGE_NAME = re.compile(r"[0-9a-f]{64}\.(?:png|jpg|gif|webp)")
MEDIA_TYPES = {"png": "image/png", "jpg": "image/jpeg", "gif": "image/gif", "webp": "image/webp"}
_SIGNATURES = (
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "png"),
    (re.compile(rb"\xff\xd8\xff"), "jpg"),
    (re.compile(rb"GIF8[79]a"), "gif"),
    (re.compile(rb"RIFF....WEBPVP8", re.DOTALL), "webp"),
)


def image_name(data: bytes) -> str:
    """The name of an image by its content, whatever its file said it was.

    Raises:
        QuestionsError: it is none of PNG, JPEG, GIF and WebP (SVG can hold scripts), or too large.
    """
    suffix = next((suffix for signature, suffix in _SIGNATURES if signature.match(data)), None)
    if suffix is None:
        raise QuestionsError("This is no PNG, JPEG, GIF or WebP image.", advice="Save it as one of these.")
    if len(data) > MAX_IMAGE_BYTES:
        raise QuestionsError(
            f"The image has {len(data) / 1e6:.1f} MB; the limit is {MAX_IMAGE_BYTES // 1_000_000} MB.",
            advice="Make it smaller.",
        )
    return f"{hashlib.sha256(data).hexdigest()}.{suffix}"


def media_type(name: str) -> str:
    """The media type of an image of this name."""
    return MEDIA_TYPES[name.rpartition(".")[2]]
