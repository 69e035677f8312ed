"""Proof that the log is the truth, for all learners. Not in ``service`` since it reads the logs of all.

It streams: no more than one card's log is in memory, and all is read in one transaction, so that the app may
go on meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from quizapp.extensions import reading_rows
from quizapp.models import Card, ReviewLog
from quizapp.study.checks.cards import differences_of_cards
from quizapp.study.checks.days import DayAhead, EntriesAhead, days_ahead, entries_ahead
from quizapp.study.checks.difference import Advance, Difference
from quizapp.study.checks.order import differences_of_order, differences_of_settings
from quizapp.study.checks.queue import differences_of_keys, differences_of_places, differences_of_queue

READINGS = 2
"""How often each row of the log is read: card by card, and in order of sequence."""


@dataclass(frozen=True, kw_only=True)
class Extent:
    """How much there is to check."""

    learners: int
    entries: int
    cards: int


@dataclass(frozen=True, kw_only=True)
class Comparison(Extent):
    """What was compared, and a sentence for each difference."""

    differences: tuple[str, ...]


def extent() -> Extent:
    """The number of learners with a log, of its entries and of cards."""
    with reading_rows() as connection:
        counts = (
            sa.func.count(ReviewLog.user_id.distinct()),
            sa.func.count(),
        )
        learners, entries = connection.execute(sa.select(*counts).select_from(ReviewLog)).one()
        cards = connection.execute(sa.select(sa.func.count()).select_from(Card)).scalar_one()
    return Extent(learners=learners, entries=entries, cards=cards)


def differences(advance: Advance = lambda _rows: None) -> Iterator[Difference]:
    """All that is not what the log gives, or is wrong in the log, one by one as it is found.

    `advance` is told of rows of the log that were read; each is read `READINGS` times.
    """
    with reading_rows() as connection:
        yield from _differences(connection, advance)


def _differences(connection: Connection, advance: Advance) -> Iterator[Difference]:
    yield from differences_of_cards(connection, advance)
    yield from differences_of_order(connection, advance)
    yield from differences_of_settings(connection)
    yield from differences_of_queue(connection)
    yield from differences_of_places(connection)
    yield from differences_of_keys(connection)


def ahead_of_the_clock(now: datetime) -> tuple[list[DayAhead], list[EntriesAhead]]:
    """The learners whose day is ahead of the clock, and those whose logs have entries that are."""
    with reading_rows() as connection:
        return days_ahead(connection, now), list(entries_ahead(connection, now))


def compare_with_log() -> Comparison:
    """All differences at once, where there are few."""
    found = extent()
    return Comparison(
        learners=found.learners,
        entries=found.entries,
        cards=found.cards,
        differences=tuple(map(str, differences())),
    )
