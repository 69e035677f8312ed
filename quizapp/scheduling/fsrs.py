"""FSRS-6 behind the face of `card.Scheduler`; the formulas are the ``fsrs`` package's, never ours.

Reviews are told to the package at noon UTC of their learner day: it counts whole 24-hour days, and a review
at nine in the morning of its due day would else be a day short. Same-day drills are not told to it at all.
Source: J. Ye and others, "The Algorithm", open-spaced-repetition/fsrs4anki wiki, FSRS-6.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from quizapp.scheduling.card import CardState
from quizapp.scheduling.day import date_of
from quizapp.scheduling.errors import RetentionError
from quizapp.scheduling.grades import FSRS_RATINGS
from quizapp.scheduling.sm2 import LOWEST_PASSING_GRADE, check_grade

if TYPE_CHECKING:
    import fsrs

LOWEST_RETENTION_PERCENT = 70
HIGHEST_RETENTION_PERCENT = 97
DEFAULT_RETENTION_PERCENT = 90
# Rating 1 is what comes back the same day.
DRILL_BELOW_GRADE = LOWEST_PASSING_GRADE
_GOOD = 3
# Replaying a log meets the same early reviews of cards over and over; 10 MB at most.
_REMEMBERED = 2**15


def check_retention(percent: int) -> None:
    """Raise RetentionError for a desired retention outside 70 to 97 percent."""
    if not LOWEST_RETENTION_PERCENT <= percent <= HIGHEST_RETENTION_PERCENT:
        raise RetentionError(percent, LOWEST_RETENTION_PERCENT, HIGHEST_RETENTION_PERCENT)


def review(card: CardState, grade: int, day: int, retention_percent: int) -> CardState:
    """The card with its memory, repetition, interval_days and due_day after a review on this day.

    `repetition` counts passes in a row, as for SM-2; FSRS itself has no use for it. Raises GradeError, and
    RetentionError for a desired retention that is not offered.
    """
    check_grade(grade)
    before = None
    if card.last_day is not None:
        before = (*_memory(card), day - card.last_day)
    stability, difficulty, interval_days = _reviewed(before, FSRS_RATINGS[grade], retention_percent)
    # Field by field, as in `card.answer`.
    return CardState(
        repetition=card.repetition + 1 if grade >= LOWEST_PASSING_GRADE else 0,
        ease_hundredths=card.ease_hundredths,
        interval_days=interval_days,
        stability=stability,
        difficulty=difficulty,
        due_day=day + interval_days,
        last_day=card.last_day,
        introduced_day=card.introduced_day,
        lapses=card.lapses,
        drill_day=card.drill_day,
        suspended=card.suspended,
        buried_until_day=card.buried_until_day,
        flagged=card.flagged,
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


def _memory(card: CardState) -> tuple[float, float | None]:
    """The stability and difficulty of a card that was reviewed.

    One that came from another program without its reviews has an interval and no stability: at a retention of
    0.9 they are the same number (one day where it is none). Its difficulty is that of a first review rated
    Good.
    """
    if card.stability is not None:
        return card.stability, card.difficulty
    _, difficulty, _ = _reviewed(None, _GOOD, DEFAULT_RETENTION_PERCENT)
    return float(max(card.interval_days, 1)), difficulty


@lru_cache(maxsize=_REMEMBERED)
def _reviewed(
    before: tuple[float, float | None, int] | None, rating: int, retention_percent: int
) -> tuple[float | None, float | None, int]:
    """Stability, difficulty and interval in days after a review.

    Before it were the stability, the difficulty and the days since the last review; None of a new card. On
    which day it is makes no difference to the package. The card has an id of ours, as the making of the
    package's own waits for the clock.
    """
    import fsrs

    card, at = fsrs.Card(card_id=0), _noon(1)
    if before is not None:
        stability, difficulty, elapsed_days = before
        card = fsrs.Card(
            card_id=0, state=fsrs.State.Review, stability=stability, difficulty=difficulty, last_review=at
        )
        at += timedelta(days=elapsed_days)
    after, _ = _package_scheduler(retention_percent).review_card(card, fsrs.Rating(rating), at)
    return after.stability, after.difficulty, (after.due - at).days


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
