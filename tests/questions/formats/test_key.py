"""What a key names, and which keys are refused."""

from __future__ import annotations

import pytest

from questions.errors import QuestionsError
from questions.formats import read
from questions.formats.key import find_key

OPTIONS = {1: "Thyroid", 2: "Thymus", 3: ""}


@pytest.mark.parametrize("key", ["b", "B", "(B)", "2.", "option: B", "Answer B", "key:2", "thymus"])
def test_a_key_names_an_option_by_letter_number_or_text(key: str) -> None:
    assert find_key(key, OPTIONS) == 2


@pytest.mark.parametrize("key", ["A and B", "a,b", "1 / 2", "A B", "A\nB", "Thyroid ; Thymus"])
def test_a_key_of_two_options_is_refused(key: str) -> None:
    with pytest.raises(QuestionsError, match="names 2 options"):
        find_key(key, OPTIONS)


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

    assert find_key(text, {1: "short", 2: text}) == 2
