"""FSRS-6 behind the face of `card.Scheduler`; the formulas are the ``fsrs`` package's, never ours.

Reviews are told to the package at noon UTC of their learner day: it counts whole 24-hour days, and a review
at nine in the morning of its due day would else be a day short. Same-day drills are not told to it at all.
Source: J. Ye and others, "The Algorithm", open-spaced-repetition/fsrs4anki wiki, FSRS-6.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING

from quizapp.scheduling.day import date_of
from quizapp.scheduling.errors import RetentionError
from quizapp.scheduling.grades import FSRS_RATINGS
from quizapp.scheduling.sm2 import LOWEST_PASSING_GRADE, check_grade

if TYPE_CHECKING:
    import fsrs

    from quizapp.scheduling.card import CardState

LOWEST_RETENTION_PERCENT = 70
HIGHEST_RETENTION_PERCENT = 97
DEFAULT_RETENTION_PERCENT = 90
# Rating 1 is what comes back the same day.
DRILL_BELOW_GRADE = LOWEST_PASSING_GRADE


def check_retention(percent: int) -> None:
    """Raise RetentionError for a desired retention outside 70 to 97 percent."""
    if not LOWEST_RETENTION_PERCENT <= percent <= HIGHEST_RETENTION_PERCENT:
        raise RetentionError(percent, LOWEST_RETENTION_PERCENT, HIGHEST_RETENTION_PERCENT)


def review(card: CardState, grade: int, day: int, retention_percent: int) -> CardState:
    """The card with its memory, repetition, interval_days and due_day after a review on this day.

    `repetition` counts passes in a row, as for SM-2; FSRS itself has no use for it. Raises GradeError, and
    RetentionError for a desired retention that is not offered.
    """
    import fsrs

    check_grade(grade)
    at = _noon(day)
    before = _package_card(card)
    after, _ = _package_scheduler(retention_percent).review_card(before, fsrs.Rating(FSRS_RATINGS[grade]), at)
    interval_days = (after.due - at).days
    return replace(
        card,
        repetition=card.repetition + 1 if grade >= LOWEST_PASSING_GRADE else 0,
        stability=after.stability,
        difficulty=after.difficulty,
        interval_days=interval_days,
        due_day=day + interval_days,
    )


def retrievability(card: CardState, day: int) -> float | None:
    """The probability, from 0 to 1, that the card is recalled on this day; None without a memory state."""
    if card.stability is None or card.last_day is None:
        return None
    return recall_chance(card.stability, day - card.last_day)


def recall_chance(stability: float, elapsed_days: int) -> float:
    """The probability, from 0 to 1, of recall so many days after a review that left this stability."""
    import fsrs

    scheduler = _package_scheduler(DEFAULT_RETENTION_PERCENT)  # the curve is the same for all of them
    reviewed_at = _noon(1)
    card = fsrs.Card(card_id=0, stability=stability, last_review=reviewed_at)
    return float(scheduler.get_card_retrievability(card, reviewed_at + timedelta(days=elapsed_days)))


def _noon(day: int) -> datetime:
    return datetime.combine(date_of(day), time(12), tzinfo=UTC)


def _package_card(card: CardState) -> fsrs.Card:
    """The card as the package knows it, with an id of ours, as the making of its own waits for the clock.

    A card that came from another program without its reviews has an interval and no stability: at a retention
    of 0.9 they are the same number (one day where it is none). Its difficulty is that of a first review rated
    Good.
    """
    import fsrs

    if card.last_day is None:
        return fsrs.Card(card_id=0)
    if card.stability is None:
        first, _ = _package_scheduler(DEFAULT_RETENTION_PERCENT).review_card(
            fsrs.Card(card_id=0), fsrs.Rating.Good, _noon(card.last_day)
        )
        first.stability = float(max(card.interval_days, 1))
        return first
    return fsrs.Card(
        card_id=0,
        state=fsrs.State.Review,
        stability=card.stability,
        difficulty=card.difficulty,
        last_review=_noon(card.last_day),
    )


@cache
def _package_scheduler(retention_percent: int) -> fsrs.Scheduler:
    """Default parameters; without learning steps, as drills are ours, and without fuzz, as that is too."""
    import fsrs

    check_retention(retention_percent)
    return fsrs.Scheduler(
        desired_retention=retention_percent / 100,
        learning_steps=(),
        relearning_steps=(),
        enable_fuzzing=False,
    )
