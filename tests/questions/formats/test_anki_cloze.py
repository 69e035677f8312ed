"""Deletions in the form of Anki; the cases are what Anki shows for them."""

import pytest

from questions.formats.anki_cloze import cloze


@pytest.mark.parametrize(
    ("field", "asked", "filled", "gaps"),
    [
        ("a {{c1::b}} c", "a _____ c", "a b c", ("b",)),
        ("{{c1::b::a hint}}", "_____ (a hint)", "b", ("b",)),
        ("{{c1::a}} {{c2::b::hint}} {{c1::c}}", "_____ b _____", "a b c", ("a", "c")),
        ("{{c1::a {{c2::b}} c}}", "_____", "a b c", ("a b c",)),
        ("{{c2::a {{c1::b}} c}}", "a _____ c", "a b c", ("b",)),
        ("{{c1::a {{c1::b}}}} {{c1::d}}", "_____ _____", "a b d", ("a b", "d")),
        ("{{c1,2::both}}", "_____", "both", ("both",)),
        ("{{c2::only}}", "only", "only", ()),
        ("a }} {{c1::b", "a }} {{c1::b", "a }} {{c1::b", ()),
        ("{{x}} {c1::b}", "{{x}} {c1::b}", "{{x}} {c1::b}", ()),
        ("________ {{c1::b}}", "____ _____", "____ b", ("b",)),
        ("", "", "", ()),
    ],
)
def test_a_field_is_asked_with_blanks_and_filled_in(field, asked, filled, gaps) -> None:
    made = cloze(field, 1)

    assert (made.asked, made.filled, made.gaps) == (asked, filled, gaps)


@pytest.mark.parametrize(
    "piece", ["{{c1::", "}}", "{{c1::a}}", "{{c1::{{c2::a}}}}", "_", "{", "::", "{{c1,1"]
)
def test_a_megabyte_of_one_sign_is_read_at_once(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))

    assert len(cloze(text, 1).filled) <= len(text)


def test_deletions_nested_deep_are_read_at_once() -> None:
    assert len(cloze("{{c1::" * 100_000 + "x" + "}}" * 100_000, 1).gaps) == 1
