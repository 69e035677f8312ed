"""The name by which a question is known outside: in a note's GUID, and in its field Id, in Anki."""

from __future__ import annotations

import re
from dataclasses import dataclass

_FORM = re.compile(r"quizapp:(\d{1,18})/(.{1,200})", re.DOTALL)


@dataclass(frozen=True, kw_only=True, slots=True)
class Identity:
    """A question: the number of its set, and its key there, which no edit changes."""

    set_id: int
    key: str

    def __str__(self) -> str:
        return f"quizapp:{self.set_id}/{self.key}"


def identity_in(text: str) -> Identity | None:
    """The question that a text names; None where it is any other text."""
    found = _FORM.fullmatch(text.strip())
    return Identity(set_id=int(found[1]), key=found[2]) if found else None
