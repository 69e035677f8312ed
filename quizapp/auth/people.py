"""What only administrators do with accounts: find, disable, enable; and with invitations to the app."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from quizapp.auth import links, service, sign_ins
from quizapp.errors import InvalidInputError, MissingError
from quizapp.extensions import db, writing
from quizapp.models import OneTimeLink, User, UserRole

PER_PAGE = 50


@dataclass(frozen=True, kw_only=True)
class People:
    """One page of accounts; how many there are in all, and which page of how many this is."""

    users: list[User]
    count: int
    page: int
    pages: int


@dataclass(frozen=True, kw_only=True)
class Invitation:
    """A link to the app, of no course, that can still be used; ``inviter`` is the name of who made it."""

    email: str
    role: UserRole
    inviter: str | None
    expires_at: datetime


def find(search: str, page: int) -> People:
    """Accounts with the text in name or e-mail, by name. ``page`` counts from 1; past the end, the last."""
    matches = sa.or_(
        User.name.icontains(search, autoescape=True), User.email.icontains(search, autoescape=True)
    )
    count = db.session.scalar(sa.select(sa.func.count()).select_from(User).where(matches)) or 0
    pages = max(1, -(-count // PER_PAGE))
    page = min(max(page, 1), pages)
    users = db.session.scalars(
        sa.select(User)
        .where(matches)
        .order_by(sa.func.lower(User.name), User.id)
        .limit(PER_PAGE)
        .offset((page - 1) * PER_PAGE)
    )
    return People(users=list(users), count=count, page=page, pages=pages)


def disable(user_id: int, *, by_id: int, now: datetime) -> User:
    """Shut an account: all its sign-ins end and its reset links die.

    Raises:
        MissingError: there is no such account.
        InvalidInputError: it is one's own, or one's own has been disabled meanwhile.
    """
    service.account(user_id)
    with writing() as session:
        # Two administrators who disable each other at the same moment would leave nobody to enable them.
        if user_id == by_id or session.get_one(User, by_id).disabled_at:
            raise InvalidInputError(
                "user_id", "You cannot disable your own account. Ask another administrator."
            )
        user = session.get_one(User, user_id)
        user.disabled_at = now
        sign_ins.end_all(session, user_id)
        links.drop_resets(session, user_id)
        return user


def enable(user_id: int) -> User:
    """Open a disabled account again.

    Raises:
        MissingError: there is no such account.
    """
    service.account(user_id)
    with writing() as session:
        user = session.get_one(User, user_id)
        user.disabled_at = None
        return user


def open_invitations(now: datetime) -> list[Invitation]:
    """The invitations to the app that can still be used, by address."""
    rows = db.session.execute(
        sa.select(OneTimeLink.email, OneTimeLink.role, User.name.label("inviter"), OneTimeLink.expires_at)
        .outerjoin(User, User.id == OneTimeLink.created_by_id)
        .where(*links.open_invitations(None), OneTimeLink.expires_at > now)
        .order_by(OneTimeLink.email, OneTimeLink.expires_at)
    )
    return [Invitation(**row) for row in rows.mappings()]


def withdraw_invitation(email: str) -> None:
    """End every unused link of this address to the app; those to courses stay.

    Raises:
        MissingError: there is none.
    """
    with writing() as session:
        withdrawn = session.scalars(
            sa.delete(OneTimeLink)
            .where(*links.open_invitations(None), OneTimeLink.email == email)
            .returning(OneTimeLink.token_hash)
        ).all()
        if not withdrawn:
            raise MissingError("This invitation was used or withdrawn already.")
