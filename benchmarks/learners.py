"""Databases with learners of many cards, made by bulk SQL, and what a page asks of them.

A learner's deck has two items for each card: the first half of its sets is introduced, each with its
`SetPlace`, the other half waits. Of the cards 10 % are due today, 10 % were due before, 2 % are suspended,
the rest is due later; 5 % of the sets are no longer studied, and their cards have been due longest of all.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from questions import bundled_articles, extract_facts, generate_items, read_article, to_dict
from quizapp import create_app
from quizapp.access import Viewer
from quizapp.config import read_settings
from quizapp.database import migrate
from quizapp.decks import queue_order_of
from quizapp.extensions import db
from quizapp.models import User

NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)
DAY = NOW.date().toordinal()
SET_SIZE = 100
KEY = "benchmark-secret-key-benchmark-secret-key"

_INSERT_ITEM = """
    INSERT INTO item (id, set_id, key, position, state, version, kind, fact, condition, queue_order, content)
    VALUES (?, ?, ?, ?, 'live', 1, ?, ?, ?, ?, ?)
"""
# Sets in which (id % 20 = 5) is everybody's past: their cards are due, and nobody studies them any more.
_CARDS = """
    INSERT INTO card (user_id, item_id, version, repetition, ease, interval_days, lapses, due_day, last_day,
        introduced_day, suspended, flagged, set_id, queue_day, queue_order)
    SELECT ?1, id, 3, 3, 250, 15, 0, due_day, due_day - 15, ?3 - 200, lot >= 80 AND lot < 82, 0, set_id,
        CASE WHEN set_id % 20 = 5 OR (lot >= 80 AND lot < 82) THEN NULL ELSE due_day END, queue_order
    FROM (
        SELECT id, set_id, queue_order, lot,
            CASE
                WHEN set_id % 20 = 5 THEN ?3 - 100
                WHEN lot < 10 THEN ?3
                WHEN lot < 20 THEN ?3 - 1 - id % 60
                WHEN lot < 82 THEN ?3 + 1 + id % 300
                ELSE ?3 + 1 + id % 30
            END AS due_day
        FROM (SELECT id, set_id, queue_order, id * 7919 / 13 % 100 AS lot FROM item WHERE id <= ?2)
    )
"""
_LOG = """
    INSERT INTO review_log (user_id, sequence, item_id, item_version, action, day, server_time, scheduler,
        grade, repetition, ease, interval_days, due_day)
    SELECT user_id, row_number() OVER (ORDER BY item_id), item_id, 1, 'answer', last_day,
        '2026-02-01 12:00:00', 'sm2', 4, 3, 250, 15, due_day
    FROM card WHERE user_id = ?
"""


@contextmanager
def app_with_items(folder: Path, number: int) -> Iterator[sqlite3.Connection]:
    """An app of its own, in its context, and a raw connection to its database with so many items in sets."""
    app = create_app(read_settings({"QUIZAPP_DATA": str(folder), "QUIZAPP_SECRET_KEY": KEY}))
    with app.app_context():
        migrate()
        raw = sqlite3.connect(str(db.engine.url.database), isolation_level=None)
        raw.execute("PRAGMA synchronous = OFF")
        raw.execute("BEGIN")
        sets = range(1, number // SET_SIZE + 2)
        raw.executemany(
            "INSERT INTO question_set (id, title, created_at) VALUES (?, 'Benchmark', '2026-01-01')",
            ((set_id,) for set_id in sets),
        )
        raw.executemany(_INSERT_ITEM, islice(_items(), number))
        raw.execute("COMMIT")
        raw.execute("PRAGMA synchronous = FULL")
        yield raw
        raw.close()
        db.session.remove()
        db.engine.dispose()


def _items() -> Iterator[tuple[Any, ...]]:
    """Rows of items without end, made from a few articles of the library, over and over."""
    articles = [
        extract_facts(read_article(file.path.read_bytes(), id=file.id, name=file.path.name))
        for file in bundled_articles()[:5]
    ]
    made = [item for facts in articles for item in generate_items(facts, articles).items]
    contents = [(item.kind.value, json.dumps(to_dict(item))) for item in made]
    number = 0
    while True:
        kind, content = contents[number * 31 % len(contents)]
        set_id, position = 1 + number // SET_SIZE, number % SET_SIZE
        sibling = f"fact-{number // 3}"
        order = queue_order_of(sibling, number % 3, 3)
        condition = f"condition {set_id}"
        number += 1
        yield number, set_id, f"item-{number}", position, kind, sibling, condition, order, content


def add_learner(raw: sqlite3.Connection, user_id: int, cards: int, *, new_per_day: int = 20) -> None:
    """A learner with so many cards and as many items still to be introduced."""
    raw.execute(
        "INSERT INTO user_account (id, email, name, role, password_hash, created_at, zone, cut_hour,"
        " last_day, new_per_day, show_intervals, single_key_shortcuts, space_grades_good)"
        " VALUES (?, ?, 'Learner', 'student', '', '2026-01-01', 'Europe/Berlin', 4, ?, ?, 1, 1, 1)",
        (user_id, f"learner{user_id}@example.org", DAY, new_per_day),
    )
    raw.execute(
        "INSERT INTO chosen_set (user_id, set_id, chosen_at)"
        " SELECT ?, id, '2026-01-01' FROM question_set WHERE id <= ? AND id % 20 <> 5",
        (user_id, 2 * cards // SET_SIZE),
    )
    raw.execute(_CARDS, (user_id, cards, DAY))
    raw.execute(
        "INSERT INTO set_place (user_id, set_id, next_position, unseen)"
        " SELECT user_id, set_id, CASE WHEN set_id > ?1 THEN 0 END, CASE WHEN set_id > ?1 THEN ?2 ELSE 0 END"
        " FROM chosen_set WHERE user_id = ?3",
        (cards // SET_SIZE, SET_SIZE, user_id),
    )
    raw.execute(_LOG, (user_id,))


def viewer_of(user_id: int) -> Viewer:
    """The learner as each page has them."""
    columns = [getattr(User, field.name) for field in fields(Viewer) if field.name != "token_hash"]
    row = db.session.execute(sa.select(*columns).where(User.id == user_id)).one()
    return Viewer(**row._mapping, token_hash="")  # noqa: SLF001 - the documented way to a mapping
