"""What goes with a finding: the table names real things, and no such thing becomes a wrong option."""

from __future__ import annotations

import pytest

from questions.generate import generate_items
from questions.generate.occurrence import things_in
from questions.generate.occurrence.entailed import entailed_by, wordings
from questions.model import Fact, Field
from tests.made_articles import article_facts


def finding(text: str, *, negated: bool = False) -> Fact:
    return Fact(
        field=Field.SYMPTOM, text=text, start=0, end=len(text), sentence_start=0, sentence_end=len(text),
        negated=negated,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("named", "goes_with_it"),
    [
        ("jaundice", "dark urine"),
        ("a large goiter", "difficulty swallowing"),
        ("hyperinflated lungs", "hyperresonance"),
    ],
)
def test_a_finding_entails_what_goes_with_it(named: str, goes_with_it: str) -> None:
    meant = set(things_in(Field.SYMPTOM, goes_with_it))

    assert meant
    assert meant <= entailed_by([finding(named)])
    assert not meant & entailed_by([finding(named, negated=True)])


def test_each_wording_of_the_table_is_a_finding_that_the_tables_know() -> None:
    unknown = [
        text for sides in wordings() for side in sides for text in side if not things_in(Field.SYMPTOM, text)
    ]
    assert unknown == []


LENDERS = [
    article_facts(title, code, {Field.SYMPTOM: (f"Signs are {sign} and {other}.", (sign, other))})
    for title, code, sign, other in (
        ("Vulgar bowel rupture", "K37", "cloudy urine", "visible peristalsis"),
        ("Ragged bowel fistula", "K38", "water brash", "rectal prolapse"),
        ("Mottled bowel pocket", "K36", "nocturnal diarrhea", "anal lump"),
    )
]


def wrong_options(sentence: str, *phrases: str) -> set[str]:
    """The wrong options of the items made of a bowel disease with these signs."""
    asked = article_facts("Kinked appendix", "K35", {Field.SYMPTOM: (sentence, phrases)})
    items = generate_items(asked, LENDERS).items
    return {option.text.lower() for item in items for option in item.options if not option.correct}


def test_what_a_finding_of_the_article_entails_is_no_wrong_option() -> None:
    assert "water brash" in wrong_options("Signs are right shoulder pain.", "right shoulder pain")
    assert "water brash" not in wrong_options(
        "Signs are right shoulder pain and heartburn.", "right shoulder pain", "heartburn"
    )
