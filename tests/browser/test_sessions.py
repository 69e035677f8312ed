"""Custom sessions in a browser: chosen with the number counted along, answered by keyboard, timed."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from quizapp.extensions import db
from quizapp.models import Card, Item
from quizapp.scheduling.day import day_of
from tests.browser.session_page import answers, face
from tests.conftest import TUESDAY

pytestmark = pytest.mark.browser

TODAY = day_of(TUESDAY.date())


@pytest.fixture
def seen(make, learner):
    """A deck of these contents, each learnt yesterday and due today."""

    def assign(*contents):
        teacher = make.instructor()
        made = make.question_set(teacher, *contents, course=make.course(teacher, learner))
        for item_id in db.session.scalars(sa.select(Item.id).where(Item.set_id == made.id)).all():
            make.card(learner, item_id, due_day=TODAY, last_day=TODAY - 1, introduced_day=TODAY - 1)

    return assign


@pytest.fixture
def open_new(page_of, learner):
    def open_page(**options):
        page = page_of(learner, **options)
        page.goto("/study/sessions/new")
        return page

    return open_page


def start(page: Page) -> None:
    """A session of all that was seen, in its order."""
    page.get_by_label("All cards that you have seen").check()
    page.get_by_label("Longest not seen first").check()
    page.get_by_role("button", name="Start").click()
    page.locator("[data-study]").wait_for()
    page.wait_for_load_state()  # before that no script hears a key


def stored_cards() -> list[tuple]:
    db.session.rollback()
    return [tuple(row) for row in db.session.execute(sa.select(Card.__table__).order_by(Card.item_id))]


def test_a_session_goes_by_keyboard_and_leaves_the_schedule_alone(open_new, seen, make, check_access):
    seen(make.flashcard("Name one."), make.multiple_choice(key=1), make.flashcard("Name three."))
    before = stored_cards()
    page = open_new()
    check_access(page)
    start(page)

    face(page, "front")
    expect(page.locator(".session-bar")).to_contain_text("1 of 3")
    page.keyboard.press("Space")
    face(page, "back")
    page.keyboard.press("1")
    face(page, "choice")
    page.keyboard.press("u")
    expect(page.locator("h1")).to_contain_text("Name one.")
    page.keyboard.press("Space")
    face(page, "back")
    check_access(page)
    page.keyboard.press("4")

    face(page, "choice")
    page.keyboard.press("a")
    page.keyboard.press("Enter")
    face(page, "feedback")
    expect(page.locator(".verdict")).to_contain_text("Wrong")
    check_access(page)
    page.keyboard.press("Enter")

    expect(page.locator("h1")).to_contain_text("Name three.")
    page.keyboard.press("Space")
    face(page, "back")
    page.keyboard.press("Space")
    face(page, "finished")
    expect(page.get_by_role("heading", level=1)).to_have_text("Session result")
    expect(page.get_by_text("2 of 3", exact=True)).to_be_visible()
    check_access(page)

    assert answers() == [
        ("practice", 1),
        ("undo", None),
        ("practice", 5),
        ("practice", 1),
        ("practice", 4),
    ]
    assert stored_cards() == before


def test_undo_on_the_result_leads_back_into_the_session(open_new, seen, make):
    seen(make.flashcard("Name one."))
    page = open_new()
    start(page)
    page.keyboard.press("Space")
    face(page, "back")
    page.keyboard.press("Space")
    face(page, "finished")

    page.keyboard.press("u")

    expect(page.locator("h1")).to_contain_text("Name one.")
    expect(page.locator(".session-bar")).to_contain_text("1 of 1")


def test_the_number_of_matching_cards_follows_each_choice(open_new, seen, make):
    seen(make.flashcard(), make.flashcard(), make.multiple_choice())
    page = open_new()
    number = page.locator("[data-matching]")
    expect(number).to_contain_text("0 cards match.")

    page.get_by_label("All cards that you have seen").check()
    expect(number).to_contain_text("3 cards match.")
    page.get_by_label("Only multiple choice").check()
    expect(number).to_contain_text("1 card matches.")
    page.get_by_label("How many at most").fill("900")
    page.get_by_label("How many at most").blur()
    expect(page.get_by_role("alert")).to_contain_text("Enter a whole number from 1 to 500.")


def test_the_number_is_counted_by_a_button_without_javascript(open_new, seen, make):
    seen(make.flashcard(), make.flashcard())
    page = open_new(java_script_enabled=False)

    page.get_by_label("All cards that you have seen").check()
    page.get_by_role("button", name="Update the number").click()

    expect(page.locator("[data-matching]")).to_contain_text("2 cards match.")
    assert "csrf_token" not in page.url
    page.get_by_role("button", name="Start").click()
    expect(page.locator(".session-bar")).to_contain_text("1 of 2")


def test_the_time_of_a_block_is_counted_down_and_its_end_is_said(open_new, seen, make):
    seen(make.flashcard())
    page = open_new()
    page.clock.install(time=TUESDAY)
    page.clock.pause_at(TUESDAY + timedelta(hours=1))  # from here on the test alone moves it
    page.get_by_label("Timed block, by time in all").check()
    page.get_by_label("Minutes in all").fill("10")
    start(page)
    left = page.locator("[data-seconds-left]")
    expect(left).to_have_text("10:00")

    page.clock.fast_forward("05:30")
    expect(left).to_have_text("4:30")
    expect(page.locator(".study-status")).to_be_empty()
    page.clock.fast_forward("04:30")
    expect(left).to_have_text("0:00")
    expect(page.locator(".study-status")).to_contain_text("Time is over.")


def test_the_form_may_be_left_while_it_counts(open_new, seen, make):
    seen(make.flashcard("Name one."))
    page = open_new()
    # As where Start is pressed between the head and the body of the count's answer.
    page.evaluate("() => { Response.prototype.text = () => Promise.reject(new TypeError('left')) }")

    start(page)

    expect(page.locator("h1")).to_contain_text("Name one.")


def test_today_lists_what_can_be_gone_on_with(open_new, seen, make, check_access):
    seen(make.flashcard("Name one."), make.flashcard("Name two."))
    page = open_new()
    start(page)
    page.goto("/study/")
    check_access(page)

    page.get_by_role("link", name="Go on with Cards seen").click()

    expect(page.locator("h1")).to_contain_text("Name one.")
