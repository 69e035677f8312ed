"""Figures of learners, each against a case counted by hand."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from quizapp.extensions import db
from quizapp.models import Assignment, Item, ItemState, Membership, ReviewLog
from quizapp.progress import service
from quizapp.progress.counting import count_answers
from quizapp.progress.figures import (
    Answers,
    Cards,
    Scope,
    count_cards,
    total,
)
from quizapp.progress.report import assigned_sets, one_user, student_rows
from tests.quizapp.progress.conftest import TODAY, answers_of, items_of

UTC = ZoneInfo("UTC")


def change(table, *conditions, **values) -> None:
    db.session.execute(sa.update(table).where(*conditions).values(**values))
    db.session.commit()


def cards_of(user) -> Cards:
    return count_cards(Scope(users=one_user(user.id)), {user.id: TODAY}, Item.set_id).popitem()[1]


def row_of(world, time):
    (row,) = student_rows(world.course, now=time.now(), zone=UTC)
    return row


def test_answers_right_ones_and_time_are_summed(make, world):
    item = world.items[0]
    make.logged(world.student, item, day=1, grade=4, duration_ms=20_000)
    make.logged(world.student, item, day=2, grade=3, duration_ms=30_000)
    make.logged(world.student, item, day=8, grade=1, duration_ms=16_000)

    figures = answers_of(world.student)

    assert (figures.answered, figures.right, figures.minutes) == (3, 2, 1.1)
    assert figures.share_right == pytest.approx(2 / 3)


def test_without_answers_there_is_no_share(world):
    figures = answers_of(world.student)

    assert figures.share_right is None
    assert figures.true_retention is None


def test_drills_count_as_time_and_as_nothing_else(make, world):
    make.logged(world.student, world.items[0], day=1, grade=1, duration_ms=60_000)
    make.logged(world.student, world.items[0], "drill", day=1, grade=4, duration_ms=30_000)

    figures = answers_of(world.student)

    assert (figures.answered, figures.right, figures.minutes) == (1, 0, 1.5)


def test_an_undone_answer_never_was(make, world):
    item = world.items[0]
    make.logged(world.student, item, day=1, grade=4, duration_ms=60_000)
    undone = make.logged(world.student, item, day=2, grade=1, interval_days=1, duration_ms=60_000)
    make.logged(world.student, item, "undo", day=2, undoes=undone)
    make.logged(world.student, item, day=2, grade=5, interval_days=6, duration_ms=60_000)

    figures = answers_of(world.student)

    assert (figures.answered, figures.right, figures.minutes) == (2, 2, 2.0)
    assert (figures.retention_reviews, figures.retention_passed) == (1, 1)


def test_an_undo_takes_back_only_the_answer_of_its_own_learner(make, world):
    other = make.user()
    for user in (world.student, other):
        make.logged(user, world.items[0], sequence=1, grade=4)
    make.logged(other, world.items[0], "undo", sequence=2, undoes=1)

    both = sa.select(ReviewLog.user_id)

    assert set(count_answers(Scope(users=both), "user_id")) == {(world.student.id,)}


def test_a_regrade_changes_the_grade_of_its_answer_and_the_last_one_counts(make, world):
    first = make.logged(world.student, world.items[0], day=1, grade=4)
    make.logged(world.student, world.items[0], "regrade", day=1, grade=3, undoes=first)
    second = make.logged(world.student, world.items[1], day=1, grade=4)
    make.logged(world.student, world.items[1], "regrade", day=1, grade=3, undoes=second)
    make.logged(world.student, world.items[1], "regrade", day=1, grade=2, undoes=second)

    figures = answers_of(world.student)

    assert (figures.answered, figures.right) == (2, 1)


def test_an_undone_regrade_leaves_the_grade_before_it(make, world):
    answer = make.logged(world.student, world.items[0], day=1, grade=4)
    regrade = make.logged(world.student, world.items[0], "regrade", day=1, grade=2, undoes=answer)
    make.logged(world.student, world.items[0], "undo", day=1, undoes=regrade)

    assert answers_of(world.student).right == 1


def test_figures_are_added_up(make):
    assert total([]) == Answers()
    assert total([Answers(answered=2, right=1), Answers(answered=3, duration_ms=5)]) == Answers(
        answered=5, right=1, duration_ms=5
    )


def test_each_card_is_in_one_state_and_due_and_overdue_never_overlap(make, world):
    learning, young, mastered, suspended, undone = world.items
    make.card(world.student, learning, due_day=TODAY, interval_days=6, lapses=2)
    make.card(world.student, young, due_day=TODAY + 1, interval_days=20)
    make.card(world.student, mastered, due_day=TODAY - 1, interval_days=21, lapses=1)
    make.card(world.student, suspended, due_day=TODAY - 1, interval_days=30, suspended=True)
    make.card(world.student, undone, due_day=None, introduced_day=None, interval_days=0)

    figures = cards_of(world.student)

    assert figures == Cards(due=1, overdue=1, learning=1, young=1, mastered=1, suspended=1, lapses=3)
    assert figures.new_left(live_items=5) == 1


def test_a_buried_card_is_not_due_before_its_day(make, world):
    make.card(world.student, world.items[0], due_day=TODAY, buried_until_day=TODAY + 1)
    make.card(world.student, world.items[1], due_day=TODAY - 1, buried_until_day=TODAY)

    figures = cards_of(world.student)

    assert (figures.due, figures.overdue, figures.learning) == (0, 1, 2)


@pytest.mark.parametrize("state", [ItemState.DRAFT, ItemState.QUARANTINED, ItemState.RETIRED])
def test_items_that_are_not_live_wait_but_their_history_stays(make, world, time, state):
    item = world.items[0]
    make.card(world.student, item, due_day=TODAY, interval_days=30, lapses=1)
    make.logged(world.student, item, day=1, grade=4)
    change(Item, Item.id == item, state=state)

    row = row_of(world, time)

    assert (row.due, row.overdue, row.new_left, row.cards.mastered) == (0, 0, 4, 0)
    assert (row.cards.lapses, row.answers.answered) == (1, 1)


def test_only_the_sets_of_the_course_count(make, world, time):
    other = make.question_set(world.teacher, make.flashcard())
    (item,) = items_of(other)
    make.card(world.student, item, due_day=TODAY, interval_days=30, lapses=4)
    make.logged(world.student, item, day=1, grade=4, duration_ms=60_000)

    row = row_of(world, time)

    assert row.answers == Answers()
    assert row.cards == Cards()
    assert row.last_active is None
    assert row.new_left == 5


def test_last_active_is_the_last_thing_done_even_an_undo(make, world, time):
    sequence = make.logged(world.student, world.items[0], grade=4, server_time=time.now() - timedelta(days=2))
    make.logged(
        world.student, world.items[0], "undo", undoes=sequence, server_time=time.now() - timedelta(days=1)
    )

    assert row_of(world, time).last_active == (time.now() - timedelta(days=1)).date()


def test_due_is_told_by_each_learners_own_day(make, world, time):
    east = make.user(zone="Pacific/Auckland")  # noon UTC is one o'clock at night there: still 3 March
    far = make.user(zone="Pacific/Kiritimati", cut_hour=2)  # two o'clock: 4 March has begun
    ahead = make.user(last_day=TODAY + 1)  # has been further east
    for user in (east, far, ahead):
        db.session.add(
            Membership(course_id=world.course.id, user_id=user.id, role="student", joined_at=time.now())
        )
    db.session.commit()
    for user in (world.student, east, far, ahead):
        make.card(user, world.items[0], due_day=TODAY)

    rows = {row.id: row for row in student_rows(world.course, now=time.now(), zone=UTC)}

    assert {user_id: (row.due, row.overdue) for user_id, row in rows.items()} == {
        world.student.id: (1, 0),
        east.id: (1, 0),
        far.id: (0, 1),
        ahead.id: (0, 1),
    }


def test_who_has_left_keeps_the_history_and_waits_for_nothing(make, world, time):
    make.card(world.student, world.items[0], due_day=TODAY - 30, interval_days=30)
    make.logged(world.student, world.items[0], day=1, grade=4, server_time=time.now() - timedelta(days=30))
    change(Membership, Membership.user_id == world.student.id, left_at=time.now())

    row = row_of(world, time)

    assert row.state == "left"
    assert (row.due, row.overdue, row.new_left, row.risks) == (None, None, None, ())
    assert row.answers.answered == 1


def test_own_progress_counts_periods_that_end_today_and_all_ever_answered(make, world, time):
    other = make.question_set(world.teacher, make.flashcard())
    (elsewhere,) = items_of(other)
    for day, item in [
        (TODAY, world.items[0]),
        (TODAY - 6, world.items[1]),
        (TODAY - 7, world.items[2]),
        (TODAY - 29, world.items[3]),
        (TODAY - 30, elsewhere),
    ]:
        make.logged(world.student, item, day=day, grade=4)

    figures = service.own_progress(world.student.id, time.now())

    assert [(period.label, period.answers.answered) for period in figures.periods] == [
        ("Today", 1),
        ("Last 7 days", 2),
        ("Last 30 days", 4),
        ("Since the start", 5),
    ]


def test_own_progress_shows_the_deck_by_set_and_in_total(make, world, time):
    second = make.question_set(None, make.flashcard(), course=world.course, title="Discs")
    (disc,) = items_of(second)
    make.question_set(None, make.flashcard(), title="Not studied")
    make.card(world.student, world.items[0], due_day=TODAY - 1, interval_days=21)
    make.card(world.student, disc, due_day=TODAY + 3)
    make.logged(world.student, disc, day=1, grade=1)

    figures = service.own_progress(world.student.id, time.now())

    assert [(each.title, each.live_items, each.new_left, each.answers.answered) for each in figures.sets] == [
        ("Discs", 1, 0, 1),
        ("Kissing spine", 5, 4, 0),
    ]
    assert figures.states == service.States(new_left=4, learning=1, young=0, mastered=1, suspended=0)
    assert figures.forecast.backlog == 1
    assert [place for place, day in enumerate(figures.forecast.days) if day.reviews] == [3]
    assert figures.forecast.days[0].first == time.now().date()


def test_own_progress_is_empty_before_anything_is_studied(make, time):
    assert service.own_progress(make.user().id, time.now()).is_empty


def test_one_students_page_has_the_row_of_the_report_and_their_last_thirty_days(make, world, time):
    make.card(world.student, world.items[0], due_day=TODAY)
    make.logged(world.student, world.items[0], day=TODAY - 29, grade=4)
    make.logged(world.student, world.items[0], day=TODAY - 30, grade=4)

    figures = service.student_progress(world.course, world.student.id, now=time.now(), zone=UTC)

    assert figures.row == row_of(world, time)
    assert [answers.answered for _, answers in figures.recent] == [1, *[0] * 29]
    assert figures.recent[-1][0] == time.now().date()
    assert sum(each.answers.answered for each in figures.sets) == figures.row.answers.answered == 2


def test_a_course_without_sets_gives_a_row_of_zeros(make, world, time):
    db.session.execute(sa.delete(Assignment))
    db.session.commit()

    row = row_of(world, time)

    assert (row.due, row.overdue, row.new_left, row.answers) == (0, 0, 0, Answers())


def test_the_sets_of_a_course_are_those_assigned_to_it(make, world):
    make.question_set(world.teacher, course=make.course(world.teacher))

    assert list(db.session.scalars(assigned_sets(world.course.id))) == [world.set.id]
