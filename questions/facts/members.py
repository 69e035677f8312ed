"""The members of one list to facts: each trimmed, judged, and given the qualifiers of its claim."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from questions.facts.avoidance import avoided_too, avoids, shunned_drug
from questions.facts.claims import Claim, Context
from questions.facts.coordination import Member, members
from questions.facts.denials import is_off_sale
from questions.facts.glosses import is_gloss
from questions.facts.kinds import can_be
from questions.facts.known import is_known
from questions.facts.masking import masked
from questions.facts.phrases import is_sayable, tells_how_to_say, trimmed, without_explanation
from questions.facts.qualifiers import frequency_of
from questions.facts.sentences import Span
from questions.model import Fact, Field, Role

_GENETIC = re.compile(
    r"\b(?:genes?|genetics?|mutations?|chromosom\w+|trisomy|hereditary|heredity|inherit\w*|autosomal"
    r"|x-linked)\b",
    re.IGNORECASE,
)
_BRACKETED = re.compile(
    r"(?:\((?P<such>e\.? ?g\.?|i\.? ?e\.?|such as|including|for example|for instance|especially)[,:]?\s+"
    r"|(?<=[a-z]s )\()(?P<examples>[^()]{2,300})\)",
    re.IGNORECASE,
)
_EXPLAINS = re.compile(
    r"(?:an?|the|another) (?:[\w-]+ ){0,3}?(?:protein|drug|medicine|medication|type|kind|form|condition"
    r"|disease"
    r"|disorder|hormone|substance|chemical|gene|enzyme|procedure|device|process|practice|technique|way"
    r"|term|part"
    r"|name|compound|molecule|sugar|fat|mineral|tissue|membrane|organ|gland|layer|area|illness|syndrome"
    r"|bacterium|virus|germ|parasite|fungus) (?:\w+ ){0,2}?(?:that|which|who|in|of|used|called|where"
    r"|caused|made"
    r"|found|for|from)\b",
    re.IGNORECASE,
)
"""An apposition: "fibrinogen, a protein in the blood that is essential for clotting"."""
_MEANS = (Field.TREATMENT, Field.PREVENTION)
_FINDINGS = (Field.SYMPTOM, Field.COMPLICATION)
_STATISTIC = re.compile(
    r"\b(?:by|before|after|at) (?:the )?age (?:of )?\d+\b.*\b(?:\d|percent\b)|\b(?:rate|incidence|prevalence"
    r"|probability|survival) of\b.*\d",
    re.IGNORECASE,
)
"""How many have it by when is no finding: "a clinical stroke by age 45 in 10 percent"."""
_RARELY = re.compile(
    r"^(?:(?:however|but|and),? )?(?P<cases>in (?:(?:very|a) )?(?:rare|few|some|certain|exceptional)"
    r" (?:cases|people|patients|families|individuals|instances))\b",
    re.IGNORECASE,
)
_MOSTLY = re.compile(r"(?:often|usually|typically|generally|frequently|commonly|most|almost always|always)\b")
"""Within rare cases, "most often" tells which of them and not how common."""
_IN_ADDITION = re.compile(
    r"\s*(?:and |or )?(?:\w+ )?(?:often|usually|sometimes|commonly) (?:combined |together )?with\s"
)
_LATE_ILL = re.compile(
    r"(?:.*\s)?(?:\w*(?:fibrosis|cirrhosis|leuk(?:a)?emia|lymphoma|carcinoma|sarcoma|melanoma|sepsis)|cancer"
    r"|(?:heart|kidney|liver|renal|respiratory|organ|bone marrow) failure|end-stage \w+ disease)",
    re.IGNORECASE,
)
"""What some develop and the disease does not begin with: "may develop myelofibrosis"."""
APPOSITION = re.compile(r",\s(?=" + _EXPLAINS.pattern + ")[^,;]*", re.IGNORECASE)


def facts_of_members(
    listed: list[Member], text: str, span: Span, claim: Claim, context: Context
) -> Iterator[Fact]:
    names: list[str | None] = []
    shuns = claim.field in (Field.TREATMENT, Field.PREVENTION)
    hanging = avoided_too(text[member.start : member.end] for member in listed if shuns)
    for number, member in enumerate(listed):
        if shuns and hanging[number]:
            names.append(None)
            continue
        parent = names[member.parent] if member.parent is not None else None
        fact = _fact_of_member(member, parent, text, span, claim, context)
        names.append(fact.text if fact else None)
        if fact:
            yield fact
        if not claim.is_clause:
            yield from _facts_in_brackets(member, names[-1] or parent, span, claim, context)


def _fact_of_member(
    member: Member, parent: str | None, text: str, span: Span, claim: Claim, context: Context
) -> Fact | None:
    start, end = trimmed(text, member.start, member.end, keeps_clauses=claim.is_clause)
    end = without_explanation(context.text, span.start + start, span.start + end) - span.start
    phrase = text[start:end]
    shunned = shunned_drug(phrase) if claim.field is Field.TREATMENT else None
    if shunned:
        start, phrase = end - len(shunned), shunned
    if tells_how_to_say(context.text[span.start + start : span.start + end]):
        return None
    if not (claim.is_clause or is_sayable(phrase)) or _is_aside(text, member, parent, claim):
        return None
    if context.subject.is_only(phrase) or not can_be(phrase, claim.field):
        return None
    if claim.field is Field.SYMPTOM and context.subject.is_plainly(phrase):
        return None
    if claim.field in _FINDINGS and _STATISTIC.search(text, member.start, member.end):
        return None
    return Fact(
        field=_field_of(phrase, claim),
        text=re.sub(r"\s+", " ", context.text[span.start + start : span.start + end]),
        start=span.start + start,
        end=span.start + end,
        sentence_start=span.start,
        sentence_end=span.end,
        role=_role_of(phrase, claim),
        hedged=claim.qualifiers.hedged,
        negated=claim.qualifiers.negated
        or bool(shunned)
        or (claim.field in _MEANS and is_off_sale(context.text, span.start + end)),
        # A word of its own, cut off with the articles, says more than the sentence: "and rarely fever".
        frequency=_frequency(text, member.start, start, claim),
        condition=None if claim.is_clause else claim.qualifiers.condition,
        example_of=parent,
    )


def _frequency(text: str, start: int, end: int, claim: Claim) -> str | None:
    """How common a member is, by its own words in text[start:end] or by those of its sentence."""
    told = claim.qualifiers.frequency
    if claim.field in _MEANS and _IN_ADDITION.match(text, start):
        return told
    own = frequency_of(text[start:end])
    rare = _RARELY.match(text.lstrip())
    return rare["cases"].lower() if rare and own and _MOSTLY.match(own) else own or told


def _field_of(phrase: str, claim: Claim) -> Field:
    """The claim's field; an illness that may develop later is a complication wherever it is told."""
    is_late = claim.field is Field.SYMPTOM and claim.is_late and _LATE_ILL.fullmatch(phrase)
    return Field.COMPLICATION if is_late else claim.field


def _is_aside(text: str, member: Member, parent: str | None, claim: Claim) -> bool:
    """Whether a member explains the one before it (", a protein that ...") or exemplifies what is avoided."""
    if parent and claim.field in (Field.TREATMENT, Field.PREVENTION) and avoids(parent):
        return True
    words = text[member.start : member.end].strip()
    if words.startswith("feeling ") and text[: member.start].endswith(", or "):
        return True  # "fatigue, or feeling tired"
    if claim.field in _FINDINGS and is_gloss(text, member.start, words):
        return True
    return text[: member.start].rstrip().endswith(",") and bool(_EXPLAINS.match(words))


def _facts_in_brackets(
    member: Member, parent: str | None, span: Span, claim: Claim, context: Context
) -> Iterator[Fact]:
    """The examples in brackets behind a member: "certain medicines (such as diuretics or barbiturates)"."""
    for mark in _BRACKETED.finditer(context.text, span.start + member.start, span.start + member.end):
        inside = Span(mark.start("examples"), mark.end("examples"))
        text = masked(context.text[slice(*inside)])
        listed = members(text, 0, len(text))
        if not mark["such"] and not _are_of_its_kind(listed, text, claim.field):
            continue
        for fact in facts_of_members(listed, text, inside, claim, context):
            yield replace(
                fact, sentence_start=span.start, sentence_end=span.end, example_of=fact.example_of or parent
            )


def _are_of_its_kind(listed: list[Member], text: str, field: Field) -> bool:
    """Whether a bracket without "such as" lists examples all the same: two drugs or more."""
    if field is not Field.TREATMENT:
        return False
    phrases = [text[slice(*trimmed(text, member.start, member.end))] for member in listed]
    known = sum(is_known(phrase, field) for phrase in phrases)
    return known > 1 and known * 3 >= len(phrases) * 2


def _role_of(phrase: str, claim: Claim) -> Role | None:
    """The role that the sentence gives, or the one that a gene has by its nature."""
    if claim.field is Field.CAUSE and claim.role in (None, Role.ASSOCIATION) and _GENETIC.search(phrase):
        return Role.GENETIC
    return claim.role
