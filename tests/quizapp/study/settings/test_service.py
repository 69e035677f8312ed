"""Another scheduler while the learner goes on elsewhere, and while others answer."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

import pytest

from quizapp import learner_settings
from quizapp.extensions import db, writing
from quizapp.learner_settings import change_settings, reckon
from quizapp.scheduling.grades import Button
from quizapp.study.check import compare_with_log
from quizapp.study.settings.service import save_scheduling, scheduling_of
from tests.quizapp.study.conftest import cards


@pytest.fixture
def learnt(deck, make, learner):
    """Cards that were learnt yesterday, due today."""
    items = deck(*(make.flashcard() for _ in range(3)))
    learner.finish()
    learner.time.move(days=1)
    return items


@pytest.fixture
def refuses_to_wait(app, monkeypatch):
    """Each replay takes the database's write lock for a moment, and fails where it is held."""
    taken = []

    def replay_while_another_writes(*arguments):
        other = sqlite3.connect(str(db.engine.url.database), isolation_level=None, timeout=0)
        other.execute("BEGIN IMMEDIATE")
        other.close()
        taken.append(arguments)
        return replay(*arguments)

    replay = learner_settings.replay
    monkeypatch.setattr(learner_settings, "replay", replay_while_another_writes)
    return taken


def test_what_was_done_after_cards_were_reckoned_counts(learner, learnt):
    reckoned = reckon(db.session().connection(), learner.user.id, "fsrs:90")
    learner.press(Button.AGAIN)
    learner.press(Button.EASY)
    learner.undo()

    with writing() as session:
        change_settings(
            session, learner.user.id, {"scheduler": "fsrs:90"}, learner.time.now(), reckoned=reckoned
        )

    assert compare_with_log().differences == ()


def test_what_was_reckoned_for_another_scheduler_is_not_taken(learner, learnt):
    reckoned = reckon(db.session().connection(), learner.user.id, "fsrs:70")

    with writing() as session:
        change_settings(
            session, learner.user.id, {"scheduler": "fsrs:97"}, learner.time.now(), reckoned=reckoned
        )

    assert compare_with_log().differences == ()


def test_others_may_write_while_the_cards_of_a_learner_are_reckoned(learner, learnt, refuses_to_wait):
    before = cards()
    chosen = replace(scheduling_of(learner.viewer), algorithm="fsrs")

    changed = save_scheduling(learner.viewer, chosen, learner.time.now())
    learner.undo()

    assert changed.is_rescheduled
    assert cards() == before
    assert len(refuses_to_wait) == 2 * len(learnt)
