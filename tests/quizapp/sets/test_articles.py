"""Real articles, as messy as the world: each is read, previewed and published without an error."""

from __future__ import annotations

from collections import Counter

import pytest
import sqlalchemy as sa

from quizapp.extensions import db
from quizapp.models import Article, ArticleVersion, Item, ItemState, QuestionSet, Upload
from tests.quizapp.sets.upload_client import publish, stats, upload

pytestmark = [pytest.mark.shared, pytest.mark.usefixtures("quick_library")]


def test_the_seed_article_becomes_flashcards_clozes_and_multiple_choice(client_of, make, shared):
    client = client_of(make.instructor())

    preview = upload(client, (shared / "data/articles/seed.txt").read_bytes(), "seed.txt")
    publish(client, preview)

    kinds = Counter(db.session.scalars(sa.select(Item.kind).where(Item.state == ItemState.LIVE)))
    assert kinds["flashcard"] + kinds["cloze"] >= 15
    assert kinds["multiple_choice"] >= 6
    assert db.session.scalar(sa.select(QuestionSet.title)) == "Kissing spine"
    assert db.session.scalar(sa.select(Upload)) is None


def test_every_source_of_the_seed_article_is_its_text_at_the_offsets(client_of, make, shared):
    client = client_of(make.instructor())

    publish(client, upload(client, (shared / "data/articles/seed.txt").read_bytes(), "seed.txt"))

    text = db.session.scalar(sa.select(ArticleVersion.text))
    sources = [content["source"] for content in db.session.scalars(sa.select(Item.content))]
    own = [source for source in sources if "article" in source]
    assert own
    assert all(text[source["start"] : source["end"]] == source["text"] for source in own)


def test_a_handful_of_articles_is_published_without_an_error(client_of, make, shared):
    client = client_of(make.instructor())
    files = sorted((shared / "data/articles/dev").glob("*.txt"))[::50]

    for file in files:
        preview = upload(client, file.read_bytes(), file.name)
        page = client.get(preview).text
        counts = stats(page)
        assert counts["Found"] == counts["Added"] + counts["Changed"] + counts["Unchanged"]
        if ">Publish</button>" in page:
            shown = publish(client, preview).location
            client.get(shown)

    for article_id in db.session.scalars(sa.select(Article.id)):
        client.get(f"/library/{article_id}")
