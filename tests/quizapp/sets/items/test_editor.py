"""The editor of items: every kind, live advice, versions with who and when, one of them restored."""

from __future__ import annotations

import re
from html import unescape

import pytest
import sqlalchemy as sa

from questions import item_from_dict, to_dict
from quizapp.extensions import db, writing
from quizapp.models import Card, Item, ItemState, ItemVersion
from tests.quizapp.sets.editor_client import fields_of

EMPTY = {
    "stem": "",
    "answer": "",
    "explanation": "",
    "tags": "",
    "name": "",
    "category": "",
    "markup": "plain",
}
OPTIONS = {
    "options-0-text": "Spinous processes",
    "options-0-correct": "y",
    "options-0-why": "They touch.",
    "options-1-text": "Vertebral bodies",
    "options-2-text": "",
}
KINDS: dict[str, dict[str, str]] = {
    "multiple_choice": OPTIONS,
    "multiple_answer": {**OPTIONS, "options-1-correct": "y", "options-2-text": "Ribs"},
    "true_false": {"options-0-text": "True", "options-1-text": "False", "options-1-correct": "y"},
    "short_answer": {"accepted-0-text": "pH", "accepted-1-text": "acidity", "exact_case": "y"},
    "numeric": {"accepted-0-text": "7.4", "accepted-0-tolerance": "0.05"},
    "matching": {
        "pairs-0-prompt": "C7",
        "pairs-0-match": "cervical",
        "pairs-1-prompt": "L3",
        "pairs-1-match": "lumbar",
        "pairs-2-match": "sacral",
    },
    "flashcard": {"answer": "Baastrup disease"},
    "cloze": {"stem": "The _____ touch in _____ spine.", "gaps-0": "processes", "gaps-1": "kissing"},
}


@pytest.fixture
def owner(make):
    return make.instructor()


@pytest.fixture
def client(client_of, owner):
    return client_of(owner)


@pytest.fixture
def set_id(make, owner) -> int:
    return make.question_set(owner, make.multiple_choice(), make.flashcard()).id


def items() -> list[Item]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(Item).order_by(Item.position)))


@pytest.mark.parametrize("kind", KINDS)
def test_an_item_of_every_kind_can_be_made_and_read_again(client, set_id, kind):
    typed = {**EMPTY, "stem": "Which?", **KINDS[kind], "kind": kind, "tags": "spine; bones ; spine"}

    client.post(f"/sets/{set_id}/items/new", typed, status=302)

    made = items()[-1]
    item = item_from_dict(made.content)
    assert (made.state, made.kind, item.tags) == (ItemState.DRAFT, kind, ("spine", "bones"))
    again = fields_of(client.get(f"/sets/{set_id}/items/{made.id}").text)
    client.post(f"/sets/{set_id}/items/{made.id}", again, status=302)
    assert items()[-1].version == 1


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"stem": ""}, "The stem is empty. Write the question into it."),
        ({"options-0-correct": ""}, "The question has no key."),
        ({"options-1-text": ""}, "It needs at least two."),
        ({"kind": "essay"}, "Not a valid choice"),
        ({"kind": "numeric", "accepted-0-text": "seven"}, "is no number that can be compared"),
    ],
)
def test_what_cannot_be_studied_is_refused_beside_its_field_and_nothing_is_lost(
    client, set_id, change, message
):
    typed = {**EMPTY, "stem": "Which process?", **OPTIONS, "kind": "multiple_choice", **change}
    typed = {name: value for name, value in typed.items() if value or name == "stem"}

    page = unescape(client.post(f"/sets/{set_id}/items/new", typed, status=200).text)

    assert message in page
    assert "Spinous processes" in page or "seven" in page
    assert len(items()) == 2


def edit(client, item: Item, **changes: str):
    address = f"/sets/{item.set_id}/items/{item.id}"
    return client.post(address, {**fields_of(client.get(address).text), **changes}, status=302)


def test_an_edit_is_a_new_version_that_names_its_author_and_keeps_key_place_and_schedules(
    client, owner, set_id, make
):
    item = items()[0]
    make.card(make.user(), item.id)
    before = (item.key, item.position, item.state)

    edit(client, item, stem="Which process touches which?")

    again = items()[0]
    assert (again.key, again.position, again.state) == before
    assert (again.version, again.content["stem"]) == (2, "Which process touches which?")
    assert again.digest != again.origin
    version = db.session.get_one(ItemVersion, (item.id, 2))
    assert version.created_by_id == owner.id
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Card)) == 1


def test_the_history_tells_who_changed_what_and_gives_an_earlier_text_back(client, owner, set_id):
    item = items()[0]
    former = item.content["stem"]
    edit(client, item, stem="Which process touches which?")

    page = client.get(f"/sets/{set_id}/items/{item.id}/history").text
    client.post(f"/sets/{set_id}/items/{item.id}/restore/1", status=302)

    assert owner.name in page
    assert re.search(r"<ins>[^<]*touches", page)
    assert items()[0].content["stem"] == former
    assert items()[0].version == 3


def test_a_text_that_somebody_changed_meanwhile_is_not_overwritten(client, set_id):
    item = items()[0]
    address = f"/sets/{set_id}/items/{item.id}"
    opened = fields_of(client.get(address).text)
    edit(client, item, stem="Theirs?")

    page = client.post(address, {**opened, "stem": "Mine?"}, status=200)

    assert "was changed since you opened it" in page.text
    assert "Mine?" in page.text
    assert items()[0].content["stem"] == "Theirs?"


def test_what_the_form_does_not_show_stays(client, set_id, make):
    item = items()[0]
    source = {
        "article_id": "a",
        "article": "sha256:0",
        "condition": "Gout",
        "start": 1,
        "end": 2,
        "text": "x",
    }
    with writing() as session:
        row = session.get_one(Item, item.id)
        options = [{**option, "source": source} for option in row.content["options"]]
        row.content = {**row.content, "options": options, "source": source, "field": "cause", "fact": "f"}

    edit(client, items()[0], stem="Another stem?")

    content = items()[0].content
    assert [option["source"]["text"] for option in content["options"]] == ["x"] * len(options)
    assert (content["field"], content["fact"], content["source"]["text"]) == ("cause", "f", "x")


def test_advice_is_given_on_what_is_typed_and_nothing_is_stored(client, set_id):
    typed = {
        **EMPTY,
        "kind": "multiple_choice",
        "stem": "Which one is not right?",
        **OPTIONS,
        "options-2-text": "All of the above",
    }

    flaws = client.post(f"/sets/{set_id}/items/advice", typed, status=200).json

    assert {"negative stem", "all or none of the above"} <= {flaw["name"] for flaw in flaws}
    assert len(items()) == 2


def test_html_is_cleaned_when_it_is_saved(client, set_id):
    item = items()[0]
    hostile = '<b onclick="x()">Which</b><script>alert(1)</script> one?'

    edit(client, item, stem=hostile, markup="html")

    content = items()[0].content
    assert content["stem"] == "<b>Which</b> one?"
    assert "script" not in str(to_dict(item_from_dict(content)))


def test_an_item_whose_sentence_changed_can_be_called_right(client, set_id):
    item = items()[0]
    with writing() as session:
        session.get_one(Item, item.id).look = "sentence"

    client.post(f"/sets/{set_id}/items/{item.id}/settle", status=302)

    assert items()[0].look == ""


def test_an_item_whose_sentence_changed_is_looked_at_until_it_is_retired(client, set_id):
    item = items()[0]
    with writing() as session:
        session.get_one(Item, item.id).look = "sentence"
    before = client.get(f"/sets/{set_id}?state=look").text

    client.post(f"/sets/{set_id}/items", {"change": f"retired {item.id}"}, status=302)

    after = client.get(f"/sets/{set_id}?state=look").text
    assert "To look at (1)" in before
    assert before.count('name="items"') == 1
    assert "To look at" not in after
    assert "Nothing to look at" in after


def test_an_item_of_another_set_is_none_of_this_one(client, make, owner, set_id):
    other = make.question_set(owner, make.flashcard())
    item_id = db.session.scalars(sa.select(Item.id).where(Item.set_id == other.id)).one()

    client.get(f"/sets/{set_id}/items/{item_id}", status=404)
    client.get(f"/sets/{set_id}/items/{item_id}/history", status=404)
    client.post(f"/sets/{set_id}/items/{item_id}/restore/1", status=404)


def test_what_is_saved_or_settled_leads_back_to_the_list_that_one_came_from(client, set_id):
    item = items()[0]
    address, place = f"/sets/{set_id}/items/{item.id}", "state=look&page=2"

    page = client.get(f"{address}?{place}").text
    saved = client.post(f"{address}?{place}", fields_of(page), status=302).location
    settled = client.post(f"{address}/settle?{place}", status=302).location

    assert saved == settled == f"/sets/{set_id}?{place}#item-{item.id}"
    assert f'href="{saved.replace("&", "&amp;")}">Cancel' in page
