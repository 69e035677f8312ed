"""Which facts make a key: none whose sentence says more than the question could."""

from __future__ import annotations

import hashlib

import pytest

from questions.generate.keys import why_no_key
from questions.generate.subject import Subject
from questions.model import Article, ArticleFacts, Fact, Field, Section


def reason(
    field: Field,
    sentence: str,
    phrase: str,
    *,
    title: str = "Gout",
    code: str = "M10",
    section: Field | None = None,
) -> str | None:
    text = f"{title}\n\nICD-10 code: {code}\n\n{sentence}\n"
    start = text.index(sentence)
    at = start + sentence.index(phrase)
    fact = Fact(
        field=field, text=phrase, start=at, end=at + len(phrase), sentence_start=start,
        sentence_end=start + len(sentence),
    )  # fmt: skip
    sections = (Section(field=section, heading="", start=start, end=len(text)),) if section else ()
    article = Article(
        id="x", text=text, sha256=hashlib.sha256(text.encode()).hexdigest(), encoding="utf-8", title=title,
        icd10=code, chapter=None, sections=sections,
    )  # fmt: skip
    return why_no_key(Subject(found=ArticleFacts(article=article, facts=(fact,))), fact)


@pytest.mark.parametrize(
    "sentence",
    [
        "Febuxostat is given if allopurinol is not tolerated.",
        "Febuxostat is reserved for kidney disease.",
        "Febuxostat helps only a minority.",
        "Febuxostat suits those who react to allopurinol.",
        "Febuxostat is a last resort.",
    ],
)
def test_a_measure_for_a_case_that_only_the_sentence_names_is_no_key(sentence: str) -> None:
    assert reason(Field.TREATMENT, sentence, "Febuxostat") == (
        "the sentence says when, and the question could not"
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "Febuxostat lowers uric acid.",
        "Febuxostat lowers uric acid; colchicine is given only in flares.",
        "Febuxostat is started in a few weeks.",
    ],
)
def test_a_measure_without_a_limit_is_a_key(sentence: str) -> None:
    assert reason(Field.TREATMENT, sentence, "Febuxostat") is None


def test_a_finding_that_is_told_as_a_mark_of_something_else_is_no_key() -> None:
    assert reason(Field.SYMPTOM, "Weeping tophi mean infection.", "Weeping tophi") == (
        "the finding is told as a mark of something else"
    )
    assert reason(Field.SYMPTOM, "Tophi form over years.", "Tophi") is None


def test_what_is_known_from_other_conditions_only_is_no_key() -> None:
    assert reason(Field.TREATMENT, "Doctors give levothyroxine.", "levothyroxine") == (
        "the fact is not known to go with the condition"
    )
    assert (
        reason(Field.TREATMENT, "Doctors give levothyroxine.", "levothyroxine", title="Myxedema", code="E03")
        is None
    )


def test_an_everyday_finding_is_no_key() -> None:
    assert reason(Field.SYMPTOM, "Patients have fatigue.", "fatigue") == (
        "the fact is so common that it would stand out among special ones"
    )


@pytest.mark.parametrize(
    "sentence", ["Barrett esophagus itself does not cause any symptoms.", "It doesn't have any signs."]
)
def test_a_condition_that_shows_nothing_has_no_finding_as_key(sentence: str) -> None:
    told = f"{sentence} Some people with reflux have tophi."
    assert reason(Field.SYMPTOM, told, "tophi") == "the finding is told as a mark of something else"


@pytest.mark.parametrize(
    "sentence",
    ["Tophi result from infliximab.", "Tophi are common early in therapy.", "Tophi follow after POEM."],
)
def test_a_harm_of_treatment_is_no_finding_of_the_condition(sentence: str) -> None:
    assert reason(Field.COMPLICATION, sentence, "Tophi") == "the sentence is about a treatment's own effects"


def test_a_test_that_stands_among_the_complications_is_no_key() -> None:
    told = "Cholangitis may follow, and ultrasound shows it."
    assert reason(Field.DIAGNOSTIC, told, "ultrasound", section=Field.COMPLICATION) == (
        "the measure or test is told of a complication"
    )
    assert reason(Field.DIAGNOSTIC, told, "ultrasound", section=Field.DIAGNOSTIC) != (
        "the measure or test is told of a complication"
    )
