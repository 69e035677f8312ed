"""The plan to an exam: what holds of every plan, and the load of small ones worked out by hand."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.scheduling.card import SM2
from quizapp.scheduling.exam import (
    LAST_PASS_DAYS,
    MOST_DAYS_AHEAD,
    MOST_NEW_A_DAY,
    Group,
    day_at_pace,
    expected_load,
    introduction_days,
    is_last_pass,
    is_on_plan,
    most_new,
    new_by_exam,
    spread,
)
from quizapp.scheduling.schedulers import scheduler_of

TODAY = 700_000
cards = st.integers(0, 3_000)
days_ahead = st.integers(1, 100)
exams = st.dictionaries(days_ahead.map(lambda days: TODAY + days), cards, min_size=1, max_size=4)


def load_of(*groups: Group, new_per_day: int = 0, **changes: Any) -> list[Any]:
    circumstances = {"day": TODAY, "scheduler": SM2, "last_pass_left": {}, **changes}
    return expected_load(groups, new_per_day=new_per_day, **circumstances)


def group(*exam_days: int, new: int = 0, seen: int = 0, due: Any = None) -> Group:
    asked = frozenset(TODAY + exam_day for exam_day in exam_days)
    moved = {(TODAY + day, interval): count for (day, interval), count in (due or {}).items()}
    return Group(exam_days=asked, new=new, seen=seen, due=moved)


@pytest.mark.parametrize(
    ("days_left", "to_introduce"), [(10, 7), (4, 1), (3, 3), (2, 2), (1, 1), (0, 0), (-5, 0)]
)
def test_new_cards_are_spread_up_to_the_last_pass_and_over_it_once_it_has_begun(days_left, to_introduce):
    assert introduction_days(TODAY + days_left, TODAY) == to_introduce


@pytest.mark.parametrize(("days_left", "is_in_it"), [(4, False), (3, True), (1, True), (0, False)])
def test_the_last_pass_is_the_final_three_days_before_the_exam(days_left, is_in_it):
    assert is_last_pass(TODAY + days_left, TODAY) is is_in_it


@given(cards, st.integers(1, 60))
def test_shares_add_up_to_what_is_left_and_never_grow(left, days):
    shares = spread(left, days)

    assert sum(shares) == left
    assert len(shares) == days
    assert all(0 <= later <= earlier for earlier, later in pairwise(shares))
    assert shares[0] - shares[-1] <= 1


@given(exams)
def test_each_exam_sees_all_its_cards_introduced_before_its_last_pass(left):
    left = dict(left)
    possible = {
        exam_day
        for exam_day, asked in new_by_exam(left, TODAY).items()
        if max(new_by_exam(left, TODAY).values()) < MOST_NEW_A_DAY and exam_day - TODAY > LAST_PASS_DAYS
    }
    for today in range(TODAY, max(left)):
        for exam_day in possible:
            if today == exam_day - LAST_PASS_DAYS:
                assert left[exam_day] == 0
        wanted = max(new_by_exam(left, today).values())
        for exam_day in sorted(exam_day for exam_day in left if exam_day > today):
            taken = min(left[exam_day], wanted)
            left[exam_day] -= taken
            wanted -= taken


@given(cards, st.integers(LAST_PASS_DAYS + 2, 100))
def test_a_missed_day_never_lowers_the_others_and_raises_what_was_rounded_least(left, days):
    exam_day = TODAY + days

    before, after = (new_by_exam({exam_day: left}, TODAY + missed)[exam_day] for missed in (0, 1))

    assert after >= before >= 0
    if left > (days - LAST_PASS_DAYS) ** 2 and after < MOST_NEW_A_DAY:
        assert after > before


@given(cards, cards, days_ahead)
def test_more_cards_never_ask_for_fewer_a_day(some, more, days):
    exam_day = TODAY + days

    few, many = (new_by_exam({exam_day: left}, TODAY)[exam_day] for left in (some, some + more))

    assert 0 <= few <= many <= MOST_NEW_A_DAY


def test_an_exam_that_is_over_asks_for_nothing():
    assert new_by_exam({TODAY: 50, TODAY - 1: 50}, TODAY) == {}


def test_a_later_exam_counts_the_cards_of_earlier_ones():
    assert new_by_exam({TODAY + 13: 20, TODAY + 23: 100}, TODAY) == {TODAY + 13: 2, TODAY + 23: 6}


@given(st.lists(st.tuples(st.sets(days_ahead, max_size=3), cards, cards), max_size=4), st.integers(0, 50))
def test_the_expected_load_introduces_no_card_twice_and_none_below_nothing(drawn, new_per_day):
    groups = [group(*asked, new=new, seen=seen) for asked, new, seen in drawn]

    load = load_of(*groups, new_per_day=new_per_day)

    assert sum(each.new for each in load) <= sum(each.new for each in groups)
    assert all(min(each.reviews, each.new, each.last_pass) >= 0 for each in load)
    assert [each.day for each in load] == list(range(TODAY, TODAY + len(load)))


def test_the_load_of_a_small_plan_is_as_worked_out_by_hand():
    load = load_of(group(7, new=40))

    assert [each.new for each in load] == [10, 10, 10, 10, 0, 0, 0]
    # Each comes back after a day; one in ten of those is failed and comes back the day after that.
    assert [each.reviews for each in load] == [0, 10, 11, 11, 11, 1, 0]
    assert sum(each.last_pass for each in load[-LAST_PASS_DAYS:]) == 40 - 12
    assert not any(each.last_pass for each in load[:-LAST_PASS_DAYS])


def test_cards_due_come_on_their_day_and_a_backlog_over_a_week():
    load = load_of(group(10, seen=77, due={(-4, 30): 70, (2, 30): 7}))

    assert [each.reviews for each in load[:4]] == [10, 11, 18, 12]


def test_the_load_follows_the_scheduler_of_the_learner():
    load = load_of(group(12, new=9, seen=0), new_per_day=9, scheduler=scheduler_of("fsrs:90"))

    assert [each.reviews for each in load[:4]] == [0, 0, 9, 0]


def test_a_last_pass_that_has_begun_has_what_is_left_of_it():
    load = load_of(group(2, seen=90), last_pass_left={TODAY + 2: 31})

    assert [each.last_pass for each in load] == [16, 15]


def test_a_learners_own_limit_is_what_they_do_where_it_is_higher():
    assert [each.new for each in load_of(group(10, new=30), new_per_day=20)][:3] == [20, 10, 0]


def test_without_an_exam_to_come_no_load_is_expected():
    assert load_of(group(new=5), group(-1, new=5)) == []


@settings(max_examples=30)
@given(cards, st.integers(1, 300), st.integers(4, 30))
def test_as_many_cards_as_can_be_met_are_met_and_one_more_is_not(new, most_cards, days):
    circumstances = {"day": TODAY, "scheduler": SM2, "last_pass_left": {}}

    possible = most_new([group(days, new=new)], most_cards, **circumstances)

    assert possible is not None
    assert 0 <= possible <= new
    assert all(each.cards <= most_cards for each in load_of(group(days, new=possible)))
    if possible < new:
        assert any(each.cards > most_cards for each in load_of(group(days, new=possible + 1)))


def test_no_number_of_new_cards_can_be_met_where_known_ones_are_too_many():
    known = group(10, new=5, seen=50, due={(2, 30): 50})

    assert most_new([known], 49, day=TODAY, scheduler=SM2, last_pass_left={}) is None


@given(cards, st.integers(1, 200))
def test_the_date_that_would_do_asks_for_no_more_than_the_pace(left, pace):
    exam_day = day_at_pace(left, pace, TODAY)

    if exam_day is None:
        assert left > (MOST_DAYS_AHEAD - LAST_PASS_DAYS) * pace
    elif left:
        assert new_by_exam({exam_day: left}, TODAY)[exam_day] <= pace


def test_who_takes_no_new_cards_gets_through_by_no_date():
    assert day_at_pace(10, 0, TODAY) is None


@pytest.mark.parametrize(
    ("new_left", "introduced", "days", "days_left", "is_good"),
    [
        (0, 0, 7, 0, True),
        (70, 70, 7, 7, True),
        (71, 70, 7, 7, False),
        (10, 5, 0, 2, True),
        (10, 9, 7, 0, False),
    ],
)
def test_a_student_is_on_plan_whose_latest_pace_is_enough(new_left, introduced, days, days_left, is_good):
    assert is_on_plan(new_left, introduced, days, days_left) is is_good
