"""Shape, number and sameness of words as far as the flaw tests need them."""

from __future__ import annotations

import pytest

from questions.english import Shape, content_stems, head, is_plural, joined, shape, shares_a_word


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("poor posture", Shape.NOUN_PHRASE),
        ("bleeding from the gums", Shape.NOUN_PHRASE),
        ("avoiding repetitive motions", Shape.GERUND),
        ("to stop smoking", Shape.INFINITIVE),
        ("avoid alcohol", Shape.INFINITIVE),
        ("It is inherited", Shape.SENTENCE),
        ("40 mg", Shape.NUMBER),
        ("90%", Shape.NUMBER),
        ("10-20 years", Shape.NUMBER),
        ("", Shape.NOUN_PHRASE),
    ],
)
def test_a_phrase_has_the_shape_of_its_first_words(text: str, expected: Shape) -> None:
    assert shape(text) is expected


@pytest.mark.parametrize(
    "text", ["bone spurs", "numb feet", "biopsies of the skin", "red patches on the arms"]
)
def test_a_plural_head_makes_a_plural(text: str) -> None:
    assert is_plural(text)


@pytest.mark.parametrize(
    "text", ["diabetes", "arthritis of the knees", "stiffness", "fibrosis", "loss of teeth"]
)
def test_a_singular_in_s_is_no_plural(text: str) -> None:
    assert not is_plural(text)


def test_words_of_one_family_count_as_shared() -> None:
    assert shares_a_word("disc degeneration", "degenerative changes")
    assert shares_a_word("crystals", "a crystal of urate")
    assert not shares_a_word("gene therapy", "physical therapy")


def test_stems_forget_case_plural_and_little_words() -> None:
    assert content_stems("The Joints of the hands") == content_stems("hand joint")
    assert head("pain in the back") == "pain"
    assert joined(["a", "b", "c"]) == "a, b and c"
