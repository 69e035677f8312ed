"""Sentences that carry no fact, told from those that do."""

from __future__ import annotations

import pytest

from questions.facts.boilerplate import has_medical_content, is_pointer, says_nothing


@pytest.mark.parametrize(
    "sentence",
    [
        "For more information, please click here.",
        "Ask your doctor about ongoing clinical trials.",
        'See also: NHS, "Gout".',
        "Written: 2026-11-23",
        "In summary, gout is a common condition that can cause pain.",
        "You can use the MedlinePlus Medical Dictionary.",
    ],
)
def test_pointers_are_known(sentence: str) -> None:
    assert is_pointer(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The exact cause of gout is unknown.",
        "There is no cure for gout.",
        "Treatment depends on the severity.",
        "Many people have no symptoms.",
        "The goal of treatment is to relieve pain.",
        "Side effects include nausea.",
    ],
)
def test_empty_statements_are_known(sentence: str) -> None:
    assert says_nothing(sentence)


@pytest.mark.parametrize("sentence", ["Gout is treated with colchicine.", "Symptoms include pain."])
def test_a_plain_statement_is_neither(sentence: str) -> None:
    assert not is_pointer(sentence)
    assert not says_nothing(sentence)
    assert has_medical_content(sentence)
