"""What the parts of the check share: a difference in words, and rows read as they come."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

ROWS_AT_ONCE = 1000

Advance = Callable[[int], object]
"""Is told of rows that were read, for a progress bar."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """Something stored that is not as it should be.

    ``is_derived``: it was made from the log and can be made again; else it is of the log itself or of what
    hangs on it, and only a person can tell what it should be.
    """

    user_id: int
    problem: str
    item_id: int | None = None
    sequence: int | None = None
    is_derived: bool = False

    def __str__(self) -> str:
        item = "" if self.item_id is None else f", item {self.item_id}"
        entry = "" if self.sequence is None else f", log entry {self.sequence}"
        return f"Learner {self.user_id}{item}{entry}: {self.problem}."


def streamed(connection: Connection, query: sa.Executable, advance: Advance | None = None) -> Iterator[Any]:
    """The rows of a query, few of them in memory at a time."""
    rows = connection.execute(query, execution_options={"yield_per": ROWS_AT_ONCE})
    for few in rows.partitions():
        if advance is not None:
            advance(len(few))
        yield from few


def named(stored: dict[str, Any], given: dict[str, Any], source: str) -> str:
    """The values that are not the same, side by side."""
    return "; ".join(
        f"{name} is {stored[name]}, {source} gives {given[name]}"
        for name in stored
        if stored[name] != given[name]
    )
