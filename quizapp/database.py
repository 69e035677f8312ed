"""The database as an operator sees it: brought to the newest schema, saved to a file, put back from one."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from flask import current_app

from quizapp.extensions import db

MIGRATIONS = Path(__file__).parent.parent / "migrations"
_OURS = {"alembic_version", "user_account", "review_log"}


class BackupError(Exception):
    """A backup cannot be made, or a file is none."""


def migrate() -> None:
    """Bring the schema to the newest version; does nothing where it is. Needs an app context."""
    # Flask-Migrate costs 100 ms at import; only this needs it, so the web process goes without.
    from flask_migrate import Migrate, upgrade

    Migrate(current_app, db, directory=str(MIGRATIONS))
    upgrade()


def backup(target: Path) -> dict[str, int]:
    """Save the whole database to a new file while the app goes on; gives the number of rows of each table.

    Raises:
        BackupError: the file exists, or cannot be written.
    """
    if target.exists():
        raise BackupError(f"{target} exists already. Choose another name.")
    if not target.parent.is_dir():
        raise BackupError(f"There is no folder {target.parent}. Make it first.")
    unfinished = target.with_name(target.name + ".part")
    with closing(sqlite3.connect(_live_file())) as live, closing(sqlite3.connect(unfinished)) as copy:
        live.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, nothing beside it to forget
        counts = _checked(copy, unfinished)
    unfinished.rename(target)
    return counts


def restore(source: Path, now: datetime) -> tuple[dict[str, int], Path | None]:
    """Put a backup in the place of the present database, which is saved beside it first.

    Gives the number of rows of each table and where the former database lies (None where there was none). The
    schema is then brought to the newest version.

    Raises:
        BackupError: the file is no intact backup; nothing was changed.
    """
    if not source.is_file():
        raise BackupError(f"There is no file {source}.")
    former = None
    with closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as copy:
        counts = _checked(copy, source)
        live_file = _live_file()
        if live_file.exists():
            former = live_file.with_name(f"{live_file.name}.before-restore-{now:%Y%m%d-%H%M%S}")
            backup(former)
        with closing(sqlite3.connect(live_file)) as live:
            copy.backup(live)
            live.execute("PRAGMA journal_mode = WAL")
    migrate()
    return counts, former


def problems() -> list[str]:
    """What SQLite finds wrong with the file and with references between tables; empty where all is well."""
    with db.engine.connect() as connection:
        faults = [row[0] for row in connection.exec_driver_sql("PRAGMA integrity_check") if row[0] != "ok"]
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    return faults + [
        f"{table} row {row} refers to a missing row of {parent}" for table, row, parent, _ in broken
    ]


def _live_file() -> Path:
    return Path(str(db.engine.url.database))


def _checked(connection: sqlite3.Connection, file: Path) -> dict[str, int]:
    """The number of rows of each table of an intact database of ours."""
    try:
        intact = connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    except sqlite3.DatabaseError as error:
        raise BackupError(f"{file} is no SQLite database: {error}.") from error
    if not intact:
        raise BackupError(f"{file} is damaged. Take an older backup.")
    if not set(tables) >= _OURS:
        raise BackupError(f"{file} is a database of something else.")
    quoted = sorted(table for table in tables if not table.startswith("sqlite_"))
    return {table: connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0] for table in quoted}  # noqa: S608 - names from the schema
