"""Brackets blanked out, so that patterns and commas see the sentence and not the remarks in it."""

from __future__ import annotations

import re

FILLER = "_"
"""Stands for each character inside brackets: a letter to word patterns, never a comma or a full stop."""

_BRACKETS = re.compile(r"\([^()]*(?:\([^()]*\)[^()]*)?\)|\[[^\[\]]*\]")


def masked(text: str) -> str:
    """The text with what stands in balanced brackets, and the brackets, replaced character by character."""
    flat = re.sub(r"\s", " ", text)
    return _BRACKETS.sub(lambda match: FILLER * len(match.group()), flat)
