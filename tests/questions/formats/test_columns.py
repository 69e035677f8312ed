"""What the headings of a table mean, by themselves and where a person said so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions import COLUMN_NAMES, column_meanings


def test_every_name_that_is_offered_is_understood():
    others = [name for name in COLUMN_NAMES if not name.startswith(("wrong", "option"))]
    wrong = ["key", *(name for name in COLUMN_NAMES if name.startswith("wrong"))]
    options = [name for name in COLUMN_NAMES if name.startswith("option")]

    assert column_meanings([*others, *options]) == (*others, *options)
    assert column_meanings(wrong) == tuple(wrong)


@pytest.mark.parametrize(
    ("headings", "said", "meant"),
    [
        (["Question", "Choice A", "B", "Points"], {}, ("stem", "option_a", "option_b", "")),
        (["Pregunta", "Respuesta"], {"Pregunta": "stem", "Respuesta": "answer"}, ("stem", "answer")),
        (["stem", "answer"], {"answer": ""}, ("stem", "")),
        (["stem", "stem"], {}, ("stem", "")),
        (["Question", "Feedback A"], {}, ("stem", "feedback_a")),
    ],
)
def test_a_heading_means_what_it_says_or_what_a_person_says(headings, said, meant):
    assert column_meanings(headings, said) == meant


@given(st.lists(st.text(max_size=20), max_size=8))
def test_what_was_understood_can_be_said(headings):
    meant = column_meanings(headings)

    assert len(meant) == len(headings)
    said = {heading.strip(): name for heading, name in zip(headings, meant, strict=True) if name}
    assert {name for name in column_meanings(list(said), said) if name} == {name for name in meant if name}
