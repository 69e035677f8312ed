"""Raw members of a list to phrases a learner would say."""

from __future__ import annotations

import pytest

from questions.facts.masking import masked
from questions.facts.phrases import is_sayable, trimmed, without_explanation, without_goals


@pytest.mark.parametrize(
    ("raw", "phrase"),
    [
        ("a rapid heartbeat upon standing", "rapid heartbeat upon standing"),
        ("rarely the use of a brace", "brace"),
        ("gastroesophageal reflux (GER), which occurs when acid flows back", "gastroesophageal reflux (GER)"),
        ("degenerative changes in the spine that occur with age", "degenerative changes in the spine"),
        ("back pain that is worse with movement", "back pain that is worse with movement"),
        ("medicines called inhaled bronchodilators", "inhaled bronchodilators"),
        ("surgery if rest fails", "surgery"),
        ("necrosectomy only if drainage fails", "necrosectomy"),
        ("alcohol together", "alcohol"),
    ],
)
def test_articles_adverbs_and_clauses_are_taken_off(raw: str, phrase: str) -> None:
    start, end = trimmed(masked(raw), 0, len(raw))

    assert raw[start:end] == phrase


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("splinting to relieve pain and swelling", "splinting"),
        ("medications to reduce gastric acid secretion", "medications to reduce gastric acid secretion"),
        ("medications to relieve symptoms", "medications"),
        ("dapsone for widespread disease, and rest", "dapsone, and rest"),
    ],
)
def test_goals_go_unless_they_make_the_fact(text: str, left: str) -> None:
    kept = without_goals(text, 0, len(text), drops_use=True)

    assert len(kept) == len(text)
    assert " ".join(kept.split()).replace(" ,", ",") == left


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Etretinate (not available in the US)", "Etretinate"),
        ("magnetic resonance imaging (MRI)", "magnetic resonance imaging (MRI)"),
        ("cycloserine (a prescription antibiotic)", "cycloserine"),
    ],
)
def test_a_synonym_in_brackets_stays_and_an_explanation_does_not(text: str, kept: str) -> None:
    assert text[: without_explanation(text, 0, len(text))] == kept


@pytest.mark.parametrize(
    "phrase",
    [
        "many factors",
        "other symptoms",
        "it is inherited",
        "this gene",
        "more often",
        "two of three criteria",
        "at least 4 of the following",
        "",
        "12",
        "loss of",
        "the",
    ],
)
def test_empty_words_are_no_fact(phrase: str) -> None:
    assert not is_sayable(phrase)
