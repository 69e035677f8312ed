"""Sections to facts: what an article says of its condition, each with its place and qualifiers."""

from __future__ import annotations

import re
from dataclasses import replace

from questions.facts.bare import names_things
from questions.facts.boilerplate import has_medical_content, is_pointer, says_nothing
from questions.facts.claims import Context
from questions.facts.extraction import facts_of
from questions.facts.passages import Passage, passages
from questions.facts.phrases import tells_how_to_say, without_explanation
from questions.facts.readable import Readable, readable
from questions.facts.retractions import with_retractions
from questions.facts.sentences import Span, sentences
from questions.facts.subjects import Subject
from questions.facts.tables import Table, find_tables
from questions.header import Place, read_header
from questions.headings import Topic, topic_of
from questions.lines import LineIndex, split_lines
from questions.model import Article, ArticleFacts, Fact, Field, Section, Unread

__all__ = ["extract_facts"]

_BY_SECTION = frozenset({Field.CAUSE, Field.SYMPTOM, Field.COMPLICATION, Field.TREATMENT})
_DEFINITION = re.compile(
    r"^(?P<name>[^.;:]{1,200}?),? (?:is|are|describes|refers to) (?P<items>(?:an?|the|any|one of"
    r"|a group of)?\s?\S.*)$",
    re.DOTALL,
)
_DEFINES_NOTHING = re.compile(
    r"\b(?:you|your|yours|yourself)\b|^what happens\b|^(?:(?:very|quite|fairly|more|most|also"
    r"|not) )*(?:common|rare|uncommon|normal|known|unknown|usual|serious|harmless|curable|treatable|benign"
    r"|preventable)$|\band (?:(?:many |several )?(?:other|more)"
    r" (?:\w+ )?(?:diseases|disorders|conditions|problems|illnesses|symptoms|complications|things"
    r"|factors)|others"
    r"|more)$",
    re.IGNORECASE,
)
"""A definition speaks of the condition and not to the reader, and has an end."""
_MAX_UNREAD_CHARS = 300


def extract_facts(article: Article) -> ArticleFacts:
    """All facts of the article in order of place, and the medical text from which none was taken."""
    plain = readable(article.text)
    facts, unread = _read(_plain_article(article, plain) if plain else article)
    if plain:
        facts = [_in_place(fact, plain, article.text) for fact in facts]
    return ArticleFacts(
        article=article, facts=_in_order([*_header_facts(article), *facts]), unread=tuple(unread)
    )


def _plain_article(article: Article, plain: Readable) -> Article:
    """The article as a reader sees it."""
    sections = tuple(
        replace(section, start=plain.offset_of(section.start), end=plain.offset_of(section.end))
        for section in article.sections
    )
    return replace(article, text=plain.text, sections=sections)


def _in_place(fact: Fact, plain: Readable, original: str) -> Fact:
    """A fact of the plain text with its offsets into the article's own."""
    start, end = plain.place_of(fact.start, fact.end)
    bracket = fact.text.find(" (") if fact.text.endswith(")") else -1
    if bracket > 0 and original[start:end] != fact.text:
        # "*Name* (remark)": the mark stands between them, so that only the name is said as it is written.
        begin, stop = plain.place_of(fact.start, fact.start + bracket)
        if original[begin:stop] == fact.text[:bracket]:
            fact, start, end = replace(fact, text=fact.text[:bracket]), begin, stop
    sentence_start, sentence_end = plain.place_of(fact.sentence_start, fact.sentence_end)
    return replace(fact, start=start, end=end, sentence_start=sentence_start, sentence_end=sentence_end)


def _read(article: Article) -> tuple[list[Fact], list[Unread]]:
    """The facts of the sections, and what was not understood."""
    subject = Subject(article.title, article.text)
    facts: list[Fact] = []
    unread: list[Unread] = []
    lines = LineIndex(article.text)
    own_sections = {section.field for section in article.sections}
    defined = False
    for section in article.sections:
        topic = _topic(section)
        if topic.is_ignored:
            continue
        for piece in _pieces(article, section, facts):
            for passage in passages(article.text, piece):
                context = _context(article, subject, section)
                found = facts_of(passage, context)
                if not defined and topic.field is None:
                    definition = _definition(passage, context)
                    defined = definition is not None
                    if definition and not _defines_nothing(definition.text):
                        found = [definition, *found]
                kept = [
                    fact
                    for fact in found
                    if topic.field or fact.field not in _BY_SECTION or fact.field not in own_sections
                ]
                facts.extend(kept)
                if not found:
                    unread.extend(_unread(passage, context, lines))
    return with_retractions(article.text, facts), unread


def _context(article: Article, subject: Subject, section: Section) -> Context:
    return Context(
        text=article.text, subject=subject, topic=_topic(section), body=section.start, end=section.end
    )


def _topic(section: Section) -> Topic:
    topic = topic_of(section.heading) if section.heading else None
    return topic or Topic(field=section.field)


def _pieces(article: Article, section: Section, facts: list[Fact]) -> list[Span]:
    """The section without its phenotype tables, whose findings are added to the facts."""
    pieces: list[Span] = []
    start = section.start
    for table in find_tables(article.text, Span(section.start, section.end), article.title):
        pieces.append(Span(start, table.span.start))
        facts.extend(_table_facts(article.text, table))
        start = table.span.end
    return [*pieces, Span(start, section.end)]


def _table_facts(text: str, table: Table) -> list[Fact]:
    return [
        Fact(
            field=Field.SYMPTOM,
            text=re.sub(r"\s+", " ", text[row.finding.start : row.finding.end]),
            start=row.finding.start,
            end=row.finding.end,
            sentence_start=row.finding.start,
            sentence_end=row.finding.end,
            frequency=row.share,
        )
        for row in table.rows
    ]


def _header_facts(article: Article) -> list[Fact]:
    header = read_header(split_lines(article.text))
    places: list[tuple[Field, Place | None]] = [
        (Field.ICD_CODE, header.code),
        (Field.CHAPTER, header.chapter),
    ]
    return [
        Fact(
            field=field,
            text=place.value,
            start=place.start,
            end=place.end,
            sentence_start=place.line_start,
            sentence_end=place.line_end,
        )
        for field, place in places
        if place
    ]


def _definition(passage: Passage, context: Context) -> Fact | None:
    """The predicate of "X is a ..." where X is the condition."""
    span = passage.sentence
    match = _DEFINITION.match(context.text[span.start : min(span.end, span.start + 1500)])
    if passage.items or not match or not context.subject.is_named_by(match["name"]):
        return None
    start = span.start + match.start("items")
    article = re.compile(r"(?:an?|the)\s+", re.IGNORECASE).match(context.text, start)
    start = article.end() if article else start
    end = span.end
    while end > start and context.text[end - 1] in " .":
        end -= 1
    if tells_how_to_say(context.text[start:end]):
        end = without_explanation(context.text, start, end)
    text = re.sub(r"\s+", " ", context.text[start:end])
    return Fact(
        field=Field.DEFINITION,
        text=text,
        start=start,
        end=end,
        sentence_start=span.start,
        sentence_end=span.end,
    )


def _defines_nothing(text: str) -> bool:
    return bool(_DEFINES_NOTHING.search(text)) or tells_how_to_say(text)


def _unread(passage: Passage, context: Context, lines: LineIndex) -> list[Unread]:
    text = context.text
    found: list[Unread] = []
    end = passage.items[-1].end if passage.items else passage.sentence.end
    for sentence in sentences(text, Span(passage.sentence.start, end)):
        words = re.sub(
            r"\s+", " ", text[sentence.start : min(sentence.end, sentence.start + _MAX_UNREAD_CHARS)]
        )
        # Notes name things without a word that shows them to be medical: "Treatment: Levothyroxine."
        is_list = context.topic.field and context.is_opening(sentence.start) and names_things(words)
        if (has_medical_content(words) or is_list) and not is_pointer(words) and not says_nothing(words):
            found.append(Unread(line=lines.line_of(sentence.start), text=words))
    return found


def _in_order(facts: list[Fact]) -> tuple[Fact, ...]:
    """By place; of equal phrases in one field the first stays, for a second one teaches nothing."""
    seen: set[tuple[Field, str, bool]] = set()
    kept: list[Fact] = []
    for fact in sorted(facts, key=lambda fact: (fact.start, fact.end, fact.field)):
        key = (fact.field, fact.text.casefold(), fact.negated)
        if key not in seen:
            seen.add(key)
            kept.append(fact)
    return tuple(kept)
