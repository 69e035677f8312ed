"""Items as pages show them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions import ArticleSource, CodeSource, item_from_dict
from quizapp.study.content import letter_of, mark_words, quotation_of, says, stem_of, text_of

ITEM = {"id": "1", "stem": "A _____ is near.", "answer": "b", "kind": "cloze"}


@pytest.mark.parametrize(
    ("text", "words", "marked"),
    [
        ("Risk factors include poor posture.", "Poor posture", "poor posture"),
        ("Risk factors include poor\n  posture.", "poor posture", "poor\n  posture"),
        ("Disc disease, not a disc.", "disc", "Disc"),
        ("HLA-B27 is (mostly) inherited.", "(mostly)", "(mostly)"),
        ("Posture", "post", None),
        ("Nothing of it.", "poor posture", None),
        ("Anything", "", None),
    ],
)
def test_the_words_asked_for_are_marked_where_they_stand(text, words, marked):
    found = [part.text for part in mark_words(text, words) if part.marked]

    assert found == ([marked] if marked else [])


@given(st.text(), st.text())
def test_marking_changes_no_letter_of_the_text(text, words):
    assert "".join(part.text for part in mark_words(text, words)) == text


def test_a_cloze_is_cut_at_its_blank_and_others_are_whole():
    cloze = stem_of(item_from_dict(ITEM))
    card = stem_of(item_from_dict({**ITEM, "kind": "flashcard"}))

    assert (cloze.before, cloze.after) == ("A ", " is near.")
    assert (card.before, card.after) == (ITEM["stem"], None)


def test_a_filled_cloze_that_says_the_sentence_is_known():
    assert says("Lupus: A _____ is near.", "b", "A b is near.")
    assert not says("Lupus: A _____ is near.", "b", "Something else.")
    assert not says("Lupus: A _____ is near.", "b", "")


def test_letters_go_on_as_numbers():
    assert [letter_of(place) for place in (0, 4, 25, 26)] == ["A", "E", "Z", "27"]


def test_a_source_names_its_place_or_its_classification():
    article = ArticleSource(
        article_id="gout", article="sha256:" + "0" * 64, condition="Gout", start=3, end=9, text="A toe."
    )
    code = CodeSource(classification="ICD-10-CM", release="2026", code="M10", title="Gout")

    assert quotation_of(None, "toe") is None
    assert quotation_of(article, "toe").place.sha256 == "0" * 64
    assert text_of(quotation_of(code, "gout")) == "M10: Gout"
    assert quotation_of(code, "gout").place is None
