"""What waits today, for learners of a thousand to a hundred thousand cards, with one other or thousands.

Timed are the queue (the day's counts and the next card, as each card's page reads them) and the counts of all
that waits, whatever the limits, as the day's overview reads them. Learners take turns, so that the machine's
noise meets all of them.
"""

from __future__ import annotations

import sqlite3
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from benchmarks.learners import DAY, add_learner, app_with_items, viewer_of
from quizapp.access import Viewer
from quizapp.extensions import db
from quizapp.study.deck import count_waiting, next_waiting, today_for

SIZES = {1: 1_000, 2: 10_000, 3: 100_000}
"""Cards by learner; each has as many items still to be introduced."""

OTHERS, CARDS_OF_OTHERS = 2_000, 1_000
TURNS = 300


def measure() -> Iterator[str]:
    """Lines to print: a table with a row a learner, for each number of other learners."""
    yield f"What waits today, microseconds (median of {TURNS} turns, to that of {SIZES[1]:,} cards):"
    yield "   others    cards    backlog  due  new      queue and next card        all counts"
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
    viewers = {user_id: viewer_of(user_id) for user_id in SIZES}
    queue: dict[int, list[float]] = defaultdict(list)
    counts: dict[int, list[float]] = defaultdict(list)
    for _ in range(TURNS):
        for user_id, viewer in viewers.items():
            begin = time.perf_counter()
            _draw(viewer)
            middle = time.perf_counter()
            count_waiting(db.session().connection(), viewer, DAY)
            counts[user_id].append(time.perf_counter() - middle)
            queue[user_id].append(middle - begin)
    for user_id, cards in SIZES.items():
        left = today_for(db.session().connection(), viewers[user_id], DAY).left
        yield (
            f"  {others:7,} {cards:8,} {left.backlog:10} {left.due:4} {left.new:4}"
            f" {_cell(queue, user_id)} {_cell(counts, user_id)}"
        )
    db.session.rollback()


def _draw(viewer: Viewer) -> None:
    connection = db.session().connection()
    assert next_waiting(connection, viewer, DAY, today_for(connection, viewer, DAY)) is not None


def _cell(seconds: dict[int, list[float]], user_id: int) -> str:
    median, smallest = statistics.median(seconds[user_id]), statistics.median(seconds[1])
    return f"{median * 1e6:12.0f} {median / smallest:8.2f} x"
