"""Lists without a lead, as notes have them: "Causes: Hashimoto thyroiditis, lithium and iodine deficiency."

The heading is their lead, so they are read right behind it; further on only where the words are known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from questions.facts.boilerplate import is_pointer, says_nothing
from questions.facts.claims import Claim, Context
from questions.facts.coordination import Member, is_quality, members
from questions.facts.elsewhere import tells_of_else
from questions.facts.hedges import doubts
from questions.facts.kinds import has_goals
from questions.facts.known import is_known
from questions.facts.masking import FILLER, masked
from questions.facts.members import facts_of_members
from questions.facts.phrases import trimmed, without_goals
from questions.facts.qualifiers import Qualifiers, condition_of, is_negated
from questions.facts.sentences import Span, sentences
from questions.facts.verbs import states
from questions.model import Fact, Field

_STATES = re.compile(
    r"\b(?:activates?|affects?|appears?|arises?|attacks (?:the|an?)|begins?|brings?|carry|carries|comes?"
    r"|cures?|depends?|develops?|follows?|gets?|gives?|grows?|happens?|helps?|improves?|infects?|invades?"
    r"|kills?|lasts?|leads?|lowers?|makes?|moves? (?:to|in|on)|needs?|occurs?|plays?|predisposes?|prevents?"
    r"|proves?|provokes?|raises?|reaches|relieves?|remains?|resolves?|responds?|results? (?:from|in)|runs?"
    r"|seems?|spreads?|starts?|stays?|tends?|triggers? (?:the|an?|it)|varies|vary|worsens?|goes|turns?"
    r"|points? (?:to|at|towards?)|speaks?|rests? on|rises?|falls?|changes? (?:from|to)|means|suffers?"
    r"|lies|lie|persists?|integrates?|account|accounts|act|acts|fuses|threatens?|accompan(?:y|ies)|prevails?"
    r"|suffices?|bleed|decides?|shortens?|sets? off|compris(?:e|es)|mimics?|exceeds?|correlates?|binds?"
    r"|coexists?|includes?|cause|produces?|present|requires?|contributes?|shows?|indicates?|are|is"
    r"|drifts?|protrudes?|thickens?|enlarges?|sustains?|protects?|receives?|doubles?|invites?|dominates?|decid\w+"
    r"|accelerates?|aggravates?|increase the|reduce|keep|add to|adds|belongs?|counts?|ends|fades?|fails|joins"
    r"|kill|lets|matters?|passes|precipitates?|progress(?:es)?|recurs?|reflects?|rules out|serves?|settles?"
    r"|strikes?|succeeds?|takes?|underlie|underlies|vanish(?:es)?|yields?|suggests?|define|defines"
    r"|took|came|began|gave|made|went|rose|fell|led|shall|am|be|been|being)\b"
    r"|\b(?:it|they|he|she|you|we|i|this|these|those|there|your|who|which|that|what|why|how|when|if)\b"
    r"|[:?!]",
    re.IGNORECASE,
)
"""Of a statement, and of no list of names; beyond the verbs that ``states`` knows."""
_HAS_OBJECT = re.compile(
    r"(?<![,;])(?<!\band)(?<!\bor)\s(?!(?:of|in|on|to|from|by|with|at|for|after|during|over|under|around|behind|between"
    r"|into|through|against|without|above|below|along|across|near|inside|outside|and|or|all|both|within|before"
    r"|upon|via|as|per|than|beneath|towards?|onto)\s)\S+\s(?:the|an?|its|their|his|her|your|it|them)\s"
    r"|\b(?!(?:diabetes|herpes|rabies|measles|mumps|graves|sports|ascites|caries|yes|series|species|facies|pes"
    r"|lens|rheumatoides)\b)[\w-]{3,40}(?<![sui’'])s\s(?!(?:of|in|on|to|from|by|with|at|for|after|during|over|under"
    r"|around|behind|between|into|through|without|above|below|along|across|near|inside|outside|and|or|within"
    r"|before|and/or|plus|like|such|including|per|as|than|due|\w+ly|_+)\b)\w",
    re.IGNORECASE,
)
"""A verb that shows by what follows: "fuses the gene", "invites infection", "rules double the dose"."""
_DENIES = re.compile(
    r"\b(?:no|not|non|none|nil|never|neither|nor|nothing|unknown|unclear|uncertain|idiopathic|avoid|except"
    r"|unlike|rather|against|instead|contraindicated|ineffective|useless|withdrawn|banned|absent|absence of"
    r"|obsolete|formerly|unnecessary|stop)\b|n[’']t\b",
    re.IGNORECASE,
)
_ORDERS = re.compile(
    r"(?:see|ask|call|treat|take|use|give|tell|start|keep|try|refer|consider|do|check|look|admit|discuss"
    r"|depends?|varied|various|several|many|as|for|in|to|by|with|of|from|on|at|under|after|before)\s",
    re.IGNORECASE,
)
"""What begins so is an order or hangs on something before it."""
_WORD = re.compile(r"[^\W\d_]{3}")
_SEMICOLON = re.compile(r";\s*")
_JOINED = re.compile(r"\b(?:and|or|and/or|such as|including|like|e\.g|especially|plus)\b|&", re.IGNORECASE)
_MAX_WORDS = 8
_MIN_KNOWN_MEMBERS = 2


def facts_of_bare_list(text: str, span: Span, context: Context) -> list[Fact]:
    """The facts of a masked sentence that is only a list of the section's things; none where it states."""
    field = context.topic.field
    if field is None or not is_bare(text) or not _is_of_condition(text, field, context):
        return []
    doubted = doubts(text)
    if has_goals(field):
        text = without_goals(text, 0, len(text), drops_use=field is Field.TREATMENT)
    listed = list(_listed(text))
    phrases = [text[slice(*trimmed(text, member.start, member.end))] for member in listed]
    if any(_words(phrase) > _MAX_WORDS for phrase in phrases):
        return []
    known = sum(is_known(phrase, field) for phrase in phrases)
    if not _is_all_there_is(span, context) and (known < _MIN_KNOWN_MEMBERS or known < len(phrases)):
        return []
    if _may_be_heading(text, span, context) and not known:
        return []
    qualifiers = Qualifiers(hedged=doubted, negated=False, frequency=None, condition=None)
    claim = Claim(field=field, role=context.topic.role, qualifiers=qualifiers)
    return list(_with_conditions(facts_of_members(listed, text, span, claim, context), listed, text, span))


def is_bare(text: str) -> bool:
    """Whether a masked sentence has no verb of its own, and neither denies nor orders."""
    return not (
        states(text)
        or _STATES.search(text)
        or _HAS_OBJECT.search(text)
        or _DENIES.search(text)
        or _ORDERS.match(text)
    )


def names_things(text: str) -> bool:
    """Whether a masked sentence is bare and has a word that is no number or sign."""
    return bool(_WORD.search(text)) and is_bare(text)


def _is_all_there_is(span: Span, context: Context) -> bool:
    """Whether the list stands right behind the heading and nothing but such lists follows in the section."""
    if not context.is_opening(span.start):
        return False
    rest = sentences(context.text, Span(span.end, context.end))
    return all(is_bare(masked(context.text[slice(*sentence)])) for sentence in rest)


def _is_of_condition(text: str, field: Field, context: Context) -> bool:
    if is_pointer(text) or says_nothing(text) or is_negated(text):
        return False
    return not tells_of_else(text, field, field, context.subject, sentence=text)


def _listed(text: str) -> Iterator[Member]:
    """The members; semicolons part what may hold commas of its own."""
    found = 0
    starts = [0, *(mark.end() for mark in _SEMICOLON.finditer(text))]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        piece = _at_commas(text, start, end) or members(text, start, end)
        for member in piece:
            yield member if member.parent is None else replace(member, parent=member.parent + found)
        found += len(piece)


def _at_commas(text: str, start: int, end: int) -> list[Member]:
    """The members of a list without "and", if its commas part no qualities ("sudden, severe pain")."""
    if _JOINED.search(text, start, end):
        return []
    bounds = [start, *(mark.end() for mark in re.finditer(r",\s", text[start:end])), end]
    bounds[1:-1] = [at + start for at in bounds[1:-1]]
    parts = [Member(start=s, end=e) for s, e in pairwise(bounds)]
    hangs = any(is_quality(text[part.start : part.end].strip(" ,.")) for part in parts)
    return [] if hangs else parts


def _words(phrase: str) -> int:
    return len(re.sub(rf"{FILLER}+", "", phrase).split())


def _may_be_heading(text: str, span: Span, context: Context) -> bool:
    """Whether the words may head what follows: a line of their own, and no full stop or comma."""
    above = context.text[: span.start].rstrip(" \t")
    is_line = not above or above[-1] in "\r\n"
    if not context.text[span.end : context.end].strip():
        return False
    return is_line and not text.rstrip().endswith(".") and not re.search("[,;]", text)


def _with_conditions(facts: Iterator[Fact], listed: list[Member], text: str, span: Span) -> Iterator[Fact]:
    """Each fact with the cases that its own member tells: "otitis media in children, pneumonia"."""
    for fact in facts:
        own = [member for member in listed if member.start <= fact.start - span.start < member.end]
        yield replace(fact, condition=condition_of(text[own[0].start : own[0].end])) if own else fact
