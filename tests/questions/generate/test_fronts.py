"""The fronts of cards, and questions by what a sentence says."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from questions.generate.fronts import card_stem, example_stem, group_stem
from questions.generate.subject import Subject
from questions.generate.told import asked_by_sentence
from questions.model import Article, ArticleFacts, Fact, Field, Role


def fact(text: str, field: Field = Field.SYMPTOM, **qualifiers: Any) -> Fact:
    plain = Fact(field=field, text=text, start=0, end=1, sentence_start=0, sentence_end=1)
    return replace(plain, **qualifiers)


def asked(sentence: str, text: str, field: Field = Field.TREATMENT, **qualifiers: Any) -> str | None:
    """The question about ``text`` in an article on gout that is this sentence."""
    start = sentence.index(text)
    one = fact(text, field, start=start, end=start + len(text), sentence_end=len(sentence), **qualifiers)
    article = Article(
        id="gout",
        text=sentence,
        sha256="",
        encoding="utf-8",
        title="Gout",
        icd10=None,
        chapter=None,
        sections=(),
    )
    return asked_by_sentence(Subject(found=ArticleFacts(article=article, facts=(one,))), one)


def test_one_fact_is_asked_plainly_or_by_its_cue() -> None:
    beer = fact("beer", Field.CAUSE)

    assert card_stem(beer, "gout", "") == "What is a recognised cause of gout?"
    assert card_stem(beer, "gout", "by infection") == "Which infection is a recognised cause of gout?"
    assert card_stem(fact("uveitis"), "gout", "concerning the eyes") == (
        "Which symptom of gout concerns the eyes?"
    )
    assert card_stem(fact("losing weight", Field.PREVENTION), "gout", "") == "What helps to prevent gout?"


def test_hedge_frequency_and_case_stay_on_the_front() -> None:
    eyes = "concerning the eyes"

    assert card_stem(fact("uveitis", frequency="90%"), "gout", eyes) == (
        "Which symptom seen in 90% of people with gout concerns the eyes?"
    )
    assert card_stem(fact("uveitis", frequency="most common"), "gout", eyes) == (
        "Which of the most common symptoms of gout concerns the eyes?"
    )
    assert card_stem(fact("uveitis", frequency="rarely"), "gout", eyes) == (
        "Which rare symptom of gout concerns the eyes?"
    )
    severe = fact("pegloticase", Field.TREATMENT, condition="severe cases", hedged=True)
    assert group_stem([severe] * 5, "gout", "") == "In severe gout, name two suggested treatments."


@pytest.mark.parametrize(
    ("count", "more", "stem"),
    [
        (2, False, "Name two symptoms of gout concerning the ears."),
        (3, False, "Name three symptoms of gout concerning the ears."),
        (3, True, "Name two symptoms of gout concerning the ears."),
        (6, False, "Name two symptoms of gout concerning the ears."),
    ],
)
def test_two_or_three_facts_are_asked_in_full_and_two_of_more(count: int, more: bool, stem: str) -> None:
    assert group_stem([fact("tophi")] * count, "gout", "concerning the ears", more=more) == stem


def test_a_group_keeps_the_frequency_that_all_share() -> None:
    rare, often = fact("tophi", frequency="rarely"), fact("fever", frequency="often")

    assert group_stem([rare, rare], "gout", "") == "Name two rare symptoms of gout."
    assert group_stem([rare, often], "gout", "") == "Name two symptoms of gout."
    top = fact("tophi", frequency="most common")
    assert group_stem([top, top], "gout", "") == "Name two of the most common symptoms of gout."


def test_examples_are_asked_under_their_parent() -> None:
    statin = fact("atorvastatin", Field.TREATMENT, example_of="statins")

    assert example_stem([statin], "gout") == "Which example of statins is a recognised treatment for gout?"
    assert example_stem([statin] * 2, "gout") == (
        "Name two examples of statins among the treatments for gout."
    )


@pytest.mark.parametrize(
    ("sentence", "text", "stem"),
    [
        ("Colchicine stops an attack within hours.", "Colchicine",
         "Which treatment for gout stops an attack within hours?"),
        ("The drugs relieve swollen toes.", "drugs", "Which treatments for gout relieve swollen toes?"),
        ("Colchicine (from the crocus) is the drug of choice.", "Colchicine",
         "Which treatment for gout is the drug of choice?"),
        ("Canakinumab, seldom needed, blocks interleukin-1.", "Canakinumab",
         "Which treatment for gout blocks interleukin-1?"),
        ("Colchicine is the mainstay, while steroids come later.", "Colchicine",
         "Which treatment for gout is the mainstay?"),
    ],
)  # fmt: skip
def test_the_subject_of_a_sentence_is_asked_by_what_it_says(
    sentence: str, text: str, stem: str | None
) -> None:
    assert asked(sentence, text) == stem


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("Colchicine and ibuprofen stop an attack within hours.", "ibuprofen"),
        ("Colchicine, ibuprofen and rest stop an attack.", "Colchicine"),
        ("Colchicine is often recommended.", "Colchicine"),
        ("Colchicine does not cure it in many.", "Colchicine"),
        ("Colchicine is given to these patients with kidney stones.", "Colchicine"),
        ("Uric acid crystals are acid deposits in the toe.", "Uric acid crystals"),
    ],
)
def test_a_sentence_that_tells_little_or_of_others_asks_nothing(sentence: str, text: str) -> None:
    assert asked(sentence, text) is None


def test_a_case_that_the_sentence_begins_with_begins_the_question() -> None:
    stem = asked(
        "In severe disease, pegloticase dissolves the deposits.", "pegloticase", condition="In severe disease"
    )

    assert stem == "In severe gout, which treatment dissolves the deposits?"


def test_a_hedge_that_the_sentence_keeps_is_said_once() -> None:
    kept = asked("Lead is thought to harm the kidney.", "Lead", Field.CAUSE, hedged=True, role=Role.RISK)
    lost = asked("Lead harms and affects the kidney.", "Lead", Field.CAUSE, hedged=True)

    assert kept == "Which risk factor for gout is thought to harm the kidney?"
    assert lost is None
