from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.scheduling.card import NEW_CARD, CardState, answer
from quizapp.scheduling.day import day_of
from quizapp.scheduling.explain import Preview, previews, why_this_date

DAY = day_of(date(2026, 11, 23))


def answered_on_time(grades: str, last_day: int = DAY) -> tuple[CardState, CardState]:
    """The card before and after the last of the grades, which falls on `last_day`."""
    before, after = NEW_CARD, NEW_CARD
    first_day = last_day
    for _ in range(2):  # A first run on any days tells how long the reviews take; the second ends on the day.
        before, after = NEW_CARD, NEW_CARD
        for grade in grades:
            before, after = after, answer(after, int(grade), after.due_day or first_day)
        first_day -= (after.last_day or last_day) - last_day
    return before, after


def test_each_button_shows_its_next_interval() -> None:
    _, card = answered_on_time("44")

    shown = previews(card, card.due_day or DAY)

    assert {grade: preview.interval_days for grade, preview in shown.items()} == {1: 1, 3: 15, 4: 15, 5: 16}
    assert {grade: preview.again_today for grade, preview in shown.items()} == {
        1: True,
        3: True,
        4: False,
        5: False,
    }


def test_a_drill_shows_again_today_or_the_fixed_due_day() -> None:
    card = answer(NEW_CARD, 1, DAY)

    shown = previews(card, DAY)

    again = Preview(interval_days=1, due_day=DAY + 1, again_today=True)
    done = Preview(interval_days=1, due_day=DAY + 1, again_today=False)
    assert shown == {1: again, 3: again, 4: done, 5: done}


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(1, 60)), max_size=12), st.sampled_from([1, 3, 4, 5]))
@settings(deadline=None)
def test_a_button_does_what_it_shows(reviews: list[tuple[int, int]], grade: int) -> None:
    card, day = NEW_CARD, DAY
    for earlier_grade, wait_days in reviews:
        card = answer(card, earlier_grade, day)
        day += wait_days

    preview = previews(card, day)[grade]

    after = answer(card, grade, day)
    assert (after.due_day, after.has_drill(day)) == (preview.due_day, preview.again_today)


@pytest.mark.parametrize(
    ("grades", "sentence"),
    [
        ("444", "Repetition 3: 6 days × ease 2.50 = 15 days, from 23 Nov 2026."),
        (
            "4434",
            "Repetition 4: 15 days × ease 2.36 = 35.40 days, rounded up to 36 days, from 23 Nov 2026.",
        ),
        ("4", "Repetition 1: always 1 day, from 23 Nov 2026."),
        ("55", "Repetition 2: always 6 days, from 23 Nov 2026."),
        ("441", "Not recalled, so repetitions start again: 1 day, from 23 Nov 2026."),
        ("", "This card has not been introduced yet, so it has no date."),
    ],
)
def test_the_date_is_explained_by_its_numbers(grades: str, sentence: str) -> None:
    before, after = answered_on_time(grades)

    assert why_this_date(before, after) == sentence
