"""The pages of the daily review, as a browser without JavaScript sees them."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from uuid import uuid4

import pytest
import sqlalchemy as sa

from quizapp.extensions import db, writing
from quizapp.logbook import columns_of
from quizapp.models import Article, ErrorReport, ItemVersion, User
from quizapp.scheduling.card import NEW_CARD
from quizapp.scheduling.grades import Button
from quizapp.study.put_aside import PAGE_SIZE
from tests.page_client import words
from tests.quizapp.study.conftest import STATE, Learner, cards, dump, log

SECRET = "An option that only its explanation tells apart"


@pytest.fixture
def client(client_of, learner):
    return client_of(learner.user)


def forms(html, action):
    """The forms of the page with this action, each as its hidden fields without the token."""
    found = re.findall(rf'<form[^>]*action="{action}".*?</form>', html, re.DOTALL)
    pairs = [re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form) for form in found]
    return [{name: value for name, value in form if name != "csrf_token"} for form in pairs]


def answer_fields(html, **changes):
    return {**forms(html, "/study/answer")[-1], **changes}


def sourced_choice(make, key=1):
    """A choice whose options each name a sentence of an article."""
    content = make.multiple_choice(key=key)
    for place, option in enumerate(content["options"]):
        option["source"] = {
            "article_id": "spine",
            "article": "sha256:" + "a" * 64,
            "condition": "Kissing spine",
            "start": place,
            "end": place + 9,
            "text": f"They use {option['text'].lower()} for it.",
        }
    return content


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


def test_a_stale_tab_is_told_so_and_given_the_next_card(client, deck, make, learner):
    deck(make.flashcard(), make.flashcard("Name another."))
    page = client.get("/study/card").text
    learner.press()
    before = dump()

    reply = client.post("/study/answer", answer_fields(page, button="good"), status=409)

    assert "Nothing was recorded twice. This is the next card." in words(reply.text)
    assert "Name another." in words(reply.text)
    assert dump() == before


def test_a_late_answer_to_a_card_that_has_moved_on_is_kept_and_said_so(client, deck, make, learner):
    deck(make.flashcard(), make.flashcard("Name another."))
    page = client.get("/study/card").text
    learner.press()

    client.post("/study/answer", {**answer_fields(page, button="again"), "late": "1"}, status=303)

    shown = words(client.get("/study/card").text)
    assert "It is kept as practice." in shown
    assert "Name another." in shown
    assert [row.action for row in log()] == ["answer", "practice"]


def test_twenty_parallel_posts_of_one_answer_give_one_row_and_one_reply(app, client_of, deck, make, learner):
    deck(make.multiple_choice(key=1), make.flashcard())
    clients = [client_of(learner.user) for _ in range(20)]
    page = clients[0].get("/study/card").text
    fields = answer_fields(page, option=1)
    bodies = [{**fields, "csrf_token": client.csrf_token()} for client in clients]

    def send(client, body):
        with app.app_context():
            return client.client.post("/study/answer", data=body)

    with ThreadPoolExecutor(20) as pool:
        replies = list(pool.map(send, clients, bodies))

    assert {(reply.status_code, reply.location) for reply in replies} == {(303, "/study/feedback/1")}
    assert len(log()) == 1
    assert len(cards()) == 1


def test_two_devices_with_the_same_card_one_is_told_to_look_again(client_of, deck, make, learner):
    deck(make.flashcard())
    phone, laptop = client_of(learner.user), client_of(learner.user)
    pages = [phone.get("/study/card").text, laptop.get("/study/card").text]

    phone.post("/study/answer", answer_fields(pages[0], button="good"), status=303)
    laptop.post("/study/answer", answer_fields(pages[1], button="again"), status=409)

    assert [row.grade for row in log()] == [4]


BAD_ANSWERS = [
    {"key": ""},
    {"key": "1"},
    {"key": "z" * 36},
    {"item_id": "x"},
    {"item_id": "-1"},
    {"item_id": str(2**31)},
    {"item_id": "9" * 400},
    {"item_id": "٣"},
    {"card_version": ""},
    {"item_version": "1.5"},
    {"button": "perfect"},
    {"button": ""},
    {"claim": "certain"},
    {"option": "B"},
    {"device_time": "yesterday"},
    {"device_time": "2026-03-03T12:00:00"},
    {"device_time": "0001-01-01T00:00:00+23:00"},
    {"duration_ms": "3600001"},
    {"duration_ms": "-5"},
    {"duration_ms": "nan"},
]


@pytest.mark.parametrize("bad", BAD_ANSWERS, ids=str)
def test_a_bad_answer_is_refused_in_words_and_records_nothing(client, deck, make, bad):
    deck(make.flashcard())
    page = client.get("/study/card").text
    before = dump()

    reply = client.post("/study/answer", {**answer_fields(page, button="good"), **bad}, status=400)

    assert re.search(r"Reload it and answer again|Choose Again, Hard", words(reply.text))
    assert dump() == before


def test_the_time_on_the_device_and_the_time_taken_are_kept(client, deck, make):
    deck(make.flashcard())
    fields = answer_fields(client.get("/study/card").text, button="good")

    client.post(
        "/study/answer",
        {**fields, "device_time": "2026-03-03T13:00:01.250+01:00", "duration_ms": "2345"},
        status=303,
    )

    assert (str(log()[0].device_time), log()[0].duration_ms) == ("2026-03-03 12:00:01.250000+00:00", 2345)


POSTS = {
    "/study/answer": {"key": str(uuid4()), "item_version": 1, "card_version": 0, "button": "good"},
    "/study/mark": {"card_version": 0, "action": "flag"},
    "/study/report/{item}": {"text": "Wrong."},
}


@pytest.mark.parametrize("url", POSTS)
def test_a_question_of_somebody_elses_deck_is_not_there(client_of, deck, make, url):
    (item,) = deck(make.flashcard())
    before = dump()

    stranger = client_of(make.user())
    with_sign_in = dump()
    stranger.post(url.format(item=item), {**POSTS[url], "item_id": item}, status=404)

    assert dump() == with_sign_in
    assert before["review_log"] == with_sign_in["review_log"] == []


@pytest.mark.parametrize("url", ["/study/answer", "/study/grade", "/study/undo", "/study/mark"])
def test_what_changes_something_is_no_link(client, url):
    client.get(url, status=405)


@pytest.mark.parametrize(
    "url", ["/study/answer", "/study/grade", "/study/undo", "/study/mark", "/study/report/1"]
)
def test_without_a_token_nothing_is_taken(client, deck, make, url):
    deck(make.flashcard())
    before = dump()

    assert client.client.post(url, data={"sequence": 1}).status_code == 400
    assert dump() == before


PAGES = ["/study/", "/study/card", "/study/finished", "/study/aside", "/study/report/1", "/study/feedback/1"]


@pytest.mark.parametrize("url", PAGES)
def test_a_stranger_signs_in_first(client_of, url):
    assert "/auth/sign-in" in client_of(None).get(url, status=302).location


@pytest.mark.parametrize("url", PAGES)
def test_looking_writes_nothing(client, deck, make, learner, url):
    deck(make.multiple_choice(), make.flashcard())
    learner.choose(0)
    before = dump()

    client.get(url)

    assert dump() == before


@pytest.mark.parametrize("payload", ["<script>alert(1)</script>", "{{7*7}}", '"><img src=x onerror=a>'])
def test_what_stands_in_an_item_is_text_on_every_page(client, deck, make, learner, payload):
    content = sourced_choice(make)
    for option in content["options"]:
        option |= {"text": payload, "why": payload}
        option["source"] |= {"text": payload, "condition": payload}
    content |= {"stem": payload, "explanation": payload}
    (item,) = deck(content)

    texts = [client.get(url).text for url in ("/study/card", f"/study/report/{item}")]
    learner.choose(0)
    learner.mark(item, "flag")
    texts += [client.get(url).text for url in ("/study/feedback/1", "/study/aside")]

    for html in texts:
        assert payload in unescape(html)
        assert "<script>alert" not in html
        assert "<img src=x" not in html


def test_another_learners_undo_takes_nothing_of_mine(client_of, deck, make, learner, time):
    deck(make.flashcard())
    answer = learner.press(Button.GOOD)
    other = Learner(user=make.user(), time=time)

    client_of(other.user).post("/study/undo", {"sequence": answer.sequence}, status=409)

    assert len(log()) == 1


def test_a_zone_that_the_machine_no_longer_knows_locks_nobody_out(client, deck, make, learner):
    deck(make.flashcard())
    with writing() as session:
        session.execute(sa.update(User).where(User.id == learner.user.id).values(zone="Mars/Olympus"))

    for page in ("/study/", "/study/card", "/study/settings", "/progress/"):
        client.get(page)
    learner.press()
    settings = {"name": "Ann", "zone": "Pacific/Apia", "cut_hour": 4, "new_per_day": 20}
    client.post("/auth/settings", settings)

    assert learner.viewer.zone == "Pacific/Apia"
