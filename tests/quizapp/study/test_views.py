"""The pages of the daily review, as a browser without JavaScript sees them."""

from __future__ import annotations

import re
from html import unescape

import pytest

from quizapp.extensions import writing
from quizapp.logbook import columns_of
from quizapp.models import Article, ItemVersion
from quizapp.scheduling.card import NEW_CARD
from tests.page_client import words
from tests.quizapp.study.conftest import STATE, answer_fields, cards, forms, log, sourced_choice

SECRET = "An option that only its explanation tells apart"


def test_today_shows_what_waits_and_focus_is_on_start(client, deck, make):
    deck(make.flashcard(), make.flashcard())

    page = client.get("/study/")

    assert "2 cards" in words(page.text)
    assert "about 1 min" in words(page.text)
    assert re.search(r'<a [^>]*href="/study/card" autofocus>Start</a>', page.text)
    assert "Orthopaedics" in words(page.text)


def test_today_without_anything_to_study_leads_to_the_library(client):
    assert "Choose topics in the library" in words(client.get("/study/").text)


def test_today_with_nothing_waiting_says_what_tomorrow_brings(client, deck, make, learner):
    deck(make.flashcard())
    learner.press()

    assert "What tomorrow brings 1 review." in words(client.get("/study/").text)


def test_a_flashcard_goes_from_front_to_back_to_the_next_card(client, deck, make):
    deck(make.flashcard("Name a cause.", "poor posture"), make.flashcard("Name another."))

    front = client.get("/study/card").text
    back = client.get(f"/study/card?show={forms(front, '/study/card')[0]['show']}").text
    reply = client.post("/study/answer", answer_fields(back, button="good"), status=303)

    assert "poor posture" not in words(front)
    assert "poor posture" in words(back)
    assert reply.location == "/study/card"
    assert "Name another." in words(client.get("/study/card").text)


def test_a_back_asked_for_by_an_old_address_is_not_that_of_another_card(client, deck, make):
    deck(make.flashcard(), make.flashcard("Name another.", "the second back"))
    front = client.get("/study/card").text
    show = forms(front, "/study/card")[0]["show"]
    client.post("/study/answer", answer_fields(front, button="good"), status=303)

    assert "the second back" not in words(client.get(f"/study/card?show={show}").text)


def test_the_buttons_say_their_intervals_unless_these_are_hidden(client_of, make, time):
    for shown in (True, False):
        user = make.user(show_intervals=shown)
        make.question_set(None, make.flashcard(), course=make.course(make.instructor(), user))
        page = client_of(user).get("/study/card").text
        assert ("1 day" in page) is shown
        assert ("Why these dates?" in page) is shown


def test_a_cloze_shows_its_blank_and_is_filled_in_place(client, deck, make):
    deck({**make.flashcard(), "kind": "cloze", "stem": "The toe is _____ in gout.", "answer": "red"})

    front = client.get("/study/card").text
    back = client.get(f"/study/card?show={forms(front, '/study/card')[0]['show']}").text

    assert "The toe is blank in gout." in words(front)
    assert "The toe is <mark>red</mark> in gout." in back


def test_the_source_sentence_is_shown_with_the_words_marked(client, deck, make):
    source = sourced_choice(make)["options"][0]["source"]
    (item,) = deck({**make.flashcard(back="REST"), "source": source})

    page = client.get(f"/study/card?show={item}").text

    assert "They use <mark>rest</mark> for it." in page


def test_no_page_before_the_answer_holds_anything_that_tells_the_key(client, deck, make):
    content = sourced_choice(make, key=2)
    for option in content["options"]:
        option["why"] = f"{SECRET} {option['correct']}"
    content |= {"explanation": SECRET, "source": content["options"][2]["source"]}
    (item,) = deck(content)

    for url in ("/study/", "/study/card", f"/study/card?show={item}", f"/study/report/{item}"):
        html = client.get(url).text
        assert SECRET not in html
        assert "They use" not in html
        assert not re.search(r"correct|data-key-option|checked[^>]*name=\"option\"", html)


def test_options_differ_in_nothing_but_letter_place_and_text(client, deck, make):
    deck(make.multiple_choice(key=2))

    html = client.get("/study/card").text
    inputs = re.findall(r"<input[^>]*name=\"option\"[^>]*>", html)
    plain = {re.sub(r'"[A-D0-3]"|"option-\d"| autofocus', "", each) for each in inputs}

    assert len(inputs) == 4
    assert len(plain) == 1


@pytest.mark.parametrize(("option", "verdict"), [(1, "Right"), (0, "Wrong The answer is B.")])
def test_a_choice_is_followed_by_its_feedback(client, deck, make, option, verdict):
    deck(sourced_choice(make))
    page = client.get("/study/card").text

    reply = client.post("/study/answer", answer_fields(page, option=option), status=303)
    feedback = client.get(reply.location).text

    assert reply.location == "/study/feedback/1"
    assert verdict in words(feedback)
    assert words(feedback).count("Right answer") == 1
    assert words(feedback).count("Your answer") == 1
    for text in ("Rest", "Ice", "Heat", "Surgery"):
        assert f"{text} is explained." in words(feedback)
        assert f"They use <mark>{text.lower()}</mark> for it." in feedback
    assert "Next review on 4 March 2026" in words(feedback)
    assert "Repetition 1: always 1 day" in words(feedback) or option == 0


def test_feedback_shows_the_question_as_it_stood_when_answered(client, deck, make, time):
    content = make.multiple_choice()
    (item,) = deck(content)
    page = client.get("/study/card").text
    client.post("/study/answer", answer_fields(page, option=0), status=303)
    edited = {**content, "stem": "Edited since."}
    with writing() as session:
        session.add(ItemVersion(item_id=item, version=2, content=edited, created_at=time.now()))

    assert content["stem"] in words(client.get("/study/feedback/1").text)


def test_feedback_links_to_the_sentence_in_the_version_it_came_from(client, deck, make, learner, time):
    deck(sourced_choice(make))
    learner.choose(0)
    assert "/library/" not in client.get("/study/feedback/1").text.split("<article")[1]

    with writing() as session:
        session.add(Article(key="spine", title="Kissing spine", sha256="b" * 64, created_at=time.now()))

    link = f"/library/1?version={'a' * 64}&amp;start=1&amp;end=10#source"
    assert link in client.get("/study/feedback/1").text


def test_feedback_links_to_no_article_of_somebody_else(client, deck, make, learner, time):
    deck(sourced_choice(make))
    learner.choose(0)
    owner = make.instructor()
    with writing() as session:
        session.add(
            Article(key="spine", title="Mine", owner_id=owner.id, sha256="b" * 64, created_at=time.now())
        )

    assert "Read it in the article" not in client.get("/study/feedback/1").text


@pytest.mark.parametrize("sequence", [1, 2, 99, 2**31 - 1, 2**70])
def test_feedback_that_is_none_of_mine_is_not_there(client_of, client, deck, make, learner, sequence):
    deck(make.multiple_choice(), make.flashcard())
    learner.choose(0)
    learner.press()
    reader = client if sequence == 2 else client_of(make.user())

    reader.get(f"/study/feedback/{sequence}", status=404)


def test_the_suggested_grade_is_changed_until_the_next_answer(client, deck, make, learner):
    deck(make.multiple_choice(), make.flashcard())
    answer = learner.choose(0)
    fields = {"sequence": answer.sequence, "grade": 3}

    reply = client.post("/study/grade", fields, status=303)
    page = client.get(reply.location).text
    assert re.search(r'value="3"[^>]*aria-pressed="true"', page)

    learner.press()
    client.post("/study/grade", {**fields, "grade": 4}, status=409)
    assert "/study/grade" not in client.get("/study/feedback/1").text
    assert [row.action for row in log()] == ["answer", "regrade", "answer"]


def test_an_answer_taken_back_says_so_on_its_feedback(client, deck, make, learner):
    deck(make.multiple_choice())
    learner.choose(0)
    learner.undo()

    page = client.get("/study/feedback/1").text

    assert "This answer was taken back" in words(page)
    assert "/study/grade" not in page


def test_undo_on_the_finished_screen_brings_the_card_back(client, deck, make):
    deck(make.flashcard("Name a cause."))
    page = client.get("/study/card").text
    before = cards()
    client.post("/study/answer", answer_fields(page, button="easy"), status=303)
    assert client.get("/study/card", status=303).location == "/study/finished"
    finished = client.get("/study/finished").text
    assert "100% 1 of 1" in words(finished)

    client.post("/study/undo", forms(finished, "/study/undo")[0], status=303)
    page = client.get("/study/card").text

    assert "Taken back: your answer to this card." in words(page)
    assert "Name a cause." in words(page)
    assert not before
    assert [row[STATE] for row in cards().values()] == [tuple(columns_of(NEW_CARD).values())]


@pytest.mark.parametrize(("button", "offered"), [("easy", False), ("again", True)])
def test_the_finished_screen_offers_todays_mistakes_where_there_are_some(client, deck, make, button, offered):
    deck(make.flashcard("Name a cause."))
    client.post("/study/answer", answer_fields(client.get("/study/card").text, button=button), status=303)

    link = re.search(r'href="([^"]+)">Practise today’s mistakes<', client.get("/study/finished").text)

    assert bool(link) is offered
    if link:
        assert "1 card matches." in words(client.get(unescape(link[1])).text)


def test_a_card_leads_to_its_history_once_it_has_one(client, deck, make):
    (item,) = deck(make.flashcard("Name a cause."))
    page = client.get("/study/card").text
    assert "History of this card" not in page

    client.post("/study/answer", answer_fields(page, button="again"), status=303)

    assert f'href="/progress/cards/{item}">History of this card' in client.get("/study/card").text


def test_with_nothing_left_to_undo_the_page_says_so_and_goes_on(client, deck, make):
    deck(make.flashcard())

    page = client.post("/study/undo", {"sequence": 1}, status=409)

    assert "There is nothing of today left to undo. This is the next card." in words(page.text)
