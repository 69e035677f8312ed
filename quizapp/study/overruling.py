"""A typed answer that was right all the same, as its learner says: a slip of spelling, another name.

The answer is taken back and given once more as right, in one transaction. So all that counts answers, and all
that replays them, needs to know nothing of it; a change of grade never makes a wrong answer right.
"""

from __future__ import annotations

from datetime import datetime
from random import Random
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.access import Viewer
from quizapp.errors import MissingError
from quizapp.extensions import writing
from quizapp.log_reading import latest_answer
from quizapp.logbook import Entry, begin_day
from quizapp.models import ReviewLog
from quizapp.scheduling.grades import Claim, suggested_grade
from quizapp.scheduling.replay import Action
from quizapp.study.deck import read_waiting
from quizapp.study.errors import StaleAnswerError
from quizapp.study.service import take, take_back

_CHANCE = Random()  # noqa: S311 - spreads due days, guards nothing


def may_overrule(session: Session, user_id: int, row: Any, day: int) -> bool:
    """Whether this row of the log is a typed answer judged wrong that the learner may still call right.

    Only their latest answer, on its day: later ones were given with it as it was.
    """
    if row.correct or "typed" not in (row.detail or {}) or row.day != day:
        return False
    latest = latest_answer(session, user_id)
    return latest is not None and latest.sequence == row.sequence


def call_right(viewer: Viewer, sequence: int, now: datetime, *, chance: Random = _CHANCE) -> int:
    """Make the learner's latest answer, typed and judged wrong, a right one; gives its new sequence.

    Raises:
        StaleAnswerError: another card was answered since, or the answer was undone, or is of another day.
        MissingError: the item has left the learner's deck.
    """
    with writing() as session:
        connection = session.connection()
        learner = begin_day(connection, viewer.id, now)
        row = session.execute(
            sa.select(*ReviewLog.__table__.columns).where(
                ReviewLog.user_id == viewer.id, ReviewLog.sequence == sequence
            )
        ).one_or_none()
        if row is None or not may_overrule(session, viewer.id, row, learner.day):
            raise StaleAnswerError("This can be said until the next answer; this one stays as it is.")
        take_back(session, learner, row, now)
        waiting = read_waiting(connection, viewer.id, row.item_id)
        if waiting is None:
            raise MissingError("This question is no longer in your deck.")
        entry = Entry(
            item_id=row.item_id,
            item_version=row.item_version,
            action=Action(row.action),
            day=learner.day,
            server_time=now,
            grade=suggested_grade(right=True, claim=Claim(row.claim)),
            claim=row.claim,
            correct=True,
            device_time=row.device_time,
            duration_ms=row.duration_ms,
            session=row.session,
            given={"typed": row.detail["typed"], "overruled": True},
        )
        return take(connection, learner, waiting, entry, chance)
