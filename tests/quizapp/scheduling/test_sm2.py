"""SM-2 against a table of known sequences, and against the published formula in exact fractions."""

from __future__ import annotations

import math
import re
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.scheduling.errors import GradeError
from quizapp.scheduling.sm2 import Sm2State, review
from tests.vectors import SM2

DOC = Path(__file__).parents[3] / "docs" / "scheduling.md"


def state_after(grades: list[int]) -> Sm2State:
    state = Sm2State()
    for grade in grades:
        state = review(state, grade)
    return state


GRADES = st.integers(0, 5)
STATES = st.lists(GRADES, max_size=14).map(state_after)


def published(grades: list[int]) -> tuple[int, Fraction, list[int]]:
    """Repetition, ease and intervals by the formula as printed, in fractions; no code is shared."""
    repetition, ease, intervals = 0, Fraction("2.5"), [0]
    for q in grades:
        if q < 3:
            repetition = 0
            intervals.append(1)
            continue
        ease = max(
            Fraction("1.3"),
            ease + Fraction("0.1") - (5 - q) * (Fraction("0.08") + (5 - q) * Fraction("0.02")),
        )
        repetition += 1
        intervals.append({1: 1, 2: 6}.get(repetition) or math.ceil(intervals[-1] * ease))
    return repetition, ease, intervals[1:]


@pytest.mark.parametrize(("grades", "intervals", "ease"), SM2)
def test_a_sequence_of_grades_gives_its_known_intervals_and_ease(
    grades: str, intervals: list[int], ease: str
) -> None:
    states = [state_after([int(grade) for grade in grades[: length + 1]]) for length in range(len(grades))]

    assert [state.interval_days for state in states] == intervals
    assert states[-1].ease_hundredths == Fraction(ease) * 100


def test_the_documentation_shows_the_same_sequences() -> None:
    rows = re.findall(r"^\| ([0-5]+) \| ([\d, ]+) \| (\d\.\d\d) \|$", DOC.read_text("utf-8"), re.MULTILINE)

    assert [(grades, [int(days) for days in days.split(",")], ease) for grades, days, ease in rows] == SM2


@given(st.lists(GRADES, min_size=1, max_size=30))
@settings(deadline=None)
def test_any_sequence_agrees_with_the_published_formula_in_exact_fractions(grades: list[int]) -> None:
    state = state_after(grades)

    repetition, ease, intervals = published(grades)
    assert state.repetition == repetition
    assert Fraction(state.ease_hundredths, 100) == ease
    assert state.interval_days == intervals[-1]


def test_an_interval_that_is_a_whole_number_of_days_is_not_rounded_up_to_one_more() -> None:
    # As a sum of floats the fifth ease is 3.0000000000000004, and its product with 50 days rounds up to 151.
    naive_ease = 2.5 + 0.1 + 0.1 + 0.1 + 0.1 + 0.1

    state = state_after([5, 5, 5, 5, 5])

    assert math.ceil(50 * naive_ease) == 151
    assert state.interval_days == 150


@given(STATES, GRADES)
@settings(deadline=None)
def test_ease_stays_at_or_above_one_point_three_and_the_interval_at_or_above_a_day(
    state: Sm2State, grade: int
) -> None:
    after = review(state, grade)

    assert after.ease_hundredths >= 130
    assert after.interval_days >= 1


@given(STATES)
@settings(deadline=None)
def test_a_better_grade_never_gives_a_shorter_interval(state: Sm2State) -> None:
    intervals = [review(state, grade).interval_days for grade in range(6)]

    assert intervals == sorted(intervals)


@given(STATES)
@settings(deadline=None)
def test_a_better_pass_never_gives_a_lower_ease(state: Sm2State) -> None:
    eases = [review(state, grade).ease_hundredths for grade in (3, 4, 5)]

    assert eases == sorted(eases)


@given(STATES, st.integers(3, 5))
@settings(deadline=None)
def test_a_pass_after_the_first_always_lengthens_the_interval(state: Sm2State, grade: int) -> None:
    after = review(state, grade)

    assert after.repetition == 1 or after.interval_days > state.interval_days


@given(STATES, st.integers(0, 2))
@settings(deadline=None)
def test_a_failure_starts_again_and_keeps_the_ease(state: Sm2State, grade: int) -> None:
    after = review(state, grade)

    assert after == Sm2State(repetition=0, ease_hundredths=state.ease_hundredths, interval_days=1)


@pytest.mark.parametrize("grade", [-1, 6, 100])
def test_a_grade_outside_the_scale_is_refused(grade: int) -> None:
    with pytest.raises(GradeError, match=f"Grade {grade} is outside 0 to 5") as refusal:
        review(Sm2State(), grade)

    assert refusal.value.grade == grade
