"""Passages to facts: finds the rule that speaks, cuts its list, trims each member, adds its qualifiers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from questions.facts.avoidance import avoided_too, avoids
from questions.facts.boilerplate import is_pointer
from questions.facts.coordination import Member, members
from questions.facts.denials import is_denied_around, says_no_such
from questions.facts.kinds import can_be, has_goals
from questions.facts.known import is_known
from questions.facts.leads import topic_of_list
from questions.facts.masking import masked
from questions.facts.matching import Found, end_of_list, find_rules, main_clauses, without_asides
from questions.facts.passages import Passage
from questions.facts.phrases import INVISIBLE, is_sayable, trimmed, without_explanation, without_goals
from questions.facts.qualifiers import Qualifiers, condition_of, frequency_of, is_negated, qualifiers_of
from questions.facts.sentences import MAX_SENTENCE_CHARS, Span, sentences, strip
from questions.facts.subjects import Subject, names_other
from questions.facts.unmarked import looks_unbulleted, unbulleted, without_heading
from questions.headings import Topic
from questions.model import Fact, Field, Role

_LEAD_OF = re.compile(
    r"\b(?:symptoms?|signs|causes|complications|treatments?|features|tests?) (?:of|for) (?P<of>[^,;:]{1,60}?)"
    r"(?: (?:may|can|include|are|is|will)\b|[:,]|$)",
    re.IGNORECASE,
)
_OPENS_LIST = re.compile(r"(?:\s?:|\b(?:include|are|including))\s+(?=[A-Z0-9])")
_COMMAS = re.compile(r",.*\b(?:and|or)\b")
_PAIR = re.compile(r"\s*(?:\S+ ){0,3}\S+ and (?:\S+ ){0,2}\S+\s*")
_NEXT_CLAUSE = re.compile(
    r";\s|,\s(?:and|but|so|yet|while|whereas)\s(?:it|they|this|these|he|she|the|its|an?)\s"
    r"|\s(?:and|but)\s(?:it|they|he|she)\s",
    re.IGNORECASE,
)
_OTHER_PURPOSE = re.compile(
    r"\b(?:monitor\w*|iron (?:load|overload|in)|prenatal\w*|carriers?|complications?|at risk of|response to"
    r"|measures? the|before (?:surgery|treatment)|follow-?up)\b",
    re.IGNORECASE,
)
"""What a test is done for when it does not make the diagnosis."""
_DIAGNOSES = re.compile(r"\b(?:diagnos\w+|confirm\w*|identif\w+|prov(?:e|es|ed))\b", re.IGNORECASE)
_GENETIC = re.compile(
    r"\b(?:genes?|genetics?|mutations?|chromosom\w+|trisomy|hereditary|heredity|inherit\w*|autosomal"
    r"|x-linked)\b",
    re.IGNORECASE,
)
_BRACKETED = re.compile(
    r"\((?:e\.? ?g\.?|i\.? ?e\.?|such as|including|for example|for instance|especially)[,:]?\s+"
    r"(?P<examples>[^()]{2,300})\)",
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
_APPOSITION = re.compile(r",\s(?=" + _EXPLAINS.pattern + ")[^,;]*", re.IGNORECASE)
_ENDS_IN_GOALS = re.compile(
    r"\bto:?\s*$|\b(?:to|by|for|can|may|helps?) (?:treat|prevent|manag|control|address|correct|repair"
    r"|eas|reliev|reduc)"
    r"(?:e|ing)?:?\s*$|\b(?:when|if|because|unless|whether):?\s*$",
    re.IGNORECASE,
)
_ECHO = re.compile(r"(?P<heading>[A-Z].{2,70}?)\s(?=(?:the |an? |your )?(?P=heading)\b)", re.IGNORECASE)
"""A heading that ran into its sentence: "Genetics Genetics appears to play a part"."""
_MANY = 3
"""Causes are not known by their words; a subject of so many members in a section on causes is a list of"
" them."""
_MAX_NAME_SPACES = 4
"""Of "episodes of basilar migraines", which names the condition; longer phrases say more than its name."""
_MAX_TITLE_CHARS = 60
"""A list's member with a colon this early is a name with its explanation ("Surgery: the surgeon ...")."""


@dataclass(frozen=True, kw_only=True)
class Context:
    """What a passage stands in: the article's text and condition, and the topic of its section."""

    text: str
    subject: Subject
    topic: Topic


@dataclass(frozen=True, kw_only=True)
class Claim:
    """What is said of all members of one list."""

    field: Field
    role: Role | None
    qualifiers: Qualifiers
    is_clause: bool = False


def facts_of(passage: Passage, context: Context) -> list[Fact]:
    """The facts of one passage, in order of place."""
    if passage.items:
        return list(_facts_of_list(passage, context))
    facts: list[Fact] = []
    rest: Span | None = passage.sentence
    while rest is not None and rest.start < rest.end:
        found, rest = _facts_of_sentence(rest, context)
        facts.extend(found)
    return facts


def _facts_of_list(passage: Passage, context: Context) -> Iterator[Fact]:
    sentence = passage.sentence
    claim = _claim_of_lead(masked(context.text[sentence.start : sentence.end])[-MAX_SENTENCE_CHARS:], context)
    if claim is None:
        if _ENDS_IN_GOALS.search(context.text, sentence.start, sentence.end):
            for item in passage.items:
                yield from _facts_of_sentence(sentences(context.text, item)[0], context)[0]
        return
    for item in passage.items:
        first = sentences(context.text, item)[0]
        found = list(_facts_of_item(first, claim, context))
        yield from found or _facts_of_sentence(first, context)[0]


def _claim_of_lead(lead: str, context: Context) -> Claim | None:
    """What the words before a list say of its members; None where these are no facts of the condition."""
    if is_pointer(lead) and "symptom" not in lead:
        return None
    topic = topic_of_list(lead, context.topic)
    other = _LEAD_OF.search(lead)
    if other and topic and not context.subject.is_named_by(other["of"]):
        is_own = topic.field is context.topic.field and is_known(other["of"], Field.SYMPTOM)
        if not is_own or names_other(other["of"]):
            return None
    if topic and topic.field is Field.TREATMENT and _ENDS_IN_GOALS.search(lead):
        return None
    if topic is None or topic.field is None:
        return None
    return Claim(field=topic.field, role=topic.role, qualifiers=qualifiers_of(lead))


def _facts_of_item(item: Span, claim: Claim, context: Context) -> Iterator[Fact]:
    """A list's member: whole, unless commas or a plain "and" make it a list of its own."""
    text = masked(context.text[item.start : item.end])
    if len(text) > MAX_SENTENCE_CHARS or is_pointer(text):
        return
    colon = text.find(": ")
    end = end_of_list(text, 0, colon if 0 < colon < _MAX_TITLE_CHARS else len(text))
    aside = _APPOSITION.search(text, 0, end)
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
        frequency=claim.qualifiers.frequency or frequency_of(text),
        condition=claim.qualifiers.condition or condition_of(text),
    )
    yield from _facts_of_members(listed, text, item, replace(claim, qualifiers=qualifiers), context)


def _is_list(words: str) -> bool:
    return bool(_COMMAS.search(words) and " and/or " not in words) or bool(_PAIR.fullmatch(words))


def _facts_of_sentence(span: Span, context: Context) -> tuple[list[Fact], Span | None]:
    """The facts of a sentence, and what is left of it behind a list without marks."""
    text = masked(context.text[span.start : span.end])
    if len(text) > MAX_SENTENCE_CHARS * 3:
        return [], None
    unmarked = _list_without_marks(text, span, context)
    if unmarked is not None:
        return unmarked
    if len(text) > MAX_SENTENCE_CHARS or is_pointer(text):
        return [], None
    echo = _ECHO.match(text)
    text = " " * echo.end() + text[echo.end() :] if echo else without_heading(text)
    facts: list[Fact] = []
    taken: list[Span] = []
    for found in find_rules(text, context.topic.field, context.subject):
        if any(found.start < other.end and other.start < found.end for other in taken):
            continue
        new = list(_facts_of_match(found, text, span, context))
        if new:
            taken.append(Span(found.start, found.end))
            facts.extend(new)
    return facts, None


def _facts_of_match(found: Found, text: str, span: Span, context: Context) -> Iterator[Fact]:
    if says_no_such(found, text):
        return
    rule, start, end = found.rule, found.start, found.end
    first, last = _clause_around(text, start, end)
    around = text[first:start] + " " + text[end:last]
    if rule.field is Field.DIAGNOSTIC and _OTHER_PURPOSE.search(around) and not _DIAGNOSES.search(text):
        return
    qualifiers = Qualifiers(
        hedged=rule.hedged or qualifiers_of(around).hedged,
        negated=is_negated(found.said) or is_denied_around(found, text),
        frequency=frequency_of(text[first:start]) or frequency_of(found.said),
        condition=condition_of(text[first:last]),
    )
    if has_goals(rule.field):
        text = without_goals(text, start, end, drops_use=rule.field is Field.TREATMENT)
    if rule.starts_with_list:
        text = without_asides(text, " ")
    text = _APPOSITION.sub(lambda aside: " " * len(aside.group()), text)
    listed = [Member(start=start, end=end)] if rule.whole else members(text, start, end)
    if rule.known and not _are_known(listed, text, rule.field, context.subject):
        return
    if qualifiers.negated and (rule.role is Role.GENETIC or (rule.known and rule.field is Field.CAUSE)):
        return  # "Some have no mutation in the gene" denies no cause.
    is_worse = rule.field is Field.SYMPTOM and context.topic.field is Field.COMPLICATION
    claim = Claim(
        field=Field.COMPLICATION if is_worse else rule.field,
        role=rule.role or (context.topic.role if rule.field is Field.CAUSE else None),
        qualifiers=qualifiers,
        is_clause=rule.clause,
    )
    yield from _facts_of_members(listed, text, span, claim, context)


def _are_known(listed: list[Member], text: str, field: Field, subject: Subject) -> bool:
    """Whether at least half of the members are of the field's kind by their words, and none names the"
    " condition."""
    phrases = [text[slice(*trimmed(text, member.start, member.end))] for member in listed]
    if field is Field.CAUSE:
        return sum(is_sayable(phrase) for phrase in phrases) >= _MANY
    if field is Field.SYMPTOM and any(
        subject.is_meant_by(phrase) and phrase.count(" ") <= _MAX_NAME_SPACES for phrase in phrases
    ):
        return False
    return sum(is_known(phrase, field) for phrase in phrases) * 2 >= len(phrases)


def _clause_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds of the clause that holds a list: "..., and it is avoided in girls" says nothing about it."""
    others = main_clauses(text)[1:]
    starts = [mark.end() for mark in _NEXT_CLAUSE.finditer(text, 0, start)]
    following = _NEXT_CLAUSE.search(text, end)
    last = following.start() if following else len(text)
    first = max([at for at in (*starts, *others) if at <= start], default=0)
    return first, min([at for at in (*others, last) if at >= end], default=last)


def _list_without_marks(text: str, span: Span, context: Context) -> tuple[list[Fact], Span | None] | None:
    """The facts of "may include: Headache Nausea ..." and what follows; None where it is no such list."""
    opening = _OPENS_LIST.search(text[:MAX_SENTENCE_CHARS])
    if not opening or not looks_unbulleted(text, opening.end(), len(text)):
        return None
    items, end = unbulleted(text, opening.end(), len(text))
    rest = strip(context.text, Span(span.start + end, span.end))
    claim = _claim_of_lead(text[: opening.end()], context)
    facts: list[Fact] = []
    if claim is not None:
        for start, stop in items:
            facts.extend(_facts_of_item(Span(span.start + start, span.start + stop), claim, context))
    return facts, rest


def _role_of(phrase: str, claim: Claim) -> Role | None:
    """The role that the sentence gives, or the one that a gene has by its nature."""
    if claim.field is Field.CAUSE and claim.role in (None, Role.ASSOCIATION) and _GENETIC.search(phrase):
        return Role.GENETIC
    return claim.role


def _facts_of_members(
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
    if not (claim.is_clause or is_sayable(phrase)) or _is_aside(text, member, parent, claim):
        return None
    if context.subject.is_only(phrase) or not can_be(phrase, claim.field):
        return None
    return Fact(
        field=claim.field,
        text=_shown(context.text[span.start + start : span.start + end]),
        start=span.start + start,
        end=span.start + end,
        sentence_start=span.start,
        sentence_end=span.end,
        role=_role_of(phrase, claim),
        hedged=claim.qualifiers.hedged,
        negated=claim.qualifiers.negated,
        # A word of its own, cut off with the articles, says more than the sentence: "and rarely fever".
        frequency=frequency_of(text[member.start : start]) or claim.qualifiers.frequency,
        condition=None if claim.is_clause else claim.qualifiers.condition,
        example_of=parent,
    )


def _shown(words: str) -> str:
    """The words as a reader sees them: white space as one space, marks of direction left out."""
    return re.sub(r"\s+", " ", words.translate(dict.fromkeys(map(ord, INVISIBLE))))


def _is_aside(text: str, member: Member, parent: str | None, claim: Claim) -> bool:
    """Whether a member explains the one before it (", a protein that ...") or exemplifies what is avoided."""
    if parent and claim.field in (Field.TREATMENT, Field.PREVENTION) and avoids(parent):
        return True
    words = text[member.start : member.end].strip()
    return text[: member.start].rstrip().endswith(",") and bool(_EXPLAINS.match(words))


def _facts_in_brackets(
    member: Member, parent: str | None, span: Span, claim: Claim, context: Context
) -> Iterator[Fact]:
    """The examples in brackets behind a member: "certain medicines (such as diuretics or barbiturates)"."""
    for mark in _BRACKETED.finditer(context.text, span.start + member.start, span.start + member.end):
        inside = Span(mark.start("examples"), mark.end("examples"))
        text = masked(context.text[slice(*inside)])
        for fact in _facts_of_members(members(text, 0, len(text)), text, inside, claim, context):
            yield replace(
                fact, sentence_start=span.start, sentence_end=span.end, example_of=fact.example_of or parent
            )
