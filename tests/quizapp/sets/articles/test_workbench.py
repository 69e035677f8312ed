"""An article beside its questions: each sentence leads to its questions and back; edits are put off."""

from __future__ import annotations

import re
from html import unescape

import pytest
import sqlalchemy as sa

from quizapp.extensions import db
from quizapp.models import Item, ItemState
from tests.quizapp.sets.articles.article_client import (
    bring,
    edit,
    edit_item,
    item_with,
    published_set,
    settle,
)
from tests.quizapp.sets.upload_client import ARTICLE, form_of, publish

CAUSE = "Kissing spine is caused by poor posture and by trauma to the back."


@pytest.fixture
def client(client_of, make):
    return client_of(make.instructor())


def sentences(page: str) -> dict[str, tuple[str, int]]:
    """The words of each sentence that has questions, by its address, with where it leads and their count."""
    found = re.findall(
        r'<span class="sentence" data-sentence="\d+" id="(sentence-\d+)">(.*?)</span>'
        r'\s*<a class="sentence__items" href="#(made-\d+)">(\d+)<',
        page,
        re.DOTALL,
    )
    assert found
    return {place: (target, int(count)) for place, _, target, count in found}


def items_of(page: str) -> dict[str, str]:
    """The questions of a preview by their address."""
    parts = re.split(r'<li class="item" id="(made-\d+)"', page)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def test_each_sentence_leads_to_its_questions_and_each_question_to_its_sentence(client):
    page = unescape(client.get(bring(client, text=ARTICLE)).text)

    items = items_of(page)
    for place, (target, count) in sentences(page).items():
        ring = [target]
        while following := re.search(r'href="#(made-\d+)" data-key="n"', items[ring[-1]]):
            if following[1] == target:
                break
            ring.append(following[1])
        assert len(ring) == count
        assert all(f'href="#{place}"' in items[one] for one in ring)


def test_the_questions_of_a_sentence_quote_it(client):
    page = unescape(client.get(bring(client, text=ARTICLE)).text)

    start = ARTICLE.index(CAUSE)
    target, _ = sentences(page)[f"sentence-{start}"]
    assert CAUSE in items_of(page)[target]


def test_a_question_of_the_classification_has_no_sentence_to_lead_to(client):
    items = items_of(unescape(client.get(bring(client, text=ARTICLE)).text))

    codes = [text for text in items.values() if "ICD-10-CM 20" in text and "<q>" not in text]
    assert codes
    assert not any("#sentence-" in text for text in codes)


def test_what_is_to_be_edited_afterwards_waits_as_a_draft_and_is_listed_until_it_is_saved(client):
    preview = bring(client, text=ARTICLE)
    keys = form_of(client.get(preview).text)["live"]

    shown = publish(client, preview, edits=keys[:2]).location

    marked = db.session.scalars(sa.select(Item).where(Item.look == "edit")).all()
    assert {item.key for item in marked} == set(keys[:2])
    assert {item.state for item in marked} == {ItemState.DRAFT}
    assert shown.endswith("?state=look")
    page = client.get(shown).text
    assert "To be edited: 2 questions." in page
    edit_item(client, marked[0], stem="In my own words?")
    settle(client, marked[1])
    assert db.session.scalars(sa.select(Item).where(Item.look != "")).all() == []


def test_a_live_question_that_is_to_be_edited_afterwards_stays_live(client):
    set_id = published_set(client, ARTICLE)
    key = item_with("surgery may be needed").key

    publish(client, edit(client, set_id, "poor posture", "bad posture"), edits=[key])

    item = db.session.scalars(sa.select(Item).where(Item.key == key)).one()
    assert (item.look, item.state) == ("edit", ItemState.LIVE)


def test_what_is_to_be_edited_stays_marked_while_the_preview_is_made_anew(client):
    preview = bring(client, text=ARTICLE)
    fields = form_of(client.get(preview).text)

    client.post(preview, {**fields, "edits": fields["live"][:1]}, status=302)

    page = client.get(preview).text
    assert len(re.findall(r'name="edits"[^>]*checked', page)) == 1


def test_keys_are_told_where_single_keys_are_wanted(client, client_of, make):
    quiet = make.instructor()
    quiet.single_key_shortcuts = False
    db.session.commit()

    pages = [one.get(bring(one, text=ARTICLE)).text for one in (client, client_of(quiet))]

    assert ["leave out: untick" in page for page in pages] == [True, False]
    assert ["data-single-keys" in page for page in pages] == [True, False]
