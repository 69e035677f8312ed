"""Images are known by their bytes, whatever they are called."""

import hashlib

import pytest

from questions.errors import QuestionsError
from questions.images import IMAGE_NAME, MAX_IMAGE_BYTES, image_name, media_type

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.mark.parametrize(
    ("data", "suffix", "kind"),
    [
        (PNG + b"x", "png", "image/png"),
        (b"\xff\xd8\xff\xe0", "jpg", "image/jpeg"),
        (b"GIF89a", "gif", "image/gif"),
        (b"RIFF\x00\x01\n\x03WEBPVP8L", "webp", "image/webp"),
    ],
)
def test_an_image_is_named_by_its_content(data: bytes, suffix: str, kind: str) -> None:
    name = image_name(data)

    assert name == f"{hashlib.sha256(data).hexdigest()}.{suffix}"
    assert IMAGE_NAME.fullmatch(name)
    assert media_type(name) == kind


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<html>",
        b" \x89PNG\r\n\x1a\n",
        b"RIFF1234WAVE",
    ],
)
def test_what_is_no_image_is_refused(data: bytes) -> None:
    with pytest.raises(QuestionsError, match="no PNG, JPEG, GIF or WebP"):
        image_name(data)


def test_an_image_over_the_limit_is_refused() -> None:
    assert image_name(PNG.ljust(MAX_IMAGE_BYTES, b"x"))
    with pytest.raises(QuestionsError, match="the limit is 5 MB"):
        image_name(PNG.ljust(MAX_IMAGE_BYTES + 1, b"x"))
