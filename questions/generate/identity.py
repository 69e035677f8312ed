"""Names of facts and items that survive every edit of the article which leaves the fact itself alone."""

from __future__ import annotations

import hashlib
import re
from enum import StrEnum

from questions.english import squeeze
from questions.model import Field, Task

ID_LENGTH = 20  # hex digits: 80 bits, so that a million items share one by chance once in 10**12 sets


class Direction(StrEnum):
    """Which way an item asks: from the condition to the fact, back, or within the sentence."""

    FORWARD = "forward"
    REVERSE = "reverse"
    CLOZE = "cloze"
    CHOICE = "choice"
    CHOICE_REVERSE = "choice_reverse"


def normal_form(text: str) -> str:
    """A fact's text without case, article, punctuation and layout."""
    bare = re.sub(r"[^\w%+]+", " ", text.lower())
    return squeeze(re.sub(r"^\s*(?:a|an|the|some|certain)\s+", "", bare))


def fact_id(article_id: str, field: Field, text: str) -> str:
    """The id that all items of one fact share."""
    return digest(article_id, field, normal_form(text))


def item_id(article_id: str, field: Field, text: str, task: Task, direction: Direction) -> str:
    """The id of an item, which neither offsets nor distractors change."""
    return digest(article_id, field, normal_form(text), task, direction)


def digest(*parts: str) -> str:
    """A short name for these texts; a separator that no text holds keeps ("ab", "c") from ("a", "bc")."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:ID_LENGTH]
