"""Where `questions generate` writes: standard output, or a file that an interrupted run can go on with.

Beside such a file stands a journal until the run is done: a line on what the items are made of, then a line
an article whose items are all in the file, with their length and hash. Going on, both are cut behind the last
article for which they agree, so that it does not matter where the run was stopped, or how.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from questions.errors import QuestionsError

SUFFIX = ".progress"
ENTRY_KEYS = {"size", "sha256", "made", "unmade"}


@dataclass(frozen=True, kw_only=True)
class Origin:
    """All that decides what the items are: the program, articles and library by hash, and the settings."""

    program: str
    articles: str
    library: str
    settings: dict[str, object]


@dataclass(frozen=True, kw_only=True)
class Batch:
    """The items of one article as lines of JSON, and how many were made, by kind, and not made."""

    data: bytes
    made: dict[str, int]
    unmade: int


@dataclass(kw_only=True)
class Totals:
    """What has been written so far; ``made`` counts items by kind."""

    articles: int = 0
    made: Counter[str] = field(default_factory=Counter)
    unmade: int = 0

    def add(self, batch: Batch) -> None:
        """Count one article more."""
        self.articles += 1
        self.made.update(batch.made)
        self.unmade += batch.unmade

    def kinds(self) -> str:
        """The counts in words, "25 flashcard, 17 cloze"."""
        return ", ".join(f"{number} {kind}" for kind, number in self.made.items()) or "none"


@dataclass(kw_only=True)
class ItemFile:
    """An open file for items; ``totals`` has what an earlier run put into it too."""

    items: BinaryIO
    journal: BinaryIO | None = None
    totals: Totals = field(default_factory=Totals)

    def lines(self) -> Iterator[bytes]:
        """What an earlier run put into the file, an item a line; the next batch goes behind it."""
        if self.totals.articles:
            self.items.seek(0)
            yield from self.items

    def write(self, batch: Batch) -> None:
        """Append the items of the next article."""
        self.items.write(batch.data)
        self.totals.add(batch)
        if self.journal:
            self.items.flush()  # Before the journal says so.
            entry = {
                "size": len(batch.data),
                "sha256": _hash(batch.data),
                "made": batch.made,
                "unmade": batch.unmade,
            }
            self.journal.write(_line(entry))
            self.journal.flush()


def standard_output() -> ItemFile:
    """Items go to standard output."""
    return ItemFile(items=sys.stdout.buffer)


def refuse_unfit(path: Path, inputs: Iterator[Path]) -> None:
    """Say before the work whether a file can be written here.

    Raises:
        QuestionsError: it is no plain file, is one of the inputs, or cannot be written.
    """
    if path.exists() and not path.is_file():
        raise QuestionsError(
            "this is no plain file.", name=str(path), advice="Send standard output there instead."
        )
    if path.exists() and any(one.name == path.name and one.samefile(path) for one in inputs if one.exists()):
        raise QuestionsError(
            "the items would overwrite an article.", name=str(path), advice="Choose another name."
        )
    place = path if path.exists() else path.absolute().parent
    if not os.access(place, os.W_OK):
        raise _unwritable(path, "no such folder" if not place.exists() else "permission denied")


@contextmanager
def file_of_items(path: Path, origin: Origin, *, resume: bool) -> Iterator[ItemFile]:
    """The file, empty, or cut behind the last whole article of a run that is gone on with.

    The journal is removed where the block ends without an exception.

    Raises:
        QuestionsError: the file cannot be written, or does not come from a run with this origin.
    """
    beside = path.with_name(path.name + SUFFIX)
    goes_on = resume and path.exists() and path.stat().st_size > 0
    try:
        if not goes_on:
            # In this order, a file that is not empty always has its own journal.
            beside.unlink(missing_ok=True)
            path.write_bytes(b"")
            beside.write_bytes(_line(asdict(origin)))
        elif not beside.exists():
            raise QuestionsError(
                f"there is nothing to go on with, for no {beside.name} stands beside it.",
                name=str(path),
                advice="The file is complete, or of other making; leave out --resume to replace it.",
            )
        items, journal = path.open("r+b"), beside.open("r+b")
    except OSError as error:
        raise _unwritable(path, str(error.strerror)) from error
    with items, journal:
        _check_origin(path, journal, origin)
        yield ItemFile(items=items, journal=journal, totals=_whole_articles(items, journal))
    beside.unlink()


def _check_origin(path: Path, journal: BinaryIO, origin: Origin) -> None:
    """Read the journal's first line."""
    found = _entry(journal.readline())
    if found.keys() != asdict(origin).keys():
        raise QuestionsError(
            f"it cannot be gone on with, for {path.name + SUFFIX} beside it is damaged.",
            name=str(path),
            advice="Leave out --resume to make all of it anew.",
        )
    different = [key for key, value in asdict(origin).items() if found.get(key) != value]
    if different:
        raise QuestionsError(
            f"it was begun with other {' and '.join(different)}, so that the two parts would not fit.",
            name=str(path),
            advice="Use the same as then, or leave out --resume to make all of it anew.",
        )


def _whole_articles(items: BinaryIO, journal: BinaryIO) -> Totals:
    """What is surely in the file; file and journal are cut behind it."""
    totals = Totals()
    end, journal_end = 0, journal.tell()
    for line in iter(journal.readline, b""):
        entry = _entry(line)
        if not entry.keys() >= ENTRY_KEYS:
            break
        data = items.read(entry["size"])
        if _hash(data) != entry["sha256"]:
            break
        totals.add(Batch(data=data, made=entry["made"], unmade=entry["unmade"]))
        end, journal_end = items.tell(), journal.tell()
    for file, length in ((items, end), (journal, journal_end)):
        file.seek(length)
        file.truncate()
    return totals


def _entry(line: bytes) -> dict[str, Any]:
    """A line of the journal; empty where it was written in part only."""
    try:
        value = json.loads(line) if line.endswith(b"\n") else {}
    except ValueError:  # a page of a disk that lost its power
        value = {}
    return value if isinstance(value, dict) else {}


def _line(entry: dict[str, object]) -> bytes:
    return json.dumps(entry).encode() + b"\n"


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _unwritable(path: Path, why: str) -> QuestionsError:
    return QuestionsError(
        f"the file cannot be written ({why}).", name=str(path), advice="Check folder, rights and free space."
    )
