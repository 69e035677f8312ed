"""What the next sentence takes back: "However, experts have not found enough evidence that it works"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from questions.facts.masking import masked
from questions.facts.sentences import Span, sentences
from questions.model import Fact, Field

_MEANS = frozenset({Field.TREATMENT, Field.PREVENTION})
_AHEAD_CHARS = 400
_NO_EVIDENCE = (
    r"(?:(?:no|little|insufficient|inadequate|scant|limited|weak) (?:\w+ ){0,2}?(?:evidence|proof)"
    r"|(?:not|n[’']t) (?:\w+ ){0,3}?(?:enough|sufficient|adequate|good|strong|clear|convincing|any) (?:\w+ )?"
    r"(?:evidence|proof)"
    r"|evidence (?:\w+ ){0,5}?(?:is|remains) (?:\w+ )?(?:weak|lacking|limited|mixed|poor|insufficient|thin"
    r"|conflicting|inconclusive|unclear))"
)
_IT = r"(?:it|they|this|that|these|them|its|their|either|both|such)"
_TAKES_BACK = re.compile(
    rf"^(?:however|but|yet|still|nevertheless|so far|to date|though"
    rf"|unfortunately)\b,? [^;:]*?\b{_NO_EVIDENCE}"
    rf"(?=[.;]|$| (?:that|to|for|of|on|behind|about|supporting) (?:(?:support|show|prove|recommend|back"
    rf"|say|suggest|know)\b[^.;]*|{_IT}\b[^.;]*|the \w+|safety\b.*|effective\w*\b.*))"
    rf"|^(?:(?:however|but|yet|still|so far|to date|later|unfortunately),? )?(?:{_IT}"
    rf"|{_IT} (?:\w+ )?(?:drugs?"
    r"|medicines?|treatments?|remed(?:y|ies)|supplements?|practices?|therap(?:y|ies)|uses?|benefits?))"
    r" (?:is|are|was|were|has|have|had|do|does|did) (?:\w+ ){0,3}?(?:(?:not"
    r"|never) (?:\w+ )?(?:been )?(?:shown"
    r"|proven?|found|known|seem|appear|work|help)\b"
    r"(?! (?:\w+ )?(?:in|for|if|when|after|until|alone|by|with|on|against|everyone|all)\b)"
    r"|(?:found|shown|proved|proven|thought|known) (?:to be )?(?:\w+ )?(?:harmful|unsafe|dangerous"
    r"|ineffective"
    r"|useless|toxic|no better|of no)\b)"
    rf"|^(?:however|but|yet|still),? (?:\w+ ){{0,4}}?(?:studies|trials|research"
    rf"|experts) (?:\w+ ){{0,3}}?(?:not"
    rf"|failed to|n[’']t) (?:\w+ )?(?:show|shown|find|found|prove|proven|confirm|confirmed)\b"
    rf"[^.;]*?(?:\b{_IT}\b|\bbenefit|\beffect)",
    re.IGNORECASE,
)
"""Of the means just told, by "it" or by nothing else: "no evidence for acupuncture" is about acupuncture."""


def takes_back(sentence: str) -> bool:
    """Whether a masked sentence doubts the means that the sentence before it told."""
    return bool(_TAKES_BACK.search(sentence))


def with_retractions(text: str, facts: Iterable[Fact]) -> list[Fact]:
    """The facts, hedged where they are means that the sentence after theirs doubts."""
    return [
        replace(fact, hedged=True)
        if fact.field in _MEANS and not fact.hedged and takes_back(_next_sentence(text, fact.sentence_end))
        else fact
        for fact in facts
    ]


def _next_sentence(text: str, end: int) -> str:
    ahead = re.split(r"\n\s*\n", text[end : end + _AHEAD_CHARS])[0]
    found = sentences(ahead, Span(0, len(ahead)))
    return masked(ahead[found[0].start : found[0].end]) if found else ""
