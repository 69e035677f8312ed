"""Articles as instructors have them: pasted, as a web page or a Word document, and edited later."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
import sqlalchemy as sa

from quizapp.extensions import db
from quizapp.models import Article, Card, Item, ItemState, ItemVersion, Upload
from tests.quizapp.sets.articles.article_client import bring, edit, edit_item, item_with, published_set
from tests.quizapp.sets.upload_client import ARTICLE, form_of, publish, stats

HTML = (
    "<!doctype html><html><head><title>x</title><style>p{}</style></head><body><nav>Home</nav>"
    "<h1>Kissing spine</h1><p>ICD-10 code: M48.2</p><h2>Causes</h2><p>Kissing spine is caused by "
    "<b>poor posture</b> and by trauma to the back.</p><h2>Treatment</h2>"
    "<p>In severe cases, surgery may be needed.</p></body></html>"
)


@pytest.fixture
def client(client_of, make):
    return client_of(make.instructor())


def test_a_pasted_text_leads_to_its_preview_with_the_facts_marked_by_field(client):
    preview = bring(client, text=ARTICLE)

    page = client.get(preview).text

    assert re.search(
        r'<mark class="fact fact--cause">poor posture<span class="fact__field"> cause</span>', page
    )
    assert stats(page)["Found"] > 5


def test_a_web_page_is_read_as_its_words_without_its_menus(client):
    preview = bring(client, file=(BytesIO(HTML.encode()), "kissing-spine.html"))

    page = client.get(preview).text

    assert form_of(page)["title"] == "Kissing spine"
    assert form_of(page)["code"] == "M48.2"
    assert "poor posture" in page
    assert "Home" not in page.partition('class="prose article read-text"')[2].partition("</section>")[0]


@pytest.mark.parametrize("html", [HTML, HTML.partition("</nav>")[2]])
def test_the_source_of_a_web_page_can_be_pasted_too(client, html):
    page = client.get(bring(client, text=html)).text

    assert form_of(page)["title"] == "Kissing spine"
    assert "poor posture" in page


def word_document(*paragraphs: tuple[str, str]) -> bytes:
    """A document as Word writes it, of these paragraphs, each its style and text."""
    body = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'
        for style, text in paragraphs
    )
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    members = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{relation}" Target="word/document.xml"/></Relationships>',
        "word/document.xml": '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"<w:body>{body}</w:body></w:document>",
    }
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return file.getvalue()


def test_a_word_document_is_read_with_its_headings(client):
    document = word_document(
        ("Title", "Kissing spine"),
        ("Normal", "ICD-10 code: M48.2"),
        ("Heading1", "Causes"),
        ("Normal", "Kissing spine is caused by poor posture and by trauma to the back."),
        ("Heading1", "Treatment"),
        ("Normal", "In severe cases, surgery may be needed."),
    )

    page = client.get(bring(client, file=(BytesIO(document), "spine.docx"))).text

    assert form_of(page)["code"] == "M48.2"
    assert '<mark class="fact fact--cause">poor posture' in page


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({}, "Choose a file, or type or paste the text below."),
        ({"text": "x", "file": (BytesIO(b"y"), "y.txt")}, "Choose a file or type a text, not both."),
        ({"file": (BytesIO(b"y"), "y.pdf")}, "“y.pdf” is no article."),
        ({"file": (BytesIO(b"\x89PNG\r\n\x1a\n\0"), "y.txt")}, "the file is an image, not text"),
        ({"file": (BytesIO(b"PK\x03\x04 no"), "y.docx")}, "Export it again"),
        ({"text": "x" * 1_000_001}, "The text is too long"),
    ],
)
def test_what_is_no_article_is_refused_beside_its_field(client, fields, message):
    assert message in bring(client, status=200, **fields)


@pytest.fixture
def published(client):
    """A set made from the article."""
    return published_set(client, ARTICLE)


def test_an_edit_elsewhere_changes_no_question_and_one_of_a_sentence_flags_its_items(client, published, make):
    concerned = item_with("surgery may be needed").id
    make.card(make.user(), concerned)
    before = stats(client.get(edit(client, published, "worse with movement", "worse with movement")).text)
    assert (before["Added"], before["Changed"]) == (0, 0)

    preview = edit(
        client, published, "In severe cases, surgery may be", "In severe cases, an operation may be"
    )
    counts = stats(client.get(preview).text)
    publish(client, preview)

    assert counts["Unchanged"] > 0
    looks = db.session.scalars(sa.select(Item.look).where(Item.look != "")).all()
    assert set(looks) <= {"sentence"}
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Card)) == 1
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Article)) == 1


def test_an_item_whose_sentence_changed_gets_a_version_and_is_to_be_looked_at(client, published):
    item = item_with("poor posture")
    key, state = item.key, item.state

    publish(client, edit(client, published, "Kissing spine is caused by", "Kissing spine can be caused by"))

    db.session.rollback()
    again = db.session.scalars(sa.select(Item).where(Item.key == key)).one()
    assert (again.look, again.version, again.state) == ("sentence", 2, state)
    versions = db.session.scalars(sa.select(ItemVersion.version).where(ItemVersion.item_id == again.id)).all()
    assert sorted(versions) == [1, 2]


def test_an_edit_of_a_text_that_somebody_else_changed_meanwhile_is_held_back(client, published):
    fields = {"text": "Something else\n\nCauses: bones.", "version": "0" * 64}

    page = client.post(f"/sets/{published}/article", fields, status=200)

    assert "newer version by now" in page.text
    assert "Something else" in page.text


def test_a_set_that_was_made_from_no_article_has_none_to_edit(client, client_of, make):
    owner = make.instructor()
    set_id = make.question_set(owner, make.flashcard()).id

    client_of(owner).get(f"/sets/{set_id}/article", status=404)


def test_new_questions_can_be_kept_as_drafts_whatever_is_ticked(client):
    preview = bring(client, text=ARTICLE)
    fields = form_of(client.get(preview).text)

    shown = client.post(f"{preview}/publish", {**fields, "as_drafts": "y"}).location

    assert fields["live"]
    assert shown.endswith("?state=draft")
    assert set(db.session.scalars(sa.select(Item.state))) == {ItemState.DRAFT}
    assert "Accept the drafts below" in client.get(shown).text


def test_drafts_of_a_new_version_leave_what_is_live_alone(client, published):
    preview = edit(client, published, "poor posture and", "heavy loads, poor posture and")
    page = client.get(preview).text
    assert stats(page)["Added"] > 0

    client.post(f"{preview}/publish", {**form_of(page), "as_drafts": "y"})

    db.session.rollback()
    states = {item.key: item.state for item in db.session.scalars(sa.select(Item))}
    assert list(states.values()).count(ItemState.DRAFT) == stats(page)["Added"]
    assert list(states.values()).count(ItemState.LIVE) == stats(page)["Changed"] + stats(page)["Unchanged"]


def test_the_preview_of_a_new_version_shows_first_and_word_by_word_what_changes(client, published):
    item = item_with("poor posture")

    page = client.get(edit(client, published, "spine is caused by", "spine can be caused by")).text

    changed, unchanged = page.index(">Changed <"), page.index(">Unchanged <")
    assert changed < page.index(f'value="{item.key}"') < unchanged
    assert "<del>is </del><ins>can be </ins>" in page[changed:unchanged]
    assert "<del>" not in page[unchanged:]
    assert "edited here" not in page


def test_an_edit_of_a_question_is_shown_in_the_preview_and_outlives_a_new_version(client, published):
    item = item_with("poor posture")
    edit_item(client, item, stem="What, of all things, leads there?")

    untouched = client.get(edit(client, published, "worse with movement", "worse with any movement")).text
    preview = edit(client, published, "spine is caused by", "spine can be caused by")
    concerned = client.get(preview).text
    shown = publish(client, preview).location

    assert "edited here" in untouched
    assert "Your edit is kept." not in untouched
    assert "Your edit is kept." in concerned
    assert "What, of all things, leads there?" in concerned
    assert shown.endswith("?state=look")
    assert "What, of all things, leads there?" in client.get(shown).text
    assert item_with("poor posture").content["stem"] == "What, of all things, leads there?"


def test_previews_of_articles_wait_a_week_and_go_with_the_next_one(client, time):
    bring(client, text=ARTICLE)
    time.move(days=8)

    second = bring(client, text=ARTICLE)

    assert [f"/sets/uploads/{number}" for number in db.session.scalars(sa.select(Upload.id))] == [second]
