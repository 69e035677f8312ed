"""Titles and names are one line, wherever they come from."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.one_line import file_stem, one_line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (None, ""),
        ("  Spine \r\n clinic\t2027 ", "Spine clinic 2027"),
        ("a\u2028b\u0085c\u00a0d", "a b c d"),
        ("a\0b\x1b[31m\x7f", "ab[31m"),
        ("half \ud83d sign", "half sign"),
        ("\u202etxt.exe\u2066", "txt.exe"),
        ("قلب\u200f، 心臓 👩\u200d⚕️", "قلب\u200f، 心臓 👩\u200d⚕️"),
    ],
)
def test_white_space_collapses_and_what_no_reader_sees_goes(text, line):
    assert one_line(text) == line


@given(st.text(st.characters()))
def test_a_line_has_no_break_can_be_stored_and_is_stable(text):
    line = one_line(text)

    assert len(line.splitlines()) <= 1
    assert line.encode().decode() == line
    assert one_line(line) == line


@pytest.mark.parametrize(
    ("title", "stem"),
    [
        ("Discs", "Discs"),
        ("Rücken, Teil_2 (neu)", "Rücken-Teil_2-neu"),
        ("a\r\nSet-Cookie: x=1", "a-Set-Cookie-x-1"),
        ("../../etc/passwd", "etc-passwd"),
        ("心臓", "心臓"),
        ("?!", "set"),
        ("\ud83d", "set"),
        ("x" * 300, "x" * 60),
    ],
)
def test_a_title_names_a_file_safely(title, stem):
    assert file_stem(title, "set") == stem


@given(st.text(st.characters()))
def test_every_name_of_a_file_has_letters_digits_dashes_and_underscores_only(title):
    assert re.fullmatch(r"[\w-]{1,60}", file_stem(title, "set"))
