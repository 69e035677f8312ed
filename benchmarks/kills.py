"""The server killed again and again while it takes answers: none acknowledged is lost, none counts twice.

Learners answer over HTTP, each answer with a key of its own. What was not acknowledged when the server died
is sent again with the same key, as a browser would, until it is. At the end the log is held against what was
acknowledged, and ``quizapp check`` proves the rest.
"""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from threading import Event
from uuid import UUID

import sqlalchemy as sa

from benchmarks.answers import Learner, environment_of, free_port, prepare
from quizapp import create_app
from quizapp.config import read_settings
from quizapp.extensions import db
from quizapp.log_reading import ANSWERS
from quizapp.models import AnswerKey, ReviewLog

KILLS = 25
ACKNOWLEDGED = 5000
SEED = 4
_LONGEST_WAIT_S = 60  # for a server to start and take answers
_SERVER = "from quizapp.config import read_settings; from quizapp.server import serve; serve(read_settings())"
_HEADERS = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What came of it. ``repeated`` answers were sent again; of them so many ``stood`` in the log already.

    ``lost`` are acknowledged ones without their row in the log, ``doubled`` rows of answers beyond one a key.
    ``check`` is what the command said at its end.
    """

    kills: int
    acknowledged: int
    repeated: int
    stood: int
    lost: int
    doubled: int
    is_clean: bool
    check: str


def measure() -> Iterator[str]:
    """Lines to print; raises RuntimeError where an answer was lost, counted twice, or left no trace."""
    with tempfile.TemporaryDirectory() as folder:
        begin = time.perf_counter()
        outcome = prove(Path(folder), kills=KILLS, acknowledged=ACKNOWLEDGED, chance=Random(SEED))
        seconds = time.perf_counter() - begin
    yield f"SIGKILL of the server and its workers while learners answer, SQLite, {seconds:.0f} s:"
    yield (
        f"  {outcome.kills} kills, {outcome.acknowledged} answers acknowledged: "
        f"{outcome.lost} lost, {outcome.doubled} double"
    )
    yield f"  {outcome.repeated} sent again after a kill, {outcome.stood} of them stood in the log already"
    yield f"  quizapp check: {outcome.check}"
    if outcome.lost or outcome.doubled or not outcome.is_clean:
        raise RuntimeError("an acknowledged answer was lost or counted twice, or the check found something")


def prove(folder: Path, *, kills: int, acknowledged: int, chance: Random) -> Outcome:
    """Kill the server so often, at random moments, while so many answers at least are acknowledged."""
    learners = prepare(folder, items=acknowledged)
    port, is_over = free_port(), Event()
    clients = [
        _Client(learner=learner, port=port, chance=Random(chance.random()), is_over=is_over)
        for learner in learners
    ]
    with ThreadPoolExecutor(len(clients)) as pool:
        running = [pool.submit(client.answer_all, acknowledged) for client in clients]
        try:
            for number in range(kills):
                with _server(folder, port):
                    share = acknowledged * (number + chance.uniform(0.5, 1)) / kills
                    _wait_for(int(share), clients, running)
                    time.sleep(chance.uniform(0, 0.05))
            with _server(folder, port):
                _wait_for(acknowledged, clients, running)
                is_over.set()
                for future in running:
                    future.result()
        finally:
            is_over.set()
    return _outcome(folder, kills, clients)


@dataclass(kw_only=True)
class _Client:
    """A learner who answers one card after the other, and does not give up."""

    learner: Learner
    port: int
    chance: Random
    is_over: Event
    acknowledged: list[str] = field(default_factory=list)
    repeated: dict[str, datetime] = field(default_factory=dict)
    _connection: http.client.HTTPConnection | None = None

    def answer_all(self, items: int) -> None:
        """Every card until it is over, the drill of a failed one at once."""
        try:
            self._answer_all(items)
        finally:
            self._hang_up()

    def _answer_all(self, items: int) -> None:
        for item_id in range(1, items + 1):
            buttons = self.chance.choice([["good"], ["easy"], ["again", "hard", "good"]])
            for version, button in enumerate(buttons):
                if self.is_over.is_set():
                    return
                self._answer(f"&item_id={item_id}&item_version=1&card_version={version}&button={button}")

    def _answer(self, details: str) -> None:
        key = str(UUID(int=self.chance.getrandbits(128), version=4))
        deadline = time.monotonic() + _LONGEST_WAIT_S
        while not self._is_acknowledged(f"{self.learner.form}{details}&key={key}"):
            if time.monotonic() > deadline:
                raise RuntimeError(f"no reply in {_LONGEST_WAIT_S} s")
            time.sleep(0.05)
            self.repeated[key] = datetime.now(UTC)
        self.acknowledged.append(key)

    def _is_acknowledged(self, body: str) -> bool:
        if self._connection is None:
            self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=_LONGEST_WAIT_S)
        try:
            self._connection.request(
                "POST", "/study/answer", body, {**_HEADERS, "Cookie": self.learner.cookie}
            )
            response = self._connection.getresponse()
            text = response.read().decode()
        except (OSError, http.client.HTTPException):
            self._hang_up()
            return False
        if response.status == http.HTTPStatus.SEE_OTHER and "card" in str(response.headers["Location"]):
            return True
        raise RuntimeError(f"an answer was refused: {response.status} {response.headers['Location']} {text}")

    def _hang_up(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection = None


def _wait_for(acknowledged: int, clients: list[_Client], running: list[Future[None]]) -> None:
    """Until the clients have so many answers acknowledged between them; raises what one of them raised."""
    while sum(len(client.acknowledged) for client in clients) < acknowledged:
        for future in running:
            if future.done():
                future.result()
                raise RuntimeError("a learner has no cards left")
        time.sleep(0.002)


@contextmanager
def _server(folder: Path, port: int) -> Iterator[None]:
    """The app's own server; at the end it and its workers are killed, all at once."""
    environment = {**os.environ, **environment_of(folder), "PORT": str(port)}
    process = subprocess.Popen([sys.executable, "-c", _SERVER], env=environment, start_new_session=True)
    try:
        yield
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _outcome(folder: Path, kills: int, clients: list[_Client]) -> Outcome:
    acknowledged = {key for client in clients for key in client.acknowledged}
    repeated = {key: moment for client in clients for key, moment in client.repeated.items()}
    with create_app(read_settings(environment_of(folder))).app_context():
        entries = sa.and_(ReviewLog.user_id == AnswerKey.user_id, ReviewLog.sequence == AnswerKey.sequence)
        kept = sa.select(AnswerKey.key, ReviewLog.server_time).join(ReviewLog, entries)
        times = {row.key: row.server_time for row in db.session.execute(kept)}
        counted = sa.select(sa.func.count()).where(ReviewLog.action.in_(ANSWERS))
        answers = db.session.execute(counted).scalar_one()
        db.session.remove()
        db.engine.dispose()
    command = [sys.executable, "-m", "quizapp.cli", "check"]
    environment = {**os.environ, **environment_of(folder)}
    checked = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    return Outcome(
        kills=kills,
        acknowledged=len(acknowledged),
        repeated=len(repeated),
        stood=sum(times[key] < moment for key, moment in repeated.items() if key in times),
        lost=len(acknowledged - times.keys()),
        doubled=answers - len(times),
        is_clean=checked.returncode == 0,
        check=(checked.stdout.splitlines() or [checked.stderr])[-1],
    )
