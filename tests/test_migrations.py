"""Migrations carry over what is stored; there and back it is as it was."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import Migrate, downgrade, upgrade

from quizapp.database import MIGRATIONS
from quizapp.extensions import db
from quizapp.uploads import file_of

FILES = {1: b"", 2: b"\x00 small \xff", 3: bytes(range(256)) * 10_000, 4: b"\0" * 1_000_000}


@pytest.fixture
def schema(app) -> Flask:
    """The app, whose database can be brought to any version."""
    Migrate(app, db, directory=str(MIGRATIONS))
    return app


def rows(app: Flask, statement: str, *values: object) -> list[tuple[object, ...]]:
    db.session.remove()
    db.engine.dispose()
    path = Path(app.extensions["settings"].data) / "quizapp.sqlite3"
    with closing(sqlite3.connect(path)) as database, database:
        return database.execute(statement, values).fetchall()


def test_files_that_wait_are_kept_through_their_table_and_back(schema, make):
    owner = make.instructor()
    downgrade(revision="0005")
    for number, data in FILES.items():
        rows(
            schema,
            "INSERT INTO upload (id, owner_id, kind, name, data, choices, created_at)"
            " VALUES (?, ?, 'question_set', 'a.csv', ?, '{}', '2026-03-03 12:00:00')",
            number,
            owner.id,
            data,
        )

    upgrade(revision="0006")
    assert {number: file_of(number) for number in FILES} == FILES

    downgrade(revision="0005")
    assert dict(rows(schema, "SELECT id, data FROM upload")) == FILES


def test_a_database_of_the_first_0005_gets_the_column_that_it_lacks(schema):
    downgrade(revision="0005")
    rows(schema, "ALTER TABLE upload DROP COLUMN attempts")

    upgrade(revision="0006")

    assert "attempts" in [name for _, name, *_ in rows(schema, "PRAGMA table_info(upload)")]
