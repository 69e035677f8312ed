"""The report of a course, a row a student: what the page, the CSV and the XLSX are all made from.

Apart from ``service`` so that the columns stand once, in one order, for all three.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from quizapp.extensions import db
from quizapp.models import Assignment, Card, Course, MemberRole, Membership, User
from quizapp.progress.counting import count_answers
from quizapp.progress.figures import (
    Answers,
    Cards,
    Ids,
    Scope,
    count_cards,
    count_live_items,
    last_active,
    total,
)
from quizapp.scheduling.day import learner_day, zone_named

LOAD_DAYS = 28
"""Over so many days the usual load is taken: four weeks hold each weekday equally often."""
RISK_DAYS = 7
"""A backlog of more such loads, or so many days without activity, is a risk."""


@dataclass(frozen=True, kw_only=True)
class StudentRow:
    """One student, in the items of the course's sets. Dates are those of the instructor's zone.

    ``today`` is the student's own. What is to come (due, overdue, new left) is None for one who has left.
    """

    id: int
    today: int
    name: str
    email: str
    joined: date
    left: date | None
    last_active: date | None
    answers: Answers
    cards: Cards
    due: int | None
    overdue: int | None
    new_left: int | None
    risks: tuple[str, ...]

    @property
    def state(self) -> str:
        """Whether the student is still in the course."""
        return "left" if self.left else "active"


class Kind(StrEnum):
    """What a column holds, which decides how it is written and sorted."""

    TEXT = "text"
    WARNING = "warning"  # a text that is empty where all is well
    DATE = "date"
    NUMBER = "number"
    SHARE = "share"  # from 0 to 1, written as a percentage
    MINUTES = "minutes"  # with one decimal


Value = str | date | int | float | None


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of the report."""

    heading: str
    kind: Kind
    read: Callable[[StudentRow], Value]


def _column(heading: str, kind: Kind, read: Callable[[StudentRow], Value]) -> Column:
    return Column(heading=heading, kind=kind, read=read)


COLUMNS = (
    _column("Name", Kind.TEXT, lambda row: row.name),
    _column("E-mail", Kind.TEXT, lambda row: row.email),
    _column("State", Kind.TEXT, lambda row: row.state),
    _column("At risk", Kind.WARNING, lambda row: "; ".join(row.risks)),
    _column("Joined", Kind.DATE, lambda row: row.joined),
    _column("Last active", Kind.DATE, lambda row: row.last_active),
    _column("Answered", Kind.NUMBER, lambda row: row.answers.answered),
    _column("Right", Kind.NUMBER, lambda row: row.answers.right),
    _column("Share right", Kind.SHARE, lambda row: row.answers.share_right),
    _column("True retention", Kind.SHARE, lambda row: row.answers.true_retention),
    _column("Due today", Kind.NUMBER, lambda row: row.due),
    _column("Overdue", Kind.NUMBER, lambda row: row.overdue),
    _column("New left", Kind.NUMBER, lambda row: row.new_left),
    _column("Mastered", Kind.NUMBER, lambda row: row.cards.mastered),
    _column("Lapses", Kind.NUMBER, lambda row: row.cards.lapses),
    _column("Time (min)", Kind.MINUTES, lambda row: row.answers.minutes),
)


def one_user(user_id: int) -> Ids:
    """A single learner, as a scope takes them."""
    return sa.select(User.id).where(User.id == user_id)


def assigned_sets(course_id: int) -> Ids:
    """The sets that a course studies."""
    return sa.select(Assignment.set_id).where(Assignment.course_id == course_id)


def own_day(user: User, now: datetime) -> int:
    """The learner's day at this moment, in their own zone."""
    return learner_day(now, zone_named(user.zone), user.cut_hour, user.last_day)


def student_rows(
    course: Course, *, now: datetime, zone: ZoneInfo, user_id: int | None = None
) -> tuple[StudentRow, ...]:
    """Every student who is or was in the course (or this one), by name; ``zone`` is the instructor's.

    The number of queries does not depend on the number of students.
    """
    members = sa.select(Membership.user_id).where(
        Membership.course_id == course.id, Membership.role == MemberRole.STUDENT
    )
    if user_id is not None:
        members = members.where(Membership.user_id == user_id)
    people = db.session.execute(
        sa.select(User, Membership)
        .join(Membership, Membership.user_id == User.id)
        .where(Membership.course_id == course.id, User.id.in_(members))
        .order_by(Membership.left_at.is_not(None), sa.func.lower(User.name), User.email)
    ).all()
    days = {user.id: own_day(user, now) for user, _ in people}
    counted = _count(members, assigned_sets(course.id), days)
    return tuple(_row(user, membership, counted, now=now, zone=zone) for user, membership in people)


@dataclass(frozen=True, kw_only=True)
class _Counted:
    """Figures of all students, by user id."""

    days: dict[int, int]
    answers: dict[int, dict[int, Answers]]  # and by day
    cards: dict[tuple[int, ...], Cards]
    last_active: dict[int, datetime]
    live_items: int


def _count(members: Ids, sets: Ids, days: dict[int, int]) -> _Counted:
    scope = Scope(users=members, sets=sets)
    answers: dict[int, dict[int, Answers]] = {user_id: {} for user_id in days}
    for (user_id, day), counts in count_answers(scope, "user_id", "day").items():
        answers[user_id][day] = counts
    return _Counted(
        days=days,
        answers=answers,
        cards=count_cards(scope, days, Card.user_id),
        last_active=last_active(scope),
        live_items=sum(count_live_items(sets).values()),
    )


def _row(
    user: User, membership: Membership, counted: _Counted, *, now: datetime, zone: ZoneInfo
) -> StudentRow:
    here = membership.left_at is None
    today = counted.days[user.id]
    answers = counted.answers[user.id]
    cards = counted.cards.get((user.id,), Cards())
    last = counted.last_active.get(user.id)
    new_left = cards.new_left(counted.live_items)
    dangers = risks(
        overdue=cards.overdue,
        waiting=cards.due + cards.overdue + new_left,
        load=usual_load({day: each.answered for day, each in answers.items()}, today),
        idle_days=(now - (last or membership.joined_at)).days,
    )
    return StudentRow(
        id=user.id,
        today=today,
        name=user.name or user.email,
        email=user.email,
        joined=_date(membership.joined_at, zone),
        left=_date(membership.left_at, zone) if membership.left_at else None,
        last_active=_date(last, zone) if last else None,
        answers=total(answers.values()),
        cards=cards,
        due=cards.due if here else None,
        overdue=cards.overdue if here else None,
        new_left=new_left if here else None,
        risks=dangers if here else (),
    )


def _date(moment: datetime, zone: ZoneInfo) -> date:
    return moment.astimezone(zone).date()


def usual_load(answered: Mapping[int, int], today: int) -> float:
    """Answers a day over the last four weeks, or since the first answer if that is later; 0 without any."""
    recent = sum(count for day, count in answered.items() if today - LOAD_DAYS < day <= today)
    if not recent:
        return 0
    return recent / min(LOAD_DAYS, today - min(answered) + 1)


def risks(*, overdue: int, waiting: int, load: float, idle_days: int) -> tuple[str, ...]:
    """Why a student is at risk, in words; nothing where they are not.

    Two rules: more overdue cards than seven days of the usual load, and seven days without any activity while
    something waits (a student who has nothing to do is not late).
    """
    found = []
    if overdue > RISK_DAYS * load:
        found.append(f"{overdue} overdue, {load:.1f} answers a day")
    if idle_days >= RISK_DAYS and waiting:
        found.append(f"no activity for {idle_days} days")
    return tuple(found)
