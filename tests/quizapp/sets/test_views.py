"""From a file to a set that can be studied, as an instructor sees it."""

from __future__ import annotations

from collections import Counter

import pytest
import sqlalchemy as sa

from quizapp.extensions import db
from quizapp.models import Item, ItemState, QuestionSet, Upload
from tests.quizapp.sets.upload_client import publish, upload


@pytest.mark.shared
def test_the_seed_article_becomes_flashcards_clozes_and_multiple_choice(client_of, make, shared):
    client = client_of(make.instructor())

    preview = upload(client, (shared / "data/articles/seed.txt").read_bytes(), "seed.txt")
    publish(client, preview)

    kinds = Counter(db.session.scalars(sa.select(Item.kind).where(Item.state == ItemState.LIVE)))
    assert kinds["flashcard"] + kinds["cloze"] >= 15
    assert kinds["multiple_choice"] >= 6
    assert db.session.scalar(sa.select(QuestionSet.title)) == "Kissing spine"
    assert db.session.scalar(sa.select(Upload)) is None
