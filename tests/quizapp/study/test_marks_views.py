"""Cards reset, put aside, marked and reported, on their pages."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa

from quizapp.extensions import db
from quizapp.logbook import columns_of
from quizapp.models import ErrorReport
from quizapp.scheduling.card import NEW_CARD
from quizapp.scheduling.grades import Button
from quizapp.study.put_aside import PAGE_SIZE
from tests.page_client import words
from tests.quizapp.study.conftest import STATE, answer_fields, cards, dump, forms, log


def test_a_leech_is_marked_from_its_eighth_lapse_on(client, deck, make, learner):
    (item,) = deck(make.multiple_choice(key=0))
    make.card(learner.user, item, lapses=7, due_day=learner.day)
    page = client.get("/study/card").text
    assert "Leech" not in page

    reply = client.post("/study/answer", answer_fields(page, option=1), status=303)

    assert "Leech, forgotten 8 times" in client.get(reply.location).text
    assert "Leech, forgotten 8 times" in client.get("/study/card").text


def test_a_card_is_reset_on_the_page_of_its_history(client, learner, deck, make):
    [item] = deck(make.flashcard())
    learner.press(Button.EASY)
    page = client.get(f"/progress/cards/{item}").text
    reset = next(form for form in forms(page, "/study/mark") if form["action"] == "reset")

    response = client.post("/study/mark", reset, status=303)

    assert response.location == f"/progress/cards/{item}"
    assert "Reset: the card is new again." in words(client.get(response.location).text)
    assert [row[STATE] for row in cards().values()] == [tuple(columns_of(NEW_CARD).values())]
    learner.undo()
    assert [row.repetition for row in log()] == [1, 0, 1]


@pytest.mark.parametrize(
    ("mark", "back"), [("bury", "Show today"), ("suspend", "Bring back"), ("flag", "Take the flag off")]
)
def test_a_card_put_aside_is_listed_and_taken_back(client, deck, make, mark, back):
    deck(make.flashcard(), make.flashcard())
    menu = {form["item_id"]: form for form in forms(client.get("/study/card").text, "/study/mark")}
    (fields,) = menu.values()

    assert client.post("/study/mark", {**fields, "action": mark}, status=303).location == "/study/card"
    page = client.get("/study/aside").text
    assert back in words(page)
    action = re.search(r'name="action" value="(\w+)"', page).group(1)
    reply = client.post("/study/mark", {**forms(page, "/study/mark")[0], "action": action}, status=303)

    assert reply.location == "/study/aside?page=1"
    assert "No card is put aside" in words(client.get("/study/aside").text)


def test_cards_put_aside_are_listed_by_pages_and_a_mark_leads_back_to_its_page(client, learner, deck, make):
    for item in deck(*[{**make.flashcard(), "stem": f"Stem-{number}?"} for number in range(PAGE_SIZE + 2)]):
        learner.mark(item, "suspend")

    pages = [client.get(f"/study/aside?page={number}").text for number in (0, 1, 2, 3)]
    marked = forms(pages[2], "/study/mark")[0]
    reply = client.post("/study/mark", {**marked, "action": "unsuspend"}, status=303)
    pages.append(client.get(reply.location).text)

    first, last = (f"Stem-{number}?" for number in (PAGE_SIZE, PAGE_SIZE + 1))
    stems = [re.findall(r"Stem-\d+\?", page) for page in pages]
    assert stems[0] == stems[1] == [f"Stem-{number}?" for number in range(PAGE_SIZE)]
    assert stems[2] == stems[3] == [first, last]
    assert "Page 2 of 2" in words(pages[2])
    assert (reply.location, stems[4]) == ("/study/aside?page=2", [last])


def test_a_mark_on_feedback_returns_to_it_and_so_does_its_undo(client, deck, make, learner):
    deck(make.multiple_choice())
    learner.choose(0)
    page = client.get("/study/feedback/1").text

    reply = client.post("/study/mark", {**forms(page, "/study/mark")[0], "action": "flag"}, status=303)
    page = client.get(reply.location).text
    undone = client.post("/study/undo", forms(page, "/study/undo")[0], status=303)

    assert (reply.location, undone.location) == ("/study/feedback/1", "/study/feedback/1")


def test_an_error_report_reaches_the_inbox(client, deck, make):
    (item,) = deck(make.flashcard("Name a cause."))
    assert "Name a cause." in words(client.get(f"/study/report/{item}").text)

    reply = client.post(f"/study/report/{item}", {"text": " The key is wrong. "}, status=303)

    assert reply.location == "/study/card"
    assert list(db.session.scalars(sa.select(ErrorReport.text))) == ["The key is wrong."]


@pytest.mark.parametrize("text", ["", "   ", "x" * 2001])
def test_an_empty_or_endless_report_is_refused_beside_its_field(client, deck, make, text):
    (item,) = deck(make.flashcard())
    before = dump()

    page = client.post(f"/study/report/{item}", {"text": text}, status=400)

    assert "There is a problem" in words(page.text)
    assert dump() == before
