"""Lists of what to avoid: "avoiding milk and cider" names no drink that helps."""

from __future__ import annotations

import re
from collections.abc import Iterable

from questions.facts.known import is_known
from questions.model import Field

_AVOIDS = re.compile(r"(?:avoid|limit|stop|quit|cut|reduc|eliminat|restrict)", re.IGNORECASE)
_HABIT = re.compile(r"(?:stop|quit)\w*\s\w+$", re.IGNORECASE)
"""Whole by itself: "stopping smoking and vaccination" does not stop the vaccination."""
_HARMFUL = re.compile(
    r"(?:smoking|vaping|drinking|overeating|binge \w+|chewing tobacco|(?:using |taking )?(?:illicit |illegal"
    r"|recreational |street )?drugs|(?:using )?tobacco|alcohol|cigarettes|nicotine)\b",
    re.IGNORECASE,
)
"""Habits that no one is advised to take up: in a list they hang on whatever verb of avoiding came before."""
_DOES = re.compile(
    r"(?:\w+ly )?(?:\w+ing|eat|drink|take|use|get|keep|wear|wash|stay|rest|exercise|avoid|limit|stop|quit"
    r"|reduce|maintain|follow|apply|try|do|have|see|learn|sleep)\b",
    re.IGNORECASE,
)


_ORDER = re.compile(
    r"(?:avoid(?:ing)?|do not (?:take|use|give))\s+(?!(?:any|all|drugs?|medicines?|medications?"
    r"|other|certain|some)\b)",
    re.IGNORECASE,
)
_HABITS = re.compile(
    r"\b(?:fasting|baths?|heat|ice|exercises?|training|cooling|diets?|feeding|massage|stretching|soaps?|powders?"
    r"|creams?|lotions?|shampoos?|(?:illegal|illicit|recreational|street) \w+)\b",
    re.IGNORECASE,
)
"""What people do by themselves: to leave it is a measure of its own, "avoid fasting"."""
_LIMITS = re.compile(r"\b(?:that|which|in|if|when|unless|while|until|with|for|after|before)\b")


def shunned_drug(phrase: str) -> str | None:
    """The drug that a phrase of a treatment tells to avoid: "Avoid aspirin"; None where it names none."""
    order = _ORDER.match(phrase)
    if order is None or _LIMITS.search(phrase) or _HABITS.search(phrase):
        return None
    what = phrase[order.end() :]
    return what if is_known(what, Field.TREATMENT) else None


def avoids(words: str) -> bool:
    """Whether the words start with a verb of avoiding."""
    return bool(_AVOIDS.match(words))


def avoided_too(listed: Iterable[str]) -> list[bool]:
    """For each member of a list whether it hangs on a verb of avoiding in one before it."""
    found: list[bool] = []
    avoiding = was_avoided = False
    for member in listed:
        words = member.strip()
        does = bool(_DOES.match(words))
        found.append((avoiding and not does) or (was_avoided and bool(_HARMFUL.match(words))))
        was_avoided = avoids(words) or found[-1]
        avoiding = (avoids(words) and not _HABIT.match(words)) or (avoiding and not does)
    return found
