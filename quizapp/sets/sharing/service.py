"""Who else may use a set: other instructors, to see and assign it or to edit it too."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from quizapp.errors import InvalidInputError, MissingError
from quizapp.extensions import db, writing
from quizapp.models import SetShare, User, UserRole


@dataclass(frozen=True, kw_only=True)
class Share:
    """One instructor's share in a set."""

    user_id: int
    name: str
    email: str
    may_edit: bool


def shares_of(set_id: int) -> list[Share]:
    """With whom a set is shared, by name."""
    rows = db.session.execute(
        sa.select(User.id, User.name, User.email, SetShare.may_edit)
        .join(SetShare, SetShare.user_id == User.id)
        .where(SetShare.set_id == set_id)
        .order_by(sa.func.lower(User.name), User.id)
    )
    return [Share(user_id=row.id, name=row.name, email=row.email, may_edit=row.may_edit) for row in rows]


def share(set_id: int, email: str, *, may_edit: bool, owner_id: int | None, now: datetime) -> str:
    """Share a set with an instructor, or change their right; their name.

    Raises:
        InvalidInputError: no instructor signs in with this address, or they own the set.
    """
    with writing() as session:
        person = session.scalar(
            sa.select(User).where(
                sa.func.lower(User.email) == email.strip().lower(),
                User.role.in_([UserRole.INSTRUCTOR, UserRole.ADMINISTRATOR]),
                User.disabled_at.is_(None),
            )
        )
        if person is None:
            raise InvalidInputError("email", "No instructor signs in with this address.")
        if person.id == owner_id:
            raise InvalidInputError("email", "The set is theirs already.")
        existing = session.get(SetShare, (set_id, person.id))
        if existing is None:
            existing = SetShare(set_id=set_id, user_id=person.id, created_at=now)
            session.add(existing)
        existing.may_edit = may_edit
        return person.name


def end_share(set_id: int, user_id: int) -> None:
    """Share a set with somebody no longer; courses that they assigned it to go on studying it.

    Raises:
        MissingError: it is not shared with them.
    """
    with writing() as session:
        existing = session.get(SetShare, (set_id, user_id))
        if existing is None:
            raise MissingError("The set is not shared with this person any more.")
        session.delete(existing)
