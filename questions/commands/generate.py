"""``questions generate``: articles to items, in two passes through an index of facts on disk.

The first pass takes the facts of every file, and of the articles of the library in the same chapters; the
second makes the items of each file, whose distractors are facts of its neighbours. Memory holds a few
articles and their neighbours at a time; what was read waits on disk for its turn.
"""

from __future__ import annotations

import hashlib
import pickle
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from questions.article_files import ArticleFile, article_files
from questions.commands.article_work import (
    Made,
    Read,
    Settings,
    Unreadable,
    closing_index,
    make,
    read,
    read_neighbour,
)  # fmt: skip
from questions.commands.asked import Asked
from questions.commands.item_file import (
    ItemFile,
    Origin,
    Totals,
    file_of_items,
    refuse_unfit,
    standard_output,
)  # fmt: skip
from questions.commands.output import counted, report
from questions.commands.progress import progress
from questions.commands.workers import Task, Workers, usable_cores
from questions.fingerprint import program_hash
from questions.generate import FactIndex
from questions.library import bundled_articles

FILES_A_PROCESS = 4
"""A process takes half a second to start, in which another one makes the items of some four articles."""


@dataclass(frozen=True, kw_only=True)
class Target:
    """Where the items go: a file, which an interrupted run may have begun, or standard output."""

    path: Path | None = None
    resume: bool = False


@dataclass(frozen=True, kw_only=True)
class _Scratch:
    """The files of one run, in a folder that goes with it."""

    index: Path
    articles: Path
    asked: Path


@dataclass(frozen=True, kw_only=True)
class _Intake:
    """What the first pass found: how many articles, files that could not be read, and a hash of the rest."""

    read: int
    unreadable: int
    hash: str


def run(
    paths: Sequence[Path], *, library: Path | None, settings: Settings, jobs: int | None, target: Target
) -> int:
    """Write the items of each article, in order; 2 if no article could be read, 1 if not every file, else 0.

    ``library`` is a folder to use instead of the bundled one, ``jobs`` the number of processes, by default
    one a core. What is written does not depend on it.

    Raises:
        DuplicateIdError: two of the files, or two of the library, have the same id.
        QuestionsError: a folder has no article; the file cannot be written, or was begun with other input;
            or a process died.
    """
    files = article_files(paths, report)
    neighbours = bundled_articles() if library is None else article_files([library], report)
    if target.path:
        refuse_unfit(target.path, (file.path for file in files))
    report(f"Reading {counted(len(files), 'article')}, with a library of {len(neighbours)}.")
    processes = min(jobs or usable_cores(), len(files) // FILES_A_PROCESS)
    with TemporaryDirectory(prefix="questions-") as folder, Workers(processes) as workers:
        scratch = _Scratch(
            index=Path(folder) / "facts.sqlite",
            articles=Path(folder) / "articles",
            asked=Path(folder) / "asked.sqlite",
        )
        with FactIndex(scratch.index) as index:
            intake, families = _read_articles(files, index, scratch.articles, workers)
            if not intake.read:  # Before a file of an earlier run is replaced by nothing.
                report(f"0 articles read, {counted(intake.unreadable, 'file')} not readable.")
                return 2
            # An article that is given again replaces that of the library.
            others = _without(neighbours, {file.id for file in files})
            lenders = _read_library(others, families, index, workers)
        origin = Origin(
            program=program_hash(), articles=intake.hash, library=lenders.hash, settings=asdict(settings)
        )
        with _opened(target, origin) as output:
            _make_items(output, intake.read, scratch, settings, workers)
    _report_totals(output.totals, intake, target)
    return 1 if intake.unreadable or lenders.unreadable else 0


def _read_articles(
    files: Sequence[ArticleFile], index: FactIndex, kept: Path, workers: Workers
) -> tuple[_Intake, frozenset[str]]:
    """Put each article's facts into the index, and all of it into a file; also the families they are of."""
    families: set[str] = set()
    tally = _Tally()
    tasks = (Task(name=str(file.path), run=partial(read, file)) for file in files)
    with progress("Reading articles", len(files), is_quiet=False) as step, kept.open("wb") as articles:
        for file, result in zip(files, workers.results(tasks), strict=True):
            if isinstance(result, Read) and result.entry:
                index.store(result.entry)
                pickle.dump((file.id, result.packed), articles)
                families |= {result.entry.family} - {""}
            tally.add(file, result)
            step()
    return tally.intake(), frozenset(families)


def _read_library(
    files: Sequence[ArticleFile], families: frozenset[str], index: FactIndex, workers: Workers
) -> _Intake:
    """Put the facts of articles of these families into the index."""
    tally = _Tally()
    tasks = (Task(name=str(file.path), run=partial(read_neighbour, file, families)) for file in files)
    with progress("Reading library ", len(files), is_quiet=False) as step:
        for file, result in zip(files, workers.results(tasks), strict=True):
            if isinstance(result, Read) and result.entry:
                index.store(result.entry)
            tally.add(file, result)
            step()
    return tally.intake()


def _make_items(
    output: ItemFile, number: int, scratch: _Scratch, settings: Settings, workers: Workers
) -> None:
    """Write and report the items of every article that is not in the output yet."""
    done = output.totals.articles
    is_quiet = output.items is sys.stdout.buffer and sys.stdout.isatty()
    with (
        progress("Making questions", number - done, is_quiet=is_quiet) as step,
        closing_index(),
        Asked(scratch.asked) as asked,
        scratch.articles.open("rb") as articles,
    ):
        asked.note(output.lines())
        tasks = _tasks(articles, number, scratch.index, settings)
        for made in workers.results(islice(tasks, done, None)):
            batch, repeated = asked.batch(made.lines, made.unmade)
            output.write(batch)
            for line in made.report:
                report(line)
            if repeated:
                report(f"  {counted(repeated, 'item')} left out, asked by an article before")
            step()


def _tasks(articles: BinaryIO, number: int, index: Path, settings: Settings) -> Iterator[Task[Made]]:
    for _ in range(number):
        article_id, packed = pickle.load(articles)  # noqa: S301 - this program wrote it
        yield Task(name=article_id, run=partial(make, packed, index, settings))


class _Tally:
    """Counts what was read, reports what was not, and hashes ids and contents in their order."""

    def __init__(self) -> None:
        self._read = self._unreadable = 0
        self._hash = hashlib.sha256()

    def add(self, file: ArticleFile, result: Read | Unreadable) -> None:
        if isinstance(result, Unreadable):
            report(result.message)
            self._unreadable += 1
        else:
            self._hash.update(f"{file.id}\0{result.sha256}\n".encode())
            self._read += 1

    def intake(self) -> _Intake:
        return _Intake(read=self._read, unreadable=self._unreadable, hash=self._hash.hexdigest())


def _without(files: Sequence[ArticleFile], ids: set[str]) -> list[ArticleFile]:
    return [file for file in files if file.id not in ids]


@contextmanager
def _opened(target: Target, origin: Origin) -> Iterator[ItemFile]:
    if not target.path:
        yield standard_output()
        return
    with file_of_items(target.path, origin, resume=target.resume) as output:
        done = output.totals.articles
        if done:
            report(f"{target.path}: {counted(done, 'article')} done before; going on.")
        try:
            yield output
        except KeyboardInterrupt:
            number = counted(output.totals.articles, "article")
            report(f"{target.path}: stopped with {number} done; --resume goes on from there.")
            raise


def _report_totals(totals: Totals, intake: _Intake, target: Target) -> None:
    read, unreadable = counted(intake.read, "article"), counted(intake.unreadable, "file")
    report(f"{read} read, {unreadable} not readable.")
    report(f"{counted(totals.made.total(), 'item')} made ({totals.kinds()}), {totals.unmade} not made.")
    if target.path:
        report(f"{target.path}: {counted(totals.made.total(), 'item')} written.")
