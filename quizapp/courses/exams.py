"""A course's exam date, and how its students stand towards it; apart from rosters, as it looks at cards."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from quizapp.access import Viewer
from quizapp.extensions import db, writing
from quizapp.logbook import Entry, Learner, append
from quizapp.models import (
    Assignment,
    Card,
    Course,
    Item,
    ItemState,
    MemberRole,
    Membership,
    ReviewLog,
    User,
)
from quizapp.scheduling.day import date_of, learner_day, zone_named
from quizapp.scheduling.exam import HABIT_DAYS, introduction_days, is_on_plan
from quizapp.scheduling.replay import Action
from quizapp.study.exam.dates import exam_day_on
from quizapp.study.service import today_of


@dataclass(frozen=True, kw_only=True)
class CourseExam:
    """The exam of a course, by the instructor's day; days and students are None once it is over.

    Attributes:
        done: students who have seen every card.
        on_plan: students who introduced as many cards a day in the last week, or since they joined or the
            date was set, as they have to in the days left.
        too_early: those of whom nothing can be said yet, as no day has ended since then.
        not_begun: those who have never done anything in the app.
        behind: the others.
    """

    day: date
    days_left: int | None
    cards: int
    done: int
    on_plan: int
    behind: int
    too_early: int
    not_begun: int


def change_exam_date(course: Course, viewer: Viewer, chosen: date | None, now: datetime) -> None:
    """Give the course its exam date; None takes it away. The logs of its students say so.

    Raises:
        InvalidInputError: it is not in the future, or more than two years away.
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
    counts = Counter[str]()
    if days_left > 0:
        set_on = _day_of(_set_at(course.id) or now, viewer)
        lately = _introduced_lately(course.id, today)
        for row in db.session.execute(_introduced(course.id)):
            new_left = max(0, cards - row.introduced)
            first = max(set_on, _day_of(row.joined_at, viewer), today - HABIT_DAYS)
            introduced = sum(count for day, count in lately[row.user_id].items() if day >= first)
            days_to_come = introduction_days(course.exam_day, today)
            if is_on_plan(new_left, introduced, today - first, days_to_come):
                counts["on_plan" if new_left else "done"] += 1
            elif row.last_day is None:
                counts["not_begun"] += 1
            else:
                counts["behind" if today > first else "too_early"] += 1
    return CourseExam(
        day=date_of(course.exam_day),
        days_left=days_left if days_left > 0 else None,
        cards=cards,
        done=counts["done"],
        on_plan=counts["on_plan"],
        behind=counts["behind"],
        too_early=counts["too_early"],
        not_begun=counts["not_begun"],
    )


def _day_of(moment: datetime, viewer: Viewer) -> int:
    """The instructor's day at a moment gone by."""
    return learner_day(moment, zone_named(viewer.zone), viewer.cut_hour, None)


def _set_at(course_id: int) -> datetime | None:
    """When the course got its date, as far as its students' logs tell; None where nobody has begun.

    If it is in none, nobody had begun by then, so that the first entry of all is a moment after it.
    """
    row = aliased(ReviewLog)
    of_members = (
        sa.select(row.server_time)
        .join(Membership, Membership.user_id == row.user_id)
        .where(Membership.course_id == course_id)
    )
    changed = of_members.where(
        row.item_id.is_(None),
        row.action == Action.COURSE_EXAM.value,
        row.detail["course"]["id"].as_integer() == course_id,
    )
    began = of_members.where(row.sequence == 1, *_is_student(course_id))
    return db.session.scalar(
        sa.select(
            sa.func.coalesce(
                changed.order_by(row.server_time.desc()).limit(1).scalar_subquery(),
                began.order_by(row.server_time).limit(1).scalar_subquery(),
            )
        )
    )


def _items(course_id: int) -> tuple[sa.ColumnElement[bool], ...]:
    assigned = sa.select(Assignment.set_id).where(Assignment.course_id == course_id)
    return Item.set_id.in_(assigned), Item.state == ItemState.LIVE


def _introduced(course_id: int) -> Any:
    """Every student of the course, with the number of their cards that are introduced or suspended."""
    is_past = sa.or_(Card.due_day.is_not(None), Card.suspended)
    theirs = (
        sa.select(Card.user_id, Card.item_id)
        .join(Item, Item.id == Card.item_id)
        .where(*_items(course_id), is_past)
        .subquery()
    )
    return (
        sa.select(
            Membership.user_id,
            Membership.joined_at,
            User.last_day,
            sa.func.count(theirs.c.item_id).label("introduced"),
        )
        .join(User, User.id == Membership.user_id)
        .outerjoin(theirs, theirs.c.user_id == Membership.user_id)
        .where(*_is_student(course_id))
        .group_by(Membership.user_id, Membership.joined_at, User.last_day)
    )


def _introduced_lately(course_id: int, today: int) -> defaultdict[int, dict[int, int]]:
    """By student and day: how many cards of the course they introduced, of the latest days."""
    rows = db.session.execute(
        sa.select(Card.user_id, sa.type_coerce(Card.introduced_day, sa.Integer), sa.func.count())
        .join(Item, Item.id == Card.item_id)
        .join(Membership, Membership.user_id == Card.user_id)
        .where(
            *_items(course_id),
            *_is_student(course_id),
            Card.introduced_day.between(today - HABIT_DAYS, today),
        )
        .group_by(Card.user_id, Card.introduced_day)
    )
    by_student: defaultdict[int, dict[int, int]] = defaultdict(dict)
    for user_id, day, count in rows:
        by_student[user_id][day] = count
    return by_student
