"""Which condition? The article's findings in the stem, near conditions that lack one as distractors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from questions.english import capitalised
from questions.flaws import find_flaws
from questions.generate.findings import definition_groups, finding_groups, is_specific
from questions.generate.identity import Direction, digest, fact_id, item_id
from questions.generate.index import Neighbour
from questions.generate.multiple_choice import FEWEST, MAX_CANDIDATES, MOST, placed
from questions.generate.phrasing import listed, reverse_stem
from questions.generate.subject import Subject
from questions.generate.synonyms import telling_meaning
from questions.generate.unmade import Unmade
from questions.model import ArticleSource, Fact, Field, Item, Kind, Option, Task


def which_condition(subject: Subject, neighbours: Sequence[Neighbour], seed: int) -> Iterator[Item | Unmade]:
    """An item for each group of findings, and for each finding telling enough to stand alone."""
    if not neighbours:
        return
    groups = [[fact] for fact in subject.asked if is_specific(subject, fact) and not fact.hedged]
    for facts in [*definition_groups(subject), *groups, *finding_groups(subject)]:
        stem = reverse_stem(facts[0], listed([subject.said(fact) for fact in facts]))
        if stem:
            yield _item(subject, facts, stem, neighbours, seed)


def _item(
    subject: Subject, facts: list[Fact], stem: str, neighbours: Sequence[Neighbour], seed: int
) -> Item | Unmade:
    text = " | ".join(fact.text for fact in facts)
    identity = item_id(
        subject.article.id, facts[0].field, text, Task.WHICH_CONDITION, Direction.CHOICE_REVERSE
    )
    key = Option(
        text=capitalised(subject.name),
        correct=True,
        source=subject.source_of(facts[0]),
        why=_why_right(subject, facts),
    )
    found = _lacking(subject, facts, neighbours, identity, seed)
    for size in (MOST, FEWEST):
        for chosen in combinations(found, size):
            item = _assembled(subject, facts, stem, identity, key, chosen, seed)
            if not find_flaws(item):
                return item
    return subject.unmade(Kind.MULTIPLE_CHOICE, "under two near conditions surely lack the findings")


def _lacking(
    subject: Subject, facts: list[Fact], neighbours: Sequence[Neighbour], identity: str, seed: int
) -> list[Option]:
    """The neighbours whose text lacks a finding, as options, nearest first."""
    lacking = [(one, missing) for one in neighbours if (missing := _missing(facts, one)) is not None]
    ranked = sorted(
        lacking, key=lambda pair: (-pair[0].nearness, digest(identity, str(seed), pair[0].article_id))
    )
    options = (_option(subject, neighbour, missing) for neighbour, missing in ranked)
    return [option for option in options if option is not None][:MAX_CANDIDATES]


def _why_right(subject: Subject, facts: list[Fact]) -> str:
    if facts[0].field is Field.DEFINITION:
        return f"So the article defines {subject.name}."
    return f"The article on {subject.name} names {listed([subject.said(fact) for fact in facts])}."


def _naming(subject: Subject, missing: Fact) -> str:
    return "say this" if missing.field is Field.DEFINITION else f"name {subject.said(missing)}"


def _missing(facts: list[Fact], neighbour: Neighbour) -> Fact | None:
    """A finding of which the neighbour's whole text has no telling word; a definition, if not every word."""
    if facts[0].field is Field.DEFINITION:
        return None if telling_meaning(facts[0].text) <= neighbour.stems else facts[0]
    return next((fact for fact in facts if not telling_meaning(fact.text) & neighbour.stems), None)


def _option(subject: Subject, neighbour: Neighbour, missing: Fact) -> Option | None:
    """The neighbour as an option, with the sentence that says what it is."""
    order = {Field.DEFINITION: 0, Field.SYMPTOM: 1, Field.CAUSE: 2}
    told = [pair for pair in neighbour.facts if pair[0].field in order and not pair[0].negated]
    if not told:
        return None
    fact, sentence = min(told, key=lambda pair: order[pair[0].field])
    source: ArticleSource = neighbour.source_of(fact, sentence)
    title = capitalised(neighbour.name)
    return Option(
        text=title, correct=False, source=source,
        why=f"The article on {neighbour.name} does not {_naming(subject, missing)}.",
    )  # fmt: skip


def _assembled(
    subject: Subject,
    facts: list[Fact],
    stem: str,
    identity: str,
    key: Option,
    chosen: Sequence[Option],
    seed: int,
) -> Item:
    field, text = facts[0].field, " | ".join(fact.text for fact in facts)
    return Item(
        id=identity,
        kind=Kind.MULTIPLE_CHOICE,
        task=Task.WHICH_CONDITION,
        stem=stem,
        answer=key.text,
        options=placed(key, chosen, identity, seed),
        explanation=f"{key.why} The articles on the other conditions do not say so much.",
        article_id=subject.article.id,
        field=field,
        fact=fact_id(subject.article.id, field, text),
        condition=subject.condition,
        source=subject.source_of(facts[0]),
    )
