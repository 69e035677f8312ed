"""The daily review where the network comes and goes, and where two tabs or devices answer one card."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from quizapp.extensions import writing
from quizapp.models import SignIn
from tests.browser.session_page import answers, face

pytestmark = pytest.mark.browser


def network_is_back(page: Page) -> None:
    """What a browser tells its pages then: they try again at once, however long they meant to wait."""
    page.evaluate("dispatchEvent(new Event('online'))")


def test_an_answer_outlives_a_network_that_is_gone(open_card, deck, make):
    deck(make.flashcard("One."), make.flashcard("Two."))
    page = open_card()
    page.keyboard.press("Space")
    face(page, "back")
    page.route("**/study/answer", lambda route: route.abort())

    page.keyboard.press("3")
    expect(page.get_by_role("status").filter(has_text="Not sent yet; trying again")).to_be_visible()
    page.keyboard.press("1")
    assert answers() == []
    page.unroute("**/study/answer")
    network_is_back(page)

    expect(page.locator("h1")).to_contain_text("Two.")
    assert answers() == [("answer", 4)]


def test_a_reply_that_is_lost_records_the_answer_once(open_card, deck, make):
    deck(make.flashcard("One."), make.flashcard("Two."))
    page = open_card()
    page.keyboard.press("Space")
    face(page, "back")
    lost = []

    def lose_first_reply(route):
        reply = route.fetch(max_redirects=0)
        if lost:
            route.fulfill(response=reply)
        else:
            lost.append(reply.status)
            route.abort()

    page.route("**/study/answer", lose_first_reply)
    page.keyboard.press("4")

    expect(page.locator("h1")).to_contain_text("Two.")
    assert lost == [303]
    assert answers() == [("answer", 5)]


def test_an_unsent_answer_outlives_a_reload(open_card, deck, make):
    deck(make.flashcard("One."), make.flashcard("Two."))
    page = open_card()
    page.on("dialog", lambda dialog: dialog.accept())
    page.keyboard.press("Space")
    face(page, "back")
    page.route("**/study/answer", lambda route: route.abort())
    page.keyboard.press("3")
    page.get_by_text("Not sent yet").wait_for()

    page.unroute_all()
    page.reload()

    expect(page.locator("h1")).to_contain_text("Two.")
    assert answers() == [("answer", 4)]


def test_a_session_that_ended_leads_to_the_sign_in_page(open_card, deck, make):
    deck(make.flashcard())
    page = open_card()
    page.keyboard.press("Space")
    face(page, "back")
    with writing() as session:
        session.execute(sa.delete(SignIn))

    page.keyboard.press("3")

    page.wait_for_url("**/auth/sign-in*")
    assert answers() == []


def test_an_unsent_answer_goes_out_after_signing_in_again(open_card, deck, make, learner, cookie_of, address):
    deck(make.flashcard("One."), make.flashcard("Two."))
    page = open_card()
    page.keyboard.press("Space")
    face(page, "back")
    with writing() as session:
        session.execute(sa.delete(SignIn))
    page.keyboard.press("3")
    page.wait_for_url("**/auth/sign-in*")

    page.context.add_cookies([{"name": "session", "value": cookie_of(learner), "url": address}])
    page.goto("/study/card")

    expect(page.locator("h1")).to_contain_text("Two.")
    assert answers() == [("answer", 4)]


def test_an_answer_given_offline_to_a_card_answered_elsewhere_is_kept(open_card, deck, make):
    deck(make.flashcard("One."), make.flashcard("Two."))
    offline = open_card()
    elsewhere = open_card()
    for page in (offline, elsewhere):
        page.keyboard.press("Space")
        face(page, "back")
    offline.route("**/study/answer", lambda route: route.abort())
    offline.bring_to_front()  # keys go to the tab in front
    offline.keyboard.press("1")
    offline.get_by_text("Not sent yet").wait_for()
    elsewhere.bring_to_front()
    elsewhere.keyboard.press("3")
    expect(elsewhere.locator("h1")).to_contain_text("Two.")

    offline.unroute_all()
    network_is_back(offline)

    expect(offline.get_by_text("It is kept as practice.").first).to_be_visible()
    expect(offline.locator("h1")).to_contain_text("Two.")
    assert answers() == [("answer", 4), ("practice", 1)]


def test_a_stale_tab_says_so_and_goes_on(open_card, deck, make):
    deck(make.flashcard("One."), make.flashcard("Two."))
    first = open_card()
    second = open_card()
    for page in (first, second):
        page.keyboard.press("Space")
        face(page, "back")

    first.keyboard.press("3")
    expect(first.locator("h1")).to_contain_text("Two.")
    second.keyboard.press("1")

    expect(second.get_by_text("Nothing was recorded twice.").first).to_be_visible()
    expect(second.locator("h1")).to_contain_text("Two.")
    assert answers() == [("answer", 4)]
