"""Stored markup through every field of every written form: inert wherever it is shown, also when studied."""

from __future__ import annotations

import re
from typing import Any

import pytest
import sqlalchemy as sa

from questions import FORMATS, QuestionSet, item_from_dict, with_answer, write_question_set
from quizapp.extensions import db
from quizapp.models import Item
from tests.quizapp.sets.importing.test_payloads import LIVE
from tests.quizapp.sets.upload_client import form_of, publish, upload

PAYLOAD = (
    "<script>alert(1)</script>\"><img src=x onerror=alert(1)>'><svg/onload=alert(1)>"
    "<a href=javascript:alert(1)>x</a></textarea></title></option><iframe src=x></iframe>{{ 7*7 }}"
)
PARTS: dict[str, dict[str, Any]] = {
    "multiple_choice": {"options": [True, False, False]},
    "multiple_answer": {"options": [True, True, False]},
    "true_false": {"options": ["True", "False"]},
    "short_answer": {"accepted": [{"text": PAYLOAD, "why": PAYLOAD}]},
    "numeric": {"accepted": [{"text": "7.4", "tolerance": "0.1", "why": PAYLOAD}]},
    "matching": {"pairs": [{"prompt": f"{PAYLOAD}{n}", "match": f"{PAYLOAD}{n}"} for n in range(3)]},
    "flashcard": {"answer": PAYLOAD},
    "cloze": {"answer": PAYLOAD},
}


def item(kind: str, markup: str) -> Any:
    parts = dict(PARTS[kind])
    if "options" in parts:
        named = parts["options"][0] == "True"
        parts["options"] = [
            {
                "text": one if named else f"{PAYLOAD}{place}",
                "correct": place == 0 if named else one,
                "why": PAYLOAD,
            }
            for place, one in enumerate(parts["options"])
        ]
    stem = f"{kind} {markup} {PAYLOAD}" + (" _____" if kind == "cloze" else "")
    texts = {"explanation": PAYLOAD, "name": PAYLOAD, "category": [PAYLOAD], "tags": [PAYLOAD]}
    values = {"id": f"{kind}-{markup}", "kind": kind, "stem": stem, "answer": "x", "markup": markup}
    return with_answer(item_from_dict({**values, **texts, **parts}))


ITEMS = tuple(item(kind, markup) for kind in PARTS for markup in ("plain", "html"))
WHOLE = QuestionSet(title=PAYLOAD, format="stored", encoding="utf-8", found=len(ITEMS), items=ITEMS)


def cards_of(learner: Any, number: int) -> list[str]:
    """The pages of a learner's cards, each with its back in a template, one after the other put aside."""
    pages = []
    for _ in range(number):
        page = learner.get("/study/card", status=200).text
        pages.append(page)
        found = re.search(
            r'name="item_id" value="(\d+)">\s*<input[^>]*name="card_version" value="(\d+)"', page
        )
        assert found is not None
        fields = {"item_id": found[1], "card_version": found[2], "action": "suspend"}
        learner.post("/study/mark", fields, status=303)
    return pages


@pytest.mark.parametrize("form", [one.name for one in FORMATS if one.write])
def test_markup_in_every_field_of_every_kind_is_inert(client_of, make, form):
    teacher = make.instructor()
    student = make.user(new_per_day=100)
    client = client_of(teacher)
    suffix = next(one.suffixes[0] for one in FORMATS if one.name == form)

    preview = upload(client, write_question_set(WHOLE, form), f"set{suffix}")
    pages = {tab: client.get(f"{preview}?show={tab}").text for tab in ("all", "advice", "rejected")}
    every = form_of(client.get(preview).text)["shown"]  # also what lost its image and is not ticked by itself
    shown = publish(client, preview, live=every).location
    items = db.session.scalars(sa.select(Item.id)).all()
    addresses = [
        shown + path for path in ("", "/imports", "/downloads", "/search?find=alert&put=x&replaces=y")
    ]
    addresses += [f"{shown}/items/{number}{rest}" for number in items for rest in ("", "/history")]
    pages |= {address: client.get(address).text for address in addresses}
    client.post(f"{shown}/assign", {"course": make.course(teacher, student).id})
    cards = cards_of(client_of(student), len(items))
    pages |= dict(enumerate(cards))

    assert len(cards) == len(items) > 1
    assert {name: found[0] for name, page in pages.items() if (found := LIVE.search(page))} == {}
    assert any("{{ 7*7 }}" in page for page in pages.values())
