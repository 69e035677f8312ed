"""Each kind of question over HTTP, as a browser without JavaScript sees it: right, wrong, again, undone."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest

from questions import item_from_dict
from quizapp.study.check import compare_with_log
from quizapp.study.content import matches_of
from tests.page_client import words
from tests.quizapp.study.conftest import answer_fields, card_of, forms, log, set_user


def matched(content: dict[str, Any], *places: int) -> list[int]:
    """What a page sends for these pairs, line by line."""
    offered = matches_of(item_from_dict(content))
    return [offered.index(place) for place in places]


@dataclass(frozen=True, kw_only=True)
class Case:
    """A kind: how to make it, what is sent if right or wrong, what of it is kept, and what is said."""

    make: Callable[[Any], dict[str, Any]]
    right: Callable[[dict[str, Any]], dict[str, Any]]
    wrong: Callable[[dict[str, Any]], dict[str, Any]]
    kept: dict[str, Any] | None
    said: str
    nothing: dict[str, Any]


CASES = {
    "multiple_answer": Case(
        make=lambda make: make.multiple_answer(keys=(0, 2)),
        right=lambda _: {"chosen": [2, 0]},
        wrong=lambda _: {"chosen": [0]},
        kept={"chosen": [0]},
        said="The answers are A and C.",
        nothing={},
    ),
    "true_false": Case(
        make=lambda make: make.true_false(truth=False),
        right=lambda _: {"option": 1},
        wrong=lambda _: {"option": 0},
        kept=None,
        said="The answer is False.",
        nothing={},
    ),
    "short_answer": Case(
        make=lambda make: make.short_answer(),
        right=lambda _: {"typed": " GOUT "},
        wrong=lambda _: {"typed": "<i>gut</i>"},
        kept={"typed": "<i>gut</i>"},
        said="The answer is gout. ",
        nothing={"typed": "  "},
    ),
    "numeric": Case(
        make=lambda make: make.numeric(),
        right=lambda _: {"typed": "7,45"},
        wrong=lambda _: {"typed": "7.46"},
        kept={"typed": "7.46"},
        said="The answer is 7.4 ± 0.05.",
        nothing={"typed": ""},
    ),
    "matching": Case(
        make=lambda make: make.matching(),
        right=lambda content: {"matched": matched(content, 0, 1)},
        wrong=lambda content: {"matched": matched(content, 0, 2)},
        kept={"matched": [0, 2]},
        said="1 of 2 matches are right.",
        nothing={"matched": ["0", ""]},
    ),
}


@pytest.fixture(params=CASES)
def case(request: pytest.FixtureRequest) -> Case:
    return CASES[request.param]


@pytest.fixture
def content(case: Case, make: Any) -> dict[str, Any]:
    return {**case.make(make), "explanation": "It is the crystals that tell."}


@pytest.fixture
def item(deck: Any, content: dict[str, Any]) -> int:
    (item,) = deck(content)
    return item


def send(client: Any, given: dict[str, Any], **options: Any) -> Any:
    return client.post("/study/answer", answer_fields(client.get("/study/card").text, **given), **options)


@pytest.mark.parametrize(("claim", "grade"), [("none", 4), ("sure", 5), ("guessed", 3)])
def test_a_right_answer_is_graded_by_its_claim(client, case, content, item, claim, grade):
    reply = send(client, {**case.right(content), "claim": claim}, status=303)

    assert "Right" in client.get(reply.location).text.split("</title>")[0]
    (row,) = log()
    assert (row.grade, row.correct, row.claim) == (grade, True, claim)


def test_a_wrong_answer_is_told_with_what_was_answered_beside_what_is_right(
    client, case, content, item, learner
):
    reply = send(client, {**case.wrong(content), "claim": "sure"}, status=303)
    page = client.get(reply.location)

    (row,) = log()
    assert (row.grade, row.correct, row.detail) == (1, False, case.kept)
    assert case.said in words(page.text)
    assert "You were sure." in words(page.text)
    assert "It is the crystals that tell." in words(page.text) or content["options"]
    assert card_of(learner, item).drill_day == learner.day
    assert "<i>gut</i>" not in page.text
    assert not compare_with_log().differences


def test_an_answer_sent_again_with_its_key_counts_once(client, case, content, item):
    fields = {**answer_fields(client.get("/study/card").text), **case.wrong(content)}

    replies = {client.post("/study/answer", fields, status=303).location for _ in range(3)}
    other = client.post("/study/answer", {**fields, **case.right(content)}, status=303).location

    assert replies == {other} == {"/study/feedback/1"}
    assert len(log()) == 1


def test_undo_brings_the_card_back_as_it_was(client, case, content, item, learner):
    send(client, case.wrong(content), status=303)

    client.post("/study/undo", {"sequence": 1}, status=303)

    assert card_of(learner, item).due_day is None
    assert "This answer was taken back" in words(client.get("/study/feedback/1").text)
    assert learner.drawn().item_id == item
    assert not compare_with_log().differences


def test_nothing_answered_is_nothing_recorded(client, case, content, item):
    reply = send(client, case.nothing, status=400)

    assert log() == []
    if content["kind"] != "true_false":  # the browser itself asks for one of two options
        assert "so nothing was recorded" in words(reply.text)
        assert forms(reply.text, "/study/answer")


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("multiple_answer", {"chosen": [0, 99]}),
        ("multiple_answer", {"chosen": ["x"]}),
        ("multiple_answer", {"chosen": [0] * 1001}),
        ("true_false", {"option": 2}),
        ("true_false", {"chosen": [0]}),
        ("short_answer", {"typed": "x" * 501}),
        ("short_answer", {"button": "good"}),
        ("matching", {"matched": [0, 99]}),
        ("matching", {"matched": ["-1", "0"]}),
        ("matching", {"matched": [0, 1, 2]}),
    ],
)
def test_what_no_page_of_ours_sends_is_refused(client, deck, make, kind, given):
    deck(CASES[kind].make(make))

    send(client, given, status=400)

    assert log() == []


def test_the_page_before_the_answer_tells_nothing_of_the_key(client, deck, make):
    secrets = ["secretword", "7.125", "0.0625"]
    deck(
        make.short_answer({"text": "secretword", "why": "secretword"}, explanation="secretword"),
        make.numeric("7.125", "0.0625"),
        {**make.multiple_answer(), "explanation": "secretword"},
        make.matching(),
    )

    for _ in range(4):
        html = client.get("/study/card").text
        assert not [secret for secret in secrets if secret in html]
        assert "is explained" not in html
        assert 'type="checkbox" name="chosen"' not in html or " checked" not in html.split("claims")[0]
        fields = forms(html, "/study/answer")[0]
        client.post("/study/mark", {**fields, "action": "bury"}, status=303)


def test_matches_are_offered_alike_on_each_line_and_not_in_the_order_of_the_key(client, deck, make):
    deck(make.matching(("a", "one"), ("b", "two"), ("c", "one"), ("d", "three"), ("", "four")))

    html = client.get("/study/card").text
    lists = [re.findall(r'<option value="(\d)">(\w+)', each) for each in html.split("<select")[1:]]

    assert len(lists) == 4
    assert all(each == lists[0] for each in lists)
    assert [place for place, _ in lists[0]] == ["0", "1", "2", "3"]
    assert [text for _, text in lists[0]] != ["one", "two", "three", "four"]


def test_a_shifted_due_day_and_what_was_answered_are_both_kept(client, deck, make, learner, time):
    set_user(learner, spread="random")
    deck(make.short_answer())
    for days in (0, 1, 60, 60, 90):
        time.move(days=days)
        send(client, {"typed": "gout"}, status=303)

    assert all(row.detail["typed"] == "gout" for row in log())
    assert not compare_with_log().differences


def test_a_typed_answer_may_be_called_right_until_the_next_one(client, deck, make, learner):
    item, _ = deck(make.short_answer(), make.flashcard())
    wrong = send(client, {"typed": "gowt", "claim": "guessed"}, status=303).location
    assert "I was right" in words(client.get(wrong).text)

    reply = client.post("/study/was-right", {"sequence": 1}, status=303)
    page = client.get(reply.location).text

    assert "Right You guessed. By your own word." in words(page)
    assert "I was right" not in words(page)
    assert [(row.action, row.grade, row.correct) for row in log()] == [
        ("answer", 1, False),
        ("undo", None, None),
        ("answer", 3, True),
    ]
    assert log()[-1].detail == {"typed": "gowt", "overruled": True}
    assert card_of(learner, item).repetition == 1
    assert not compare_with_log().differences
    client.post("/study/was-right", {"sequence": 1}, status=409)
    client.post("/study/undo", {"sequence": 3}, status=303)
    assert card_of(learner, item).due_day is None


def test_what_no_keyboard_types_is_not_kept(client, deck, make):
    deck(make.short_answer())

    send(client, {"typed": "go\x00ut\x07"}, status=303)

    assert log()[0].detail == {"typed": "go ut"}


@pytest.mark.parametrize("kind", [*CASES, "multiple_choice", "flashcard"])
def test_a_session_can_be_narrowed_to_what_has_options(client, deck, make, kind):
    deck(getattr(make, kind)())

    page = client.get("/study/sessions/new?pool=everything&kinds=choice&size=5&order=random&timing=none").text

    has_options = kind in {"multiple_answer", "true_false", "multiple_choice"}
    assert ("No card matches" in words(page) or "0 cards match" in words(page)) is not has_options


@pytest.mark.parametrize("kind", ["multiple_answer", "matching", "true_false"])
def test_what_was_chosen_cannot_be_called_right(client, deck, make, kind):
    content = CASES[kind].make(make)
    deck(content)
    page = client.get(send(client, CASES[kind].wrong(content), status=303).location).text
    before = log()

    assert "I was right" not in words(page)
    client.post("/study/was-right", {"sequence": 1}, status=409)
    assert log() == before


def test_a_typed_answer_of_another_day_or_learner_stays(client, client_of, deck, make, learner, time):
    deck(make.short_answer())
    send(client, {"typed": "gowt"}, status=303)

    client_of(make.user()).post("/study/was-right", {"sequence": 1}, status=409)
    time.move(days=1)
    client.post("/study/was-right", {"sequence": 1}, status=409)

    assert len(log()) == 1


def test_a_late_answer_is_judged_by_the_question_that_was_shown(client, case, content, item, learner):
    fields = {**answer_fields(client.get("/study/card").text), **case.right(content)}
    send(client, case.wrong(content), status=303)

    client.post("/study/answer", {**fields, "key": str(uuid4()), "late": "1"}, status=303)

    assert [(row.action, row.correct) for row in log()] == [("answer", False), ("practice", True)]


def test_a_session_takes_the_kind_and_lists_it_among_its_mistakes(client, case, content, item):
    reply = client.post("/study/sessions/new", {"pool": "everything", "size": 20, "mistake_days": 7,
        "ahead_days": 3, "kinds": "all", "order": "random", "timing": "none", "seconds": 75, "minutes": 20},
        status=303)  # fmt: skip
    page = client.get(reply.location).text
    fields = forms(page, "/study/sessions/1/answer")[0]

    answered = client.post("/study/sessions/1/answer", {**fields, **case.wrong(content)}, status=303)

    assert answered.location == "/study/feedback/1"
    assert "Practice: your dates stay as they are." in words(client.get(answered.location).text)
    result = client.get("/study/sessions/1").text
    assert content["answer"] in words(result)
    assert "Why, part by part" in words(result)
