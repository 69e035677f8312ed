"""Images that an author puts into an item in the editor."""

from __future__ import annotations

from html import unescape
from io import BytesIO

import pytest
import sqlalchemy as sa

from questions import image_name
from quizapp.errors import InvalidInputError
from quizapp.extensions import db
from quizapp.models import Image, Item
from quizapp.sets.items.images import store_image
from tests.factories import PICTURE
from tests.quizapp.sets.editor_client import fields_of
from tests.quizapp.sets.items.test_editor import EMPTY

TAG = f'<img src="media/{image_name(PICTURE)}" alt="A spine">'


def file(data: bytes = PICTURE, name: str = "spine.png"):
    return BytesIO(data), name


def images() -> list[str]:
    return list(db.session.scalars(sa.select(Image.name)))


def test_an_image_is_kept_once_by_its_content_and_its_tag_given(client, set_id):
    address = f"/sets/{set_id}/items/images"

    tags = [
        client.post(address, {"image": file(name=name), "alt": " A  spine "}, status=200).json["tag"]
        for name in ("spine.png", "../../other.html")
    ]

    assert tags == [TAG, TAG]
    assert images() == [image_name(PICTURE)]
    assert client.get(f"/media/{images()[0]}").data == PICTURE


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"image": b"<svg onload='x'/>", "alt": "x"}, "no PNG, JPEG, GIF or WebP"),
        ({"image": b"", "alt": "x"}, "no PNG, JPEG, GIF or WebP"),
        ({"image": PICTURE, "alt": "  "}, "Say in a few words what the image shows."),
        ({"image": PICTURE, "alt": "x" * 1001}, "Use at most 1000 characters."),
        ({"alt": "x"}, "Choose an image."),
    ],
)
def test_what_is_no_image_or_says_nothing_of_it_is_refused(client, set_id, fields, problem):
    sent = {name: file(value) if name == "image" else value for name, value in fields.items()}

    said = client.post(f"/sets/{set_id}/items/images", sent, status=422).json

    assert problem in str(said["problems"])
    assert images() == []


def test_a_photograph_as_it_comes_from_a_camera_is_too_large(make, time):
    with pytest.raises(InvalidInputError, match="the limit is 5 MB"):
        store_image(PICTURE + bytes(5_000_000), "A spine", time.now())


def test_the_words_on_an_image_cannot_leave_their_attribute(client, set_id):
    sent = {"image": file(), "alt": '"><script>alert(1)</script>'}

    tag = client.post(f"/sets/{set_id}/items/images", sent, status=200).json["tag"]

    assert "<script>" not in tag


def test_without_a_script_the_image_goes_behind_the_question_and_students_see_it(
    client, client_of, make, owner, set_id
):
    student = make.user()
    studied = make.question_set(
        owner, make.flashcard("Where does it hurt?"), course=make.course(owner, student)
    ).id
    item = db.session.scalars(sa.select(Item).where(Item.set_id == studied)).one()
    address = f"/sets/{studied}/items/{item.id}"
    typed = {**fields_of(client.get(address).text), "stem": "A < B?\nLook:"}

    page = client.post(
        address, {**typed, "show": "image", "image": file(), "alt": "A spine"}, status=200
    ).text
    again = fields_of(page)
    client.post(address, again, status=302)

    assert again["stem"] == f"A &lt; B?<br>Look: {TAG}"
    assert again["markup"] == "html"
    card = client_of(student).get("/study/card").text
    assert f'src="/media/{image_name(PICTURE)}"' in card
    assert "A &lt; B?" in card


def test_without_a_script_a_problem_stands_beside_its_field_and_nothing_is_lost(client, set_id):
    typed = {**EMPTY, "kind": "flashcard", "stem": "Where?", "answer": "There", "show": "image"}

    page = client.post(
        f"/sets/{set_id}/items/new", {**typed, "image": file(b"no image"), "alt": "x"}, status=200
    )

    assert "This is no PNG, JPEG, GIF or WebP image." in unescape(page.text)
    assert fields_of(page.text)["stem"] == "Where?"
    assert images() == []
