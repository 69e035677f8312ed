"""Cards: from the condition to one fact, and from telling findings back to the condition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from questions.english import capitalised, shares_a_word, squeeze, words
from questions.generate.findings import (
    MAX_ANSWER_WORDS,
    definition_groups,
    finding_groups,
    is_specific,
    why_ambiguous,
)
from questions.generate.identity import Direction, fact_id, item_id
from questions.generate.index import Neighbour
from questions.generate.phrasing import card_stem, context, is_askable, kind_of, listed, reverse_stem
from questions.generate.subject import Subject
from questions.generate.unmade import Unmade
from questions.model import Fact, Item, Kind, Task

MAX_OTHERS = 2  # answers listed on the front as not meant; more would be a memory test of the front
MANY_ANSWERS = (
    12  # more, as in a table of phenotypes, cannot be told apart by a hint; they are asked by choice
)
Question = tuple[str, str | None]  # what is asked, and under which condition of the fact


def flashcards(subject: Subject, neighbours: Sequence[Neighbour]) -> Iterator[Item | Unmade]:
    """The cards of an article, in the order of its facts."""
    alike: dict[Question, list[Fact]] = {}
    for fact in subject.asked:
        alike.setdefault(_question(subject, fact), []).append(fact)
    for fact in subject.asked:
        yield _forward(subject, fact, alike[_question(subject, fact)])
        if is_specific(subject, fact):
            yield from _reverse(subject, [fact], neighbours)
    for group in [*definition_groups(subject), *finding_groups(subject)]:
        yield from _reverse(subject, group, neighbours)


def _question(subject: Subject, fact: Fact) -> Question:
    """Equal for facts that answer the same question."""
    return kind_of(fact), context(fact, subject.name)


def _forward(subject: Subject, fact: Fact, alike: Sequence[Fact]) -> Item | Unmade:
    if not is_askable(fact):
        return subject.unmade(Kind.FLASHCARD, "the fact or its condition cannot be said outside its text")
    if len(words(fact.text)) > MAX_ANSWER_WORDS:
        return subject.unmade(Kind.FLASHCARD, f"the answer has over {MAX_ANSWER_WORDS} words")
    if len(alike) - 1 > MANY_ANSWERS:
        return subject.unmade(Kind.FLASHCARD, f"over {MANY_ANSWERS} facts answer the same question")
    others = _others(fact, alike)
    shown = [other for other in others if _is_apart(other, fact)][:MAX_OTHERS]
    return _card(
        subject,
        [fact],
        Direction.FORWARD,
        stem=card_stem(
            fact, subject.name, [subject.said(other) for other in shown], _hint(fact, others, shown)
        ),
        answer=squeeze(fact.text),
    )


def _others(fact: Fact, alike: Sequence[Fact]) -> list[Fact]:
    """The other facts that would answer the same question, those nearest in its sentence first."""
    return sorted(
        (other for other in alike if other is not fact),
        key=lambda other: (not _together(other, fact), abs(other.start - fact.start)),
    )


def _together(other: Fact, fact: Fact) -> bool:
    return other.sentence_start == fact.sentence_start


def _is_apart(other: Fact, fact: Fact) -> bool:
    """Whether naming the other fact on the front tells nothing of this one."""
    return len(words(other.text)) <= MAX_ANSWER_WORDS and not shares_a_word(other.text, fact.text)


def _hint(fact: Fact, others: list[Fact], shown: list[Fact]) -> str:
    """What makes one of many answers the one that is meant: nothing where its sentence has no other left."""
    mates = [other for other in others if _together(other, fact)]
    if len(others) == len(shown) or (mates and all(other in shown for other in mates)):
        return ""
    count = len(fact.text.split())
    return f"{count} word{'s' if count > 1 else ''}, beginning with “{fact.text.strip()[:1].lower()}”"


def _reverse(subject: Subject, facts: list[Fact], neighbours: Sequence[Neighbour]) -> Iterator[Item | Unmade]:
    stem = reverse_stem(facts[0], listed([subject.said(fact) for fact in facts]))
    if not stem:
        return
    if reason := why_ambiguous(facts, neighbours):
        yield subject.unmade(Kind.FLASHCARD, f"which condition: {reason}")
    else:
        yield _card(subject, facts, Direction.REVERSE, stem=stem, answer=capitalised(subject.name))


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
