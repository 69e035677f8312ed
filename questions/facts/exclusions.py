"""What a sentence leaves out ("except flu", ", excluding those due to drugs"), or puts in a culprit's place.

Blanked before the rules read the sentence, so that it is no fact and lends no number to one.
"""

from __future__ import annotations

import re

from questions.facts.masking import FILLER
from questions.facts.verbs import states

_MARK = re.compile(
    r"(?P<comma>,)?\s(?P<words>(?:excluding(?= (?:those|cases|the ones|people|patients|tumou?rs|any|all"
    r"|\w+ cases)\b)"
    r"|except(?:ing)?(?: for)?|with the exceptions? of|other than|apart from|aside from|not counting"
    r"|not including)\s(?!(?:in|on|at|by|for|to|that|when|if|where|during|as|under|through|with)\b))",
    re.IGNORECASE,
)
"""Not "except in severe cases", which says when."""
_NONE_BUT = re.compile(r"\b(?:no|none|not|nothing|never|without|few|little|rarely)\b|n[’']t\b", re.IGNORECASE)
"""Before an exception these make it the fact: "No treatment other than rest is needed"."""
_VERB = re.compile(
    r"\s(?:is|are|was|were|can|may|might|could|should|must|will|have|has|do|does|causes?|includes?|leads?"
    r"|helps?|works?)\b",
    re.IGNORECASE,
)
CULPRIT = re.compile(
    r"\b(?:culprit|offending|causative|responsible|inciting|implicated|provoking|triggering)"
    r" (?:\w+ )?(?:drugs?|medicines?|medications?|agents?|substances?)\b"
    r"|\b(?:drugs?|medicines?|medications?|agents?) (?:that|which) (?:\w+ )?(?:caused?|causes|triggered"
    r"|set)\b"
    r"|\bthe culprit\b",
    re.IGNORECASE,
)
_INSTEAD = re.compile(
    r"(?:,? (?:and|or|then))? (?:(?:be|is|are|been) )?(?:switch\w*(?: over)?|chang(?:e|es|ed|ing)(?: over)?"
    r"|replac\w+(?: (?:it|them))?|substitut\w+)(?: [^,;.]{0,40}?)? (?:to|with|by|for) [^,;.]+",
    re.IGNORECASE,
)
"""The drug that takes a culprit's place treats what the culprit was given for."""


def without_exclusions(text: str) -> str:
    """A masked sentence with what it leaves out replaced character by character.

    Behind a comma it goes ("..., excluding those due to drugs"); else it stays as part of its phrase, which
    it limits ("any infection except flu"), and is not cut as a list.
    """
    at = 0
    while mark := _MARK.search(" " + text, at):
        start, content = mark.start(), mark.end() - 1
        start = max(start - 1, 0)
        end = _end_of_exclusion(text, content, is_fronted=start == 0)
        at = mark.end()
        if _NONE_BUT.search(re.split(r"[,;]", text[:start])[-1]):
            continue
        filler = " " if mark["comma"] or start == 0 else FILLER
        start = start if mark["comma"] or start == 0 else start + 1
        text = text[:start] + filler * (end - start) + text[end:]
    if CULPRIT.search(text):
        text = _INSTEAD.sub(lambda words: " " * len(words.group()), text)
    return text


def _end_of_exclusion(text: str, start: int, *, is_fronted: bool) -> int:
    """Where the exclusion ends: at its comma in front, else at the verb or where the sentence ends."""
    stop = re.compile(r"[;:]|\.(?=\s|$)").search(text, start)
    end = stop.start() if stop else len(text)
    comma = text.find(",", start, end)
    if is_fronted:
        return comma + 1 if comma >= 0 else end
    verb = _VERB.search(text, start, end)
    if comma >= 0 and states(text[comma + 1 : end]):
        end = comma
    return verb.start() if verb and verb.start() < end else end
