"""Accounts: add, sign in and out, one-time links, passwords, settings.

Passwords are hashed before the write transaction begins: it would keep all other writers waiting.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.auth import links, passwords, sign_ins
from quizapp.errors import DeadLinkError, InvalidInputError, MissingError
from quizapp.extensions import db, writing
from quizapp.learner_settings import SETTINGS, change_settings
from quizapp.models import LinkKind, Membership, OneTimeLink, SignIn, User, UserRole


@dataclass(frozen=True, kw_only=True)
class Preferences:
    """What a person chooses in their settings; the fields are those of User."""

    name: str
    zone: str
    cut_hour: int
    show_intervals: bool
    single_key_shortcuts: bool
    space_grades_good: bool


def clean_email(text: str) -> str:
    """The address as it is stored: checked for its form, lower-case.

    Raises:
        InvalidInputError: on the field ``email``, saying what is wrong with it.
    """
    from email_validator import EmailNotValidError, validate_email

    try:
        return validate_email(text.strip(), check_deliverability=False).normalized.lower()
    except EmailNotValidError as error:
        raise InvalidInputError("email", f"This is not an e-mail address: {error}") from error


def add_user(email: str, *, name: str, role: UserRole, password: str, now: datetime) -> User:
    """A new account that can sign in at once.

    Raises:
        InvalidInputError: the address is malformed or taken, or the password is refused.
    """
    email = clean_email(email)
    passwords.check_new_password(password, email=email, name=name)
    password_hash = passwords.hash_password(password)
    with writing() as session:
        return _add(session, email, password_hash, name=name, role=role, now=now)


def _add(
    session: Session,
    email: str,
    password_hash: str,
    *,
    name: str,
    role: UserRole,
    now: datetime,
    zone: str = "UTC",
) -> User:
    if session.scalar(sa.select(sa.exists().where(User.email == email))):
        raise InvalidInputError("email", f"There is already an account for {email}.")
    user = User(email=email, password_hash=password_hash, name=name, role=role, zone=zone, created_at=now)
    session.add(user)
    session.flush()
    return user


def sign_in(email: str, password: str, *, address: str, now: datetime) -> str:
    """The token of a new sign-in, for the browser's cookie. ``address`` is the client's.

    Raises:
        InvalidInputError: wrong e-mail or password, or a disabled account.
        TooManyAttemptsError: too many failures for this account or from this address.
    """
    proof = sign_ins.prove(email.strip().lower(), password, address=address, now=now)
    with writing() as session:
        return sign_ins.begin(session, sign_ins.accept(session, proof), now)


def sign_out(token_hash: str) -> None:
    """End one sign-in: its cookie opens nothing any more."""
    with writing() as session:
        session.execute(sa.delete(SignIn).where(SignIn.token_hash == token_hash))


def set_password(user_id: int, password: str) -> None:
    """A new password for somebody; ends all their sign-ins and kills their reset links.

    Raises:
        MissingError: there is no such account.
        InvalidInputError: the password is refused.
    """
    password_hash = _new_hash(user_id, password)
    with writing() as session:
        _change_password(session, user_id, password_hash)


def change_password(
    user_id: int, *, present: str, password: str, keep: str, address: str, now: datetime
) -> None:
    """A person's own change; ends all their sign-ins but the one whose token hash is ``keep``.

    Raises:
        InvalidInputError: on ``present`` where that is wrong, on ``password`` where the new one is refused.
        TooManyAttemptsError: the present password was guessed at too often.
    """
    email = account(user_id).email
    try:
        proof = sign_ins.prove(email, present, address=address, now=now)
    except InvalidInputError as error:
        raise InvalidInputError("present", "This is not your present password.") from error
    password_hash = _new_hash(user_id, password)
    with writing() as session:
        sign_ins.accept(session, proof)
        _change_password(session, user_id, password_hash, keep=keep)


def _new_hash(user_id: int, password: str) -> str:
    user = account(user_id)
    passwords.check_new_password(password, email=user.email, name=user.name)
    return passwords.hash_password(password)


def _change_password(session: Session, user_id: int, password_hash: str, keep: str | None = None) -> User:
    user = session.get_one(User, user_id)
    user.password_hash = password_hash
    sign_ins.end_all(session, user_id, but=keep)
    sign_ins.forget_failures(session, user.email)
    links.drop_resets(session, user_id)
    return user


def account(user_id: int) -> User:
    """The account of this number.

    Raises:
        MissingError: there is none.
    """
    user = db.session.get(User, user_id)
    if user is None:
        raise MissingError("There is no such account.")
    return user


def user_by_email(email: str) -> User:
    """The account of this address, however its letters are cased.

    Raises:
        MissingError: there is none.
    """
    user = db.session.scalar(sa.select(User).where(User.email == email.strip().lower()))
    if user is None:
        raise MissingError(f"There is no account for {email}.")
    return user


def create_invitation(
    *, email: str, role: UserRole, course_id: int | None, created_by_id: int, now: datetime
) -> str:
    """The token of an invitation to the app or a course, good for 14 days; see ``create_invitations``.

    Raises:
        InvalidInputError: the address is malformed, or the invitation would give this person nothing new.
    """
    (token,) = create_invitations(
        [email], role=role, course_id=course_id, created_by_id=created_by_id, now=now
    )
    return token


def create_invitations(
    emails: Sequence[str], *, role: UserRole, course_id: int | None, created_by_id: int, now: datetime
) -> list[str]:
    """The tokens of invitations of these addresses, in their order: all are made, or none.

    Unused earlier ones of the same address to the same course, or to the app, die.

    Raises:
        InvalidInputError: an address is malformed, or its invitation would give this person nothing new.
    """
    emails = [clean_email(email) for email in emails]
    with writing() as session:
        for user in session.scalars(sa.select(User).where(User.email.in_(emails))).all():
            _refuse_needless_invitation(session, user, role, course_id)
        return links.invite(
            session, emails, role=role, course_id=course_id, created_by_id=created_by_id, now=now
        )


def _refuse_needless_invitation(session: Session, user: User, role: UserRole, course_id: int | None) -> None:
    if links.RANK[role] > links.RANK[user.role]:
        return
    if course_id is None:
        raise InvalidInputError("email", f"{user.email} has an account already, as {user.role}.")
    membership = session.get(Membership, (course_id, user.id))
    if membership and membership.left_at is None and membership.role == links.member_role(role):
        raise InvalidInputError("email", f"{user.email} is in this course already.")


def create_reset_link(user_id: int, *, created_by_id: int | None, now: datetime) -> str:
    """The token of a link that sets a new password, good for 2 hours; older ones of this person die.

    Raises:
        MissingError: there is no such account.
        InvalidInputError: the account is disabled.
    """
    if account(user_id).disabled_at:
        raise InvalidInputError("user_id", "This account is disabled. Enable it first.")
    with writing() as session:
        links.drop_resets(session, user_id)
        return links.make(session, LinkKind.RESET, now=now, user_id=user_id, created_by_id=created_by_id)


def renew_first_administrator_link(now: datetime) -> str | None:
    """The token of the only link that makes the first administrator; none once there is an administrator."""
    with writing() as session:
        session.execute(sa.delete(OneTimeLink).where(OneTimeLink.kind == LinkKind.FIRST_ADMINISTRATOR))
        if links.has_administrator(session):
            return None
        return links.make(session, LinkKind.FIRST_ADMINISTRATOR, now=now, role=UserRole.ADMINISTRATOR)


def look_at_link(token: str, now: datetime) -> links.LinkView:
    """What a link is good for, without using it.

    Raises:
        DeadLinkError: it can no longer be used, or never could.
    """
    return links.look_at(token, now)


def create_first_administrator(
    token: str, *, email: str, name: str, password: str, zone: str, now: datetime
) -> str:
    """Use the first administrator's link: the token of their sign-in.

    Raises:
        DeadLinkError: the link was used meanwhile.
        InvalidInputError: the address or the password is refused.
    """
    email = clean_email(email)
    passwords.check_new_password(password, email=email, name=name)
    password_hash = passwords.hash_password(password)
    with writing() as session:
        links.use(session, token, LinkKind.FIRST_ADMINISTRATOR, now)
        user = _add(session, email, password_hash, name=name, role=UserRole.ADMINISTRATOR, zone=zone, now=now)
        return sign_ins.begin(session, user, now)


def accept_invitation_as_new(token: str, *, name: str, password: str, zone: str, now: datetime) -> str:
    """Use an invitation for somebody without account: makes it, joins the course, gives the sign-in's token.

    Raises:
        DeadLinkError: the link was used meanwhile.
        InvalidInputError: the password is refused, or the address got its account meanwhile.
    """
    email = look_at_link(token, now).email
    passwords.check_new_password(password, email=email, name=name)
    password_hash = passwords.hash_password(password)
    with writing() as session:
        link = links.use(session, token, LinkKind.INVITATION, now)
        user = _add(session, email, password_hash, name=name, role=UserRole.STUDENT, zone=zone, now=now)
        links.grant(session, link, user, now)
        return sign_ins.begin(session, user, now)


def accept_invitation_by_password(token: str, *, password: str, address: str, now: datetime) -> str:
    """Use an invitation for the account that its address has: joins, gives the sign-in's token.

    Raises:
        DeadLinkError: the link was used meanwhile.
        InvalidInputError: the password is wrong, or the account disabled.
        TooManyAttemptsError: too many failures for this account or from this address.
    """
    email = look_at_link(token, now).email
    proof = sign_ins.prove(email, password, address=address, now=now)
    with writing() as session:
        link = links.use(session, token, LinkKind.INVITATION, now)
        user = sign_ins.accept(session, proof)
        links.grant(session, link, user, now)
        return sign_ins.begin(session, user, now)


def accept_invitation_signed_in(token: str, user_id: int, now: datetime) -> None:
    """Use an invitation for the person it is for, who is signed in already.

    Raises:
        DeadLinkError: the link was used meanwhile, or is for somebody else.
    """
    with writing() as session:
        link = links.use(session, token, LinkKind.INVITATION, now)
        user = session.get_one(User, user_id)
        if user.email != link.email:
            raise DeadLinkError(f"This invitation is for {link.email}. Sign in with that address.")
        links.grant(session, link, user, now)


def reset_password(token: str, password: str, now: datetime) -> str:
    """Use a reset link: sets the password, ends all sign-ins of the account, gives the token of a new one.

    Raises:
        DeadLinkError: the link was used meanwhile.
        InvalidInputError: the password is refused.
    """
    user_id = look_at_link(token, now).user_id
    if user_id is None:
        raise DeadLinkError("This link sets no password.")
    password_hash = _new_hash(user_id, password)
    with writing() as session:
        links.use(session, token, LinkKind.RESET, now)
        user = _change_password(session, user_id, password_hash)
        return sign_ins.begin(session, user, now)


def save_preferences(user_id: int, preferences: Preferences, now: datetime) -> None:
    """Keep what a person chose in their settings; what decides about their cards goes to their log."""
    chosen = asdict(preferences)
    logged = {name: value for name, value in chosen.items() if name in SETTINGS}
    with writing() as session:
        change_settings(session, user_id, logged, now)
        others = {name: value for name, value in chosen.items() if name not in SETTINGS}
        session.execute(sa.update(User).where(User.id == user_id).values(**others))
