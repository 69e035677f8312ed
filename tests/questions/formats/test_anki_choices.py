"""Note types of others with options and a key."""

from __future__ import annotations

import pytest

from questions.formats.anki_choices import choice_fields
from questions.model import Item, Kind
from tests.questions.formats.anki_collections import note_type, read_notes

ALL_IN_ONE = ("Question", "Title", "QType (0=kprim,1=mc,2=sc)", "Q_1", "Q_2", "Q_3", "Answers", "Sources")


def item_of(fields: tuple[str, ...], *values: str) -> Item:
    templates = (("Card 1", "".join(f"{{{{{field}}}}}<br>" for field in fields), "all"),)
    (item,) = read_notes(note_type(fields, templates), values).items
    return item


def right(item: Item) -> list[str]:
    return [option.text for option in item.options if option.correct]


@pytest.mark.parametrize(
    ("fields", "values", "key"),
    [
        (("Question", "A", "B", "C", "Answer"), ("Which?", "x", "y", "z", "B"), ["y"]),
        (("Front", "Option 1", "Option 2", "Option 3", "Correct"), ("Which?", "x", "y", "", "2"), ["y"]),
        (("Stem", "choice_a", "choice_b", "Key"), ("Which?", "x", "<b>y</b>", "y"), ["<b>y</b>"]),
        (("Question", "A", "B", "C", "Correct answers"), ("Which?", "x", "y", "z", "A, C"), ["x", "z"]),
        (("Question", "Correct Answer", "Wrong 1", "Wrong 2"), ("Which?", "y", "x", "z"), ["y"]),
        (ALL_IN_ONE, ("Which?", "", "2", "x", "y", "z", "0 1 0", ""), ["y"]),
        (ALL_IN_ONE, ("Which?", "", "1", "x", "y", "z", "0 1 0", ""), ["y"]),
        (ALL_IN_ONE, ("Which?", "", "1", "x", "y", "z", "1 0 1", ""), ["x", "z"]),
    ],
)
def test_options_with_a_key_are_a_question(fields, values, key) -> None:
    item = item_of(fields, *values)

    several = len(key) > 1 or values[2] == "1"
    assert item.kind is (Kind.MULTIPLE_ANSWER if several else Kind.MULTIPLE_CHOICE)
    assert (item.stem, right(item), item.explanation) == ("Which?", key, "")


def test_statements_each_true_or_false_are_matched() -> None:
    item = item_of(ALL_IN_ONE, "Which?", "Glands", "0", "x", "y", "", "0 1", "Harrison")

    assert item.kind is Kind.MATCHING
    assert [(pair.prompt, pair.match) for pair in item.pairs] == [("x", "False"), ("y", "True")]
    assert item.explanation == "Title: Glands\nSources: Harrison"


@pytest.mark.parametrize("key", ["", "D", "none of these"])
def test_without_a_key_that_names_an_option_it_is_the_card_that_anki_shows(key: str) -> None:
    assert item_of(("Question", "A", "B", "C", "Answer"), "Which?", "x", "y", "z", key).kind is Kind.FLASHCARD


@pytest.mark.parametrize(
    "fields",
    [
        ("Front", "Back"),
        ("Question", "Answer"),
        ("Question", "Answer 2", "Answer 3", "Answer"),
        ("A", "C", "Answer"),
        ("A", "Answer"),
        ("A", "B", "Answer"),
        ("Question", "A", "B"),
    ],
)
def test_fields_of_another_meaning_are_no_options(fields: tuple[str, ...]) -> None:
    assert choice_fields(fields) is None
