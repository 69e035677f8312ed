"""How sure a sentence is: words of doubt, and which of them are about the facts and not about something else.

Patterns are tried on the masked sentence (see masking.py).
"""

from __future__ import annotations

import re

_HEDGE = re.compile(
    r"\b(?:(?:is|are|was|were|been|be|it) (?:now )?(?:thought|believed|theori[sz]ed|speculated"
    r"|hypothesi[sz]ed|suspected(?! (?:when|if|where)\b)"
    r"|suggested|considered possible)|(?:thought|believed|suspected|theori[sz]ed) (?:to|that)|suspects?"
    r"|speculate\w*"
    r"|theory|theories|hypothes[ie]s|linked (?:to|with)"
    r"|(?<!not )(?<!when )(?<!if )(?<!as )(?<!where )(?<!wherever )"
    r"(?!(?<=\b(?:is|be) )possible(?! that)|(?<=\bare )possible)possibl[ey]|probabl[ey]|(?:is"
    r"|are) likely|appears? to"
    r"|seems? to|evidence (?:that|suggests?|of)|(?:studies|research|researchers|reports?|data"
    r"|evidence) suggests?"
    r"|(?:some|many)? ?(?:researchers|scientists|experts|doctors) (?:think|believe|suspect)"
    r"|has been reported to"
    r"|have been tried|has been tried|being studied|under investigation|investigat(?:ed|ing)|experimental"
    r"|(?:may|might) (?:also )?play a (?:role|part)|may contribute"
    r"|controversial|unproven|(?:small|few) studies)\b",
    re.IGNORECASE,
)
_NOT_YET_KNOWN = re.compile(
    r"\b(?:as soon as|if|when|whenever|once|where|until|unless)\b[^,;]*?\b(?:is|are) suspected\b",
    re.IGNORECASE,
)
"""A suspicion of the disease itself, on which something is done: no doubt about what is done."""
_UNDER_STUDY = re.compile(
    r"\b(?:(?:is|are|remains?|still|now|currently) (?:\w+ )?(?:under (?:study|test|trial|development"
    r"|evaluation)"
    r"|in (?:\w+ ){0,2}?(?:trials?|development))|being (?:\w+ly )?(?:tested|studied|tried|evaluated|explored"
    r"|developed|trial+ed|assessed|compared)|investigational)\b",
    re.IGNORECASE,
)
_POSSIBLE_LIST = re.compile(
    r"\b(?:possible|probable|potential) (?=(?:\w+ ){0,2}?(?:causes|triggers|symptoms|signs"
    r"|complications|features"
    r"|factors|findings|treatments|options|consequences|effects)\b(?: (?:of|for|in|and|with) [^,;:]{1,60}?)?"
    r"(?: (?:also )?(?:are|include|can be|may be|may include)\b|:|\s*$))",
    re.IGNORECASE,
)
"""Of a whole list it says only that each can be: "Possible causes are diuretics and lead"."""
_RELATIVE = re.compile(
    r"(?:,\s|\s(?=in |during |of |after )|\s(?=which|who|where|that))(?:(?:in|during|of|after|for|with"
    r"|from) )?(?:which|who|whose|where"
    r"|when|that)\b(?P<said>[^,;]*)",
    re.IGNORECASE,
)
_OF_IT = re.compile(
    r"\b(?:caus\w+|contribut\w+|roles?|part|trigger\w*|responsible|help\w*|risk|due|respond\w*|benefit\w*"
    r"|associated|linked|related|lead|leads|arise\w*|inherit\w*|effective|useful|symptoms?|disease|disorder)\b",
    re.IGNORECASE,
)
"""In a clause behind the list these words make its doubt one about the list."""
_MECHANISM = re.compile(
    r"\b(?:thought|believed|suspected|supposed) to (?:\w+ly )?(?:work|act|reduce"
    r"|decrease|lower|block|inhibit|increase|raise|stabili[sz]e|alter|change|interfere|modulate|restore|enhance"
    r"|protect|slow|prevent|suppress|affect|limit|stimulate|bind|target|calm|open|promote)\b"
    r"(?! (?:\w+ ){0,5}?(?:pain|symptoms?|attacks?|episodes?|flares?|relapses?|severity|frequency|risk"
    r"|itch\w*"
    r"|fever|seizures|progress\w*|recurrenc\w*|discomfort|nausea|weakness|fatigue|cramps|disease|disorder|condition|mortality|deaths?|survival"
    r"|infections?|bleeding|swelling|bumps|stones?|tumou?rs?|rash|number of)\b)",
    re.IGNORECASE,
)
"""How a means works may be doubted of one that surely helps."""


def is_hedged(before: str, after: str, *, is_means: bool) -> bool:
    """Whether the words before a list or behind it doubt the list itself.

    What a clause behind it says of a member's own ("flashbacks, in which the scene seems to happen again")
    and how a means is believed to work are doubts about something else.
    """
    after = _RELATIVE.sub(
        lambda clause: clause.group() if _OF_IT.search(clause["said"]) else " " * len(clause.group()), after
    )
    words = f"{before} {after}"
    return doubts(_MECHANISM.sub(" ", words) if is_means else words)


def doubts(words: str) -> bool:
    """Whether the words doubt what they tell; a whole list headed "possible causes" is not doubted."""
    plain = _POSSIBLE_LIST.sub(" ", _NOT_YET_KNOWN.sub(" ", words))
    return bool(_HEDGE.search(plain) or _UNDER_STUDY.search(plain))
