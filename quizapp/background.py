"""What is done beside the requests: long files are read, an upload at a time.

A process of its own, so that nobody's review waits for a file of ten thousand questions. It may die at any
time: what it had begun is begun anew.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable
from datetime import datetime

from sqlalchemy.exc import DBAPIError

from quizapp.extensions import db
from quizapp.sets.importing.staging import next_waiting, stage

PAUSE_S = 0.3
NICENESS = 5
"""Reviews go first where processors are scarce."""

_log = logging.getLogger(__name__)


def work(clock: Callable[[], datetime], is_wanted: Callable[[], bool]) -> None:
    """Do what waits, for as long as this is wanted."""
    os.nice(NICENESS)
    while is_wanted():
        if not work_once(clock):
            time.sleep(PAUSE_S)


def work_once(clock: Callable[[], datetime]) -> bool:
    """Read the upload that has waited longest; whether there was one."""
    try:
        upload_id = next_waiting(clock())
        db.session.remove()
        if upload_id is None:
            return False
        stage(upload_id, clock)
    except DBAPIError:  # locked for long, or restarted: what waits goes on waiting
        _log.exception("The database could not be used")
        db.session.remove()
        return False
    return True
