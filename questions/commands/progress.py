"""A progress bar on a terminal, and nothing of the sort elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click


@contextmanager
def progress(label: str, length: int, *, is_quiet: bool) -> Iterator[Callable[[], None]]:
    """A bar on standard error while the block runs; each call of what it gives is one article more.

    It shows articles done, time left and rate, where standard error is a terminal and the block is not quiet.
    """
    start, done = time.monotonic(), 0

    def rate(_: object) -> str:
        seconds = time.monotonic() - start
        return f"{done / seconds:.1f} articles/s" if done and seconds else ""

    hidden = is_quiet or not sys.stderr.isatty()
    with click.progressbar(
        length=length, label=label, file=sys.stderr, hidden=hidden, show_pos=True, item_show_func=rate
    ) as bar:

        def step() -> None:
            nonlocal done
            done += 1
            bar.update(1)

        yield step
