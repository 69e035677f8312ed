"""Facts to items: cards both ways, clozes and multiple choice, each item with its source and a stable id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from questions.flaws import find_flaws
from questions.flaws.stems import NEGATIVE
from questions.generate.cloze import clozes
from questions.generate.codes import code_items
from questions.generate.conditions import which_condition
from questions.generate.difficulty import Difficulty
from questions.generate.flashcards import flashcards
from questions.generate.index import FactIndex
from questions.generate.multiple_choice import multiple_choice
from questions.generate.subject import Subject
from questions.generate.unmade import Unmade
from questions.model import ArticleFacts, Item

__all__ = ["Difficulty", "FactIndex", "Generated", "Unmade", "generate_items"]


@dataclass(frozen=True, kw_only=True)
class Generated:
    """The items made from one article, in order, and what was not made."""

    items: tuple[Item, ...]
    unmade: tuple[Unmade, ...]

    def reasons(self) -> dict[str, int]:
        """How often each reason kept an item from being made, the most frequent first: "cloze: ..."."""
        counts: dict[str, int] = {}
        for one in self.unmade:
            reason = f"{one.kind.value}: {one.reason}"
            counts[reason] = counts.get(reason, 0) + 1
        return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def generate_items(
    subject: ArticleFacts,
    neighbours: Iterable[ArticleFacts] | FactIndex,
    *,
    seed: int = 0,
    difficulty: Difficulty = Difficulty.MEDIUM,
) -> Generated:
    """Every item that can be made from an article's facts without a flaw.

    The same facts, neighbours, seed and difficulty give the same items, in whatever order the neighbours
    came; ids depend on none but the facts. The subject may be among the neighbours; articles with its id,
    code or title supply nothing.
    """
    if isinstance(neighbours, FactIndex):
        return _generated(_subject(subject, neighbours), neighbours, seed, difficulty)
    with FactIndex() as index:
        for neighbour in neighbours:
            index.add(neighbour)
        return _generated(_subject(subject, index), index, seed, difficulty)


def _subject(found: ArticleFacts, index: FactIndex) -> Subject:
    return Subject(found=found, known=index.told_elsewhere(found.article))


def _generated(subject: Subject, index: FactIndex, seed: int, difficulty: Difficulty) -> Generated:
    items: dict[str, Item] = {}
    asked: set[tuple[str, str]] = set()
    unmade: list[Unmade] = []
    for made in _made(subject, index, seed, difficulty):
        if isinstance(made, Unmade):
            unmade.append(made)
        elif made.id in items or _question(made) in asked:
            unmade.append(subject.unmade(made.kind, "the same question is asked already"))
        elif NEGATIVE.search(made.stem):
            unmade.append(subject.unmade(made.kind, "a negative in the question is easily overlooked"))
        elif flaws := find_flaws(made):
            unmade.append(subject.unmade(made.kind, f"flaw: {flaws[0].name}"))
        else:
            items[made.id] = made
            asked.add(_question(made))
    return Generated(items=tuple(items.values()), unmade=tuple(unmade))


def _question(item: Item) -> tuple[str, str]:
    """What a learner cannot tell apart: of two items that ask it, one would be wrongly marked wrong."""
    return item.kind, item.stem.lower()


def _made(subject: Subject, index: FactIndex, seed: int, difficulty: Difficulty) -> Iterator[Item | Unmade]:
    near = index.neighbours_of(subject.article)
    yield from flashcards(subject, near)
    yield from clozes(subject)
    yield from multiple_choice(subject, near, seed, difficulty)
    yield from which_condition(subject, near, seed, difficulty)
    yield from code_items(subject, seed)
