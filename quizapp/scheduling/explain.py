"""The numbers that a learner sees: the interval on each button, and why a card is due when it is."""

from __future__ import annotations

from dataclasses import dataclass

from quizapp.scheduling import card as cards
from quizapp.scheduling.card import SM2, CardState, Scheduler
from quizapp.scheduling.day import date_of
from quizapp.scheduling.grades import BUTTON_GRADES
from quizapp.scheduling.sm2 import FIXED_INTERVALS_DAYS


@dataclass(frozen=True, kw_only=True, slots=True)
class Preview:
    """What a button would do.

    Attributes:
        interval_days: days from today to `due_day`.
        due_day: the learner day of the next review.
        again_today: the card comes back today as a drill, before its due day and without moving it.
    """

    interval_days: int
    due_day: int
    again_today: bool


def previews(card: CardState, day: int, scheduler: Scheduler = SM2) -> dict[int, Preview]:
    """What each button's grade would do on this day; on a drill, the fixed due day, or again today."""
    take = cards.drill if card.has_drill(day) else cards.answer
    return {
        grade: _preview(take(card, grade, day, scheduler), day) for grade in sorted(BUTTON_GRADES.values())
    }


def _preview(after: CardState, day: int) -> Preview:
    # A drill is always on the day of its answer, so both kinds count the interval from today.
    return Preview(
        interval_days=after.interval_days,
        due_day=day + after.interval_days,
        again_today=after.has_drill(day),
    )


def why_this_date(before: CardState, after: CardState) -> str:
    """One sentence with the numbers behind the due day that an answer by SM-2 gave.

    `before` and `after` are the card before and after its last answer, as in `replay.Step`.
    """
    if after.last_day is None:
        return "This card has not been introduced yet, so it has no date."
    start = date_of(after.last_day)
    return f"{_reason(before, after)}, from {start.day} {start:%b %Y}."


def _reason(before: CardState, after: CardState) -> str:
    if after.repetition == 0:
        return f"Not recalled, so repetitions start again: {_days(after.interval_days)}"
    if after.repetition <= len(FIXED_INTERVALS_DAYS):
        return f"Repetition {after.repetition}: always {_days(after.interval_days)}"
    whole_days, hundredths = divmod(before.interval_days * after.ease_hundredths, 100)
    rounded = f"{whole_days}.{hundredths:02} days, rounded up to " if hundredths else ""
    return (
        f"Repetition {after.repetition}: {_days(before.interval_days)} × ease "
        f"{after.ease_hundredths / 100:.2f} = {rounded}{_days(after.interval_days)}"
    )


def _days(days: int) -> str:
    return "1 day" if days == 1 else f"{days} days"
