"""The limit for one answer: a bare WSGI function that makes the same durable change with the raw driver.

It reads the card, updates it, appends a log row, keeps the answer key, commits with synchronous FULL and
finds the next card, on the app's own tables. It knows no sessions, no CSRF, no access rules and no templates.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qs

DAY = 739_700
_connection = None
if "BARE_DATABASE" in os.environ:
    # The server calls from one thread, which is not the one that imports.
    _connection = sqlite3.connect(os.environ["BARE_DATABASE"], isolation_level=None, check_same_thread=False)


def app(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """One answer a request."""
    form = parse_qs(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])).decode())
    _answer(int(form["user_id"][0]), int(form["item_id"][0]), form["key"][0])
    start_response("303 See Other", [("Location", "/study/card"), ("Content-Length", "0")])
    return [b""]


def _answer(user_id: int, item_id: int, key: str) -> None:
    assert _connection is not None
    run = _connection.execute
    run("BEGIN IMMEDIATE")
    run("SELECT outcome FROM answer_key WHERE user_id = ? AND key = ?", (user_id, key)).fetchone()
    run("SELECT content FROM item WHERE id = ?", (item_id,)).fetchone()
    run("SELECT * FROM card WHERE user_id = ? AND item_id = ?", (user_id, item_id)).fetchone()
    run(
        "INSERT INTO card (user_id, item_id, version, repetition, ease, interval_days, lapses, due_day,"
        " last_day, introduced_day, suspended, flagged, set_id, queue_day, queue_order)"
        " VALUES (?, ?, 1, 1, 250, 1, 0, ?, ?, ?, 0, 0, 1, ?, 0)",
        (user_id, item_id, DAY + 1, DAY, DAY, DAY + 1),
    )
    newest = run("SELECT max(sequence) FROM review_log WHERE user_id = ?", (user_id,)).fetchone()[0] or 0
    run(
        "INSERT INTO review_log (user_id, sequence, item_id, item_version, action, day, server_time,"
        " scheduler, grade, repetition, ease, interval_days, due_day)"
        " VALUES (?, ?, ?, 1, 'answer', ?, '2026-03-03 12:00:00', 'sm2', 4, 1, 250, 1, ?)",
        (user_id, newest + 1, item_id, DAY, DAY + 1),
    )
    run("INSERT INTO answer_key VALUES (?, ?, ?, '{}')", (user_id, key, newest + 1))
    run("COMMIT")
    run(
        "SELECT item_id FROM card WHERE user_id = ? AND queue_day <= ?"
        " ORDER BY queue_day, queue_order, item_id LIMIT 1",
        (user_id, DAY),
    ).fetchone()


if _connection is not None:
    _connection.execute("PRAGMA journal_mode = WAL")
    _connection.execute("PRAGMA synchronous = FULL")
    _connection.execute("PRAGMA foreign_keys = ON")
    _connection.execute("PRAGMA busy_timeout = 10000")
