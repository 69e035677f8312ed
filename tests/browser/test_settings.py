"""How cards are scheduled, changed in a browser and taken back."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from quizapp.scheduling.grades import Button
from tests.quizapp.study.conftest import Learner, cards

pytestmark = pytest.mark.browser


@pytest.fixture
def page(page_of, learner, deck, make, time) -> Page:
    """The settings of a learner with a card that was answered on two days, and two that are overdue."""
    deck(make.flashcard("Name one."), make.flashcard("Name two."), make.flashcard("Name three."))
    studying = Learner(user=learner, time=time)
    studying.finish(Button.GOOD)
    time.move(days=1)
    studying.press(Button.EASY)
    time.move(days=1)
    page = page_of(learner)
    page.goto("/study/settings")
    return page


def test_a_switch_to_fsrs_changes_the_dates_and_one_undo_brings_them_back(page, check_access):
    before = cards()
    page.get_by_label("FSRS-6").check()
    page.get_by_label("Desired retention").fill("99")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter a whole number from 70 to 97.")
    check_access(page)

    page.get_by_label("Desired retention").fill("80")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_contain_text("All dates were worked out again")
    assert cards() != before
    check_access(page)

    page.goto("/study/")
    page.get_by_role("button", name="Undo the last step").click()
    expect(page.get_by_role("status")).to_contain_text("Taken back")
    page.goto("/study/settings")

    expect(page.get_by_label("SM-2")).to_be_checked()
    assert cards() == before


def test_a_backlog_is_spread_and_shown_at_once_again(page):
    backlog = page.get_by_role("region", name="Backlog")
    expect(backlog).to_contain_text("2 cards due on earlier days.")

    page.get_by_label("Days to spread it over").fill("2")
    page.get_by_role("button", name="Spread the backlog").click()
    expect(backlog).to_contain_text("2 cards left of it, 1 of them today, the last on 6 March 2026.")

    page.get_by_role("button", name="Show all of it at once").click()
    expect(backlog).to_contain_text("2 cards due on earlier days.")
