"""The database as an operator sees it: brought to the newest schema, saved to a file, put back from one."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError

from quizapp.extensions import Base, db

MIGRATIONS = Path(__file__).parent.parent / "migrations"
_OURS = {"alembic_version", "user_account", "review_log"}


class BackupError(Exception):
    """A backup cannot be made, or a file is none."""


def migrate(connection: Connection | None = None) -> None:
    """Bring the app's schema, or that of another database, to the newest version. Needs an app context."""
    # Flask-Migrate costs 100 ms at import; only this needs it, so the web process goes without.
    from flask_migrate import Migrate, upgrade

    extension = Migrate(current_app, db, directory=str(MIGRATIONS))

    @extension.configure
    def choose(config: Any) -> Any:
        config.attributes["connection"] = connection
        return config

    upgrade()


def backup(target: Path) -> dict[str, int]:
    """Save the whole database to a new file while the app goes on; gives the number of rows of each table.

    Raises:
        BackupError: the file exists, or cannot be written, or the database is damaged.
    """
    if target.exists():
        raise BackupError(f"{target} exists already. Choose another name.")
    unfinished = target.with_name(target.name + ".part")
    try:
        unfinished.unlink(missing_ok=True)
        with closing(sqlite3.connect(_live_file())) as live, closing(sqlite3.connect(unfinished)) as copy:
            live.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, nothing beside it to forget
            counts = _checked(copy, _live_file())
        unfinished.rename(target)
    except (OSError, sqlite3.Error) as error:
        raise BackupError(f"{_live_file()} cannot be saved to {target}: {error}.") from error
    return counts


def restore(source: Path, now: datetime) -> tuple[dict[str, int], Path | None]:
    """Put a backup in the place of the present database, which is kept beside it.

    Gives the number of rows of each table and where the former database lies (None where there was none). The
    backup is first brought to the newest schema in a copy, so that one that cannot be leaves all as it was.

    Raises:
        BackupError: the file is no intact backup of a known version; nothing was changed.
    """
    if not source.is_file():
        raise BackupError(f"There is no file {source}.")
    live_file = _live_file()
    staged = live_file.with_name(f"{live_file.name}.restoring")
    try:
        counts = _stage(source, staged)
        former = _put_aside(live_file, now) if live_file.exists() else None
        with closing(sqlite3.connect(staged)) as copy, closing(sqlite3.connect(live_file)) as live:
            copy.backup(live)
            live.execute("PRAGMA journal_mode = WAL")
    finally:
        for file in _files_of(staged):
            file.unlink(missing_ok=True)
    return counts, former


def _files_of(database: Path) -> list[Path]:
    """A database and what SQLite keeps beside it."""
    return [database.with_name(database.name + suffix) for suffix in ("", "-wal", "-shm")]


def _stage(source: Path, staged: Path) -> dict[str, int]:
    """A copy of the backup, of the newest schema; gives the number of rows of each table."""
    for file in _files_of(staged):
        file.unlink(missing_ok=True)
    with closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as original:
        counts = _checked(original, source)
        with closing(sqlite3.connect(staged)) as copy:
            original.backup(copy)
    engine = sa.create_engine(f"sqlite:///{staged}")
    try:
        with engine.connect() as connection:
            migrate(connection)
            for table in Base.metadata.sorted_tables:
                connection.execute(sa.select(table).limit(0))
    except (SQLAlchemyError, SystemExit) as error:  # Alembic's command ends the process on an unknown version
        raise BackupError(f"{source} is no backup of a version that this one knows.") from error
    finally:
        engine.dispose()
    return counts


def _put_aside(live_file: Path, now: datetime) -> Path:
    """Save the present database under another name; a damaged one is moved there as it is."""
    former = live_file.with_name(f"{live_file.name}.before-restore-{now:%Y%m%d-%H%M%S}")
    try:
        backup(former)
    except BackupError:
        for file, kept in zip(_files_of(live_file), _files_of(former), strict=True):
            if file.exists():
                file.rename(kept)
    return former


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
