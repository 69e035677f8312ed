"""Passages to facts: finds the rule that speaks, cuts its list, trims each member, adds its qualifiers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from questions.facts.bare import facts_of_bare_list
from questions.facts.boilerplate import is_pointer
from questions.facts.claims import Claim, Context
from questions.facts.coordination import Member, members
from questions.facts.denials import is_denied_around, is_no_finding, says_no_such
from questions.facts.elsewhere import tells_of_else, tells_of_member
from questions.facts.exclusions import without_exclusions
from questions.facts.hedges import is_hedged
from questions.facts.kinds import has_goals
from questions.facts.known import is_known
from questions.facts.lists import ENDS_IN_GOALS, claim_of_lead, facts_of_item, list_without_marks
from questions.facts.masking import masked
from questions.facts.matching import Found, find_rules, main_clauses, without_asides
from questions.facts.members import APPOSITION, facts_of_members
from questions.facts.passages import Passage
from questions.facts.phrases import is_sayable, trimmed, without_goals
from questions.facts.qualifiers import Qualifiers, condition_of, frequency_of, is_negated, rarity_of
from questions.facts.sentences import MAX_SENTENCE_CHARS, Span, sentences
from questions.facts.subjects import Subject
from questions.facts.transmission import is_way_of_infection
from questions.facts.unmarked import without_heading, without_run_in
from questions.model import Fact, Field, Role

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
_ECHO = re.compile(r"(?P<heading>[A-Z].{2,70}?)\s(?=(?:the |an? |your )?(?P=heading)\b)", re.IGNORECASE)
"""A heading that ran into its sentence: "Genetics Genetics appears to play a part"."""
_TITLE_WORD = r"(?:[A-Z][\w/-]*|and|or|of|the|in|for|to|with|a|an)"
# Each word but the first needs its space: else a text in capitals could be cut into words in endless ways.
_TITLE = re.compile(rf"{_TITLE_WORD}(?:,? {_TITLE_WORD}){{1,11}},? ?")
"""A heading in capitals within a section: "Oxygen Therapy and Ventilator Support" tells of no support."""
_DEVELOPS = re.compile(
    r"\b(?:develops?|progress(?:es)?|go(?:es)? on to|turns? into|evolves? into)\b", re.IGNORECASE
)
_MANY = 3
"""Causes are not known by their words; a subject of so many members in a section on causes is a list of"
" them."""
_MAX_NAME_SPACES = 4
"""Of "episodes of basilar migraines", which names the condition; longer phrases say more than its name."""


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
    claim = claim_of_lead(masked(context.text[sentence.start : sentence.end])[-MAX_SENTENCE_CHARS:], context)
    if claim is None:
        if ENDS_IN_GOALS.search(context.text, sentence.start, sentence.end):
            for item in passage.items:
                yield from _facts_of_sentence(sentences(context.text, item)[0], context)[0]
        return
    for item in passage.items:
        first = sentences(context.text, item)[0]
        if is_no_finding(
            context.text[slice(*first)], context.text[sentence.start : sentence.end], claim.field
        ):
            continue
        found = list(facts_of_item(first, claim, context))
        yield from found or _facts_of_sentence(first, context)[0]


def _facts_of_sentence(span: Span, context: Context) -> tuple[list[Fact], Span | None]:
    """The facts of a sentence, and what is left of it behind a list without marks."""
    text = masked(context.text[span.start : span.end])
    if len(text) > MAX_SENTENCE_CHARS * 3:
        return [], None
    unmarked = list_without_marks(text, span, context)
    if unmarked is not None:
        return unmarked
    if len(text) > MAX_SENTENCE_CHARS or is_pointer(text) or _TITLE.fullmatch(text):
        return [], None
    whole = text
    echo = _ECHO.match(text)
    text = " " * echo.end() + text[echo.end() :] if echo else without_heading(text)
    text = without_exclusions(without_run_in(text, context.text))
    facts: list[Fact] = []
    taken: list[Span] = []
    for found in find_rules(text, context.topic.field, context.subject):
        if any(found.start < other.end and other.start < found.end for other in taken):
            continue
        new = list(_facts_of_match(found, text, span, context))
        if new:
            taken.append(Span(found.start, found.end))
            facts.extend(new)
    return facts or facts_of_bare_list(whole, span, context), None


def _facts_of_match(found: Found, text: str, span: Span, context: Context) -> Iterator[Fact]:
    if says_no_such(found, text) or tells_of_member(text, found.begin, context.topic.field):
        return
    rule, start, end = found.rule, found.start, found.end
    first, last = _clause_around(text, start, end)
    if tells_of_else(text[first:last], rule.field, context.topic.field, context.subject, sentence=text):
        return
    if rule.role is Role.TRANSMISSION and not (
        rule.starts_with_list
        or is_way_of_infection(_subject_of(found, text), text[start:end], context.subject)
    ):
        return
    around = text[first:start] + " " + text[end:last]
    if rule.field is Field.DIAGNOSTIC and _OTHER_PURPOSE.search(around) and not _DIAGNOSES.search(text):
        return
    qualifiers = Qualifiers(
        hedged=rule.hedged
        or is_hedged(text[first:start], text[end:last], is_means=rule.field is Field.TREATMENT),
        negated=is_negated(found.said) or is_denied_around(found, text),
        frequency=frequency_of(text[first:start])
        or frequency_of(found.said, text[found.last : found.last + 40])
        or (rarity_of(found.said, text[found.last : found.last + 40]) if rule.starts_with_list else None),
        condition=condition_of(text[first:last]),
    )
    if has_goals(rule.field):
        text = without_goals(text, start, end, drops_use=rule.field is Field.TREATMENT)
    if rule.starts_with_list:
        text = without_asides(text, " ")
    text = APPOSITION.sub(lambda aside: " " * len(aside.group()), text)
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
        is_late=bool(_DEVELOPS.search(found.said)),
    )
    yield from facts_of_members(listed, text, span, claim, context)


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


def _subject_of(found: Found, text: str) -> str:
    """What stands before a rule's words in its clause, and the words themselves: "people catch it from"."""
    clause = re.split(r"[;:]\s|,\s(?:and|but|while)\s", text[: found.begin])[-1]
    return clause + found.said.split("_")[0]


def _clause_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds of the clause that holds a list: "..., and it is avoided in girls" says nothing about it."""
    others = main_clauses(text)[1:]
    starts = [mark.end() for mark in _NEXT_CLAUSE.finditer(text, 0, start)]
    following = _NEXT_CLAUSE.search(text, end)
    last = following.start() if following else len(text)
    first = max([at for at in (*starts, *others) if at <= start], default=0)
    return first, min([at for at in (*others, last) if at >= end], default=last)
