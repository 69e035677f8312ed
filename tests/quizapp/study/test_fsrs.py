"""FSRS through the service, reviewed at any hour of the learner's days, anywhere in the world."""

from __future__ import annotations

import re
from datetime import date, timedelta
from heapq import heappop, heappush
from itertools import product
from random import Random
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizapp.extensions import db, writing
from quizapp.learner_settings import change_settings
from quizapp.logbook import read_card
from quizapp.models import Card
from quizapp.scheduling.card import NEW_CARD, CardState, answer
from quizapp.scheduling.day import date_of, day_ends, day_of, day_starts
from quizapp.scheduling.grades import RATING_GRADES, Button
from quizapp.scheduling.schedulers import scheduler_of
from quizapp.scheduling.spread import largest_shift
from quizapp.study import service
from quizapp.study.buttons import interval_text
from quizapp.study.feedback import feedback_on
from quizapp.study.screens import next_card
from tests.quizapp.study.conftest import Learner, items_of
from tests.vectors import FSRS, stored_fsrs_steps

BUTTONS = {str(rating): button for rating, button in enumerate(Button, 1)}
RATINGS = st.text("1234", min_size=5, max_size=5)
# Half of them from zones whose clocks change in ways of their own: by half an hour, by two, at midnight.
ZONES = st.sampled_from(sorted(available_timezones())) | st.sampled_from(
    ["Europe/Berlin", "America/Havana", "Australia/Lord_Howe", "Antarctica/Troll", "Africa/Cairo"]
)
PARTS_OF_A_DAY = st.lists(st.sampled_from([0.0, 0.999_99]) | st.floats(0, 0.999_99), min_size=6, max_size=6)
DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31)).map(day_of)
STORED = stored_fsrs_steps()
WITH_DATABASE = settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def newcomer(make: Any, time: Any, **fields: Any) -> Learner:
    """A learner with one flashcard."""
    user, teacher = make.user(**fields), make.instructor()
    make.question_set(teacher, make.flashcard(), course=make.course(teacher, user))
    return Learner(user=user, time=time)


def state_of(learner: Learner) -> CardState:
    """The learner's only card."""
    db.session.rollback()
    item_id = db.session.scalars(sa.select(Card.item_id).where(Card.user_id == learner.user.id)).one()
    return read_card(db.session(), learner.user.id, item_id).state


def go_to(learner: Learner, day: int, part: float) -> None:
    """Move the clock into this day of the learner's: part 0 is its first instant, 1 the next day's."""
    viewer = learner.viewer
    start, end = (bound(day, ZoneInfo(viewer.zone), viewer.cut_hour) for bound in (day_starts, day_ends))
    learner.time.moment = start + timedelta(seconds=int((end - start).total_seconds() * part))


def review_on_time(learner: Learner, ratings: str, day: int, parts: list[float]) -> list[CardState]:
    """The card after each rating, given on its due day, this part of the day gone."""
    states = []
    for rating, part in zip(ratings, parts, strict=False):
        go_to(learner, day, part)
        assert learner.day == day
        learner.press(BUTTONS[rating])
        states.append(state_of(learner))
        day = states[-1].due_day or 0
    return states


@given(ZONES, st.integers(0, 23), DAYS, RATINGS, PARTS_OF_A_DAY)
@WITH_DATABASE
def test_at_any_hours_of_any_learners_days_the_package_is_followed(
    make: Any, time: Any, zone: str, cut_hour: int, day: int, ratings: str, parts: list[float]
) -> None:
    learner = newcomer(make, time, zone=zone, cut_hour=cut_hour, scheduler="fsrs:90")

    states = review_on_time(learner, ratings, day, parts)

    for length, state in enumerate(states, 1):
        interval_days, stability, difficulty = STORED[ratings[:length]]
        assert state.interval_days == interval_days == (state.due_day or 0) - (state.last_day or 0)
        assert (state.stability, state.difficulty) == pytest.approx((stability, difficulty), rel=1e-9)


@pytest.mark.parametrize(("ratings", "intervals"), FSRS)
@pytest.mark.parametrize("part", [0.0, 0.999_99])
def test_the_reference_sequences_come_out_at_the_first_and_the_last_moment_of_the_days(
    make: Any, time: Any, ratings: str, intervals: list[int], part: float
) -> None:
    learner = newcomer(make, time, zone="Europe/Berlin", scheduler="fsrs:90")

    states = review_on_time(learner, ratings, day_of(date(2026, 3, 27)), [part] * len(ratings))

    assert [state.interval_days for state in states] == intervals


@pytest.mark.parametrize("ratings", ["33133", "13333", "24141"])
def test_alternating_between_the_first_and_the_last_moment_of_the_days_changes_nothing(
    make: Any, time: Any, ratings: str
) -> None:
    learner = newcomer(make, time, zone="Australia/Lord_Howe", cut_hour=2, scheduler="fsrs:90")

    states = review_on_time(learner, ratings, day_of(date(2026, 10, 2)), [0.999_99, 0.0] * 3)

    assert [state.interval_days for state in states] == [STORED[ratings[:end]][0] for end in range(1, 6)]


@given(st.sampled_from(["sm2", "fsrs:90", "fsrs:70"]), ZONES, DAYS, RATINGS, PARTS_OF_A_DAY)
@settings(WITH_DATABASE, max_examples=10)
def test_each_of_the_four_buttons_does_what_it_shows(
    make: Any, time: Any, scheduler: str, zone: str, day: int, ratings: str, parts: list[float]
) -> None:
    learner = newcomer(make, time, zone=zone, scheduler=scheduler)
    review_on_time(learner, ratings[:3], day, parts)
    go_to(learner, state_of(learner).due_day or 0, parts[-1])
    screen = next_card(learner.viewer, time.now())

    done = {}
    for button in Button:
        learner.press(button)
        after = state_of(learner)
        days = (after.due_day or 0) - learner.day
        done[button.value] = (interval_text(days), after.has_drill(learner.day))
        learner.undo()

    assert screen is not None
    assert {each.value: (each.interval, each.again_today) for each in screen.buttons} == done


def switch(learner: Learner, scheduler: str) -> None:
    with writing() as session:
        change_settings(session, learner.user.id, {"scheduler": scheduler}, learner.time.now())


@given(ZONES, DAYS, RATINGS, PARTS_OF_A_DAY)
@settings(WITH_DATABASE, max_examples=10)
def test_changing_to_fsrs_gives_what_it_makes_of_the_reviews_on_their_days(
    make: Any, time: Any, zone: str, day: int, ratings: str, parts: list[float]
) -> None:
    learner = newcomer(make, time, zone=zone)
    review_days = [state.last_day or 0 for state in review_on_time(learner, ratings, day, parts)]
    by_sm2 = state_of(learner)

    switch(learner, "fsrs:90")

    expected = NEW_CARD
    for rating, review_day in zip(ratings, review_days, strict=True):
        expected = answer(expected, RATING_GRADES[int(rating)], review_day, scheduler_of("fsrs:90"))
    assert state_of(learner) == expected
    switch(learner, "sm2")
    assert state_of(learner) == by_sm2


def test_cards_of_many_sequences_are_followed_side_by_side(make: Any, time: Any) -> None:
    user, teacher = make.user(zone="America/New_York", scheduler="fsrs:90"), make.instructor()
    course = make.course(teacher, user)
    # All 1,024 take a minute and a half; with a step of 11 all ratings stand at all places.
    sequences = ["".join(ratings) for ratings in product("1234", repeat=5)][::11]
    items = items_of(make.question_set(teacher, *(make.flashcard() for _ in sequences), course=course))
    learner = Learner(user=user, time=time)
    hours = Random(6)  # noqa: S311 - any hours will do
    waiting = [
        (day_of(date(2026, 3, 1)), item_id, "", sequence)
        for item_id, sequence in zip(items, sequences, strict=True)
    ]

    while waiting:
        day, item_id, given, to_come = heappop(waiting)
        go_to(learner, day, hours.random())
        service.answer_card(
            learner.viewer,
            service.Answer(
                key=f"{item_id}-{given}",
                item_id=item_id,
                item_version=1,
                card_version=len(given),
                button=BUTTONS[to_come[0]],
            ),
            time.now(),
        )
        given += to_come[0]
        state = read_card(db.session(), user.id, item_id).state
        assert state.interval_days == STORED[given][0], given
        if to_come[1:]:
            heappush(waiting, (state.due_day or 0, item_id, given, to_come[1:]))


def test_each_button_explains_its_date_by_fsrs(make: Any, time: Any) -> None:
    learner = newcomer(make, time, scheduler="fsrs:90")

    screen = next_card(learner.viewer, time.now())

    assert screen is not None
    stabilities = [STORED[rating][1] for rating in "1234"]
    assert [button.why.partition(" (")[0] for button in screen.buttons] == [
        f"First review, which gives a stability of {stability:.2f} days" for stability in stabilities
    ]


def newcomer_with_choice(make: Any, time: Any, **fields: Any) -> Learner:
    """A learner with one multiple-choice question."""
    user, teacher = make.user(**fields), make.instructor()
    make.question_set(teacher, make.multiple_choice(), course=make.course(teacher, user))
    return Learner(user=user, time=time)


def test_on_the_feedback_page_the_date_is_explained_by_fsrs(make: Any, time: Any) -> None:
    learner = newcomer_with_choice(make, time, scheduler="fsrs:90")

    answered = learner.answer(learner.drawn())

    shown = feedback_on(learner.viewer, answered.sequence, time.now())
    assert shown.why.startswith(
        "First review, which gives a stability of 2.31 days (difficulty 2.12): 2 days"
    )


@pytest.mark.parametrize("scheduler", ["sm2", "fsrs:90"])
def test_on_the_feedback_page_a_date_that_was_moved_says_so(make: Any, time: Any, scheduler: str) -> None:
    learner = newcomer_with_choice(make, time, scheduler=scheduler, spread="random")
    for _ in range(3):
        learner.answer(learner.drawn())
        go_to(learner, state_of(learner).due_day or 0, 0.5)
    waiting = learner.drawn()
    right = [option["correct"] for option in waiting.content["options"]].index(True)
    sent = service.Answer(
        key="the last", item_id=waiting.item_id, item_version=1, card_version=3, option=right
    )

    answered = service.answer_card(learner.viewer, sent, time.now(), chance=Random(1))  # noqa: S311 - moves both

    state = state_of(learner)
    moved_days = (state.due_day or 0) - learner.day - state.interval_days
    shown = feedback_on(learner.viewer, answered.sequence, time.now())
    assert 0 < abs(moved_days) <= largest_shift(state.interval_days)
    direction = "later" if moved_days > 0 else "earlier"
    assert re.search(rf"moved {abs(moved_days)} days? {direction} to spread the load", shown.why)
    assert shown.next_date == date_of(state.due_day or 0)
