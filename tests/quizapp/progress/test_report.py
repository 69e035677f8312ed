"""The rules of the course report: who is at risk, and how many queries it takes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from quizapp.extensions import db
from quizapp.models import Item, Membership
from quizapp.progress.report import risks, student_rows, usual_load

UTC = ZoneInfo("UTC")
TODAY = 739678


@pytest.mark.parametrize(
    ("answered", "load"),
    [
        ({}, 0),
        ({TODAY: 6}, 6),  # started today
        ({TODAY - 3: 6, TODAY: 2}, 2),  # over the four days since the start
        ({TODAY - 100: 500, TODAY - 27: 14, TODAY: 14}, 1),  # over the last 28 days
        ({TODAY - 28: 500}, 0),
    ],
)
def test_the_usual_load_is_answers_a_day_over_four_weeks_or_since_the_start(answered, load):
    assert usual_load(answered, TODAY) == load


@pytest.mark.parametrize(
    ("overdue", "waiting", "load", "idle_days", "found"),
    [
        (0, 0, 0, 0, ()),
        (21, 21, 3, 0, ()),
        (22, 22, 3, 0, ("22 overdue, 3.0 answers a day",)),
        (1, 1, 0, 6, ("1 overdue, 0.0 answers a day",)),
        (0, 5, 3, 6, ()),
        (0, 5, 3, 7, ("no activity for 7 days",)),
        (0, 0, 3, 90, ()),  # nothing waits: who is done is not late
        (30, 30, 1, 10, ("30 overdue, 1.0 answers a day", "no activity for 10 days")),
    ],
)
def test_risk_is_a_backlog_over_seven_days_of_load_or_seven_days_without_activity(
    overdue, waiting, load, idle_days, found
):
    assert risks(overdue=overdue, waiting=waiting, load=load, idle_days=idle_days) == found


def test_somebody_who_never_began_is_at_risk_a_week_after_joining(make, time):
    teacher, student = make.instructor(), make.user()
    course = make.course(teacher, student)
    make.question_set(teacher, make.flashcard(), course=course)

    time.move(days=6)
    (before,) = student_rows(course, now=time.now(), zone=UTC)
    time.move(days=1)
    (after,) = student_rows(course, now=time.now(), zone=UTC)

    assert before.risks == ()
    assert after.risks == ("no activity for 7 days",)


def test_the_load_and_the_backlog_are_those_of_the_student(make, time):
    teacher, student, other = make.instructor(), make.user(), make.user()
    course = make.course(teacher, student, other)
    make.question_set(teacher, *(make.flashcard() for _ in range(8)), course=course)
    items = list(db.session.scalars(sa.select(Item.id).order_by(Item.id)))
    for item in items:
        make.card(student, item, due_day=TODAY - 2)
    make.logged(student, items[0], day=TODAY, grade=4)
    for _ in range(2):
        make.logged(other, items[0], day=TODAY, grade=4)

    rows = {row.id: row for row in student_rows(course, now=time.now(), zone=UTC)}

    assert rows[student.id].risks == ("8 overdue, 1.0 answers a day",)
    assert rows[other.id].risks == ()


def test_dates_are_those_of_the_instructors_zone(make, time):
    teacher, student = make.instructor(), make.user()
    course = make.course(teacher, student)
    db.session.execute(sa.update(Membership).values(joined_at=time.now() + timedelta(hours=11, minutes=30)))
    db.session.commit()

    (in_london,) = student_rows(course, now=time.now(), zone=ZoneInfo("Europe/London"))
    (in_vienna,) = student_rows(course, now=time.now(), zone=ZoneInfo("Europe/Vienna"))

    assert in_london.joined.isoformat() == "2026-03-03"
    assert in_vienna.joined.isoformat() == "2026-03-04"


@contextmanager
def counted_queries() -> Iterator[list[str]]:
    statements: list[str] = []

    def note(_connection, _cursor, statement, *_rest):
        statements.append(statement)

    sa.event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        sa.event.remove(db.engine, "before_cursor_execute", note)


def test_thirty_students_take_as_many_queries_as_three(make, time):
    counts = []
    for size in (3, 30):
        teacher, students = make.instructor(), [make.user() for _ in range(size)]
        course = make.course(teacher, *students)
        question_set = make.question_set(teacher, make.flashcard(), course=course)
        item = db.session.scalar(sa.select(Item.id).where(Item.set_id == question_set.id))
        for student in students:
            make.card(student, item, due_day=TODAY)
            make.logged(student, item, day=1, grade=4)
        with counted_queries() as statements:
            rows = student_rows(course, now=time.now(), zone=UTC)
        assert len(rows) == size
        assert all(row.answers.answered == row.due == 1 for row in rows)
        counts.append(len(statements))

    assert counts[0] == counts[1]
    assert counts[0] <= 8
