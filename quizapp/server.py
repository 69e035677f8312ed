"""The production server: Granian, a few worker processes of one Python thread each.

On SQLite more writers only wait for each other: few single-threaded workers have the lowest tail.
Slow clients and idle connections stay in the Rust part of Granian and hold no worker.
"""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quizapp.config import Settings

_LOOK_S = 1.0
"""How often the process that reads is looked at."""


class PortTakenError(Exception):
    """Another program listens there, or this user may not."""


def check_port(settings: Settings) -> None:
    """Raises PortTakenError, in words, before the server fails in its own."""
    family = socket.AF_INET6 if ":" in settings.bind else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.bind, settings.port))
        except OSError as error:
            message = (
                f"{settings.bind}:{settings.port} cannot be used: {error.strerror}. "
                f"Choose another port: PORT={settings.port % 65535 + 1}"
            )
            raise PortTakenError(message) from error


def serve(settings: Settings) -> None:
    """Serve until stopped by a signal."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    with reading_beside():
        Granian(
            "quizapp:create_app",
            factory=True,
            address=settings.bind,
            port=settings.port,
            interface=Interfaces.WSGI,
            workers=settings.workers,
            blocking_threads=1,
            respawn_failed_workers=True,
            log_level=LogLevels.warning,
        ).serve()


@contextmanager
def reading_beside() -> Iterator[None]:
    """Within it, `quizapp work` runs beside the server, and again where it dies; it ends with the server."""
    is_over = Event()
    keeper = Thread(target=_keep_reading, args=(is_over,))
    keeper.start()
    try:
        yield
    finally:
        is_over.set()
        keeper.join()


def _keep_reading(is_over: Event) -> None:
    while not is_over.is_set():
        process = subprocess.Popen([sys.executable, "-m", "quizapp", "work", "--until-parent-ends"])
        while process.poll() is None and not is_over.wait(_LOOK_S):
            pass
        process.terminate()
        process.wait()
        is_over.wait(_LOOK_S)  # one that dies at its start must not be started without end
