"""What holds of every simulation, and learners extreme enough to be counted by hand."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.scheduling.card import NEW_CARD, answer
from quizapp.scheduling.learners import LEARNERS, Habits, Learner, Memory, fsrs_learner
from quizapp.scheduling.schedulers import scheduler_of
from quizapp.scheduling.simulate import MOST_DRILLS, Begun, Plan, simulate, total_of

FIRST = 739_944
SCHEDULERS = ["sm2", "fsrs:80", "fsrs:95"]
ALWAYS_GOOD = (0.0, 0.0, 1.0, 0.0)
ALWAYS_AGAIN = (1.0, 0.0, 0.0, 0.0)
PERFECT = Habits(first=ALWAYS_GOOD, recalled=ALWAYS_GOOD)
HOPELESS = Habits(first=ALWAYS_AGAIN, drilled_after_failure=ALWAYS_AGAIN)


def constant(recall: float) -> Learner:
    """A memory that time does nothing to."""
    memory = Memory(1.0, 5.0)
    return Learner(
        key="made up",
        name="Made up",
        recall=lambda *_: recall,
        first=lambda *_: memory,
        after=lambda *_: memory,
    )


def plan(**changes) -> Plan:
    return Plan(**{"days": 60, "first_day": FIRST, "new_cards": 30, "new_per_day": 5, **changes})


def run(plan, key="sm2", learner=None, seed=1, begun=(), habits=None):
    learner = learner or fsrs_learner()
    chance = Random(seed)  # noqa: S311 - no secret
    return list(simulate(begun, plan, scheduler_of(key), learner, chance, habits))


def begun(last_day: int, *, key="sm2", grade=4) -> Begun:
    state = answer(NEW_CARD, grade, last_day, scheduler_of(key))
    return Begun(state=state, memory=Memory(5.0, 5.0))


@pytest.mark.parametrize("key", SCHEDULERS)
@pytest.mark.parametrize("learner", LEARNERS)
def test_a_seed_gives_the_same_days_again_and_another_seed_others(key, learner):
    model = LEARNERS[learner]()

    assert run(plan(), key, model, seed=3) == run(plan(), key, model, seed=3)
    assert run(plan(), key, model, seed=3) != run(plan(), key, model, seed=4)


@pytest.mark.parametrize(
    ("key", "due_after"),
    [
        ("sm2", [1, 7, 22, 60, 155]),
        ("fsrs:90", [2, 13, 59, 222]),
    ],
)
def test_a_perfect_learner_meets_a_card_on_the_schedulers_own_days(key, due_after):
    days = run(plan(days=300, new_cards=1), key, constant(1.0), habits=PERFECT)

    assert [number for number, day in enumerate(days) if day.reviews] == due_after
    assert [day.known for day in days] == [1.0] * 300
    assert not any(day.drills or day.failed for day in days)


@pytest.mark.parametrize("key", SCHEDULERS)
def test_a_learner_who_never_recalls_sees_every_card_every_day(key):
    days = run(plan(days=20, new_cards=10), key, constant(0.0), habits=HOPELESS)

    assert [day.reviews for day in days] == [0, 5, *[10] * 18]
    assert [day.failed for day in days] == [day.reviews for day in days]
    assert [day.drills for day in days] == [MOST_DRILLS * (day.reviews + day.new) for day in days]
    assert [day.known for day in days] == [0.0] * 20


def test_sm2_drills_what_was_hard_and_fsrs_only_what_was_forgotten():
    hard = Habits(first=(0.0, 1.0, 0.0, 0.0), drilled_after_pass=ALWAYS_GOOD)

    drilled = {
        key: sum(day.drills for day in run(plan(days=1), key, habits=hard)) for key in ("sm2", "fsrs:90")
    }

    assert drilled == {"sm2": 5, "fsrs:90": 0}


def test_drills_and_first_sights_count_as_time():
    habits = Habits(
        first=(0.0, 1.0, 0.0, 0.0),
        drilled_after_pass=ALWAYS_GOOD,
        first_seconds=(0, 100, 0, 0),
        drill_seconds=(0, 0, 7, 0),
    )

    (day,) = run(plan(days=1), habits=habits)

    assert day.seconds == 5 * (100 + 7)


def recording(asked: list[int]) -> Learner:
    """A learner who writes down how many days each review bridged."""

    def after(memory: Memory, grade: int, days: int) -> Memory:
        asked.append(days)
        return memory

    memory = Memory(1.0, 5.0)
    return replace(constant(0.7), first=lambda *_: memory, after=after)


def test_the_oldest_backlog_comes_first_and_the_rest_waits():
    asked = []
    cards = [begun(FIRST - age) for age in (2, 30, 9)]

    days = run(plan(days=3, new_cards=0, reviews_per_day=1), learner=recording(asked), begun=cards)

    # None comes back before the last: what was answered is due later than what waits.
    assert asked == [30, 9 + 1, 2 + 2]
    assert days[0].waiting == 2


def test_a_begun_card_waits_for_its_day():
    days = run(plan(days=4, new_cards=0), begun=[begun(FIRST + 1)])

    assert [day.reviews for day in days[:3]] == [0, 0, 1]


def test_a_part_of_a_deck_shares_the_limits_and_its_totals_are_the_decks():
    part = run(plan(days=28, new_cards=50, new_per_day=7, one_in=4.0))
    whole = total_of(part, one_in=4.0)

    assert [sum(day.new for day in part[week : week + 4]) for week in range(0, 28, 4)] == [7] * 7
    once = total_of(part)
    assert whole.introduced == 4 * 49
    for name in ("reviews", "failed", "peak_reviews", "minutes", "known"):
        assert getattr(whole, name) == pytest.approx(4 * getattr(once, name))


def test_totals_are_the_sums_of_the_days():
    days = run(plan())
    totals = total_of(days)

    assert totals.reviews == sum(day.reviews for day in days)
    assert totals.minutes == pytest.approx(sum(day.seconds for day in days) / 60)
    assert totals.peak_reviews == max(day.reviews for day in days)
    assert totals.known == days[-1].known
    assert totals.reviews_a_day == totals.reviews / 60
    assert totals.retention == 1 - totals.failed / totals.reviews
    assert totals.reviews_per_known == totals.reviews / totals.known


def test_days_without_any_card_have_no_shares():
    totals = total_of(run(plan(new_cards=0)))

    assert (totals.retention, totals.reviews_per_known) == (None, None)


def test_a_higher_desired_retention_costs_more_and_keeps_more():
    low, high = (total_of(run(plan(days=365, new_cards=200), key)) for key in ("fsrs:80", "fsrs:95"))

    assert low.reviews < high.reviews
    assert low.known < high.known
    assert low.retention == pytest.approx(0.8, abs=0.03)
    assert high.retention == pytest.approx(0.95, abs=0.03)


@settings(max_examples=60, deadline=None)
@given(
    key=st.sampled_from(SCHEDULERS),
    learner=st.sampled_from(sorted(LEARNERS)),
    seed=st.integers(0, 2**32),
    new_cards=st.integers(0, 40),
    new_per_day=st.integers(0, 9),
    reviews_per_day=st.none() | st.integers(1, 20),
    one_in=st.floats(1, 5),
    ages=st.lists(st.integers(1, 90), max_size=10),
)
def test_cards_are_conserved_and_limits_hold(
    key, learner, seed, new_cards, new_per_day, reviews_per_day, one_in, ages
):
    the_plan = plan(
        days=40,
        new_cards=new_cards,
        new_per_day=new_per_day,
        reviews_per_day=reviews_per_day,
        one_in=one_in,
    )
    cards = [begun(FIRST - age, key=key) for age in ages]

    days = run(the_plan, key, LEARNERS[learner](), seed, cards)

    introduced = len(cards)
    for number, day in enumerate(days, 1):
        introduced += day.new
        assert day.introduced == introduced <= len(cards) + new_cards
        assert 0 <= day.failed <= day.reviews <= introduced
        assert day.reviews + day.waiting + day.new <= introduced
        assert 0 <= day.known <= introduced
        assert sum(each.new for each in days[:number]) <= number * new_per_day
        assert reviews_per_day is None or day.reviews <= reviews_per_day
        assert reviews_per_day is not None or day.waiting == 0


@settings(max_examples=40, deadline=None)
@given(key=st.sampled_from(SCHEDULERS), seed=st.integers(0, 2**32))
def test_no_card_is_asked_twice_a_day(key, seed):
    asked = []

    run(plan(), key, recording(asked), seed)

    assert asked
    assert min(asked) >= 1
