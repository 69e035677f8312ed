"""Cards: from the condition to one fact or a few, and from telling findings back to the condition."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from questions.english import capitalised, content_stems, squeeze, telling_stems, words
from questions.generate.cloze import has_cloze
from questions.generate.findings import (
    MAX_ANSWER_WORDS,
    definition_groups,
    finding_groups,
    is_specific,
    short_definitions,
    why_ambiguous,
)
from questions.generate.fronts import MAX_NAMED, card_stem, example_stem, group_stem
from questions.generate.identity import Direction, fact_id, item_id
from questions.generate.index import Neighbour
from questions.generate.parts import part_of
from questions.generate.phrasing import (
    context,
    frequency_of,
    is_askable,
    kind_of,
    listed,
    reverse_stem,
    statement,
    when,
)
from questions.generate.sayable import reads_as_answer
from questions.generate.subject import Subject
from questions.generate.told import asked_by_sentence
from questions.generate.unmade import Unmade
from questions.model import Fact, Field, Item, Kind, Task

FEW = 4  # facts that answer one question and are asked together; of more each part of the body is asked for
MAX_LISTED = 6  # answers on a back that asks for any two; with more it is no question any more
VAGUE_SHARES = frozenset({"", "common", "possible"})  # shares by which a learner cannot tell facts apart
# What says no more than its part of the body: "Which symptom concerns the kidneys?" would answer itself.
ONLY_WHERE = re.compile(
    r"^(?:abnormality of (?:the )?[\w/-]+(?: system)?"
    r"|[\w/-]+ (?:abnormalit(?:y|ies)|problems?|issues?|symptoms?))$",
    re.IGNORECASE,
)
MIN_SENTENCE_WORDS = 3  # words beside the fact without which its sentence is a row of a table


@dataclass(frozen=True, kw_only=True)
class Cell:
    """Facts that answer one question. ``cue`` narrows it; ``more`` are right as well, without room."""

    facts: list[Fact]
    cue: str = ""
    more: tuple[Fact, ...] = ()


def flashcards(subject: Subject, neighbours: Sequence[Neighbour]) -> Iterator[Item | Unmade]:
    """The cards of an article, question by question in the order of its facts, then back to the condition.

    A fact is asked for by what its sentence says of it, as an example of its parent, or with the few facts
    that answer the same question; of many, each part of the body has a question, and the rest is left to
    the clozes.
    """
    usable = []
    for fact in subject.asked:
        if reason := _why_no_card(fact):
            yield subject.unmade(Kind.FLASHCARD, reason)
        else:
            usable.append(fact)
    yield from _forward(subject, usable)
    for fact in short_definitions(subject):
        stem = f"What is meant by {subject.name}?"
        yield _card(subject, [fact], Direction.FORWARD, stem=stem, answer=squeeze(fact.text))
    for fact in subject.asked:
        if is_specific(subject, fact):
            yield from _reverse(subject, [fact], neighbours)
    for group in [*definition_groups(subject), *finding_groups(subject, subject.asked)]:
        yield from _reverse(subject, group, neighbours)


def _forward(subject: Subject, facts: Sequence[Fact]) -> Iterator[Item]:
    told = {fact: stem for fact in facts if (stem := asked_by_sentence(subject, fact))}
    for fact, stem in told.items():
        yield _card(subject, [fact], Direction.FORWARD, stem=stem, answer=squeeze(fact.text))
    for alike in _parted(facts, lambda fact: (kind_of(fact), context(fact, subject.name), fact.hedged)):
        plain = [fact for fact in alike if not _has_parent(fact)]
        own = frozenset(alike)
        kin = [fact for fact in facts if kind_of(fact) == kind_of(alike[0]) and fact not in own]
        for cell in _cells(subject, plain, told, kin):
            if len(cell.facts) > 1 or cell.facts[0] not in told:
                yield _asking(subject, cell)
        for mates in _parted((fact for fact in alike if _has_parent(fact)), lambda fact: fact.example_of):
            for cell in _shown(subject, mates):
                if len(cell.facts) > 1 or cell.facts[0] not in told:
                    stem = example_stem(cell.facts, subject.name)
                    yield _list_card(subject, cell, stem)


def _has_parent(fact: Fact) -> bool:
    return bool(fact.example_of) and reads_as_answer(fact.example_of or "")


def _cells(
    subject: Subject, facts: Sequence[Fact], told: Collection[Fact], kin: Sequence[Fact]
) -> Iterator[Cell]:
    """The facts that answer one question; shares that a learner can tell apart are questions of their own.

    Of many facts those of no part of the body are left to the clozes, unless one has none. ``kin`` are facts
    of the kind that hold in some case only, or perhaps: one plain fact beside them cannot be asked plainly.
    """
    kept = _without_twins(facts)
    for alike in _parted(kept, _telling_share):
        if len(alike) == 1 and _is_vague(subject, alike[0]) and (len(kept) > 1 or kin):
            if not _is_asked(subject, alike[0], told):
                yield from _lone(subject, alike[0], [fact for fact in kept if fact not in alike], kin)
            continue
        if len(alike) <= FEW:
            yield Cell(facts=alike)
            continue
        for part in _parted(alike, _cue):
            own = frozenset(part)
            if cue := _cue(part[0]):
                yield from _shown(subject, part, cue=cue)
            elif not all(_is_asked(subject, fact, told) for fact in part):
                yield from _shown(subject, part, [fact for fact in alike if fact not in own])


def _cue(fact: Fact) -> str:
    return "" if ONLY_WHERE.match(squeeze(fact.text)) else part_of(fact) or ""


def _is_vague(subject: Subject, fact: Fact) -> bool:
    """Whether nothing on the front would say which fact of its kind is meant."""
    return not (_telling_share(fact) or fact.hedged or context(fact, subject.name))


def _lone(subject: Subject, fact: Fact, others: Sequence[Fact], kin: Sequence[Fact]) -> Iterator[Cell]:
    """One fact beside others of its kind: by its part of the body where it is the only one, or with them."""
    cue = _cue(fact)
    if cue and not any(part_of(other) == cue for other in (*others, *kin)):
        yield Cell(facts=[fact], cue=cue)
    else:
        yield from _shown(subject, [fact], others)


def _is_asked(subject: Subject, fact: Fact, told: Collection[Fact]) -> bool:
    """Whether a fact is asked by what its sentence says, or by cloze."""
    return fact in told or has_cloze(subject, fact)


def _telling_share(fact: Fact) -> str:
    share = frequency_of(fact)
    return "" if share in VAGUE_SHARES else share


def _without_twins(facts: Sequence[Fact]) -> list[Fact]:
    """The facts without those that another one says in more words: "mutations in GHR"."""
    alike = _parted(facts, lambda fact: telling_stems(fact.text) or fact.text)
    twins = {
        fact
        for group in alike
        for fact in group
        if any(content_stems(fact.text) < content_stems(other.text) for other in group)
    }
    return [fact for fact in facts if fact not in twins]


def _shown(
    subject: Subject, facts: Sequence[Fact], others: Sequence[Fact] = (), cue: str = ""
) -> Iterator[Cell]:
    """As many facts as a back has room for, those first that no cloze asks for, and what else is right."""
    ranked = sorted(facts, key=lambda fact: has_cloze(subject, fact)) if len(facts) > MAX_LISTED else facts
    chosen = [*ranked, *others][:MAX_LISTED]
    left = tuple(fact for fact in (*facts, *others) if fact not in chosen)
    yield Cell(facts=sorted(chosen, key=lambda fact: fact.start), cue=cue, more=left)


def _parted(facts: Iterable[Fact], by: Callable[[Fact], object]) -> list[list[Fact]]:
    """The facts in groups, groups and members in their order."""
    groups: dict[object, list[Fact]] = {}
    for fact in facts:
        groups.setdefault(by(fact), []).append(fact)
    return list(groups.values())


def _why_no_card(fact: Fact) -> str | None:
    if not is_askable(fact):
        return "the fact or its condition cannot be said outside its text"
    if squeeze(fact.text).lower() in squeeze(fact.condition or "").lower():
        return "the answer stands in its condition"
    if len(words(fact.text)) > MAX_ANSWER_WORDS:
        return f"the answer has over {MAX_ANSWER_WORDS} words"
    return None


def _asking(subject: Subject, cell: Cell) -> Item:
    if len(cell.facts) == 1 and not cell.more:
        stem = card_stem(cell.facts[0], subject.name, cell.cue)
    else:
        stem = group_stem(cell.facts, subject.name, cell.cue, more=bool(cell.more))
    return _list_card(subject, cell, stem)


def _list_card(subject: Subject, cell: Cell, stem: str) -> Item:
    """A card with all the facts on its back, or any two of more than can be asked for."""
    answers = "; ".join(squeeze(fact.text) for fact in cell.facts)
    answer = f"Any two of: {answers}" if len(cell.facts) > MAX_NAMED or cell.more else answers
    return _card(subject, cell.facts, Direction.FORWARD, stem=stem, answer=answer, more=cell.more)


def _reverse(subject: Subject, facts: list[Fact], neighbours: Sequence[Neighbour]) -> Iterator[Item | Unmade]:
    stem = reverse_stem(facts[0], listed([subject.said(fact) for fact in facts]))
    if not stem:
        return
    if reason := why_ambiguous(facts, neighbours):
        yield subject.unmade(Kind.FLASHCARD, f"which condition: {reason}")
    else:
        yield _card(subject, facts, Direction.REVERSE, stem=stem, answer=capitalised(subject.name))


def _card(
    subject: Subject,
    facts: list[Fact],
    direction: Direction,
    *,
    stem: str,
    answer: str,
    more: Sequence[Fact] = (),
) -> Item:
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
        explanation=_explanation(subject, facts, more),
        article_id=subject.article.id,
        field=field,
        fact=fact_id(subject.article.id, field, text),
        condition=subject.condition,
        source=subject.source_of(facts[0]),
    )


def _explanation(subject: Subject, facts: Sequence[Fact], more: Sequence[Fact]) -> str:
    """The sentences behind the facts, each once, and what else would have been right."""
    rows = [fact for fact in facts if len(facts) > 1 and _is_row(subject, fact)]
    told = dict.fromkeys(_told(subject, fact) for fact in facts if fact not in rows)
    if rows:
        said = "these" if len(rows) == len(facts) else listed([squeeze(row.text) for row in rows])
        told[f"The article on {subject.name} lists {said}."] = None
    also = f"Also right: {'; '.join(squeeze(fact.text) for fact in more)}." if more else ""
    return squeeze(" ".join([*told, also]))


def _told(subject: Subject, fact: Fact) -> str:
    """A fact's sentence with its case and frequency; a row of a table is made a sentence."""
    said = statement(fact, subject.name) if _is_row(subject, fact) else subject.sentence_of(fact)
    stop = "" if said.endswith((".", "!", "?", "”", '"', ")")) else "."
    return squeeze(f"{said}{stop} {when(fact, said)}")


def _is_row(subject: Subject, fact: Fact) -> bool:
    """Whether a fact's sentence is hardly more than the fact: the row of a table, the point of a list."""
    said = subject.sentence_of(fact)
    besides = len(words(said)) - len(words(fact.text))
    return fact.field is not Field.DEFINITION and besides < (2 if said.endswith(".") else MIN_SENTENCE_WORDS)
