"""A course's exam date: who sets it, what is refused, and who of the students is on plan."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from quizapp.decks import refresh_learners
from quizapp.extensions import db, writing
from quizapp.learner_settings import change_settings
from quizapp.log_reading import latest_of_day
from quizapp.models import Course, Item, ItemState, Membership, ReviewLog, User
from quizapp.study.check import compare_with_log
from tests.conftest import TUESDAY

TODAY = TUESDAY.date().toordinal()


def date_in(days: int) -> str:
    return (TUESDAY.date() + timedelta(days=days)).isoformat()


def exam_day() -> int | None:
    db.session.rollback()
    return db.session.scalars(sa.select(Course.exam_day)).one()


def statements_of(visit: Callable[[], Any]) -> int:
    """How many statements the database gets during a visit."""
    heard: list[str] = []

    def hear(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        heard.append(statement)

    sa.event.listen(db.engine, "before_cursor_execute", hear)
    visit()
    sa.event.remove(db.engine, "before_cursor_execute", hear)
    return len(heard)


@dataclass
class Taught:
    """A course with a set, and the client of its instructor."""

    course: Course
    items: list[int]
    client: Any
    url: str

    def send(self, chosen: str, status: int = 302) -> str:
        return str(self.client.post(f"{self.url}/exam", {"exam_date": chosen}, status=status).text)

    def figures(self) -> dict[str, str]:
        """The figures of the exam on the course page, by their label."""
        page = self.client.get(self.url).text.partition('id="exam"')[2].partition("</section>")[0]
        return dict(re.findall(r'stat__label">([^<]+)</dt>\s*<dd class="stat__value">([^<]+)</dd>', page))


@pytest.fixture
def students(make):
    return [make.user(name=name) for name in ("Ada", "Bo", "Cy")]


@pytest.fixture
def taught(make, client_of, students) -> Taught:
    teacher = make.instructor()
    course = make.course(teacher, *students)
    make.question_set(teacher, *(make.flashcard() for _ in range(20)), course=course)
    items = list(db.session.scalars(sa.select(Item.id).order_by(Item.id)))
    return Taught(course=course, items=items, client=client_of(teacher), url=f"/courses/{course.id}")


@pytest.mark.parametrize("days", [1, 10, 730])
def test_an_exam_date_within_two_years_is_kept(taught, days):
    taught.send(date_in(days))

    assert exam_day() == TODAY + days


def test_the_logs_of_students_who_have_begun_say_so_and_undo_passes_it_over(taught, students, make):
    begun, left, _ = students
    taught.send(date_in(5))
    for student in (begun, left, make.user()):
        change(student, new_per_day=7)
    with writing() as session:
        gone = sa.update(Membership).where(Membership.user_id == left.id)
        session.execute(gone.values(left_at=TUESDAY))
        refresh_learners(session, [left.id])

    taught.send(date_in(9))
    taught.send(date_in(9))

    db.session.rollback()
    rows = db.session.scalars(sa.select(ReviewLog).where(ReviewLog.action == "course_exam")).all()
    assert [(row.user_id, row.sequence, row.item_id, row.day) for row in rows] == [(begun.id, 2, None, TODAY)]
    assert rows[0].detail == {
        "course": {"id": taught.course.id},
        "before": {"exam_day": TODAY + 5},
        "after": {"exam_day": TODAY + 9},
    }
    assert latest_of_day(db.session(), begun.id, TODAY).action == "settings"
    assert compare_with_log().differences == ()


def change(student: User, **settings: Any) -> None:
    with writing() as session:
        change_settings(session, student.id, settings, TUESDAY)


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        (date_in(0), "not in the future"),
        (date_in(-1), "not in the future"),
        (date_in(731), "more than two years away"),
        ("12 March", "year-month-day"),
    ],
)
def test_other_dates_are_refused_beside_the_field(taught, chosen, said):
    page = taught.send(chosen, status=200)

    assert said in page
    assert 'aria-invalid="true"' in page
    assert exam_day() is None


def test_an_empty_date_takes_it_away(taught):
    taught.send(date_in(5))

    taught.send("")

    assert exam_day() is None
    assert "No exam date" in taught.client.get(taught.url).text


def test_the_course_page_counts_who_is_on_plan_who_is_behind_and_who_is_done(taught, make, students, time):
    all_seen, on_plan, behind = students
    change(behind, new_per_day=7)
    taught.send(date_in(30))
    time.move(days=8)
    for item_id in taught.items:
        make.card(all_seen, item_id, introduced_day=TODAY)
    for item_id in taught.items[:8]:
        make.card(on_plan, item_id, introduced_day=TODAY + 7)

    assert taught.figures() == {"2 April 2026": "22 days", "On plan": "1", "Behind": "1", "All seen": "1"}


def test_who_left_the_course_counts_nowhere(taught, students):
    taught.send(date_in(30))
    taught.client.post(f"{taught.url}/students/{students[0].id}/remove")

    assert taught.figures()["Not begun"] == "2"


def introduce(make, student: User, items: list[int], day: int) -> None:
    for item_id in items:
        make.card(student, item_id, introduced_day=day)


def test_on_the_day_the_date_is_set_nobody_is_behind_but_some_may_be_on_plan(taught, make, students, time):
    begun, quick, _ = students
    for student in (begun, quick):
        change(student, new_per_day=7)
    time.move(days=20)
    taught.send(date_in(33))  # 10 days in which to introduce 20 cards
    introduce(make, begun, taught.items[:1], TODAY + 20)
    introduce(make, quick, taught.items[:2], TODAY + 20)

    figures = taught.figures()

    assert {label: figures[label] for label in ("On plan", "Behind", "Too early to tell", "Not begun")} == {
        "On plan": "1",
        "Behind": "0",
        "Too early to tell": "1",
        "Not begun": "1",
    }


@pytest.mark.parametrize(("cards", "label"), [(3, "Behind"), (4, "On plan")])
def test_then_they_are_judged_by_the_days_since_whatever_they_did_before(
    taught, make, students, time, cards, label
):
    change(students[0], new_per_day=7)
    introduce(make, students[0], taught.items[:4], TODAY + 19)
    time.move(days=20)
    taught.send(date_in(20 + 3 + 10))
    introduce(make, students[0], taught.items[4 : 4 + cards], TODAY + 20)
    time.move(days=2)

    assert taught.figures()[label] == "1"


def test_who_joined_today_is_not_behind_on_others_days(taught, make, students, time):
    change(students[0], new_per_day=7)
    taught.send(date_in(30))
    time.move(days=8)
    late = make.user()
    with writing() as session:
        session.add(
            Membership(course_id=taught.course.id, user_id=late.id, role="student", joined_at=time.now())
        )
    with writing() as session:
        change_settings(session, late.id, {"new_per_day": 7}, time.now())

    figures = taught.figures()

    assert (figures["Behind"], figures["Too early to tell"]) == ("1", "1")


def test_a_date_set_before_anybody_began_counts_from_the_first_who_did(taught, students, time):
    taught.send(date_in(30))
    time.move(days=8)
    assert taught.figures()["Not begun"] == "3"

    with writing() as session:
        change_settings(session, students[0].id, {"new_per_day": 7}, time.now())
    assert taught.figures()["Too early to tell"] == "1"
    time.move(days=1)

    figures = taught.figures()
    assert (figures["Behind"], figures["Not begun"]) == ("1", "2")


def test_another_date_is_another_beginning(taught, students, time):
    change(students[0], new_per_day=7)
    taught.send(date_in(30))
    time.move(days=8)
    assert taught.figures()["Behind"] == "1"

    taught.send(date_in(60))

    assert taught.figures()["Too early to tell"] == "1"


def test_suspended_cards_and_items_that_are_no_longer_live_are_not_asked_for(taught, make, students):
    taught.send(date_in(30))
    for item_id in taught.items[1:]:
        make.card(students[0], item_id, introduced_day=None, due_day=None, suspended=True)
    db.session.execute(sa.update(Item).where(Item.id == taught.items[0]).values(state=ItemState.RETIRED))
    db.session.commit()

    assert taught.figures()["All seen"] == "1"


def test_an_exam_that_is_over_is_said_to_be(taught, time):
    taught.send(date_in(5))
    time.move(days=5)

    page = taught.client.get(taught.url).text

    assert "The exam was on 8 March 2026" in page
    assert "Behind" not in page


def test_the_course_page_asks_as_much_of_the_database_for_many_students_as_for_few(taught, make, students):
    few = statements_of(lambda: taught.client.get(taught.url))
    taught.send(date_in(30))
    one = statements_of(lambda: taught.client.get(taught.url))
    now = db.session.scalars(sa.select(Membership.joined_at)).first()
    newcomers = [make.user().id for _ in range(20)]
    with writing() as session:
        session.add_all(
            Membership(course_id=taught.course.id, user_id=user_id, role="student", joined_at=now)
            for user_id in newcomers
        )

    many = statements_of(lambda: taught.client.get(taught.url))

    assert many == one == few + 4
