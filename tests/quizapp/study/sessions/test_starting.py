"""A session started once, resumed, discarded, and what has gone since."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from quizapp.errors import InvalidInputError
from quizapp.extensions import db, writing
from quizapp.models import Item, ItemState, Membership
from quizapp.scheduling.grades import Button
from quizapp.study.sessions import service as sessions
from quizapp.study.sessions.cards import Pool
from quizapp.study.sessions.selection import Order
from tests.quizapp.study.conftest import dump
from tests.quizapp.study.sessions.conftest import result, shown


@pytest.mark.parametrize(
    "wishes", [{}, {"size": 2}, {"order": Order.OLDEST, "counts": True}, {"seconds_a_question": 30}]
)
def test_a_button_pressed_twice_starts_one_session(seen, press, wishes):
    seen()

    assert press(**wishes) == press(**wishes)


@pytest.mark.parametrize(
    "change",
    [
        {"size": 2},
        {"pool": Pool.EVERYTHING},
        {"only_choices": True},
        {"counts": True},
        {"minutes": 5},
        {"after": 6},
    ],
)
def test_other_wishes_or_the_same_ones_later_start_another_session(deck, make, learner, press, change):
    deck(*(make.multiple_choice() for _ in range(3)))
    learner.finish()

    assert press() != press(**change)


def test_a_session_that_was_answered_or_discarded_is_not_started_again(seen, learner, press, answer, time):
    seen()

    first = press()
    answer(first)
    second = press()
    sessions.discard(learner.viewer, second, time.now())

    assert [first, second, press()] == [1, 2, 3]


def test_practising_misses_pressed_twice_starts_one_session(seen, learner, press, answer, time):
    seen()
    number = press()
    answer(number, Button.AGAIN)

    first, second = (sessions.practise_misses(learner.viewer, number, time.now()) for _ in range(2))

    assert first == second == number + 1


def test_nothing_is_stored_where_nothing_matches(seen, learner, begin):
    seen()
    before = dump()

    with pytest.raises(InvalidInputError, match="No card matches"):
        begin(Pool.FLAGGED)

    assert dump() == before


def retire(learner, item):
    with writing() as session:
        session.get_one(Item, item).state = ItemState.RETIRED


def suspend(learner, item):
    learner.mark(item, "suspend")


@pytest.mark.parametrize("gone", [retire, suspend])
def test_cards_gone_since_the_start_are_skipped_and_said_so(seen, learner, begin, answer, gone):
    items = seen()
    number = begin()
    gone(learner, items[0])

    screen = shown(learner, number)

    assert screen.item_id == items[1]
    assert (screen.session.total, screen.session.skipped) == (2, 1)
    answer(number)
    answer(number)
    assert result(learner, number).is_over
    assert result(learner, number).skipped == 1


def test_a_session_whose_set_was_unassigned_is_over(seen, learner, make, begin, client_of):
    seen()
    number = begin()
    (course_id,) = db.session.scalars(sa.select(Membership.course_id).distinct())
    client_of(learner.user).post(f"/courses/{course_id}/leave")

    assert shown(learner, number) is None
    assert result(learner, number).skipped == 3
