"""Item analysis held against its definitions, written a second time and as plainly as they are told.

Nothing is shared with the product: fractions, sums over pairs of learners, groups made seat by seat.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.progress.item_analysis import (
    correlation,
    difficulty,
    distractor_efficiency,
    internal_consistency,
    nonfunctioning,
    option_shares,
    score_on_others,
    upper_lower_discrimination,
)

MARK = st.integers(0, 1)
MATRICES = st.integers(1, 7).flatmap(
    lambda k: st.lists(st.lists(MARK, min_size=k, max_size=k), min_size=0, max_size=30)
)
PAIRS = st.lists(st.tuples(MARK, st.integers(0, 6)), max_size=40)


def mean(values: list[Fraction]) -> Fraction:
    return Fraction(sum(values), len(values))


def correlation_by_pairs(one: list[int], other: list[int]) -> float | None:
    """By differences of every two learners, in which no mean is needed."""
    pairs = list(combinations(range(len(one)), 2))
    both = sum((one[a] - one[b]) * (other[a] - other[b]) for a, b in pairs)
    own = sum((one[a] - one[b]) ** 2 for a, b in pairs)
    others = sum((other[a] - other[b]) ** 2 for a, b in pairs)
    return both / sqrt(own * others) if own and others else None


def mean_of_group(pairs: list[tuple[int, int]], size: int) -> Fraction:
    """The mean mark of the first ``size``, those of one score sharing their seats evenly."""
    seats, total = Fraction(size), Fraction(0)
    while seats:
        score = pairs[0][1]
        alike = [mark for mark, other in pairs if other == score]
        taken = min(seats, Fraction(len(alike)))
        total += taken * mean([Fraction(mark) for mark in alike])
        seats -= taken
        pairs = [pair for pair in pairs if pair[1] != score]
    return total / size


@given(MATRICES)
def test_the_corrected_point_biserial_is_the_correlation_with_the_sum_of_the_other_items(matrix):
    items = len(matrix[0]) if matrix else 0
    for item in range(items):
        marks = [row[item] for row in matrix]
        rest = [sum(row[:item] + row[item + 1 :]) for row in matrix]
        scores = [score_on_others(row[item], total=sum(row), answered=items, items=items) for row in matrix]

        if items == 1:
            assert scores == [None] * len(matrix)
        else:
            wanted = correlation_by_pairs(marks, rest)
            assert correlation(marks, scores) == (wanted if wanted is None else pytest.approx(wanted))


@given(PAIRS)
def test_d_is_the_difference_of_two_groups_whose_last_seats_are_shared(pairs):
    marks, scores = [mark for mark, _ in pairs], [score for _, score in pairs]
    size = round(Fraction(27, 100) * len(pairs) + Fraction(1, 10**9))  # a half goes up

    found = upper_lower_discrimination(marks, scores)

    if not size or len({*scores}) == 1:
        assert found is None
    else:
        best = sorted(pairs, key=lambda pair: -pair[1])
        worst = sorted(pairs, key=lambda pair: pair[1])
        wanted = mean_of_group(best, size) - mean_of_group(worst, size)
        assert found == pytest.approx(float(wanted), abs=1e-12)


@given(MATRICES)
def test_kr_20_is_what_its_formula_says_in_fractions(matrix):
    items = len(matrix[0]) if matrix else 0
    totals = [Fraction(sum(row)) for row in matrix]
    found = internal_consistency(matrix)

    spread = mean([(one - mean(totals)) ** 2 for one in totals]) if totals else Fraction(0)
    if items < 2 or not spread:
        assert found is None
    else:
        right = [mean([Fraction(row[item]) for row in matrix]) for item in range(items)]
        wanted = Fraction(items, items - 1) * (1 - sum(p * (1 - p) for p in right) / spread)
        assert found == pytest.approx(float(wanted), abs=1e-12)


@given(st.lists(MARK))
def test_difficulty_is_the_share_of_those_who_were_right(marks):
    assert difficulty(marks) == (pytest.approx(marks.count(1) / len(marks)) if marks else None)


@given(
    st.integers(1, 6).flatmap(lambda k: st.tuples(st.just(k), st.lists(st.integers(0, k - 1), min_size=1)))
)
def test_a_distractor_functions_from_one_in_twenty_on(drawn):
    options, chosen = drawn
    keys = [place == 0 for place in range(options)]
    dead = [place for place in range(1, options) if 20 * chosen.count(place) < len(chosen)]
    shares = option_shares(chosen, options)

    assert list(nonfunctioning(shares, keys)) == dead
    wanted = 1 - len(dead) / (options - 1) if options > 1 else None
    assert distractor_efficiency(shares, keys) == (wanted if wanted is None else pytest.approx(wanted))
