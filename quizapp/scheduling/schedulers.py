"""Every scheduler by its key, as settings and the log store it: "sm2", or "fsrs:90" with its retention."""

from __future__ import annotations

from functools import cache

from quizapp.scheduling import fsrs
from quizapp.scheduling.card import SM2, Scheduler
from quizapp.scheduling.errors import SchedulerError

_FSRS = "fsrs"


def fsrs_key(retention_percent: int) -> str:
    """The key of FSRS at this desired retention, in percent; raises RetentionError."""
    fsrs.check_retention(retention_percent)
    return f"{_FSRS}:{retention_percent}"


def retention_percent_of(key: str) -> int | None:
    """The desired retention that a stored key names, in percent; None for SM-2, which has none.

    Raises SchedulerError for a key that no version of the app has written, and RetentionError.
    """
    if key == SM2.key:
        return None
    name, _, parameter = key.partition(":")
    if name != _FSRS or not parameter.isascii() or not parameter.isdigit():
        raise SchedulerError(key)
    fsrs.check_retention(int(parameter))
    return int(parameter)


@cache
def scheduler_of(key: str) -> Scheduler:
    """The scheduler of a stored key; raises as `retention_percent_of`."""
    retention_percent = retention_percent_of(key)
    if retention_percent is None:
        return SM2
    return Scheduler(
        key=key,
        review=lambda card, grade, day: fsrs.review(card, grade, day, retention_percent),
        drill_below_grade=fsrs.DRILL_BELOW_GRADE,
    )
