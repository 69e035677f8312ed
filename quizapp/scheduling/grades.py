"""From what a learner did to an SM-2 grade: the one table of it."""

from __future__ import annotations

from enum import StrEnum

from quizapp.scheduling.sm2 import LOWEST_PASSING_GRADE


class Button(StrEnum):
    """The four buttons under the back of a flashcard, in the order of the keys 1 to 4."""

    AGAIN = "again"
    HARD = "hard"
    GOOD = "good"
    EASY = "easy"


class Claim(StrEnum):
    """What the learner said of a multiple-choice answer before submitting it; saying nothing is usual."""

    GUESSED = "guessed"
    NONE = "none"
    SURE = "sure"


BUTTON_GRADES = {Button.AGAIN: 1, Button.HARD: 3, Button.GOOD: 4, Button.EASY: 5}
# What FSRS calls Again, Hard, Good and Easy, by SM-2's grades; it has one rating for all failures.
FSRS_RATINGS = {0: 1, 1: 1, 2: 1, 3: 2, 4: 3, 5: 4}
# And back: the grade of the button that gives a rating.
RATING_GRADES = {FSRS_RATINGS[grade]: grade for grade in BUTTON_GRADES.values()}
WRONG_GRADE = 1
RIGHT_GRADES = {Claim.GUESSED: 3, Claim.NONE: 4, Claim.SURE: 5}


def suggested_grade(*, right: bool, claim: Claim) -> int:
    """The grade at which a multiple-choice answer is recorded; a wrong one is a 1, whatever was claimed."""
    return RIGHT_GRADES[claim] if right else WRONG_GRADE


def allowed_regrades(recorded: int) -> tuple[int, ...]:
    """The grades to which a multiple-choice answer recorded at `recorded`, its suggestion, may be changed.

    A right answer can be called harder, down to 3, but not easier than suggested; a wrong one stays wrong.
    The recorded grade itself is always among them, so that a change can be taken back.
    """
    if recorded < LOWEST_PASSING_GRADE:
        return (recorded,)
    return tuple(range(LOWEST_PASSING_GRADE, recorded + 1))
