"""One learner's card: its whole state, and every single thing that changes it.

Each function returns a new state and looks at nothing but its arguments. Undo and changes of grade need to
know what came before; they are in `replay`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from quizapp.scheduling import sm2
from quizapp.scheduling.day import LAST_DAY
from quizapp.scheduling.errors import NoDrillError, PastDayError

LEECH_LAPSES = 8
_LONGEST_INTERVAL_DAYS = 2**31 - 1
"""What a database's column holds. Reviews far ahead of their dates, as other programs log them, reach it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CardState:
    """The state of one learner's card; the defaults are a card never introduced. Days are learner days.

    Attributes:
        repetition, ease_hundredths, interval_days: as in `sm2.Sm2State`; FSRS leaves the ease factor alone.
        stability: FSRS's, in days: after so many, recall has a probability of 0.9; None under SM-2.
        difficulty: FSRS's, from 1 to 10; None under SM-2.
        due_day: the day of the next review; None before the first.
        last_day: the day of the last answer, drills apart; None before the first.
        introduced_day: the day of the first answer; None before it.
        lapses: failures of a card that had been passed (a grade below 3 at repetition 1 or more).
        drill_day: the day on which a drill was still to be done; on a later day it means nothing.
        suspended: kept out of the queue until the learner says otherwise.
        buried_until_day: kept out of the queue before this day.
        flagged: marked by the learner; changes nothing in the queue.
    """

    repetition: int = 0
    ease_hundredths: int = sm2.INITIAL_EASE_HUNDREDTHS
    interval_days: int = 0
    stability: float | None = None
    difficulty: float | None = None
    due_day: int | None = None
    last_day: int | None = None
    introduced_day: int | None = None
    lapses: int = 0
    drill_day: int | None = None
    suspended: bool = False
    buried_until_day: int | None = None
    flagged: bool = False

    def has_drill(self, day: int) -> bool:
        """Whether the card is to come back on this same day."""
        return self.drill_day == day

    @property
    def is_leech(self) -> bool:
        """Whether the card was failed so often that it had better be rewritten or learnt another way."""
        return self.lapses >= LEECH_LAPSES

    def is_hidden(self, day: int) -> bool:
        """Whether the learner put the card away, for good or for the day."""
        return self.suspended or (self.buried_until_day is not None and day < self.buried_until_day)


NEW_CARD = CardState()


@dataclass(frozen=True, kw_only=True, slots=True)
class Scheduler:
    """What an algorithm decides; everything else about a card is the same for all of them.

    Attributes:
        key: its name with its parameters, as settings and the log store it.
        review: from a card, a grade and the day of the review to the card with its memory, repetition,
            interval_days and due_day renewed; raises GradeError for a grade it does not know.
        drill_below_grade: a lower grade brings the card back on the same day, until it gets this grade.
    """

    key: str
    review: Callable[[CardState, int, int], CardState]
    drill_below_grade: int


def _review_by_sm2(card: CardState, grade: int, day: int) -> CardState:
    """The next due day counts from the day of the review, never from the old due day."""
    state = sm2.review(
        sm2.Sm2State(
            repetition=card.repetition,
            ease_hundredths=card.ease_hundredths,
            interval_days=card.interval_days,
        ),
        grade,
    )
    return replace(
        card,
        repetition=state.repetition,
        ease_hundredths=state.ease_hundredths,
        interval_days=state.interval_days,
        due_day=day + state.interval_days,
    )


SM2 = Scheduler(key="sm2", review=_review_by_sm2, drill_below_grade=sm2.DRILL_BELOW_GRADE)


def answer(card: CardState, grade: int, day: int, scheduler: Scheduler = SM2) -> CardState:
    """The card after a graded review; suspended, buried and flagged stay as they are.

    A due day beyond the calendar is its last. Raises GradeError, and PastDayError for a day before the card's
    last answer.
    """
    if card.last_day is not None and day < card.last_day:
        raise PastDayError(day, card.last_day)
    lapsed = grade < sm2.LOWEST_PASSING_GRADE and card.repetition >= 1
    reviewed = scheduler.review(card, grade, day)
    # Field by field, as `replace` takes three times as long, and replaying a log does this for each answer.
    return CardState(
        repetition=reviewed.repetition,
        ease_hundredths=reviewed.ease_hundredths,
        interval_days=min(reviewed.interval_days, _LONGEST_INTERVAL_DAYS),
        stability=reviewed.stability,
        difficulty=reviewed.difficulty,
        due_day=day + min(reviewed.interval_days, LAST_DAY - day),
        last_day=day,
        introduced_day=day if card.introduced_day is None else card.introduced_day,
        lapses=card.lapses + lapsed,
        drill_day=day if grade < scheduler.drill_below_grade else None,
        suspended=card.suspended,
        buried_until_day=card.buried_until_day,
        flagged=card.flagged,
    )


def drill(card: CardState, grade: int, day: int, scheduler: Scheduler = SM2) -> CardState:
    """The card repeated on the day of its answer: a good grade ends the drill, and nothing else changes.

    Raises GradeError, and NoDrillError for a card with no drill on this day.
    """
    sm2.check_grade(grade)
    if not card.has_drill(day):
        raise NoDrillError(day, card.drill_day)
    return card if grade < scheduler.drill_below_grade else replace(card, drill_day=None)


def suspend(card: CardState) -> CardState:
    """The card kept out of the queue; its due day goes on."""
    return replace(card, suspended=True)


def unsuspend(card: CardState) -> CardState:
    """The card back in the queue."""
    return replace(card, suspended=False)


def bury(card: CardState, day: int) -> CardState:
    """The card kept out of the queue for the rest of this day."""
    return replace(card, buried_until_day=day + 1)


def unbury(card: CardState) -> CardState:
    """The card back in the queue before its day is over."""
    return replace(card, buried_until_day=None)


def flag(card: CardState) -> CardState:
    """The card with the learner's mark."""
    return replace(card, flagged=True)


def unflag(card: CardState) -> CardState:
    """The card without the learner's mark."""
    return replace(card, flagged=False)


def reset(card: CardState) -> CardState:
    """The card as if never introduced; what the learner marked stays marked."""
    return replace(
        NEW_CARD,
        suspended=card.suspended,
        buried_until_day=card.buried_until_day,
        flagged=card.flagged,
    )
