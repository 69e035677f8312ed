"""Today's figures: what waits, what was done, what tomorrow brings. Seen, not done, hence not in ``service``.

What was undone never counts. Right is a grade of 3 or more, where SM-2 draws the line; drills are no reviews.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from quizapp.access import Viewer
from quizapp.extensions import db
from quizapp.log_reading import ANSWERS, is_undone, latest_of_day
from quizapp.models import Course, MemberRole, Membership, ReviewLog
from quizapp.scheduling.queue import COUNT_CAP, Counts, DailyLimits, within_limits
from quizapp.scheduling.replay import Action
from quizapp.scheduling.sm2 import LOWEST_PASSING_GRADE
from quizapp.study.deck import count_waiting, left_today, limits_of
from quizapp.study.exam.focus import focus_of
from quizapp.study.in_deck import set_ids
from quizapp.study.service import today_of
from quizapp.study.streak import streak_of

TIMED_ANSWERS = 100
LONGEST_ANSWER_MS = 60_000
"""Beyond this the learner was probably away from the page."""

USUAL_ANSWER_MS = 15_000
"""For a learner who has answered nothing yet."""


@dataclass(frozen=True, kw_only=True)
class Done:
    """What was answered on this day."""

    answered: int
    right: int
    drills: int

    @property
    def share_right(self) -> float | None:
        """Right answers of all, from 0 to 1; None where there are none."""
        return self.right / self.answered if self.answered else None


@dataclass(frozen=True, kw_only=True)
class Undoable:
    """What an undo would take back."""

    sequence: int
    action: Action


@dataclass(frozen=True, kw_only=True)
class Overview:
    """One learner's day.

    Attributes:
        left: what is still to be done today, within the daily limit.
        new_held_back: new cards that wait beyond the limit; None where they were not all counted.
        minutes: how long what is left will take, rounded up.
        streak: days in a row with an answer.
        courses: titles of the courses in which the learner is a student.
        has_sets: whether anything at all is assigned or chosen.
        tomorrow: what the next day brings if all of today's is done or left, as counts of that day.
    """

    left: Counts
    new_held_back: int | None
    minutes: int
    streak: int
    courses: tuple[str, ...]
    has_sets: bool
    done: Done
    tomorrow: Counts
    undoable: Undoable | None

    @property
    def cards_left(self) -> int:
        """All that waits today."""
        return total(self.left)


def total(counts: Counts) -> int:
    """All cards of these counts."""
    return counts.reviews + counts.drills + counts.new


def overview_of(viewer: Viewer, now: datetime) -> Overview:
    """The figures of the learner's day at this moment."""
    session = db.session()
    day = today_of(viewer, now)
    left = left_today(session.connection(), viewer, day)
    waiting = count_waiting(session.connection(), viewer, day)
    return Overview(
        left=left,
        new_held_back=_held_back(waiting.new, left.new),
        minutes=math.ceil(total(left) * mean_answer_ms(session, viewer.id) / 60_000),
        streak=streak_of(session, viewer.id, day),
        courses=_courses(session, viewer.id),
        has_sets=bool(session.scalar(sa.select(set_ids(viewer.id).exists()))),
        done=done_on(session, viewer.id, day),
        tomorrow=_tomorrow(session, viewer, day, left),
        undoable=undoable_on(session, viewer.id, day),
    )


def _held_back(waiting: int, left: int) -> int | None:
    # Of a count that stopped at the cap nothing can be taken away.
    return None if waiting == COUNT_CAP and 0 < left < COUNT_CAP else waiting - left


def _tomorrow(session: Session, viewer: Viewer, day: int, left: Counts) -> Counts:
    """Today's drills end at the cut, and new cards that are introduced today are new no more."""
    waiting = count_waiting(session.connection(), viewer, day + 1)
    limits = limits_of(viewer, focus_of(session, viewer, day))  # an exam asks the same of every day
    rest = replace(waiting, drills=0, new=max(0, waiting.new - left.new))
    return within_limits(rest, DailyLimits(new=limits.new), introduced_today=0, reviewed_today=0)


def mean_answer_ms(session: Session, user_id: int) -> float:
    """The learner's mean time for an answer, over the latest ones that were timed."""
    latest = (
        sa.select(
            sa.case(
                (ReviewLog.duration_ms > LONGEST_ANSWER_MS, LONGEST_ANSWER_MS), else_=ReviewLog.duration_ms
            ).label("ms")
        )
        .where(
            ReviewLog.user_id == user_id,
            ReviewLog.action.in_(ANSWERS),
            ReviewLog.duration_ms.is_not(None),
            ~is_undone(),
        )
        .order_by(ReviewLog.sequence.desc())
        .limit(TIMED_ANSWERS)
        .subquery()
    )
    mean = session.scalar(sa.select(sa.func.avg(latest.c.ms)))
    return USUAL_ANSWER_MS if mean is None else float(mean)


def done_on(session: Session, user_id: int, day: int) -> Done:
    """What the learner answered on this day. No change of grade crosses the line between right and wrong."""
    answered = ReviewLog.action == Action.ANSWER.value
    row = session.execute(
        sa.select(
            sa.func.count().filter(answered).label("answered"),
            sa.func.count().filter(answered, ReviewLog.grade >= LOWEST_PASSING_GRADE).label("right"),
            sa.func.count().filter(~answered).label("drills"),
        ).where(
            ReviewLog.user_id == user_id,
            ReviewLog.day == day,
            ReviewLog.action.in_(ANSWERS),
            ~is_undone(),
        )
    ).one()
    return Done(answered=row.answered, right=row.right, drills=row.drills)


def undoable_on(
    connection: Connection | Session, user_id: int, day: int, *, session_number: int | None = None
) -> Undoable | None:
    """What an undo on this day would take back; None where nothing is left.

    In a custom session only what was done in it, so that an undo does not lead out of it.
    """
    latest = latest_of_day(connection, user_id, day)
    if latest is None or session_number not in {None, latest.session}:
        return None
    return Undoable(sequence=latest.sequence, action=Action(latest.action))


def _courses(session: Session, user_id: int) -> tuple[str, ...]:
    titles = session.scalars(
        sa.select(Course.title)
        .join(Membership, Membership.course_id == Course.id)
        .where(
            Membership.user_id == user_id,
            Membership.role == MemberRole.STUDENT,
            Membership.left_at.is_(None),
        )
        .order_by(Course.title)
    )
    return tuple(titles)
