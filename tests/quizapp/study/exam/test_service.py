"""The plan of a learner's exams: what it says, what it costs, what could be, and the last pass."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from quizapp.errors import InvalidInputError, MissingError
from quizapp.extensions import db, writing
from quizapp.learner_settings import change_settings
from quizapp.models import Course
from quizapp.scheduling.day import date_of
from quizapp.scheduling.grades import Button
from quizapp.study import service
from quizapp.study.exam.last_pass import next_items
from quizapp.study.exam.load import exam_plan
from quizapp.study.exam.service import choose_exam_date, outlook_of
from quizapp.study.sessions import service as sessions
from quizapp.study.sessions.cards import MOST_CARDS, read_session
from tests.quizapp.study.conftest import Learner, cards, items_of, log

Study = Callable[..., list[int]]


@pytest.fixture
def course(make, learner) -> Course:
    return make.course(make.instructor(), learner.user)


@pytest.fixture
def study(make, course) -> Study:
    """Gives the course a set of so many cards."""

    def assign(count: int, **fields: Any) -> list[int]:
        contents = [make.flashcard() for _ in range(count)]
        return items_of(make.question_set(make.instructor(), *contents, course=course, **fields))

    return assign


def set_exam(course: Course, exam_day: int | None) -> None:
    with writing() as session:
        session.execute(sa.update(Course).where(Course.id == course.id).values(exam_day=exam_day))


def limit(learner: Learner, new_per_day: int) -> None:
    with writing() as session:
        change_settings(session, learner.user.id, {"new_per_day": new_per_day}, learner.time.now())


def known(make: Any, learner: Learner, items: list[int], due_in: int, **fields: Any) -> None:
    """Cards introduced long ago that are due so many days from now."""
    for item_id in items:
        values = {"due_day": learner.day + due_in, "last_day": learner.day - 30, **fields}
        make.card(learner.user, item_id, **{"introduced_day": learner.day - 30, **values})


def last_pass(learner: Learner) -> list[int]:
    """Go through what today's last pass asks; gives the items in order."""
    number = sessions.start_last_pass(learner.viewer, learner.time.now())
    seen = []
    for item_id in next_items(db.session(), learner.viewer, learner.day):
        card = service.read_waiting(db.session(), learner.user.id, item_id)
        learner.press(Button.GOOD, card, session=number)
        seen.append(item_id)
    return seen


def plan(learner: Learner) -> Any:
    return exam_plan(learner.viewer, learner.time.now())


def test_fifty_cards_and_ten_days_are_all_introduced_in_a_week_and_all_seen_in_the_last_three_days(
    learner, course, study, time
):
    items = study(50)
    limit(learner, 3)
    first = learner.day
    set_exam(course, first + 10)
    states, practised = [], []
    for day in range(10):
        learner.finish()
        if day == 6:
            assert len(cards()) == 50
        before = cards()
        if next_items(db.session(), learner.viewer, learner.day):
            practised += last_pass(learner)
        states.append(before == cards())
        time.move(days=1)

    seen = {row.item_id for row in log() if row.item_id and row.day >= first + 7}
    assert seen == set(items)
    assert all(states)
    assert practised
    assert max(Counter(practised).values()) == 1
    assert not set(practised) & {
        row.item_id for row in log() if row.action == "answer" and row.day >= first + 7
    }


def test_the_last_pass_has_cards_that_are_not_due_before_the_exam_a_third_a_day(learner, course, study, make):
    items = study(10)
    known(make, learner, items[:2], due_in=2)
    known(make, learner, items[2:9], due_in=3)
    set_exam(course, learner.day + 3)

    assert next_items(db.session(), learner.viewer, learner.day) == items[2:5]


@pytest.mark.parametrize("days", [4, 0])
def test_outside_of_the_last_days_there_is_no_last_pass(learner, course, study, make, days):
    known(make, learner, study(5), due_in=20)

    set_exam(course, learner.day + days)

    assert next_items(db.session(), learner.viewer, learner.day) == []
    with pytest.raises(MissingError, match="Nothing is left"):
        sessions.start_last_pass(learner.viewer, learner.time.now())


def test_what_a_day_leaves_of_its_share_goes_to_the_next(learner, course, study, make, time):
    known(make, learner, study(9), due_in=20)
    set_exam(course, learner.day + 3)

    time.move(days=1)

    assert len(next_items(db.session(), learner.viewer, learner.day)) == 5


def test_a_share_that_is_done_stays_done_until_the_next_day(learner, course, study, make, time):
    items = study(9)
    known(make, learner, items, due_in=20)
    set_exam(course, learner.day + 3)

    first = last_pass(learner)
    rest_of_today = next_items(db.session(), learner.viewer, learner.day)
    time.move(days=1)
    second = last_pass(learner)

    assert (first, rest_of_today, second) == (items[:3], [], items[3:6])


def test_an_undone_practice_is_asked_for_again(learner, course, study, make):
    known(make, learner, study(9), due_in=20)
    set_exam(course, learner.day + 3)
    seen = last_pass(learner)

    learner.undo()

    assert next_items(db.session(), learner.viewer, learner.day) == seen[-1:]


def test_the_least_recently_seen_come_first_and_those_put_away_not_at_all(learner, course, study, make):
    items = study(5)
    known(make, learner, items[:1], due_in=20, last_day=learner.day - 5)
    known(make, learner, items[1:2], due_in=20, last_day=learner.day - 9)
    known(make, learner, items[2:3], due_in=20, suspended=True)
    known(make, learner, items[3:4], due_in=20, buried_until_day=learner.day + 1)
    set_exam(course, learner.day + 1)

    assert next_items(db.session(), learner.viewer, learner.day) == [items[1], items[0]]


def test_a_courses_last_pass_has_its_own_cards_only_and_the_learners_own_all(learner, course, study, make):
    items = study(2)
    other = make.course(make.instructor(), learner.user)
    others = items_of(make.question_set(make.instructor(), make.flashcard(), course=other))
    known(make, learner, [*items, *others], due_in=20)

    set_exam(course, learner.day + 1)
    of_course = next_items(db.session(), learner.viewer, learner.day)
    choose_exam_date(learner.viewer, date_of(learner.day + 1), learner.time.now())

    assert of_course == items
    assert set(next_items(db.session(), learner.viewer, learner.day)) == {*items, *others}


def test_a_last_pass_that_was_left_is_gone_on_with(learner, course, study, make, time):
    known(make, learner, study(9), due_in=20)
    set_exam(course, learner.day + 3)

    first = sessions.start_last_pass(learner.viewer, time.now())

    assert sessions.start_last_pass(learner.viewer, time.now()) == first


def test_a_long_last_pass_comes_in_sessions_that_go_on_until_they_are_done(
    learner, course, study, make, time
):
    items = study(MOST_CARDS + 2)
    known(make, learner, items, due_in=20)
    set_exam(course, learner.day + 1)

    first = sessions.start_last_pass(learner.viewer, time.now())
    cards_of_first = read_session(db.session(), learner.user.id, first, learner.day).cards
    asked = outlook_of(learner.viewer, time.now())
    for item_id in items[:2]:
        card = service.read_waiting(db.session(), learner.user.id, item_id)
        learner.press(Button.GOOD, card, session=first)

    assert [card.item_id for card in cards_of_first] == items[:MOST_CARDS]
    assert (asked.last_pass_left, asked.last_pass_today) == (len(items), len(items))
    assert asked.last_pass_next == MOST_CARDS
    assert sessions.start_last_pass(learner.viewer, time.now()) == first
    assert next_items(db.session(), learner.viewer, learner.day) == items[2:]


def test_a_card_of_two_last_passes_is_asked_for_once(learner, course, study, make, time):
    items = study(2)
    other = make.course(make.instructor(), learner.user)
    others = items_of(make.question_set(make.instructor(), make.flashcard(), course=other))
    known(make, learner, [*items, *others], due_in=20)
    set_exam(course, learner.day + 1)
    choose_exam_date(learner.viewer, date_of(learner.day + 1), time.now())

    assert outlook_of(learner.viewer, time.now()).last_pass_today == 3
    assert len(last_pass(learner)) == 3
    assert outlook_of(learner.viewer, time.now()).last_pass_today == 0


def test_a_learners_own_date_is_logged_and_taken_away_again(learner, study, time):
    study(1)

    choose_exam_date(learner.viewer, date_of(learner.day + 9), time.now())
    chosen = learner.viewer.exam_day
    choose_exam_date(learner.viewer, None, time.now())

    assert chosen == learner.day + 9
    assert learner.viewer.exam_day is None
    assert [row.action for row in log()] == ["settings", "settings"]
    assert log()[0].detail["after"] == {"exam_day": learner.day + 9}


@pytest.mark.parametrize(
    ("days", "said"), [(0, "not in the future"), (-1, "not in the future"), (731, "two years")]
)
def test_a_date_that_no_plan_can_reach_is_refused(learner, days, said):
    with pytest.raises(InvalidInputError, match=said):
        choose_exam_date(learner.viewer, date_of(learner.day + days), learner.time.now())

    assert log() == []


def test_a_learner_without_a_date_has_no_outlook(learner, study):
    study(3)

    assert outlook_of(learner.viewer, learner.time.now()) is None


def test_the_outlook_says_what_each_exam_asks(learner, course, study):
    study(41)
    limit(learner, 5)
    set_exam(course, learner.day + 13)

    (exam,) = outlook_of(learner.viewer, learner.time.now()).exams

    assert (exam.course, exam.days_left, exam.new_left, exam.new_a_day) == ("Orthopaedics", 13, 41, 5)
    assert exam.until == date_of(learner.day + 9)


def test_an_exam_that_is_over_asks_nothing_and_is_said_to_be_over(learner, course, study, time):
    study(30)
    limit(learner, 2)
    set_exam(course, learner.day + 5)
    time.move(days=5)

    outlook = outlook_of(learner.viewer, time.now())

    assert outlook.exams == ()
    assert [past.day for past in outlook.past] == [date_of(learner.day)]
    assert plan(learner).load == ()
    assert len(learner.finish()) == 2


def test_the_plan_tells_the_load_of_every_day_and_of_the_hardest(learner, course, study, make):
    items = study(60)
    known(make, learner, items[:20], due_in=2, interval_days=6)
    limit(learner, 2)
    set_exam(course, learner.day + 8)

    shown = plan(learner)

    assert [line.new for line in shown.load] == [8] * 5 + [0] * 3
    assert [line.reviews for line in shown.load[:3]] == [0, 8, 29]
    (cost,) = shown.costs
    assert cost.remedy is None
    assert cost.most_on == shown.load[2].day
    assert cost.most_minutes == shown.load[2].minutes == 10  # 37 cards at 15 seconds
    assert shown.seconds_a_card == 15


@pytest.fixture
def slow(learner, study) -> Learner:
    """A learner who takes a minute a card, with a set of 150 new cards and one of 100."""
    first = study(151, title="Knee")
    study(100, title="Spine")
    learner.press(duration_ms=60_000)
    assert learner.drawn().item_id == first[1]
    return learner


def test_where_an_exam_cannot_be_met_the_plan_says_what_could_be(slow, course):
    limit(slow, 2)
    set_exam(course, slow.day + 1)

    (cost,) = plan(slow).costs

    assert (cost.exam.new_a_day, cost.most_minutes) == (250, 250)
    assert (cost.remedy.new, cost.remedy.sets, cost.remedy.more_sets) == (240, ("Knee",), 0)
    assert cost.remedy.day == date_of(slow.day + 125 + 3)


def test_a_learner_who_takes_no_new_cards_gets_no_date_for_them(slow, course):
    limit(slow, 0)
    set_exam(course, slow.day + 1)

    assert plan(slow).costs[0].remedy.day is None


def test_an_exam_two_days_later_can_be_met(slow, course):
    set_exam(course, slow.day + 3)

    (cost,) = plan(slow).costs

    assert (cost.exam.new_a_day, cost.remedy) == (84, None)


def test_an_exam_that_only_others_make_too_much_is_called_crowded(slow, make):
    other = make.course(make.instructor(), slow.user)
    make.question_set(make.instructor(), make.flashcard(), course=other)
    set_exam(other, slow.day + 60)
    choose_exam_date(slow.viewer, date_of(slow.day + 1), slow.time.now())

    own, later = plan(slow).costs

    assert own.remedy is not None
    assert (own.is_crowded, later.remedy, later.is_crowded) == (False, None, True)
