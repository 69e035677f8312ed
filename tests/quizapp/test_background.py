"""The process that reads long files: killed, doubled, without room on the disk; each file is read once."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time as real_time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from quizapp.background import work_once
from quizapp.database import problems
from quizapp.extensions import db
from quizapp.models import StagedItem, Upload, UploadStage
from quizapp.server import reading_beside
from quizapp.sets.importing import staging
from quizapp.sets.importing.staging import STALE
from quizapp.sets.service import store_upload
from tests.quizapp.sets.upload_client import table

ROWS = 3000
_LONGEST_WAIT_S = 60


@pytest.fixture
def waiting(make) -> list[int]:
    """Files that wait to be read."""
    rows = (f"q{n},Which finding {n} is it?{'.' * 150},a1,b1,c1,d1,A" for n in range(ROWS))
    data, owner = table(*rows), make.instructor()
    return [store_upload(data, f"{n}.csv", owner_id=owner.id, clock=now) for n in range(3)]


def now() -> datetime:
    return datetime.now(UTC)


def later() -> datetime:
    """When whoever fell silent by now is taken to be gone."""
    return now() + STALE + timedelta(minutes=1)


def stages() -> list[UploadStage]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(Upload.stage).order_by(Upload.id)))


def staged() -> list[int]:
    """How many items each file has."""
    db.session.rollback()
    per_file = (
        sa.select(sa.func.count(StagedItem.position))
        .group_by(StagedItem.upload_id)
        .order_by(StagedItem.upload_id)
    )
    return list(db.session.scalars(per_file))


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = real_time.monotonic() + _LONGEST_WAIT_S
    while not is_so():
        assert real_time.monotonic() < deadline, f"{stages()}, {staged()}"
        real_time.sleep(0.02)


@pytest.fixture
def environment(app) -> dict[str, str]:
    folder = Path(app.extensions["settings"].data)
    return {**os.environ, "QUIZAPP_DATA": str(folder), "QUIZAPP_SECRET_KEY": "for-tests-only-" * 4}


@contextmanager
def worker(environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """`quizapp work`, killed at the end."""
    process = subprocess.Popen([sys.executable, "-m", "quizapp", "work"], env=environment)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def test_what_a_killed_reader_began_is_read_whole_and_once_by_the_next(waiting, environment):
    with worker(environment):
        wait_until(lambda: bool(staged()))

    assert stages() != [UploadStage.READY] * 3

    while work_once(later):
        pass
    assert stages() == [UploadStage.READY] * 3
    assert staged() == [ROWS] * 3
    assert not problems()


def test_what_a_killed_reader_began_is_soon_taken_up_by_the_real_clock(waiting, environment, monkeypatch):
    monkeypatch.setattr(staging, "STALE", timedelta(seconds=2))
    with worker(environment):
        wait_until(lambda: bool(staged()))
    assert UploadStage.READING in stages()

    wait_until(lambda: not work_once(now) and stages() == [UploadStage.READY] * 3)

    assert staged() == [ROWS] * 3


def test_two_readers_read_each_file_once(waiting, environment):
    with worker(environment) as one, worker(environment) as other:
        wait_until(lambda: stages() == [UploadStage.READY] * 3)
        assert (one.poll(), other.poll()) == (None, None)

    assert staged() == [ROWS] * 3


def test_a_file_for_which_the_disk_has_no_room_is_read_when_it_has(waiting):
    with room_for(600):
        assert not work_once(now)
    assert stages() == [UploadStage.READING, UploadStage.WAITING, UploadStage.WAITING]

    while work_once(later):
        pass

    assert stages() == [UploadStage.READY] * 3
    assert staged() == [ROWS] * 3


@contextmanager
def room_for(pages: int) -> Iterator[None]:
    """A disk that is full after so many pages more."""
    used = db.session.connection().exec_driver_sql("PRAGMA page_count").scalar_one()
    with every_connection(f"PRAGMA max_page_count = {used + pages}"):
        yield


@pytest.mark.parametrize("look", [2, 5])
def test_a_file_is_not_lost_where_the_database_is_locked_meanwhile(waiting, look, monkeypatch):
    monkeypatch.setattr(staging, "BEAT_S", 1000)  # a look at the clock is a step of the reading
    looks = 0
    other = sqlite3.connect(str(db.engine.url.database), isolation_level=None)

    def clock() -> datetime:
        nonlocal looks
        looks += 1
        if looks == look:
            other.execute("BEGIN IMMEDIATE")
        return now() + timedelta(seconds=looks)

    with impatient(), closing(other):
        assert not work_once(clock)

    while work_once(later):
        pass
    assert staged() == [ROWS] * 3


@contextmanager
def impatient() -> Iterator[None]:
    """Connections that do not wait for another's lock."""
    with every_connection("PRAGMA busy_timeout = 0"):
        yield


@contextmanager
def every_connection(pragma: str) -> Iterator[None]:
    """Each connection made within it, that of a beat too, begins with this."""

    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute(pragma)

    db.session.remove()
    db.engine.dispose()
    sa.event.listen(db.engine, "connect", prepare)
    yield
    sa.event.remove(db.engine, "connect", prepare)
    db.session.remove()
    db.engine.dispose()


def test_the_server_starts_a_reader_that_died_again(waiting, environment, monkeypatch):
    for name in ("QUIZAPP_DATA", "QUIZAPP_SECRET_KEY"):
        monkeypatch.setenv(name, environment[name])

    with reading_beside():
        wait_until(lambda: bool(readers()))
        first = readers()
        for process in first:
            os.kill(process, signal.SIGKILL)
        wait_until(lambda: bool(readers() - first))
        wait_until(lambda: UploadStage.READY in stages())

    assert not readers()


def readers() -> set[int]:
    """The processes that this one started and that read files."""
    found = set()
    for task in Path("/proc/self/task").iterdir():
        for child in (task / "children").read_text().split():
            if b"\0work\0" in Path("/proc", child, "cmdline").read_bytes():
                found.add(int(child))
    return found
