"""Presses in the daily review that must do nothing: double, held, beside, or meant for the browser."""

from __future__ import annotations

import itertools

import pytest
import sqlalchemy as sa
from playwright.sync_api import expect

from quizapp.extensions import writing
from quizapp.models import User
from tests.browser.session_page import WAIT_MS, answers, face

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_a_double_click_on_good_grades_one_card(open_card, deck, make, width):
    deck(*(make.flashcard(f"Name {n}.") for n in range(3)))
    page = open_card(viewport={"width": width, "height": 740})
    page.keyboard.press("Space")
    face(page, "back")

    page.get_by_role("button", name="Good").dblclick()

    expect(page.locator("h1")).to_contain_text("Name 1.")
    page.wait_for_timeout(WAIT_MS)
    face(page, "front")
    assert len(answers()) == 1


@pytest.mark.parametrize("size", [(320, 568), (390, 844), (844, 390), (1280, 800)], ids=str)
def test_no_two_things_pressed_in_turn_lie_in_one_place(open_card, deck, make, size):
    width, height = size
    deck(
        make.flashcard("A word."),
        make.flashcard("A long story. " * 60, "An answer as long as that. " * 60),
        make.multiple_choice(key=0),
        make.flashcard("The end."),
    )
    page = open_card(viewport={"width": width, "height": height})
    drawn = []  # what could be pressed on each page in turn
    for _ in range(2):
        drawn.append(places(page, "Show answer"))
        page.keyboard.press("Space")
        face(page, "back")
        drawn.append(places(page, "Again", "Hard", "Good", "Easy"))
        page.keyboard.press("Space")
        page.locator("[data-face=front], [data-face=choice]").wait_for()
    drawn.append(places(page, "Submit"))
    page.keyboard.press("a")
    page.keyboard.press("Enter")
    face(page, "feedback")
    drawn.append(places(page, "Next"))
    page.keyboard.press("Enter")
    face(page, "front")
    drawn.append(places(page, "Show answer"))

    for before, after in itertools.pairwise(drawn):
        assert not [(one, other) for one in before for other in after if overlap(one, other)]


def places(page, *names):
    boxes = []
    for name in names:
        button = (
            page.locator(".dock")
            .get_by_text(name)
            .locator("xpath=ancestor-or-self::*[self::a or self::button]")
        )
        boxes.append(button.first.bounding_box())
    return boxes


def overlap(one, other):
    return (
        one["x"] < other["x"] + other["width"]
        and other["x"] < one["x"] + one["width"]
        and one["y"] < other["y"] + other["height"]
        and other["y"] < one["y"] + one["height"]
    )


@pytest.mark.parametrize("key", ["Space", "Enter"])
def test_a_held_key_reveals_and_does_no_more(open_card, deck, make, key):
    deck(make.flashcard(), make.flashcard())
    page = open_card()

    for _ in range(8):
        page.keyboard.down(key)
    face(page, "back")
    page.wait_for_timeout(WAIT_MS)
    page.keyboard.up(key)

    page.wait_for_timeout(WAIT_MS)
    face(page, "back")
    assert answers() == []


def test_space_held_from_good_does_not_reveal_the_next_card(open_card, deck, make):
    deck(make.flashcard("One."), make.flashcard("Two."))
    page = open_card()
    page.keyboard.press("Space")
    face(page, "back")

    page.keyboard.down("Space")
    expect(page.locator("h1")).to_contain_text("Two.")
    page.keyboard.down("Space")
    page.keyboard.up("Space")
    page.wait_for_timeout(WAIT_MS)

    face(page, "front")
    page.keyboard.press("Space")
    face(page, "back")


@pytest.mark.parametrize("keys", ["Control+u", "Alt+f", "Meta+-"])
def test_keys_of_the_browser_are_left_to_it(open_card, deck, make, keys):
    deck(make.flashcard())
    page = open_card()

    page.keyboard.press(keys)
    page.wait_for_timeout(WAIT_MS)

    assert answers() == []


def test_single_keys_can_be_switched_off_and_native_ones_go_on(open_card, deck, make, learner):
    deck(make.flashcard(), make.multiple_choice(key=0))
    with writing() as session:
        session.execute(sa.update(User).values(single_key_shortcuts=False, space_grades_good=False))
    page = open_card()

    page.keyboard.press("Space")
    face(page, "back")
    for key in ("3", "f", "-", "@", "u", "Space"):
        page.keyboard.press(key)
    page.wait_for_timeout(WAIT_MS)
    assert answers() == []
    page.get_by_role("button", name="Easy").press("Enter")
    face(page, "choice")
    page.keyboard.press("b")
    assert page.locator("[name=option]:checked").count() == 0
    page.keyboard.press("Space")
    page.keyboard.press("Enter")

    face(page, "feedback")
    assert answers() == [("answer", 5), ("answer", 4)]
