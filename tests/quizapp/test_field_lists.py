"""Forms whose field names were made by hand."""

from __future__ import annotations

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import Form, StringField

from quizapp.field_lists import NumberedFields


class Words(Form):
    words = NumberedFields(StringField("Word"))


@pytest.mark.parametrize("number", ["²", "9" * 5000, "٣", "", "-1", "x"])
def test_a_name_with_no_small_number_is_passed_over(number: str) -> None:
    form = Words(MultiDict({"words-1": "one", f"words-{number}": "hostile", "words-0": "nought"}))

    assert form.words.data == ["nought", "one"]
