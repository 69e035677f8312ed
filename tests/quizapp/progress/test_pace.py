"""Time a card, by kind."""

from __future__ import annotations

from statistics import mean, median
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.progress.pace import Pace, _pace, paces_of
from tests.quizapp.study.conftest import items_of


@pytest.fixture
def learner(make):
    return make.user()


@pytest.fixture
def items(make):
    """A flashcard and a multiple choice."""
    return items_of(make.question_set(None, make.flashcard(), make.multiple_choice()))


def test_kinds_are_told_apart_and_drills_stand_last(make, learner, items):
    front, choice = items
    for seconds in (2, 4, 9):
        make.logged(learner, choice, day=5, grade=4, duration_ms=seconds * 1000)
    make.logged(learner, front, day=5, grade=1, duration_ms=90_000)
    for _ in range(4):
        make.logged(learner, front, "drill", day=5, grade=4, duration_ms=1500)

    assert paces_of(learner.id, since=5) == (
        Pace(kind="multiple_choice", timed=3, median_seconds=4.0, mean_seconds=5.0),
        Pace(kind="flashcard", timed=1, median_seconds=60.0, mean_seconds=60.0),
        Pace(kind="drill", timed=4, median_seconds=1.5, mean_seconds=1.5),
    )


def test_what_is_older_undone_untimed_or_practice_is_left_out(make, learner, items):
    item = items[0]
    make.logged(learner, item, day=4, grade=4, duration_ms=1000)
    undone = make.logged(learner, item, day=5, grade=4, duration_ms=1000)
    make.logged(learner, item, "undo", day=5, undoes=undone)
    make.logged(learner, item, day=5, grade=4)
    make.logged(learner, item, "practice", day=5, grade=4, duration_ms=1000)

    assert paces_of(learner.id, since=5) == ()


@given(st.lists(st.integers(0, 600), min_size=1, max_size=50))
def test_the_median_from_counts_is_that_of_the_times(tenths):
    rows = [
        SimpleNamespace(step=step, timed=tenths.count(step), ms=100 * step * tenths.count(step))
        for step in sorted(set(tenths))
    ]

    pace = _pace("flashcard", rows)

    assert pace.median_seconds == pytest.approx(median(tenths) / 10)
    assert pace.mean_seconds == pytest.approx(mean(tenths) / 10)
