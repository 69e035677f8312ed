"""What a key names, and which keys are refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions.errors import QuestionsError
from questions.formats import read
from questions.formats.key import find_keys, key_cell

OPTIONS = {1: "Thyroid", 2: "Thymus", 3: ""}


@pytest.mark.parametrize(
    "key",
    [
        "b",
        "B",
        "(B)",
        "2.",
        "option: B",
        "Answer B",
        "key:2",
        "thymus",
        "option_b",
        "B. Thymus",
        "(2) thymus",
    ],
)
def test_a_key_names_an_option_by_letter_number_or_text(key: str) -> None:
    assert find_keys(key, OPTIONS) == {2}


@pytest.mark.parametrize(
    "key",
    [
        "A and B",
        "a,b",
        "1 / 2",
        "A B",
        "A\nB",
        "Thyroid ; Thymus",
        "AB",
        "ab",
        "A; B;",
        "A); B)",
        "A, thymus",
    ],
)
def test_a_key_names_several_options(key: str) -> None:
    assert find_keys(key, OPTIONS) == {1, 2}


@pytest.mark.parametrize(
    "key", ["", "C", "AC", "A, C", "BA", "AA", "Ab", "12", "D", "A; D", "Pancreas", ";", "A. Thymus", "C. "]
)
def test_a_key_that_names_no_option_or_an_empty_one_is_refused(key: str) -> None:
    with pytest.raises(QuestionsError, match=r"no key|names no option|empty option"):
        find_keys(key, OPTIONS)


@pytest.mark.parametrize("key", ["A", "A; D"])
def test_a_letter_that_is_the_text_of_another_option_is_refused_but_not_with_its_bracket(key: str) -> None:
    blood = {1: "B", 2: "A", 3: "AB", 4: "0"}

    with pytest.raises(QuestionsError, match="can mean"):
        find_keys(key, blood)
    assert find_keys("A); D)", blood) == {1, 4}


def test_the_text_of_an_option_is_never_cut_into_letters() -> None:
    assert find_keys("AB", {1: "A", 2: "B", 3: "AB"}) == {3}
    assert find_keys("a, b", {1: "x", 2: "y", 3: "a, b"}) == {3}
    assert find_keys("salt, water; oil", {1: "salt, water", 2: "oil", 3: "sand"}) == {1, 2}


@given(
    st.lists(st.text("AaBb0; )", min_size=1).map(str.strip).filter(bool), min_size=2, max_size=5), st.data()
)
def test_a_key_written_names_the_same_options(texts: list[str], data: st.DataObject) -> None:
    places = data.draw(st.sets(st.integers(0, len(texts) - 1), min_size=1))

    assert find_keys(key_cell(texts, sorted(places)), dict(enumerate(texts, 1))) == {
        1 + place for place in places
    }


@pytest.mark.parametrize("key", ["ı", "İ", "ſ", "option ı", "A, ı"])
def test_a_letter_that_only_looks_like_one_of_the_alphabet_names_no_option(key: str) -> None:
    row = f'stem,option_a,option_b,key\nWhich?,x,y,"{key}"\n'.encode()

    read_set = read(row, name="quiz.csv")

    assert [rejection.reason.split(".")[0] for rejection in read_set.rejected] == [
        f'The key "{key}" names no option of this row'
    ]


@pytest.mark.parametrize("filling", [" ", "A,", "option ", "and ", "\n"])
def test_a_key_of_a_hundred_kilobytes_is_rejected_with_its_length(filling: str) -> None:
    key = f"x{filling * (100_000 // len(filling))}B"
    row = f'stem,option_a,option_b,key\nWhich?,x,y,"{key}"\n'.encode()

    [rejection] = read(row, name="quiz.csv").rejected

    assert rejection.reason.startswith(f"The key has {len(key)} characters and is the text of no option.")


def test_a_key_of_any_length_names_the_option_of_its_text() -> None:
    text = "very " * 1000 + "long"

    assert find_keys(text, {1: "short", 2: text}) == {2}
