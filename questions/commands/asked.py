"""Which questions a run has asked already: articles on one condition would ask some of them twice.

On disk, because a run over any number of articles may remember any number of questions.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from questions.commands.item_file import Batch


@dataclass(frozen=True, kw_only=True)
class ItemLine:
    """An item as it is written, and what it asks."""

    question: bytes
    kind: str
    data: bytes


def question_of(kind: str, stem: str) -> bytes:
    """What tells one question from another, in 12 bytes: by chance two agree once in a million million runs
    of a million questions.
    """
    return hashlib.sha256(f"{kind}\0{stem.casefold()}".encode(errors="surrogatepass")).digest()[:12]


class Asked:
    """The questions asked so far."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        # A scratch file: nothing is spent on surviving a crash.
        self._connection.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
            "CREATE TABLE asked (question BLOB PRIMARY KEY) WITHOUT ROWID;"
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def note(self, lines: Iterable[bytes]) -> None:
        """Remember what the lines of an earlier run asked."""
        items = map(json.loads, lines)
        questions = ((question_of(item["kind"], item["stem"]),) for item in items)
        self._connection.executemany("INSERT OR IGNORE INTO asked VALUES (?)", questions)

    def batch(self, lines: Iterable[ItemLine], unmade: int) -> tuple[Batch, int]:
        """The items that ask what was not asked before, and how many others there are."""
        made: Counter[str] = Counter()
        kept: list[bytes] = []
        repeated = 0
        for line in lines:
            if self._is_new(line.question):
                made[line.kind] += 1
                kept.append(line.data)
            else:
                repeated += 1
        return Batch(data=b"".join(kept), made=dict(made), unmade=unmade + repeated), repeated

    def _is_new(self, question: bytes) -> bool:
        return self._connection.execute("INSERT OR IGNORE INTO asked VALUES (?)", (question,)).rowcount > 0
