"""The pages of the daily review, as a browser without JavaScript sees them."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest


@pytest.fixture
def learner(make):
    return make.user()


def hidden(html: str, action: str) -> dict[str, str]:
    """The hidden fields of the page's form with this action."""
    form = re.search(rf'<form[^>]*action="{action}".*?</form>', html, re.DOTALL)
    assert form, f"no form to {action}"
    pairs = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form.group())
    return {name: value for name, value in pairs if name != "csrf_token"}


def deck(make, learner, *contents):
    teacher = make.instructor()
    course = make.course(teacher, learner)
    return make.question_set(teacher, *contents, course=course)


def test_a_flashcard_is_answered_and_the_day_is_finished(client_of, make, learner):
    deck(make, learner, make.flashcard())
    client = client_of(learner)

    page = client.get("/study/card").text
    shown = client.get(f"/study/card?show={hidden(page, '/study/card')['show']}").text
    fields = hidden(shown, "/study/answer")
    response = client.post("/study/answer", {**fields, "button": "good"}, status=303)

    assert response.location == "/study/card"
    assert client.get("/study/card", status=303).location == "/study/finished"
    client.get("/study/finished")
