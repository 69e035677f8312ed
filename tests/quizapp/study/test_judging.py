"""When an answer of each kind is right."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions import Accepted, Item, Kind, Option, Pair, Task
from quizapp.study.judging import accepted_by, chose_rightly, matched_rightly, typed_rightly

WORDS = st.text(st.sampled_from("abcAßé*\\ '’-–\u2003"), min_size=1, max_size=12).filter(str.strip)
NUMBERS = st.decimals(-1000, 1000, places=6)


def item(kind, **fields):
    return Item(id="1", kind=kind, task=Task.RECALL, stem="?", answer="!", **fields)


def short(*texts, exact_case=False):
    accepted = tuple(text if isinstance(text, Accepted) else Accepted(text=text) for text in texts)
    return item(Kind.SHORT_ANSWER, accepted=accepted, exact_case=exact_case)


def numeric(text, tolerance="0"):
    return item(Kind.NUMERIC, accepted=(Accepted(text=text, tolerance=tolerance),))


def choice(keys):
    options = tuple(Option(text=str(place), correct=right) for place, right in enumerate(keys))
    return item(Kind.MULTIPLE_ANSWER, options=options)


@given(st.lists(st.booleans(), min_size=2, max_size=6), st.sets(st.integers(0, 5)))
def test_several_are_right_if_all_keys_are_chosen_and_nothing_else(keys, chosen):
    right = {place for place, is_key in enumerate(keys) if is_key}

    assert chose_rightly(choice(keys), right)
    assert chose_rightly(choice(keys), chosen) is (chosen == right)


@pytest.mark.parametrize(
    ("accepted", "typed"),
    [
        ("Gout", " gout "),
        ("Crohn’s  disease", "crohn's disease"),
        ("alpha–beta", "ALPHA-beta"),
        ("“tophus”", '"tophus"'),
        ("café", "cafe\u0301"),
    ],
)
def test_words_are_right_but_for_what_a_keyboard_decides(accepted, typed):
    assert typed_rightly(short(accepted), typed)


@pytest.mark.parametrize(
    ("accepted", "typed"),
    [
        ("gout", "gouts"),
        ("gout", "go ut"),
        ("HLA-B*27", "HLA-B1527"),
        ("*itis", "arthritis"),
        ("gout", ""),
    ],
)
def test_other_words_are_wrong(accepted, typed):
    assert not typed_rightly(short(accepted), typed)


def test_case_counts_where_the_item_says_so():
    assert not typed_rightly(short("pH", exact_case=True), "ph")
    assert typed_rightly(short("pH", exact_case=True), " pH")


@given(WORDS)
def test_what_is_accepted_is_right_as_it_stands(text):
    assert typed_rightly(short(text), text)
    assert typed_rightly(short(text, exact_case=True), text)


def test_an_answer_of_little_weight_is_met_and_not_right():
    half = Accepted(text="arthritis", weight=50, why="Which one?")
    crystals = short(half, "gout", Accepted(text="gouty", weight=0, why="A noun, please."))

    assert accepted_by(crystals, "Arthritis") == half
    assert accepted_by(crystals, "gouty").why == "A noun, please."
    assert accepted_by(crystals, "cold") is None
    assert [typed_rightly(crystals, typed) for typed in ("arthritis", "cold", "gouty", "Gout")] == [
        False,
        False,
        False,
        True,
    ]


@given(NUMBERS, st.decimals(0, 10, places=3), st.decimals(-10, 10, places=3))
def test_a_number_is_right_within_its_tolerance_bounds_included(stated, tolerance, off):
    typed = str(stated + off).replace(".", ",")

    assert typed_rightly(numeric(str(stated), str(tolerance)), typed) is (abs(off) <= tolerance)


@pytest.mark.parametrize(
    ("stated", "tolerance", "typed", "right"),
    [
        ("7.4", "0.05", "7,45", True),
        ("7.4", "0.05", "7.4501", False),
        ("0.3", "", "0.30", True),
        ("0.1", "0.2", "0.3", True),  # with floats 0.2 away, and a little more
        ("-5", "0", "\u22125", True),
        ("1e300", "0", f"1{'0' * 299}1", False),
        ("7.4", "0.05", "seven", False),
        ("7.4", "0.05", "7.4 mmol", False),
        ("7.4", "0.05", "nan", False),
        ("7.4", "0.05", "1e999999999", False),
    ],
)
def test_numbers_are_compared_to_the_last_digit(stated, tolerance, typed, right):
    assert typed_rightly(numeric(stated, tolerance), typed) is right


def test_what_is_typed_for_a_number_is_a_number_and_no_text():
    assert typed_rightly(numeric("1000"), "1e3")
    assert Decimal("1e3") == 1000


@given(st.permutations(range(4)))
def test_matches_are_judged_line_by_line_and_equal_ones_are_equal(order):
    pairs = (("a", "1"), ("b", "2"), ("c", " 2"), ("", "3"))
    matching = item(Kind.MATCHING, pairs=tuple(Pair(prompt=prompt, match=match) for prompt, match in pairs))
    matched = order[:3]

    judged = matched_rightly(matching, matched)

    assert judged == (matched[0] == 0, matched[1] in {1, 2}, matched[2] in {1, 2})
