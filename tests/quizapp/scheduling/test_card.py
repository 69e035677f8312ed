from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.scheduling.card import (
    NEW_CARD,
    CardState,
    answer,
    bury,
    drill,
    flag,
    suspend,
    unflag,
    unsuspend,
)
from quizapp.scheduling.day import LAST_DAY, date_of
from quizapp.scheduling.errors import GradeError, NoDrillError, PastDayError
from quizapp.scheduling.explain import previews, why_this_date
from quizapp.scheduling.schedulers import scheduler_of
from quizapp.scheduling.spread import largest_shift

DAY = 739_944


def answered_on_time(grades: str, day: int = DAY) -> CardState:
    card = NEW_CARD
    for grade in grades:
        card = answer(card, int(grade), card.due_day or day)
    return card


def drilled(card: CardState, grades: str) -> CardState:
    for grade in grades:
        card = drill(card, int(grade), card.last_day or DAY)
    return card


@pytest.mark.parametrize(
    ("answers", "drills", "repetition", "ease"),
    [("3", "34", 1, 236), ("442", "14", 0, 250), ("2", "5", 0, 250)],
)
def test_drills_on_the_same_day_end_at_a_four_or_five_and_change_nothing_else(
    answers: str, drills: str, repetition: int, ease: int
) -> None:
    failed = answered_on_time(answers)

    card = drilled(failed, drills)

    assert (card.repetition, card.ease_hundredths, card.interval_days) == (repetition, ease, 1)
    assert failed.drill_day == failed.last_day
    assert card == replace(failed, drill_day=None)


@pytest.mark.parametrize("grade", [0, 1, 2, 3])
def test_a_drill_below_four_leaves_the_drill_pending(grade: int) -> None:
    card = answered_on_time("442")

    assert drill(card, grade, card.last_day or DAY) == card


@pytest.mark.parametrize(("grade", "comes_back"), [(0, True), (2, True), (3, True), (4, False), (5, False)])
def test_an_answer_below_four_comes_back_the_same_day_only(grade: int, comes_back: bool) -> None:
    card = answer(NEW_CARD, grade, DAY)

    assert card.has_drill(DAY) is comes_back
    assert not card.has_drill(DAY + 1)


def test_a_drill_not_done_ends_with_its_day() -> None:
    card = answer(NEW_CARD, 1, DAY)

    with pytest.raises(NoDrillError, match=f"its drill ended with day {DAY}"):
        drill(card, 5, DAY + 1)


def test_a_drill_of_a_card_without_one_is_refused() -> None:
    with pytest.raises(NoDrillError, match="it has none"):
        drill(answer(NEW_CARD, 4, DAY), 4, DAY)


def test_a_drill_with_an_unknown_grade_is_refused() -> None:
    with pytest.raises(GradeError):
        drill(answer(NEW_CARD, 1, DAY), 6, DAY)


def test_a_late_review_counts_from_its_own_day() -> None:
    card = answered_on_time("44")

    late = answer(card, 4, (card.due_day or DAY) + 30)

    assert late.due_day == DAY + 1 + 6 + 30 + 15


@pytest.mark.parametrize(
    ("grades", "lapses"),
    [("0", 0), ("2", 0), ("000", 0), ("40", 1), ("402", 1), ("4040", 2), ("4441", 1), ("333", 0)],
)
def test_a_lapse_is_a_failure_of_a_card_once_passed(grades: str, lapses: int) -> None:
    assert answered_on_time(grades).lapses == lapses


def test_the_first_answer_introduces_the_card_and_later_ones_do_not() -> None:
    card = answered_on_time("444")

    assert (NEW_CARD.introduced_day, NEW_CARD.due_day, NEW_CARD.last_day) == (None, None, None)
    assert card.introduced_day == DAY
    assert card.last_day == DAY + 7


def test_an_answer_before_the_last_one_is_refused() -> None:
    with pytest.raises(PastDayError) as refusal:
        answer(answer(NEW_CARD, 4, DAY), 4, DAY - 1)

    assert (refusal.value.day, refusal.value.last_day) == (DAY - 1, DAY)


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 400)), min_size=1, max_size=20))
@settings(deadline=None)
def test_the_next_review_is_always_after_the_day_of_this_one(reviews: list[tuple[int, int]]) -> None:
    card, day = NEW_CARD, DAY
    for grade, wait_days in reviews:
        day += wait_days
        card = answer(card, grade, day)

        assert card.last_day == day
        assert card.due_day == day + card.interval_days
        assert card.due_day > day


def test_suspending_and_flagging_are_taken_back_without_a_trace() -> None:
    card = answered_on_time("443")

    assert suspend(card).is_hidden(DAY)
    assert unsuspend(suspend(card)) == card
    assert flag(card).flagged
    assert unflag(flag(card)) == card


def test_a_buried_card_is_back_the_next_day() -> None:
    card = bury(answered_on_time("4"), DAY + 1)

    assert card.is_hidden(DAY + 1)
    assert not card.is_hidden(DAY + 2)


def test_an_answer_leaves_what_the_learner_marked() -> None:
    marked = flag(bury(suspend(NEW_CARD), DAY))

    card = answer(marked, 4, DAY)

    assert (card.suspended, card.flagged, card.buried_until_day) == (True, True, DAY + 1)


def test_every_scheduler_in_the_table_introduces_a_card() -> None:
    for scheduler in map(scheduler_of, ("sm2", "fsrs:70", "fsrs:97")):
        card = answer(NEW_CARD, 4, DAY, scheduler)

        assert card.due_day is not None
        assert card.due_day == DAY + card.interval_days > DAY


@pytest.mark.parametrize("key", ["sm2", "fsrs:70", "fsrs:97"])
def test_reviews_far_ahead_of_their_dates_lead_neither_out_of_the_calendar_nor_out_of_a_column(
    key: str,
) -> None:
    scheduler = scheduler_of(key)
    card = NEW_CARD

    for day in range(DAY, DAY + 60):
        card = answer(card, 5, day, scheduler)

        assert card.due_day is not None
        assert day < card.due_day
        date_of(card.due_day + largest_shift(card.interval_days))
        assert card.interval_days < 2**31
        assert why_this_date(card, answer(card, 3, day + 1, scheduler), scheduler)


def test_the_interval_stays_the_formulas_where_the_due_day_is_the_calendars_last() -> None:
    card = NEW_CARD

    for day in range(DAY, DAY + 13):
        card = answer(card, 5, day)

    assert (card.interval_days, card.due_day) == (2_958_156, LAST_DAY)
    assert previews(card, DAY + 13)[3].due_day == LAST_DAY
    assert "which is beyond the calendar's last day, from" in why_this_date(NEW_CARD, card)
