"""What an instructor does with a course and sees of it, and how a student leaves one.

Who may do it is asked by the views, of ``quizapp.access``: a course id that comes here is one they teach.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from quizapp.access import visible_sets
from quizapp.courses.addresses import Invitee
from quizapp.decks import refresh_learners, refresh_sets
from quizapp.errors import MissingError
from quizapp.extensions import db, writing
from quizapp.models import (
    Assignment,
    Course,
    Item,
    ItemState,
    LinkKind,
    MemberRole,
    Membership,
    OneTimeLink,
    QuestionSet,
    User,
)


@dataclass(frozen=True, kw_only=True)
class CourseLine:
    """A course in the list of courses."""

    id: int
    title: str
    students: int
    sets: int


@dataclass(frozen=True, kw_only=True)
class Student:
    """A person who studies in a course now."""

    id: int
    name: str
    email: str
    joined_at: datetime


@dataclass(frozen=True, kw_only=True)
class Invitation:
    """The newest link of an address that can still be used."""

    email: str
    created_at: datetime
    expires_at: datetime


@dataclass(frozen=True, kw_only=True)
class Known:
    """Addresses that the app knows; ``members`` are in the course now and need no link."""

    members: tuple[str, ...]
    accounts: tuple[str, ...]
    invited: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SetLine:
    """A question set as one line; ``owner`` is the name of its instructor, None for the library's."""

    id: int
    title: str
    live_items: int
    owner: str | None


@dataclass(frozen=True, kw_only=True)
class Roster:
    """Everything about a course that its page shows."""

    students: tuple[Student, ...]
    invitations: tuple[Invitation, ...]
    sets: tuple[SetLine, ...]


def courses_of(person_id: int, *, every_course: bool) -> list[CourseLine]:
    """The courses that this person teaches, or all; by title."""
    students = (
        sa.select(sa.func.count())
        .where(
            Membership.course_id == Course.id,
            Membership.role == MemberRole.STUDENT,
            Membership.left_at.is_(None),
        )
        .scalar_subquery()
    )
    sets = sa.select(sa.func.count()).where(Assignment.course_id == Course.id).scalar_subquery()
    query = sa.select(Course.id, Course.title, students.label("students"), sets.label("sets"))
    if not every_course:
        query = query.where(
            sa.exists().where(
                Membership.course_id == Course.id,
                Membership.user_id == person_id,
                Membership.role == MemberRole.INSTRUCTOR,
                Membership.left_at.is_(None),
            )
        )
    rows = db.session.execute(query.order_by(sa.func.lower(Course.title), Course.id))
    return [CourseLine(**row) for row in rows.mappings()]


def create_course(title: str, *, teacher_id: int, now: datetime) -> int:
    """Make a course that this person teaches; its id."""
    with writing() as session:
        course = Course(title=title, created_by_id=teacher_id, created_at=now)
        session.add(course)
        session.flush()
        session.add(
            Membership(course_id=course.id, user_id=teacher_id, role=MemberRole.INSTRUCTOR, joined_at=now)
        )
        return course.id


def rename_course(course_id: int, title: str) -> None:
    """Give the course another title."""
    with writing() as session:
        session.execute(sa.update(Course).where(Course.id == course_id).values(title=title))


def roster(course_id: int, *, now: datetime) -> Roster:
    """Students by name, invitations that can still be used by address, sets by title."""
    return Roster(
        students=tuple(_students(course_id)),
        invitations=tuple(_invitations(course_id, now)),
        sets=tuple(_sets(QuestionSet.id.in_(_assigned(course_id)))),
    )


def _students(course_id: int) -> list[Student]:
    rows = db.session.execute(
        sa.select(User.id, User.name, User.email, Membership.joined_at)
        .join(Membership, Membership.user_id == User.id)
        .where(
            Membership.course_id == course_id,
            Membership.role == MemberRole.STUDENT,
            Membership.left_at.is_(None),
        )
        .order_by(sa.func.lower(User.name), User.email)
    )
    return [Student(**row) for row in rows.mappings()]


def _invitations(course_id: int, now: datetime) -> list[Invitation]:
    rows = db.session.execute(
        sa.select(
            OneTimeLink.email,
            sa.func.max(OneTimeLink.created_at, type_=OneTimeLink.created_at.type).label("created_at"),
            sa.func.max(OneTimeLink.expires_at, type_=OneTimeLink.expires_at.type).label("expires_at"),
        )
        .where(*_open_invitations(course_id), OneTimeLink.expires_at > now)
        .group_by(OneTimeLink.email)
        .order_by(OneTimeLink.email)
    )
    return [Invitation(**row) for row in rows.mappings()]


def _open_invitations(course_id: int) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        OneTimeLink.course_id == course_id,
        OneTimeLink.kind == LinkKind.INVITATION,
        OneTimeLink.used_at.is_(None),
    )


def _assigned(course_id: int) -> sa.Select[Any]:
    return sa.select(Assignment.set_id).where(Assignment.course_id == course_id)


def _sets(*conditions: sa.ColumnElement[bool]) -> list[SetLine]:
    live_items = (
        sa.select(sa.func.count())
        .where(Item.set_id == QuestionSet.id, Item.state == ItemState.LIVE)
        .scalar_subquery()
    )
    rows = db.session.execute(
        sa.select(QuestionSet.id, QuestionSet.title, live_items.label("live_items"), User.name.label("owner"))
        .outerjoin(User, User.id == QuestionSet.owner_id)
        .where(*conditions)
        .order_by(sa.func.lower(QuestionSet.title), QuestionSet.id)
    )
    return [SetLine(**row) for row in rows.mappings()]


def assignable_sets(course_id: int, person_id: int, *, every_set: bool) -> list[SetLine]:
    """Sets that the course does not study yet: this person's (or everybody's) and the library's."""
    conditions: list[sa.ColumnElement[bool]] = [QuestionSet.id.not_in(_assigned(course_id))]
    if not every_set:
        conditions.append(sa.or_(visible_sets(person_id), QuestionSet.owner_id.is_(None)))
    return _sets(*conditions)


def assign_sets(course_id: int, set_ids: Collection[int], *, now: datetime) -> int:
    """Let the course study these sets as well; how many it did not study before."""
    with writing() as session:
        new = set(set_ids) - set(session.scalars(_assigned(course_id)))
        session.add_all(Assignment(course_id=course_id, set_id=each, assigned_at=now) for each in new)
        refresh_sets(session, new)
    return len(new)


def remove_set(course_id: int, set_id: int) -> None:
    """Stop the course's study of this set; what was answered stays.

    Raises:
        MissingError: the course does not study it.
    """
    with writing() as session:
        assignment = session.get(Assignment, (course_id, set_id))
        if assignment is None:
            raise MissingError("This set is not assigned to the course; perhaps it was removed just now.")
        session.delete(assignment)
        refresh_sets(session, [set_id])


def remove_student(course_id: int, user_id: int, *, now: datetime) -> None:
    """End a student's membership, by an instructor or by themselves; the history stays.

    Raises:
        MissingError: they are no student of it now.
    """
    with writing() as session:
        membership = session.get(Membership, (course_id, user_id))
        if membership is None or membership.role != MemberRole.STUDENT or membership.left_at is not None:
            raise MissingError("There is no such student in the course; perhaps they left just now.")
        membership.left_at = now
        refresh_learners(session, [user_id])


def withdraw_invitation(course_id: int, email: str) -> None:
    """End every unused link of this address to the course.

    Raises:
        MissingError: there is none.
    """
    with writing() as session:
        links = session.scalars(
            sa.select(OneTimeLink).where(*_open_invitations(course_id), OneTimeLink.email == email)
        ).all()
        if not links:
            raise MissingError("This invitation was used or withdrawn already.")
        for link in links:
            session.delete(link)


def recognise(course_id: int, people: Collection[Invitee], *, now: datetime) -> Known:
    """Whom of these people the app knows, in the order they were written."""
    emails = [person.email for person in people]
    members = set(
        db.session.scalars(
            sa.select(User.email)
            .join(Membership, Membership.user_id == User.id)
            .where(Membership.course_id == course_id, Membership.left_at.is_(None), User.email.in_(emails))
        )
    )
    accounts = set(db.session.scalars(sa.select(User.email).where(User.email.in_(emails)))) - members
    invited = {invitation.email for invitation in _invitations(course_id, now)} - members
    return Known(
        members=tuple(email for email in emails if email in members),
        accounts=tuple(email for email in emails if email in accounts),
        invited=tuple(email for email in emails if email in invited),
    )
