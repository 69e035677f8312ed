"""Passages to facts: finds the rule that speaks, cuts its list, trims each member, and hangs the qualifiers on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from questions.facts.boilerplate import is_pointer, says_nothing
from questions.facts.coordination import Member, is_place, is_quality, looks_unbulleted, members, unbulleted
from questions.facts.leads import topic_of_list
from questions.facts.masking import masked
from questions.facts.passages import Passage
from questions.facts.phrases import is_sayable, trimmed, without_explanation, without_goals
from questions.facts.qualifiers import Qualifiers, condition_of, frequency_of, is_negated, qualifiers_of
from questions.facts.rule import Rule
from questions.facts.rules import RULES
from questions.facts.sentences import MAX_SENTENCE_CHARS, Span, sentences, strip
from questions.facts.subjects import Subject
from questions.headings import Topic
from questions.model import Fact, Field

_STOP = re.compile(
    r"[,;] while |[,;]? (?:which|although|though|whereas|because|however|so that|but|where|and (?:is"
    r"|are|it|they|this|these|usually|often|sometimes|can|may|to|has|have|that|if))\b|(?<=[a-z_\"])\.\s"
    r"|: |\s\*|\?|\s--?\s|\s[–—]\s",
    re.IGNORECASE,
)
_LEAD_IN = re.compile(
    r"^(?:(?:however|in addition|also|therefore|sometimes|still|fortunately|currently|rarely"
    r"|occasionally|usually|often|additionally|unfortunately|instead|finally|first|in general|generally"
    r"|for example|as a result|thus|of note|in fact|similarly|moreover|furthermore|yes|typically"
    r"|most commonly|most often|traditionally|recently|less commonly|less often|more rarely|eventually"
    r"|over time|(?:in|for|with|during|after|following|if|when|once|because|depending|as|since|unless"
    r"|to|at|besides|along|by|among|while|although|though|unlike|despite|without|from|on"
    r"|under) [^,]{1,200}), ?"
    r"|(?:however|instead|also|and|but|rarely|sometimes|occasionally),? |it (?:is|was"
    r"|has been) (?:\w+ ){0,2}?(?:thought|believed|theori[sz]ed|suggested|suspected|known|likely"
    r"|possible|reported|speculated) that "
    r"|(?:(?:some|many|most|several|recent|a few|other|one|the) )*(?:researchers?|scientists|experts"
    r"|doctors|studies|study|evidence|research|reports|investigators|data) (?:\w+ ){0,2}?(?:suggest"
    r"|believe|think|show|speculate|theorize|suspect|indicate|found|reported|know|agree)\w* that )+",
    re.IGNORECASE,
)
_TESTS = re.compile(
    r"\b(?:tests?|testing|tested|scans?|x[- ]?rays?|mri|mra|mrcp|ct|cat|pet|ecg|ekg|eeg|emg|ultrasound"
    r"|ultrasonography|sonogra\w+|sonogram|biops\w+|exams?|examinations?|histor(?:y|ies)|imaging"
    r"|endoscop\w+|\w+graph(?:y|ies|ic)|\w+grams?|\w+oscop\w+|\w+metry|\w+centesis"
    r"|blood (?:count|work|counts|cell count)|counts?|levels?|stud(?:y|ies)|cultures?|measurements?"
    r"|analys[ie]s|urinalysis|panel|assays?|screening|evaluation|sequencing|smears?|aspiration"
    r"|lumbar puncture|spinal tap|dexa|swabs?|criteria|serology|antibod(?:y|ies)|electrophoresis"
    r"|karyotyp\w+|pcr|radiographs?|monitoring|review|puncture|series|laparoscopy|questionnaires?"
    r"|interview|assessment|work-?up|stress test|elisa|clinical (?:signs|findings|features|presentation"
    r"|criteria)|signs and symptoms|symptoms)\b",
    re.IGNORECASE,
)
_NO_TREATMENT = re.compile(
    r"^(?:reduc|reliev|slow|stop|prevent|improv|control|help|treat|caus|eas|increas|decreas|lower|manag"
    r"|kill)(?:e|es|ing|s)?\b|.*(?:disease|syndrome|disorder|attack|stroke|pregnancy|infections?|cancer"
    r"|an?emia|itis|intercourse|cataracts|pain|inflammation|fainting|dizziness|swelling|problems"
    r"|bleeding|fatigue|weakness|fever|nausea|seizures|headaches?|instructions|checkups|action|steps)$"
    r"|^(?:.*\b)?(?:complications?|benefits?|risks?|goals?|success|results?|response|prognosis|severity"
    r"|side effects?|symptoms|studies|trials?|research|outcomes?|patients?|people|cure|recovery"
    r"|doctors?|specialists?|providers?|outlook|treatment options|cases)(?: (?:of|for|associated|in"
    r"|with) .*)?$",
    re.IGNORECASE,
)
_NO_PREVENTION = re.compile(
    r"\b(?:mutations?|genes?|factors|syndromes?|molecule|defect|action|taken)\b|^(?:nausea|vomiting|reliev"
    r"|treating)",
    re.IGNORECASE,
)
_SPECIALIST = re.compile(
    r"(?:ologist|iatrist|iatrician|therapist|physician|surgeon|dietitian|nutritionist|counselor|doctor)s?$",
    re.IGNORECASE,
)
_NO_TEST = re.compile(
    r"^(?:.*results?|too .*|rather .*|viewed .*|extra tests|additional tests|medical tests|studies|research"
    r"|tests?|testing|evaluation|review|counts?|levels?|screening|monitoring|signs? and symptoms|symptoms"
    r"|clinical (?:signs|findings|features|presentation)|presence of .*|characteristic .*|.*\bsymptoms)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class Context:
    """What a passage stands in: the article's text and condition, and the topic of its section."""

    text: str
    subject: Subject
    topic: Topic


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
    lead = masked(context.text[sentence.start : sentence.end])[-MAX_SENTENCE_CHARS:]
    topic = _topic_of_lead(lead, context)
    if topic is None:
        return
    qualifiers = qualifiers_of(lead)
    for item in passage.items:
        first = sentences(context.text, item)[0]
        found = list(_facts_of_item(first, topic, qualifiers, context))
        yield from found or _facts_of_sentence(first, context)[0]


def _topic_of_lead(lead: str, context: Context) -> Topic | None:
    if is_pointer(lead) and "symptom" not in lead:
        return None
    of = re.search(
        r"\b(?:symptoms?|signs|causes|complications|treatments?|features|tests?) (?:of"
        r"|for) (?P<of>[^,;:]{1,60}?)(?: (?:may|can|include|are|is|will)\b|[:,]|$)",
        lead,
        re.IGNORECASE,
    )
    if of and not context.subject.is_named_by(of["of"]):
        return None
    return topic_of_list(lead, context.topic)


def _facts_of_item(item: Span, topic: Topic, qualifiers: Qualifiers, context: Context) -> Iterator[Fact]:
    """A list's member: whole, unless commas or a plain "and" make it a list of its own."""
    text = masked(context.text[item.start : item.end])
    if len(text) > MAX_SENTENCE_CHARS or is_pointer(text) or topic.field is None:
        return
    colon = text.find(": ")
    end = colon if 0 < colon < 60 else len(text)
    stop = _STOP.search(text, 0, end)
    end = stop.start() if stop else end
    text = (
        without_goals(text, 0, end, drops_use=topic.field is Field.TREATMENT) if _has_goals(topic) else text
    )
    listed = (
        members(text, 0, end)
        if topic.field is Field.DIAGNOSTIC or _is_list(text[:end])
        else members_of_examples(text, end)
    )
    own = replace(
        qualifiers,
        frequency=qualifiers.frequency or frequency_of(text),
        condition=qualifiers.condition or condition_of(text),
    )
    yield from _facts_of_members(listed, text, item, topic, own, context)


def _is_list(words: str) -> bool:
    return bool(re.search(r",.*\b(?:and|or)\b", words) and not re.search(r"\band/or\b", words)) or bool(
        re.fullmatch(r"(?:\S+ ){0,3}\S+ and (?:\S+ ){0,2}\S+", words.strip())
    )


def members_of_examples(text: str, end: int) -> list[Member]:
    """The member itself and the examples it names."""
    found = members(text, 0, end)
    if any(member.parent is not None for member in found):
        return found
    return [Member(start=0, end=end)]


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
    facts: list[Fact] = []
    taken: list[tuple[int, int]] = []
    begin = _where_it_says_something(text)
    if begin:
        text = " " * begin + text[begin:]
    lead = _LEAD_IN.match(text, begin or 0)
    for rule in RULES:
        if rule.sections and context.topic.field not in rule.sections:
            continue
        if begin is None and rule.field is not Field.DIAGNOSTIC:
            continue
        for start, end, match in _matches(rule, text, lead.end() if lead else 0, context):
            if any(start < e and s < end for s, e in taken):
                continue
            new = list(_facts_of_match(rule, match, Span(start, end), text, span, context))
            if new:
                taken.append((start, end))
                facts.extend(new)
    return facts, None


def _where_it_says_something(text: str) -> int | None:
    """Where a sentence starts to carry facts: 0, behind "the cause is unknown, but", None where it carries none."""
    if not says_nothing(text):
        return 0
    turn = re.search(
        r"[,;] (?:although|though|but|however|yet),? |^(?:although|though|while) [^,]{1,150}, ",
        text,
        re.IGNORECASE,
    )
    if turn and not says_nothing(text[turn.end() :]):
        return turn.end()
    return None


def _matches(
    rule: Rule, text: str, after_lead: int, context: Context
) -> Iterator[tuple[int, int, re.Match[str]]]:
    """Where a rule speaks of the condition, with the bounds of its list."""
    begin = after_lead if rule.pattern.startswith("^{subject}") else 0
    pieces = [(begin, len(text))]
    for piece_start, piece_end in pieces:
        body = text[piece_start:piece_end]
        for match in rule.compiled.finditer(body):
            if not _speaks_of_it(match, context.subject):
                continue
            if rule.after_name and not context.subject.is_named_by(text[: piece_start + match.start()]):
                continue
            start, end = match.span("items")
            if not rule.whole:
                stop = _STOP.search(body, start, end)
                end = stop.start() if stop and stop.start() > start else end
            yield piece_start + start, piece_start + end, match


def _speaks_of_it(match: re.Match[str], subject: Subject) -> bool:
    """Whether what the rule's groups call the condition is no other one; "itself" has to name it."""
    for group, words in match.groupdict().items():
        if words and group == "of" and not subject.is_named_by(words):
            return False
        if words and group.startswith("itself") and not subject.is_meant_by(words):
            return False
    return True


def _facts_of_match(
    rule: Rule, match: re.Match[str], found: Span, text: str, span: Span, context: Context
) -> Iterator[Fact]:
    if _has_goals(Topic(field=rule.field)) and not rule.whole:
        text = without_goals(text, found.start, found.end, drops_use=rule.field is Field.TREATMENT)
    listed = (
        [Member(start=found.start, end=found.end)] if rule.whole else members(text, found.start, found.end)
    )
    around = text[: found.start] + " " + text[found.end :]
    said = match.group()
    inner_start, inner_end = match.span("items")
    said = said[: inner_start - match.start()] + " _ " + said[inner_end - match.start() :]
    qualifiers = Qualifiers(
        hedged=rule.hedged or qualifiers_of(around).hedged,
        negated=is_negated(said),
        frequency=frequency_of(text[: found.start]) or frequency_of(text[found.end :]),
        condition=condition_of(masked(context.text[span.start : span.end])),
    )
    topic = Topic(
        field=rule.field, role=rule.role or (context.topic.role if rule.field is Field.CAUSE else None)
    )
    yield from _facts_of_members(listed, text, span, topic, qualifiers, context)


def _list_without_marks(text: str, span: Span, context: Context) -> tuple[list[Fact], Span | None] | None:
    """The facts of "may include: Headache Nausea and vomiting ...", None where the sentence is no such list."""
    opening = re.search(r"(?:\s?:|\b(?:include|are|including))\s+(?=[A-Z0-9])", text[:MAX_SENTENCE_CHARS])
    if not opening or not looks_unbulleted(text, opening.end(), len(text)):
        return None
    items, end = unbulleted(text, opening.end(), len(text))
    rest = strip(context.text, Span(span.start + end, span.end))
    lead = text[: opening.end()]
    topic = _topic_of_lead(lead, context)
    facts: list[Fact] = []
    if topic is not None:
        qualifiers = qualifiers_of(lead)
        for start, stop in items:
            facts.extend(
                _facts_of_item(Span(span.start + start, span.start + stop), topic, qualifiers, context)
            )
    return facts, rest


def _facts_of_members(
    listed: list[Member], text: str, span: Span, topic: Topic, qualifiers: Qualifiers, context: Context
) -> Iterator[Fact]:
    names: list[str | None] = []
    for member in listed:
        start, end = trimmed(text, member.start, member.end)
        parent = names[member.parent] if member.parent is not None else None
        end = without_explanation(context.text, span.start + start, span.start + end) - span.start
        phrase = text[start:end]
        if not is_sayable(phrase) or context.subject.is_only(phrase) or not _fits(phrase, topic):
            names.append(None)
            continue
        words = context.text[span.start + start : span.start + end]
        names.append(words)
        yield Fact(
            field=topic.field or Field.DEFINITION,
            text=re.sub(r"\s+", " ", words),
            start=span.start + start,
            end=span.start + end,
            sentence_start=span.start,
            sentence_end=span.end,
            role=topic.role,
            hedged=qualifiers.hedged,
            negated=qualifiers.negated,
            frequency=qualifiers.frequency,
            condition=qualifiers.condition,
            example_of=re.sub(r"\s+", " ", parent) if parent else None,
        )


def _has_goals(topic: Topic) -> bool:
    return topic.field in (Field.TREATMENT, Field.DIAGNOSTIC, Field.PREVENTION)


def _fits(phrase: str, topic: Topic) -> bool:
    if topic.field is Field.PREVENTION and _NO_PREVENTION.search(phrase):
        return False
    if is_place(phrase) or is_quality(phrase) or _SPECIALIST.search(phrase):
        return False
    if topic.field is Field.TREATMENT and _NO_TREATMENT.match(phrase):
        return False
    if topic.field is Field.DIAGNOSTIC:
        return bool(_TESTS.search(phrase)) and not _NO_TEST.match(phrase)
    return True
