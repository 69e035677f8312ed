"""Search and replace across a set, and tags on many items."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from questions import Item as ReadItem
from questions import Kind, Markup, Option, Task
from quizapp.extensions import db, writing
from quizapp.models import Item, ItemVersion
from quizapp.sets.searching.replacing_words import Wanted, fault_of, matches, replaced

CARD = ReadItem(
    id="c", kind=Kind.FLASHCARD, task=Task.RECALL, stem="The tibia and the Tibial nerve", answer="x"
)


@pytest.mark.parametrize(
    ("options", "stem"),
    [
        ({}, "The shin and the Shinl nerve"),
        ({"words": True}, "The shin and the Tibial nerve"),
        ({"case": True}, "The shin and the Tibial nerve"),
    ],
)
def test_words_are_replaced_as_asked(options, stem):
    assert replaced(CARD, Wanted(find="tibia", put="shin", **options)).stem == stem


@pytest.mark.parametrize(
    ("find", "put", "stem"),
    [
        ("gout", "podagra", "Podagra: podagra."),
        ("Gout", "podagra", "podagra: podagra."),
        ("GOUT", "podagra", "podagra: podagra."),
        ("gout", "", ": ."),
    ],
)
def test_what_takes_the_place_of_a_word_begins_a_sentence_where_that_did(find, put, stem):
    item = replace(CARD, stem="Gout: gout.")

    assert replaced(item, Wanted(find=find, put=put)).stem == stem


def test_tags_and_entities_of_html_are_left_alone():
    item = replace(CARD, markup=Markup.HTML, stem='<b lang="b">b &amp; B</b> &lt; b', answer="b")

    assert replaced(item, Wanted(find="b", put="<i>", case=True)).stem == (
        '<b lang="b">&lt;i&gt; &amp; B</b> &lt; &lt;i&gt;'
    )
    assert replaced(item, Wanted(find="&", put="and")).stem == '<b lang="b">b and B</b> &lt; b'
    assert not matches(item, Wanted(find="lang"))


@pytest.mark.parametrize(
    ("stem", "find", "put", "changed"),
    [
        ("R&amp;D &lt; x", "amp", "volt", "R&amp;D &lt; x"),
        ("R&amp;D", "R&D", "research", "research"),
        ("10&nbsp;mg of <i>it</i>", "10 mg", "20 mg", "20 mg of <i>it</i>"),
        ("10&nbsp;mg and 5", "5", "6", "10&nbsp;mg and 6"),
        (
            '<img src="media/a.png" alt="a > tibia"> tibia',
            "tibia",
            "shin",
            '<img src="media/a.png" alt="a > tibia"> shin',
        ),
        (
            "<p>tibia</p><p>Tibia</p>",
            "tibia",
            "<b>shin</b>",
            "<p>&lt;b&gt;shin&lt;/b&gt;</p><p>&lt;b&gt;shin&lt;/b&gt;</p>",
        ),
    ],
)
def test_html_is_searched_as_it_is_read(stem, find, put, changed):
    item = replace(CARD, markup=Markup.HTML, stem=stem)

    assert replaced(item, Wanted(find=find, put=put)).stem == changed
    assert matches(item, Wanted(find=find)) is (changed != stem)


CHOICES = replace(
    CARD,
    kind=Kind.MULTIPLE_CHOICE,
    stem="Which?",
    answer="Fibula",
    options=tuple(
        Option(text=text, correct=text == "Fibula") for text in ("Fibula", "Tibia", "Shin bone", "Shin")
    ),
)
CLOZE = replace(CARD, kind=Kind.CLOZE, stem="The _____ hurts.", answer="shin")


@pytest.mark.parametrize(
    ("item", "find", "put", "fault"),
    [
        (CHOICES, "tibia", "fibula", "Two options have the text of the key"),
        (CHOICES, " bone", "", "“shin” would stand in it twice."),
        (CHOICES, "shin", "ulna", ""),
        (CLOZE, "_____", "shin", "another number of blanks"),
        (CLOZE, "hurts", "_____", "another number of blanks"),
        (CLOZE, "hurts", "aches", ""),
    ],
)
def test_what_would_be_spoilt_is_told(item, find, put, fault):
    found = fault_of(item, replaced(item, Wanted(find=find, put=put)))

    assert fault in found if fault else found == ""


def test_a_fault_that_was_there_before_stops_no_tag():
    broken = replace(CHOICES, options=CHOICES.options[:1])

    assert fault_of(broken, replace(broken, tags=("leg",))) == ""


@given(find=st.text(min_size=1, max_size=5), put=st.text(max_size=5), stem=st.text(max_size=30))
def test_what_was_replaced_is_found_only_where_the_new_words_hold_it(find, put, stem):
    item = replace(CARD, stem=stem)

    changed = replaced(item, Wanted(find=find, put=put))

    assert (changed == item) or matches(item, Wanted(find=find))
    assert (
        re.sub(r"\s", "", replaced(item, Wanted(find=find, put=find)).stem.casefold())
        == re.sub(r"\s", "", stem.casefold())
        or not find.strip()
    )


@pytest.fixture
def set_id(make, owner) -> int:
    made = make.question_set(owner, make.flashcard(), make.flashcard(), make.multiple_choice()).id
    with writing() as session:
        for number, row in enumerate(session.scalars(sa.select(Item).order_by(Item.id))):
            row.content = {**row.content, "stem": f"Question {number} on the tibia?"}
    return made


def rows() -> list[Item]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(Item).order_by(Item.id)))


def ticked(*items: Item) -> list[str]:
    return [f"{item.id}:{item.version}" for item in items]


def test_the_search_shows_each_hit_with_what_would_change(client, set_id):
    page = client.get(f"/sets/{set_id}/search?find=tibia&put=shin").text

    assert "3 questions found" in page
    assert len(re.findall(r"<del>tibia</del><ins>shin</ins>", page)) == 3


def test_words_are_replaced_in_the_ticked_items_as_new_versions_by_whom(client, owner, set_id):
    first, second, _ = rows()

    client.post(
        f"/sets/{set_id}/search/replace",
        {"find": "tibia", "put": "shin", "items": ticked(first, second)},
    )

    assert [row.content["stem"][-6:] for row in rows()] == [" shin?", " shin?", "tibia?"]
    by = db.session.scalars(sa.select(ItemVersion.created_by_id).where(ItemVersion.version == 2)).all()
    assert by == [owner.id, owner.id]


def test_an_item_that_somebody_changed_meanwhile_stays(client, set_id):
    first = rows()[0]

    client.post(
        f"/sets/{set_id}/search/replace",
        {"find": "tibia", "put": "shin", "items": [f"{first.id}:{first.version + 1}"]},
    )

    assert rows()[0].content["stem"].endswith("tibia?")
    assert "meanwhile" in client.get(f"/sets/{set_id}/search").text


def test_what_could_not_be_studied_afterwards_stays_and_is_said(client, set_id):
    item = rows()[0]
    with writing() as session:
        session.get_one(Item, item.id).content = {**item.content, "answer": "femur"}

    page = client.get(f"/sets/{set_id}/search?find=femur&put=&replaces=y").text
    client.post(
        f"/sets/{set_id}/search/replace",
        {"find": "femur", "put": "", "replaces": "y", "items": ticked(rows()[0])},
    )

    assert "The answer is empty." in page
    assert rows()[0].content["answer"] == "femur"
    assert "1 question stayed" in client.get(f"/sets/{set_id}/search").text


def test_tags_are_put_on_and_taken_off_many_items(client, set_id):
    before = [row.content["tags"] for row in rows()]

    client.post(f"/sets/{set_id}/search/tag", {"tags": "bones; leg", "do": "on", "items": ticked(*rows())})
    client.post(f"/sets/{set_id}/search/tag", {"tags": "bones", "do": "off", "items": ticked(rows()[0])})

    added = [row.content["tags"][len(tags) :] for row, tags in zip(rows(), before, strict=True)]
    assert added == [["leg"], ["bones", "leg"], ["bones", "leg"]]
    assert "2 questions found" in client.get(f"/sets/{set_id}/search?tag=bones").text


def test_items_of_another_set_are_not_touched(client, make, owner, set_id):
    other = make.question_set(owner, make.flashcard()).id
    foreign = next(row for row in rows() if row.set_id == other)

    client.post(f"/sets/{set_id}/search/tag", {"tags": "x", "do": "on", "items": ticked(foreign)})

    assert next(row for row in rows() if row.id == foreign.id).version == foreign.version


@pytest.mark.parametrize("items", ["x", "1", "1:x"])
def test_what_names_no_item_is_a_bad_request(client, set_id, items):
    client.post(f"/sets/{set_id}/search/tag", {"tags": "x", "items": items}, status=400)


def test_words_are_replaced_in_more_items_than_a_page_shows(client, set_id, monkeypatch):
    monkeypatch.setattr("quizapp.sets.searching.service.MAX_FOUND", 1)

    page = client.get(f"/sets/{set_id}/search?find=tibia&put=shin").text
    client.post(f"/sets/{set_id}/search/replace", {"find": "tibia", "put": "shin", "every": "y"})

    assert "Replace in all 3" in page
    assert [row.content["stem"][-6:] for row in rows()] == [" shin?"] * 3


def test_all_that_is_found_keeps_to_the_tag_that_was_chosen(client, set_id):
    client.post(f"/sets/{set_id}/search/tag", {"tags": "leg", "do": "on", "items": ticked(rows()[1])})

    client.post(
        f"/sets/{set_id}/search/replace", {"find": "tibia", "put": "shin", "every": "y", "tag": "leg"}
    )

    assert [row.content["stem"].endswith("shin?") for row in rows()] == [False, True, False]


def test_a_tag_is_renamed_on_every_question_and_joins_one_of_that_name(client, set_id):
    everything = ticked(*rows())
    client.post(f"/sets/{set_id}/search/tag", {"tags": "ortho; bones", "do": "on", "items": everything[:1]})
    client.post(f"/sets/{set_id}/search/tag", {"tags": "ortho", "do": "on", "items": everything[1:2]})

    client.post(f"/sets/{set_id}/search/rename", {"tag": "ortho", "name": " bones; "})

    tagged = [[tag for tag in row.content["tags"] if tag in {"ortho", "bones"}] for row in rows()]
    assert tagged == [["bones"], ["bones"], []]
    assert "2 questions found" in client.get(f"/sets/{set_id}/search?tag=bones").text


def test_a_tag_without_a_new_name_is_taken_off(client, set_id):
    client.post(f"/sets/{set_id}/search/tag", {"tags": "ortho", "do": "on", "items": ticked(*rows())})

    client.post(f"/sets/{set_id}/search/rename", {"tag": "ortho", "name": ""})

    assert not any("ortho" in row.content["tags"] for row in rows())


@pytest.mark.parametrize("sent", ["9" * 30 + ":1", "9" * 5000 + ":1", "x:1", "1"])
def test_what_no_page_sends_for_an_item_is_refused(client, set_id, sent):
    client.post(f"/sets/{set_id}/search/tag", {"items": sent, "tags": "x"}, status=400)
