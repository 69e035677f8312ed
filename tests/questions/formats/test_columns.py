"""What the headings of a table mean, by themselves and where a person said so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions import COLUMN_NAMES, column_meanings


def test_every_name_that_is_offered_is_understood():
    others = [name for name in COLUMN_NAMES if not name.startswith(("wrong", "option_"))]
    wrong = ["key", *(name for name in COLUMN_NAMES if name.startswith("wrong"))]
    options = [name for name in COLUMN_NAMES if name.startswith("option_")]
    listed = others.index("options")

    assert column_meanings(others) == tuple(others)
    assert column_meanings([*others, *options]) == (*others[:listed], "", *others[listed + 1 :], *options)
    assert column_meanings(wrong) == tuple(wrong)


@pytest.mark.parametrize(
    ("headings", "said", "meant"),
    [
        (["Question", "Choice A", "B", "Points"], {}, ("stem", "option_a", "option_b", "")),
        (["Kysymys", "Vastaus"], {"Kysymys": "stem", "Vastaus": "answer"}, ("stem", "answer")),
        (["stem", "answer"], {"answer": ""}, ("stem", "")),
        (["stem", "stem"], {}, ("stem", "")),
        (["Question", "Feedback A"], {}, ("stem", "feedback_a")),
        (
            ["QuestionText", "OptionA", "optionb", "CorrectAnswer"],
            {},
            ("stem", "option_a", "option_b", "key"),
        ),
        (["Question #", "Question Text", "Answer 1\n(Optional)"], {}, ("", "stem", "option_a")),
        (["Question:", "Answer Option 1", "Explanation 1"], {}, ("stem", "option_a", "feedback_a")),
        (["Question", "Answers", "Correct"], {}, ("stem", "options", "key")),
        (["Question", "Answers"], {}, ("stem", "answer")),
        (["Question", "Options", "Key", "Key"], {}, ("stem", "options", "key", "key")),
        (["Pregunta", "Opción A", "Respuesta Correcta"], {}, ("stem", "option_a", "key")),
        (
            ["Frage", "Antwort 1", "Richtige Antwort", "Erklärung"],
            {},
            ("stem", "option_a", "key", "explanation"),
        ),
        (["题目", "选项A", "正确答案", "解析"], {}, ("stem", "option_a", "key", "explanation")),
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
