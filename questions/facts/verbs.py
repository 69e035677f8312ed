"""Finite verbs: what makes a run of words a statement and no phrase."""

from __future__ import annotations

import re

_FINITE = re.compile(
    r"\b(?:is|are|was|were|has been|have been|will|may|can|cannot|could|should|must|does|do|did|might|would"
    r"|increases|decreases|blocks|uses|shows?|works?|(?:does|should|wo|is|are|did|could|was)n[’']?t|looks"
    r"|helps|makes"
    r"|gives|reduces|causes|lets"
    r"|removes|prevents|affects|contains|provides|allows|involves|includes|takes|becomes|keeps|needs|lasts"
    r"|approved|suggests?|recommends?|provides?|narrows|constricts|shortens|replaces|relieves|eases|controls"
    r"|improves|halves|protects|restores"
    r"|raises|lowers"
    r"|corrects|cures|spares|suits|brings|clears|heals|follows|carries|leads|remains|settles|treats"
    r"|produces|develops|happens|appears|arises|precedes|underlies|requires|indicates|explains|confirms"
    r"|detects|reveals|excludes|distinguishes|divides|separates|relies"
    r"|carry|arise|become|occurs|comes|goes|depends|means|destroys|kills|stops|stimulates|says|find|have|has)\b",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"\b(?:that|which|who|where|when|if)\b", re.IGNORECASE)
_SURELY_FINITE = re.compile(
    r"\b(?:is|are|was|were|may|can|cannot|could|might|will|would|should|must|has|have|does"
    r"|did|prevents|includes|requires|reduces|improves|relieves|becomes|provides|allows)\b",
    re.IGNORECASE,
)
"""Without the verbs that are nouns as well ("stops", "needs", "works")."""
_SEPARATOR = re.compile(r"[,;]\s|\s(?:and|or)\s")


def states(words: str) -> bool:
    """Whether the words have a verb of their own, outside "that ..." and "which ..."."""
    finite = _FINITE.search(words)
    return finite is not None and not _RELATIVE.search(words[: finite.start()])


def before_statement(text: str, start: int, end: int) -> int:
    """Where a list in text[start:end] ends that turns into a statement.

    A list inside the subject ends at the verb ("Treatment with rest or ice may be needed"); a list that is
    told of by a verb before it ends with the member before the one that has a verb of its own.
    """
    is_subject = not _SURELY_FINITE.search(text, 0, start)
    for verb in _SURELY_FINITE.finditer(text, start, end):
        cut = start
        for mark in _SEPARATOR.finditer(text, start, verb.start()):
            cut = mark.end()
        if not _RELATIVE.search(text, cut, verb.start()):
            return verb.start() if is_subject else cut
    return end
