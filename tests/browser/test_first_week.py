"""The main job from end to end: the first link, an article, questions, a course, a student's first week."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from quizapp.auth.service import renew_first_administrator_link
from quizapp.extensions import db
from quizapp.models import Card, Item, ReviewLog, User
from quizapp.scheduling.day import day_of
from quizapp.study.check import compare_with_log

pytestmark = pytest.mark.browser
PASSWORD = "a long enough password"
SAMPLE = Path(__file__).parents[1] / "data" / "articles" / "valid" / "numbered.txt"


@pytest.fixture(params=["sample", pytest.param("seed", marks=pytest.mark.shared)])
def article(request: pytest.FixtureRequest) -> Path:
    """An article of our own, and the one that the user of this project gave."""
    if request.param == "sample":
        return SAMPLE
    return Path(request.getfixturevalue("shared")) / "data" / "articles" / "seed.txt"


def sign_up(page: Page, link: str, *, name: str, email: str | None = None) -> None:
    page.goto(link)
    if email:
        page.get_by_label("E-mail").fill(email)
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Create").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


def invite_instructor(page: Page, email: str) -> str:
    page.get_by_role("link", name="People").click()
    page.get_by_role("link", name="Invite somebody").click()
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Role").select_option("instructor")
    page.get_by_role("button", name="Make the link").click()
    return page.get_by_label("Invitation link").input_value()


def publish(page: Page, article: Path) -> None:
    page.get_by_role("link", name="Question sets").click()
    page.get_by_role("link", name="Upload").first.click()
    page.get_by_label("File").set_input_files(article)
    page.get_by_role("button", name="Upload and preview").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Preview of")
    page.get_by_role("button", name="Publish").first.click()
    expect(page.get_by_role("link", name="Item analysis")).to_be_visible()


def start_course(page: Page, student_email: str) -> str:
    page.get_by_role("link", name="Courses").click()
    page.get_by_role("link", name="course").last.click()
    page.get_by_label("Title").fill("Orthopaedics, first term")
    page.get_by_role("button", name="course").click()
    page.get_by_role("link", name="Assign sets").click()
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Assign").click()
    page.get_by_role("link", name="Invite").click()
    page.get_by_label("E-mail addresses").fill(f"Mira Sample <{student_email}>")
    page.get_by_role("button", name="link").click()
    return page.get_by_label(f"Link of {student_email}").input_value()


def review_to_the_end(page: Page) -> Iterator[tuple[str, int]]:
    """Review by keyboard alone until today is finished; yields each card's kind and item as it is shown."""
    page.goto("/study/")
    start = page.get_by_role("link", name="Start")
    expect(start).to_be_focused()
    page.keyboard.press("Enter")
    while True:
        page.locator("[data-face=front], [data-face=choice], [data-face=finished]").wait_for()
        page.wait_for_load_state()  # the keys are listened for once the modules have loaded
        face = page.locator("[data-study]").get_attribute("data-face")
        if face == "finished":
            return
        item_id = page.locator("input[name=show], #answer-form input[name=item_id]").first.input_value()
        yield page.locator(".question__kind").inner_text().upper(), int(item_id)
        if face == "front":
            page.keyboard.press("Space")
            page.locator("[data-face=back]").wait_for()
            page.keyboard.press("3")
        else:
            page.keyboard.press(right_letter(int(item_id)))
            page.keyboard.press("Enter")
            page.locator("[data-face=feedback]").wait_for()
            page.keyboard.press("Enter")


def right_letter(item_id: int) -> str:
    """What a student presses who knows the answer; a wrong one would come back until it is right."""
    options = db.session.scalars(sa.select(Item.content).where(Item.id == item_id)).one()["options"]
    return "abcde"[next(place for place, option in enumerate(options) if option["correct"])]


def reviewed_and_new(page: Page) -> tuple[set[int], set[int]]:
    """The items shown as reviews, and those shown as new, of a whole day."""
    shown = list(review_to_the_end(page))
    return (
        {item_id for kind, item_id in shown if kind == "REVIEW"},
        {item_id for kind, item_id in shown if kind == "NEW"},
    )


def due_by(day: int) -> set[int]:
    db.session.rollback()
    return set(db.session.scalars(sa.select(Card.item_id).where(Card.due_day <= day)))


def facts_of(items: set[int]) -> int:
    """How many facts these items are about: a day introduces one card of each."""
    return len(set(db.session.scalars(sa.select(Item.fact).where(Item.id.in_(items)))))


def test_from_the_first_link_to_the_reviews_of_the_sixth_day(page_of, time, article):
    administrator, instructor, student = page_of(), page_of(), page_of(timezone_id="UTC")
    token = renew_first_administrator_link(time.now())
    sign_up(administrator, f"/auth/link/{token}", name="Admin Sample", email="admin@example.org")
    sign_up(instructor, invite_instructor(administrator, "teacher@example.org"), name="Teacher Sample")
    publish(instructor, article)
    sign_up(student, start_course(instructor, "mira@example.org"), name="Mira Sample")
    items = set(db.session.scalars(sa.select(Item.id)))
    first_day = day_of(time.now().date())

    reviews, new = reviewed_and_new(student)

    assert reviews == set()
    assert len(new) == min(20, facts_of(items))
    assert due_by(first_day + 1) == new  # I(1) is one day, whatever the grade

    before = db.session.scalar(sa.select(sa.func.count()).select_from(ReviewLog))
    student.keyboard.press("u")
    student.locator("[data-face=front], [data-face=choice]").wait_for()
    db.session.rollback()
    undo = db.session.scalars(sa.select(ReviewLog).order_by(ReviewLog.sequence.desc())).first()
    assert (undo.action, undo.sequence) == ("undo", before + 1)
    assert compare_with_log().differences == ()
    list(review_to_the_end(student))

    time.move(days=1)
    due = due_by(first_day + 1)
    reviews, more = reviewed_and_new(student)
    assert reviews == due == new
    assert more.isdisjoint(new)
    assert len(more) == min(20, facts_of(items - new))

    time.move(days=5)
    due = due_by(first_day + 6)
    reviews, _ = reviewed_and_new(student)
    assert reviews == due
    assert more <= reviews  # introduced on the second day, so due on the third, and not reviewed since
    assert reviews.isdisjoint(due_by(first_day + 6))
    assert compare_with_log().differences == ()


def test_what_the_student_did_stands_in_the_instructors_report(page_of, make, time):
    teacher, student = make.instructor(), make.user(name="Mira Sample")
    course = make.course(teacher, student)
    make.question_set(teacher, *(make.flashcard() for _ in range(3)), course=course)
    list(review_to_the_end(page_of(student)))

    page = page_of(teacher)
    page.goto(f"/progress/courses/{course.id}")

    row = page.get_by_role("row").filter(has_text="Mira Sample")
    expect(row).to_contain_text("100%")
    assert db.session.scalar(sa.select(User.last_day).where(User.id == student.id)) == day_of(
        time.now().date()
    )
