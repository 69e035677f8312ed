"""The demo course: invented people, a real log, something to show on every page."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from quizapp import demo
from quizapp.errors import AppError
from quizapp.extensions import db
from quizapp.library.service import load_bundled_articles
from quizapp.models import Card, ReviewLog, User
from quizapp.study.check import compare_with_log


@pytest.fixture
def small_demo(app, time, small_library, monkeypatch):
    """The demo with few students and days: its size is nothing to test."""
    monkeypatch.setattr(demo, "STUDENTS", 2)
    monkeypatch.setattr(demo, "DAYS", 6)
    load_bundled_articles(time.now(), echo=lambda _line: None)
    return list(demo.fill(time.now()))


def test_the_demo_is_a_log_that_replays_to_its_cards(small_demo):
    report = compare_with_log()

    assert report.entries > 20
    assert report.differences == ()


def test_its_reviews_lie_in_the_past_and_some_wait_today(small_demo, time):
    today = time.now().date().toordinal()

    assert db.session.scalar(sa.select(sa.func.max(ReviewLog.day))) < today
    assert db.session.scalar(sa.select(sa.func.count()).where(Card.due_day <= today)) > 0


def test_a_second_start_keeps_it_and_names_the_accounts(small_demo, time):
    before = db.session.scalar(sa.select(sa.func.count()).select_from(ReviewLog))

    (line,) = demo.fill(time.now())

    assert demo.INSTRUCTOR in line
    assert db.session.scalar(sa.select(sa.func.count()).select_from(ReviewLog)) == before


def test_it_leaves_a_database_with_other_people_alone(make, time):
    make.user()

    with pytest.raises(AppError, match="database of its own"):
        list(demo.fill(time.now()))

    assert db.session.scalar(sa.select(sa.func.count()).select_from(User)) == 1
