"""The steps of signing in that several services share: prove a password, slow down guessing, begin and end.

Nothing here commits but ``prove``, which counts each attempt before the slow check, so that many parallel
guesses cannot all pass the count.
"""

from __future__ import annotations

import ipaddress
import re
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.auth import passwords
from quizapp.errors import InvalidInputError, TooManyAttemptsError
from quizapp.extensions import db, writing
from quizapp.models import SignIn, SignInFailure, User
from quizapp.models.user import hash_token

LASTS = timedelta(days=30)
_WINDOW = timedelta(minutes=15)
_PER_ACCOUNT = 10
_PER_ADDRESS = 30  # a class behind one router shares an address
_WITH_PORT = re.compile(r"(?:(?P<bare>[0-9.]+)|\[(?P<bracketed>[^\]]+)\])(?::\d+)?")
_WRONG = "The e-mail or the password is wrong. Check both; capitals matter in the password."
_DISABLED = "This account is disabled. Ask an administrator to enable it."


@dataclass(frozen=True, kw_only=True)
class Proof:
    """A password was right for this hash. ``new_hash`` replaces it where the parameters have changed."""

    user_id: int
    password_hash: str = field(repr=False)
    new_hash: str | None = field(repr=False)


def prove(email: str, password: str, *, address: str, now: datetime) -> Proof:
    """Check a password, in the same time whether the account exists or not.

    Raises:
        TooManyAttemptsError: too many failures for this account or from this address.
        InvalidInputError: on the field ``password``: wrong, or the account is disabled.
    """
    _count_attempt(email, address, now)
    query = sa.select(User.id, User.password_hash, User.disabled_at).where(User.email == email)
    account = db.session.execute(query).one_or_none()
    password_hash = account.password_hash if account else passwords.NOBODYS_HASH
    if not passwords.is_right(password_hash, password) or account is None:
        raise InvalidInputError("password", _WRONG)
    if account.disabled_at:
        raise InvalidInputError("password", _DISABLED)
    new_hash = passwords.hash_password(password) if passwords.is_outdated(password_hash) else None
    return Proof(user_id=account.id, password_hash=password_hash, new_hash=new_hash)


def _count_attempt(email: str, address: str, now: datetime) -> None:
    """Count this attempt as failed until it succeeds; ``accept`` takes it back."""
    network = _network(address)
    with writing() as session:
        session.execute(sa.delete(SignInFailure).where(SignInFailure.failed_at <= now - _WINDOW))
        for column, value, limit in (
            (SignInFailure.email, email, _PER_ACCOUNT),
            (SignInFailure.address, network, _PER_ADDRESS),
        ):
            count = session.scalar(sa.select(sa.func.count()).where(column == value)) or 0
            if count >= limit:
                raise TooManyAttemptsError(
                    "Wait a quarter of an hour and try again, or ask for a reset link."
                )
        session.add(SignInFailure(email=email, address=network, failed_at=now))


def _network(address: str) -> str:
    """What one client can call its own: an IPv4 address, or the /64 that every IPv6 client may roam in."""
    try:
        parsed = ipaddress.ip_address(_without_port(address))
    except ValueError:
        return address[:64]  # a server on a Unix socket gives no address
    if parsed.version == 6 and parsed.ipv4_mapped:
        parsed = parsed.ipv4_mapped  # a server that listens on both protocols: ::ffff:192.0.2.1
    if parsed.version == 4:
        return str(parsed)
    return str(ipaddress.ip_network((int(parsed), 64), strict=False))


def _without_port(address: str) -> str:
    """Some proxies forward the port too: 192.0.2.1:5555, [2001:db8::1]:5555."""
    found = _WITH_PORT.fullmatch(address)
    return found["bare"] or found["bracketed"] if found else address


def accept(session: Session, proof: Proof) -> User:
    """The person who proved the password, their failures forgotten.

    Raises:
        InvalidInputError: the password was changed, or the account disabled, since the proof.
    """
    user = session.get(User, proof.user_id)
    if user is None or user.password_hash != proof.password_hash or user.disabled_at:
        raise InvalidInputError("password", _WRONG)
    if proof.new_hash:
        user.password_hash = proof.new_hash
    forget_failures(session, user.email)
    return user


def forget_failures(session: Session, email: str) -> None:
    """Let the account be tried again at once."""
    session.execute(sa.delete(SignInFailure).where(SignInFailure.email == email))


def begin(session: Session, user: User, now: datetime) -> str:
    """A new sign-in of this person: the token for the browser's cookie."""
    token = secrets.token_urlsafe(32)
    session.execute(sa.delete(SignIn).where(SignIn.expires_at <= now))
    session.add(SignIn(token_hash=hash_token(token), user_id=user.id, created_at=now, expires_at=now + LASTS))
    user.last_active_at = now
    return token


def end_all(session: Session, user_id: int, *, but: str | None = None) -> None:
    """End every sign-in of a person, ``but`` the one with this token hash."""
    query = sa.delete(SignIn).where(SignIn.user_id == user_id)
    session.execute(query.where(SignIn.token_hash != but) if but else query)
