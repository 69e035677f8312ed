"""Exam dates in a browser: a learner's own with its plan, and a course's."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_a_learner_sets_a_date_sees_the_plan_and_takes_the_date_away(
    page_of, learner, deck, make, check_access
):
    deck(*(make.flashcard() for _ in range(7)))
    page = page_of(learner)
    page.goto("/study/")
    page.get_by_role("link", name="Set an exam date").click()

    page.get_by_label("Exam date").fill("2026-03-03")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("This day is not in the future")
    check_access(page)

    page.get_by_label("Exam date").fill("2026-03-10")
    page.get_by_label("Exam date").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Your exam date is saved.")
    expect(page.get_by_role("heading", name="Your exam on 10 March 2026")).to_be_visible()
    page.get_by_text("Show as a table").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("rowheader", name="3 Mar 2026")).to_be_visible()
    check_access(page)
    page.goto("/study/")
    expect(page.get_by_role("region", name="Exams")).to_contain_text("on 10 March 2026, in 7 days")

    page.get_by_role("link", name="Exam plan day by day").click()
    page.get_by_role("button", name="Remove the date").click()

    expect(page.get_by_role("status")).to_contain_text("You have no exam date of your own now.")
    expect(page.get_by_label("Exam date")).to_have_value("")


def test_the_date_of_a_course_reaches_its_students(page_of, learner, make, check_access):
    teacher = make.instructor()
    course = make.course(teacher, learner, title="Spine")
    make.question_set(teacher, make.flashcard(), course=course)
    page = page_of(teacher)
    page.goto(f"/courses/{course.id}/exam")
    check_access(page)

    page.get_by_label("Exam date").fill("2026-03-20")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1, name="Spine")).to_be_visible()
    check_access(page)

    student = page_of(learner)
    student.goto("/study/")
    expect(student.get_by_role("region", name="Exams")).to_contain_text("Exam of Spine on 20 March 2026")
