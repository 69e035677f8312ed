"""The exam dates of a learner: their courses' and their own, and of which cards each is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from quizapp.access import Viewer
from quizapp.errors import InvalidInputError
from quizapp.models import Assignment, Course, MemberRole, Membership
from quizapp.scheduling.day import date_of, day_of
from quizapp.scheduling.exam import MOST_DAYS_AHEAD


@dataclass(frozen=True, kw_only=True, slots=True)
class ExamDate:
    """One date. ``course`` is the title of the course whose it is, ``set_ids`` the sets that this studies.

    Both are None of the learner's own date, which is of all that they study.
    """

    exam_day: int
    course: str | None
    set_ids: frozenset[int] | None

    def concerns(self, set_id: int) -> bool:
        """Whether the cards of this set, which is in the learner's deck, are asked for."""
        return self.set_ids is None or set_id in self.set_ids


def exam_dates(connection: Connection | Session, viewer: Viewer) -> list[ExamDate]:
    """The dates of this learner, by day; those that are over too, as long as nobody took them away."""
    rows = connection.execute(
        sa.select(Course.id, Course.title, Course.exam_day, Assignment.set_id)
        .join(Membership, Membership.course_id == Course.id)
        .outerjoin(Assignment, Assignment.course_id == Course.id)
        .where(
            Membership.user_id == viewer.id,
            Membership.role == MemberRole.STUDENT,
            Membership.left_at.is_(None),
            Course.exam_day.is_not(None),
        )
        .order_by(Course.id)
    )
    dates = []
    for _, group in groupby(rows, key=lambda row: row.id):
        sets = list(group)
        assigned = frozenset(row.set_id for row in sets if row.set_id is not None)
        dates.append(ExamDate(exam_day=sets[0].exam_day, course=sets[0].title, set_ids=assigned))
    if viewer.exam_day is not None:
        dates.append(ExamDate(exam_day=viewer.exam_day, course=None, set_ids=None))
    return sorted(dates, key=lambda each: (each.exam_day, each.course or ""))


def exam_day_on(chosen: date | None, day: int) -> int | None:
    """The day of a date that somebody chooses for an exam on this day; None takes the date away.

    Raises:
        InvalidInputError: it is not in the future, or more than two years away.
    """
    if chosen is None:
        return None
    if day_of(chosen) <= day:
        raise InvalidInputError("exam_date", "This day is not in the future: choose one from tomorrow on.")
    if day_of(chosen) > day + MOST_DAYS_AHEAD:
        latest = date_of(day + MOST_DAYS_AHEAD)
        raise InvalidInputError(
            "exam_date",
            "This is more than two years away, and no plan by the day reaches so far: "
            f"the latest date is {latest.day} {latest:%B %Y}.",
        )
    return day_of(chosen)
