"""The learner's day: where one ends and the next begins, in their time zone at their own hour.

A day is a whole number, `date.toordinal()` of the date on which it starts, so that due days can be compared
and counted without a time zone. This is the only module that cuts days.
"""

from __future__ import annotations

from bisect import bisect_left
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import count
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

DEFAULT_CUT_HOUR = 4
LAST_DAY = date(9997, 12, 31).toordinal()
"""No due day is later, so that it is a date in every zone, also when it was moved by a year at most."""


def zone_named(name: str) -> ZoneInfo:
    """The time zone of this name; UTC where this machine knows none, until the person chooses another.

    Names come and go with the machine's data on zones; one that went may lock nobody out.
    """
    try:
        return ZoneInfo(name)
    except ZoneInfoNotFoundError:
        return ZoneInfo("UTC")


def learner_day(now: datetime, zone: ZoneInfo, cut_hour: int, last_day: int | None) -> int:
    """The learner's day at `now` (aware), never before `last_day`, the last day on which they did anything.

    So neither a flight to the west, nor a changed zone or cut, nor a clock set back repeats a day. `last_day`
    is None for a learner who has done nothing yet. Raises ValueError for a cut hour outside 0 to 23.
    """
    # Where clocks go back over midnight the date on the wall can be behind a day that has already begun.
    latest = now.astimezone(zone).date().toordinal() + 1
    day = next(day for day in count(latest, -1) if day_starts(day, zone, cut_hour) <= now)
    return day if last_day is None else max(day, last_day)


@lru_cache(maxsize=4096)  # asked twice by each answer and each page, of today and tomorrow
def day_starts(day: int, zone: ZoneInfo, cut_hour: int) -> datetime:
    """The instant, in UTC, at which wall clocks first read the cut hour of the day, or a time after it.

    So a cut hour that happens twice counts the first time, and one that clocks jump over is the first instant
    after the jump.
    """
    cut = datetime.combine(date_of(day), time(cut_hour))
    instant = cut.replace(tzinfo=zone).astimezone(UTC)
    if _wall_time(instant, zone) == cut:
        return instant
    return _end_of_gap(cut, zone)


def day_ends(day: int, zone: ZoneInfo, cut_hour: int) -> datetime:
    """The instant, in UTC, at which the day is over and the next begins."""
    return day_starts(day + 1, zone, cut_hour)


def date_of(day: int) -> date:
    """The date on which the day starts."""
    return date.fromordinal(day)


def day_of(starting: date) -> int:
    """The day that starts on this date."""
    return starting.toordinal()


def _wall_time(instant: datetime, zone: ZoneInfo) -> datetime:
    """What a clock on the wall reads, without a zone so that readings compare as written."""
    return instant.astimezone(zone).replace(tzinfo=None)


def _end_of_gap(skipped: datetime, zone: ZoneInfo) -> datetime:
    """The instant of the jump over the wall time `skipped`.

    A skipped time read with the offset after the jump (fold 1) lies before it, read with the offset before
    the jump (fold 0) at or after it (PEP 495); the jump is searched between the two, to the second.
    """
    before = skipped.replace(tzinfo=zone, fold=1).astimezone(UTC)
    after = skipped.replace(tzinfo=zone, fold=0).astimezone(UTC)
    width_seconds = (after - before) // timedelta(seconds=1)
    wait_seconds = bisect_left(
        range(width_seconds),
        skipped,
        key=lambda seconds: _wall_time(before + timedelta(seconds=seconds), zone),
    )
    return before + timedelta(seconds=wait_seconds)
