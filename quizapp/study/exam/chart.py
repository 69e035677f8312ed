"""The plot of an exam's load: a bar a day, or a week where the exam is far."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from quizapp.filters import day_text, plural, short_day
from quizapp.progress.chart import Chart, Point, draw_chart
from quizapp.study.exam.load import LoadLine

_MOST_DAYS = 31  # more bars than these are too thin on a phone
_WEEK = 7
_TICKS = 6
_NUMBERED_BARS = 13


def load_chart(load: Sequence[LoadLine]) -> Chart:
    """Minutes a day up to the last exam; of weeks the mean of their days."""
    width = 1 if len(load) <= _MOST_DAYS else _WEEK
    parts = [load[start : start + width] for start in range(0, len(load), width)]
    every = ceil(len(parts) / _TICKS)
    points = [
        Point(
            value=ceil(sum(line.minutes for line in part) / len(part)),
            tick="" if place % every else f"{part[0].day.day} {part[0].day:%b}",
            name=short_day(part[0].day) if width == 1 else f"Week from {short_day(part[0].day)}",
        )
        for place, part in enumerate(parts)
    ]
    hardest = max(load, key=lambda line: line.minutes)
    summary = (
        f"{plural(ceil(sum(line.minutes for line in load) / len(load)), 'minute')} a day on average, "
        f"at most {hardest.minutes} on {day_text(hardest.day)}."
    )
    title = "Minutes a day" if width == 1 else "Minutes a day, week by week"
    return draw_chart(title, summary, points, numbers=len(points) <= _NUMBERED_BARS)
