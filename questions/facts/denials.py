"""Denials that stand outside a rule's own words: before them, behind its verb, or as a harm told of it."""

from __future__ import annotations

import re

from questions.facts.matching import Found
from questions.facts.qualifiers import is_negated
from questions.model import Field

_ADVISED_AGAINST = re.compile(
    r"\b(?:advis|recommend|warn)(?:es|ed|s|e)? against (?:them|it|their use|its use)\b"
)
_HARMS = re.compile(
    r"\bmakes? [^,;.]{2,30} worse\b|\b(?:worsens?|aggravates?|prolongs?) the (?:illness|disease|problem"
    r"|infection|condition|rash)\b"
)
_NOT_BEFORE = re.compile(r"(?:\b(?:not|never|cannot|without)|n[’']t) (?:\w+ )?$", re.IGNORECASE)


def is_denied_around(found: Found, text: str) -> bool:
    """Whether "not" stands right before the words of the rule, or what follows its verb denies it."""
    if _NOT_BEFORE.search(text[max(0, found.begin - 30) : found.begin]):
        return True
    if found.rule.starts_with_list and _NOT_BEFORE.search(text[found.start : found.end][-20:] + " "):
        return True
    if found.rule.starts_with_list and _ADVISED_AGAINST.search(text, found.last):
        return True
    if found.rule.field is Field.TREATMENT and _HARMS.search(text, found.end, found.last + 40):
        return True
    if not (found.rule.known and found.rule.starts_with_list):
        return False
    verb = text[: found.last].rfind(" ") + 1
    return is_negated(re.split(r"[,;.]", text[verb : found.last + 60])[0])
