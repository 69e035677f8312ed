"""What a passage stands in, and what is said of all members of one list in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from questions.facts.qualifiers import Qualifiers
from questions.facts.subjects import Subject
from questions.headings import Topic
from questions.model import Field, Role

_INK = re.compile(r"\S")


@dataclass(frozen=True, kw_only=True)
class Context:
    """What a passage stands in: the article's text and condition, and the topic of its section."""

    text: str
    subject: Subject
    topic: Topic
    body: int = 0
    """Where the section's text starts, right behind its heading."""
    end: int = 0
    """Where the section ends."""

    def is_opening(self, start: int) -> bool:
        """Whether nothing stands between the section's heading and this place."""
        return not _INK.search(self.text, self.body, start)


@dataclass(frozen=True, kw_only=True)
class Claim:
    """What is said of all members of one list."""

    field: Field
    role: Role | None
    qualifiers: Qualifiers
    is_clause: bool = False
    is_late: bool = False
    """Its verb tells what develops: "some people develop"."""
