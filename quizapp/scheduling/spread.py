"""Fuzz and load balance: a due day moved a little, so that cards answered together do not stay together.

Only the due day moves; the interval that the next one is made from stays the formula's. The move is written
to the log, so that replaying needs no randomness.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from random import Random

LARGEST_PERCENT = 5
SHORTEST_INTERVAL_DAYS = 4  # intervals of up to 3 days stay
MOST_DAYS = 365  # so that no move leads out of the calendar, nor takes long to choose


class Spread(StrEnum):
    """How due days are moved."""

    OFF = "off"
    RANDOM = "random"
    BALANCED = "balanced"


def largest_shift(interval_days: int) -> int:
    """By how many days at most a due day may be moved, either way: 5 % of the interval, rounded down.

    That is a year at most.
    """
    if interval_days < SHORTEST_INTERVAL_DAYS:
        return 0
    return min(interval_days * LARGEST_PERCENT // 100, MOST_DAYS)


def random_shift(interval_days: int, chance: Random) -> int:
    """A move in days, each within the bound as likely as any other."""
    bound = largest_shift(interval_days)
    return chance.randint(-bound, bound)


def balanced_shift(interval_days: int, due_day: int, cards_due: Mapping[int, int], chance: Random) -> int:
    """The move in days to the lightest day within the bound.

    `cards_due` has the number of cards due on each day that has any. Of equally light days the nearest to the
    formula's is taken, and of two at the same distance either.
    """
    bound = largest_shift(interval_days)
    return min(
        range(-bound, bound + 1),
        key=lambda shift: (cards_due.get(due_day + shift, 0), abs(shift), chance.random()),
    )
