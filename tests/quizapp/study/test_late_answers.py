"""Answers that a device could not send at once: kept, whatever became of their card meanwhile."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from quizapp.errors import MissingError
from quizapp.extensions import writing
from quizapp.models import Item, ItemState
from quizapp.scheduling.grades import Button
from quizapp.study.check import compare_with_log
from tests.quizapp.study.conftest import cards, log


def late(learner, card, **details):
    return learner.send(card, late=True, **{"button": Button.AGAIN, **details})


def change_item(**values):
    with writing() as session:
        session.execute(sa.update(Item).values(values))


def test_a_late_answer_to_a_card_that_has_not_moved_on_is_an_ordinary_one(learner, deck, make):
    deck(make.flashcard())

    outcome = late(learner, learner.drawn())

    assert not outcome.came_late
    assert [row.action for row in log()] == ["answer"]


def test_a_late_answer_to_a_card_that_has_moved_on_is_kept_as_practice(learner, deck, make, time):
    deck(make.flashcard())
    offline = learner.drawn()
    given_at = time.now()
    learner.press()
    before = cards()
    time.move(hours=3)

    outcome = late(learner, offline, key="a", device_time=given_at)
    again = late(learner, offline, key="a", device_time=given_at)

    assert outcome == again
    assert outcome.came_late
    assert [(row.action, row.grade, row.device_time) for row in log()][1:] == [("practice", 1, given_at)]
    assert cards() == before
    assert compare_with_log().differences == ()
    assert learner.undo().action == "practice"
    assert learner.undo().action == "answer"


def test_a_late_answer_to_a_question_edited_meanwhile_counts_by_what_was_shown(learner, deck, make):
    content = make.multiple_choice(key=2)
    (item_id,) = deck(content)
    learner.choose(2)
    learner.undo()
    offline = learner.drawn()
    edited = {**content, "options": content["options"][::-1]}
    change_item(content=edited, version=2)

    outcome = late(learner, offline, button=None, option=2)

    assert (outcome.came_late, outcome.correct) == (True, True)
    assert [(row.action, row.item_id, row.item_version) for row in log()][2:] == [("practice", item_id, 1)]


def test_a_late_answer_to_a_card_that_left_the_deck_is_kept(learner, deck, make):
    deck(make.flashcard())
    learner.press()
    learner.undo()
    offline = learner.drawn()
    change_item(state=ItemState.RETIRED)

    assert late(learner, offline).came_late


def test_a_late_answer_to_a_card_that_the_learner_never_had_is_refused(learner, deck, make):
    deck(make.flashcard())
    offline = learner.drawn()
    change_item(state=ItemState.RETIRED)

    with pytest.raises(MissingError):
        late(learner, offline)

    assert log() == []
