"""Each kind of question in a browser: answered by keyboard alone, and under axe before and after."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from quizapp.extensions import db
from quizapp.models import ReviewLog
from tests.browser.session_page import WAIT_MS, answers, face

pytestmark = pytest.mark.browser


def given() -> list[tuple[int | None, dict | None]]:
    """What was answered, in order: the option, or what stands in its place."""
    db.session.rollback()
    rows = db.session.execute(sa.select(ReviewLog.option, ReviewLog.detail).order_by(ReviewLog.sequence))
    return [tuple(row) for row in rows]


def told(page: Page, *texts: str) -> None:
    face(page, "feedback")
    for text in texts:
        expect(page.locator("main")).to_contain_text(text)


def test_several_options_are_ticked_by_their_letters(open_card, deck, make, check_access):
    deck(make.multiple_answer(keys=(0, 2)))
    page = open_card()

    page.keyboard.press("Enter")
    page.wait_for_timeout(WAIT_MS)
    face(page, "choice")
    for key in "abbc":
        page.keyboard.press(key)
    page.keyboard.press("Shift+D")
    expect(page.get_by_label("Strike out D")).to_be_checked()
    expect(page.get_by_role("checkbox", name="B Ice")).not_to_be_checked()
    check_access(page)
    page.keyboard.press("Enter")

    told(page, "Right")
    assert given() == [(None, {"chosen": [0, 2]})]
    check_access(page)


def test_all_ticks_can_be_set_by_tab_and_space(open_card, deck, make):
    deck(make.multiple_answer(keys=(0, 2)))
    page = open_card()

    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")

    told(page, "Wrong", "The answers are A and C.")
    assert given() == [(None, {"chosen": [0, 1]})]


@pytest.mark.parametrize(("key", "place"), [("t", 0), ("f", 1), ("a", 0), ("b", 1)])
def test_true_and_false_have_keys_of_their_own(open_card, deck, make, check_access, key, place):
    deck(make.true_false(truth=False))
    page = open_card()
    if key == "t":
        check_access(page)

    page.keyboard.press(key)
    page.wait_for_timeout(WAIT_MS)
    assert answers() == []
    page.keyboard.press("Enter")

    told(page, "Right" if place else "The answer is False.")
    assert given() == [(place, None)]


def test_a_letter_of_an_option_is_no_key_for_anything_else(open_card, deck, make):
    deck(make.multiple_choice(key=5, options=("1", "2", "3", "4", "5", "6")))
    page = open_card()

    page.keyboard.press("f")
    page.keyboard.press("Enter")

    told(page, "Right")
    assert answers() == [("answer", 4)]


def test_words_are_typed_and_may_be_called_right(open_card, deck, make, check_access):
    deck(make.short_answer())
    page = open_card()
    expect(page.get_by_label("Your answer")).to_be_focused()
    check_access(page)

    page.keyboard.press("Enter")
    page.wait_for_timeout(WAIT_MS)
    face(page, "choice")
    page.keyboard.type("gufu 1?")
    page.keyboard.press("Escape")
    page.keyboard.press("f")
    expect(page.get_by_text("⚑ Flagged")).to_be_visible()
    page.keyboard.type("gufu 1?")
    page.keyboard.press("Enter")

    told(page, "Wrong", "You typed", "gufu 1?", "Accepted", "gout")
    check_access(page)
    page.keyboard.press("r")
    told(page, "By your own word.")
    assert answers() == [("flag", None), ("answer", 1), ("undo", None), ("answer", 4)]


def test_a_number_is_typed_with_a_comma_and_words_are_not_sent(open_card, deck, make, check_access):
    deck(make.numeric())
    page = open_card()
    check_access(page)

    page.keyboard.type("seven")
    page.keyboard.press("Enter")
    page.wait_for_timeout(WAIT_MS)
    face(page, "choice")
    page.get_by_label("Your answer").fill("")
    page.keyboard.type("7,42")
    page.keyboard.press("Enter")

    told(page, "Right", "7.4 ± 0.05")
    check_access(page)


def test_matches_are_chosen_line_by_line(open_card, deck, make, check_access):
    deck(make.matching())
    page = open_card()
    expect(page.get_by_label("Urate")).to_be_focused()
    check_access(page)

    page.keyboard.type("Gou")
    page.keyboard.press("Tab")
    page.keyboard.type("Art")
    expect(page.get_by_label("Pyrophosphate")).to_contain_text("Arthrosis")
    page.wait_for_timeout(WAIT_MS)
    assert answers() == []
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    told(page, "1 of 2 matches are right", "Right is: Pseudogout", "You chose: Arthrosis")
    assert given() == [(None, {"matched": [0, 2]})]
    check_access(page)


def test_a_question_in_html_is_wider_than_no_page(open_card, deck, make, check_access):
    cells = "".join(f"<td>Parameter_{number}</td>" for number in range(12))
    html = f'<p>Case</p><table><tr>{cells}</tr></table><img src="media/{make.image()}" alt="X" width="2000">'
    content = make.multiple_choice()
    options = [{**one, "text": f"<p>{one['text']}</p><pre>{'x' * 90}</pre>"} for one in content["options"]]
    deck({**content, "markup": "html", "stem": html, "options": options, "answer": options[0]["text"]})
    page = open_card()

    expect(page.get_by_alt_text("X")).to_be_visible()
    assert page.get_by_alt_text("X").evaluate("image => image.decode().then(() => image.naturalWidth)") == 1
    check_access(page)
    page.keyboard.press("a")
    page.keyboard.press("Enter")
    told(page, "Right")
    check_access(page)


def test_several_gaps_are_filled_on_reveal(open_card, deck, make):
    gaps = {"stem": "<p>The <b>_____</b> is _____.</p>", "gaps": ["toe", "red"], "answer": "toe; red"}
    deck({**make.flashcard(), "kind": "cloze", "markup": "html", **gaps})
    page = open_card()

    page.keyboard.press("Space")

    face(page, "back")
    expect(page.locator(".question__stem")).to_have_text("The toe is red.")


@pytest.mark.parametrize(
    ("make_it", "keys", "kept"),
    [
        ("multiple_answer", ["a", "c"], {"chosen": [0, 2]}),
        ("short_answer", [*"gout"], {"typed": "gout"}),
    ],
)
def test_what_could_not_be_sent_is_sent_when_the_network_is_back(open_card, deck, make, make_it, keys, kept):
    deck(getattr(make, make_it)())
    page = open_card()
    page.context.set_offline(True)

    for key in keys:
        page.keyboard.press(key)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Not sent yet; trying again.")).to_be_visible()
    page.context.set_offline(False)

    told(page, "Right")
    assert given() == [(None, kept)]
