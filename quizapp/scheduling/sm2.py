"""SM-2 as published: P. A. Wozniak, "Optimization of learning", 1990.

Apart from the card, so that the formula can be read beside its source. Our reading of it, and a table of what
it gives, is in docs/scheduling.md. Public packages disagree with each other; the tests pin this one.
"""

from __future__ import annotations

from dataclasses import dataclass

from quizapp.scheduling.errors import GradeError

INITIAL_EASE_HUNDREDTHS = 250
LOWEST_EASE_HUNDREDTHS = 130
# I(1) and I(2); after them an interval is a product.
FIXED_INTERVALS_DAYS = (1, 6)
LOWEST_GRADE = 0
LOWEST_PASSING_GRADE = 3
HIGHEST_GRADE = 5
# "Repeat again the same day all items that scored below four", until each scores at least four.
DRILL_BELOW_GRADE = 4


@dataclass(frozen=True, kw_only=True, slots=True)
class Sm2State:
    """What SM-2 remembers of one card; the defaults are a card never reviewed.

    Attributes:
        repetition: passes in a row since the start or the last failure.
        ease_hundredths: the ease factor x 100, at least 130. A whole number, as sums of 0.1 and 0.14 in
            floats
            push a product over the next whole day and round up to one day too many.
        interval_days: days from the last review to the next; 0 before the first.
    """

    repetition: int = 0
    ease_hundredths: int = INITIAL_EASE_HUNDREDTHS
    interval_days: int = 0


def check_grade(grade: int) -> None:
    """Raise GradeError for a grade outside 0 to 5."""
    if not LOWEST_GRADE <= grade <= HIGHEST_GRADE:
        raise GradeError(grade)


def review(state: Sm2State, grade: int) -> Sm2State:
    """The state after one graded review; raises GradeError for a grade outside 0 to 5.

    A failure starts the repetitions again and leaves the ease factor as it is. After a pass the ease factor
    is updated first, and the interval is made with the new one.
    """
    check_grade(grade)
    if grade < LOWEST_PASSING_GRADE:
        return Sm2State(
            repetition=0, ease_hundredths=state.ease_hundredths, interval_days=FIXED_INTERVALS_DAYS[0]
        )
    repetition = state.repetition + 1
    ease_hundredths = _ease_after(state.ease_hundredths, grade)
    return Sm2State(
        repetition=repetition,
        ease_hundredths=ease_hundredths,
        interval_days=_interval(repetition, state.interval_days, ease_hundredths),
    )


def _ease_after(ease_hundredths: int, grade: int) -> int:
    """EF' = EF + (0.1 - (5 - q) * (0.08 + (5 - q) * 0.02)), in hundredths, never below 1.30."""
    short_of_perfect = HIGHEST_GRADE - grade
    change = 10 - short_of_perfect * (8 + short_of_perfect * 2)
    return max(LOWEST_EASE_HUNDREDTHS, ease_hundredths + change)


def _interval(repetition: int, previous_days: int, ease_hundredths: int) -> int:
    """I(1) = 1, I(2) = 6, I(n) = I(n - 1) * EF', fractions of a day rounded up."""
    if repetition <= len(FIXED_INTERVALS_DAYS):
        return FIXED_INTERVALS_DAYS[repetition - 1]
    # Floor division of the negative rounds up without leaving whole numbers.
    return -(-previous_days * ease_hundredths // 100)
