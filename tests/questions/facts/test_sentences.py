"""Paragraphs and sentences with exact offsets."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions.facts.sentences import Span, paragraphs, sentences


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It hurts. It itches.", ["It hurts.", "It itches."]),
        ("Foods (e.g. liver) help. Rest.", ["Foods (e.g. liver) help.", "Rest."]),
        ("See Dr. Smith today. Rest.", ["See Dr. Smith today.", "Rest."]),
        (
            "Caused by MEN1 (type 1).1 MEN1 causes tumors.",
            ["Caused by MEN1 (type 1).1", "MEN1 causes tumors."],
        ),
        ("Doses of 2.5 mg are used. Stop!", ["Doses of 2.5 mg are used.", "Stop!"]),
        ("The bacterium E. coli is one. Others exist.", ["The bacterium E. coli is one.", "Others exist."]),
    ],
)
def test_sentences_end_at_full_stops_that_end_them(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


def test_a_blank_line_ends_a_paragraph_whatever_the_line_ends() -> None:
    text = "One.\r\nTwo.\r\n\r\n  Three.\n\t\nFour."

    assert [text[start:end] for start, end in paragraphs(text, Span(0, len(text)))] == [
        "One.\r\nTwo.",
        "Three.",
        "Four.",
    ]


@given(st.text(max_size=300))
def test_nothing_but_white_space_is_lost(text: str) -> None:
    found = sentences(text, Span(0, len(text)))

    assert "".join("".join(text[start:end] for start, end in found).split()) == "".join(text.split())
    assert all(one.end <= other.start for one, other in pairwise(found))
