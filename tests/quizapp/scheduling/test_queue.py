from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from quizapp.scheduling.card import NEW_CARD, CardState, answer, bury, drill, suspend
from quizapp.scheduling.queue import (
    DRILL_GAP_CARDS,
    Counts,
    DailyLimits,
    Draw,
    Kind,
    farthest_from_siblings,
    kind_of,
    next_draw,
    within_limits,
)

DAY = 739_944
PASSED = answer(NEW_CARD, 4, DAY)
FAILED = answer(NEW_CARD, 1, DAY)


@pytest.mark.parametrize(
    ("card", "day", "kind"),
    [
        (NEW_CARD, DAY, Kind.NEW),
        (PASSED, DAY, None),
        (PASSED, DAY + 1, Kind.DUE),
        (PASSED, DAY + 2, Kind.BACKLOG),
        (FAILED, DAY, Kind.DRILL),
        (FAILED, DAY + 1, Kind.DUE),
        (FAILED, DAY + 2, Kind.BACKLOG),
        (drill(FAILED, 4, DAY), DAY, None),
        (suspend(NEW_CARD), DAY, None),
        (suspend(PASSED), DAY + 5, None),
        (bury(FAILED, DAY), DAY, None),
        (bury(FAILED, DAY), DAY + 1, Kind.DUE),
    ],
)
def test_a_card_is_in_the_queue_for_one_reason_at_most(card: CardState, day: int, kind: Kind | None) -> None:
    assert kind_of(card, day) is kind


def counts(backlog: int = 0, due: int = 0, drills: int = 0, new: int = 0) -> Counts:
    return Counts(backlog=backlog, due=due, drills=drills, new=new)


@pytest.mark.parametrize(
    ("left", "cards_since_drill", "draw"),
    [
        (counts(), 0, None),
        (counts(new=3), 0, Draw.NEW),
        (counts(due=1, new=3), 0, Draw.REVIEW),
        (counts(backlog=1, new=3), 0, Draw.REVIEW),
        (counts(due=1, drills=1, new=3), DRILL_GAP_CARDS - 1, Draw.REVIEW),
        (counts(due=1, drills=1, new=3), DRILL_GAP_CARDS, Draw.DRILL),
        (counts(drills=2, new=3), DRILL_GAP_CARDS - 1, Draw.NEW),
        (counts(drills=2, new=3), DRILL_GAP_CARDS, Draw.DRILL),
        (counts(drills=1), 0, Draw.DRILL),
    ],
)
def test_reviews_come_before_new_cards_and_a_drill_once_its_gap_is_filled_or_nothing_else_is_left(
    left: Counts, cards_since_drill: int, draw: Draw | None
) -> None:
    assert next_draw(left, cards_since_drill) is draw


@pytest.mark.parametrize(("introduced", "new_left"), [(0, 20), (19, 1), (20, 0), (25, 0)])
def test_new_cards_stop_at_the_daily_limit_even_when_it_was_lowered_today(
    introduced: int, new_left: int
) -> None:
    left = within_limits(counts(new=50), DailyLimits(), introduced_today=introduced, reviewed_today=0)

    assert left.new == new_left


def test_no_more_new_cards_are_promised_than_there_are() -> None:
    assert within_limits(counts(new=3), DailyLimits(), introduced_today=0, reviewed_today=0).new == 3


def test_reviews_are_not_limited_unless_asked() -> None:
    waiting = counts(backlog=900, due=300, drills=7)

    assert within_limits(waiting, DailyLimits(), introduced_today=0, reviewed_today=500) == waiting


@pytest.mark.parametrize(("reviewed", "backlog", "due"), [(0, 30, 40), (60, 10, 0), (45, 25, 0), (99, 0, 0)])
def test_a_limit_on_reviews_is_spent_on_the_backlog_first_and_never_on_drills(
    reviewed: int, backlog: int, due: int
) -> None:
    waiting = counts(backlog=30, due=50, drills=7)

    left = within_limits(waiting, DailyLimits(reviews=70), introduced_today=0, reviewed_today=reviewed)

    assert left == counts(backlog=backlog, due=due, drills=7)


def shown_in_turn(waiting: list[str]) -> list[str]:
    left, shown = list(waiting), []
    while left:
        shown.insert(0, left.pop(farthest_from_siblings(left, shown)))
    return shown[::-1]


@pytest.mark.parametrize(
    ("waiting", "in_turn"),
    [
        ("", ""),
        ("abc", "abc"),
        ("aab", "aba"),
        ("baa", "aba"),
        ("aaabc", "abaca"),
        ("aabbc", "abcab"),
        ("aa", "aa"),
    ],
)
def test_few_siblings_come_between_other_cards(waiting, in_turn):
    assert "".join(shown_in_turn(list(waiting))) == in_turn


@given(st.lists(st.sampled_from("abcdefgh"), min_size=2, max_size=20))
def test_the_smallest_distance_of_siblings_is_as_large_as_it_can_be(waiting):
    shown = shown_in_turn(waiting)
    sizes = Counter(waiting)
    most = max(sizes.values())
    assume(most > 1)

    places: dict[str, list[int]] = {}
    for place, name in enumerate(shown):
        places.setdefault(name, []).append(place)
    smallest = min(other - one for theirs in places.values() for one, other in pairwise(theirs))
    # The largest families need one place each at the end, and their other cards a stretch each before it.
    assert smallest >= (len(waiting) - sum(size == most for size in sizes.values())) // (most - 1)
    assert Counter(shown) == sizes


def test_a_sibling_just_shown_is_put_off():
    assert farthest_from_siblings(["a", "b"], ["a"]) == 1
    assert farthest_from_siblings(["a", "b"], ["b", "a"]) == 0
