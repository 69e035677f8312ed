"""What stands beside the editor: the question as students will see it, and the advice, on what is typed."""

from __future__ import annotations

from html import unescape

import pytest
import sqlalchemy as sa

from quizapp.extensions import db
from quizapp.models import Item, ItemVersion
from tests.quizapp.sets.items.test_editor import EMPTY, KINDS, OPTIONS


@pytest.fixture
def preview(client, set_id):
    """What is drawn beside the editor for what is typed there."""

    def drawn(**typed: str) -> str:
        fields = {**EMPTY, "kind": "multiple_choice", **typed}
        return unescape(client.post(f"/sets/{set_id}/items/preview", fields, status=200).text)

    return drawn


SHOWN = {
    "multiple_choice": ("Vertebral bodies", "Right answer", "They touch."),
    "multiple_answer": ("Choose all that are right", "Ribs"),
    "true_false": ("False", "Right answer"),
    "short_answer": ("Your answer", "pH", "acidity"),
    "numeric": ("a number", "7.4 ± 0.05"),
    "matching": ("Choose what belongs to each", "C7", "sacral"),
    "flashcard": ("Baastrup disease",),
    "cloze": ('class="blank"', "<mark>processes</mark>", "<mark>kissing</mark>"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_shown_as_students_see_it_with_its_answer(preview, kind):
    page = preview(**{"stem": "Which part?", **KINDS[kind], "kind": kind, "explanation": "It is rubbed."})

    assert all(words in page for words in ("It is rubbed.", *SHOWN[kind]))


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_not_begun_or_not_finished_can_be_shown(preview, kind):
    assert "The question stands here once you write it." in preview(kind=kind)
    assert "Which" in preview(kind=kind, stem="Which", **{"options-0-text": "One", "pairs-0-prompt": "C7"})


def test_options_left_of_another_kind_do_not_stop_the_preview_of_a_statement(preview):
    left = {"options-2-text": "Ribs", "options-3-text": "Skull"}

    assert "Gout hurts." in preview(kind="true_false", stem="Gout hurts.", **{**OPTIONS, **left})


def test_html_is_shown_as_it_will_be_stored(preview):
    hostile = '<p class="MsoNormal" style="x">Which <b onclick="x()">part</b>?</p><script>alert(1)</script>'

    page = preview(stem=hostile, markup="html", **OPTIONS)

    assert "<p>Which <b>part</b>?</p>" in page
    assert "script" not in page
    assert "MsoNormal" not in page


def test_plain_text_is_shown_with_its_signs(client, set_id):
    fields = {**EMPTY, "kind": "flashcard", "stem": "<b>x</b> & y < z", "answer": "x"}

    page = client.post(f"/sets/{set_id}/items/preview", fields, status=200).text

    assert "&lt;b&gt;x&lt;/b&gt; &amp; y &lt; z" in page


def test_advice_is_given_on_what_is_typed_and_nothing_is_stored(preview):
    page = preview(stem="Which one is not right?", **{**OPTIONS, "options-2-text": "All of the above"})

    assert "Negative stem." in page
    assert "All or none of the above." in page
    assert db.session.scalar(sa.select(sa.func.count()).select_from(ItemVersion)) == 1


def test_the_fields_of_the_preview_are_not_sent_along_with_the_item(client, set_id):
    item_id = db.session.scalars(sa.select(Item.id)).one()

    page = client.get(f"/sets/{set_id}/items/{item_id}").text

    form, _, beside = page.partition("data-item-editor")[2].partition("</form>")
    assert 'name="option"' not in form
    assert 'name="option"' in beside
    assert "autofocus" not in beside


def test_the_preview_of_a_stored_item_quotes_its_sentence(client, set_id, make, owner):
    source = {
        "article_id": "a",
        "article": "sha256:0",
        "condition": "Gout",
        "start": 1,
        "end": 2,
        "text": "It hurts.",
    }
    other = make.question_set(owner, {**make.flashcard(), "source": source}).id
    item_id = db.session.scalars(sa.select(Item.id).where(Item.set_id == other)).one()
    typed = {**EMPTY, "kind": "flashcard", "stem": "What is gout like?", "answer": "hurting"}

    page = client.post(f"/sets/{other}/items/{item_id}/preview", typed, status=200).text

    assert "It hurts." in page


def test_without_a_script_a_button_shows_the_preview(client, set_id):
    typed = {
        **EMPTY,
        "kind": "flashcard",
        "stem": "<i>Which</i> disease?",
        "answer": "Gout",
        "markup": "html",
    }

    page = client.post(f"/sets/{set_id}/items/new", {**typed, "show": "preview"}, status=200).text

    assert "<i>Which</i> disease?" in page.partition("</form>")[2]
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Item)) == 1


def test_what_names_no_kind_is_a_bad_request(client, set_id):
    client.post(f"/sets/{set_id}/items/preview", {**EMPTY, "kind": "essay"}, status=400)
