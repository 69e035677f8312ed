"""``questions generate``: articles to items, in two passes through an index of facts on disk.

The first pass stores the facts of the library and of every file; the second makes the items of each file,
whose distractors are facts of its neighbours. Memory holds one article and its neighbours at a time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from questions.article_files import ArticleFile, article_files
from questions.commands.output import counted, print_line, report, report_facts
from questions.errors import UnreadableFileError
from questions.facts import extract_facts
from questions.generate import FactIndex, Generated, generate_items
from questions.jsonl import to_json
from questions.library import bundled_articles
from questions.model import ArticleFacts


@dataclass(kw_only=True)
class _Totals:
    """What the second pass has done so far; ``made`` counts items by kind."""

    articles: int = 0
    made: Counter[str] = field(default_factory=Counter)
    unmade: int = 0

    def kinds(self) -> str:
        """The counts in words, "25 flashcard, 17 cloze"."""
        return ", ".join(f"{number} {kind}" for kind, number in self.made.items()) or "none"


def run(paths: Iterable[Path], *, library: Path | None, seed: int) -> int:
    """Print the items of each article, in order; 1 if a file of either could not be read, else 0.

    ``library`` is a folder to use instead of the bundled one.

    Raises:
        DuplicateIdError: two of the files, or two of the library, have the same id.
    """
    files = article_files(paths)
    neighbours = bundled_articles() if library is None else article_files([library])
    report(f"Reading {counted(len(files), 'article')}, and {len(neighbours)} of the library.")
    with TemporaryDirectory(prefix="questions-") as folder, FactIndex(Path(folder) / "facts.sqlite") as index:
        strangers = [file for file in neighbours if not _store(file, index)]
        readable = [file for file in files if _store(file, index)]
        totals = _print_items(readable, index, seed)
    missed = len(files) - totals.articles
    report(f"{counted(totals.articles, 'article')} read, {counted(missed, 'file')} not readable.")
    report(f"{counted(totals.made.total(), 'item')} made ({totals.kinds()}), {totals.unmade} not made.")
    return 1 if missed or strangers or not files else 0


def _facts_of(file: ArticleFile) -> ArticleFacts | None:
    """The facts of a file; None where it cannot be read, which is then reported."""
    try:
        return extract_facts(file.read())
    except UnreadableFileError as error:
        report(str(error))
        return None


def _store(file: ArticleFile, index: FactIndex) -> bool:
    """Whether the file could be read; its facts are then in the index."""
    found = _facts_of(file)
    if found:
        index.add(found)
    return found is not None


def _print_items(files: Iterable[ArticleFile], index: FactIndex, seed: int) -> _Totals:
    totals = _Totals()
    for file in files:
        found = _facts_of(file)
        if not found:  # It was removed between the passes.
            continue
        generated = generate_items(found, index, seed=seed)
        for item in generated.items:
            print_line(to_json(item))
        _report(found, generated)
        totals.articles += 1
        totals.made.update(item.kind.value for item in generated.items)
        totals.unmade += len(generated.unmade)
    return totals


def _report(found: ArticleFacts, generated: Generated) -> None:
    report_facts(found)
    report(f"  {counted(len(generated.items), 'item')} made")
    for reason, number in generated.reasons().items():
        report(f"  {counted(number, 'item')} not made, {reason}")
