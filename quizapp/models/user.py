"""Accounts, sign-ins that can be ended, and one-time links."""

from __future__ import annotations

import hashlib
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.extensions import Base
from quizapp.roles import UserRole
from quizapp.scheduling.queue import Apart
from quizapp.scheduling.spread import Spread


class LinkKind(StrEnum):
    """What opening a one-time link is good for."""

    FIRST_ADMINISTRATOR = "first_administrator"
    INVITATION = "invitation"
    RESET = "reset"


class User(Base):
    """A person. ``email`` is stored lower-case. ``zone`` is an IANA name; ``cut_hour`` ends their day.

    ``last_day`` is the last learner's day seen, as a proleptic day number, so that no day comes twice; the
    other days are such numbers too.

    How cards are scheduled and drawn: ``scheduler`` is a key of ``quizapp.scheduling.schedulers``. ``spread``
    says how due days are moved to even out the load. ``apart`` says of what one new card a day is introduced.
    A backlog of ``backlog_size`` cards is worked off from ``backlog_from_day`` to ``backlog_until_day``. All
    of them, the zone, the cut and the limits change only through ``quizapp.logbook``, which logs it.
    """

    __tablename__ = "user_account"  # "user" is a reserved word in PostgreSQL

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(sa.String(254), unique=True)
    name: Mapped[str] = mapped_column(sa.String(100))
    role: Mapped[UserRole]
    password_hash: Mapped[str] = mapped_column(sa.String(200))
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]
    last_active_at: Mapped[datetime | None]
    zone: Mapped[str] = mapped_column(sa.String(64), default="UTC")
    cut_hour: Mapped[int] = mapped_column(default=4)
    last_day: Mapped[int | None]
    new_per_day: Mapped[int] = mapped_column(default=20)
    reviews_per_day: Mapped[int | None]
    scheduler: Mapped[str] = mapped_column(sa.String(20), default="sm2")
    spread: Mapped[Spread] = mapped_column(default=Spread.OFF)
    apart: Mapped[Apart] = mapped_column(default=Apart.FACT)
    backlog_size: Mapped[int | None]
    backlog_from_day: Mapped[int | None]
    backlog_until_day: Mapped[int | None]
    exam_day: Mapped[int | None]
    show_intervals: Mapped[bool] = mapped_column(default=True)
    single_key_shortcuts: Mapped[bool] = mapped_column(default=True)
    space_grades_good: Mapped[bool] = mapped_column(default=True)


def hash_token(token: str) -> str:
    """What is stored of a token, so that a copy of the database opens no session and no link."""
    return hashlib.sha256(token.encode()).hexdigest()


class SignIn(Base):
    """One browser that is signed in. The cookie holds the token, this row its SHA-256; no row, no access."""

    __tablename__ = "sign_in"

    token_hash: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class OneTimeLink(Base):
    """A link that works once: the first administrator's, an invitation, a password reset.

    Only the SHA-256 of its token is kept. ``user_id`` is whose password a reset sets; ``course_id`` the
    course that an invitation joins; ``email`` and ``role`` what the invited account will have.
    """

    __tablename__ = "one_time_link"

    token_hash: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    kind: Mapped[LinkKind]
    email: Mapped[str | None] = mapped_column(sa.String(254))
    role: Mapped[UserRole | None]
    user_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("user_account.id", ondelete="CASCADE"), index=True
    )
    course_id: Mapped[int | None] = mapped_column(sa.ForeignKey("course.id", ondelete="CASCADE"), index=True)
    created_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user_account.id", ondelete="SET NULL"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class SignInFailure(Base):
    """A wrong password, counted per account and per address to slow guessing; old rows are deleted."""

    __tablename__ = "sign_in_failure"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(sa.String(254), index=True)
    address: Mapped[str] = mapped_column(sa.String(64), index=True)
    failed_at: Mapped[datetime] = mapped_column(index=True)
