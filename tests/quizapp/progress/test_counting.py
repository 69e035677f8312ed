"""True retention: which answers it counts, by the interval before them."""

from __future__ import annotations

import pytest

from quizapp.progress.counting import count_answers, count_in_each_way
from quizapp.progress.figures import (
    Scope,
    total,
)
from quizapp.progress.report import one_user
from tests.quizapp.progress.conftest import answers_of, items_of


def test_true_retention_takes_first_answers_of_a_day_to_cards_at_a_day_or_more(make, world):
    known, lapsed, fresh = world.items[:3]
    make.logged(world.student, known, day=1, grade=4, interval_days=1)  # new: no retention yet
    make.logged(world.student, known, day=2, grade=3, interval_days=6)  # passed
    make.logged(world.student, known, day=2, grade=1, interval_days=1)  # second of its day
    make.logged(world.student, lapsed, day=1, grade=1, interval_days=0)  # below a day afterwards
    make.logged(world.student, lapsed, day=3, grade=4, interval_days=1)  # so this is none
    make.logged(world.student, lapsed, day=4, grade=2, interval_days=1)  # failed
    make.logged(world.student, lapsed, "suspend", day=4, interval_days=1)
    make.logged(world.student, fresh, day=4, grade=5, interval_days=1)

    figures = answers_of(world.student)

    assert (figures.retention_reviews, figures.retention_passed) == (2, 1)
    assert figures.true_retention == 0.5


def test_after_an_undo_the_interval_before_is_the_restored_one(make, world):
    item = world.items[0]
    undone = make.logged(world.student, item, day=1, grade=4, interval_days=1)
    make.logged(world.student, item, "undo", day=1, undoes=undone, interval_days=0)
    make.logged(world.student, item, day=1, grade=4, interval_days=1)

    assert answers_of(world.student).retention_reviews == 0


def test_after_a_regrade_the_interval_before_is_the_regraded_one(make, world):
    item = world.items[0]
    answer = make.logged(world.student, item, day=1, grade=4, interval_days=1)
    make.logged(world.student, item, "regrade", day=1, grade=3, undoes=answer, interval_days=0)
    make.logged(world.student, item, day=2, grade=4, interval_days=1)

    assert answers_of(world.student).retention_reviews == 0


def test_an_answer_after_a_drill_of_the_same_day_is_no_first_one(make, world):
    item = world.items[0]
    make.logged(world.student, item, day=1, grade=1, interval_days=1)
    make.logged(world.student, item, "drill", day=2, grade=4, interval_days=1)
    make.logged(world.student, item, day=2, grade=4, interval_days=1)

    assert answers_of(world.student).retention_reviews == 0


def test_practice_counts_nowhere(make, world):
    make.logged(world.student, world.items[0], day=1, grade=4, duration_ms=10_000)
    make.logged(world.student, world.items[0], "practice", day=2, grade=1, duration_ms=10_000)

    figures = answers_of(world.student)

    assert (figures.answered, figures.duration_ms, figures.retention_reviews) == (1, 10_000, 0)


def test_an_answer_of_more_than_a_minute_counts_as_a_minute(make, world):
    make.logged(world.student, world.items[0], day=1, grade=4, duration_ms=3_600_000)
    make.logged(world.student, world.items[0], "drill", day=1, grade=4, duration_ms=61_000)

    assert answers_of(world.student).minutes == 2.0


def test_imported_reviews_count_once_a_day(make, world):
    for day, grade in [(1, 4), (1, 1), (2, 4), (8, 1), (8, 4)]:
        make.logged(world.student, world.items[0], "imported", day=day, grade=grade, interval_days=1)

    figures = answers_of(world.student)

    assert (figures.answered, figures.right) == (3, 2)
    assert (figures.retention_reviews, figures.retention_passed) == (2, 1)


def test_a_card_that_was_reset_has_no_retention_before_it_is_known_again(make, world):
    item = world.items[0]
    make.logged(world.student, item, day=1, grade=4, interval_days=30)
    make.logged(world.student, item, "reset", day=2, interval_days=0)
    make.logged(world.student, item, day=3, grade=1, interval_days=1)

    assert answers_of(world.student).retention_reviews == 0


def test_after_an_import_the_interval_before_is_the_one_taken_over(make, world):
    item = world.items[0]
    make.logged(world.student, item, "imported", day=1, grade=4, interval_days=1)
    make.logged(world.student, item, "import", day=40, interval_days=95)
    make.logged(world.student, item, day=40, grade=4, interval_days=200)

    by_band = count_answers(Scope(users=one_user(world.student.id)), "band")

    assert by_band[(90,)].retention_reviews == 1


@pytest.mark.parametrize(
    ("interval", "band"), [(0, 0), (1, 1), (6, 1), (7, 7), (20, 7), (21, 21), (89, 21), (90, 90), (999, 90)]
)
def test_a_review_belongs_to_the_band_of_the_interval_before_it(make, world, interval, band):
    make.logged(world.student, world.items[0], day=1, grade=4, interval_days=interval)
    make.logged(world.student, world.items[0], day=2, grade=4, interval_days=5)

    by_day_and_band = count_answers(Scope(users=one_user(world.student.id)), "day", "band")

    assert set(by_day_and_band) == {(1, 0), (2, band)}
    assert by_day_and_band[(2, band)].retention_reviews == (band > 0)


def test_the_ways_of_counting_agree(make, world):
    other = items_of(make.question_set(world.teacher, make.flashcard()))
    for day in range(1, 9):
        for item in (*world.items, *other):
            make.logged(world.student, item, day=day, grade=(day * item) % 6, interval_days=day * item % 30)

    ways = count_in_each_way(
        Scope(users=one_user(world.student.id)), ("day", "band"), ("set_id",), ("user_id",)
    )

    assert len({total(each.values()) for each in ways}) == 1
    assert len(ways[1]) == 2
    assert total(ways[0].values()).answered == 48
