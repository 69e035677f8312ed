"""Sessions ahead of time, timed blocks and those that count: what moves a card and what does not."""

from __future__ import annotations

import pytest

from quizapp.extensions import db, writing
from quizapp.learner_settings import change_settings
from quizapp.scheduling.grades import Button
from quizapp.study.deck import read_waiting
from quizapp.study.overview import overview_of
from quizapp.study.sessions.cards import Pool
from tests.quizapp.study.conftest import cards, log
from tests.quizapp.study.sessions.conftest import found, result, shown


@pytest.mark.parametrize(("scheduler", "days"), [("sm2", 1), ("fsrs:90", 0)])
def test_ahead_of_time_an_answer_is_an_ordinary_one_reckoned_from_today(
    seen, learner, begin, answer, scheduler, days
):
    (item, *_) = seen()
    with writing() as session:
        change_settings(session, learner.user.id, {"scheduler": scheduler}, learner.time.now())
    learner.finish()
    learner.time.move(days=days)
    number = begin(Pool.AHEAD, days=14, size=1)
    assert shown(learner, number).session.counts

    answer(number, Button.EASY)

    card = read_waiting(db.session(), learner.user.id, item).card.state
    assert log()[-1].action == "answer"
    assert card.last_day == learner.day
    assert card.due_day == learner.day + card.interval_days
    assert card.interval_days > 1


def test_sm2_takes_a_review_ahead_of_time_as_one_on_its_day(seen, learner, begin, answer):
    """1, 6, then 6 x 2.50 = 15 days, though only 1 of the 6 has gone by."""
    seen()
    learner.finish()
    learner.time.move(days=1)
    number = begin(Pool.AHEAD, days=14)
    answer(number)

    assert log()[-1].interval_days == 15


def test_ahead_of_time_finds_what_is_due_in_those_days_and_was_not_answered_today(seen, learner):
    seen()
    assert found(learner, pool=Pool.AHEAD, days=14) == 0  # due today: that is the queue's

    learner.press()
    assert found(learner, pool=Pool.AHEAD, days=14) == 0  # answered today
    learner.time.move(days=1)

    assert found(learner, pool=Pool.AHEAD, days=4) == 0
    assert found(learner, pool=Pool.AHEAD, days=5) == 1


def test_a_card_answered_meanwhile_is_practice_ahead_of_time(seen, learner, begin, answer):
    seen()
    learner.finish()
    learner.time.move(days=1)
    first, second = begin(Pool.AHEAD, days=14), begin(Pool.AHEAD, days=14)
    answer(first, Button.AGAIN)  # due tomorrow

    assert not shown(learner, second).session.counts
    answer(second)

    assert [row.action for row in log()[-2:]] == ["answer", "practice"]


def test_where_answers_count_they_do_for_due_cards_only(seen, learner, make, begin, answer):
    items = seen()
    learner.press()  # due in six days
    number = begin(counts=True)

    screens_in_turn = []
    for _ in items:
        screens_in_turn.append(shown(learner, number).session.counts)
        answer(number)

    assert sorted(screens_in_turn) == [False, True, True]
    assert sorted(row.action for row in log()[-3:]) == ["answer", "answer", "practice"]
    assert result(learner, number).moved == 2
    assert learner.draw() is None


def test_an_answer_that_counts_and_fails_is_drilled_in_todays_queue(seen, learner, begin, answer):
    seen()
    number = begin(counts=True, size=1)
    answer(number, Button.AGAIN)

    assert shown(learner, number) is None
    assert overview_of(learner.viewer, learner.time.now()).left.drills == 1


def test_undo_of_an_answer_that_counted_restores_the_card(seen, learner, begin, answer):
    seen()
    before = cards()
    number = begin(counts=True)
    answer(number)
    assert cards() != before

    assert learner.undo().session == number
    assert cards() == before
