"""The pages of a learner's exams: the date, the plan on Today and on its own page, the last pass."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

from quizapp.extensions import db, writing
from quizapp.models import Course, User
from tests.conftest import TUESDAY
from tests.page_client import words
from tests.quizapp.study.conftest import items_of

TODAY = TUESDAY.date().toordinal()


def date_in(days: int) -> str:
    return (TUESDAY.date() + timedelta(days=days)).isoformat()


def exam_day(learner) -> int | None:
    db.session.rollback()
    return db.session.scalars(sa.select(User.exam_day).where(User.id == learner.user.id)).one()


def set_course_exam(days: int) -> None:
    with writing() as session:
        session.execute(sa.update(Course).values(exam_day=TODAY + days))


def test_without_a_date_today_leads_to_the_page_where_one_is_set(client, deck, make):
    deck(make.flashcard())

    assert 'href="/study/exam"' in client.get("/study/").text
    assert "minutes a day" not in words(client.get("/study/exam").text)


def test_a_date_is_kept_and_its_plan_is_shown(client, deck, make, learner):
    deck(*(make.flashcard() for _ in range(30)))

    client.post("/study/exam", {"exam_date": date_in(5)}, status=303)

    assert exam_day(learner) == TODAY + 5
    assert (
        "To see all 30 new cards before 8 March 2026 you need 15 a day from today (your limit is 20): "
        "about 5 minutes a day, at most 8 on 4 March 2026."
    ) in words(client.get("/study/exam").text)
    assert "Your exam on 8 March 2026, in 5 days: 15 new cards a day up to 4 March 2026." in words(
        client.get("/study/").text
    )


@pytest.mark.parametrize(
    ("chosen", "said"),
    [(date_in(0), "not in the future"), (date_in(731), "2 March 2028"), ("soon", "year-month-day")],
)
def test_another_date_is_refused_beside_the_field(client, learner, chosen, said):
    page = client.post("/study/exam", {"exam_date": chosen}, status=400).text

    assert said in page
    assert 'aria-invalid="true"' in page
    assert exam_day(learner) is None


def test_the_date_can_be_taken_away(client, learner):
    client.post("/study/exam", {"exam_date": date_in(5)}, status=303)

    client.post("/study/exam", {"exam_date": ""}, status=303)

    assert exam_day(learner) is None


def test_the_load_stands_in_a_table_behind_its_plot(client, deck, make):
    deck(*(make.flashcard() for _ in range(7)))
    client.post("/study/exam", {"exam_date": date_in(40)}, status=303)

    page = client.get("/study/exam").text

    assert "Minutes a day, week by week" in page
    assert page.count('class="chart__bar') == 6
    assert len(re.findall(r'<tr><th scope="row">\d+ \w+ \d{4}</th>', page)) == 40


def test_an_exam_that_is_over_is_said_to_be(client, deck, make, time):
    deck(make.flashcard())
    set_course_exam(2)
    time.move(days=2)

    for url in ("/study/", "/study/exam"):
        assert "Exam of Orthopaedics was on 5 March 2026: the plan is off" in words(client.get(url).text)


def test_the_last_pass_is_begun_from_today_and_answered_without_moving_a_card(client, deck, make, learner):
    items = deck(*(make.flashcard() for _ in range(4)))
    for item_id in items:
        make.card(learner.user, item_id, due_day=TODAY + 50, last_day=TODAY - 3)
    set_course_exam(2)

    today = words(client.get("/study/").text)
    started = client.post("/study/exam/last-pass", status=303)

    assert "Last pass: 2 of 4 cards today" in today
    assert re.fullmatch("/study/sessions/[0-9]+/card", started.location)
    assert client.get(started.location).status_code == 200


def test_a_last_pass_that_is_not_on_is_not_found(client, deck, make):
    deck(make.flashcard())

    client.post("/study/exam/last-pass", status=404)


def test_what_cannot_be_met_is_said_with_what_could_be(client, client_of, make, learner):
    course = make.course(make.instructor(), learner.user)
    make.question_set(None, *(make.flashcard() for _ in range(5)), course=course, title="Knee")
    items = items_of(make.question_set(None, *(make.flashcard() for _ in range(245)), course=course))
    make.card(learner.user, items[0], due_day=TODAY + 500)
    make.logged(learner.user, items[0], duration_ms=60_000)
    with writing() as session:
        session.execute(sa.update(User).where(User.id == learner.user.id).values(new_per_day=10))
    set_course_exam(1)

    page = words(client.get("/study/exam").text)

    assert "This cannot be met" in page
    assert "239 of the 249 new cards by 4 March 2026, in at most 4 hours a day: all of Knee." in page
    assert "All of them by 31 March 2026 or later, at your limit of 10 new cards a day." in page
