"""What is done beside the requests: long files are read, an upload at a time; misleading items quarantined.

A process of its own, so that nobody's review waits for a file of ten thousand questions. It may die at any
time: what it had begun is begun anew.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy.exc import DBAPIError

from quizapp.extensions import db
from quizapp.sets.analysing.quarantine import quarantine_misleading
from quizapp.sets.importing.staging import next_waiting, stage

PAUSE_S = 0.3
ANALYSED_EVERY = timedelta(hours=1)
NICENESS = 5
"""Reviews go first where processors are scarce."""

_log = logging.getLogger(__name__)


def work(clock: Callable[[], datetime], is_wanted: Callable[[], bool]) -> None:
    """Do what waits, for as long as this is wanted."""
    looked_at: datetime | None = None
    while is_wanted():
        if looked_at is None or clock() >= looked_at + ANALYSED_EVERY:
            looked_at = clock()
            analyse(looked_at)
        if not work_once(clock):
            time.sleep(PAUSE_S)


def analyse(now: datetime) -> None:
    """Quarantine the items that mislead, until somebody has looked at them."""
    try:
        count = quarantine_misleading(now)
    except DBAPIError:  # the next time will do
        _log.exception("The database could not be used")
        db.session.remove()
        return
    if count:
        _log.warning("%s questions that mislead were quarantined", count)


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
