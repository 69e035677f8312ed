"""The numbers that a learner sees: the interval on each button, and why a card is due when it is."""

from __future__ import annotations

from dataclasses import dataclass

from quizapp.scheduling import card as cards
from quizapp.scheduling import fsrs
from quizapp.scheduling.card import SM2, CardState, Scheduler
from quizapp.scheduling.day import LAST_DAY, date_of
from quizapp.scheduling.grades import BUTTON_GRADES
from quizapp.scheduling.replay import Action, Step
from quizapp.scheduling.schedulers import retention_percent_of
from quizapp.scheduling.sm2 import FIXED_INTERVALS_DAYS

DATING = frozenset({Action.ANSWER, Action.IMPORTED, Action.IMPORT, Action.RESET})
"""What gives a card its date or takes it away; nothing else moves one."""


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
    assert after.due_day is not None  # noqa: S101 - the answer gave it, of a drill the one before it
    return Preview(
        interval_days=after.interval_days,
        due_day=after.due_day,
        again_today=after.has_drill(day),
    )


def why_this_date(before: CardState, after: CardState, scheduler: Scheduler = SM2) -> str:
    """One sentence with the numbers behind the due day that a review by this scheduler gave.

    `before` and `after` are the card before and after its last review, as in `replay.Step`.
    """
    if after.last_day is None:
        return "This card has not been introduced yet, so it has no date."
    retention_percent = retention_percent_of(scheduler.key)
    if retention_percent is None:
        reason = _reason_of_sm2(before, after)
    else:
        reason = _reason_of_fsrs(before, after, retention_percent)
    return f"{reason}{_move(after)}, from {_date(after.last_day)}."


def why_of(step: Step, scheduler: Scheduler = SM2) -> str:
    """As `why_this_date`, for an entry of the log that set a date or took it away: one of `DATING`."""
    if step.entry.action is Action.RESET:
        return f"Reset on {_date(step.entry.day)}, so it is a new card again and has no date."
    if step.entry.action is not Action.IMPORT or step.after.last_day is None:
        return why_this_date(step.before, step.after, scheduler)
    return (
        f"Taken over from another program with its date: an interval of {_days(step.after.interval_days)}, "
        f"last reviewed on {_date(step.after.last_day)}."
    )


def _reason_of_sm2(before: CardState, after: CardState) -> str:
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


def _reason_of_fsrs(before: CardState, after: CardState, retention_percent: int) -> str:
    """The chance at the end of the interval is said, as it is seldom the one that is wanted: intervals are
    whole days, and one day at least."""
    assert after.stability is not None  # noqa: S101 - FSRS has just given it one
    chance = fsrs.recall_chance(after.stability, after.interval_days)
    is_shortest = after.interval_days == 1 and chance * 100 < retention_percent
    return (
        f"{_recalled(before, after)} {after.stability:.2f} days (difficulty {after.difficulty:.2f}): "
        f"{_days(after.interval_days)} until the chance of recall is {_percent(chance)} "
        f"(you want {retention_percent}%{'; a day is the shortest interval' if is_shortest else ''})"
    )


def _recalled(before: CardState, after: CardState) -> str:
    """What came before the new stability, up to its number."""
    if before.last_day is None or after.last_day is None:
        return "First review, which gives a stability of"
    waited_days = after.last_day - before.last_day
    said = f"{'Recalled' if after.repetition else 'Not recalled'} {_days(waited_days)} after the last review"
    if before.stability is None:
        former = f"the {_days(before.interval_days)} that another program gave"
        return f"{said}, which takes stability from {former} to"
    chance = _percent(fsrs.recall_chance(before.stability, waited_days))
    return f"{said}, at a chance of {chance}, which takes stability from {before.stability:.2f} to"


def _percent(chance: float) -> str:
    return f"{chance * 100:.1f}%"


def _move(after: CardState) -> str:
    if after.due_day is None or after.last_day is None:
        return ""
    shift_days = after.due_day - after.last_day - after.interval_days
    if not shift_days:
        return ""
    if after.due_day == LAST_DAY:
        return ", which is beyond the calendar's last day"
    direction = "later" if shift_days > 0 else "earlier"
    return f", moved {_days(abs(shift_days))} {direction} to spread the load"


def _date(day: int) -> str:
    starting = date_of(day)
    return f"{starting.day} {starting:%b %Y}"


def _days(days: int) -> str:
    return "1 day" if days == 1 else f"{days} days"
