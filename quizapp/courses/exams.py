"""A course's exam date, and how its students stand towards it; apart from rosters, as it looks at cards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.access import Viewer
from quizapp.extensions import db, writing
from quizapp.logbook import Entry, Learner, append
from quizapp.models import Assignment, Card, Course, Item, ItemState, MemberRole, Membership, User
from quizapp.scheduling.day import date_of, day_of
from quizapp.scheduling.exam import HABIT_DAYS, introduction_days, is_on_plan
from quizapp.scheduling.replay import Action
from quizapp.study.exam.dates import exam_day_on
from quizapp.study.service import today_of


@dataclass(frozen=True, kw_only=True)
class CourseExam:
    """The exam of a course, by the instructor's day; days and students are None once it is over.

    Attributes:
        done: students who have seen every card.
        on_plan: students who introduced as many cards in the last week as they have to in the days left.
        behind: the others.
    """

    day: date
    days_left: int | None
    cards: int
    done: int
    on_plan: int
    behind: int


def change_exam_date(course: Course, viewer: Viewer, chosen: date | None, now: datetime) -> None:
    """Give the course its exam date; None takes it away. The logs of its students say so.

    Raises:
        InvalidInputError: it is not to come, or more than two years away.
    """
    exam_day = exam_day_on(chosen, today_of(viewer, now))
    with writing() as session:
        before = session.scalars(sa.select(Course.exam_day).where(Course.id == course.id)).one()
        if exam_day == before:
            return
        session.execute(sa.update(Course).where(Course.id == course.id).values(exam_day=exam_day))
        changed: dict[str, dict[str, int | None]] = {
            "course": {"id": course.id},
            "before": {"exam_day": before},
            "after": {"exam_day": exam_day},
        }
        for learner in _students(session, course.id):
            entry = Entry(
                item_id=None,
                item_version=None,
                action=Action.COURSE_EXAM,
                day=learner.day,
                server_time=now,
                settings=changed,
            )
            append(session.connection(), learner, entry)


def _students(session: Session, course_id: int) -> list[Learner]:
    """The students of a course who have begun, on the last of their days.

    Their rows are locked, as each of their answers does, so that no two entries get one sequence.
    """
    rows = session.execute(
        sa.select(User.id, User.last_day, User.scheduler, User.spread)
        .join(Membership, Membership.user_id == User.id)
        .where(*_is_student(course_id), User.last_day.is_not(None))
        .order_by(User.id)
        .with_for_update(of=User)
    )
    return [
        Learner(id=row.id, day=row.last_day, scheduler_key=row.scheduler, spread=row.spread) for row in rows
    ]


def _is_student(course_id: int) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        Membership.course_id == course_id,
        Membership.role == MemberRole.STUDENT,
        Membership.left_at.is_(None),
    )


def exam_date_of(course: Course) -> date | None:
    """The date as a form shows it."""
    return None if course.exam_day is None else date_of(course.exam_day)


def exam_of(course: Course, viewer: Viewer, now: datetime) -> CourseExam | None:
    """How the students of this course stand towards its exam; None where it has no date."""
    if course.exam_day is None:
        return None
    today = today_of(viewer, now)
    days_left = course.exam_day - today
    cards = db.session.scalar(sa.select(sa.func.count(Item.id)).where(*_items(course.id))) or 0
    counts = {"done": 0, "on_plan": 0, "behind": 0}
    if days_left > 0:
        for row in db.session.execute(_introduced(course.id, today)):
            new_left = max(0, cards - row.introduced)
            days = min(HABIT_DAYS, today - day_of(row.joined_at.date()))
            is_good = is_on_plan(new_left, row.lately, days, introduction_days(course.exam_day, today))
            counts["behind" if not is_good else "on_plan" if new_left else "done"] += 1
    return CourseExam(
        day=date_of(course.exam_day), days_left=days_left if days_left > 0 else None, cards=cards, **counts
    )


def _items(course_id: int) -> tuple[sa.ColumnElement[bool], ...]:
    assigned = sa.select(Assignment.set_id).where(Assignment.course_id == course_id)
    return Item.set_id.in_(assigned), Item.state == ItemState.LIVE


def _introduced(course_id: int, today: int) -> Any:
    """Every student of the course, with their cards that are introduced or suspended, and those of late."""
    is_past = sa.or_(Card.due_day.is_not(None), Card.suspended)
    theirs = (
        sa.select(Card.user_id, Card.introduced_day, is_past.label("is_past"))
        .join(Item, Item.id == Card.item_id)
        .where(*_items(course_id))
        .subquery()
    )
    lately = sa.and_(theirs.c.introduced_day > today - HABIT_DAYS, theirs.c.introduced_day <= today)
    return (
        sa.select(
            Membership.user_id,
            Membership.joined_at,
            sa.func.count().filter(theirs.c.is_past).label("introduced"),
            sa.func.count().filter(lately).label("lately"),
        )
        .outerjoin(theirs, theirs.c.user_id == Membership.user_id)
        .where(*_is_student(course_id))
        .group_by(Membership.user_id, Membership.joined_at)
    )
