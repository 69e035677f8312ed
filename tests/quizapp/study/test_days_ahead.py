"""Learners who studied while the server's clock was ahead: who is named, and how far they can go back."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from quizapp import learner_settings
from quizapp.extensions import db, writing
from quizapp.models import User
from quizapp.study.check import ahead_of_the_clock, compare_with_log
from quizapp.study.checks.repair import bring_back
from quizapp.study.streak import study_days
from tests.quizapp.study.conftest import log

BEGIN = 739678  # the learner's day of the standing clock
AHEAD = 100


@pytest.fixture
def ahead(time):
    """What the check says at this moment: the days that are ahead, and the entries."""

    def of() -> tuple[list, list]:
        db.session.rollback()
        return ahead_of_the_clock(time.now())

    return of


@pytest.fixture
def cards(deck, make):
    return deck(*(make.flashcard() for _ in range(4)))


def change(learner, **values) -> None:
    with writing() as session:
        learner_settings.change_settings(session, learner.user.id, values, learner.time.now())


def last_day() -> int:
    db.session.rollback()
    return db.session.scalars(sa.select(User.last_day).where(User.last_day.is_not(None))).one() - BEGIN


def test_a_learner_whose_clock_was_right_is_not_named(learner, cards, ahead):
    learner.press()

    assert ahead() == ([], [])


def test_a_day_that_no_entry_needs_goes_back_to_today(learner, cards, ahead, time):
    learner.press()
    time.move(days=AHEAD)
    change(learner, zone="UTC")  # changes nothing, so that no entry is written
    time.move(days=-AHEAD, hours=1)
    assert last_day() == AHEAD

    ((found,), entries) = ahead()
    assert (found.day, found.today, found.back_to) == (BEGIN + AHEAD, BEGIN, BEGIN)
    assert (found.can_go_back, found.kept_by, entries) == (True, None, [])
    assert bring_back(learner.user.id, time.now()) == BEGIN

    assert last_day() == 0
    assert ahead() == ([], [])
    learner.press()
    assert log()[-1].day == BEGIN
    assert compare_with_log().differences == ()


def test_answers_that_stand_keep_their_day_and_the_learner_on_it(learner, cards, ahead, time):
    learner.press()
    time.move(days=AHEAD)
    learner.press()
    learner.press()
    time.move(days=-AHEAD)

    ((found,), (entries,)) = ahead()

    assert (found.can_go_back, found.entries, found.kept_by) == (False, 2, 2)
    assert (entries.entries, entries.first) == (2, 2)
    assert bring_back(learner.user.id, time.now()) is None
    assert last_day() == AHEAD
    learner.press()  # goes on, on that day
    assert log()[-1].day == BEGIN + AHEAD
    assert compare_with_log().differences == ()


def test_a_day_of_which_all_was_undone_goes_back_and_all_that_follows_is_sound(learner, cards, ahead, time):
    learner.press()
    time.move(days=AHEAD)
    change(learner, scheduler="fsrs:90")
    learner.finish()
    time.move(days=-AHEAD)
    while learner.day == BEGIN + AHEAD and len([row for row in log() if row.action == "undo"]) < 5:
        learner.undo()

    ((found,), (entries,)) = ahead()
    assert (found.can_go_back, found.entries) == (True, 0)
    assert bring_back(learner.user.id, time.now()) == BEGIN

    rows = len(log())
    assert entries.entries == rows - 1
    for pause in (1, 1, AHEAD - 2, 1):
        learner.finish()
        change(learner, new_per_day=pause)
        time.move(days=pause)
        assert compare_with_log().differences == ()
        db.session.rollback()
        days = study_days(db.session(), learner.user.id, learner.day)
        assert max(days.missed | days.done) < learner.day
    assert [row.day - BEGIN for row in log()[rows:] if row.action == "answer"][:3] == [0, 0, 0]


def test_a_day_goes_back_no_further_than_to_what_stands(learner, cards, ahead, time):
    time.move(days=AHEAD)
    learner.press()
    time.move(days=AHEAD)
    learner.press()
    learner.undo()
    time.move(days=-2 * AHEAD)

    ((found,), _) = ahead()

    assert (found.day - BEGIN, found.back_to - BEGIN, found.can_go_back) == (2 * AHEAD, AHEAD, True)
    assert bring_back(learner.user.id, time.now()) == BEGIN + AHEAD
    ((found,), _) = ahead()
    assert not found.can_go_back
    learner.finish()
    assert compare_with_log().differences == ()


@pytest.mark.parametrize(
    ("east", "west"),
    [
        ({"zone": "Pacific/Kiritimati", "cut_hour": 0}, {"zone": "Pacific/Pago_Pago", "cut_hour": 23}),
        ({"zone": "Asia/Tokyo"}, {"zone": "America/Los_Angeles"}),
    ],
)
@pytest.mark.parametrize("hour", range(0, 24, 3))
def test_no_journey_to_the_west_is_taken_for_a_wrong_clock(learner, cards, ahead, time, east, west, hour):
    time.move(hours=hour)
    change(learner, **east)
    learner.press()
    change(learner, **west)

    assert ahead() == ([], [])


def test_an_entry_of_a_moment_to_come_is_named_though_its_day_is_right(learner, cards, ahead, time):
    learner.press()
    time.move(hours=2)
    learner.press()
    time.move(hours=-2)

    (days, (entries,)) = ahead()

    assert (days, entries.entries, entries.first) == ([], 1, 2)


def test_clocks_that_differ_by_a_minute_are_no_wonder(learner, cards, ahead, time):
    learner.press()
    time.moment -= timedelta(minutes=1)

    assert ahead() == ([], [])


def test_days_that_go_back_while_an_entry_of_a_later_one_stands_are_still_a_difference(learner, cards, time):
    time.move(days=AHEAD)
    learner.press()
    with writing() as session:
        session.execute(sa.update(User).values(last_day=BEGIN))
    time.move(days=-AHEAD)
    learner.press()

    assert any("days never go back" in difference for difference in compare_with_log().differences)
