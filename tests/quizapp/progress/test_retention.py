"""True retention by interval and period."""

from __future__ import annotations

from quizapp.progress.figures import Answers
from quizapp.progress.retention import retention_rows

TODAY = 1000


def reviews(passed: int, of: int) -> Answers:
    return Answers(answered=of, right=passed, retention_reviews=of, retention_passed=passed)


def test_rows_hold_each_band_then_young_mastered_and_all_by_period():
    rows = retention_rows(
        {
            (TODAY, 1): reviews(1, 2),
            (TODAY - 6, 1): reviews(3, 3),
            (TODAY - 7, 7): reviews(4, 5),
            (TODAY - 30, 21): reviews(6, 7),
            (TODAY, 90): reviews(8, 9),
            (TODAY, 0): Answers(answered=50),
        },
        TODAY,
    )

    assert {
        row.label: [(each.retention_passed, each.retention_reviews) for each in row.periods] for row in rows
    } == {
        "1 to 6 days": [(1, 2), (4, 5), (4, 5), (4, 5)],
        "7 to 20 days": [(0, 0), (0, 0), (4, 5), (4, 5)],
        "21 to 89 days": [(0, 0), (0, 0), (0, 0), (6, 7)],
        "90 days or more": [(8, 9), (8, 9), (8, 9), (8, 9)],
        "Young, under 21 days": [(1, 2), (4, 5), (8, 10), (8, 10)],
        "Mastered, 21 days or more": [(8, 9), (8, 9), (8, 9), (14, 16)],
        "All": [(9, 11), (12, 14), (16, 19), (22, 26)],
    }


def test_without_reviews_every_row_is_empty():
    assert all(each == Answers() for row in retention_rows({}, TODAY) for each in row.periods)
