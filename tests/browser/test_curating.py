"""Curating in the browser: an article to a set by keyboard, the editor, its history, search and replace."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa
from playwright.sync_api import Locator, Page, expect

from quizapp.extensions import db
from quizapp.models import ErrorReport, Item, ItemState
from tests.factories import PICTURE
from tests.quizapp.sets.upload_client import ARTICLE

pytestmark = pytest.mark.browser

FEWER_TABS = 400
OWN_STEM = "Which posture leads to kissing spine?"


def tab_to(page: Page, target: Locator) -> None:
    """Move the focus there as somebody without a mouse does."""
    expect(target).to_be_visible()
    for _ in range(FEWER_TABS):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never comes to {target}")


def enter(page: Page, target: Locator) -> None:
    tab_to(page, target)
    page.keyboard.press("Enter")


def paste_article(page: Page) -> None:
    page.goto("/sets/articles/new")
    tab_to(page, page.get_by_label("Text"))
    page.keyboard.insert_text(ARTICLE)
    enter(page, page.get_by_role("button", name="Read it"))


def current_stem(page: Page) -> str:
    """The question that has the focus."""
    expect(page.locator(".item--current")).to_have_count(1)
    assert page.evaluate("document.querySelector('.item--current').contains(document.activeElement)")
    return page.locator(".item--current .item__stem").inner_text()


def states() -> dict[str, int]:
    db.session.rollback()
    rows = db.session.execute(sa.select(Item.state, sa.func.count()).group_by(Item.state))
    return {row[0].value: row[1] for row in rows}


def test_a_pasted_article_becomes_a_curated_set_by_keyboard_and_a_student_meets_it(
    page, page_of, make, teacher, check_access
):
    student = make.user()
    make.course(teacher, student, title="Orthopaedics")
    page.goto("/sets/")
    enter(page, page.get_by_role("link", name="Paste an article"))
    check_access(page)
    paste_article(page)
    expect(page.locator("mark.fact--cause").first).to_have_text(re.compile("poor posture.*cause"))
    check_access(page)
    enter(page, page.get_by_role("button", name="Keep as drafts"))
    status = page.get_by_role("status")
    expect(status).to_contain_text("Accept the drafts below")
    made = states()["draft"]

    page.wait_for_load_state()  # the keys are listened for once the modules have loaded
    page.keyboard.press("j")
    first = current_stem(page)
    page.keyboard.press("r")
    expect(status).to_contain_text("1 question is retired now.")
    assert current_stem(page) != first
    for key in ("x", "j", "x"):
        page.keyboard.press(key)
    page.keyboard.press("Shift+R")
    expect(status).to_contain_text("2 questions are retired now.")
    check_access(page)
    current_stem(page)
    page.keyboard.press("e")
    tab_to(page, page.get_by_label("Question", exact=True))
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(OWN_STEM)
    enter(page, page.get_by_role("button", name="Save"))
    expect(status).to_contain_text("Saved as a new version.")
    assert current_stem(page) == OWN_STEM
    page.keyboard.press("a")
    expect(status).to_contain_text("1 question is live now.")
    page.keyboard.press("Shift+X")
    page.keyboard.press("Shift+R")
    expect(page.get_by_role("heading", name="No draft is left")).to_be_visible()
    expect(page.get_by_role("heading", name="Questions", exact=True)).to_be_focused()
    assert states() == {"live": 1, "retired": made - 1}

    page.reload()
    enter(page, page.get_by_role("button", name="Assign"))
    expect(status).to_contain_text("studies this set now.")
    studying = page_of(student)
    studying.goto("/study/card")
    expect(studying.get_by_text(OWN_STEM)).to_be_visible()


def test_an_edited_article_shows_what_changes_keeps_edits_and_flags_the_questions(page, check_access):
    paste_article(page)
    enter(page, page.get_by_role("button", name="Publish"))
    expect(page.get_by_role("status")).to_contain_text("can be studied now")
    cause = page.locator(".item").filter(has_text="is caused by poor posture")
    stems = cause.locator(".item__stem").all_inner_texts()
    cause.first.get_by_role("link", name="Edit").click()
    page.get_by_label("Question", exact=True).fill(OWN_STEM)
    page.get_by_role("button", name="Save", exact=True).click()

    page.get_by_role("link", name="Edit the article").click()
    text = page.get_by_label("Text")
    text.fill(text.input_value().replace("spine is caused by poor", "spine can be caused by poor"))
    check_access(page)
    page.get_by_role("button", name="See what changes").click()
    changed = page.locator(".item").filter(has=page.locator(".diff"))
    expect(changed).to_have_count(len(stems))
    edited = changed.filter(has_text=OWN_STEM)
    expect(edited).to_contain_text("Your edit is kept.")
    expect(changed.first.locator("ins").first).to_have_text(re.compile("can"))
    check_access(page)
    page.get_by_role("button", name="Publish").click()

    expect(page.get_by_role("status")).to_contain_text(f"Look at {len(stems)} questions")
    expect(page.locator(".item")).to_have_count(len(stems))
    expect(page.locator(".item").filter(has_text=OWN_STEM)).to_have_count(1)
    check_access(page)
    for _ in stems:
        page.keyboard.press("j")
        page.keyboard.press("s")
        expect(page.get_by_role("status")).to_contain_text("need not be looked at any more")
        page.evaluate("document.querySelector('.flashes').replaceChildren()")
    expect(page.get_by_role("heading", name="Nothing to look at")).to_be_visible()


def test_buttons_keep_the_place_too_and_shift_ticks_a_range(page, teacher, make):
    set_id = make.question_set(teacher, *(make.flashcard() for _ in range(6))).id
    page.goto(f"/sets/{set_id}?state=live")
    fifth = page.locator(".item").nth(4)
    following = page.locator(".item__stem").nth(5).inner_text()

    fifth.get_by_role("button", name="Retire").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("1 question is retired now.")
    assert current_stem(page) == following
    boxes = page.locator(".item").get_by_role("checkbox")
    boxes.nth(1).click()
    boxes.nth(3).click(modifiers=["Shift"])
    page.get_by_role("button", name="Retire ticked").click()

    expect(page.get_by_role("status")).to_contain_text("3 questions are retired now.")
    assert states() == {"live": 2, "retired": 4}


def test_single_keys_do_nothing_where_they_are_switched_off(page, teacher, make):
    set_id = make.question_set(teacher, make.flashcard(), make.flashcard()).id
    teacher.single_key_shortcuts = False
    db.session.commit()

    page.goto(f"/sets/{set_id}")
    for key in ("j", "r"):
        page.keyboard.press(key)
    page.locator(".item").first.get_by_role("button", name="Retire").click()

    expect(page.get_by_role("status")).to_contain_text("1 question is retired now.")
    assert states() == {"live": 1, "retired": 1}


def test_the_editor_advises_while_one_types_and_its_history_gives_the_former_text_back(
    page, teacher, make, check_access
):
    set_id = make.question_set(teacher, make.multiple_choice()).id
    page.goto(f"/sets/{set_id}")
    former = page.locator(".item__stem").inner_text()
    page.get_by_role("link", name="Edit").click()
    advice = page.get_by_role("region", name="Advice on writing")
    expect(advice).to_contain_text("No item-writing flaw")

    page.get_by_label("Question", exact=True).fill("Which treatment is not right?")
    expect(advice).to_contain_text("Negative stem.")
    page.get_by_label("Option E", exact=True).fill("All of the above")
    expect(advice).to_contain_text("All or none of the above.")
    expect(advice.locator("li .icon")).to_have_count(advice.get_by_role("listitem").count())
    check_access(page)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".item__stem")).to_have_text("Which treatment is not right?")
    page.get_by_role("link", name="Version 2").click()
    expect(page.locator("ins").filter(has_text="All of the above")).to_be_visible()
    check_access(page)
    page.get_by_role("button", name="Restore version 1").click()

    expect(page.get_by_role("status")).to_contain_text("reads as in version 1 again")
    expect(page.get_by_role("heading", name="Version 3")).to_be_visible()
    page.goto(f"/sets/{set_id}")
    expect(page.locator(".item__stem")).to_have_text(former)
    expect(page.get_by_text("All of the above")).to_have_count(0)


def test_the_editor_shows_the_fields_of_the_kind_that_is_chosen(page, teacher, make, check_access):
    set_id = make.question_set(teacher, make.flashcard()).id
    page.goto(f"/sets/{set_id}/items/new")

    page.get_by_label("Kind").select_option(label="Matching")
    expect(page.get_by_role("group", name="Options")).to_be_hidden()
    check_access(page)
    page.get_by_label("Question", exact=True).fill("Which vertebra is where?")
    for number, (prompt, match) in enumerate((("C7", "cervical"), ("L3", "lumbar")), 1):
        page.get_by_label(f"Prompt {number}").fill(prompt)
        page.get_by_label(f"Match {number}").fill(match)
    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.get_by_role("status")).to_contain_text("The question is added as a draft.")
    assert db.session.scalar(sa.select(Item.kind).where(Item.state == ItemState.DRAFT)) == "matching"


def test_an_image_goes_where_one_types_and_the_preview_shows_it(page, teacher, make, check_access):
    set_id = make.question_set(teacher, make.flashcard()).id
    page.goto(f"/sets/{set_id}/items/new")
    page.get_by_label("Kind").select_option(label="Flashcard")
    page.get_by_label("Question", exact=True).fill("Is A < B?")
    page.get_by_label("Answer", exact=True).fill("See ")
    page.get_by_text("Add an image").click()
    page.get_by_role("button", name="Insert the image").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose an image.")

    picture = {"name": "spine.png", "mimeType": "image/png", "buffer": PICTURE}
    page.get_by_label("Image", exact=True).set_input_files(picture)
    page.get_by_label("What it shows").fill("A spine")
    page.get_by_role("button", name="Insert the image").click()

    preview = page.get_by_role("region", name="As students see it")
    expect(preview.get_by_role("img", name="A spine")).to_be_visible()
    expect(preview).to_contain_text("Is A < B?")
    check_access(page)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".item").get_by_role("img", name="A spine")).to_be_visible()


def test_words_are_replaced_across_a_set_after_a_look_at_what_changes(page, teacher, make, check_access):
    contents = [
        make.flashcard("What is podagra?", "Gout"),
        make.flashcard("Where is podagra?", "The big toe"),
    ]
    set_id = make.question_set(teacher, *contents, make.flashcard("What is lumbago?", "Back pain")).id
    page.goto(f"/sets/{set_id}")
    page.get_by_role("link", name="Search and replace").click()
    page.get_by_label("Find").fill("podagra")
    page.get_by_label("Replace with").fill("acute gout")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("heading", name="2 questions found")).to_be_visible()
    check_access(page)
    page.locator(".item").filter(has_text="Where").get_by_role("checkbox").uncheck()

    page.get_by_role("button", name="Replace in ticked").click()

    expect(page.get_by_role("status")).to_contain_text("1 question changed, each as a new version.")
    page.goto(f"/sets/{set_id}")
    expect(page.get_by_text("What is acute gout?", exact=False).first).to_be_visible()
    expect(page.get_by_text("Where is podagra?", exact=False).first).to_be_visible()


def test_reports_and_shares_are_settled_on_pages_for_everybody(page, teacher, make, time, check_access):
    colleague = make.instructor()
    set_id = make.question_set(teacher, make.flashcard()).id
    item_id = db.session.scalars(sa.select(Item.id)).one()
    report = ErrorReport(user_id=make.user().id, item_id=item_id, item_version=1, text="The key is wrong.")
    report.created_at = time.now()
    db.session.add(report)
    db.session.commit()
    page.goto("/sets/")
    check_access(page)
    page.get_by_role("link", name="Reported errors").click()
    expect(page.get_by_text("The key is wrong.")).to_be_visible()
    check_access(page)

    page.get_by_role("button", name="Done").click()
    expect(page.get_by_role("heading", name="No open report")).to_be_visible()
    page.goto(f"/sets/{set_id}")
    page.get_by_role("link", name="Share").click()
    check_access(page)
    page.get_by_label("E-mail").fill(colleague.email)
    page.get_by_role("button", name="Share").click()
    expect(page.get_by_role("row").filter(has_text=colleague.email)).to_be_visible()
    check_access(page)
