"""Whole numbers that people write into forms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict
from wtforms import Form
from wtforms.validators import NumberRange

from quizapp.whole_number import WholeNumberField

SAID = "Enter a whole number from 1 to 500."


class Wish(Form):
    size = WholeNumberField(validators=[NumberRange(min=1, max=500, message=SAID)], default=20)


def sent(text: str) -> Wish:
    return Wish(MultiDict({"size": text}))


@given(st.integers(1, 500), st.sampled_from(["", " ", "\t", "  "]), st.sampled_from(["", " ", "\r\n"]))
def test_plain_digits_are_read_with_spaces_around_them_or_none(number, before, after):
    form = sent(f"{before}{number}{after}")

    assert form.validate()
    assert form.size.data == number


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "+5",
        "-5",
        "1_0",
        "5.0",
        "5,0",
        "1e2",
        "1 0",
        "٥",
        "５",
        "²",
        "five",
        "0x5",
        "0",
        "501",
        "9" * 5000,
    ],
)
def test_anything_else_is_refused_in_one_sentence_and_shown_again_as_it_was_written(text):
    form = sent(text)

    assert not form.validate()
    assert form.size.errors == [SAID]
    assert f'value="{text}"' in form.size()


def test_a_number_that_was_not_sent_is_as_it_was():
    assert Wish(MultiDict({"other": "1"})).size.data == 20


@given(st.text())
def test_no_text_is_read_that_is_more_than_digits(text):
    number = sent(text).size.data

    assert number is None or (text.strip().isascii() and text.strip().isdecimal())
