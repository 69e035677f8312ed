"""Lists that a lead opens, with marks or without: what the lead claims, and the facts of each member."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from questions.facts.boilerplate import is_pointer
from questions.facts.claims import Claim, Context
from questions.facts.coordination import Member, members
from questions.facts.denials import is_denied_item
from questions.facts.elsewhere import tells_of_else
from questions.facts.exclusions import without_exclusions
from questions.facts.kinds import has_goals
from questions.facts.known import is_known
from questions.facts.leads import topic_of_list
from questions.facts.masking import FILLER, masked
from questions.facts.matching import end_of_list
from questions.facts.members import APPOSITION, facts_of_members
from questions.facts.phrases import without_goals
from questions.facts.qualifiers import condition_of, frequency_of, qualifiers_of, rarity_of
from questions.facts.sentences import MAX_SENTENCE_CHARS, Span, strip
from questions.facts.subjects import names_other
from questions.facts.unmarked import looks_unbulleted, unbulleted
from questions.model import Fact, Field

_LEAD_OF = re.compile(
    r"\b(?:symptoms?|signs|causes|complications|treatments?|features|tests?) (?:of|for) (?P<of>[^,;:]{1,60}?)"
    r"(?: (?:may|can|include|are|is|will)\b|[:,]|$)",
    re.IGNORECASE,
)
_OPENS_LIST = re.compile(r"(?:\s?:|\b(?:include|are|including))\s+(?=[A-Z0-9])")
_COMMAS = re.compile(r",.*\b(?:and|or)\b")
_CALLED = re.compile(r"^\s*(?:\S+ ){1,3}(?:called|known as|named) ", re.IGNORECASE)
_PAIR = re.compile(r"\s*(?:\S+ ){0,3}\S+ and (?:\S+ ){0,2}\S+\s*")
ENDS_IN_GOALS = re.compile(
    r"\bto:?\s*$|\b(?:to|by|for|can|may|helps?) (?:treat|prevent|manag|control|address|correct|repair"
    r"|eas|reliev|reduc)"
    r"(?:e|ing)?:?\s*$|\b(?:when|if|because|unless|whether):?\s*$",
    re.IGNORECASE,
)
"""Of a lead: its members are what is to be reached, and no means."""
_MIN_BARE_ITEMS = 3
_MAX_TITLE_CHARS = 60
"""A list's member with a colon this early is a name with its explanation ("Surgery: the surgeon ...")."""


def claim_of_lead(lead: str, context: Context) -> Claim | None:
    """What the words before a list say of its members; None where these are no facts of the condition."""
    if is_pointer(lead) and "symptom" not in lead:
        return None
    topic = topic_of_list(lead, context.topic)
    other = _LEAD_OF.search(lead)
    if other and topic and not context.subject.is_named_by(other["of"]):
        is_own = topic.field is context.topic.field and is_known(other["of"], Field.SYMPTOM)
        if not is_own or names_other(other["of"]):
            return None
    if topic and topic.field is Field.TREATMENT and ENDS_IN_GOALS.search(lead):
        return None
    if topic is None or topic.field is None:
        return None
    if tells_of_else(lead + " are", topic.field, context.topic.field, context.subject, sentence=lead):
        return None
    return Claim(field=topic.field, role=topic.role, qualifiers=qualifiers_of(lead))


def facts_of_item(item: Span, claim: Claim, context: Context) -> Iterator[Fact]:
    """A list's member: whole, unless commas or a plain "and" make it a list of its own."""
    text = without_exclusions(masked(context.text[item.start : item.end]))
    if len(text) > MAX_SENTENCE_CHARS or is_pointer(text):
        return
    colon = text.find(": ")
    end = end_of_list(text, 0, colon if 0 < colon < _MAX_TITLE_CHARS else len(text))
    aside = APPOSITION.search(text, 0, end)
    end = aside.start() if aside else end
    if has_goals(claim.field):
        text = without_goals(text, 0, end, drops_use=claim.field is Field.TREATMENT)
    listed = members(text, 0, end)
    if not (
        claim.field is Field.DIAGNOSTIC or _is_list(text[:end]) or any(m.parent is not None for m in listed)
    ):
        listed = [Member(start=0, end=end)]
    qualifiers = replace(
        claim.qualifiers,
        negated=claim.qualifiers.negated or is_denied_item(context.text[item.start : item.end], claim.field),
        frequency=claim.qualifiers.frequency or frequency_of(text) or rarity_of(text),
        condition=claim.qualifiers.condition or condition_of(text),
    )
    yield from facts_of_members(listed, text, item, replace(claim, qualifiers=qualifiers), context)


def _is_list(words: str) -> bool:
    words = re.sub(rf"\s{FILLER}+", "", _CALLED.sub("", words))
    return bool(_COMMAS.search(words) and " and/or " not in words) or bool(_PAIR.fullmatch(words))


def list_without_marks(text: str, span: Span, context: Context) -> tuple[list[Fact], Span | None] | None:
    """The facts of "may include: Headache Nausea ..." and what follows; None where it is no such list."""
    opening = _OPENS_LIST.search(text[:MAX_SENTENCE_CHARS])
    begin = opening.end() if opening else 0
    if not looks_unbulleted(text, begin, len(text)):
        return None
    items, end = unbulleted(text, begin, len(text))
    if not opening and not _names_things(text, items, context.topic.field):
        return None
    rest = strip(context.text, Span(span.start + end, span.end))
    claim = claim_of_lead(text[:begin], context)
    facts: list[Fact] = []
    if claim is not None:
        for start, stop in items:
            facts.extend(facts_of_item(Span(span.start + start, span.start + stop), claim, context))
    return facts, rest


def _names_things(text: str, items: list[tuple[int, int]], field: Field | None) -> bool:
    """Whether a list without a lead names things of the section's field, and is no heading in capitals."""
    known = [field is not None and is_known(text[start:end].strip(" .,"), field) for start, end in items]
    return (
        len(items) >= _MIN_BARE_ITEMS
        and sum(known) * 3 >= len(known) * 2
        and any(re.search(r"\s[a-z]{4,}", text[start:end]) for start, end in items)
    )
