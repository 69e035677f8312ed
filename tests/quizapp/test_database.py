"""Backup and restore: whole, checked, and losing nothing when the file is wrong."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from quizapp import create_app
from quizapp.database import BackupError, backup, migrate, problems, restore
from quizapp.extensions import Base, db, writing
from quizapp.models import User
from tests.conftest import settings_in


def test_a_backup_restores_every_row_into_another_installation(app, make, tmp_path):
    make.question_set(None, make.flashcard())
    saved = tmp_path / "saved.sqlite3"
    counts = backup(saved)
    other = tmp_path / "other"
    other.mkdir()

    with create_app(settings_in(other)).app_context():
        restored, former = restore(saved, make._time.now())

        assert restored == counts
        assert counts["item"] == 1
        assert former is None
        assert problems() == []
        db.engine.dispose()


def test_restoring_keeps_the_former_database_beside_it(app, make, time, tmp_path):
    make.user(email="first@example.org")
    backup(tmp_path / "saved.sqlite3")
    make.user(email="second@example.org")
    db.session.remove()

    _, former = restore(tmp_path / "saved.sqlite3", time.now())

    assert db.session.scalars(sa.select(User.email)).all() == ["first@example.org"]
    with sqlite3.connect(former) as kept:
        assert kept.execute("SELECT count(*) FROM user_account").fetchone() == (2,)
    kept.close()


def test_a_backup_never_overwrites_a_file(app, tmp_path):
    (tmp_path / "saved.sqlite3").write_text("precious")

    with pytest.raises(BackupError, match="exists already"):
        backup(tmp_path / "saved.sqlite3")

    assert (tmp_path / "saved.sqlite3").read_text() == "precious"


@pytest.mark.parametrize("content", [b"", b"no database at all" * 100])
def test_a_file_that_is_no_backup_changes_nothing(app, make, time, tmp_path, content):
    make.user()
    db.session.remove()
    wrong = tmp_path / "wrong.sqlite3"
    wrong.write_bytes(content)

    with pytest.raises(BackupError):
        restore(wrong, time.now())

    assert db.session.scalar(sa.select(sa.func.count(User.id))) == 1


def altered(file, *statements):
    with sqlite3.connect(file, isolation_level=None) as database:
        for statement in statements:
            database.execute(statement)
    database.close()


@pytest.mark.parametrize(
    "statement",
    ["UPDATE alembic_version SET version_num = 'zzzz'", "DROP TABLE card", "DELETE FROM alembic_version"],
)
def test_a_backup_of_no_known_version_changes_nothing(app, make, time, tmp_path, statement):
    backup(tmp_path / "saved.sqlite3")
    altered(tmp_path / "saved.sqlite3", statement)
    make.user()
    db.session.remove()

    with pytest.raises(BackupError, match="no backup of a version"):
        restore(tmp_path / "saved.sqlite3", time.now())

    assert db.session.scalar(sa.select(sa.func.count(User.id))) == 1
    assert not [file for file in tmp_path.iterdir() if "restor" in file.name]


@pytest.mark.parametrize("damage", [b"", b"garbage " * 1000, None])
def test_a_damaged_database_is_put_aside_and_replaced(app, make, time, tmp_path, damage):
    make.user()
    live = Path(str(db.engine.url.database))
    backup(tmp_path / "saved.sqlite3")
    db.session.remove()
    db.engine.dispose()
    damaged = live.read_bytes()[:9000] if damage is None else damage
    live.write_bytes(damaged)

    _, former = restore(tmp_path / "saved.sqlite3", time.now())

    assert db.session.scalar(sa.select(sa.func.count(User.id))) == 1
    assert problems() == []
    assert former.read_bytes() == damaged


def test_the_migrations_make_exactly_the_tables_of_the_models(app):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})

        assert compare_metadata(context, Base.metadata) == []


def test_migrating_again_changes_nothing(app):
    migrate()

    assert problems() == []


def test_a_failed_write_leaves_nothing_behind(app, make):
    make.user(email="same@example.org")

    def write_half() -> None:
        with writing() as session:
            session.add(
                User(email="new@example.org", name="", role="student", password_hash="", created_at=None)
            )

    with pytest.raises(IntegrityError):
        write_half()

    assert db.session.scalars(sa.select(User.email)).all() == ["same@example.org"]


def test_a_write_within_another_is_refused_and_loses_nothing_of_it(app, make):
    user = make.user()
    with writing() as session:
        session.execute(sa.update(User).where(User.id == user.id).values(name="Written"))
        with pytest.raises(RuntimeError, match="open already"), writing():
            pass

    db.session.rollback()
    assert db.session.scalars(sa.select(User.name).where(User.id == user.id)).one() == "Written"


def test_a_savepoint_is_rolled_back_by_itself(app, make):
    user = make.user()
    with writing() as session:
        savepoint = session.begin_nested()
        session.execute(sa.update(User).where(User.id == user.id).values(name="Not kept"))
        savepoint.rollback()
        session.execute(sa.update(User).where(User.id == user.id).values(zone="Europe/Paris"))

    db.session.rollback()
    row = db.session.execute(sa.select(User.name, User.zone).where(User.id == user.id)).one()
    assert (row.name, row.zone) == (user.name, "Europe/Paris")


@pytest.mark.parametrize(
    ("pragma", "value"), [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1)]
)
def test_sqlite_keeps_what_it_acknowledged(app, pragma, value):
    with db.engine.connect() as connection:
        assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value
