"""Password hashes, and which passwords are refused. No database: hashing stays out of transactions."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from quizapp.errors import InvalidInputError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST = 8
LONGEST = 1000

# A hash of random bytes that nobody kept, by the parameters below. A sign-in with an unknown address is
# checked against it, so that its answer takes as long as that for a known one.
NOBODYS_HASH = (
    "$argon2id$v=19$m=19456,t=2,p=1$TamM788J3aoN6cRXLHYdZA$DCU5F4bWu7g8CLGWo6ygJogbImXjmpL2OwSpAA64rIw"
)
_SEQUENCES = ("abcdefghijklmnopqrstuvwxyz" * 2, "01234567890" * 2, "qwertyuiop", "asdfghjkl", "zxcvbnm")
_ENDS = re.compile(r"^[\W\d_]+|[\W\d_]+$")


@cache
def _hasher() -> PasswordHasher:
    """Argon2id, 19 MiB, two passes, one lane: the first choice of OWASP's Password Storage Cheat Sheet."""
    from argon2 import PasswordHasher  # 20 ms that commands without passwords need not spend

    return PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def hash_password(password: str) -> str:
    """The Argon2id hash to store; takes tens of milliseconds by design."""
    return _hasher().hash(_normal(password))


def is_right(password_hash: str, password: str) -> bool:
    """Whether the password gives this hash. A damaged hash fits none: the account needs a reset."""
    from argon2.exceptions import InvalidHashError, VerifyMismatchError

    try:
        return _hasher().verify(password_hash, _normal(password))
    except (VerifyMismatchError, InvalidHashError):
        return False


def is_outdated(password_hash: str) -> bool:
    """Whether the hash was made with other parameters than today's."""
    return _hasher().check_needs_rehash(password_hash)


def check_new_password(password: str, *, email: str, name: str) -> None:
    """Refuse what is guessed first.

    Raises:
        InvalidInputError: on the field ``password``, saying what would be right.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise InvalidInputError("password", f"Use {SHORTEST} to {LONGEST:,} characters.")
    plain = _normal(password).casefold()
    own = {
        email.casefold(),
        email.casefold().partition("@")[0],
        name.casefold(),
        name.casefold().replace(" ", ""),
    }
    if plain in own:
        raise InvalidInputError("password", "Do not use your name or e-mail as password.")
    if _is_monotonous(plain):
        raise InvalidInputError("password", "Do not repeat one character or follow the keyboard.")
    if plain in _common() or _ENDS.sub("", plain) in _common():
        raise InvalidInputError(
            "password",
            "This password is one of the first that are guessed. "
            "Try a few words that do not belong together.",
        )


def _normal(password: str) -> str:
    """One form of what keyboards send differently, such as é as one sign or as two (NIST SP 800-63B)."""
    return unicodedata.normalize("NFKC", password)


def _is_monotonous(plain: str) -> bool:
    return len(set(plain)) == 1 or any(plain in row or plain in row[::-1] for row in _SEQUENCES)


@cache
def _common() -> frozenset[str]:
    return frozenset((Path(__file__).parent / "common_passwords.txt").read_text().split())
