"""A year of a learner's days: what was done on each, and where it was missed.

Apart from how it is drawn (``heatmap``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from quizapp.progress.figures import Answers, total
from quizapp.scheduling.day import date_of
from quizapp.study.streak import StudyDays

WEEKS = 53
"""A year of any weekday, and the week that has begun."""


@dataclass(frozen=True, kw_only=True)
class CalendarDay:
    """One day. ``missed``: reviews waited and nothing was answered."""

    date: date
    answers: Answers
    missed: bool


@dataclass(frozen=True, kw_only=True)
class Month:
    """The days of a month up to today, of those that the calendar has."""

    first: date
    studied: int
    missed: int
    answers: Answers


def calendar_of(by_day: Mapping[int, Answers], days: StudyDays, today: int) -> tuple[CalendarDay, ...]:
    """The weeks up to today, from a Monday on."""
    monday = today - date_of(today).weekday()
    return tuple(
        CalendarDay(date=date_of(day), answers=by_day.get(day, Answers()), missed=day in days.missed)
        for day in range(monday - 7 * (WEEKS - 1), today + 1)
    )


def months_of(calendar: tuple[CalendarDay, ...]) -> tuple[Month, ...]:
    """The calendar by month, the newest first, back to the first in which anything happened."""
    months = []
    for first, group in groupby(calendar, lambda day: day.date.replace(day=1)):
        days = list(group)
        months.append(
            Month(
                first=first,
                studied=sum(1 for day in days if day.answers.answered),
                missed=sum(1 for day in days if day.missed),
                answers=total(day.answers for day in days),
            )
        )
    while months and not months[0].studied and not months[0].missed:
        months.pop(0)
    return tuple(reversed(months))
