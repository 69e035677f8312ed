"""Courses, who is in them, and which question sets they study."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from quizapp.extensions import Base
from quizapp.models.question_set import QuestionSet
from quizapp.models.user import User


class MemberRole(StrEnum):
    """What a person is in one course."""

    STUDENT = "student"
    INSTRUCTOR = "instructor"


class Course(Base):
    """A course; its creator teaches it. ``exam_day`` is a day number, the same date in every zone."""

    __tablename__ = "course"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(sa.String(200))
    created_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user_account.id", ondelete="SET NULL"))
    created_at: Mapped[datetime]
    exam_day: Mapped[int | None]


class Membership(Base):
    """A person in a course. Leaving keeps the row and the history, and stops the course's reviews."""

    __tablename__ = "membership"

    course_id: Mapped[int] = mapped_column(sa.ForeignKey("course.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[int] = mapped_column(
        sa.ForeignKey("user_account.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    role: Mapped[MemberRole]
    joined_at: Mapped[datetime]
    left_at: Mapped[datetime | None]

    user: Mapped[User] = relationship(lazy="raise")
    course: Mapped[Course] = relationship(lazy="raise")


class Assignment(Base):
    """A question set that a course studies."""

    __tablename__ = "assignment"

    course_id: Mapped[int] = mapped_column(sa.ForeignKey("course.id", ondelete="CASCADE"), primary_key=True)
    set_id: Mapped[int] = mapped_column(
        sa.ForeignKey("question_set.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    assigned_at: Mapped[datetime]

    question_set: Mapped[QuestionSet] = relationship(lazy="raise")
