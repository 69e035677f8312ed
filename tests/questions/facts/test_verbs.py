"""Statements told from phrases."""

from __future__ import annotations

import pytest

from questions.facts.verbs import before_statement, states


@pytest.mark.parametrize("words", ["the pain is severe", "rest may do"])
def test_a_finite_verb_makes_a_statement(words: str) -> None:
    assert states(words)


@pytest.mark.parametrize("words", ["pain that is worse at night", "trouble breathing"])
def test_a_relative_clause_makes_none(words: str) -> None:
    assert not states(words)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a virus, a drug might also have effects", "a virus, "),
        ("a syndrome might also have problems", ""),
        ("pain that is worse at night, fever", "pain that is worse at night, fever"),
        ("fever and chills", "fever and chills"),
    ],
)
def test_a_list_ends_before_the_member_that_becomes_a_statement(text: str, kept: str) -> None:
    lead = "It is due to "

    end = before_statement(lead + text, len(lead), len(lead + text))

    assert (lead + text)[len(lead) : end] == kept


def test_a_list_in_the_subject_ends_at_the_verb() -> None:
    text = "Treatment with rest or ice may be needed"

    assert text[15 : before_statement(text, 15, len(text))] == "rest or ice "
