"""Items as pages show them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions import ArticleSource, CodeSource, Kind, item_from_dict
from quizapp import create_app
from quizapp.config import read_settings
from quizapp.study.content import (
    letter_of,
    lines_of,
    mark_words,
    matches_of,
    quotation_of,
    says,
    stem_html,
    stem_of,
    text_of,
)

ITEM = {"id": "1", "stem": "A _____ is near.", "answer": "b", "kind": "cloze"}
GAP = '<span class="blank"><span class="visually-hidden">blank</span></span>'


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


def stem(**fields):
    return stem_of(item_from_dict({**ITEM, **fields}))


def test_a_cloze_shows_its_blank_and_others_what_is_written():
    assert stem_html(stem()) == f"A {GAP} is near."
    assert stem_html(stem(), filled=True) == "A <mark>b</mark> is near."
    assert stem_html(stem(kind="flashcard"), filled=True) == ITEM["stem"]


def test_several_blanks_are_filled_each_in_its_place():
    gaps = stem(stem="_____ and _____ & more.", gaps=["<one>", "two"])

    assert stem_html(gaps) == f"{GAP} and {GAP} &amp; more."
    assert stem_html(gaps, filled=True) == "<mark>&lt;one&gt;</mark> and <mark>two</mark> &amp; more."


def test_blanks_of_html_are_those_in_its_words_alone():
    html = f'<p>The <b>_____</b> in <img src="media/{"a" * 64}.png" alt="_____ > 1">_____</p>'
    gaps = stem(markup="html", stem=html, gaps=["toe", "gout"])

    shown = stem_html_in_a_request(gaps)

    assert shown.startswith(f'<p>The <b><mark>toe</mark></b> in <img src="/media/{"a" * 64}.png"')
    assert 'alt="_____ ' in shown
    assert shown.endswith("><mark>gout</mark></p>")


def stem_html_in_a_request(shown):
    with create_app(read_settings({"QUIZAPP_SECRET_KEY": "x" * 64})).test_request_context():
        return stem_html(shown, filled=True)


def test_a_filled_cloze_that_says_the_sentence_is_known():
    lupus = stem(stem="Lupus: A _____ is near.")

    assert says(lupus, "A b is near.")
    assert not says(lupus, "Something else.")
    assert not says(lupus, "")


def test_matches_are_offered_once_each_in_an_order_of_their_own():
    pairs = [{"prompt": str(n), "match": match} for n, match in enumerate(["a", "b", "a", "c", "d"])]
    item = item_from_dict({**ITEM, "kind": "matching", "pairs": [*pairs, {"match": "e"}]})

    assert sorted(matches_of(item)) == [0, 1, 3, 4, 5]
    assert matches_of(item) == matches_of(item) != (0, 1, 3, 4, 5)
    assert [line.match for line in lines_of(item)] == ["a", "b", "a", "c", "d"]


@pytest.mark.parametrize("number", range(3, 30))
def test_the_order_of_three_matches_is_never_that_of_the_key(number):
    pairs = [{"prompt": str(n), "match": f"{number} {n}"} for n in range(3)]

    assert matches_of(item_from_dict({**ITEM, "kind": "matching", "pairs": pairs})) != (0, 1, 2)


def test_letters_go_on_as_numbers():
    assert [letter_of(place) for place in (0, 4, 25, 26)] == ["A", "E", "Z", "27"]
    assert [letter_of(place, Kind.TRUE_FALSE) for place in (0, 1)] == ["T", "F"]


def test_a_source_names_its_place_or_its_classification():
    article = ArticleSource(
        article_id="gout", article="sha256:" + "0" * 64, condition="Gout", start=3, end=9, text="A toe."
    )
    code = CodeSource(classification="ICD-10-CM", release="2026", code="M10", title="Gout")

    assert quotation_of(None, "toe") is None
    assert quotation_of(article, "toe").place.sha256 == "0" * 64
    assert text_of(quotation_of(code, "gout")) == "M10: Gout"
    assert quotation_of(code, "gout").place is None
