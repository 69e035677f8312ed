"""Lists of what to avoid: "avoiding milk and cider" names no drink that helps."""

from __future__ import annotations

import re
from collections.abc import Iterable

_AVOIDS = re.compile(r"(?:avoid|limit|stop|quit|cut|reduc|eliminat|restrict)", re.IGNORECASE)
_HABIT = re.compile(r"(?:stop|quit)\w*\s\w+$", re.IGNORECASE)
"""Whole by itself: "stopping smoking and vaccination" does not stop the vaccination."""
_DOES = re.compile(
    r"(?:\w+ly )?(?:\w+ing|eat|drink|take|use|get|keep|wear|wash|stay|rest|exercise|avoid|limit|stop|quit"
    r"|reduce|maintain|follow|apply|try|do|have|see|learn|sleep)\b",
    re.IGNORECASE,
)


def avoids(words: str) -> bool:
    """Whether the words start with a verb of avoiding."""
    return bool(_AVOIDS.match(words))


def avoided_too(listed: Iterable[str]) -> list[bool]:
    """For each member of a list whether it hangs on a verb of avoiding in one before it."""
    found: list[bool] = []
    avoiding = False
    for member in listed:
        words = member.strip()
        does = bool(_DOES.match(words))
        found.append(avoiding and not does)
        avoiding = (avoids(words) and not _HABIT.match(words)) or (avoiding and not does)
    return found
