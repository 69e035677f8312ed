"""What makes a distractor safe: families apart, a telling word, a clean article; and how difficulty ranks."""

from __future__ import annotations

import pytest

from questions.generate.difficulty import Difficulty
from questions.generate.families import are_related
from questions.generate.tables import is_row, rows
from questions.generate.unspecific import specific_stems
from questions.icd10 import Nearness
from questions.model import Fact, Field


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Parkinson's Disease", "Essential tremor"),
        ("Systemic lupus erythematosus", "Mixed connective tissue disease"),
        ("Crohn disease", "Ulcerative colitis"),
        ("Isovaleric acidemia", "Hereditary fructose intolerance"),
        ("Asthma", "Bronchiectasis"),
    ],
)
def test_conditions_that_share_findings_are_of_one_family(one: str, other: str) -> None:
    assert are_related(one, other)
    assert are_related(other, one)


@pytest.mark.parametrize(
    ("one", "other"), [("Kissing spine", "Ankylosing spondylitis"), ("Graves disease", "Addison disease")]
)
def test_conditions_of_different_kinds_are_of_no_common_family(one: str, other: str) -> None:
    assert not are_related(one, other)


@pytest.mark.parametrize(
    "text",
    ["hyperhidrosis", "pain in the left arm", "numbness of the feet", "oral steroids", "Vitamin D", "tremor"],
)
def test_what_belongs_to_a_whole_organ_or_specialty_tells_nothing(text: str) -> None:
    assert specific_stems(text) == frozenset()


@pytest.mark.parametrize("text", ["furrowed tongue", "laronidase", "mutations in the FBN1 gene", "tophi"])
def test_what_belongs_to_few_conditions_tells_something(text: str) -> None:
    assert specific_stems(text)


def fact(text: str, start: int, rest: int = 0, frequency: str | None = None) -> Fact:
    end = start + len(text)
    return Fact(
        field=Field.SYMPTOM, text=text, start=start, end=end, sentence_start=start,
        sentence_end=end + rest, frequency=frequency,
    )  # fmt: skip


def test_findings_without_a_sentence_are_a_table_where_they_are_many_or_have_shares() -> None:
    bullets = tuple(fact("cough", place) for place in range(0, 60, 10))
    shares = (*bullets, fact("fever", 90, frequency="90%"))
    table = tuple(fact("cough", place) for place in range(0, 200, 10))

    assert rows(bullets) == frozenset()
    assert rows(shares) == frozenset(shares)
    assert rows(table) == frozenset(table)
    assert not is_row(fact("cough", 0, rest=40, frequency="90%"))


def test_hard_items_take_the_nearest_conditions_first_and_easy_ones_the_farthest() -> None:
    near = [Nearness.CHAPTER, Nearness.CATEGORY, Nearness.BLOCK]

    assert sorted(near, key=Difficulty.HARD.distance) == [Nearness.CATEGORY, Nearness.BLOCK, Nearness.CHAPTER]
    assert sorted(near, key=Difficulty.EASY.distance) == [Nearness.CHAPTER, Nearness.BLOCK, Nearness.CATEGORY]
    assert min(near, key=Difficulty.MEDIUM.distance) is Nearness.CATEGORY
