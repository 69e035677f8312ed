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


@cache
def scheduler_of(key: str) -> Scheduler:
    """The scheduler of a stored key; raises SchedulerError for one that no version of the app has written."""
    name, _, parameter = key.partition(":")
    if key == SM2.key:
        return SM2
    if name != _FSRS or not parameter.isascii() or not parameter.isdigit():
        raise SchedulerError(key)
    retention_percent = int(parameter)
    fsrs.check_retention(retention_percent)
    return Scheduler(
        key=key,
        review=lambda card, grade, day: fsrs.review(card, grade, day, retention_percent),
        drill_below_grade=fsrs.DRILL_BELOW_GRADE,
    )
