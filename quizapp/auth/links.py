"""One-time links as rows: make one, look at one, use one up. Services decide what using it does."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from quizapp.decks import refresh_learners
from quizapp.errors import DeadLinkError
from quizapp.extensions import db
from quizapp.models import Course, LinkKind, MemberRole, Membership, OneTimeLink, User, UserRole
from quizapp.models.user import hash_token

LASTS = {
    LinkKind.FIRST_ADMINISTRATOR: timedelta(days=7),
    LinkKind.INVITATION: timedelta(days=14),
    LinkKind.RESET: timedelta(hours=2),
}
RANK = {UserRole.STUDENT: 0, UserRole.INSTRUCTOR: 1, UserRole.ADMINISTRATOR: 2}
_DEAD = "It was used already, has expired or was replaced by a newer one. Ask for a new link."


@dataclass(frozen=True, kw_only=True)
class LinkView:
    """What a link is good for. ``user_id`` is the account it is for, where there is one already.

    ``email`` is empty for the first administrator, who chooses it.
    """

    kind: LinkKind
    email: str
    role: UserRole | None
    course: str | None
    inviter: str | None
    user_id: int | None


def make(session: Session, kind: LinkKind, *, now: datetime, **fields: Any) -> str:
    """A new link; its token is not stored and cannot be shown again. Expired links are deleted on the way."""
    _drop_expired(session, now)
    return _add(session, kind, now=now, **fields)


def invite(
    session: Session,
    emails: Sequence[str],
    *,
    role: UserRole,
    course_id: int | None,
    created_by_id: int,
    now: datetime,
) -> list[str]:
    """The token of a new invitation of each address, in their order.

    It replaces the unused ones of the same address to the same course, or to the app where that is None:
    one sent by mistake must not give its role later.
    """
    _drop_expired(session, now)
    session.execute(sa.delete(OneTimeLink).where(*open_invitations(course_id), OneTimeLink.email.in_(emails)))
    return [
        _add(
            session,
            LinkKind.INVITATION,
            now=now,
            email=email,
            role=role,
            course_id=course_id,
            created_by_id=created_by_id,
        )
        for email in emails
    ]


def open_invitations(course_id: int | None) -> tuple[sa.ColumnElement[bool], ...]:
    """What holds of an invitation to this course, or to the app alone, that nobody has used."""
    return (
        OneTimeLink.course_id == course_id,
        OneTimeLink.kind == LinkKind.INVITATION,
        OneTimeLink.used_at.is_(None),
    )


def _drop_expired(session: Session, now: datetime) -> None:
    session.execute(sa.delete(OneTimeLink).where(OneTimeLink.expires_at <= now))


def _add(session: Session, kind: LinkKind, *, now: datetime, **fields: Any) -> str:
    token = secrets.token_urlsafe(32)
    session.add(
        OneTimeLink(
            token_hash=hash_token(token), kind=kind, created_at=now, expires_at=now + LASTS[kind], **fields
        )
    )
    return token


def _alive(token: str, now: datetime) -> sa.ColumnElement[bool]:
    return sa.and_(
        OneTimeLink.token_hash == hash_token(token),
        OneTimeLink.used_at.is_(None),
        OneTimeLink.expires_at > now,
    )


def look_at(token: str, now: datetime) -> LinkView:
    """What the link is good for, without using it.

    Raises:
        DeadLinkError: it can no longer be used, or never could.
    """
    inviter, account = aliased(User), aliased(User)
    row = db.session.execute(
        sa.select(
            OneTimeLink.kind,
            sa.func.coalesce(OneTimeLink.email, account.email, "").label("email"),
            OneTimeLink.role,
            Course.title.label("course"),
            inviter.name.label("inviter"),
            account.id.label("user_id"),
            account.disabled_at,
        )
        .outerjoin(Course, Course.id == OneTimeLink.course_id)
        .outerjoin(inviter, inviter.id == OneTimeLink.created_by_id)
        .outerjoin(account, sa.or_(account.id == OneTimeLink.user_id, account.email == OneTimeLink.email))
        .where(_alive(token, now))
    ).one_or_none()
    if row is None or (row.kind == LinkKind.RESET and row.disabled_at):
        raise DeadLinkError(_DEAD)
    if row.kind == LinkKind.FIRST_ADMINISTRATOR and has_administrator(db.session()):
        raise DeadLinkError(_DEAD)
    fields = dict(row._mapping)  # noqa: SLF001 - the documented way to a mapping
    del fields["disabled_at"]
    return LinkView(**fields)


def use(session: Session, token: str, kind: LinkKind, now: datetime) -> OneTimeLink:
    """Use the link up: of several who try at the same time, one gets it.

    Raises:
        DeadLinkError: somebody was faster, or it is of another kind.
    """
    link: OneTimeLink | None = session.scalar(
        sa.update(OneTimeLink)
        .where(_alive(token, now), OneTimeLink.kind == kind)
        .values(used_at=now)
        .returning(OneTimeLink)
    )
    if link is None or (kind == LinkKind.FIRST_ADMINISTRATOR and has_administrator(session)):
        raise DeadLinkError(_DEAD)
    return link


def has_administrator(session: Session) -> bool:
    """Whether the first administrator has come."""
    return bool(session.scalar(sa.select(sa.exists().where(User.role == UserRole.ADMINISTRATOR))))


def drop_resets(session: Session, user_id: int) -> None:
    """Kill the reset links of a person: a newer one, or a new password, replaces them."""
    session.execute(
        sa.delete(OneTimeLink).where(OneTimeLink.user_id == user_id, OneTimeLink.kind == LinkKind.RESET)
    )


def member_role(role: UserRole) -> MemberRole:
    """What somebody invited with this role is in the course."""
    return MemberRole.STUDENT if role == UserRole.STUDENT else MemberRole.INSTRUCTOR


def grant(session: Session, link: OneTimeLink, user: User, now: datetime) -> None:
    """Give the person what the invitation promised; nobody's role is lowered by one."""
    role = link.role or UserRole.STUDENT
    if RANK[role] > RANK[user.role]:
        user.role = role
    if link.course_id is None:
        return
    membership = session.get(Membership, (link.course_id, user.id))
    if membership is None:
        membership = Membership(
            course_id=link.course_id, user_id=user.id, role=member_role(role), joined_at=now
        )
        session.add(membership)
    if member_role(role) == MemberRole.INSTRUCTOR:
        membership.role = MemberRole.INSTRUCTOR
    membership.left_at = None
    refresh_learners(session, [user.id])
