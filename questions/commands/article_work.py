"""What `questions generate` does with one article, in whichever process: read it, and make its items.

Problems come back as text, for only the main process reports.
"""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from questions.article_files import ArticleFile
from questions.commands.asked import ItemLine, question_of
from questions.commands.output import counted, encoded, facts_report
from questions.errors import UnreadableFileError
from questions.facts import extract_facts
from questions.generate import Difficulty, FactIndex, Generated, generate_items
from questions.generate.index import IndexEntry, entry_of, family_of
from questions.jsonl import to_json
from questions.model import Article, ArticleFacts


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What, beside the articles, decides which items are made."""

    seed: int
    difficulty: Difficulty = Difficulty.MEDIUM


@dataclass(frozen=True, kw_only=True)
class Read:
    """An article that was read: its hash, its entry for the index, and its facts packed for the second pass.

    An article of the library that no article is near to has neither entry nor facts.
    """

    sha256: str
    entry: IndexEntry | None = None
    packed: bytes = b""


@dataclass(frozen=True, kw_only=True)
class Unreadable:
    """A file that could not be read, and why."""

    message: str


@dataclass(frozen=True, kw_only=True)
class Made:
    """What was made of an article, and the lines of the report on it."""

    lines: tuple[ItemLine, ...]
    unmade: int
    report: tuple[str, ...]


def read(file: ArticleFile) -> Read | Unreadable:
    """An article to make items of."""
    article = _article(file)
    if isinstance(article, Unreadable):
        return article
    found = extract_facts(article)
    return Read(sha256=article.sha256, entry=entry_of(found), packed=zlib.compress(pickle.dumps(found)))


def read_neighbour(file: ArticleFile, families: frozenset[str]) -> Read | Unreadable:
    """An article that lends distractors, if it is of one of these families."""
    article = _article(file)
    if isinstance(article, Unreadable):
        return article
    is_near = family_of(article) in families
    return Read(sha256=article.sha256, entry=entry_of(extract_facts(article)) if is_near else None)


def make(packed: bytes, index: Path, settings: Settings) -> Made:
    """The items of an article that was read, with distractors of this index."""
    found: ArticleFacts = pickle.loads(zlib.decompress(packed))  # noqa: S301 - this program packed it
    generated = generate_items(found, _index(index), seed=settings.seed, difficulty=settings.difficulty)
    lines = tuple(
        ItemLine(
            question=question_of(item.kind, item.stem), kind=item.kind.value, data=encoded(to_json(item))
        )
        for item in generated.items
    )
    return Made(lines=lines, unmade=len(generated.unmade), report=tuple(_report(found, generated)))


@contextmanager
def closing_index() -> Iterator[None]:
    """Release at the end what `make` opened, if it was called in this process."""
    try:
        yield
    finally:
        for index in _open.values():
            index.close()
        _open.clear()


def _article(file: ArticleFile) -> Article | Unreadable:
    try:
        return file.read()
    except UnreadableFileError as error:
        return Unreadable(message=str(error))


_open: dict[Path, FactIndex] = {}


def _index(path: Path) -> FactIndex:
    """The index, opened once a process."""
    if path not in _open:
        _open[path] = FactIndex(path)
    return _open[path]


def _report(found: ArticleFacts, generated: Generated) -> Iterator[str]:
    yield from facts_report(found)
    yield f"  {counted(len(generated.items), 'item')} made"
    for reason, number in generated.reasons().items():
        yield f"  {counted(number, 'item')} not made, {reason}"
