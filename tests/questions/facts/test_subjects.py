"""The article's own condition against others."""

from __future__ import annotations

import pytest

from questions.facts.subjects import Subject

SUBJECT = Subject(
    "Alpha-1 Antitrypsin Deficiency", "Alpha-1 antitrypsin (AAT) deficiency is an inherited disease."
)


@pytest.mark.parametrize(
    "words", ["AAT deficiency", "antitrypsin deficiency", "the disease", "this condition"]
)
def test_the_condition_is_known_by_its_names(words: str) -> None:
    assert SUBJECT.is_meant_by(words)


@pytest.mark.parametrize("words", ["emphysema", "MEN1", "a peptic ulcer"])
def test_another_condition_is_not_taken_for_it(words: str) -> None:
    assert not SUBJECT.is_named_by(words)


def test_what_the_first_definition_defines_is_a_name() -> None:
    subject = Subject("Kissing spine", "Baastrup syndrome is a condition of the spine.")

    assert subject.is_meant_by("Baastrup syndrome")
