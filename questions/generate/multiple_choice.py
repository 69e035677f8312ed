"""One best answer: a fact of the article as key, facts of near conditions as distractors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations

from questions.english import capitalised, content_stems, joined
from questions.flaws import find_flaws
from questions.flaws.options import CODE
from questions.generate.choice_stems import choice_stems
from questions.generate.cues import gives_itself_away
from questions.generate.difficulty import Difficulty
from questions.generate.distractors import Distractor, Pool
from questions.generate.identity import Direction, digest, fact_id, item_id
from questions.generate.index import Neighbour
from questions.generate.keys import why_no_key
from questions.generate.occurrence import Thing, things_in
from questions.generate.occurrence.entailed import FINDINGS
from questions.generate.organs import Kinship
from questions.generate.phrasing import context, statement, when
from questions.generate.presentable import option_text
from questions.generate.subject import Subject
from questions.generate.unmade import Unmade
from questions.model import Fact, Field, Item, Kind, Option, Task

FEWEST, MOST = 2, 3  # distractors
MAX_CANDIDATES = 9  # at most 84 combinations of three are tried
# Causes differ more in kind than other facts do, so that beside a third the options would be far-fetched.
MAX_CAUSES = 2
# More items with one question teach a list by its stem; the other facts are asked by card and cloze.
MAX_PER_QUESTION = 4
BELONGING = "Of the other options,"  # begins the sentence of an explanation that says whose they are


def multiple_choice(
    subject: Subject, neighbours: Sequence[Neighbour], seed: int, difficulty: Difficulty
) -> Iterator[Item | Unmade]:
    """An item for each fact that makes a good key and finds at least two good distractors."""
    if not neighbours:
        yield subject.unmade(Kind.MULTIPLE_CHOICE, why_no_neighbours(subject))
        return
    pool = Pool(subject, neighbours, difficulty)
    asked: set[str] = set()
    causes = 0
    for fact in sorted(subject.asked, key=lambda fact: bool(fact.example_of)):
        stems = choice_stems(fact, subject.name)[:MAX_PER_QUESTION]
        # Each fact begins at a place of its own, so that a fact more in the article changes few stems.
        start = int(digest(subject.article.id, fact.field, fact.text), 16) % len(stems)
        free = [stem for stem in (*stems[start:], *stems[:start]) if stem not in asked]
        if not free:
            yield subject.unmade(Kind.MULTIPLE_CHOICE, "the question is asked in all its wordings already")
            continue
        if fact.field is Field.CAUSE and causes == MAX_CAUSES:
            yield subject.unmade(Kind.MULTIPLE_CHOICE, "two items on causes are asked already")
            continue
        made = _item(subject, fact, free[0], pool, seed)
        if isinstance(made, Item):
            asked.add(made.stem)
            causes += fact.field is Field.CAUSE
        yield made


def why_no_neighbours(subject: Subject) -> str:
    """Why no other article can supply distractors."""
    if subject.article.icd10 or subject.article.chapter:
        return "no article of the same category, block or chapter is at hand"
    return "the article has neither an ICD-10 code nor a chapter, so nothing near it can be found"


def _item(subject: Subject, fact: Fact, stem: str, pool: Pool, seed: int) -> Item | Unmade:
    if reason := why_no_key(subject, fact):
        return subject.unmade(Kind.MULTIPLE_CHOICE, reason)
    task = Task.CONDITIONAL if context(fact, subject.name) else Task.RECOGNISE
    identity = item_id(subject.article.id, fact.field, fact.text, task, Direction.CHOICE)
    found = pool.candidates(fact, f"{identity}/{seed}", MAX_CANDIDATES)
    if len(found) < FEWEST:
        return subject.unmade(Kind.MULTIPLE_CHOICE, "under two good distractors were found")
    things = things_in(fact.field, fact.text)
    # Two wrong options have to be the better: one that nobody would choose leaves a guess between two.
    alike = [one for one in found if is_one_of_two(one, things)]
    for size, offered in ((MOST, found), (FEWEST, alike)):
        for chosen in sorted(combinations(offered, size), key=_repeats):
            if is_odd_one_out(fact.field, things, chosen):
                continue
            item = _assembled(subject, fact, stem, task, identity, chosen, seed)
            if not (gives_itself_away(item) or find_flaws(item, subject.truths)):
                pool.note_uses(chosen)
                return item
    return subject.unmade(Kind.MULTIPLE_CHOICE, "every combination of distractors had a flaw")


def is_one_of_two(one: Distractor, things: tuple[Thing, ...]) -> bool:
    """Whether it is good enough to be one of two wrong options beside a key that names these things."""
    return not things or one.is_like(things) or one.kinship > Kinship.NONE


def is_odd_one_out(field: Field, things: tuple[Thing, ...], chosen: Sequence[Distractor]) -> bool:
    """Whether the key is told by its sort, or two wrong options by their condition: one triptan beside two
    drugs for epilepsy.
    """
    if len(chosen) == FEWEST and _repeats(chosen):
        return True
    # Signs of one condition are of many sorts.
    if not things or field in FINDINGS or any(one.is_like(things) for one in chosen):
        return False
    sorts = Counter(sort for one in chosen for sort in {thing.sort for thing in one.things})
    return max(sorts.values(), default=0) > 1


def _repeats(chosen: Sequence[Distractor]) -> int:
    """How many distractors come from a condition that lends another: two are told from the key as a pair."""
    return len(chosen) - len({content_stems(one.condition) for one in chosen})


def _assembled(
    subject: Subject,
    fact: Fact,
    stem: str,
    task: Task,
    identity: str,
    chosen: Sequence[Distractor],
    seed: int,
) -> Item:
    key = Option(
        text=capitalised(option_text(fact)),
        correct=True,
        source=subject.source_of(fact),
        why=statement(fact, subject.name),
    )
    wrong = [option_of(one) for one in chosen]
    return Item(
        id=identity,
        kind=Kind.MULTIPLE_CHOICE,
        task=task,
        stem=stem,
        answer=key.text,
        options=placed(key, wrong, identity, seed),
        explanation=" ".join([*explained(subject, fact), belonging(chosen)]),
        article_id=subject.article.id,
        field=fact.field,
        fact=fact_id(subject.article.id, fact.field, fact.text),
        condition=subject.condition,
        source=subject.source_of(fact),
    )


def option_of(one: Distractor) -> Option:
    """A neighbour's fact as a wrong option."""
    return Option(
        text=capitalised(one.text),
        correct=False,
        source=one.source,
        why=statement(one.fact, one.condition),
    )


def explained(subject: Subject, fact: Fact) -> list[str]:
    """What the key is, when the article says so, and its sentence."""
    said = subject.sentence_of(fact)
    parts = (statement(fact, subject.name), when(fact, said), f"The article says: “{said}”")
    return [part for part in parts if part]


def belonging(chosen: Sequence[Distractor]) -> str:
    """To which condition each of the other options belongs."""
    conditions = dict.fromkeys(one.condition for one in chosen)
    parts = []
    for condition in conditions:
        texts = [f"“{capitalised(one.text)}”" for one in chosen if one.condition == condition]
        parts.append(f"{joined(texts)} {'belong' if len(texts) > 1 else 'belongs'} to {condition}")
    return f"{BELONGING} {joined(parts)}."


def placed(key: Option, wrong: Sequence[Option], identity: str, seed: int) -> tuple[Option, ...]:
    """The options in order: codes by code, others by hash, the key where a hash of the id puts it."""
    options = [key, *wrong]
    if all(CODE.match(option.text) for option in options):
        return tuple(sorted(options, key=lambda option: option.text))
    mixed = sorted(wrong, key=lambda option: digest(identity, str(seed), option.text))
    place = int(digest(identity, str(seed), "place of the key"), 16) % len(options)
    return (*mixed[:place], key, *mixed[place:])
