from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.scheduling.card import NEW_CARD, SM2, CardState, Scheduler, answer
from quizapp.scheduling.day import day_of
from quizapp.scheduling.explain import DATING, Preview, previews, why_of, why_this_date
from quizapp.scheduling.replay import Action, ImportedSchedule, LogEntry, steps
from quizapp.scheduling.schedulers import scheduler_of

DAY = day_of(date(2026, 11, 23))
FSRS = scheduler_of("fsrs:90")


def answered_on_time(
    grades: str, last_day: int = DAY, scheduler: Scheduler = SM2
) -> tuple[CardState, CardState]:
    """The card before and after the last of the grades, which falls on `last_day`."""
    before, after = NEW_CARD, NEW_CARD
    first_day = last_day
    for _ in range(2):  # A first run on any days tells how long the reviews take; the second ends on the day.
        before, after = NEW_CARD, NEW_CARD
        for grade in grades:
            before, after = after, answer(after, int(grade), after.due_day or first_day, scheduler)
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
@pytest.mark.parametrize("scheduler", [SM2, FSRS], ids=lambda scheduler: scheduler.key)
@settings(deadline=None)
def test_a_button_does_what_it_shows(
    scheduler: Scheduler, reviews: list[tuple[int, int]], grade: int
) -> None:
    card, day = NEW_CARD, DAY
    for earlier_grade, wait_days in reviews:
        card = answer(card, earlier_grade, day, scheduler)
        day += wait_days

    preview = previews(card, day, scheduler)[grade]

    after = answer(card, grade, day, scheduler)
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
    ],
)
def test_the_date_is_explained_by_its_numbers(grades: str, sentence: str) -> None:
    before, after = answered_on_time(grades)

    assert why_this_date(before, after) == sentence


@pytest.mark.parametrize(
    ("grades", "key", "memory", "chance"),
    [
        (
            "4",
            "fsrs:90",
            "First review, which gives a stability of 2.31 days (difficulty 2.12)",
            "2 days until the chance of recall is 90.9% (you want 90%)",
        ),
        (
            "44",
            "fsrs:90",
            (
                "Recalled 2 days after the last review, at a chance of 90.9%, "
                "which takes stability from 2.31 to 10.96 days (difficulty 2.11)"
            ),
            "11 days until the chance of recall is 90.0% (you want 90%)",
        ),
        (
            "441",
            "fsrs:85",
            (
                "Not recalled 31 days after the last review, at a chance of 85.0%, "
                "which takes stability from 16.18 to 2.02 days (difficulty 7.39)"
            ),
            "4 days until the chance of recall is 84.7% (you want 85%)",
        ),
        (
            "1",
            "fsrs:97",
            "First review, which gives a stability of 0.21 days (difficulty 6.41)",
            "1 day until the chance of recall is 76.6% (you want 97%; a day is the shortest interval)",
        ),
    ],
)
def test_a_date_by_fsrs_is_explained_by_its_numbers(grades: str, key: str, memory: str, chance: str) -> None:
    scheduler = scheduler_of(key)
    before, after = answered_on_time(grades, scheduler=scheduler)

    assert why_this_date(before, after, scheduler) == f"{memory}: {chance}, from 23 Nov 2026."


TAKEN_OVER = ImportedSchedule(
    repetition=4,
    ease_hundredths=250,
    interval_days=34,
    due_day=DAY + 34,
    last_day=DAY,
    introduced_day=DAY - 60,
    lapses=0,
)


def import_schedule(days: int) -> LogEntry:
    return LogEntry(sequence=1, action=Action.IMPORT, day=DAY + days, schedule=TAKEN_OVER)


def entry(
    sequence: int, action: Action, days: int, grade: int | None = None, shift_days: int = 0, key: str = "sm2"
) -> LogEntry:
    """An entry so many days after DAY."""
    return LogEntry(
        sequence=sequence,
        action=action,
        day=DAY + days,
        grade=grade,
        shift_days=shift_days,
        scheduler_key=key,
    )


def last_sentence(scheduler: Scheduler, *entries: LogEntry) -> str:
    """Why the card has its date after all of these."""
    dated = [step for step in steps(entries, scheduler) if step.entry.action in DATING]
    return why_of(dated[-1], scheduler)


BOTH = pytest.mark.parametrize("scheduler", [SM2, FSRS], ids=lambda scheduler: scheduler.key)


@pytest.mark.parametrize(
    ("shift_days", "move"),
    [(2, "moved 2 days later"), (-1, "moved 1 day earlier")],
)
def test_a_date_that_was_moved_says_by_how_much(shift_days: int, move: str) -> None:
    answered = entry(2, Action.ANSWER, 34, 4, shift_days)

    sentence = last_sentence(SM2, import_schedule(0), answered)

    assert sentence == (
        f"Repetition 5: 34 days × ease 2.50 = 85 days, {move} to spread the load, from 27 Dec 2026."
    )


def test_under_fsrs_a_moved_date_says_so_after_the_numbers() -> None:
    answered = entry(2, Action.ANSWER, 34, 4, 3, FSRS.key)

    sentence = last_sentence(FSRS, import_schedule(0), answered)

    assert sentence.endswith("(you want 90%), moved 3 days later to spread the load, from 27 Dec 2026.")


@BOTH
def test_a_move_made_under_the_other_scheduler_is_not_told(scheduler: Scheduler) -> None:
    other = FSRS if scheduler is SM2 else SM2

    sentence = last_sentence(scheduler, import_schedule(0), entry(2, Action.ANSWER, 34, 4, 2, other.key))

    assert "moved" not in sentence


@BOTH
def test_a_date_taken_over_from_another_program_says_so(scheduler: Scheduler) -> None:
    assert last_sentence(scheduler, import_schedule(5), entry(2, Action.FLAG, 6)) == (
        "Taken over from another program with its date: an interval of 34 days, last reviewed on 23 Nov 2026."
    )


def test_the_first_review_by_fsrs_after_an_import_starts_from_the_interval_taken_over() -> None:
    sentence = last_sentence(FSRS, import_schedule(0), entry(2, Action.ANSWER, 34, 4, 0, FSRS.key))

    assert sentence.startswith(
        "Recalled 34 days after the last review, which takes stability from the 34 days that another program "
        "gave to 124.41 days (difficulty 2.11): 124 days until"
    )


@BOTH
def test_a_card_that_was_never_reviewed_has_no_date_to_explain(scheduler: Scheduler) -> None:
    sentence = why_this_date(NEW_CARD, NEW_CARD, scheduler)

    assert sentence == "This card has not been introduced yet, so it has no date."


@BOTH
def test_after_a_reset_there_is_no_date_and_the_next_review_is_the_first(scheduler: Scheduler) -> None:
    entries = [import_schedule(0), entry(2, Action.RESET, 1), entry(3, Action.ANSWER, 2, 4)]

    assert last_sentence(scheduler, *entries[:2]) == (
        "Reset on 24 Nov 2026, so it is a new card again and has no date."
    )
    assert last_sentence(scheduler, *entries).startswith(("First review, ", "Repetition 1: always 1 day, "))
