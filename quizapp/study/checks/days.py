"""Learners whose day is ahead of the clock, as after a server's clock was, and how they come back.

A learner's day never goes back, so that no day comes twice: once a wrong clock led them to a later one, they
stay there until the calendar has caught up. It may go back as far as nothing of theirs that stands is of a
later day. Then neither the order of days in the log nor any card's last day is ahead of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from quizapp.log_reading import is_undone
from quizapp.models import ReviewLog, User
from quizapp.scheduling.day import date_of, learner_day, zone_named
from quizapp.scheduling.replay import Action

_FIRST_ZONE = "Etc/GMT-14"  # where each date begins: no journey and no cut hour leads to a later day
_CLOCKS_APART = timedelta(minutes=5)
"""Clocks of two servers, or of one that is set right, differ by less."""

_NOT_THEIRS = (
    Action.UNDO.value,
    Action.RETIRE.value,
    Action.RESTORE.value,
    Action.COURSE_EXAM.value,
    Action.IMPORTED.value,
)
"""What replays to nothing, or is of the day of another program."""


@dataclass(frozen=True, kw_only=True)
class DayAhead:
    """A learner whose day is later than any on earth. ``entries`` of their log stand that are after today.

    Days are learner's days. ``kept_by`` is the first of those entries, None where there is none; ``back_to``
    the day to which the learner can go back.
    """

    user_id: int
    day: int
    today: int
    back_to: int
    entries: int
    kept_by: int | None

    @property
    def can_go_back(self) -> bool:
        """Whether there is an earlier day for them."""
        return self.back_to < self.day

    def __str__(self) -> str:
        said = (
            f"Learner {self.user_id}: their day is {date_of(self.day)}, and by the clock it is "
            f"{date_of(self.today)}. The clock was ahead when they studied, or is behind now."
        )
        if self.can_go_back:
            said += f" It can go back to {date_of(self.back_to)}: quizapp check --repair."
        if self.kept_by is not None:
            said += (
                f" {self.entries} log entries of later days than today stand, the first is {self.kept_by}: "
                f"it cannot go back behind {date_of(self.back_to)} before they are undone."
            )
        return said


@dataclass(frozen=True, kw_only=True)
class EntriesAhead:
    """Entries of a log of days or moments that are yet to come; they stay as they are."""

    user_id: int
    entries: int
    first: int

    def __str__(self) -> str:
        return (
            f"Learner {self.user_id}: {self.entries} log entries are of days or moments yet to come, "
            f"the first is {self.first}."
        )


def days_ahead(connection: Connection, now: datetime) -> list[DayAhead]:
    """All learners whose day is later than it is anywhere, by any cut hour."""
    rows = connection.execute(
        sa.select(User.id, User.last_day, User.zone, User.cut_hour)
        .where(User.last_day > _latest_day(now))
        .order_by(User.id)
    )
    return [_day_ahead(connection, row, now) for row in rows.all()]


def _day_ahead(connection: Connection, row: Any, now: datetime) -> DayAhead:
    today = learner_day(now, zone_named(row.zone), row.cut_hour, None)
    standing = connection.execute(
        sa.select(
            sa.func.count().label("entries"),
            sa.func.min(ReviewLog.sequence).label("first"),
            sa.func.max(ReviewLog.day).label("day"),
        ).where(*_stands(row.id), ReviewLog.day > today)
    ).one()
    return DayAhead(
        user_id=row.id,
        day=row.last_day,
        today=today,
        back_to=today if standing.day is None else standing.day,
        entries=standing.entries,
        kept_by=standing.first,
    )


def entries_ahead(connection: Connection, now: datetime) -> Iterator[EntriesAhead]:
    """The learners whose logs have entries of days or moments that are yet to come."""
    rows = connection.execute(
        sa.select(
            ReviewLog.user_id,
            sa.func.count().label("entries"),
            sa.func.min(ReviewLog.sequence).label("first"),
        )
        .where(sa.or_(ReviewLog.day > _latest_day(now), ReviewLog.server_time > now + _CLOCKS_APART))
        .group_by(ReviewLog.user_id)
        .order_by(ReviewLog.user_id)
    )
    for row in rows:
        yield EntriesAhead(user_id=row.user_id, entries=row.entries, first=row.first)


def goes_back(connection: Connection, user_id: int, sequence: int, day: int) -> bool:
    """Whether an entry that comes before this sequence, and stands, is of a later day than this one."""
    earlier = sa.exists().where(*_stands(user_id), ReviewLog.sequence < sequence, ReviewLog.day > day)
    return bool(connection.execute(sa.select(earlier)).scalar())


def _latest_day(now: datetime) -> int:
    return learner_day(now, zone_named(_FIRST_ZONE), 0, None)


def _stands(user_id: int) -> tuple[sa.ColumnElement[bool], ...]:
    return ReviewLog.user_id == user_id, ReviewLog.action.not_in(_NOT_THEIRS), ~is_undone()
