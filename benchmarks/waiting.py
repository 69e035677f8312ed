"""What waits today, for learners of a thousand to a hundred thousand cards, with one other or thousands.

Timed are the queue (the day's counts and the next card, as each card's page reads them), the same with an
exam date and with a backlog spread over a week, and the counts of all that waits, whatever the limits, as the
day's overview reads them. Learners take turns, so that the machine's noise meets all of them.
"""

from __future__ import annotations

import sqlite3
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from benchmarks.learners import DAY, add_learner, app_with_items, viewer_of
from quizapp.access import Viewer
from quizapp.extensions import db
from quizapp.study.deck import count_waiting, next_waiting, today_for, whole_backlog

SIZES = {1: 1_000, 2: 10_000, 3: 100_000}
"""Cards by learner; each has as many items still to be introduced, and a tenth of them as a backlog."""

OTHERS, CARDS_OF_OTHERS = 2_000, 1_000
TURNS = 300
_EXAM_IN_DAYS, _SPREAD_DAYS = 700, 7


def measure() -> Iterator[str]:
    """Lines to print: what is timed, a column a learner, for each number of other learners."""
    yield f"What waits today, microseconds (median of {TURNS} turns, to that of {SIZES[1]:,} cards):"
    yield f"  others  {'cards':24}" + "".join(f"{cards:20,}" for cards in SIZES.values())
    with (
        tempfile.TemporaryDirectory() as folder,
        app_with_items(Path(folder), 2 * max(SIZES.values())) as raw,
    ):
        _add(raw, {**SIZES, 4: CARDS_OF_OTHERS})
        yield from _table(others=1)
        _add(raw, dict.fromkeys(range(5, 4 + OTHERS), CARDS_OF_OTHERS))
        yield from _table(others=OTHERS)


def _add(raw: sqlite3.Connection, learners: dict[int, int]) -> None:
    raw.execute("PRAGMA synchronous = OFF")
    raw.execute("BEGIN")
    for user_id, cards in learners.items():
        add_learner(raw, user_id, cards)
    raw.execute("COMMIT")
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _table(others: int) -> Iterator[str]:
    learners = {user_id: _turns_of(viewer_of(user_id)) for user_id in SIZES}
    seconds: dict[tuple[str, int], list[float]] = defaultdict(list)
    for _ in range(TURNS):
        for user_id, turns in learners.items():
            for name, turn in turns.items():
                begin = time.perf_counter()
                turn()
                seconds[name, user_id].append(time.perf_counter() - begin)
    for name in learners[1]:
        yield f" {others:7,}  {name:24}" + "".join(_cell(seconds, name, user_id) for user_id in SIZES)
    db.session.rollback()


def _turns_of(viewer: Viewer) -> dict[str, Callable[[], object]]:
    """What is timed, by name."""
    size = whole_backlog(db.session, viewer.id, DAY)
    spread = {"backlog_size": size, "backlog_from_day": DAY, "backlog_until_day": DAY + _SPREAD_DAYS - 1}
    viewers = {
        "queue and next card": viewer,
        "with an exam date": replace(viewer, exam_day=DAY + _EXAM_IN_DAYS),
        "with a backlog spread": replace(viewer, **spread),
    }
    return {
        **{name: lambda learner=each: _draw(learner) for name, each in viewers.items()},
        "all counts": lambda: count_waiting(db.session().connection(), viewer, DAY),
    }


def _draw(viewer: Viewer) -> None:
    connection = db.session().connection()
    assert next_waiting(connection, viewer, DAY, today_for(connection, viewer, DAY)) is not None


def _cell(seconds: dict[tuple[str, int], list[float]], name: str, user_id: int) -> str:
    median, smallest = statistics.median(seconds[name, user_id]), statistics.median(seconds[name, 1])
    return f"{median * 1e6:10.0f} {median / smallest:7.2f} x"
