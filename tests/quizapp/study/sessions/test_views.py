"""The pages of custom sessions, as a browser without JavaScript sees them."""

from __future__ import annotations

from uuid import uuid4

import pytest

from quizapp.extensions import writing
from quizapp.models import Item, ItemState
from tests.quizapp.study.conftest import cards, dump, log
from tests.quizapp.study.test_views import forms, words

NEW = "/study/sessions/new"


@pytest.fixture
def seen(deck, make, learner):
    """Cards that were learnt yesterday, due today."""

    def learn(*contents):
        items = deck(*contents)
        learner.finish()
        learner.time.move(days=1)
        return items

    return learn


def start(client, **fields):
    """Start a session of all that was seen, oldest first; gives the address of its card."""
    fields = {"pool": "seen", "order": "oldest", **fields}
    return client.post(NEW, fields, status=303).location


def send(client, card, **fields):
    """Answer the card at this address as its page would; gives the address that follows."""
    page = client.get(card).text
    hidden = forms(page, card.replace("/card", "/answer"))[-1]
    return client.post(card.replace("/card", "/answer"), {**hidden, **fields}, status=303).location


def test_today_leads_to_a_new_session_and_back_to_unfinished_ones(client, seen, make):
    seen(make.flashcard(), make.flashcard())
    assert f'href="{NEW}"' in client.get("/study/").text
    card = start(client)
    send(client, card, button="good")

    today = client.get("/study/").text

    assert "Unfinished sessions Cards seen 1 of 2 answered Go on" in words(today)
    assert f'href="{card}"' in today


def test_the_number_of_matching_cards_is_shown_before_the_start(client, seen, make):
    seen(make.flashcard(), make.flashcard(), make.multiple_choice())

    assert "0 cards match." in words(client.get(NEW).text)
    assert "3 cards match; 2 of them will be asked." in words(client.get(f"{NEW}?pool=seen&size=2").text)
    assert "1 card matches." in words(client.get(f"{NEW}?pool=seen&kinds=choice").text)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("pool=seen", "Practice: your dates stay as they are."),
        (
            "pool=seen&counts=y",
            "Answers count for 2 cards of them, due today or earlier; the others are practice.",
        ),
        ("pool=seen&timing=block", "The time runs from the start; explanations come at the end."),
    ],
)
def test_the_page_says_before_the_start_what_answers_do(client, seen, make, query, said):
    seen(make.flashcard(), make.flashcard())

    assert said in words(client.get(f"{NEW}?{query}").text)


def test_ahead_of_time_is_announced_before_the_start_and_on_each_card(client, seen, make, learner):
    seen(make.flashcard())
    learner.finish()
    learner.time.move(days=1)
    assert "next dates count from today" in words(client.get(f"{NEW}?pool=ahead&ahead_days=14").text)

    page = client.get(start(client, pool="ahead", ahead_days=14)).text

    assert "Ahead of time: counts as today’s review; the next date counts from today" in words(page)
    assert "15 days" in page


def test_no_address_of_the_form_holds_a_token(client):
    page = client.get(NEW).text

    assert 'type="hidden" name="csrf_token"' not in page.split("<main")[1]


def test_an_empty_selection_says_so_and_stores_nothing(client, seen, make):
    seen(make.flashcard())
    before = dump()

    page = client.post(NEW, {"pool": "flagged"}, status=400).text

    assert "No card matches, so there is nothing to start." in words(page)
    assert dump() == before


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("size", "0"),
        ("size", "501"),
        ("size", "many"),
        ("mistake_days", "366"),
        ("ahead_days", "15"),
        ("seconds", "9"),
        ("minutes", ""),
        ("pool", "misses"),
        ("condition", "Unheard of"),
        ("question_set", "7"),
        ("order", "backwards"),
    ],
)
def test_wishes_that_cannot_be_met_are_told_beside_their_field(client, seen, make, field, value):
    seen(make.flashcard())
    before = dump()

    assert "There is a problem" in words(client.get(NEW, query_string={field: value}, status=400).text)
    assert "There is a problem" in words(client.post(NEW, {field: value}, status=400).text)
    assert dump() == before


def test_a_practice_card_shows_no_intervals_and_its_place(client, seen, make):
    seen(make.flashcard(), make.flashcard())

    page = client.get(start(client)).text

    assert "1 of 2 Cards seen" in words(page)
    assert "Practice: your dates stay as they are" in words(page)
    assert " days" not in page
    assert "Why these dates?" not in page


def test_a_session_goes_from_front_to_back_to_feedback_to_its_result(client, seen, make):
    seen(make.flashcard("Name a cause.", "poor posture"), make.multiple_choice(key=1))
    before = cards()
    card = start(client)

    front = client.get(card).text
    back = client.get(f"{card}?show={forms(front, card)[0]['show']}").text
    assert "poor posture" not in words(front)
    assert "poor posture" in words(back)
    assert send(client, card, button="again") == card
    feedback = send(client, card, option=0)

    page = client.get(feedback).text
    assert "Wrong The answer is B." in words(page)
    assert "2 of 2" in words(page)
    assert "Practice: your dates stay as they are." in words(page)
    assert "/study/grade" not in page
    assert f'href="{card}" data-next' in page
    result = client.get(card, status=303).location
    page = client.get(result).text
    assert "Session result Cards seen Right 0% 0 of 2" in words(page)
    assert "poor posture" in words(page)
    assert f'href="{feedback}"' in page
    assert cards() == before


def test_undo_leads_back_into_the_session(client, seen, make):
    seen(make.flashcard("Name one."), make.flashcard("Name two."))
    card = start(client)
    send(client, card, button="good")
    send(client, card, button="again")
    result = client.get(card, status=303).location
    undo = forms(client.get(result).text, "/study/undo")[0]

    back = client.post("/study/undo", undo, status=303).location

    assert back == card
    assert "Taken back: your answer to this card." in words(client.get(back).text)
    assert "Name two." in words(client.get(card).text)
    refused = client.post("/study/undo", undo, status=409).text
    assert "Nothing was changed. This is the next card." in words(refused)
    assert "Name two." in words(refused)


def test_what_is_done_to_a_card_in_a_session_leads_back_into_it(client, seen, make):
    seen(make.flashcard("Name one."), make.flashcard("Name two."))
    card = start(client)
    marks = forms(client.get(card).text, "/study/mark")

    assert client.post("/study/mark", {**marks[0], "action": "flag"}, status=303).location == card
    page = client.get(card).text
    assert "Flagged" in words(page)
    again = {**forms(page, "/study/mark")[0], "action": "suspend"}
    assert client.post("/study/mark", again, status=303).location == card
    page = client.get(card).text
    assert "Name two." in words(page)
    assert "1 of 1 · 1 skipped" in words(page)
    client.post("/study/undo", forms(page, "/study/undo")[0], status=303)
    assert "Name one." in words(client.get(card).text)


def test_an_error_report_leads_back_into_the_session(client, seen, make):
    (item,) = seen(make.flashcard())
    card = start(client)
    assert f"/study/report/{item}?session=1" in client.get(card).text

    page = client.get(f"/study/report/{item}?session=1").text
    hidden = forms(page.replace('method="post"', 'method="post" action="report"'), "report")[-1]
    sent = client.post(f"/study/report/{item}", {**hidden, "text": "Wrong key."}, status=303)

    assert sent.location == card


def test_a_timed_block_shows_no_feedback_before_its_end(client, seen, make, learner):
    seen(make.multiple_choice(), make.multiple_choice())
    card = start(client, timing="question", seconds=60)
    assert 'data-seconds-left="120"' in client.get(card).text

    assert send(client, card, option=1) == card
    so_far = card.removesuffix("/card")
    assert "Rest" not in words(client.get(so_far).text)
    learner.time.move(minutes=2)

    page = client.get(client.get(card, status=303).location).text
    assert "Time is over. Not reached: 1 card." in words(page)
    assert "Rest" in words(page)
    assert "of 60 s in the block" in words(page)


def test_a_late_answer_is_kept_and_said_so(client, seen, make, learner):
    seen(make.flashcard())
    card = start(client, timing="block", minutes=1)
    hidden = forms(client.get(card).text, card.replace("/card", "/answer"))[-1]
    learner.time.move(minutes=2)

    client.post(card.replace("/card", "/answer"), {**hidden, "button": "good"}, status=303)

    page = client.get(card.removesuffix("/card")).text
    assert "1 answer came after the end: kept as practice in your log, counted nowhere here." in words(page)
    assert log()[-1].action == "practice"


def test_cards_retired_meanwhile_are_skipped_and_said_so(client, seen, make):
    items = seen(make.flashcard(), make.flashcard())
    card = start(client)
    with writing() as session:
        session.get_one(Item, items[0]).state = ItemState.RETIRED

    send(client, card, button="good")

    assert "Skipped: 1 card, retired" in words(client.get(card.removesuffix("/card")).text)


def test_misses_are_practised_again_by_a_button(client, seen, make):
    seen(make.flashcard("Name one."), make.flashcard("Name two."))
    card = start(client)
    send(client, card, button="again")
    send(client, card, button="good")

    again = client.post("/study/sessions/1/again", status=303).location

    assert again == "/study/sessions/2/card"
    assert "1 of 1 Misses of: Cards seen" in words(client.get(again).text)


def test_a_discarded_session_is_gone_and_what_was_answered_stays(client, seen, make):
    seen(make.flashcard(), make.flashcard())
    card, other = start(client), start(client, size=1)
    send(client, card, button="good")

    kept = client.post(card.replace("/card", "/discard"), status=303).location
    gone = client.post(other.replace("/card", "/discard"), status=303).location

    assert "Right 100% 1 of 1" in words(client.get(kept).text)
    assert gone == "/study/"
    client.get(other, status=404)
    assert "Unfinished sessions" not in words(client.get("/study/").text)


def test_a_stale_page_is_answered_with_the_sessions_next_card(client, seen, make):
    seen(make.flashcard("Name one."), make.flashcard("Name two."))
    card = start(client)
    old = client.get(card).text
    send(client, card, button="good")
    rows = len(log())
    hidden = {**forms(old, card.replace("/card", "/answer"))[-1], "key": str(uuid4())}

    refused = client.post(card.replace("/card", "/answer"), {**hidden, "button": "again"}, status=409).text

    assert "Nothing was recorded twice. This is the next card." in words(refused)
    assert "Name two." in words(refused)
    assert len(log()) == rows


@pytest.mark.parametrize("number", ["0", "-1", "77", "9" * 30])
def test_what_is_refused_in_a_session_that_there_is_not_leads_to_todays_cards(client, seen, make, number):
    seen(make.flashcard("Name one."))
    before = dump()

    refused = client.post("/study/grade", {"sequence": 99, "grade": 4, "session": number}, status=409)

    assert "this one stays. This is the next card. Name one." in words(refused.text).replace("Review ", "")
    assert dump() == before


def test_a_stale_answer_in_a_session_that_there_is_not_finds_nothing(client, seen, make):
    (item,) = seen(make.flashcard())
    stale = {"key": uuid4(), "item_id": item, "item_version": 1, "card_version": 9, "button": "good"}
    before = dump()

    client.post("/study/sessions/77/answer", stale, status=404)

    assert dump() == before
