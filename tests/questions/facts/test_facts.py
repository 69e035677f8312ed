"""Whole articles to facts: what every article has to keep, and one article read to the last fact."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions.article import read_article
from questions.errors import UnreadableFileError
from questions.facts import extract_facts
from questions.model import ArticleFacts, Field

VALID = sorted((Path(__file__).parents[2] / "data" / "articles" / "valid").iterdir())
HEADER = (Field.ICD_CODE, Field.CHAPTER)
PIECES = [
    "Gout",
    "gout is caused by ",
    "a, b and c",
    "## Causes\n",
    "1. Symptoms: ",
    "Symptoms include: ",
    "Fever Chills ",
    "- pain\n",
    "such as ",
    "(MEN1)",
    "(",
    ")",
    ". ",
    ", ",
    ": ",
    "\n\n",
    "\r\n",
    " and ",
    "may be used ",
    "If ",
    "most common ",
    "90% ",
    "Signs and Symptoms Approximate number of patients ",
    "ICD-10 code: M10",
    "not ",
    "who ",
    "–",
    "\u2028",
    "é",
]


def check(result: ArticleFacts) -> None:
    text = result.article.text
    lines = len(re.findall(r"\r\n|\r|\n", text)) + 1
    for fact in result.facts:
        assert 0 <= fact.sentence_start <= fact.start < fact.end <= fact.sentence_end <= len(text)
        if fact.field is not Field.ICD_CODE:
            assert re.sub(r"\s+", " ", text[fact.start : fact.end]) == fact.text
    assert all(1 <= unread.line <= lines and unread.text for unread in result.unread)
    assert [fact.start for fact in result.facts] == sorted(fact.start for fact in result.facts)


@given(st.binary(max_size=400))
def test_any_bytes_give_facts_or_a_plain_refusal(data: bytes) -> None:
    try:
        article = read_article(data, id="a", name="a.txt")
    except UnreadableFileError:
        return
    check(extract_facts(article))


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=40))
def test_spans_are_exact_whatever_the_article(pieces: list[str]) -> None:
    article = read_article(("x" + "".join(pieces)).encode(), id="a", name="a.txt")

    check(extract_facts(article))
    assert extract_facts(article) == extract_facts(article)


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.name)
def test_every_sample_gives_causes_symptoms_and_treatments(path: Path) -> None:
    result = extract_facts(read_article(path.read_bytes(), id=path.stem, name=path.name))

    check(result)
    assert {Field.CAUSE, Field.SYMPTOM, Field.TREATMENT} <= {fact.field for fact in result.facts}


def test_an_article_of_many_forms_is_read_to_the_last_fact() -> None:
    path = next(path for path in VALID if path.name == "markdown.md")
    result = extract_facts(read_article(path.read_bytes(), id="markdown", name=path.name))

    found = [(fact.field.value, fact.text) for fact in result.facts if fact.field not in HEADER]
    assert found == [
        ("definition", "small tear in the lining of the anus"),
        ("cause", "passing hard stools"),
        ("cause", "chronic diarrhoea"),
        ("cause", "constipation"),
        ("cause", "childbirth"),
        ("symptom", "sharp pain during bowel movements"),
        ("symptom", "bright red blood on the stool"),
        ("diagnostic", "medical history"),
        ("diagnostic", "physical examination"),
        ("treatment", "stool softeners"),
        ("treatment", "warm baths"),
        ("treatment", "surgery"),
        ("complication", "anal fistula"),
        ("prevention", "Eating more fibre"),
        ("prevention", "drinking plenty of water"),
    ]
    assert result.unread == ()


def test_text_without_facts_is_listed_with_its_line() -> None:
    data = b"Gout\n\n## Causes\n\nGout is caused by alcohol.\n\nThe crystals lie in the blood for years.\n"

    result = extract_facts(read_article(data, id="gout", name="gout.txt"))

    assert [(unread.line, unread.text) for unread in result.unread] == [
        (7, "The crystals lie in the blood for years.")
    ]


def test_sources_and_dates_at_the_end_are_neither_facts_nor_unread() -> None:
    data = (
        b"Gout\n\n## Causes\n\nGout is caused by alcohol.\n\n"
        b'See also: NHS, "Gout"; MedlinePlus, "Gout symptoms".\nWritten: 2026-11-23\n'
    )

    result = extract_facts(read_article(data, id="gout", name="gout.txt"))

    assert [fact.text for fact in result.facts] == ["alcohol"]
    assert result.unread == ()


def test_a_section_of_its_own_is_believed_before_the_introduction() -> None:
    data = b"Gout\n\nGout is a disease. Symptoms include fatigue.\n\n## Symptoms\n\nSymptoms include fever.\n"

    facts = extract_facts(read_article(data, id="gout", name="gout.txt")).facts

    assert [fact.text for fact in facts if fact.field is Field.SYMPTOM] == ["fever"]


def test_an_introduction_alone_gives_its_facts() -> None:
    data = b"Gout\n\nGout is a disease. Symptoms include fever. It is treated with colchicine.\n"

    facts = extract_facts(read_article(data, id="gout", name="gout.txt")).facts

    assert [(fact.field.value, fact.text) for fact in facts] == [
        ("definition", "disease"),
        ("symptom", "fever"),
        ("treatment", "colchicine"),
    ]
