"""A fresh database a test, migrated as an operator's is, and a client that looks at each page it fetches."""

from __future__ import annotations

import os
import shutil
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings

from quizapp import clock, create_app
from quizapp.config import Settings, read_settings
from quizapp.database import migrate
from quizapp.models import User
from quizapp.neighbours import library_facts
from tests.factories import Factory
from tests.page_client import BrowserClient, PageClient

# Tests assert behaviour, never wall time: a busy machine is no fault. All else is as Hypothesis has it here.
settings.register_profile("house", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

TUESDAY = datetime(2026, 3, 3, 12, tzinfo=UTC)


@pytest.fixture(scope="session", autouse=True)
def _heard_interrupts() -> None:
    """A run in the background may inherit Ctrl-C ignored, and so would the commands that tests start."""
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of data that is no part of the project; without it, the tests that need it are left out."""
    root = Path(__file__).parent.parent
    folder = Path(os.environ.get("QUIZAPP_SHARED", root.parent / "shared"))
    if not (folder / "data").is_dir():
        pytest.skip(f"no shared data at {folder}: set QUIZAPP_SHARED")
    return folder


def settings_in(folder: Path, **changes: str) -> Settings:
    """Settings with their data in this folder."""
    return read_settings(
        {"QUIZAPP_DATA": str(folder), "QUIZAPP_SECRET_KEY": "for-tests-only-" * 4, **changes}
    )


@pytest.fixture(scope="session")
def migrated_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database of the newest schema, to copy."""
    settings = settings_in(tmp_path_factory.mktemp("template"))
    app = create_app(settings)
    with app.app_context():
        migrate()
    _dispose(app)
    return Path(str(settings.database_url.database))


@pytest.fixture
def app(migrated_database: Path, tmp_path: Path) -> Iterator[Flask]:
    """The real app on a database of its own, so that commits, locks and parallel writers are real too."""
    with app_on(migrated_database, tmp_path) as app:
        yield app


@contextmanager
def app_on(database: Path, folder: Path) -> Iterator[Flask]:
    """The app in this folder, on a copy of the database."""
    settings = settings_in(folder)
    shutil.copy(database, str(settings.database_url.database))
    app = create_app(settings)
    app.test_client_class = BrowserClient
    with app.app_context():
        yield app
    _dispose(app)


def _dispose(app: Flask) -> None:
    from quizapp.extensions import db

    with app.app_context():
        db.session.remove()
        db.engine.dispose()


class MovableClock:
    """The time as the app sees it: stands still until a test moves it."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment

    def move(self, **amount: float) -> None:
        """Move by days=, hours=, minutes=; negative goes back."""
        self.moment += timedelta(**amount)


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> MovableClock:
    """The app's clock, at noon UTC of a Tuesday."""
    movable = MovableClock(TUESDAY)
    monkeypatch.setattr(clock, "now", movable.now)
    return movable


@pytest.fixture
def make(app: Flask, time: MovableClock) -> Factory:
    """Rows with just what matters to the test."""
    return Factory(time)


@pytest.fixture
def client_of(app: Flask, time: MovableClock) -> Callable[[User | None], PageClient]:
    """Makes a client that is signed in as a person, or as nobody."""

    def sign_in(user: User | None) -> PageClient:
        client = PageClient(app.test_client())
        if user is not None:
            client.sign_in(user, time.now())
        return client

    return sign_in


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--complete", action="store_true", help="fail where a test was left out that is not `shared`"
    )


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """End by saying what was left out."""
    left_out = terminalreporter.stats.get("skipped", [])
    if left_out:
        terminalreporter.section("left out")
        for reason, count in Counter(str(report.longrepr[2]) for report in left_out).items():
            terminalreporter.line(f"{count} tests: {reason.removeprefix('Skipped: ')}")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or not session.config.getoption("--complete"):
        return
    if any("shared" not in report.keywords for report in reporter.stats.get("skipped", [])):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def facts_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The facts of the bundled library, taken once: seconds that each data folder would cost."""
    with create_app(settings_in(tmp_path_factory.mktemp("facts"))).app_context():
        return library_facts()


@pytest.fixture
def quick_library(app: Flask, facts_file: Path) -> None:
    """For tests that make questions of articles."""
    shutil.copy(facts_file, app.extensions["settings"].data)
