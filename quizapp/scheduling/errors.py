"""Errors of the scheduling rules. They tell the calling service what it asked that cannot be."""

from __future__ import annotations


class SchedulingError(Exception):
    """Base of every refusal of this package; the state given to the call is unchanged."""


class GradeError(SchedulingError):
    """A grade that SM-2 does not know."""

    def __init__(self, grade: int) -> None:
        self.grade = grade
        super().__init__(
            f"Grade {grade} is outside 0 to 5; give a whole number from 0 (blackout) to 5 (perfect)."
        )


class RegradeError(SchedulingError):
    """A change of grade that is not offered for the recorded grade."""

    def __init__(self, grade: int, allowed: tuple[int, ...]) -> None:
        self.grade = grade
        self.allowed = allowed
        offered = ", ".join(str(each) for each in allowed)
        super().__init__(f"The grade cannot be changed to {grade}; choose from {offered}.")


class RetentionError(SchedulingError):
    """A desired retention, in percent, at which FSRS is not offered."""

    def __init__(self, percent: int, lowest: int, highest: int) -> None:
        self.percent = percent
        super().__init__(f"A desired retention of {percent}% is outside {lowest} to {highest}%.")


class SchedulerError(SchedulingError):
    """The key of a scheduler that nobody knows."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(f'There is no scheduler "{key}"; there are "sm2" and "fsrs:90" (any of 70 to 97).')


class PastDayError(SchedulingError):
    """An answer on a learner day before the card's last answer."""

    def __init__(self, day: int, last_day: int) -> None:
        self.day = day
        self.last_day = last_day
        super().__init__(
            f"An answer on day {day} would come before the card's last answer on day {last_day}; "
            "take the day from learner_day, which never goes back."
        )


class NoDrillError(SchedulingError):
    """A drill of a card that has none on this day: passed already, never needed, or ended at the cut."""

    def __init__(self, day: int, drill_day: int | None) -> None:
        self.day = day
        self.drill_day = drill_day
        pending = "it has none" if drill_day is None else f"its drill ended with day {drill_day}"
        super().__init__(f"The card has no drill on day {day}: {pending}. Draw the queue again.")


class LogError(SchedulingError):
    """A log that cannot be replayed.

    Attributes:
        sequence: the entry at which replaying stopped.
        problem: what is wrong with it, one sentence.
    """

    def __init__(self, sequence: int, problem: str) -> None:
        self.sequence = sequence
        self.problem = problem
        super().__init__(f"Log entry {sequence}: {problem}")


class UndoError(LogError):
    """An undo of an entry that is not there to be undone."""

    def __init__(self, sequence: int, undoes: int | None, reason: str) -> None:
        self.undoes = undoes
        super().__init__(sequence, f"It cannot undo entry {undoes}: {reason}.")
