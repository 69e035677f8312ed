"""``quizapp analyse`` on an installation with answers."""

from __future__ import annotations

import sqlalchemy as sa
from click.testing import CliRunner

from quizapp.cli import main
from quizapp.extensions import db
from quizapp.models import Item, ItemState
from tests.answered_sets import TAKEN, answer_all, telling_rows


def test_it_quarantines_what_misleads_and_says_how_many(app, make, time, monkeypatch):
    monkeypatch.setenv("QUIZAPP_DATA", str(app.extensions["settings"].data))
    monkeypatch.setenv("QUIZAPP_SECRET_KEY", "for-tests-only-" * 4)
    question_set = make.question_set(make.instructor(), *(make.multiple_choice() for _ in range(TAKEN)))
    answer_all(question_set, telling_rows(misleading=3), time.now())

    first, second = (CliRunner().invoke(main, ["analyse"], catch_exceptions=False) for _ in range(2))

    assert (first.output, second.output) == ("1 item quarantined.\n", "0 items quarantined.\n")
    db.session.expire_all()
    quarantined = db.session.scalars(sa.select(Item.position).where(Item.state == ItemState.QUARANTINED))
    assert quarantined.all() == [3]
