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
        ({"options-0-correct": ""}, "The question has no key. Tick what is right."),
        ({"options-1-correct": "y"}, "or choose the kind “Multiple choice, several right”."),
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
    assert re.search(r"<ins>[^<]*Theirs", page.text)
    assert items()[0].content["stem"] == "Theirs?"
    client.post(address, fields_of(page.text), status=302)
    assert items()[0].content["stem"] == "Mine?"


@pytest.mark.parametrize("between", [{"show": "preview"}, {"stem": ""}])
def test_a_page_that_was_drawn_again_still_knows_which_version_was_opened(client, set_id, between):
    item = items()[0]
    address = f"/sets/{set_id}/items/{item.id}"
    opened = fields_of(client.get(address).text)
    edit(client, item, stem="Theirs?")

    again = fields_of(client.post(address, {**opened, **between}, status=200).text)
    page = client.post(address, {**again, "stem": "Mine?"}, status=200)

    assert "was changed since you opened it" in page.text
    assert items()[0].content["stem"] == "Theirs?"


@pytest.mark.parametrize("correct", [0, 1])
def test_a_statement_to_judge_needs_no_options_typed(client, set_id, correct):
    typed = {**EMPTY, "kind": "true_false", "stem": "Gout hurts.", f"options-{correct}-correct": "y"}

    client.post(
        f"/sets/{set_id}/items/new", {**typed, "options-0-text": "", "options-1-text": ""}, status=302
    )

    made = item_from_dict(items()[-1].content)
    assert [(one.text, one.correct) for one in made.options] == [
        ("True", not correct),
        ("False", bool(correct)),
    ]


def test_a_statement_whose_options_are_swapped_keeps_its_key(client, set_id):
    swapped = {"options-0-text": "False", "options-1-text": "True", "options-1-correct": "y"}

    client.post(
        f"/sets/{set_id}/items/new",
        {**EMPTY, "kind": "true_false", "stem": "Gout hurts.", **swapped},
        status=302,
    )

    made = item_from_dict(items()[-1].content)
    assert [(one.text, one.correct) for one in made.options] == [("True", True), ("False", False)]


def test_an_answer_that_is_there_for_its_feedback_does_not_come_to_count(client, set_id):
    typed = {
        **EMPTY,
        "kind": "short_answer",
        "stem": "Which disease?",
        "accepted-0-text": "gout",
        "accepted-1-text": "pseudogot",
        "accepted-1-worth": "0",
        "accepted-1-why": "Other crystals.",
    }
    client.post(f"/sets/{set_id}/items/new", typed, status=302)

    edit(client, items()[-1], **{"accepted-1-text": "pseudogout"})

    accepted = item_from_dict(items()[-1].content).accepted
    assert [(one.text, one.weight) for one in accepted] == [("gout", 100), ("pseudogout", 0)]
    page = client.post(f"/sets/{set_id}/items/new", {**typed, "accepted-1-worth": "much"}, status=200).text
    assert "An answer is worth 0 to 100 percent, not “much”." in page


def test_more_rows_are_given_and_nothing_typed_is_lost(client, set_id):
    typed = {**EMPTY, "kind": "multiple_choice", "stem": "Which?", **OPTIONS}
    address = f"/sets/{set_id}/items/new"
    once = fields_of(client.post(address, {**typed, "show": "kind"}, status=200).text)

    more = fields_of(client.post(address, {**once, "show": "options"}, status=200).text)
    for number in range(2, 6):
        more[f"options-{number}-text"] = f"Option {number}"
    client.post(address, more, status=302)

    assert "options-4-text" not in once
    assert len(item_from_dict(items()[-1].content).options) == 6


def test_as_many_options_as_there_are_letters_can_be_edited(client, set_id):
    options = {f"options-{number}-text": f"Option {number}" for number in range(26)}
    typed = {**EMPTY, "kind": "multiple_choice", "stem": "Which?", **options, "options-25-correct": "y"}

    client.post(f"/sets/{set_id}/items/new", typed, status=302)
    page = client.get(f"/sets/{set_id}/items/{items()[-1].id}").text

    assert fields_of(page)["options-25-text"] == "Option 25"


def test_one_question_can_be_written_after_the_other(client, set_id):
    typed = {**EMPTY, **KINDS["flashcard"], "kind": "flashcard", "stem": "What hurts?", "then": "another"}

    address = client.post(f"/sets/{set_id}/items/new", typed, status=302).location

    assert fields_of(client.get(address).text)["kind"] == "flashcard"


@pytest.mark.parametrize(
    "stem",
    [
        "😀 " * 5000,
        "מהי המחלה? \u202babc",
        r"$\frac{1}{2}$ & <b>x</b> < y",
        "a" * 10_000,
        "Line\x0bbreak \x00 end",
    ],
)
def test_any_text_is_stored_and_comes_back_as_it_was(client, set_id, stem):
    typed = {**EMPTY, "kind": "flashcard", "stem": stem, "answer": "Gout"}

    client.post(f"/sets/{set_id}/items/new", typed, status=302)

    stored = items()[-1].content["stem"]
    assert stored == stem.replace("\v", "\n").replace("\0", "").strip()
    again = fields_of(client.get(f"/sets/{set_id}/items/{items()[-1].id}").text)
    assert again["stem"] == stored


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

    client.post(f"/sets/{set_id}/items/{item.id}/settle?version={item.version}", status=302)

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
