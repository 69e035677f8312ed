"""Cards: from the condition to one fact or two of many, and from telling findings back to the condition."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from questions.english import capitalised, shares_a_word, squeeze, words
from questions.generate.cloze import has_cloze
from questions.generate.findings import (
    MAX_ANSWER_WORDS,
    definition_groups,
    finding_groups,
    is_specific,
    short_definitions,
    why_ambiguous,
)
from questions.generate.identity import Direction, fact_id, item_id
from questions.generate.index import Neighbour
from questions.generate.parts import part_of
from questions.generate.phrasing import (
    card_stem,
    context,
    example_stem,
    group_stem,
    is_askable,
    kind_of,
    listed,
    reverse_stem,
    when,
)
from questions.generate.sayable import reads_as_answer
from questions.generate.subject import Subject
from questions.generate.unmade import Unmade
from questions.model import Fact, Item, Kind, Task

MAX_OTHERS = 3  # answers listed on the front as not meant; more would be a memory test of the front
FEW = 4  # facts that answer one question and can be told apart by naming the others
MAX_LISTED = 6  # of a longer list "any two" is no question any more; it is parted


@dataclass(frozen=True, kw_only=True)
class Cell:
    """Facts that answer one question. ``cue`` narrows it; ``others`` are answers that are not meant."""

    facts: list[Fact]
    cue: str = ""
    others: tuple[Fact, ...] = ()


def flashcards(subject: Subject, neighbours: Sequence[Neighbour]) -> Iterator[Item | Unmade]:
    """The cards of an article, question by question in the order of its facts, then back to the condition.

    Up to four facts that answer one question have a card each; of more, a card asks for any two.
    """
    usable = []
    for fact in subject.asked:
        if reason := _why_no_card(fact):
            yield subject.unmade(Kind.FLASHCARD, reason)
        else:
            usable.append(fact)
    for cell in _cells(subject, usable):
        yield from _forward(subject, cell)
    for fact in short_definitions(subject):
        stem = f"What is meant by {subject.name}?"
        yield _card(subject, [fact], Direction.FORWARD, stem=stem, answer=squeeze(fact.text))
    for fact in subject.asked:
        if is_specific(subject, fact):
            yield from _reverse(subject, [fact], neighbours)
    for group in [*definition_groups(subject), *finding_groups(subject)]:
        yield from _reverse(subject, group, neighbours)


def _cells(subject: Subject, facts: Sequence[Fact]) -> Iterator[Cell]:
    """The facts by question; those of many parted by cue, then by share of people, then in runs."""
    for alike in _parted(facts, lambda fact: (kind_of(fact), context(fact, subject.name), fact.hedged)):
        if len(alike) <= FEW:
            yield Cell(facts=alike)
            continue
        for part in _parted(alike, part_of):
            cue = part_of(part[0]) or ""
            shares = _parted(part, lambda fact: fact.frequency) if len(part) > MAX_LISTED else [part]
            for share in shares:
                yield from _runs(share, cue, () if cue else tuple(alike))


def _runs(facts: list[Fact], cue: str, outside: tuple[Fact, ...]) -> Iterator[Cell]:
    """A long list in equal runs of at most MAX_LISTED; the front of each names some of the others."""
    count = -(-len(facts) // MAX_LISTED)
    size = -(-len(facts) // count)
    for start in range(0, len(facts), size):
        run = facts[start : start + size]
        rest = outside if count == 1 else facts
        yield Cell(facts=run, cue=cue, others=tuple(fact for fact in rest if fact not in run))


def _parted(facts: Iterable[Fact], by: Callable[[Fact], object]) -> list[list[Fact]]:
    """The facts in groups, groups and members in their order."""
    groups: dict[object, list[Fact]] = {}
    for fact in facts:
        groups.setdefault(by(fact), []).append(fact)
    return list(groups.values())


def _why_no_card(fact: Fact) -> str | None:
    if not is_askable(fact):
        return "the fact or its condition cannot be said outside its text"
    if len(words(fact.text)) > MAX_ANSWER_WORDS:
        return f"the answer has over {MAX_ANSWER_WORDS} words"
    return None


def _forward(subject: Subject, cell: Cell) -> Iterator[Item]:
    """A card for each fact beside which its mates can be named; of more, one for any two.

    Of more, a fact has a card of its own where it is asked for as an example of its parent, or where no
    cloze asks for it in a short list.
    """
    few = len(cell.facts) <= FEW and all(
        _is_apart(one, other) for one in cell.facts for other in cell.facts if one is not other
    )
    alone = cell.facts
    if len(cell.facts) > 1 and (not few or cell.others):
        yield _any_two(subject, cell)
        examples = () if subject.rows.intersection(cell.facts) else cell.facts
        short = not cell.others and len(cell.facts) <= MAX_LISTED
        alone = [fact for fact in examples if fact.example_of or (short and not has_cloze(subject, fact))]
    for fact in alone:
        if fact.example_of and reads_as_answer(fact.example_of):
            mates = [
                other for other in subject.asked if other is not fact and other.example_of == fact.example_of
            ]
            shown = [subject.said(other) for other in mates if _is_apart(other, fact)][:MAX_OTHERS]
            stem = example_stem(fact, subject.name, shown)
        else:
            shown = [subject.said(other) for other in _shown(cell, [fact])]
            stem = card_stem(fact, subject.name, shown, cell.cue)
        yield _card(subject, [fact], Direction.FORWARD, stem=stem, answer=squeeze(fact.text))


def _any_two(subject: Subject, cell: Cell) -> Item:
    shown = [subject.said(other) for other in _named_beside(cell)]
    stem = group_stem(cell.facts[0], subject.name, shown, cell.cue)
    answers = "; ".join(squeeze(fact.text) for fact in cell.facts)
    answer = f"Any two of: {answers}" if len(cell.facts) > 2 else answers
    return _card(subject, cell.facts, Direction.FORWARD, stem=stem, answer=answer)


def _named_beside(cell: Cell) -> Sequence[Fact]:
    """Answers of the rest of a long list that the front of a run names, so that it says which run it is."""
    apart = _shown(cell, cell.facts)
    return apart or cell.others[:MAX_OTHERS]


def _shown(cell: Cell, facts: Sequence[Fact]) -> list[Fact]:
    """Other answers that are not meant and hint at none of these: those of the sentence first, then the
    nearest.
    """
    first = facts[0]
    pool = [fact for fact in cell.facts if fact not in facts] or list(cell.others)
    apart = [other for other in pool if all(other is not fact and _is_apart(other, fact) for fact in facts)]
    nearest = sorted(
        apart,
        key=lambda other: (other.sentence_start != first.sentence_start, abs(other.start - first.start)),
    )
    return sorted(nearest[:MAX_OTHERS], key=lambda other: other.start)


def _is_apart(other: Fact, fact: Fact) -> bool:
    """Whether naming the other fact on the front tells nothing of this one."""
    return not shares_a_word(other.text, fact.text)


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
        explanation=squeeze(f"{subject.source_of(facts[0]).text} {when(facts[0])}"),
        article_id=subject.article.id,
        field=field,
        fact=fact_id(subject.article.id, field, text),
        condition=subject.condition,
        source=subject.source_of(facts[0]),
    )
