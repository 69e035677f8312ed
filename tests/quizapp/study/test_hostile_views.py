"""What the pages of the review do with old tabs, bad input, and what is not the learner's."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from uuid import uuid4

import pytest
import sqlalchemy as sa

from quizapp.extensions import writing
from quizapp.models import User
from quizapp.scheduling.grades import Button
from tests.page_client import words
from tests.quizapp.study.conftest import Learner, answer_fields, cards, dump, log, sourced_choice


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
