"""Cards: from the condition to one fact, and from telling findings back to the condition."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from questions.english import capitalised, joined, shares_a_word, squeeze, stem, telling_stems, words
from questions.generate.common import COMMON_STEMS, is_common
from questions.generate.identity import Direction, fact_id, item_id
from questions.generate.phrasing import card_stem, context, is_askable, kind_of, reverse_stem
from questions.generate.sayable import BODY_PARTS
from questions.generate.subject import Subject
from questions.generate.unmade import Unmade
from questions.model import Fact, Field, Item, Kind, Task

MAX_ANSWER_WORDS = 9  # "about 8": one more for an article or a hyphen
MAX_OTHERS = 2  # answers listed on the front as not meant; more would be a memory test of the front
MAX_FINDINGS = 3
MIN_DEFINITION_WORDS, MAX_DEFINITION_WORDS = 5, 40  # shorter says too little, longer is no definition
MANY_ANSWERS = (
    12  # more, as in a table of phenotypes, cannot be told apart by a hint; they are asked by choice
)
# Telling stems, those of common findings and parts of the body aside, from which one finding can point at a
# condition: "numbness in the legs or feet" has 2, "ring of firm bumps over the backs of the hands" 5. A gene
# points alone.
SPECIFIC_STEMS = 4
PLACES = frozenset(stem(part) for part in BODY_PARTS)
GENE = re.compile(r"\b[A-Z]{2,}[A-Z0-9-]*\d[A-Z0-9]*\b|\b[A-Z0-9]{3,} gene\b")


def flashcards(subject: Subject) -> Iterator[Item | Unmade]:
    """The cards of an article, in the order of its facts."""
    for fact in subject.asked:
        yield _forward(subject, fact)
        if is_specific(subject, fact):
            yield from _reverse(subject, [fact])
    for group in [*definition_groups(subject), *finding_groups(subject)]:
        yield from _reverse(subject, group)


def _forward(subject: Subject, fact: Fact) -> Item | Unmade:
    if not is_askable(fact):
        return subject.unmade(Kind.FLASHCARD, "the fact or its condition cannot be said outside its text")
    if len(words(fact.text)) > MAX_ANSWER_WORDS:
        return subject.unmade(Kind.FLASHCARD, f"the answer has over {MAX_ANSWER_WORDS} words")
    others = _other_answers(subject, fact)
    if len(others) > MANY_ANSWERS:
        return subject.unmade(Kind.FLASHCARD, f"over {MANY_ANSWERS} facts answer the same question")
    shown = [findings_text(other) for other in others if _is_apart(other, fact)][:MAX_OTHERS]
    hint = _first_letters(fact.text) if len(others) > len(shown) else ""
    return _card(
        subject,
        [fact],
        Direction.FORWARD,
        stem=card_stem(fact, subject.name, shown, hint),
        answer=squeeze(fact.text),
    )


def _other_answers(subject: Subject, fact: Fact) -> list[Fact]:
    """The other facts that would answer the same question, those of the same sentence first."""
    same = [
        other
        for other in subject.asked
        if other is not fact
        and kind_of(other) == kind_of(fact)
        and context(other, subject.name) == context(fact, subject.name)
    ]
    return sorted(same, key=lambda other: other.sentence_start != fact.sentence_start)


def _is_apart(other: Fact, fact: Fact) -> bool:
    """Whether naming the other fact on the front tells nothing of this one."""
    return len(words(other.text)) <= MAX_ANSWER_WORDS and not shares_a_word(other.text, fact.text)


def _first_letters(text: str) -> str:
    """A hint that makes one of many answers the one that is meant."""
    count = len(text.split())
    return f"{count} word{'s' if count > 1 else ''}, beginning with “{text.strip()[:1]}”"


def is_specific(subject: Subject, fact: Fact) -> bool:
    """Whether this finding alone can point at a condition."""
    if subject.hints_at(fact.text) or fact.condition or not is_askable(fact):
        return False
    if fact.field not in {Field.SYMPTOM, Field.COMPLICATION} and not GENE.search(fact.text):
        return False
    telling = telling_stems(fact.text) - COMMON_STEMS - PLACES
    return bool(GENE.search(fact.text)) or len(telling) >= SPECIFIC_STEMS


def definition_groups(subject: Subject) -> list[list[Fact]]:
    """The first definition that can be read alone and does not hint at the condition's name."""
    told = (fact for fact in subject.found.facts if fact.field is Field.DEFINITION and not fact.negated)
    usable = (
        fact
        for fact in told
        if is_askable(fact)
        and MIN_DEFINITION_WORDS <= len(words(fact.text)) <= MAX_DEFINITION_WORDS
        and not shares_a_word(fact.text, subject.title)
    )
    return [[fact] for fact in islice(usable, 1)]


def finding_groups(subject: Subject) -> list[list[Fact]]:
    """For each kind of fact two or three findings that together point at the condition.

    Plain findings without hint at the title, neither hedged nor tied to a condition, the more telling first.
    """
    kinds: dict[str, list[Fact]] = {}
    for fact in subject.asked:
        plain = is_askable(fact) and not (
            fact.hedged or fact.condition or fact.example_of or subject.hints_at(fact.text)
        )
        if plain and len(words(fact.text)) <= MAX_ANSWER_WORDS:
            kinds.setdefault(kind_of(fact), []).append(fact)
    groups = (_telling(facts) for facts in kinds.values())
    return [group for group in groups if len(group) > 1 and not all(is_common(fact.text) for fact in group)]


def _telling(facts: list[Fact]) -> list[Fact]:
    """Up to three facts, uncommon ones first, none repeating another, in the order of the article."""
    chosen: list[Fact] = []
    for fact in sorted(facts, key=lambda fact: (is_common(fact.text), -len(telling_stems(fact.text)))):
        if all(not shares_a_word(fact.text, other.text) for other in chosen):
            chosen.append(fact)
    return sorted(chosen[:MAX_FINDINGS], key=lambda fact: fact.start)


def _reverse(subject: Subject, facts: list[Fact]) -> Iterator[Item]:
    stem = reverse_stem(facts[0], joined([findings_text(fact) for fact in facts]))
    if stem:
        yield _card(subject, facts, Direction.REVERSE, stem=stem, answer=capitalised(subject.name))


def findings_text(fact: Fact) -> str:
    """A finding inside a sentence: without a capital that only began its own sentence."""
    text = squeeze(fact.text)
    first = text.split(" ", 1)[0]
    return text[:1].lower() + text[1:] if first[1:] == first[1:].lower() and len(first) > 1 else text


def _card(subject: Subject, facts: list[Fact], direction: Direction, *, stem: str, answer: str) -> Item:
    field, text = facts[0].field, " | ".join(fact.text for fact in facts)
    task = Task.RECALL if direction is Direction.FORWARD else Task.WHICH_CONDITION
    if direction is Direction.FORWARD and context(facts[0], subject.name):
        task = Task.CONDITIONAL
    return Item(
        id=item_id(subject.article.id, field, text, task, direction),
        kind=Kind.FLASHCARD,
        task=task,
        stem=stem,
        answer=answer,
        explanation=squeeze(subject.source_of(facts[0]).text),
        article_id=subject.article.id,
        field=field,
        fact=fact_id(subject.article.id, field, text),
        condition=subject.condition,
        source=subject.source_of(facts[0]),
    )
