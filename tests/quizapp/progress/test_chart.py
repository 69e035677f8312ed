"""Where the bars of a chart stand."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from quizapp.progress.chart import HEADROOM, PLOT_HEIGHT, Point, draw_chart, draw_shares


def point(value: int, *, late: bool = False) -> Point:
    return Point(value=value, tick="", name="", late=late)


def draw(*points: Point):
    return draw_chart("Title", "Summary", points, numbers=True)


def test_the_highest_bar_fills_the_chart_and_others_are_in_proportion():
    half, full, none = draw(point(5), point(10), point(0)).bars

    assert (full.y, full.height) == (HEADROOM, PLOT_HEIGHT)
    assert half.height == PLOT_HEIGHT / 2
    assert none.height == 0


def test_a_small_value_is_still_seen():
    small, _ = draw(point(1), point(1000)).bars

    assert small.height == 2


def test_a_chart_of_nothing_has_no_bars_of_any_height():
    assert [bar.height for bar in draw(point(0), point(0)).bars] == [0, 0]


def test_a_gap_stands_between_what_is_late_and_what_comes():
    late, first, second = draw(point(1, late=True), point(1), point(1)).bars

    assert (late.middle, first.middle, second.middle) == (12.5, 62.5, 87.5)


def test_without_room_for_all_numbers_only_the_highest_bar_has_its_own():
    bars = draw_chart(
        "", "", [point(3, late=True), point(5), point(9), point(9), point(0)], numbers=False
    ).bars

    assert [bar.number for bar in bars] == ["", "", "9", "", ""]


def test_what_is_late_says_its_number_in_its_tick_alone():
    bars = draw_chart("", "", [point(9, late=True), point(4), point(0)], numbers=False).bars

    assert [bar.number for bar in bars] == ["", "4", ""]


def test_shares_are_drawn_out_of_a_hundred_with_the_desired_one_marked():
    chart = draw_shares("", "", [point(50), point(100)], desired=75)

    assert [bar.height for bar in chart.bars] == [PLOT_HEIGHT / 2, PLOT_HEIGHT]
    assert chart.mark.y == HEADROOM + PLOT_HEIGHT / 4
    assert draw_shares("", "", [], desired=None).mark is None


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=40))
def test_bars_stay_inside_the_chart_and_apart(values):
    bars = draw(*map(point, values)).bars

    assert all(bar.x >= 0 and bar.x + bar.width <= 100 for bar in bars)
    assert all(HEADROOM <= bar.y <= HEADROOM + PLOT_HEIGHT for bar in bars)
    assert all(left.x + left.width < right.x for left, right in itertools.pairwise(bars))
