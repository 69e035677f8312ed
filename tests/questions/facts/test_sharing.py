"""Members that share a word with their list."""

from __future__ import annotations

import pytest

from questions.facts.coordination import members
from questions.facts.masking import masked


def split(text: str) -> list[str]:
    return [text[member.start : member.end] for member in members(masked(text), 0, len(text))]


@pytest.mark.parametrize(
    "text",
    [
        "diet without leafy greens, beans and liver",
        "no fever, rash or cough",
        "attacks of laughing or crying without cause",
        "Influenza, pneumococcal, RSV and COVID-19 vaccines",
        "Vaccination against influenza, pneumococcus and COVID-19",
        "open or arthroscopic release",
    ],
)
def test_what_shares_a_word_stays_together(text: str) -> None:
    assert split(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("masks, handwashing and RSV vaccines", ["masks", "handwashing", "RSV vaccines"]),
        (
            "tube feeding without trace elements, celiac disease, and zinc",
            ["tube feeding without trace elements", "celiac disease", "zinc"],
        ),
        ("fever, headache without aura, nausea", ["fever", "headache without aura", "nausea"]),
        (
            "vaccination against measles and RSV, treatment of tuberculosis, and masks",
            ["vaccination against measles and RSV", "treatment of tuberculosis", "masks"],
        ),
        ("measles, mumps and rubella", ["measles", "mumps", "rubella"]),
    ],
)
def test_what_shares_nothing_is_parted(text: str, expected: list[str]) -> None:
    assert split(text) == expected
