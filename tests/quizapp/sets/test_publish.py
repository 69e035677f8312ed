"""Publishing: all or nothing, what the preview showed, and later versions that keep ids and schedules."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from quizapp.extensions import db
from quizapp.models import (
    Article,
    ArticleVersion,
    Item,
    ItemState,
    QuestionSet,
)
from tests.page_client import PageClient
from tests.quizapp.sets.upload_client import ARTICLE, form_of, publish, stats, upload

pytestmark = pytest.mark.usefixtures("quick_library")


EDITED = ARTICLE.replace("poor posture and by trauma", "repeated bending and by trauma").replace(
    "back pain that is worse with movement", "back pain that is worse on standing"
)


@pytest.fixture
def client(client_of, make) -> PageClient:
    return client_of(make.instructor())


def publish_file(client: PageClient, data: bytes, name: str = "kissing-spine.txt") -> dict[str, int]:
    """Upload and publish; gives the preview's counts."""
    preview = upload(client, data, name)
    counts = stats(client.get(preview).text)
    publish(client, preview)
    return counts


def items() -> dict[str, Item]:
    db.session.expire_all()
    return {item.key: item for item in db.session.scalars(sa.select(Item))}


def count(table_of_rows: type) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(table_of_rows))


def test_the_same_file_again_adds_nothing(client):
    publish_file(client, ARTICLE.encode())
    before = {key: (item.id, item.version) for key, item in items().items()}

    counts = publish_file(client, ARTICLE.encode())

    assert counts["Added"] == counts["Changed"] == 0
    assert counts["Unchanged"] == counts["Found"] == len(before)
    assert {key: (item.id, item.version) for key, item in items().items()} == before
    assert count(Article) == count(ArticleVersion) == count(QuestionSet) == 1


def test_an_edited_article_keeps_what_stayed_and_retires_what_went(client):
    publish_file(client, ARTICLE.encode())
    before = items()

    counts = publish_file(client, EDITED.encode())

    after = items()
    gone = {key for key, item in after.items() if item.state == ItemState.RETIRED}
    kept = before.keys() - gone
    assert counts["Added"] > 0
    assert counts["Retired"] == len(gone) > 0
    assert after.keys() >= before.keys()
    assert all(after[key].id == before[key].id for key in kept)
    assert count(Article) == count(QuestionSet) == 1
    assert count(ArticleVersion) == 2


def test_an_edit_elsewhere_moves_the_sources_without_a_new_version(client):
    publish_file(client, ARTICLE.encode())

    counts = publish_file(client, ARTICLE.replace("Kissing spine\n\n", "Kissing spine\n\n\n\n", 1).encode())

    item = next(item for item in items().values() if item.content["field"] == "cause")
    sha256 = db.session.scalar(sa.select(Article.sha256))
    assert counts["Changed"] == counts["Added"] == 0
    assert item.version == 1
    assert item.content["source"]["article"] == f"sha256:{sha256}"


def test_a_schedule_outlives_a_new_version(client, make):
    publish_file(client, ARTICLE.encode())
    student = make.user()
    kept = next(item for item in items().values() if item.content["field"] == "treatment")
    card = make.card(student, kept.id)

    publish_file(client, EDITED.encode())

    assert items()[kept.key].id == kept.id
    assert card in db.session


def test_a_second_article_of_the_same_name_gets_a_key_of_its_own(client):
    publish_file(client, ARTICLE.encode(), "article.txt")

    publish_file(
        client,
        ARTICLE.replace("Kissing spine", "Spinal stenosis").replace("M48.2", "M48.0").encode(),
        "article.txt",
    )

    assert sorted(db.session.scalars(sa.select(Article.key))) == ["article", "article-2"]


def test_the_instructor_decides_what_an_upload_updates(client):
    publish_file(client, ARTICLE.encode())
    preview = upload(client, ARTICLE.encode(), "kissing-spine.txt")
    fields = form_of(client.get(preview).text)

    client.post(preview, {**fields, "target": "0"})
    counts = stats(client.get(preview).text)
    publish(client, preview)

    assert counts["Added"] == counts["Found"]
    assert count(Article) == 2


def test_choices_that_were_not_seen_in_a_preview_are_shown_first(client):
    preview = upload(client, ARTICLE.encode(), "kissing-spine.txt")

    answer = publish(client, preview, title="Baastrup disease")

    assert answer.location == preview
    assert count(Item) == 0
    assert "Baastrup disease" in client.get(preview).text


FACET = b"""Spinal bursitis

ICD-10 code: M48.8

Causes: Spinal bursitis is caused by whiplash injury.

Symptoms: The most common symptom is Kemp sign.

Treatment: In severe cases, zygapophyseal neurotomy may be needed.
"""


def article_keys_of(key: str) -> set[str]:
    """The keys of the articles that the options of an article's items come from."""
    return {
        option["source"]["article_id"]
        for item in items().values()
        if item.content["article_id"] == key
        for option in item.content.get("options", [])
        if option["source"] and "article_id" in option["source"]
    }


def test_wrong_answers_come_from_the_library_and_the_instructors_own_articles(client):
    publish_file(client, FACET, "facet.txt")

    publish_file(client, ARTICLE.replace("surgery", "interspinous desmotomy").encode(), "mine.txt")

    keys = article_keys_of("mine")
    assert any(key.startswith("13-musculoskeletal/") for key in keys)
    assert "facet" in keys


def test_a_preview_that_no_longer_holds_is_shown_anew(client):
    first, second = (upload(client, ARTICLE.encode(), "spine.txt") for _ in range(2))
    seen = form_of(client.get(second).text)
    publish(client, first)

    answer = client.post(f"{second}/publish", seen)

    assert answer.location == second
    page = client.get(second).text
    assert stats(page)["Unchanged"] == count(Item) > 0


def test_publishing_twice_stores_once(client):
    preview = upload(client, ARTICLE.encode(), "spine.txt")
    fields = form_of(client.get(preview).text)

    client.post(f"{preview}/publish", fields)
    client.post(f"{preview}/publish", fields, status=404)

    assert count(QuestionSet) == 1


def test_another_instructors_articles_are_no_source_and_no_target(client_of, make, client):
    publish_file(client_of(make.instructor()), FACET, "facet.txt")

    preview = upload(client, ARTICLE.encode(), "mine.txt")
    page = client.get(preview).text
    publish(client, preview)

    assert "An update of" not in page
    assert "facet" not in article_keys_of("mine")
