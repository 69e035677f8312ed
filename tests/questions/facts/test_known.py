"""Phrases whose words alone tell what kind of thing they are."""

from __future__ import annotations

import pytest

from questions.facts.known import has_head, is_known
from questions.model import Field


@pytest.mark.parametrize(
    ("phrase", "field"),
    [
        ("red cell transfusion", Field.TREATMENT),
        ("laparoscopic cholecystectomy", Field.TREATMENT),
        ("amoxicillin for ten days", Field.TREATMENT),
        ("pain in the legs", Field.SYMPTOM),
        ("hematuria", Field.SYMPTOM),
        ("enlarged liver", Field.SYMPTOM),
        ("colonoscopy", Field.DIAGNOSTIC),
        ("direct antiglobulin test", Field.DIAGNOSTIC),
    ],
)
def test_the_head_of_a_phrase_tells_its_kind(phrase: str, field: Field) -> None:
    assert is_known(phrase, field)


@pytest.mark.parametrize(
    ("phrase", "field"),
    [
        ("April", Field.TREATMENT),
        ("diagnosis", Field.SYMPTOM),
        ("problems", Field.SYMPTOM),
        ("agents", Field.TREATMENT),
        ("", Field.SYMPTOM),
        ("pain in the legs", Field.TREATMENT),
        ("pain", Field.CAUSE),
    ],
)
def test_other_words_and_empty_heads_tell_nothing(phrase: str, field: Field) -> None:
    assert not is_known(phrase, field)


def test_a_quality_makes_a_symptom_but_no_head() -> None:
    assert not has_head("enlarged liver", Field.SYMPTOM)
