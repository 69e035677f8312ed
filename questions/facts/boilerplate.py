"""Sentences that say nothing of the condition: pointers, page furniture, research news, goals."""

from __future__ import annotations

import re

_POINTERS = re.compile(
    r"\b(?:click here|visit(?:ing)? the|https?:|www\.|following link|for more (?:information|details|about)"
    r"|to learn more"
    r"|learn (?:more|how)|get (?:tips|more|details)|more (?:information|details) (?:about|on|is|can)"
    r"|read more|see the (?:chapter|section|table)|the following (?:resource|link|page|article|web)"
    r"|(?:this|the) (?:video|page|website|web site|link|summary|fact sheet|booklet|publication"
    r"|article)\b|watch the|brackets"
    r"|(?:provides?|contains?|has) (?:additional |more |further |detailed )?information"
    r"|information (?:about|on|specialist)|is provided in|is discussed in"
    r"|health topic|search terms?|clinicaltrials|clinical trials?|medscape|orphanet|omim|genereviews|pubmed"
    r"|medlineplus|review article"
    r"|(?:ask|tell|talk to|talk with|speak with|call|contact|consult|check with) (?:your|a|the"
    r"|their) (?:\w+ )?(?:doctor|health|physician|care|provider|dentist|nurse|pharmacist)"
    r"|should (?:(?:speak|talk|consult) with|discuss)|seek (?:immediate )?(?:medical|help|emergency"
    r"|attention|care)|call 9-?1-?1|emergency room"
    r"|it is important to (?:see|talk|discuss|note|remember|seek|tell|call)|questions you|support group"
    r"|human phenotype ontology|insurance"
    r"|researchers (?:are|also are|continue|have (?:tested|studied))"
    r"|scientists are|studies are (?:ongoing|under)|research is"
    r"|is being (?:studied|conducted)|are being (?:studied|tested|developed|explored)"
    r"|(?:is|are) (?:still )?in development|active research"
    r"|new treatments?|participat(?:e|ing|ion) in)",
    re.IGNORECASE,
)
_EMPTY = re.compile(
    r"\b(?:(?:causes?|reasons?)\b[^.]{0,80}\b(?:is|are|remains?)\b[^.]{0,30}\b(?:unknown"
    r"|not (?:\w+ )?(?:known|understood|clear|certain)|unclear|poorly understood)"
    r"|(?:do not|don.?t|not) (?:yet )?(?:fully |completely )?(?:know|understand)\b"
    r"|no (?:known )?(?:cure|specific treatment|effective treatment|standard treatment|treatment (?:for"
    r"|that|is))"
    r"|(?:no|without|not cause|not have|never have|any) (?:\w+ )?(?:signs or )?symptoms|(?:is"
    r"|are) asymptomatic"
    r"|(?:not|cannot|can.t|difficult to) (?:be )?(?:prevent|cure|stop|halt)(?:ed)?\b"
    r"|no (?:known )?way to|not possible to (?:halt|stop|prevent|cure)|depends? (?:on|upon)|(?:vary"
    r"|varies) (?:from|greatly|widely|depending|by|according|in)|the same (?:for|as)"
    r"|(?:aims?|goals?) (?:of|is|are|include)\b|side effects?|adverse effects?|risks? (?:versus|vs"
    r"|and benefits)|similar to (?:those|that) of|(?:is|are) sometimes mistaken|can be mistaken)",
    re.IGNORECASE,
)
_MEDICAL = re.compile(
    r"\b(?:\w*(?:itis|osis|emia|aemia|oma|opathy|algia|ectomy|oscopy|plasty|therapy|genic|trophy|plegia"
    r"|uria|mycin|cillin|statin|azole|pril|sartan)s?"
    r"|symptoms?|signs?|pain|fever|infections?|virus|bacteria|gene|genes|mutations?|disease|disorder"
    r"|syndrome|treatments?|treated|surgery"
    r"|drugs?|medicines?|medications?|tests?|blood|cells?|tumou?rs?|cancer|diagnos\w+|causes?|caused"
    r"|risk|swelling|inflammation|weakness|nerves?|skin|bones?|muscles?|heart|lungs?|kidneys?|liver"
    r"|brain"
    r"|dose|antibiotics?|vaccines?|prevent\w*|complications?|patients?)\b",
    re.IGNORECASE,
)
_FRAME = re.compile(
    r"\s*(?:(?:written|reviewed|last (?:reviewed|updated)|updated|see also|sources?|references?)\s*:"
    r"|(?:in summary|in conclusion|to sum up)\b|by understanding\b|it is (?:also )?important to take\b)",
    re.IGNORECASE,
)


def is_pointer(sentence: str) -> bool:
    """Whether the sentence only sends the reader elsewhere, or speaks of research, pages and helpers."""
    return bool(_FRAME.match(sentence) or _POINTERS.search(sentence))


def says_nothing(sentence: str) -> bool:
    """Whether the sentence carries no fact by its kind: unknown cause, no cure, a goal, a side effect."""
    return bool(_EMPTY.search(sentence))


def has_medical_content(sentence: str) -> bool:
    """Whether a sentence without facts is worth listing as unread."""
    return bool(_MEDICAL.search(sentence))
