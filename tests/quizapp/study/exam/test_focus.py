"""What an exam date does to the queue of new cards: whose come first, how many a day, and what it costs."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from quizapp.decks import refresh_learners
from quizapp.extensions import db, writing
from quizapp.models import Card, Course, Item, ItemState, User
from quizapp.scheduling.grades import Button
from quizapp.study.checks.queue import differences_of_places
from quizapp.study.deck import left_today
from quizapp.study.exam.focus import new_left
from tests.quizapp.study.conftest import Learner, items_of


def set_exam(course: Course, days: int | None, learner: Learner) -> None:
    exam_day = None if days is None else learner.day + days
    with writing() as session:
        session.execute(sa.update(Course).where(Course.id == course.id).values(exam_day=exam_day))


def choose(learner: Learner, **settings: int | None) -> None:
    """Change the learner's settings, as nobody has to look at the log here."""
    with writing() as session:
        session.execute(sa.update(User).where(User.id == learner.user.id).values(**settings))


@pytest.fixture
def study(make, learner):
    """Makes a course of the learner's that studies a set of so many cards; siblings share a fact."""
    teacher = make.instructor()

    def begin(count: int, *, siblings: int = 1) -> tuple[Course, list[int]]:
        course = make.course(teacher, learner.user)
        contents = [{**make.flashcard(), "fact": f"fact-{number // siblings}"} for number in range(count)]
        return course, items_of(make.question_set(teacher, *contents, course=course))

    return begin


def new_today(learner: Learner) -> int:
    return left_today(db.session(), learner.viewer, learner.day).new


def introduce(learner: Learner, count: int) -> list[int]:
    seen = []
    for _ in range(count):
        card = learner.drawn()
        learner.press(Button.GOOD, card)
        seen.append(card.item_id)
    return seen


def test_an_exam_raises_the_days_new_cards_to_what_it_takes(learner, study):
    course, _ = study(60)
    choose(learner, new_per_day=2)

    set_exam(course, 13, learner)

    assert new_today(learner) == 6


@pytest.mark.parametrize("days", [None, 0, -3])
def test_without_an_exam_to_come_the_learners_limit_holds(learner, study, days):
    course, _ = study(60)
    choose(learner, new_per_day=2)
    set_exam(course, 13, learner)

    set_exam(course, days, learner)

    assert new_today(learner) == 2


def test_a_higher_limit_of_the_learners_own_holds(learner, study):
    course, _ = study(60)

    set_exam(course, 13, learner)

    assert new_today(learner) == 20


def test_a_days_share_stays_the_same_while_it_is_worked_off(learner, study):
    course, _ = study(61)
    choose(learner, new_per_day=2)
    set_exam(course, 13, learner)

    left = [new_today(learner)]
    for _ in range(7):
        introduce(learner, 1)
        left.append(new_today(learner))

    assert left == [7, 6, 5, 4, 3, 2, 1, 0]


def test_a_missed_day_raises_the_others(learner, study, time):
    course, _ = study(60)
    choose(learner, new_per_day=2)
    set_exam(course, 8, learner)
    assert new_today(learner) == 12

    time.move(days=1)

    assert new_today(learner) == 15


def test_a_learners_own_date_is_of_all_that_they_study(learner, study):
    study(30)
    study(30)
    choose(learner, new_per_day=2, exam_day=learner.day + 13)

    assert new_today(learner) == 6


def test_the_sets_of_the_nearest_exam_are_drawn_first_and_then_those_of_the_next(learner, study):
    _, without = study(3)
    late, later_items = study(3)
    soon, sooner_items = study(3)
    set_exam(late, 20, learner)
    set_exam(soon, 10, learner)

    assert introduce(learner, 9) == [*sooner_items, *later_items, *without]


def test_a_returned_card_of_the_exam_goes_before_others(learner, study):
    _, without = study(2)
    course, items = study(2)
    introduce(learner, 2)
    third = introduce(learner, 1)
    learner.undo()
    set_exam(course, 10, learner)

    assert third == items[:1]
    assert introduce(learner, 2) == items
    assert without


def test_several_exams_ask_for_what_all_of_them_need_together(learner, study):
    soon, _ = study(20)
    late, _ = study(100)
    choose(learner, new_per_day=0)
    set_exam(soon, 13, learner)
    set_exam(late, 23, learner)

    assert new_today(learner) == 6


def test_new_cards_of_other_sets_take_nothing_from_an_exam(learner, study):
    study(5)
    course, _ = study(60)
    choose(learner, new_per_day=5)
    introduce(learner, 5)

    set_exam(course, 13, learner)

    assert new_today(learner) == 6


def test_siblings_come_together_where_the_exam_cannot_wait(learner, study):
    course, items = study(12, siblings=6)
    choose(learner, new_per_day=1)
    assert new_today(learner) == 1

    set_exam(course, 6, learner)

    assert new_today(learner) == 4
    assert introduce(learner, 4) == [items[0], items[6], items[1], items[2]]


def test_siblings_stay_apart_where_the_exam_can_wait(learner, study):
    course, _ = study(12, siblings=6)

    set_exam(course, 40, learner)

    assert new_today(learner) == 2


def test_suspended_cards_and_items_that_are_not_live_are_not_counted_and_returned_ones_are(
    learner, study, make
):
    _, items = study(10)
    make.card(learner.user, items[0], due_day=None, suspended=True)
    make.card(learner.user, items[1], due_day=None)
    make.card(learner.user, items[2])
    with writing() as session:
        session.execute(sa.update(Item).where(Item.id == items[3]).values(state=ItemState.RETIRED))
        refresh_learners(session, [learner.user.id])

    left = new_left(db.session(), learner.user.id)

    assert sum(left.values()) == 7


def test_the_count_of_what_is_new_follows_each_step(learner, study):
    _, items = study(10)
    steps = [
        lambda: introduce(learner, 3),
        lambda: learner.mark(items[9], "flag"),
        lambda: learner.mark(items[8], "suspend"),
        learner.undo,
        learner.undo,
        learner.undo,
        lambda: introduce(learner, 8),
    ]

    counts = []
    for step in steps:
        step()
        counts.append(sum(new_left(db.session(), learner.user.id).values()))

    assert counts == [7, 7, 6, 7, 7, 8, 0]
    assert list(differences_of_places(db.session().connection())) == []


def test_all_cards_are_introduced_before_the_last_pass(learner, study, time):
    course, items = study(50, siblings=5)
    choose(learner, new_per_day=2)
    set_exam(course, 10, learner)
    first = learner.day
    for _ in range(7):
        learner.finish()
        time.move(days=1)

    introduced = dict(db.session.execute(sa.select(Card.item_id, Card.introduced_day)).all())

    assert set(introduced) == set(items)
    assert max(introduced.values()) <= first + 6


def test_a_learner_without_a_date_is_asked_nothing_more_of_the_database(learner, study):
    course, _ = study(60)
    viewer, day = learner.viewer, learner.day
    heard: list[str] = []
    sa.event.listen(db.engine, "before_cursor_execute", lambda *said: heard.append(said[2]))

    left_today(db.session(), viewer, day)
    without = [statement for statement in heard if "SELECT" in statement]
    set_exam(course, 10, learner)
    heard.clear()
    left_today(db.session(), viewer, day)

    assert len(without) == 2
    assert len([statement for statement in heard if "SELECT" in statement]) == 6
