"""What becomes of a set's questions when its article changes: edits are kept, no stale sentence is quoted."""

from __future__ import annotations

import re
from html import unescape

import pytest
import sqlalchemy as sa

from quizapp.extensions import db
from quizapp.models import Article, ArticleVersion, Item, ItemState, ItemVersion
from tests.quizapp.sets.articles.article_client import edit, edit_item, item_with, published_set, settle
from tests.quizapp.sets.upload_client import ARTICLE, publish, stats

OWN = "What, of all things, leads there?"
IS, CAN = "spine is caused by", "spine can be caused by"


@pytest.fixture
def client(client_of, make):
    return client_of(make.instructor())


@pytest.fixture
def published(client):
    return published_set(client, ARTICLE)


@pytest.fixture
def edited(client, published) -> int:
    """The id of a question that was edited by hand."""
    item = item_with("poor posture")
    edit_item(client, item, stem=OWN)
    return item.id


def again(item_id: int) -> Item:
    db.session.rollback()
    return db.session.get_one(Item, item_id)


def contents_of(item_id: int) -> list[dict[str, object]]:
    rows = sa.select(ItemVersion.content).where(ItemVersion.item_id == item_id).order_by(ItemVersion.version)
    return list(db.session.scalars(rows))


def stale_quotations() -> list[str]:
    """The sentences that live questions quote of their article which it does not have where they say."""
    db.session.rollback()
    article = db.session.scalars(sa.select(Article)).one()
    text = db.session.scalar(sa.select(ArticleVersion.text).where(ArticleVersion.sha256 == article.sha256))
    found = []
    for item in db.session.scalars(sa.select(Item).where(Item.state == ItemState.LIVE)):
        sources = [item.content["source"], *(one["source"] for one in item.content.get("options", []))]
        found += [
            source["text"]
            for source in sources
            if source
            and source.get("article_id") == article.key
            and (text[source["start"] : source["end"]], source["article"])
            != (source["text"], f"sha256:{article.sha256}")
        ]
    return found


def test_a_kept_edit_quotes_the_sentence_of_today_and_what_is_given_instead_stands_before_it(
    client, published, edited
):
    publish(client, edit(client, published, IS, CAN))

    item = again(edited)
    assert (item.content["stem"], item.look, item.version) == (OWN, "sentence", 4)
    assert CAN in item.content["source"]["text"]
    assert IS not in str(item.content)
    first, own, given, kept = contents_of(edited)
    assert own["stem"] == kept["stem"] == OWN
    assert IS in first["stem"]
    assert CAN in given["stem"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (IS, CAN),
        ("Kissing spine\n", "Kissing spine\n\nA long introduction, which moves all that follows.\n"),
        ("Causes: Kissing spine is caused by poor posture and by trauma to the back.\n\n", ""),
        ("may be enough. In severe", "may be enough; in severe"),
        ("Treatment: In mild", "Treatment\n\n- In mild"),
        (ARTICLE[15:], "\n\nICD-10 code: M48.2\n\nSymptoms: The most common symptom is a stiff back.\n"),
    ],
)
def test_no_live_question_quotes_what_its_article_does_not_say(client, published, edited, old, new):
    for number, words in enumerate(("worse with movement", "surgery may be needed")):
        edit_item(client, item_with(words), stem=f"My own question, number {number}?")

    publish(client, edit(client, published, old, new))
    assert stale_quotations() == []

    publish(client, edit(client, published, "Kissing spine\n", "Kissing spine\n\nIt is a rare disease.\n"))
    assert stale_quotations() == []


def test_an_edit_whose_sentence_is_gone_becomes_a_draft_that_quotes_nothing(client, published, edited):
    cause = "Causes: Kissing spine is caused by poor posture and by trauma to the back.\n\n"

    page = publish(client, edit(client, published, cause, ""))

    item = again(edited)
    assert (item.state, item.look, item.content["stem"]) == (ItemState.DRAFT, "sentence", OWN)
    assert (item.content["source"], item.content["article_id"]) == (None, None)
    assert "is caused by" not in str(item.content)
    assert page.location.endswith("?state=look")


def test_a_question_that_no_article_gave_outlives_every_version_of_it(client, published):
    fields = {"kind": "flashcard", "markup": "plain", "stem": "Who saw it first?", "answer": "Baastrup"}
    client.post(f"/sets/{published}/items/new", fields, status=302)
    own = db.session.scalars(sa.select(Item).order_by(Item.id.desc())).first()
    client.post(f"/sets/{published}/items", {"change": f"live {own.id}"}, status=302)

    preview = edit(client, published, IS, CAN)
    counts = stats(client.get(preview).text)
    publish(client, preview)

    assert "Retired" not in counts
    assert again(own.id).state == ItemState.LIVE


def test_an_edit_that_the_article_comes_to_say_too_is_no_edit_any_more(client, published):
    item = item_with("poor posture")
    former = item.content["stem"]
    edit_item(client, item, stem=OWN)
    edit_item(client, again(item.id), stem=former)

    publish(client, edit(client, published, IS, CAN))

    assert again(item.id).digest == again(item.id).origin
    assert again(item.id).version == 4


def test_a_second_version_moves_an_edit_along_once_more(client, published, edited):
    publish(client, edit(client, published, IS, CAN))
    publish(client, edit(client, published, CAN, "spine may be caused by"))

    item = again(edited)
    assert (item.content["stem"], item.version) == (OWN, 6)
    assert "may be caused by" in item.content["source"]["text"]
    assert stale_quotations() == []


def test_the_same_text_once_more_makes_no_new_version_of_an_edit(client, published, edited):
    publish(client, edit(client, published, IS, CAN))
    settle(client, again(edited))

    preview = edit(client, published, "Treatment: In mild", "Treatment:  In mild")
    publish(client, preview)

    assert (again(edited).version, again(edited).look) == (4, "")


def shown(client, published: int, edited: int) -> str:
    """An edited question in the list of those to look at."""
    page = client.get(f"/sets/{published}?state=look").text
    return unescape(page.partition(f'id="item-{edited}"')[2].partition("</li>\n      <li")[0])


def taking(page: str) -> str:
    return re.search(r'formaction="([^"]+/take[^"]*)"', page)[1]


def test_what_changed_is_shown_word_by_word_with_what_can_be_taken_instead(client, published, edited):
    publish(client, edit(client, published, IS, CAN))

    page = shown(client, published, edited)

    changed, _, offered = page.partition("Your edit is kept.")
    assert "Sentence in the article" in changed
    assert "<del>is </del><ins>can be </ins>" in changed
    assert OWN not in changed.partition("What its article changed")[2]
    assert "<dt>Stem</dt>" in offered
    assert f"<del>{OWN.partition(' ')[0]}" in offered
    assert "Keep my words" in page


def test_the_articles_question_can_be_taken_in_place_of_the_edit_which_stays_in_the_history(
    client, published, edited
):
    publish(client, edit(client, published, IS, CAN))

    client.post(taking(shown(client, published, edited)), status=302)

    item = again(edited)
    assert (item.look, item.version, item.digest) == ("", 5, item.origin)
    assert CAN in item.content["stem"]
    assert OWN in client.get(f"/sets/{published}/items/{edited}/history").text
    assert stale_quotations() == []


def test_who_takes_a_question_that_somebody_else_changed_meanwhile_is_told(client, published, edited):
    publish(client, edit(client, published, IS, CAN))
    address = taking(shown(client, published, edited))
    edit_item(client, again(edited), stem="Somebody else's words?")

    shown_after = client.post(address, status=302).location

    assert again(edited).content["stem"] == "Somebody else's words?"
    assert "was changed since you saw it" in client.get(shown_after).text


def test_who_settles_a_question_that_changed_once_more_is_told(client, published, edited):
    publish(client, edit(client, published, IS, CAN))
    seen = again(edited)
    address = f"/sets/{published}/items/{edited}/settle?version={seen.version}"
    publish(client, edit(client, published, CAN, "spine may be caused by"))

    page = client.get(client.post(address, status=302).location)

    assert "was changed since you saw it" in page.text
    assert again(edited).look == "sentence"


def test_of_a_question_without_an_edit_nothing_can_be_taken(client, published):
    item = item_with("poor posture")
    publish(client, edit(client, published, IS, CAN))

    page = shown(client, published, item.id)
    client.post(f"/sets/{published}/items/{item.id}/take?version=2", status=404)

    assert "<del>is </del><ins>can be </ins>" in page
    assert "Right as it is" in page
    assert "/take" not in page


def test_a_question_whose_sentence_is_gone_says_so_and_can_be_kept(client, published, edited):
    cause = "Causes: Kissing spine is caused by poor posture and by trauma to the back.\n\n"
    publish(client, edit(client, published, cause, ""))

    page = shown(client, published, edited)
    settle(client, again(edited))

    assert "Its sentence is gone" in page
    assert "<del>Kissing spine is caused by" in page
    assert "/take" not in page
    assert (again(edited).look, again(edited).state) == ("", ItemState.DRAFT)
