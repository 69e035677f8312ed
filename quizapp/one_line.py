"""Titles and names as one line of text that every page, file and header can carry."""

from __future__ import annotations

import re
import unicodedata

LONGEST_SEARCH = 200
"""Characters of a search: SQLite refuses patterns of more than 50,000 bytes, and no name is longer."""
_LONGEST_STEM = 60
"""Characters: of four bytes each they stay below the 255 bytes that file systems allow a name."""
# They turn the text round them, also that of other people on the same page (CVE-2021-42574).
_BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def one_line(text: str | None) -> str:
    """The text with white space collapsed, without control, surrogate and direction-changing characters.

    A filter for WTForms fields, which give None where nothing was sent.
    """
    return " ".join("".join(sign for sign in text or "" if _is_kept(sign)).split())


def _is_kept(sign: str) -> bool:
    if sign.isspace():
        return True
    return sign not in _BIDI_CONTROLS and unicodedata.category(sign) not in {"Cc", "Cs"}


def file_stem(title: str, fallback: str) -> str:
    """A title as the name of a file without its suffix: letters, digits, dashes and underscores."""
    return re.sub(r"[^\w-]+", "-", title)[:_LONGEST_STEM].strip("-_") or fallback
