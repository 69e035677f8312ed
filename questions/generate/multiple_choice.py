"""One best answer: a fact of the article as key, facts of near conditions as distractors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from questions.english import capitalised, joined, squeeze
from questions.flaws import find_flaws
from questions.flaws.options import CODE
from questions.generate.distractors import Distractor, Pool
from questions.generate.identity import Direction, digest, fact_id, item_id
from questions.generate.index import Neighbour
from questions.generate.phrasing import choice_stem, context, is_askable, statement
from questions.generate.subject import Subject
from questions.generate.unmade import Unmade
from questions.model import Fact, Item, Kind, Option, Task

FEWEST, MOST = 2, 3  # distractors
MAX_CANDIDATES = 9  # at most 84 combinations of three are tried
MAX_KEY_WORDS = 14


def multiple_choice(subject: Subject, neighbours: Sequence[Neighbour], seed: int) -> Iterator[Item | Unmade]:
    """An item for each fact that finds at least two good distractors."""
    if not neighbours:
        yield subject.unmade(Kind.MULTIPLE_CHOICE, why_no_neighbours(subject))
        return
    pool = Pool(subject, neighbours)
    for fact in subject.asked:
        yield _item(subject, fact, pool, seed)


def why_no_neighbours(subject: Subject) -> str:
    """Why no other article can supply distractors."""
    if subject.article.icd10 or subject.article.chapter:
        return "no article of the same category, block or chapter is at hand"
    return "the article has neither an ICD-10 code nor a chapter, so nothing near it can be found"


def _item(subject: Subject, fact: Fact, pool: Pool, seed: int) -> Item | Unmade:
    if len(fact.text.split()) > MAX_KEY_WORDS:
        return subject.unmade(Kind.MULTIPLE_CHOICE, f"the key has over {MAX_KEY_WORDS} words")
    if not is_askable(fact):
        return subject.unmade(
            Kind.MULTIPLE_CHOICE, "the fact or its condition cannot be said outside its text"
        )
    task = Task.CONDITIONAL if context(fact, subject.name) else Task.RECOGNISE
    identity = item_id(subject.article.id, fact.field, fact.text, task, Direction.CHOICE)
    found = pool.candidates(fact, f"{identity}/{seed}", MAX_CANDIDATES)
    if len(found) < FEWEST:
        return subject.unmade(Kind.MULTIPLE_CHOICE, "under two good distractors were found")
    for size in (MOST, FEWEST):
        for chosen in combinations(found, size):
            item = _assembled(subject, fact, task, identity, chosen, seed)
            if not find_flaws(item, subject.truths):
                pool.note_uses(chosen)
                return item
    return subject.unmade(Kind.MULTIPLE_CHOICE, "every combination of distractors had a flaw")


def _assembled(
    subject: Subject, fact: Fact, task: Task, identity: str, chosen: Sequence[Distractor], seed: int
) -> Item:
    key = Option(
        text=capitalised(squeeze(fact.text)),
        correct=True,
        source=subject.source_of(fact),
        why=statement(fact, subject.name),
    )
    wrong = [
        Option(
            text=capitalised(one.text),
            correct=False,
            source=one.source,
            why=statement(one.fact, one.condition),
        )
        for one in chosen
    ]
    others = joined(list(dict.fromkeys(one.condition for one in chosen)))
    return Item(
        id=identity,
        kind=Kind.MULTIPLE_CHOICE,
        task=task,
        stem=choice_stem(fact, subject.name),
        answer=key.text,
        options=placed(key, wrong, identity, seed),
        explanation=f"{key.why} The other options belong to {others}.",
        article_id=subject.article.id,
        field=fact.field,
        fact=fact_id(subject.article.id, fact.field, fact.text),
        condition=subject.condition,
        source=subject.source_of(fact),
    )


def placed(key: Option, wrong: Sequence[Option], identity: str, seed: int) -> tuple[Option, ...]:
    """The options in order: codes by code, others by hash, the key where a hash of the id puts it."""
    options = [key, *wrong]
    if all(CODE.match(option.text) for option in options):
        return tuple(sorted(options, key=lambda option: option.text))
    mixed = sorted(wrong, key=lambda option: digest(identity, str(seed), option.text))
    place = int(digest(identity, str(seed), "place of the key"), 16) % len(options)
    return (*mixed[:place], key, *mixed[place:])
