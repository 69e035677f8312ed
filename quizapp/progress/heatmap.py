"""Where the squares of a calendar stand; apart because templates do no arithmetic.

A square grows with the number of reviews as its colour deepens, so that steps are told apart without colour.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from quizapp.filters import day_text, plural
from quizapp.progress.calendar import CalendarDay

CELL = 15
LEFT = 32  # for the names of weekdays
TOP = 20  # for those of months
STEPS = 5
_SIDES = (0, 5, 7, 9, 11, 13)  # of the square of each step, in a cell of 15
_MISSED_SIDE = 8
_WEEK_DAYS = 7
_USUAL_BEST = 0.9  # of all days with reviews so many lie in the lower steps: one great day dims no others


@dataclass(frozen=True, kw_only=True)
class Square:
    """One day. ``step`` is 0 for a day without reviews; ``side`` 0 for one without any mark."""

    x: float
    y: float
    side: float
    step: int
    missed: bool
    title: str
    ground_x: int
    ground_y: int


@dataclass(frozen=True, kw_only=True)
class Label:
    """A word beside the squares."""

    text: str
    x: float
    y: float


@dataclass(frozen=True, kw_only=True)
class Legend:
    """What a step stands for."""

    step: int
    text: str
    side: float
    place: float


@dataclass(frozen=True, kw_only=True)
class Heatmap:
    """Weeks from left to right, Monday on top."""

    squares: tuple[Square, ...]
    labels: tuple[Label, ...]
    legend: tuple[Legend, ...]
    summary: str
    width: int
    height: int = TOP + _WEEK_DAYS * CELL
    cell: int = CELL


def draw_heatmap(calendar: Sequence[CalendarDay]) -> Heatmap:
    """The calendar, which begins on a Monday, as squares."""
    limits = step_limits([day.answers.answered for day in calendar])
    weeks = -(-len(calendar) // _WEEK_DAYS)
    studied = sum(1 for day in calendar if day.answers.answered)
    missed = sum(1 for day in calendar if day.missed)
    return Heatmap(
        squares=tuple(_square(place, day, limits) for place, day in enumerate(calendar)),
        labels=(*_weekdays(), *_months(calendar)),
        legend=_legend(limits),
        summary=f"Reviews on {plural(studied, 'day')} of the last {weeks} weeks; {plural(missed, 'day')} "
        "on which cards were due and nothing was answered.",
        width=LEFT + weeks * CELL,
    )


def step_limits(counts: Sequence[int]) -> tuple[int, ...]:
    """The most reviews of each step but the last, rising; fewer where counts are too small for all steps."""
    done = sorted(count for count in counts if count)
    if not done:
        return ()
    usual_best = done[min(len(done) - 1, int(len(done) * _USUAL_BEST))]
    limits = (usual_best * step // STEPS for step in range(1, STEPS))
    return tuple(sorted({limit for limit in limits if limit}))


def step_of(count: int, limits: Sequence[int]) -> int:
    """The step of a day with so many reviews, from 1 on; 0 without any."""
    if not count:
        return 0
    return 1 + sum(1 for limit in limits if count > limit)


def _square(place: int, day: CalendarDay, limits: Sequence[int]) -> Square:
    answered = day.answers.answered
    step = step_of(answered, limits)
    side = _MISSED_SIDE if day.missed else _SIDES[step]
    week, weekday = divmod(place, _WEEK_DAYS)
    x, y = LEFT + week * CELL, TOP + weekday * CELL
    done = (
        plural(answered, "review") if answered else "cards due, none answered" if day.missed else "no reviews"
    )
    return Square(
        x=x + (CELL - side) / 2,
        y=y + (CELL - side) / 2,
        side=side,
        step=step,
        missed=day.missed,
        title=f"{day.date:%A} {day_text(day.date)}: {done}",
        ground_x=x + 1,
        ground_y=y + 1,
    )


def _weekdays() -> list[Label]:
    return [
        Label(text=name, x=0, y=TOP + (weekday + 0.8) * CELL)
        for weekday, name in ((0, "Mon"), (2, "Wed"), (4, "Fri"))
    ]


def _months(calendar: Sequence[CalendarDay]) -> list[Label]:
    """The name of each month over the week in which it begins."""
    starts = [0, *(place for place, day in enumerate(calendar) if place and day.date.day == 1)]
    named = [*pairwise(starts), (starts[-1], len(calendar))]
    return [
        Label(text=f"{calendar[place].date:%b}", x=LEFT + place // _WEEK_DAYS * CELL, y=TOP - 7)
        for place, end in named
        if end - place >= 3 * _WEEK_DAYS  # a few days at the edge leave no room for a name
    ]


def _legend(limits: tuple[int, ...]) -> tuple[Legend, ...]:
    if not limits:
        return ()
    texts = [f"{low + 1} to {high}" if high - low > 1 else f"{high}" for low, high in pairwise((0, *limits))]
    texts.append(f"{limits[-1] + 1} or more")
    return tuple(
        Legend(step=step, text=text, side=_SIDES[step], place=(CELL - _SIDES[step]) / 2)
        for step, text in enumerate(texts, 1)
    )
