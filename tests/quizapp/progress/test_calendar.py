"""A year of days, and its squares."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.progress.calendar import WEEKS, calendar_of, months_of
from quizapp.progress.figures import Answers
from quizapp.progress.heatmap import STEPS, draw_heatmap, step_limits, step_of
from quizapp.study.streak import StudyDays

NO_DAYS = StudyDays(done=frozenset(), missed=frozenset())
TUESDAY = date(2026, 3, 3).toordinal()


def calendar(counts: dict[int, int], missed: set[int] = frozenset(), today: int = TUESDAY):
    by_day = {day: Answers(answered=count) for day, count in counts.items()}
    return calendar_of(by_day, StudyDays(done=frozenset(counts), missed=frozenset(missed)), today)


@given(st.integers(date(2024, 1, 1).toordinal(), date(2032, 1, 1).toordinal()))
def test_a_calendar_begins_on_a_monday_and_ends_today_a_year_or_more_later(today):
    days = calendar_of({}, NO_DAYS, today)

    assert days[0].date.weekday() == 0
    assert days[-1].date.toordinal() == today
    assert 7 * (WEEKS - 1) < len(days) <= 7 * WEEKS
    assert (days[-1].date - days[0].date).days == len(days) - 1


def test_months_begin_with_the_newest_and_end_with_the_first_in_which_anything_happened():
    year = calendar({TUESDAY: 4, TUESDAY - 1: 2, TUESDAY - 40: 5}, missed={TUESDAY - 2, TUESDAY - 65})

    months = [
        (f"{month.first:%b}", month.studied, month.missed, month.answers.answered)
        for month in months_of(year)
    ]

    assert months == [("Mar", 2, 1, 6), ("Feb", 0, 0, 0), ("Jan", 1, 0, 5), ("Dec", 0, 1, 0)]


def test_a_day_missed_is_told_from_one_off_and_from_one_studied():
    heatmap = draw_heatmap(calendar({TUESDAY: 3}, missed={TUESDAY - 1}))

    off, missed, studied = heatmap.squares[-3:]
    assert (off.side, off.missed, off.step) == (0, False, 0)
    assert (missed.missed, missed.step) == (True, 0)
    assert (studied.missed, studied.step > 0) == (False, True)
    assert missed.title == "Monday 2 March 2026: cards due, none answered"
    assert studied.title == "Tuesday 3 March 2026: 3 reviews"
    assert heatmap.summary.startswith("Reviews on 1 day of the last 53 weeks; 1 day on which")


def test_squares_stay_inside_and_days_of_a_week_stand_under_each_other():
    heatmap = draw_heatmap(calendar({TUESDAY: 3}))

    assert all(one.ground_x + heatmap.cell <= heatmap.width + 1 for one in heatmap.squares)
    assert len({one.ground_x for one in heatmap.squares[:7]}) == 1
    assert [one.ground_y for one in heatmap.squares[:7]] == sorted({one.ground_y for one in heatmap.squares})


def test_one_great_day_dims_no_others():
    counts = [*range(10, 60), 1000]

    assert step_of(55, step_limits(counts)) == STEPS


@pytest.mark.parametrize(("counts", "steps"), [([], []), ([1], [1]), ([1, 2], [1, 2]), ([1] * 30, [1])])
def test_few_reviews_need_few_steps(counts, steps):
    limits = step_limits(counts)

    assert sorted({step_of(count, limits) for count in counts}) == steps


@given(st.lists(st.integers(0, 500), max_size=371))
def test_steps_rise_with_the_number_of_reviews(counts):
    limits = step_limits(counts)
    steps = [step_of(count, limits) for count in sorted(counts)]

    assert steps == sorted(steps)
    assert all((step == 0) == (count == 0) for count, step in zip(sorted(counts), steps, strict=True))
    assert all(step <= STEPS for step in steps)


@given(st.lists(st.integers(0, 500), min_size=371, max_size=371))
def test_the_legend_names_each_number_of_reviews_once(counts):
    legend = draw_heatmap(calendar(dict(enumerate(counts, TUESDAY - 370)))).legend

    ends = [text for one in legend for text in one.text.replace(" or more", "").split(" to ")]
    assert [int(end) for end in ends] == sorted({int(end) for end in ends})
    assert len(legend) <= STEPS
