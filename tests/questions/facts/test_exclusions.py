"""What a sentence leaves out, and what takes a culprit's place, is no fact."""

from __future__ import annotations

import pytest

from questions.article import read_article
from questions.facts import extract_facts
from questions.facts.exclusions import without_exclusions
from questions.model import Fact


def facts_in(heading: str, body: str) -> list[Fact]:
    data = f"Gout\n\n## {heading}\n\n{body}\n".encode()
    return list(extract_facts(read_article(data, id="a", name="a.txt")).facts)


def told(heading: str, body: str) -> list[str]:
    return [fact.text for fact in facts_in(heading, body)]


@pytest.mark.parametrize(
    ("heading", "body", "texts"),
    [
        (
            "Causes",
            "Thyroid adenomas cause 70 percent of cases, excluding those caused by lithium use.",
            ["Thyroid adenomas"],
        ),
        ("Causes", "Apart from steroid use, kidney tumors cause most cases.", ["kidney tumors"]),
        (
            "Causes",
            "It can be caused by any infection except influenza, measles, and mumps.",
            ["infection except influenza, measles, and mumps"],
        ),
        (
            "Causes",
            "Infections other than tuberculosis can cause it.",
            ["Infections other than tuberculosis"],
        ),
        (
            "Symptoms",
            "Symptoms include fever, chills, and rash, apart from sores.",
            ["fever", "chills", "rash"],
        ),
    ],
)
def test_what_is_left_out_is_no_fact(heading: str, body: str, texts: list[str]) -> None:
    assert told(heading, body) == texts


def test_a_percentage_is_the_one_of_what_is_told() -> None:
    body = "Thyroid adenomas cause 70 percent of cases, excluding those caused by lithium use."

    assert [fact.frequency for fact in facts_in("Causes", body)] == ["70 percent"]


@pytest.mark.parametrize(
    "words",
    ["Surgery is avoided except in severe cases.", "No treatment other than rest is needed."],
)
def test_when_something_is_done_and_all_that_is_done_are_no_exclusions(words: str) -> None:
    assert without_exclusions(words) == words


@pytest.mark.parametrize(
    "body",
    [
        "Olanzapine may take the place of the culprit drug.",
        "The offending drug may be replaced by olanzapine or quetiapine.",
        "The culprit drug is stopped and switched to olanzapine.",
        "Olanzapine may replace the offending drug.",
    ],
)
def test_what_takes_a_culprits_place_is_no_treatment(body: str) -> None:
    assert not {"olanzapine", "quetiapine"} & {text.lower() for text in told("Treatment", body)}


def test_a_drug_to_avoid_is_told_where_nothing_takes_its_place() -> None:
    body = "People should avoid any drugs that can cause attacks."

    assert told("Treatment", body) == ["avoid any drugs that can cause attacks"]


@pytest.mark.parametrize(
    ("heading", "body", "expected"),
    [
        (
            "Treatment",
            "Except in kidney failure, probenecid may be used.",
            [("probenecid", False, "except in kidney failure")],
        ),
        (
            "Treatment",
            "Except in children, probenecid may be used.",
            [("probenecid", False, "except in children")],
        ),
        (
            "Causes",
            "Contrary to popular belief, coffee does not cause gout.",
            [("coffee", True, None)],
        ),
    ],
)
def test_an_exception_in_front_is_when_and_no_fact(
    heading: str, body: str, expected: list[tuple[str, bool, str | None]]
) -> None:
    found = [(fact.text, fact.negated, fact.condition) for fact in facts_in(heading, body)]

    assert found == expected
