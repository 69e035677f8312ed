"""Which code? Which condition has this code? The classification supplies keys, distractors and sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, combinations, product

from questions import icd10
from questions.english import capitalised, content_stems, squeeze, telling_stems
from questions.flaws import find_flaws
from questions.generate.cues import gives_itself_away
from questions.generate.identity import Direction, digest, fact_id, item_id
from questions.generate.multiple_choice import FEWEST, MAX_CANDIDATES, MOST, placed
from questions.generate.subject import Subject
from questions.generate.unmade import Unmade
from questions.icd10 import Chapter, Code, Standing
from questions.model import CodeSource, Field, Item, Kind, Option, Source, Task

SIDE = re.compile(r"\b(?:left|right|bilateral)\b", re.IGNORECASE)
MAX_TITLE_WORDS = 10  # a chapter's longer title is too much to recall word for word


# A code of ICD-10-CM alone: WHO's has digits only behind its letter, and one behind the point.
NATIONAL = re.compile(r"[A-Z]\d[A-Z]|\.(?:.*[A-Z]|\d\d)")
# Titles that gather leftovers, counts and consequences: nobody would take one for the condition asked about.
NO_CONDITION = re.compile(
    r"\b(?:sequelae|uncertain behaviou?r|carrier|encounter|status|findings?|history|levels?|external causes?|"
    r"in diseases|diseases? of|disorders? of|conditions|problems? related|screening|donor|device|"
    r"complications?|following|postprocedural|drug[- ]induced|exposure|"
    r"individuals?|hermaphrodit\w+|inborn errors)\b",
    re.IGNORECASE,
)

# What makes a title a form of another one.
FORM = re.compile(r"\b(?:primary|secondary|acquired|congenital|acute|chronic|due to .*)", re.IGNORECASE)
# "Dermatomyositis without myopathy" is not what an article on dermatomyositis is about.
LIMITED = re.compile(r"\b(?:with|without|in|during|due to)\b", re.IGNORECASE)


def code_items(subject: Subject, seed: int) -> Iterator[Item | Unmade]:
    """Cards both ways and multiple choice both ways for a valid code; cards alone for an unknown one."""
    if subject.article.icd10 is None:
        yield subject.unmade(Kind.MULTIPLE_CHOICE, "the article has no ICD-10 code")
        return
    code = icd10.look_up(subject.article.icd10)
    if code.standing is Standing.MALFORMED:
        yield subject.unmade(Kind.MULTIPLE_CHOICE, "the article's ICD-10 code is malformed")
        return
    source = _source_of_code(subject, code)
    if source is None:
        yield subject.unmade(
            Kind.FLASHCARD, "the code is not in ICD-10-CM and the article's line for it was not found"
        )
        return
    for direction in (Direction.FORWARD, Direction.REVERSE):
        yield _bare(subject, code, direction, Kind.FLASHCARD, source)
    if code.chapter and len(code.chapter.title.split()) <= MAX_TITLE_WORDS:
        yield _chapter_card(subject, code, code.chapter)
    if code.standing is Standing.VALID and _is_lumped(subject, code):
        yield subject.unmade(Kind.MULTIPLE_CHOICE, "the code gathers conditions that have none of their own")
    elif code.standing is Standing.VALID:
        for direction in (Direction.FORWARD, Direction.REVERSE):
            yield _choice(subject, code, direction, source, seed)
    else:
        yield subject.unmade(
            Kind.MULTIPLE_CHOICE, "the code is not in ICD-10-CM, so it has no siblings there"
        )


def _is_lumped(subject: Subject, code: Code) -> bool:
    """Whether a code of rest, "other ...", names under half of the condition; no sibling is surely wrong."""
    if not icd10.is_unspecific(code.title or ""):
        return False
    here = telling_stems(subject.title)
    return 2 * len(here & telling_stems(code.title or "")) < len(here)


def _source_of_code(subject: Subject, code: Code) -> Source | None:
    """The line of the classification; for a code that it lacks, the article's own line."""
    if code.title is not None:
        return _line(code)
    named = [fact for fact in subject.found.facts if fact.field is Field.ICD_CODE]
    return subject.source_of(named[0]) if named else None


def _line(code: Code) -> CodeSource:
    return CodeSource(
        classification=icd10.CLASSIFICATION, release=icd10.release(), code=code.code, title=code.title or ""
    )


def _bare(subject: Subject, code: Code, direction: Direction, kind: Kind, source: Source) -> Item:
    """The item without options: also the card."""
    forward = direction is Direction.FORWARD
    task = Task.WHICH_CODE if forward else Task.WHICH_CONDITION
    way = f"{kind}/{direction}"
    stem = (
        f"What is the {_named_system(code.code)} code of {subject.name}?"
        if forward
        else f"Which condition has the {_named_system(code.code)} code {code.code}?"
    )
    differs = code.title and content_stems(code.title) != content_stems(subject.title)
    named = f": “{code.title}”" if differs else ""
    return Item(
        id=digest(item_id(subject.article.id, Field.ICD_CODE, code.code, task, direction), way),
        kind=kind,
        task=task,
        stem=stem,
        answer=code.code if forward else capitalised(subject.name),
        explanation=f"{code.code} is the code of {subject.name}{named}.",
        article_id=subject.article.id,
        field=Field.ICD_CODE,
        fact=fact_id(subject.article.id, Field.ICD_CODE, code.code),
        condition=subject.condition,
        source=source,
    )


def _named_system(code: str) -> str:
    """ICD-10, or the American ICD-10-CM for a code that only this has."""
    return icd10.CLASSIFICATION if NATIONAL.search(code) else "ICD-10"


def _chapter_card(subject: Subject, code: Code, chapter: Chapter) -> Item:
    """The card from the condition to its chapter; the other way every condition of it would do."""
    return Item(
        id=item_id(subject.article.id, Field.CHAPTER, chapter.roman, Task.RECALL, Direction.FORWARD),
        kind=Kind.FLASHCARD,
        task=Task.RECALL,
        stem=f"In which chapter of ICD-10 is {subject.name} classified?",
        answer=chapter.title,
        explanation=f"{code.code} stands in chapter {chapter.roman}, “{chapter.title}”.",
        article_id=subject.article.id,
        field=Field.CHAPTER,
        fact=fact_id(subject.article.id, Field.CHAPTER, chapter.roman),
        condition=subject.condition,
        source=CodeSource(
            classification=icd10.CLASSIFICATION,
            release=icd10.release(),
            code=f"Chapter {chapter.roman}",
            title=chapter.title,
        ),
    )


def _choice(subject: Subject, code: Code, direction: Direction, source: Source, seed: int) -> Item | Unmade:
    if LIMITED.search(code.title or "") and not LIMITED.search(subject.title):
        return subject.unmade(Kind.MULTIPLE_CHOICE, "the code's title is narrower than the article's")
    bare = _bare(subject, code, direction, Kind.MULTIPLE_CHOICE, source)
    key = Option(text=bare.answer, correct=True, source=source, why=bare.explanation)
    keys = [key]
    if direction is Direction.REVERSE and code.title and not icd10.is_unspecific(code.title):
        # Siblings have the classification's wording, beside which an everyday name would stand out.
        keys.insert(0, replace(key, text=capitalised(squeeze(code.title))))
    others = _ranked(code, _distinct(subject, code, _nearest_codes(code)), bare.id, seed)
    for one, size in product(keys, (MOST, FEWEST)):
        for chosen in combinations(others[:MAX_CANDIDATES], size):
            item = _with_options(replace(bare, answer=one.text), one, chosen, direction, seed)
            if not (gives_itself_away(item) or find_flaws(item)):
                return item
    return subject.unmade(Kind.MULTIPLE_CHOICE, "under two sibling codes with a title of their own")


def other_codes(subject: Subject, code: Code, item: Item, seed: int) -> Iterator[Option]:
    """The wrong options for an item on the article's code, best first: also from farther than at first."""
    direction = Direction.FORWARD if item.task is Task.WHICH_CODE else Direction.REVERSE
    near = _nearest_codes(code)
    farther = (one for one in chain(icd10.cousins(code.code), icd10.of_chapter(code.code)) if one not in near)
    ranked = _ranked(code, _distinct(subject, code, near), item.id, seed)
    for one in chain(ranked, _distinct(subject, code, farther)):
        yield _option(one, direction)


def _ranked(code: Code, near: Iterable[Code], identity: str, seed: int) -> list[Code]:
    return sorted(
        near,
        key=lambda one: (
            not NATIONAL.search(code.code) and bool(NATIONAL.search(one.code)),
            not _is_sibling(one, code),
            digest(identity, str(seed), one.code),
        ),
    )


def _distinct(subject: Subject, code: Code, near: Iterable[Code]) -> Iterator[Code]:
    """Those of some codes that nobody could take for the condition's own."""
    names = [name for name in (subject.title, code.title) if name]
    for one in near:
        title = one.title or ""
        gathers = NO_CONDITION.search(title) and not NO_CONDITION.search(code.title or "")
        if not gathers and all(_differs(title, name) for name in names):
            yield one


def _nearest_codes(code: Code) -> Sequence[Code]:
    """The siblings of a code; where they are too few, the codes under its parent's siblings too."""
    found = icd10.siblings(code.code)
    near = found if len(found) >= MOST else (*found, *icd10.cousins(code.code))
    # A title with a side tells by it that it is not the whole condition.
    return [one for one in near if SIDE.search(code.title or "") or not SIDE.search(one.title or "")]


def _is_sibling(one: Code, code: Code) -> bool:
    return one.code[:-1] == code.code[:-1]


def _differs(title: str, name: str) -> bool:
    """Whether a sibling's title is neither more general nor more special than a name of the condition."""
    there, here = content_stems(FORM.sub("", title)), content_stems(FORM.sub("", name))
    return bool(there) and not (there <= here or here <= there)


def _option(code: Code, direction: Direction) -> Option:
    return Option(
        text=code.code if direction is Direction.FORWARD else capitalised(squeeze(code.title or "")),
        correct=False,
        source=_line(code),
        why=f"{code.code} is the code of “{code.title}”.",
    )


def _with_options(bare: Item, key: Option, chosen: Sequence[Code], direction: Direction, seed: int) -> Item:
    wrong = [_option(code, direction) for code in chosen]
    return Item(
        id=bare.id, kind=bare.kind, task=bare.task, stem=bare.stem, answer=bare.answer,
        options=placed(key, wrong, bare.id, seed), explanation=bare.explanation, article_id=bare.article_id,
        field=bare.field, fact=bare.fact, condition=bare.condition, source=bare.source,
    )  # fmt: skip
