"""Two instructors at one article: the second is told what the first changed, and loses nothing."""

from __future__ import annotations

from html import unescape

import pytest
import sqlalchemy as sa

from quizapp.extensions import db, writing
from quizapp.models import Article, ArticleVersion, SetShare
from tests.quizapp.sets.articles.article_client import edit, edit_form, published_set
from tests.quizapp.sets.upload_client import ARTICLE, GOOD, form_of, publish, table, upload

THEIRS = "worse with any movement"


@pytest.fixture
def owner(make):
    return make.instructor(name="Ola Owner")


@pytest.fixture
def first(client_of, owner):
    return client_of(owner)


@pytest.fixture
def set_id(first) -> int:
    return published_set(first, ARTICLE)


@pytest.fixture
def second(client_of, make, set_id, time):
    """Somebody who may edit the set too."""
    colleague = make.instructor()
    with writing() as session:
        session.add(SetShare(set_id=set_id, user_id=colleague.id, may_edit=True, created_at=time.now()))
    return client_of(colleague)


def text_now() -> str:
    db.session.rollback()
    join = ArticleVersion.sha256 == Article.sha256
    return db.session.scalars(sa.select(ArticleVersion.text).join(Article, join)).one()


def test_who_sends_an_edit_of_a_version_that_is_gone_sees_both_changes_and_can_go_on(first, second, set_id):
    mine = edit_form(second.get(f"/sets/{set_id}/article").text)
    mine["text"] = mine["text"].replace("surgery", "an operation")
    publish(first, edit(first, set_id, "worse with movement", THEIRS))

    page = unescape(second.post(f"/sets/{set_id}/article", mine, status=200).text)

    assert "a newer version by now, of Ola Owner." in page
    assert "<ins>any </ins>" in page
    again = edit_form(page)
    assert "an operation" in again["text"]
    second.post(f"/sets/{set_id}/article", again, status=302)


def test_a_preview_that_was_overtaken_is_not_published_unseen_and_says_what_it_would_undo(
    first, second, set_id
):
    preview = edit(second, set_id, "surgery", "an operation")
    seen = form_of(second.get(preview).text)
    publish(first, edit(first, set_id, "Kissing spine\n", "Kissing spine\n\nBaastrup saw it.\n"))

    assert second.post(f"{preview}/publish", seen, status=302).location == preview

    assert "Baastrup saw it." in text_now()
    page = unescape(second.get(preview).text)
    assert "Ola Owner changed this article while you edited it" in page
    assert "<ins>Baastrup saw it." in page
    further = edit_form(second.get(f"/sets/{set_id}/article?upload={preview.rpartition('/')[2]}").text)
    assert "an operation" in further["text"]
    both = further["text"].replace("Kissing spine\n", "Kissing spine\n\nBaastrup saw it.\n", 1)
    page = second.get(second.post(f"/sets/{set_id}/article", {**further, "text": both}).location).text
    assert "while you edited it" not in page


def test_who_publishes_over_it_all_the_same_does_so(first, second, set_id):
    preview = edit(second, set_id, "surgery", "an operation")
    publish(first, edit(first, set_id, "worse with movement", THEIRS))

    publish(second, preview)

    assert "an operation" in text_now()
    assert THEIRS not in text_now()


def test_nobody_edits_on_what_another_one_has_waiting(first, second, set_id):
    preview = edit(second, set_id, "surgery", "an operation")

    first.get(f"/sets/{set_id}/article?upload={preview.rpartition('/')[2]}", status=404)


def test_questions_that_wait_are_no_text_to_edit(first, set_id):
    waiting = upload(first, table(GOOD), "spine.csv").rpartition("/")[2]

    first.get(f"/sets/{set_id}/article?upload={waiting}", status=404)
