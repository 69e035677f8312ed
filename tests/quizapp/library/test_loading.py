"""The articles of the program in the library."""

from __future__ import annotations

import sqlalchemy as sa

from quizapp.extensions import db
from quizapp.library.service import load_bundled_articles
from quizapp.models import Item, ItemState, QuestionSet


def test_the_bundled_articles_come_with_live_items(app, time):
    said = []

    load_bundled_articles(time.now(), echo=said.append)

    sets = db.session.scalars(sa.select(QuestionSet)).all()
    states = set(db.session.scalars(sa.select(Item.state)))
    assert len(sets) >= 32
    assert states == {ItemState.LIVE}
    assert said[-1].startswith("The library is ready")
