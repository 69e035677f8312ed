"""A means is told with doubt where the next sentence takes it back."""

from __future__ import annotations

import pytest

from questions.article import read_article
from questions.facts import extract_facts
from questions.facts.retractions import takes_back


@pytest.mark.parametrize(
    "sentence",
    [
        "However, experts have not found enough evidence that they work.",
        "However, there is not enough evidence to support its use.",
        "However, there is little evidence.",
        "It was later found harmful.",
        "They have not been shown to help.",
        "But the evidence for it is weak.",
        "These drugs were found to be ineffective.",
        "However, studies have not shown any benefit.",
    ],
)
def test_a_sentence_that_doubts_the_means_before_it_takes_them_back(sentence: str) -> None:
    assert takes_back(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "However, there is no evidence for acupuncture.",
        "These drugs do not work in infants.",
        "It is given by mouth.",
        "However, side effects are common.",
    ],
)
def test_doubt_about_another_means_or_other_people_takes_nothing_back(sentence: str) -> None:
    assert not takes_back(sentence)


def test_only_the_means_of_the_sentence_before_are_doubted() -> None:
    body = "Rest is recommended. Zinc has been used to treat gout. However, it was found harmful."
    article = read_article(f"Gout\n\n## Treatment\n\n{body}\n".encode(), id="a", name="a.txt")

    assert [(fact.text, fact.hedged) for fact in extract_facts(article).facts] == [
        ("Rest", False),
        ("Zinc", True),
    ]
