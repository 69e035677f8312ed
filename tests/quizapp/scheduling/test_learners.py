from __future__ import annotations

from datetime import UTC, datetime, timedelta

import fsrs as package
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.scheduling.card import NEW_CARD, CardState, answer
from quizapp.scheduling.learners import FADING, LEARNERS, Habits, Memory, fsrs_learner, memory_of
from quizapp.scheduling.schedulers import scheduler_of

DAY = 739_944
learners = st.sampled_from([make() for make in LEARNERS.values()])
memories = st.builds(Memory, st.floats(0.01, 5000), st.floats(1, 10))


@pytest.mark.parametrize("stability", [0.2, 2.3, 46.0, 497.5])
@pytest.mark.parametrize("days", [0, 1, 9, 400])
def test_the_curve_of_the_fsrs_learner_is_the_packages(stability, days):
    reviewed_at = datetime(2026, 3, 3, tzinfo=UTC)
    card = package.Card(card_id=1, stability=stability, difficulty=5.0, last_review=reviewed_at)

    expected = package.Scheduler().get_card_retrievability(card, reviewed_at + timedelta(days=days))

    assert fsrs_learner().recall(stability, days) == pytest.approx(expected, abs=1e-12)


@given(learner=learners, memory=memories, days=st.integers(0, 4000))
def test_recall_only_fades_and_is_nine_tenths_after_the_stability(learner, memory, days):
    assert learner.recall(memory.stability, 0) == 1
    assert 0 <= learner.recall(memory.stability, days + 1) <= learner.recall(memory.stability, days) <= 1
    assert learner.recall(100.0, 100) == pytest.approx(0.9)


@given(
    grades=st.lists(st.tuples(st.sampled_from([1, 3, 4, 5]), st.integers(1, 300)), max_size=6),
    first=st.sampled_from([1, 3, 4, 5]),
)
def test_the_fsrs_learner_remembers_what_fsrs_believes(grades, first):
    learner, scheduler, day = fsrs_learner(), scheduler_of("fsrs:80"), DAY
    card, memory = answer(NEW_CARD, first, day, scheduler), learner.first(first, 0.5)
    for grade, days in grades:
        day += days
        card, memory = answer(card, grade, day, scheduler), learner.after(memory, grade, days)

    assert memory == memory_of(card)


def test_a_card_imported_without_reviews_is_remembered_for_its_interval():
    memory = memory_of(CardState(interval_days=40, due_day=DAY, last_day=DAY - 40))

    assert memory.stability == 40
    assert memory.difficulty == fsrs_learner().first(4, 0.5).difficulty


@pytest.mark.parametrize(
    ("luck", "first", "after_ten_days"),
    [(0.0, 0.5, 5.5), (0.5, 3.0, 20.5), (1.0, 5.5, 35.5)],
)
def test_the_fading_learner_grows_by_the_days_bridged_and_starts_again_after_a_failure(
    luck, first, after_ten_days
):
    memory = FADING.first(4, luck)
    passed = FADING.after(memory, 4, 10)

    assert memory.stability == pytest.approx(first)
    assert passed.stability == pytest.approx(after_ten_days)
    assert FADING.after(passed, 1, 10) == memory


@pytest.mark.parametrize("name", ["first", "recalled", "drilled_after_failure", "drilled_after_pass"])
def test_the_chances_of_all_grades_make_one(name):
    assert sum(getattr(Habits(), name)) == pytest.approx(1, abs=1e-3)
