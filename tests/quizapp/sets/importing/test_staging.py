"""Who reads a file, and what becomes of it where its reader dies, or it is taken away meanwhile."""

from __future__ import annotations

import os
import subprocess
import sys
import time as real_time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

import questions
from quizapp.background import work_once
from quizapp.extensions import db
from quizapp.models import StagedItem, Upload, UploadStage, User
from quizapp.sets.importing import service, staging
from quizapp.sets.importing.choices import Choices
from quizapp.sets.importing.staging import BATCH, INLINE_BYTES, MAX_ATTEMPTS, STALE, next_waiting, stage
from quizapp.sets.service import store_upload
from tests.quizapp.sets.upload_client import form_of, stats, table

ROWS = 3 * BATCH


@pytest.fixture(autouse=True)
def _silent(monkeypatch):
    """No beats between the steps of a reading, so that each look at the clock is such a step."""
    monkeypatch.setattr(staging, "BEAT_S", 1000)


class Hooked:
    """A clock that goes on by a second a look, and does something at one of them."""

    def __init__(self, start: datetime, at: int, act: Callable[[], None]) -> None:
        self.moment, self._left, self._act = start, at, act

    def __call__(self) -> datetime:
        self.moment += timedelta(seconds=1)
        self._left -= 1
        if self._left == 0:
            self._act()
        return self.moment


@pytest.fixture
def waiting(make, time) -> int:
    """A file that waits for the background."""
    rows = (f"q{n},Which finding {n} is it?{'.' * 150},a1,b1,c1,d1,A" for n in range(ROWS))
    data = table(*rows)
    assert len(data) > INLINE_BYTES
    return store_upload(data, "long.csv", owner_id=make.instructor().id, clock=time.now)


def upload_of(number: int) -> Upload:
    db.session.rollback()
    return db.session.get_one(Upload, number, populate_existing=True)


def staged() -> int:
    db.session.rollback()
    return db.session.scalar(sa.select(sa.func.count()).select_from(StagedItem))


@pytest.mark.parametrize("look", [2, 4])
def test_a_file_that_is_discarded_while_it_is_read_leaves_nothing(waiting, time, look):
    stage(waiting, Hooked(time.now(), look, lambda: service.discard(waiting)))

    assert db.session.get(Upload, waiting) is None
    assert staged() == 0


@pytest.mark.parametrize("look", range(2, 6))
def test_a_file_whose_choices_change_while_it_is_read_is_left_to_its_next_reader(waiting, time, look):
    def choose_and_read() -> None:
        service.store_choices(waiting, Choices(title="Later"), clock.moment)
        stage(waiting, clock)

    clock = Hooked(time.now(), look, choose_and_read)
    stage(waiting, clock)

    upload = upload_of(waiting)
    assert (upload.stage, upload.summary["title"]) == (UploadStage.READY, "Later")
    assert staged() == ROWS


@pytest.mark.parametrize("look", [2, 4])
def test_a_reader_who_was_overtaken_writes_no_more(waiting, time, look):
    def die() -> None:
        raise KeyboardInterrupt

    def begin_anew() -> None:
        service.store_choices(waiting, Choices(title="Later"), clock.moment)
        with pytest.raises(KeyboardInterrupt):
            stage(waiting, Hooked(clock.moment, 2, die))

    clock = Hooked(time.now(), look, begin_anew)
    stage(waiting, clock)

    assert upload_of(waiting).stage == UploadStage.READING
    assert staged() == 0


def test_a_file_is_read_by_one_at_a_time(waiting, time):
    stage(waiting, Hooked(time.now(), 3, lambda: stage(waiting, time.now)))

    assert upload_of(waiting).stage == UploadStage.READY
    assert staged() == ROWS


def test_a_reader_in_a_long_step_is_not_given_up(waiting, monkeypatch):
    """By the real clock: a step of more than three times what a silent reader is given."""

    def now() -> datetime:
        return datetime.now(UTC)

    def read_slowly(*arguments: object, **options: object) -> object:
        for _ in range(10):
            real_time.sleep(0.3)
            left.append(next_waiting(now()))
            db.session.rollback()
        return read(*arguments, **options)

    left, read = [], questions.read_question_set
    monkeypatch.setattr(questions, "read_question_set", read_slowly)
    monkeypatch.setattr(staging, "BEAT_S", 0.02)
    monkeypatch.setattr(staging, "STALE", timedelta(seconds=0.9))

    stage(waiting, now)

    assert left == [None] * 10
    assert upload_of(waiting).stage == UploadStage.READY


def test_what_a_dead_reader_began_is_begun_anew(waiting, time):
    def die() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stage(waiting, Hooked(time.now(), 4, die))
    assert 0 < staged() < ROWS
    assert upload_of(waiting).stage == UploadStage.READING

    assert next_waiting(time.now()) is None
    time.moment += STALE + timedelta(minutes=1)
    assert work_once(time.now)

    assert upload_of(waiting).stage == UploadStage.READY
    assert staged() == ROWS


def test_a_file_that_ends_its_readers_is_given_up_after_the_third(waiting, time):
    def die() -> None:
        raise KeyboardInterrupt

    for _ in range(MAX_ATTEMPTS):
        with pytest.raises(KeyboardInterrupt):
            stage(waiting, Hooked(time.now(), 4, die))
        time.moment += STALE + timedelta(minutes=1)
    stage(waiting, time.now)

    upload = upload_of(waiting)
    assert (upload.stage, staged()) == (UploadStage.FAILED, 0)
    assert "ended three times" in upload.problem
    service.store_choices(waiting, Choices(), time.now())
    stage(waiting, time.now)
    assert upload_of(waiting).stage == UploadStage.READY


def test_a_fault_of_the_program_is_told_and_keeps_nobody_waiting(waiting, time, monkeypatch):
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(questions, "read_question_set", fail)

    assert work_once(time.now)

    assert upload_of(waiting).problem == "The program failed at this file. The operator's log says why."
    assert not work_once(time.now)


def test_a_database_that_cannot_be_used_leaves_the_file_waiting(waiting, time, monkeypatch):
    def fail(*_: object, **__: object) -> None:
        raise OperationalError("", {}, Exception("locked"))

    monkeypatch.setattr(questions, "read_question_set", fail)

    assert not work_once(time.now)
    assert upload_of(waiting).stage == UploadStage.READING


def test_the_files_of_many_wait_in_their_order(make, time):
    owner = make.instructor()
    rows = (f"q{n},Which finding {n} is it?{'.' * 150},a1,b1,c1,d1,A" for n in range(ROWS))
    data = table(*rows)
    first, second = (store_upload(data, f"{n}.csv", owner_id=owner.id, clock=time.now) for n in range(2))

    work_once(time.now)

    assert [upload_of(number).stage for number in (first, second)] == [UploadStage.READY, UploadStage.WAITING]


def test_a_real_background_process_reads_while_the_server_answers(app, make, client_of, waiting, monkeypatch):
    client = client_of(db.session.get_one(User, upload_of(waiting).owner_id))
    address = f"/sets/imports/{waiting}"
    folder = Path(app.extensions["settings"].data)
    environment = {**os.environ, "QUIZAPP_DATA": str(folder), "QUIZAPP_SECRET_KEY": "for-tests-only-" * 4}
    worker = subprocess.Popen([sys.executable, "-m", "quizapp", "work"], env=environment)
    try:
        deadline = datetime.now(UTC) + timedelta(seconds=60)
        while not client.get(f"{address}/progress").json["over"]:
            assert worker.poll() is None
            assert datetime.now(UTC) < deadline, "the background process read nothing"
            client.get("/sets/")
            real_time.sleep(0.1)
    finally:
        worker.terminate()
        worker.wait()

    page = client.get(address).text
    assert stats(page)["Added"] == ROWS
    assert len(form_of(page)["shown"]) == 50
