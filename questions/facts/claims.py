"""What a passage stands in, and what is said of all members of one list in it."""

from __future__ import annotations

from dataclasses import dataclass

from questions.facts.qualifiers import Qualifiers
from questions.facts.subjects import Subject
from questions.headings import Topic
from questions.model import Field, Role


@dataclass(frozen=True, kw_only=True)
class Context:
    """What a passage stands in: the article's text and condition, and the topic of its section."""

    text: str
    subject: Subject
    topic: Topic


@dataclass(frozen=True, kw_only=True)
class Claim:
    """What is said of all members of one list."""

    field: Field
    role: Role | None
    qualifiers: Qualifiers
    is_clause: bool = False
    is_late: bool = False
    """Its verb tells what develops: "some people develop"."""
