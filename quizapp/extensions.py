"""Extensions, unbound; create_app binds them. Also how a transaction begins and ends, on every database."""

from __future__ import annotations

import enum
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
import sqlalchemy.orm
from flask_login import LoginManager
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.orm import DeclarativeBase, Session, SessionTransaction

BUSY_TIMEOUT_S = 10
"""How long a writer waits for another; a request that waited longer is answered 503."""

WAL_PAGES = 4000
"""So long (16 MB) SQLite's log grows before a commit moves it into the database, which takes milliseconds.

By its default, a quarter of it, more than one answer in a hundred has to wait for that.
"""


class UtcDateTime(sa.types.TypeDecorator[datetime]):
    """An aware UTC datetime; SQLite keeps none of the zone, so it is put on again when read."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is not None and value.tzinfo is None:
            raise ValueError(f"naive datetime {value}")
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


class Base(DeclarativeBase):
    """Parent of all tables. Constraint names are fixed, so that migrations can name them."""

    registry = sa.orm.registry(
        metadata=sa.MetaData(
            naming_convention={
                "ix": "ix_%(table_name)s_%(column_0_N_name)s",
                "uq": "uq_%(table_name)s_%(column_0_N_name)s",
                "ck": "ck_%(table_name)s_%(constraint_name)s",
                "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
                "pk": "pk_%(table_name)s",
            }
        ),
        type_annotation_map={
            datetime: UtcDateTime,
            enum.Enum: sa.Enum(
                enum.Enum,
                native_enum=False,
                create_constraint=False,
                length=20,
                values_callable=lambda kind: [member.value for member in kind],
            ),
        },
    )


# Rows stay readable after a commit: what a view shows is what was committed, without another query.
db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})
csrf = CSRFProtect()
login_manager = LoginManager()


@sa.event.listens_for(sa.Engine, "connect")
def _prepare_sqlite(connection: Any, _record: Any) -> None:
    if not isinstance(connection, sqlite3.Connection):
        return
    connection.isolation_level = None  # BEGIN is ours, below
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")  # an acknowledged answer outlives a power cut
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_S * 1000}")
    connection.execute(f"PRAGMA wal_autocheckpoint = {WAL_PAGES}")


def begin(connection: Connection, *, writes: bool) -> None:
    """Begin a transaction where the driver does not: on SQLite.

    A writer takes the lock before its first read, since a reader that turns writer fails at once. Whoever
    opens a connection without a session calls this; for sessions it is called below. No event of the engine
    calls it: where there is one, SQLAlchemy looks for listeners at every statement, which takes a seventh of
    an answer's time.
    """
    if connection.dialect.name != "sqlite":
        return
    if writes:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.connection.cursor().execute("BEGIN")  # waits for nothing, so needs no care for errors


@sa.event.listens_for(Session, "after_begin")
def _begin_of_session(_session: Session, transaction: SessionTransaction, connection: Connection) -> None:
    if not transaction.nested:  # a savepoint is within one that has begun
        begin(connection, writes=_writes(connection))


def _writes(connection: Connection) -> bool:
    return bool(connection.get_execution_options().get("writes", False))


@contextmanager
def writing() -> Iterator[Session]:
    """One write transaction: all of the block is committed at its end, or none of it where it raises.

    Public functions of a service open it, once; what they call never commits. Rows read before it are let go
    first, since they may be older than the lock. Raises RuntimeError within another, which would lose what
    that one wrote.
    """
    session = db.session()
    if session.in_transaction() and _writes(session.connection()):
        raise RuntimeError("A write transaction is open already.")
    session.rollback()
    try:
        session.connection(execution_options={"writes": True})
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        raise


@contextmanager
def writing_rows() -> Iterator[Connection]:
    """As `writing`, for what every answer does: without objects a transaction needs no session around it."""
    db.session.rollback()
    with db.engine.connect() as connection, connection.begin():
        begin(connection, writes=True)
        yield connection


@contextmanager
def reading_rows() -> Iterator[Connection]:
    """One look at the database, in which nothing changes however long it takes; without objects."""
    with db.engine.connect() as connection:
        begin(connection, writes=False)
        yield connection
