"""Answers a second over HTTP: the app against a bare WSGI function that makes the same durable change.

Both run under the same server with as many workers, on databases of the same content, in alternating rounds,
and get the same requests from the same client, so that the machine's noise meets both.
"""

from __future__ import annotations

import http.client
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from flask import Flask, session
from flask.sessions import SecureCookieSessionInterface
from flask_wtf.csrf import generate_csrf

from quizapp import create_app
from quizapp.access import hash_token
from quizapp.config import read_settings
from quizapp.database import migrate
from quizapp.decks import refresh_learners
from quizapp.extensions import db, writing
from quizapp.models import ChosenSet, Item, ItemState, QuestionSet, SignIn, User, UserRole

LEARNERS = 4
ROUNDS = 5
ANSWERS_A_ROUND = 150
KEY = "benchmark-secret-key-benchmark-secret-key"


@dataclass(frozen=True, kw_only=True)
class Learner:
    """Who answers: the body of their form without the card, and their cookie."""

    form: str
    cookie: str


@dataclass(kw_only=True)
class Side:
    """One of the two: where it listens, and what was measured of it."""

    name: str
    port: int
    rates: list[float] = field(default_factory=list)
    latencies_ms: list[float] = field(default_factory=list)


def measure() -> Iterator[str]:
    """Lines to print: for each side answers a second and latency, then the ratios."""
    with tempfile.TemporaryDirectory() as folder:
        items = ROUNDS * ANSWERS_A_ROUND
        learners = prepare(Path(folder) / "app", items)
        prepare(Path(folder) / "bare", items)
        bare_database = str(Path(folder) / "bare" / "quizapp.sqlite3")
        with (
            _served("benchmarks.bare:app", {"BARE_DATABASE": bare_database}, factory=False) as bare_port,
            _served("quizapp:create_app", environment_of(Path(folder) / "app"), factory=True) as app_port,
        ):
            sides = [Side(name="bare WSGI", port=bare_port), Side(name="quizapp", port=app_port)]
            for number in range(ROUNDS):
                for side in sides:
                    _round(side, learners, first_item=1 + number * ANSWERS_A_ROUND)
    yield from _figures(*sides)


def _figures(bare: Side, app: Side) -> Iterator[str]:
    yield f"One answer over HTTP, SQLite, synchronous FULL, 2 workers, {LEARNERS} learners, {ROUNDS} rounds:"
    for side in (bare, app):
        cuts = statistics.quantiles(side.latencies_ms, n=100)
        yield (
            f"  {side.name:10} {statistics.median(side.rates):7.0f} answers/s (median of rounds), "
            f"latency median {cuts[49]:.2f} ms, p99 {cuts[98]:.2f} ms"
        )
    ratios = sorted(limit / ours for limit, ours in zip(bare.rates, app.rates, strict=True))
    yield (
        f"  quizapp takes {statistics.median(ratios):.2f} x the time of the bare function "
        f"(by round {ratios[0]:.2f} to {ratios[-1]:.2f})"
    )


def _round(side: Side, learners: list[Learner], first_item: int) -> None:
    """Every learner answers the same items, all learners at once."""
    begin = time.perf_counter()
    with ThreadPoolExecutor(len(learners)) as pool:
        for latencies in pool.map(lambda learner: _answers(side.port, learner, first_item), learners):
            side.latencies_ms += latencies
    side.rates.append(len(learners) * ANSWERS_A_ROUND / (time.perf_counter() - begin))


def _answers(port: int, learner: Learner, first_item: int) -> list[float]:
    connection = http.client.HTTPConnection("localhost", port)
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": learner.cookie}
    latencies = []
    for item_id in range(first_item, first_item + ANSWERS_A_ROUND):
        body = (
            f"{learner.form}&item_id={item_id}&item_version=1&card_version=0&key={uuid.uuid4()}&button=good"
        )
        begin = time.perf_counter()
        connection.request("POST", "/study/answer", body, headers)
        response = connection.getresponse()
        text = response.read().decode()
        latencies.append((time.perf_counter() - begin) * 1000)
        if response.status != 303 or "card" not in str(response.headers["Location"]):
            raise RuntimeError(
                f"an answer was not recorded: {response.status} {response.headers['Location']} {text}"
            )
    connection.close()
    return latencies


def environment_of(folder: Path) -> dict[str, str]:
    """The settings of an app with its data in this folder."""
    return {"QUIZAPP_DATA": str(folder), "QUIZAPP_SECRET_KEY": KEY}


def prepare(folder: Path, items: int) -> list[Learner]:
    """A database with so many new flashcards for everyone, and signed-in learners."""
    app = create_app(read_settings(environment_of(folder)))
    with app.test_request_context():
        csrf_token = generate_csrf()
        browser = dict(session)
    with app.app_context():
        migrate()
        now = datetime.now(UTC)
        with writing() as rows:
            deck = QuestionSet(title="Benchmark", created_at=now)
            rows.add(deck)
            rows.flush()
            rows.add_all(_item(deck.id, number) for number in range(items))
        learners = []
        for number in range(LEARNERS):
            user_id, token = _learner(deck.id, number, now)
            cookie = _signed(app, {**browser, "_user_id": token, "_fresh": True})
            form = f"csrf_token={csrf_token}&user_id={user_id}"
            learners.append(Learner(form=form, cookie=f"session={cookie}"))
        db.engine.dispose()
    return learners


def _item(set_id: int, number: int) -> Item:
    content: dict[str, Any] = {
        "id": f"card-{number}",
        "kind": "flashcard",
        "task": "recall",
        "stem": f"Name cause {number} of kissing spine.",
        "answer": "poor posture",
        "explanation": "Kissing spine is typically caused by poor posture.",
    }
    return Item(
        set_id=set_id,
        key=content["id"],
        position=number,
        state=ItemState.LIVE,
        version=1,
        kind="flashcard",
        content=content,
    )


def _learner(set_id: int, number: int, now: datetime) -> tuple[int, str]:
    """Somebody who studies the set and is signed in by the token."""
    token = f"token-{number}"
    with writing() as rows:
        user = User(
            email=f"learner{number}@example.org",
            name="Learner",
            role=UserRole.STUDENT,
            password_hash="",
            created_at=now,
            new_per_day=9999,
        )
        rows.add(user)
        rows.flush()
        rows.add(ChosenSet(user_id=user.id, set_id=set_id, chosen_at=now))
        refresh_learners(rows, [user.id])
        expires_at = now + timedelta(days=1)
        rows.add(SignIn(token_hash=hash_token(token), user_id=user.id, created_at=now, expires_at=expires_at))
    return user.id, token


def _signed(app: Flask, values: dict[str, Any]) -> str:
    serializer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert serializer is not None
    return str(serializer.dumps(values))


@contextmanager
def _served(target: str, environment: dict[str, str], *, factory: bool) -> Iterator[int]:
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--workers",
        "2",
        "--blocking-threads",
        "1",
    ]
    command += [
        "--port",
        str(port),
        "--no-access-log",
        "--log-level",
        "warning",
        *(["--factory"] if factory else []),
    ]
    process = subprocess.Popen([*command, target], env={**os.environ, **environment})
    try:
        wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait()


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int) -> None:
    """Until a server listens at the port, with all of its workers."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            time.sleep(0.1)
        else:
            time.sleep(2)  # the other worker
            return
    raise RuntimeError(f"no server on port {port}")
