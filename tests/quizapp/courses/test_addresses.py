"""Pasted e-mail addresses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.courses.addresses import read_addresses


def people_of(text: str) -> list[tuple[str, str]]:
    return [(person.name, person.email) for person in read_addresses(text).people]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("ada@example.org", [("", "ada@example.org")]),
        ("ada@example.org\r\nbob@example.org\n", [("", "ada@example.org"), ("", "bob@example.org")]),
        ("ada@example.org, bob@example.org", [("", "ada@example.org"), ("", "bob@example.org")]),
        ("ada@example.org;bob@example.org;", [("", "ada@example.org"), ("", "bob@example.org")]),
        ("Ada Lovelace <Ada@Example.org>", [("Ada Lovelace", "ada@example.org")]),
        ('"Lovelace, Ada" <ada@example.org>, b@example.org',
         [("Lovelace, Ada", "ada@example.org"), ("", "b@example.org")]),
        ("<ada@example.org>", [("", "ada@example.org")]),
        ("  \n\n ", []),
    ],
)  # fmt: skip
def test_addresses_are_read_as_mail_programs_write_them(text, people):
    read = read_addresses(text)

    assert people_of(text) == people
    assert read.problems == ()


def test_every_bad_address_is_named_with_its_line():
    read = read_addresses("ada@example.org\nnobody\n\nBob <bob@@example.org>, carl@example.org")

    assert [problem.split(" is ")[0] for problem in read.problems] == [
        "Line 2: “nobody”",
        "Line 4: “Bob <bob@@example.org>”",
    ]
    assert [email for _, email in people_of("ada@example.org\nnobody")] == ["ada@example.org"]


def test_who_stands_twice_is_read_once_and_told_with_both_lines():
    read = read_addresses("ada@example.org\nbob@example.org\nAda <ADA@example.org>")

    assert len(read.people) == 2
    assert read.repeated == ("ada@example.org stands on line 1 and again on line 3.",)


@given(st.text())
def test_any_text_is_read_without_an_exception(text):
    read = read_addresses(text)

    assert len({person.email for person in read.people}) == len(read.people)
