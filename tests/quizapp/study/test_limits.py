"""The daily limits: what counts against them, and what an undo gives back."""

from __future__ import annotations

import pytest

from quizapp.extensions import db, writing
from quizapp.learner_settings import change_settings
from quizapp.scheduling.grades import Button
from quizapp.study.deck import left_today
from tests.quizapp.study.conftest import Learner


def limit(learner: Learner, **settings: int | None) -> None:
    with writing() as session:
        change_settings(session, learner.user.id, settings, learner.time.now())


def left(learner: Learner) -> tuple[int, int, int, int]:
    counts = left_today(db.session(), learner.viewer, learner.day)
    return counts.backlog, counts.due, counts.drills, counts.new


@pytest.fixture
def waiting(learner, deck, make, time):
    """Two cards of the backlog, three due today, four new."""
    items = deck(*(make.flashcard() for _ in range(9)))
    for new in (2, 3):
        limit(learner, reviews_per_day=0, new_per_day=new)
        learner.finish()
        time.move(days=1)
    limit(learner, reviews_per_day=None, new_per_day=20)
    return items


def test_a_limit_of_reviews_lets_the_backlog_come_first_and_an_undo_gives_a_place_back(learner, waiting):
    limit(learner, reviews_per_day=3)
    assert left(learner) == (2, 1, 0, 4)

    learner.press()
    assert left(learner) == (1, 1, 0, 4)
    learner.undo()
    assert left(learner) == (2, 1, 0, 4)

    assert learner.finish()[:2] == waiting[:2]
    assert left(learner) == (0, 0, 0, 0)


def test_drills_and_new_cards_take_nothing_of_the_limit_of_reviews(learner, waiting):
    limit(learner, reviews_per_day=1, new_per_day=2)

    learner.press(Button.AGAIN)

    assert left(learner) == (0, 0, 1, 2)
    learner.finish()
    assert left(learner) == (0, 0, 0, 0)
    limit(learner, reviews_per_day=2, new_per_day=3)
    assert left(learner) == (1, 0, 0, 1)


def test_a_limit_is_lifted_and_changed_by_an_undo_too(learner, waiting):
    limit(learner, reviews_per_day=0, new_per_day=0)
    assert learner.draw() is None

    learner.undo()

    assert left(learner) == (2, 3, 0, 4)


def test_a_card_reset_on_the_day_of_its_introduction_gives_its_place_back(learner, waiting):
    limit(learner, reviews_per_day=0, new_per_day=1)
    (introduced,) = learner.finish()
    assert left(learner) == (0, 0, 0, 0)

    learner.mark(introduced, "reset")

    assert left(learner) == (0, 0, 0, 1)
    assert learner.drawn().item_id == introduced
