"""Item analysis: published vectors, Moodle's own fixtures, and what holds of any marks."""

from __future__ import annotations

import csv
from collections import Counter
from math import sqrt
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.progress.item_analysis import (
    correlation,
    covariance,
    difficulty,
    discriminative_efficiency,
    distractor_efficiency,
    internal_consistency,
    interval_of_correlation,
    is_misleading,
    nonfunctioning,
    option_shares,
    score_on_others,
    upper_lower_discrimination,
)

ROWS = "111111 111101 111010 110110 111000 101100 110000 100100 100001 010000"
MATRIX = [[int(digit) for digit in row] for row in ROWS.split()]
COLUMNS = list(zip(*MATRIX, strict=True))
MOODLE_ACCURACY = 5.001e-11  # half of the last digit that Moodle's file has
MARKS = st.sampled_from([0.0, 0.5, 1.0])
PAIRS = st.lists(st.tuples(MARKS, st.integers(-20, 20).map(float)), min_size=2, max_size=40)


def test_24_of_30_right_are_a_difficulty_of_80_percent():
    assert difficulty([1] * 24 + [0] * 6) == pytest.approx(0.80)


def test_9_of_11_against_3_of_11_discriminate_by_0_545():
    upper, middle, lower = [1] * 9 + [0] * 2, [1] * 9 + [0] * 9, [1] * 3 + [0] * 8
    marks = [*lower, *middle, *upper]  # 40 learners, of whom 27 % are 11

    found = upper_lower_discrimination(marks, range(len(marks)))

    assert found == pytest.approx(6 / 11)
    assert round(found, 3) == 0.545


@pytest.mark.parametrize(
    ("item", "corrected", "uncorrected"),
    [
        (0, 0.3221, 0.4990),
        (1, 0.0802, 0.3860),
        (2, 0.4211, 0.6804),
        (3, 0.2364, 0.5443),
        (4, 0.4112, 0.6533),
        (5, 0.2182, 0.5048),
    ],
)
def test_the_point_biserials_of_the_matrix_are_the_published_ones(item, corrected, uncorrected):
    totals = [sum(row) for row in MATRIX]
    others = [score_on_others(row[item], total=sum(row), answered=6, items=6) for row in MATRIX]

    assert correlation(COLUMNS[item], others) == pytest.approx(corrected, abs=5e-5)
    assert correlation(COLUMNS[item], totals) == pytest.approx(uncorrected, abs=5e-5)


@pytest.mark.parametrize(("dead", "efficiency"), [(0, 100), (1, 66.7), (2, 33.3), (3, 0)])
def test_each_distractor_under_5_percent_costs_its_share_of_the_efficiency(dead, efficiency):
    wrong = [0.04] * dead + [0.05] * (3 - dead)
    shares, keys = [1 - sum(wrong), *wrong], [True, False, False, False]

    assert 100 * distractor_efficiency(shares, keys) == pytest.approx(efficiency, abs=0.05)
    assert nonfunctioning(shares, keys) == tuple(range(1, dead + 1))


def test_kr_20_takes_the_population_variance():
    totals = [sum(row) for row in MATRIX]

    assert sum(difficulty(one) * (1 - difficulty(one)) for one in COLUMNS) == pytest.approx(1.22)
    assert covariance(totals, totals) == pytest.approx(2.16)
    assert internal_consistency(MATRIX) == pytest.approx(0.5222, abs=5e-5)


def test_a_key_that_few_choose_is_no_distractor():
    assert nonfunctioning([0.01, 0.99], [True, False]) == ()
    assert distractor_efficiency([1.0], [True]) is None


def test_shares_are_of_those_who_chose():
    assert option_shares([0, 0, 2, 0], 3) == (0.75, 0.0, 0.25)
    assert option_shares([], 3) is None


@pytest.mark.parametrize(
    ("answered", "items", "score"),
    [(6, 6, 0.4), (5, 6, None), (11, 40, 0.2), (10, 40, None), (11, 11, 0.2), (1, 1, None), (2, 2, 2.0)],
)
def test_the_score_on_others_needs_ten_of_them_or_all(answered, items, score):
    found = score_on_others(1.0, total=3.0, answered=answered, items=items)

    assert found == (score if score is None else pytest.approx(score))


# --- What cannot be had is None


@pytest.mark.parametrize(
    ("marks", "scores"),
    [([], []), ([1], [5]), ([1, 1, 1], [1, 2, 3]), ([0, 1, 0], [2, 2, 2]), ([0.1] * 3, [1, 2, 3])],
)
def test_without_variance_there_is_no_correlation(marks, scores):
    assert correlation(marks, scores) is None
    assert discriminative_efficiency(marks, scores) is None


@pytest.mark.parametrize(("marks", "scores"), [([], []), ([1], [1]), ([0, 1, 1], [4, 4, 4])])
def test_without_two_groups_there_is_no_d(marks, scores):
    assert upper_lower_discrimination(marks, scores) is None


@pytest.mark.parametrize("rows", [[], [[1], [0]], [[1, 0]], [[1, 0], [0, 1]], [[], []]])
def test_without_varied_totals_there_is_no_internal_consistency(rows):
    assert internal_consistency(rows) is None


def test_no_difficulty_of_nobody():
    assert difficulty([]) is None


@pytest.mark.parametrize("function", [covariance, correlation, upper_lower_discrimination])
def test_rows_that_cannot_be_paired_are_refused(function):
    with pytest.raises(ValueError, match="cannot be paired"):
        function([1, 0, 1], [1, 2])


# --- The interval and the rule of quarantine


def test_the_interval_is_that_of_fishers_z():
    """r = 0.5 of 28: z 0.5493, standard error 0.2, so z from 0.1573 to 0.9413."""
    found = interval_of_correlation(0.5, 28)

    assert (found.low, found.high) == pytest.approx((0.1560, 0.7358), abs=5e-5)


@pytest.mark.parametrize("value", [1.0, -1.0])
def test_a_perfect_correlation_has_itself_as_both_bounds(value):
    found = interval_of_correlation(value, 30)

    assert (found.low, found.high) == (value, value)


def test_three_learners_have_no_interval():
    assert interval_of_correlation(0.5, 3) is None


@pytest.mark.parametrize(
    ("corrected", "n", "misleads"),
    [
        (-0.37, 30, True),
        (-0.35, 30, False),  # its upper bound is 0.01
        (-0.9, 29, False),
        (-1.0, 30, True),
        (-0.1, 1000, True),
        (0.5, 1000, False),
        (None, 1000, False),
    ],
)
def test_an_item_misleads_from_30_learners_on_where_its_upper_bound_is_below_0(corrected, n, misleads):
    assert is_misleading(corrected, n) is misleads


# --- What holds always


@given(PAIRS)
def test_figures_stay_in_their_bounds(pairs):
    marks, scores = zip(*pairs, strict=True)

    for figure in (correlation(marks, scores), upper_lower_discrimination(marks, scores)):
        assert figure is None or -1 <= figure <= 1
    efficiency = discriminative_efficiency(marks, scores)
    assert efficiency is None or efficiency <= 1 + 1e-12
    assert 0 <= difficulty(marks) <= 1


@given(PAIRS, st.randoms(use_true_random=False))
def test_the_order_of_learners_changes_nothing(pairs, random: Random):
    mixed = list(pairs)
    random.shuffle(mixed)

    for figure in (correlation, upper_lower_discrimination, discriminative_efficiency):
        before, after = (figure(*zip(*some, strict=True)) for some in (pairs, mixed))
        assert before == (None if after is None else pytest.approx(after, abs=1e-12))


@given(PAIRS)
def test_right_for_wrong_turns_each_discrimination_round(pairs):
    marks, scores = zip(*pairs, strict=True)
    wrong = [1 - mark for mark in marks]

    for figure in (correlation, upper_lower_discrimination):
        found, turned = figure(marks, scores), figure(wrong, scores)
        assert found == (None if turned is None else pytest.approx(-turned, abs=1e-12))


@given(PAIRS, st.integers(1, 9), st.integers(-9, 9))
def test_another_scale_of_scores_changes_nothing(pairs, factor, shift):
    marks, scores = zip(*pairs, strict=True)
    rescaled = [factor * score + shift for score in scores]

    for figure in (correlation, upper_lower_discrimination, discriminative_efficiency):
        before, after = figure(marks, scores), figure(marks, rescaled)
        assert before == (None if after is None else pytest.approx(after, abs=1e-9))


@given(st.floats(-0.999, 0.999), st.integers(4, 10_000))
def test_an_interval_holds_its_correlation_and_narrows_with_n(value, n):
    narrow, wide = interval_of_correlation(value, n + 1), interval_of_correlation(value, n)

    assert -1 <= wide.low <= narrow.low < value < narrow.high <= wide.high <= 1


@given(st.lists(st.integers(0, 4), min_size=1, max_size=60), st.integers(0, 4))
def test_shares_make_a_whole_and_dead_distractors_lower_the_efficiency(chosen, key):
    shares, keys = option_shares(chosen, 5), [place == key for place in range(5)]

    assert sum(shares) == pytest.approx(1)
    assert distractor_efficiency(shares, keys) == pytest.approx(1 - len(nonfunctioning(shares, keys)) / 4)
    assert key not in nonfunctioning(shares, keys)


@given(st.integers(2, 6).flatmap(lambda k: st.lists(st.lists(MARKS, min_size=k, max_size=k), max_size=20)))
def test_consistency_is_at_most_1(rows):
    found = internal_consistency(rows)

    assert found is None or found <= 1 + 1e-9


def test_items_that_all_say_the_same_are_wholly_consistent():
    assert internal_consistency([[1] * 4, [0] * 4, [1] * 4]) == pytest.approx(1)


# --- Moodle's fixtures: 25 attempts at 7 questions, the first of which draws one of two, the second a variant


def table(shared: Path, name: str) -> list[dict[str, str]]:
    path = shared / "data" / "formats" / "item_analysis" / name
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def attempts(shared):
    """The marks of each attempt by slot, and their sum, which the file itself has rounded to five places."""
    rows = table(shared, "results00.csv")
    found = [[float(row[f"slots.{slot}.mark"]) for slot in range(1, 8)] for row in rows]
    assert [sum(marks) for marks in found] == pytest.approx(
        [float(row["summarks"]) for row in rows], abs=5e-6
    )
    return [(marks, sum(marks)) for marks in found]


def expected(row: dict[str, str], column: str) -> float | None:
    return float(row[column]) if row[column] not in {"", "**NULL**"} else None


@pytest.mark.shared
def test_moodles_statistics_of_whole_slots_are_ours(shared, attempts):
    rows = [row for row in table(shared, "qstats00.csv") if not row["subqname"] and not row["variant"]]
    assert [row["slot"] for row in rows] == list("1234567")
    to_sample = len(attempts) / (len(attempts) - 1)  # Moodle's variances are of a sample
    weights = weights_of(attempts)

    for place, row in enumerate(rows):
        marks = [marks[place] for marks, _ in attempts]
        others = [total - marks[place] for marks, total in attempts]
        ours = {
            "facility": difficulty(marks),
            "sd": sqrt(covariance(marks, marks) * to_sample),
            "covariance": covariance(marks, others) * to_sample,
            "markvariance": covariance(marks, marks) * to_sample,
            "othermarkvariance": covariance(others, others) * to_sample,
            "discriminationindex": 100 * correlation(marks, others),
            "covariancemax": covariance(sorted(marks), sorted(others)) * to_sample,
            "discriminativeefficiency": 100 * discriminative_efficiency(marks, others),
            "effectiveweight": weights[place],
        }
        theirs = {name: expected(row, name) for name in ours}

        assert ours == pytest.approx(theirs, abs=MOODLE_ACCURACY), row["slot"]


def weights_of(attempts) -> list[float]:
    """Moodle's effective weight of each slot in percent, which nothing in the app shows: an oracle here."""
    totals = [total for _, total in attempts]
    shares = [sqrt(covariance([marks[place] for marks, _ in attempts], totals)) for place in range(7)]
    return [100 * share / sum(shares) for share in shares]


@pytest.mark.shared
def test_moodles_statistics_of_a_drawn_question_and_of_variants_are_those_of_who_met_them(shared, attempts):
    """Of a drawn question Moodle takes the uncorrected point-biserial, of a variant the corrected one."""
    steps = table(shared, "steps00.csv")
    parts = [row for row in table(shared, "qstats00.csv") if row["subqname"] or row["variant"]]
    assert len(parts) == 3

    for row in parts:
        place = int(row["slot"]) - 1
        column, wanted = ("randqs.1", row["subqname"]) if row["subqname"] else ("variants.2", row["variant"])
        met = [
            (marks[place], total if row["subqname"] else total - marks[place])
            for (marks, total), step in zip(attempts, steps, strict=True)
            if step[column] == wanted
        ]
        marks, scores = zip(*met, strict=True)

        assert len(met) == int(row["s"])
        assert difficulty(marks) == pytest.approx(float(row["facility"]), abs=5e-9)
        assert 100 * correlation(marks, scores) == pytest.approx(float(row["discriminationindex"]), abs=5e-7)
        assert 100 * discriminative_efficiency(marks, scores) == pytest.approx(
            float(row["discriminativeefficiency"]), abs=5e-8
        )


@pytest.mark.shared
def test_moodles_coefficient_of_internal_consistency_is_ours(attempts):
    assert 100 * internal_consistency([marks for marks, _ in attempts]) == pytest.approx(
        -87.2230935542, abs=MOODLE_ACCURACY
    )


@pytest.mark.shared
def test_moodles_counts_of_responses_are_our_shares(shared):
    """The rows of a drawn question, of which Moodle's file has every response."""
    steps = table(shared, "steps00.csv")
    for which in ("numerical", "shortanswer"):
        theirs = Counter(
            {
                row["actualresponse"]: int(row["totalcount"])
                for row in table(shared, "responsecounts00.csv")
                if row["randq"] == which
            }
        )
        answers = sorted(theirs)
        chosen = [answers.index(row["responses.1.answer"]) for row in steps if row["randqs.1"] == which]

        shares = option_shares(chosen, len(answers))

        assert shares == pytest.approx([theirs[answer] / theirs.total() for answer in answers])


@pytest.mark.shared
def test_moodles_other_quiz_has_figures_where_marks_vary_and_none_elsewhere(shared):
    """22 attempts at 20 questions, of which four essays have no mark yet and three questions no weight."""
    states = table(shared, "mdl_question_states.csv")
    slots = {int(row["slot"]): float(row["maxmark"]) for row in table(shared, "mdl_question.csv")}
    by_slot = {
        slot: [
            (float(row["mark"]), float(row["sumgrades"]) - float(row["mark"]))
            for row in states
            if int(row["slot"]) == slot
        ]
        for slot in slots
    }

    found = {slot: correlation(*zip(*pairs, strict=True)) for slot, pairs in by_slot.items()}

    assert {slot for slot, value in found.items() if value is None} == {1, 2, 3, 4, 5, 6, 7}
    assert all(-1 < value < 1 for value in found.values() if value is not None)
