"""How sure, how often, in which cases."""

from __future__ import annotations

import pytest

from questions.facts.qualifiers import condition_of, frequency_of, is_negated, qualifiers_of


@pytest.mark.parametrize(
    ("sentence", "hedged"),
    [
        ("Smoking is thought to increase the risk.", True),
        ("Scientists suspect that it may be due to poor blood flow.", True),
        ("It has been theorized that a virus is the trigger.", True),
        ("It is linked to the immune system.", True),
        ("It may be caused by smoking.", False),
        ("It can cause pain.", False),
    ],
)
def test_only_doubt_is_a_hedge(sentence: str, hedged: bool) -> None:
    assert qualifiers_of(sentence).hedged is hedged


@pytest.mark.parametrize(
    ("sentence", "negated"),
    [
        ("Surgery is not recommended.", True),
        ("Chemotherapy is rarely needed.", True),
        ("Antibiotics do not help.", True),
        ("It is not caused by stress.", True),
        ("Tumors that do not respond need surgery.", False),
        ("Surgery is needed.", False),
    ],
)
def test_a_denial_is_told_from_a_relative_clause(sentence: str, negated: bool) -> None:
    assert is_negated(sentence) is negated


@pytest.mark.parametrize(
    ("sentence", "frequency"),
    [
        ("The most common symptom is pain.", "most common"),
        ("About 25 to 30 percent of cases are inherited.", "about 25 to 30 percent"),
        ("Some people may also have fever.", "some"),
        ("Occasionally, rings may be found.", "occasionally"),
        ("The first symptoms include wheezing.", "first"),
        ("It causes pain.", None),
    ],
)
def test_the_word_of_frequency_is_found(sentence: str, frequency: str | None) -> None:
    assert frequency_of(sentence) == frequency


@pytest.mark.parametrize(
    ("sentence", "condition"),
    [
        ("In mild cases, rest may be enough.", "mild cases"),
        ("In more severe cases, surgery may be needed.", "severe cases"),
        ("Aspirin is not given in children.", "children"),
        ("If rest fails, surgery may be needed.", "If rest fails"),
        ("Rest may be enough.", None),
    ],
)
def test_the_cases_that_are_meant_are_found(sentence: str, condition: str | None) -> None:
    assert condition_of(sentence) == condition


def test_a_word_of_frequency_before_a_time_says_when_and_not_how_often() -> None:
    assert frequency_of("the cause is trauma often before the age of 45") is None
    assert frequency_of("it is often caused by trauma") == "often"


@pytest.mark.parametrize(
    ("sentence", "condition"),
    [
        (
            "If attacks are frequent, prolonged, or particularly debilitating, drugs may help.",
            "If attacks are frequent, prolonged, or particularly debilitating",
        ),
        (
            "In women who are pregnant, breastfeeding, or planning to have a child, it is used.",
            "women who are pregnant, breastfeeding, or planning to have a child",
        ),
        (
            "Surgery is advised for people who have pain, fever, or weakness.",
            "people who have pain, fever, or weakness",
        ),
        (
            "Surgery may be needed if the stone is large, blocks the flow of urine, or causes infection.",
            "if the stone is large, blocks the flow of urine, or causes infection",
        ),
        ("Children with very severe symptoms may need surgery.", "children with very severe symptoms"),
        ("If rest fails, splints, casts or surgery may help.", "If rest fails"),
        ("After some days come fever, chills and jaundice.", None),
        ("A tube is used when patients cannot eat, and drips come last.", "when patients cannot eat"),
    ],
)
def test_a_list_in_a_condition_is_kept_whole(sentence: str, condition: str | None) -> None:
    assert condition_of(sentence) == condition
