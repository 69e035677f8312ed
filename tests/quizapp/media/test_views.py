"""The images of items."""

from __future__ import annotations

import pytest

from quizapp.extensions import writing
from quizapp.models import Image
from tests.factories import PICTURE


def test_an_image_is_sent_as_nothing_else_and_may_be_kept_for_good(client_of, make):
    name = make.image()

    reply = client_of(make.user()).get(f"/media/{name}")

    assert reply.data == PICTURE
    assert reply.mimetype == "image/png"
    assert reply.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    assert reply.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in reply.headers["Content-Security-Policy"]
    assert reply.headers.getlist("Content-Security-Policy") == ["default-src 'none'; sandbox"]


@pytest.mark.parametrize(
    "path",
    [
        "..%2f..%2fetc/passwd",
        "../../etc/passwd",
        "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        f"{'a' * 64}.png",
        f"{'a' * 64}.svg",
        f"{'A' * 64}.png",
        f"{'a' * 64}.png%00",
        f"{'a' * 64}.png%0a",
        "favicon.svg",
        "",
    ],
)
def test_no_other_name_leads_anywhere(client_of, make, path):
    reply = client_of(make.user()).get(f"/media/{path}", status=404)

    assert reply.headers["Cache-Control"] == "no-store"


def test_a_stranger_sees_no_image(client_of, make):
    client_of(None).get(f"/media/{make.image()}", status=302)


def test_what_has_no_name_of_an_image_is_sent_to_nobody(client_of, make, time):
    with writing() as session:
        session.add(Image(name="page.html", data=b"<script>alert(1)</script>", created_at=time.now()))

    client_of(make.user()).get("/media/page.html", status=404)
