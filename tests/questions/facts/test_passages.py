"""Sections to sentences and lists, in the forms that lists really have."""

from __future__ import annotations

import pytest

from questions.facts.passages import passages
from questions.facts.sentences import Span


def read(text: str) -> list[tuple[str, list[str]]]:
    found = passages(text, Span(0, len(text)))
    return [(text[slice(*p.sentence)], [text[slice(*item)] for item in p.items]) for p in found]


@pytest.mark.parametrize(
    "text",
    [
        "Symptoms include\n\n- fever\n- joint pain\n",
        "Symptoms include\n- fever\n- joint pain",
        "Symptoms include\n\n- fever - joint pain",
        "Symptoms include\n\n  * fever\n  * joint\n    pain\n",
        "Symptoms include - fever - joint pain.",
    ],
)
def test_a_list_belongs_to_the_words_before_it(text: str) -> None:
    ((lead, items),) = read(text)

    assert lead == "Symptoms include"
    assert [" ".join(item.rstrip(".").split()) for item in items] == ["fever", "joint pain"]


def test_short_paragraphs_after_a_colon_are_a_list() -> None:
    found = read(
        "Your doctor may recommend:\n\nExtra oxygen.\n\nA transplant.\n\nSurgery is rarely needed here."
    )

    assert found == [
        ("Your doctor may recommend:", ["Extra oxygen.", "A transplant."]),
        ("Surgery is rarely needed here.", []),
    ]


def test_a_list_said_twice_is_read_once() -> None:
    found = read("A person may - lose things - get lost. lose things get lost. Care helps.")

    assert found == [("A person may", ["lose things", "get lost."]), ("Care helps.", [])]


def test_a_list_after_a_full_stop_has_no_lead() -> None:
    found = read("It is rare.\n\n- fever\n- pain\n")

    assert found == [("It is rare.", []), ("", ["fever", "pain"])]
