"""A package of 20,000 notes imported through the app, beside Anki's own import of the same file.

A server of its own with the process that reads beside it. An instructor signs in, sends the file, waits for
the preview and confirms it, all over HTTP; then the same file again, of which nothing is new, and both are
undone, so that each round begins alike. Meanwhile a learner answers without a pause: no answer may fail, and
the slowest says how long the import kept others from writing. Memory is each process's peak of all rounds.
"""

from __future__ import annotations

import http.client
import os
import re
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
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from threading import Event
from urllib.parse import urlencode

from benchmarks.anki_package import NOTES, import_into, write_package
from benchmarks.answers import Learner, environment_of, free_port, prepare, wait_for
from quizapp import create_app
from quizapp.auth.service import add_user
from quizapp.config import read_settings
from quizapp.extensions import db
from quizapp.models import UserRole

ROUNDS = 3
STEPS = ("upload", "staged", "confirm", "again staged", "again confirm", "undo")
_EMAIL, _PASSWORD = "instructor@example.org", "import twenty thousand notes"
_CARDS = 20_000  # more than the learner answers meanwhile
_SERVER = "from quizapp.config import read_settings; from quizapp.server import serve; serve(read_settings())"
_LONGEST_WAIT_S = 300
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass(kw_only=True)
class _Figures:
    """Seconds of each step by round, of Anki's import, and milliseconds of each answer given meanwhile."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: {step: [] for step in STEPS})
    ankis: list[float] = field(default_factory=list)
    answers_ms: list[float] = field(default_factory=list)
    peaks_mb: dict[str, float] = field(default_factory=dict)


def measure() -> Iterator[str]:
    """Lines to print; raises RuntimeError where an answer or a step of the import failed."""
    with tempfile.TemporaryDirectory() as name:
        folder, figures = Path(name), _Figures()
        package = folder / "deck.apkg"
        write_package(package, folder / "made.anki2", NOTES)
        learner = prepare(folder / "app", _CARDS)[0]
        _add_instructor(folder / "app")
        with _served(folder / "app") as (port, pid):
            _rounds(port, package, learner, figures)
            figures.peaks_mb = _peaks_mb(pid)
    yield from _lines(figures)


def _add_instructor(folder: Path) -> None:
    with create_app(read_settings(environment_of(folder))).app_context():
        role, now = UserRole.INSTRUCTOR, datetime.now(UTC)
        add_user(_EMAIL, name="Instructor", role=role, password=_PASSWORD, now=now)
        db.session.remove()
        db.engine.dispose()


def _rounds(port: int, package: Path, learner: Learner, figures: _Figures) -> None:
    browser, data, is_over = _Browser(port), package.read_bytes(), Event()
    browser.sign_in()
    with ThreadPoolExecutor(1) as pool:
        for number in range(ROUNDS):
            is_over.clear()
            answering = pool.submit(_answer, port, learner, is_over, figures.answers_ms)
            try:
                _round(browser, data, figures.seconds)
            finally:
                is_over.set()
            answering.result()
            figures.ankis.append(import_into(package.with_name(f"{number}.anki2"), package))


def _round(browser: _Browser, data: bytes, seconds: dict[str, list[float]]) -> None:
    """The file imported into a new set and once more into the same, then both undone, which ends the set."""
    with _timed(seconds["upload"]):
        preview = browser.upload(data)
    with _timed(seconds["staged"]):
        browser.wait_for(preview)
    with _timed(seconds["confirm"]):
        question_set = browser.confirm(preview)
    preview = browser.upload(data)
    with _timed(seconds["again staged"]):
        browser.wait_for(preview)
    with _timed(seconds["again confirm"]):
        browser.confirm(preview)
    browser.undo(question_set)
    with _timed(seconds["undo"]):
        browser.undo(question_set)


@contextmanager
def _timed(seconds: list[float]) -> Iterator[None]:
    begin = time.perf_counter()
    yield
    seconds.append(time.perf_counter() - begin)


class _Browser:
    """An instructor's browser, as far as an import needs one: its cookie, and the forms of its pages."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("localhost", port, timeout=_LONGEST_WAIT_S)
        self._cookie = ""

    def sign_in(self) -> None:
        """Sign in through the form."""
        token = _hidden(self._get("/auth/sign-in"), "csrf_token")[0]
        self._post("/auth/sign-in", {"csrf_token": token, "email": _EMAIL, "password": _PASSWORD})

    def upload(self, data: bytes) -> str:
        """Send a file; the address of its preview."""
        token = _hidden(self._get("/sets/upload"), "csrf_token")[0]
        mark = uuid.uuid4().hex
        head = (
            f'--{mark}\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n{token}\r\n'
            f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="deck.apkg"\r\n'
            "Content-Type: application/octet-stream\r\n\r\n"
        )
        body = head.encode() + data + f"\r\n--{mark}--\r\n".encode()
        kind = {"Content-Type": f"multipart/form-data; boundary={mark}"}
        return self._request("POST", "/sets/upload", body, kind)[0]

    def wait_for(self, preview: str) -> None:
        """Until the file is read and its preview shown, which is looked for as often as the page does."""
        deadline = time.monotonic() + _LONGEST_WAIT_S
        while '"over":true' not in self._get(f"{preview}/progress"):
            if time.monotonic() > deadline:
                raise RuntimeError(f"no preview in {_LONGEST_WAIT_S} s")
            time.sleep(0.1)

    def confirm(self, preview: str) -> str:
        """Import what the preview shows; the address of the set."""
        page = self._get(preview)
        fields = {name: _hidden(page, name) for name in ("csrf_token", "seen", "shown", "live")}
        address = self._post(f"{preview}/confirm", fields)
        if "/imports/" in address:
            raise RuntimeError("the import was not confirmed")
        return address

    def undo(self, question_set: str) -> None:
        """Undo the latest import of the set."""
        page = self._get(f"{question_set}/imports")
        (address,) = set(re.findall(r'action="([^"]+/undo)"', page))
        self._post(address, {"csrf_token": _hidden(page, "csrf_token")[0]})

    def _get(self, address: str) -> str:
        return self._request("GET", address, None, {})[1]

    def _post(self, address: str, fields: dict[str, str | list[str]] | dict[str, str]) -> str:
        body = urlencode(fields, doseq=True).encode()
        return self._request("POST", address, body, _FORM)[0]

    def _request(
        self, method: str, address: str, body: bytes | None, head: dict[str, str]
    ) -> tuple[str, str]:
        """Where the answer leads, and its page."""
        self._connection.request(method, address, body, {**head, "Cookie": self._cookie})
        response = self._connection.getresponse()
        page = response.read().decode()
        if response.status != (http.HTTPStatus.OK if method == "GET" else http.HTTPStatus.FOUND):
            raise RuntimeError(f"{method} {address} was answered {response.status}: {page}")
        if cookie := response.headers["Set-Cookie"]:
            self._cookie = cookie.partition(";")[0]
        return response.headers["Location"] or "", page


def _hidden(page: str, name: str) -> list[str]:
    """The values of a form's fields of this name, as the page has them."""
    tags = [tag for tag in re.findall(r"<input[^>]*>", page) if f'name="{name}"' in tag]
    return [unescape(found[1]) for tag in tags if (found := re.search(r'value="([^"]*)"', tag))]


def _answer(port: int, learner: Learner, is_over: Event, latencies_ms: list[float]) -> None:
    """One answer after the other until it is over; raises RuntimeError at one that is not recorded."""
    connection = http.client.HTTPConnection("localhost", port, timeout=_LONGEST_WAIT_S)
    headers = {**_FORM, "Cookie": learner.cookie}
    while not is_over.is_set():
        item_id = len(latencies_ms) + 1
        body = (
            f"{learner.form}&item_id={item_id}&item_version=1&card_version=0&key={uuid.uuid4()}&button=good"
        )
        begin = time.perf_counter()
        connection.request("POST", "/study/answer", body, headers)
        response = connection.getresponse()
        response.read()
        latencies_ms.append((time.perf_counter() - begin) * 1000)
        if response.status != http.HTTPStatus.SEE_OTHER or "card" not in str(response.headers["Location"]):
            raise RuntimeError(f"an answer was not recorded: {response.status}")
        time.sleep(0.01)
    connection.close()


@contextmanager
def _served(folder: Path) -> Iterator[tuple[int, int]]:
    """The app's own server, its port and its process."""
    port = free_port()
    environment = {**os.environ, **environment_of(folder), "PORT": str(port)}
    process = subprocess.Popen([sys.executable, "-c", _SERVER], env=environment)
    try:
        wait_for(port)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait()


def _peaks_mb(server: int) -> dict[str, float]:
    """The largest size so far of the server's workers, and of the process that reads beside them."""
    peaks = {"server worker": 0.0, "quizapp work": 0.0}
    threads = Path(f"/proc/{server}/task").iterdir()
    for child in " ".join((thread / "children").read_text() for thread in threads).split():
        process = Path("/proc", child)
        name = "quizapp work" if b"\0work\0" in (process / "cmdline").read_bytes() else "server worker"
        status = dict(line.split(":", 1) for line in (process / "status").read_text().splitlines())
        peaks[name] = max(peaks[name], int(status["VmHWM"].split()[0]) / 1024)
    return peaks


def _lines(figures: _Figures) -> Iterator[str]:
    yield f"A package of {NOTES:,} notes imported over HTTP, {ROUNDS} rounds, beside Anki's import of it:"
    for step, seconds in figures.seconds.items():
        yield f"  {step:14} median {statistics.median(seconds):6.2f} s"
    yield f"  {'Anki':14} median {statistics.median(figures.ankis):6.2f} s"
    wholes = [sum(times) for times in zip(*(figures.seconds[step] for step in STEPS[:3]), strict=True)]
    ratios = [ours / theirs for ours, theirs in zip(wholes, figures.ankis, strict=True)]
    yield f"  upload to confirmed, to Anki {statistics.median(ratios):.2f} x"
    for name, peak in figures.peaks_mb.items():
        yield f"  {name:14} peak {peak:5.0f} MB"
    cuts = statistics.quantiles(figures.answers_ms, n=100)
    yield (
        f"  {len(figures.answers_ms):,} answers meanwhile, none failed: median {cuts[49]:.1f} ms, "
        f"p99 {cuts[98]:.1f} ms, slowest {max(figures.answers_ms):,.0f} ms"
    )
