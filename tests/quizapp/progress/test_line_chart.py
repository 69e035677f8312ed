from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.progress.line_chart import HEADROOM, PLOT_HEIGHT, LineChart, Series, Tick, draw_lines

BASE = HEADROOM + PLOT_HEIGHT
values = st.floats(0, 1e6).map(lambda value: round(value, 2))


def draw(*series: tuple[float, ...]) -> LineChart:
    named = [Series(label=f"line {number}", values=each) for number, each in enumerate(series)]
    return draw_lines("Reviews", "many", named, [Tick(place=0, text="1")])


def points_of(text: str) -> list[tuple[float, float]]:
    return [tuple(map(float, point.split(","))) for point in text.split()]


def test_a_line_goes_from_edge_to_edge_and_zero_stands_on_the_base():
    (line,) = draw((0, 50, 100)).lines

    assert points_of(line.points) == [(0, BASE), (500, HEADROOM + PLOT_HEIGHT / 2), (1000, HEADROOM)]


@pytest.mark.parametrize(
    ("highest", "ticks"),
    [
        (0, ["0", "1"]),
        (3, ["0", "1", "2", "3"]),
        (9.5, ["0", "5", "10"]),
        (100, ["0", "50", "100"]),
        (347, ["0", "100", "200", "300", "400"]),
        (7224, ["0", "2,000", "4,000", "6,000", "8,000"]),
    ],
)
def test_the_scale_has_a_few_round_numbers_from_zero_to_over_the_highest_value(highest, ticks):
    up = draw((0, highest)).up

    assert [tick.text for tick in up] == ticks
    assert (up[0].place, up[-1].place) == (BASE, HEADROOM)


def test_labels_stand_at_the_ends_of_their_lines_where_there_is_room():
    chart = draw((0, 100), (0, 50), (0, 0))

    ends = [points_of(line.points)[-1][1] for line in chart.lines]
    assert [line.label_y for line in chart.lines] == ends


@given(st.lists(st.tuples(values, values), min_size=1, max_size=4))
def test_lines_stay_inside_and_labels_never_touch_and_keep_their_order(series):
    chart = draw(*series)

    labels = sorted(line.label_y for line in chart.lines)
    assert all(after - before >= 16 - 1e-6 for before, after in pairwise(labels))
    assert labels[0] >= 8
    assert labels[-1] <= chart.height
    by_end = sorted(chart.lines, key=lambda line: (points_of(line.points)[-1][1], line.label_y))
    assert [line.label_y for line in by_end] == labels
    for line in chart.lines:
        assert all(HEADROOM <= y <= BASE for _, y in points_of(line.points))
