"""The headings that authors really use."""

from __future__ import annotations

import pytest

from questions.headings import heading_of, topic_of
from questions.model import Field, Role


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ("Causes", Field.CAUSE),
        ("AETIOLOGY", Field.CAUSE),
        ("Causes of gout", Field.CAUSE),
        ("What causes gout?", Field.CAUSE),
        ("Pathophysiology", Field.CAUSE),
        ("Signs & symptoms", Field.SYMPTOM),
        ("Clinical features", Field.SYMPTOM),
        ("What are the symptoms of gout?", Field.SYMPTOM),
        ("Treatment Options", Field.TREATMENT),
        ("Management", Field.TREATMENT),
        ("How is gout treated?", Field.TREATMENT),
        ("Prevention", Field.PREVENTION),
        ("Can gout be prevented?", Field.PREVENTION),
        ("Investigations", Field.DIAGNOSTIC),
        ("How do doctors diagnose gout?", Field.DIAGNOSTIC),
        ("Complications", Field.COMPLICATION),
        ("Overview", None),
        ("What is gout?", None),
    ],
)
def test_a_heading_says_what_its_section_is_about(words: str, field: Field | None) -> None:
    topic = topic_of(words)

    assert topic is not None
    assert topic.field is field


@pytest.mark.parametrize(
    "words", ["See also", "References", "Epidemiology", "Prognosis", "What is the outlook for gout?"]
)
def test_some_sections_hold_no_facts(words: str) -> None:
    topic = topic_of(words)

    assert topic is not None
    assert topic.is_ignored


def test_risk_factors_are_causes_with_a_role() -> None:
    topic = topic_of("Risk factors for gout")

    assert topic is not None
    assert (topic.field, topic.role) == (Field.CAUSE, Role.RISK)


@pytest.mark.parametrize(
    "words", ["Gout", "Causes of pain may vary", "Symptoms of stroke may include", "Why me?"]
)
def test_other_words_are_no_heading(words: str) -> None:
    assert topic_of(words) is None


@pytest.mark.parametrize(
    ("line", "below", "words", "body"),
    [
        ("  1. Causes: Gout is caused by", "", "Causes", "Gout is caused by"),
        ("2) Symptoms - Pain", "", "Symptoms", "Pain"),
        ("Causes", "", "Causes", ""),
        ("Causes:", "", "Causes", ""),
        ("## Causes of gout ##", "", "Causes of gout", ""),
        ("### 3. Treatment", "", "Treatment", ""),
        ("**Causes**", "", "Causes", ""),
        ("**Causes:** alcohol", "", "Causes", "alcohol"),
        ("__Symptoms__ pain", "", "Symptoms", "pain"),
        ("Causes", "======", "Causes", ""),
        ("Living arrangements", "------", "Living arrangements", ""),
        ("IV. Management", "", "Management", ""),
    ],
)
def test_a_heading_is_known_in_every_dress(line: str, below: str, words: str, body: str) -> None:
    heading = heading_of(line, below)

    assert heading is not None
    assert heading.words == words
    assert line[heading.body :] == body


@pytest.mark.parametrize(
    "line",
    [
        "Causes are many.",
        "Symptoms of stroke may include:",
        "The treatment: rest.",
        "Causes " + "and more causes " * 20,
        "",
        "#hashtag#" * 40,
        "1. Rest in bed",
    ],
)
def test_a_sentence_is_no_heading(line: str) -> None:
    assert heading_of(line) is None
