"""E-mail addresses as people paste them from a mail program or a list; apart as it is a grammar of its own.

One a line, or several separated by comma or semicolon, each plain or as ``Name <mail>`` (RFC 5322, 3.4,
without groups and comments); commas inside quotes or angle brackets separate nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from email_validator import EmailNotValidError, validate_email

_SEPARATED = re.compile(r'(?:"[^"]*"|<[^<>]*>|[^,;])+')
_NAMED = re.compile(r'\s*(?P<name>"[^"]*"|[^<>"]*)\s*<(?P<email>[^<>]*)>\s*')
_LONGEST_SHOWN = 60  # of a bad address in its message


@dataclass(frozen=True, kw_only=True)
class Invitee:
    """One person to invite; ``name`` is empty where only the address was given. ``email`` is lower-case."""

    name: str
    email: str
    line: int


@dataclass(frozen=True, kw_only=True)
class AddressList:
    """The people of a pasted text, each once; what is wrong with the rest; and who stood there twice."""

    people: tuple[Invitee, ...]
    problems: tuple[str, ...]
    repeated: tuple[str, ...]


def read_addresses(text: str) -> AddressList:
    """The people of a pasted text; every problem names its line."""
    people: dict[str, Invitee] = {}
    problems: list[str] = []
    repeated: list[str] = []
    for line, written in _entries(text):
        try:
            person = _read_person(line, written)
        except EmailNotValidError as error:
            shown = written if len(written) <= _LONGEST_SHOWN else written[:_LONGEST_SHOWN] + "…"
            problems.append(f"Line {line}: “{shown}” is no e-mail address. {error}")
            continue
        first = people.setdefault(person.email, person)
        if first is not person:
            repeated.append(f"{person.email} stands on line {first.line} and again on line {line}.")
    return AddressList(people=tuple(people.values()), problems=tuple(problems), repeated=tuple(repeated))


def _entries(text: str) -> list[tuple[int, str]]:
    return [
        (number, entry.strip())
        for number, line in enumerate(text.splitlines(), start=1)
        for entry in _SEPARATED.findall(line)
        if entry.strip()
    ]


def _read_person(line: int, written: str) -> Invitee:
    named = _NAMED.fullmatch(written)
    name = named["name"].strip().strip('"').strip() if named else ""
    address = named["email"].strip() if named else written
    checked = validate_email(address, check_deliverability=False)
    return Invitee(name=name, email=checked.normalized.lower(), line=line)
