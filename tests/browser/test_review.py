"""The daily review in a browser: from the first card to the last, by keyboard, and under axe."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from playwright.sync_api import expect

from quizapp.extensions import db
from quizapp.models import Item, ReviewLog
from tests.browser.session_page import WAIT_MS, answers, face

pytestmark = pytest.mark.browser


def cloze(make, **fields):
    return {
        **make.flashcard(),
        "kind": "cloze",
        "stem": "Gout reddens the _____.",
        "answer": "toe",
        **fields,
    }


def sourced(make, content):
    text = f"The sentence says {content['answer']} in so many words."
    source = {
        "article_id": "spine",
        "article": "sha256:" + "a" * 64,
        "condition": "Kissing spine",
        "start": 0,
        "end": len(text),
        "text": text,
    }
    options = [{**option, "source": source} for option in content["options"]]
    return {**content, "source": source, "options": options}


def test_a_whole_review_goes_by_keyboard_alone(page_of, learner, deck, make):
    deck(make.flashcard(back="posture"), cloze(make), make.multiple_choice(key=1))
    page = page_of(learner)
    page.goto("/")
    expect(page.get_by_role("link", name="Start")).to_be_focused()

    page.keyboard.press("Enter")
    face(page, "front")
    page.wait_for_load_state()
    expect(page.get_by_role("button", name="Show answer")).to_be_focused()
    page.keyboard.press("3")
    page.wait_for_timeout(WAIT_MS)
    face(page, "front")
    page.keyboard.press("Space")
    face(page, "back")
    expect(page.get_by_label("Answer", exact=True)).to_be_focused()
    page.keyboard.press("Space")

    expect(page.locator("h1")).to_contain_text("Gout")
    page.keyboard.press("Enter")
    expect(page.locator("h1 mark")).to_have_text("toe")
    page.keyboard.press("4")

    face(page, "choice")
    page.keyboard.press("Shift+A")
    expect(page.get_by_label("Strike out A")).to_be_checked()
    page.keyboard.press("c")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("radio", name="B Ice")).to_be_checked()
    page.wait_for_timeout(WAIT_MS)
    assert len(answers()) == 2
    page.keyboard.press("Enter")

    face(page, "feedback")
    expect(page.locator(".verdict")).to_contain_text("Right")
    page.keyboard.press("2")
    expect(page.get_by_role("button", name="Hard")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("3")
    expect(page.get_by_role("button", name="Good")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Enter")

    face(page, "finished")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    assert answers() == [
        ("answer", 4),
        ("answer", 5),
        ("answer", 4),
        ("regrade", 3),
        ("regrade", 4),
    ]


def test_undo_on_the_finished_screen_goes_back_step_by_step(open_card, deck, make):
    deck(make.flashcard("Name one."), make.flashcard("Name two."))
    page = open_card()
    for _ in range(2):
        face(page, "front")
        page.keyboard.press("Space")
        face(page, "back")
        page.keyboard.press("Space")
    face(page, "finished")

    page.keyboard.press("u")
    expect(page.locator("h1")).to_contain_text("Name two.")
    page.keyboard.press("u")
    expect(page.locator("h1")).to_contain_text("Name one.")
    page.keyboard.press("u")
    expect(page.get_by_text("There is nothing to undo.")).to_be_visible()

    assert [action for action, _ in answers()] == ["answer", "answer", "undo", "undo"]


def test_marks_have_keys_and_the_key_list_closes_by_escape(open_card, deck, make):
    deck(make.flashcard("One."), make.flashcard("Two."), make.flashcard("Three."))
    page = open_card()

    page.keyboard.press("f")
    expect(page.get_by_text("⚑ Flagged")).to_be_visible()
    page.keyboard.press("-")
    expect(page.locator("h1")).to_contain_text("Two.")
    page.keyboard.press("@")
    expect(page.locator("h1")).to_contain_text("Three.")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()
    page.keyboard.press("!")
    expect(page.get_by_role("heading", level=1)).to_have_text("Report an error in this question")

    assert [action for action, _ in answers()] == ["flag", "bury", "suspend"]


def test_striking_out_takes_the_choice_off_and_choosing_the_strike(open_card, deck, make):
    deck(make.multiple_choice(key=0))
    page = open_card()

    page.keyboard.press("b")
    page.keyboard.press("Shift+B")
    assert page.locator("[name=option]:checked").count() == 0
    page.keyboard.press("b")

    expect(page.get_by_label("Strike out B")).not_to_be_checked()
    page.locator(".strike").nth(2).click()
    expect(page.get_by_label("Strike out C")).to_be_checked()
    assert answers() == []


def test_back_leads_out_of_the_review_and_not_to_an_old_card(page_of, learner, deck, make):
    deck(make.flashcard("One."), make.flashcard("Two."))
    page = page_of(learner)
    page.goto("/study/")
    page.keyboard.press("Enter")
    face(page, "front")
    page.wait_for_load_state()
    page.keyboard.press("Space")
    page.keyboard.press("3")
    expect(page.locator("h1")).to_contain_text("Two.")

    page.go_back()

    expect(page.get_by_role("link", name="Start")).to_be_visible()
    assert "1 card" in page.inner_text("main")


def test_undo_on_the_finished_screen_goes_by_touch_and_a_double_tap_goes_back_once(open_card, deck, make):
    deck(make.flashcard("Name one."), make.flashcard("Name two."))
    page = open_card(viewport={"width": 390, "height": 844}, has_touch=True)
    for _ in range(2):
        face(page, "front")
        page.get_by_role("button", name="Show answer").tap()
        face(page, "back")
        page.get_by_role("button", name="Good").tap()
    face(page, "finished")

    page.get_by_role("button", name="Undo").dblclick()

    expect(page.locator("h1")).to_contain_text("Name two.")
    page.wait_for_timeout(WAIT_MS)
    face(page, "front")
    assert [action for action, _ in answers()] == ["answer", "answer", "undo"]


def test_the_time_taken_is_sent_with_the_answer(open_card, deck, make):
    deck(make.flashcard())
    page = open_card()

    page.keyboard.press("Space")
    page.keyboard.press("3")
    face(page, "finished")

    row = db.session.execute(sa.select(ReviewLog.duration_ms, ReviewLog.device_time)).one()
    assert 0 < row.duration_ms < 60_000
    assert row.device_time is not None


def test_a_review_goes_without_javascript(open_card, deck, make):
    deck(make.flashcard("One."), make.multiple_choice(key=0))
    page = open_card(java_script_enabled=False)
    expect(page.get_by_role("button", name="Show answer")).to_be_focused()

    page.keyboard.press("Enter")
    page.get_by_role("button", name="Good").click()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("h1")).to_contain_text("One.")
    page.get_by_role("button", name="Show answer").click()
    page.locator("[name=button][value=again]").click()
    page.locator(".strike").nth(1).click()
    page.locator(".option__label").nth(0).click()
    page.get_by_role("button", name="Submit").click()
    expect(page.locator(".verdict")).to_contain_text("Right")
    page.get_by_role("link", name="Next").click()
    page.get_by_role("button", name="Show answer").click()
    page.get_by_role("button", name="Good").click()

    expect(page.locator("h1")).to_have_text("Finished for today")


def test_axe_finds_nothing_on_any_page_of_the_review(page_of, learner, deck, make, check_access):
    choice = sourced(make, make.multiple_choice(key=1))
    deck(
        sourced(make, make.flashcard()),
        sourced(make, cloze(make)),
        choice,
        {**choice, "id": "again"},
    )
    page = page_of(learner)
    page.goto("/study/")
    check_access(page)
    page.goto("/study/card")
    check_access(page)
    page.keyboard.press("f")
    page.get_by_text("⚑ Flagged").wait_for()
    page.keyboard.press("?")
    check_access(page)
    page.keyboard.press("Escape")
    for _ in range(2):
        face(page, "front")
        page.keyboard.press("Space")
        face(page, "back")
        page.locator("details.why summary").click()
        check_access(page)
        page.keyboard.press("4")
    for option in ("b", "a"):
        face(page, "choice")
        page.keyboard.press("Shift+D")
        page.keyboard.press(option)
        check_access(page)
        page.keyboard.press("Enter")
        face(page, "feedback")
        page.locator("details.menu summary").click()
        check_access(page)
        page.keyboard.press("Escape")
        page.get_by_role("link", name="Next").press("Enter")
    face(page, "choice")
    page.keyboard.press("b")
    page.keyboard.press("Enter")
    face(page, "feedback")
    page.keyboard.press("Enter")
    face(page, "finished")
    check_access(page)
    page.goto("/study/")
    check_access(page)
    page.goto("/study/aside")
    check_access(page)
    item = db.session.scalar(sa.select(sa.func.min(Item.id)))
    page.goto(f"/study/report/{item}")
    page.get_by_role("button", name="Send").click()
    page.get_by_text("There is a problem").wait_for()
    check_access(page)
