"""An article beside its questions in the browser: by keyboard, by pointer, on a phone, without scripts."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from quizapp.extensions import db
from quizapp.models import Item
from tests.quizapp.sets.upload_client import ARTICLE

pytestmark = pytest.mark.browser


def open_preview(page: Page) -> None:
    page.goto("/sets/articles/new")
    page.get_by_label("Text").fill(ARTICLE)
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_role("heading", name="Questions", exact=True)).to_be_visible()
    page.wait_for_load_state()


def test_questions_are_left_out_accepted_and_put_off_by_keyboard_with_their_sentence_marked(
    page, check_access
):
    open_preview(page)
    current = page.locator(".item--current")
    tick = page.locator(".item--current > input[type=checkbox]")

    page.keyboard.press("j")
    while not current.get_by_text("poor posture").count():
        page.keyboard.press("j")
    quotation = current.locator(".item__source q").inner_text()
    expect(page.locator(".sentence--current")).to_contain_text("Kissing spine is caused by")
    expect(page.locator(".sentence--current")).to_be_in_viewport()
    page.keyboard.press("r")
    expect(page.locator("[data-ticked]")).to_contain_text("ticked.")
    page.keyboard.press("k")
    expect(tick).not_to_be_checked()
    page.keyboard.press("a")
    page.keyboard.press("k")
    expect(tick).to_be_checked()
    page.keyboard.press("e")
    expect(current.get_by_label("Edit afterwards")).to_be_checked()
    first = current.get_attribute("id")
    page.keyboard.press("n")
    expect(current).not_to_have_attribute("id", first)
    expect(current.locator(".item__source q")).to_have_text(quotation)
    page.keyboard.press("x")
    expect(tick).not_to_be_checked()
    check_access(page)
    page.keyboard.press("Shift+A")

    expect(page.get_by_role("status")).to_contain_text("To be edited: 1 question.")
    page.wait_for_load_state()
    db.session.rollback()
    drafts = db.session.scalars(sa.select(Item).where(Item.state == "draft")).all()
    assert sorted(item.look for item in drafts) == ["", "edit"]
    page.keyboard.press("j")
    page.keyboard.press("e")
    expect(page.get_by_label("Question", exact=True)).to_be_visible()


def test_a_click_on_a_sentence_goes_to_its_question_and_a_look_at_a_question_marks_its_sentence(page):
    open_preview(page)
    sentence = page.locator(".sentence").filter(has_text="In severe cases")

    sentence.click()
    current = page.locator(".item--current")
    expect(current).to_be_focused()
    expect(current).to_contain_text("surgery may be needed")
    expect(sentence).to_have_class("sentence sentence--current")
    page.locator(".item").filter(has_text="poor posture").first.hover()
    expect(sentence).to_have_class("sentence")
    expect(page.locator(".sentence--current")).to_contain_text("poor posture")


@pytest.mark.parametrize("scripts", [True, False])
def test_on_a_phone_one_goes_to_the_text_and_back(page_of, teacher, scripts):
    page = page_of(teacher, viewport={"width": 390, "height": 800}, java_script_enabled=scripts)
    open_preview(page)
    item = page.locator(".item").filter(has_text="surgery may be needed").first

    item.get_by_role("link", name="In the text").click()
    sentence = page.locator(".sentence:target")
    expect(sentence).to_contain_text("surgery")
    expect(sentence).to_be_in_viewport()
    page.locator(".sentence:target + .sentence__items").click()

    expect(item).to_be_in_viewport()


def test_single_keys_do_nothing_in_the_preview_where_they_are_switched_off(page, teacher):
    teacher.single_key_shortcuts = False
    db.session.commit()
    open_preview(page)

    for key in ("j", "r", "e"):
        page.keyboard.press(key)

    expect(page.locator(".item--current")).to_have_count(0)
    expect(page.locator(".item input:not(:checked)[name=live]")).to_have_count(0)


@pytest.mark.parametrize("width", [390, 1280])
def test_far_down_a_list_one_sees_what_a_key_did_and_how_many_are_ticked(page, teacher, make, width):
    set_id = make.question_set(teacher, *(make.multiple_choice() for _ in range(30))).id
    page.set_viewport_size({"width": width, "height": 700})
    page.goto(f"/sets/{set_id}")
    last = page.locator(".item").last.get_by_role("checkbox")
    last.focus()

    page.keyboard.press("x")
    expect(page.get_by_text("1 of 30 ticked.")).to_be_in_viewport()
    page.keyboard.press("k")
    page.keyboard.press("r")

    expect(page.get_by_role("status")).to_contain_text("1 question is retired now.")
    expect(page.get_by_role("status")).to_be_in_viewport(ratio=1)
    covered = page.evaluate("""() => {
      const box = (name) => document.querySelector(name).getBoundingClientRect();
      const [item, told] = [box(".item--current"), box(".flashes")];
      return item.top < told.bottom && item.left < told.right && told.left < item.right;
    }""")
    assert not covered
    expect(page.get_by_role("button", name="Retire ticked")).to_be_in_viewport()
