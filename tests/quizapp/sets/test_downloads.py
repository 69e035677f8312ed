"""A set as a file of any form, with its images, and what of it would be lost, said before."""

from __future__ import annotations

import pytest

from questions import FORMATS, read_question_set
from quizapp.sets import downloads
from tests.factories import PICTURE
from tests.page_client import PageClient, words

WRITTEN = [one.name for one in FORMATS if one.write]


@pytest.fixture
def teacher(make):
    return make.instructor()


@pytest.fixture
def client(client_of, teacher) -> PageClient:
    return client_of(teacher)


@pytest.fixture
def shown(make, teacher) -> str:
    """The address of a set of several kinds, one with an image."""
    picture = {
        **make.multiple_choice(),
        "markup": "html",
        "stem": f'<p>What is <b>this</b>? <img src="media/{make.image()}" alt="crystal"></p>',
    }
    question_set = make.question_set(
        teacher, picture, make.numeric(), make.matching(), make.flashcard(), title="Joints"
    )
    return f"/sets/{question_set.id}"


@pytest.mark.parametrize("form", WRITTEN)
def test_every_form_that_is_written_can_be_had_and_read_again(client, shown, form):
    row = next(one for one in FORMATS if one.name == form)

    answer = client.get(f"{shown}/export/{form}")

    again = read_question_set(answer.data, name=f"joints{row.suffixes[0]}", format=form)
    assert answer.headers["Content-Disposition"] == f"attachment; filename=Joints{row.suffixes[0]}"
    if row.carries is None or row.carries.images:
        assert PICTURE in again.images.values()


def test_what_of_this_set_would_be_lost_is_said_before(client, shown):
    page = words(client.get(f"{shown}/downloads").text)

    assert "JSON of this program, lossless .json Nothing" in page
    assert "the whole (matching) of 1 item" in page
    assert "What of this set it loses" in page


def test_of_a_very_large_set_it_is_said_what_a_form_cannot_carry(client, shown, monkeypatch):
    monkeypatch.setattr(downloads, "MAX_COUNTED", 2)

    page = words(client.get(f"{shown}/downloads").text)

    assert "What it cannot carry" in page
    assert "of 1 item" not in page


@pytest.mark.parametrize("form", ["csv", "qti21", "..%2f", "exe"])
def test_a_form_that_is_not_written_is_not_there(client, shown, form):
    client.get(f"{shown}/export/{form}", status=404)
