"""The four grades as buttons, each with what it would do to the card's date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from quizapp.scheduling import card as cards
from quizapp.scheduling.card import CardState, Scheduler
from quizapp.scheduling.day import date_of
from quizapp.scheduling.explain import Preview, previews, why_this_date
from quizapp.scheduling.grades import BUTTON_GRADES, Button

_YEAR_DAYS = 365.25
_LABELS = {Button.AGAIN: "Again", Button.HARD: "Hard", Button.GOOD: "Good", Button.EASY: "Easy"}
_BUTTONS = {grade: button for button, grade in BUTTON_GRADES.items()}
_KEYS = {button: str(number) for number, button in enumerate(Button, 1)}


@dataclass(frozen=True, kw_only=True)
class GradeButton:
    """One button. ``interval`` says when the card comes next, ``why`` how that was reckoned.

    Both are empty where intervals are hidden. ``current`` is the grade that an answer has now, where
    buttons change it.
    """

    key: str
    value: str
    grade: int
    label: str
    interval: str = ""
    again_today: bool = False
    why: str = ""
    current: bool = False


def label_of(grade: int) -> str:
    """The word for a grade that one of the buttons gives."""
    return _LABELS[_BUTTONS[grade]]


def buttons_of(
    card: CardState, day: int, scheduler: Scheduler, *, show_intervals: bool
) -> tuple[GradeButton, ...]:
    """The buttons under the back of this card on this day."""
    shown = previews(card, day, scheduler)
    return tuple(
        _button(grade)
        if not show_intervals
        else _button(
            grade,
            interval=_interval(shown[grade], is_drill=card.has_drill(day)),
            again_today=shown[grade].again_today,
            why=_why(card, grade, day, scheduler),
        )
        for grade in BUTTON_GRADES.values()
    )


def offered_buttons(grades: Iterable[int], *, current: int) -> tuple[GradeButton, ...]:
    """The buttons that change an answer's grade, of those that are offered."""
    return tuple(_button(grade, current=grade == current) for grade in grades)


def _button(grade: int, **details: bool | str) -> GradeButton:
    button = _BUTTONS[grade]
    return GradeButton(
        key=_KEYS[button],
        value=button.value,
        grade=grade,
        label=_LABELS[button],
        **details,  # type: ignore[arg-type]
    )


def _interval(preview: Preview, *, is_drill: bool) -> str:
    if is_drill:
        due = date_of(preview.due_day)
        return "" if preview.again_today else f"{due.day} {due:%b}"
    return interval_text(preview.interval_days)


def _why(card: CardState, grade: int, day: int, scheduler: Scheduler) -> str:
    if card.has_drill(day):
        return ""
    return why_this_date(card, cards.answer(card, grade, day, scheduler), scheduler)


def interval_text(days: int) -> str:
    """An interval as short as a button wants it: days, and from a year on years to the tenth."""
    if days < _YEAR_DAYS:
        return "1 day" if days == 1 else f"{days} days"
    return f"{days / _YEAR_DAYS:.1f} years"
