"""What comes next: the rules of the queue. Finding and sorting the cards is the database's work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from quizapp.scheduling.card import CardState

DEFAULT_NEW_PER_DAY = 20
# So many other cards, some minutes' worth, lie between an answer and its drill where the queue has them:
# enough that the drill asks the memory and not the echo of the page just read.
DRILL_GAP_CARDS = 10
FEW_REVIEWS = 20
"""Of so many or fewer the next is chosen among all; of more, their fixed order keeps siblings apart."""

COUNT_CAP = 1000
"""Counts go no further, so that a queue of any length is counted in the same time."""


class Apart(StrEnum):
    """Of what at most one new card is introduced a day."""

    FACT = "fact"
    CONDITION = "condition"


class Kind(StrEnum):
    """Why a card is in today's queue; a card has at most one reason."""

    BACKLOG = "backlog"
    DUE = "due"
    DRILL = "drill"
    NEW = "new"


class Draw(StrEnum):
    """From where the next card is taken."""

    REVIEW = "review"
    DRILL = "drill"
    NEW = "new"


@dataclass(frozen=True, kw_only=True, slots=True)
class Counts:
    """How many cards wait, each counted once: `due` is due today, `backlog` was due earlier."""

    backlog: int
    due: int
    drills: int
    new: int

    @property
    def reviews(self) -> int:
        """Backlog and today's reviews, which are one queue, oldest due day first."""
        return self.backlog + self.due


@dataclass(frozen=True, kw_only=True, slots=True)
class DailyLimits:
    """What a learner allows themselves a day; None is no limit. Drills are never limited."""

    new: int = DEFAULT_NEW_PER_DAY
    reviews: int | None = None


def kind_of(card: CardState, day: int) -> Kind | None:
    """Why the card is in the queue of this day; None where it is not."""
    if card.is_hidden(day):
        return None
    if card.due_day is None:
        return Kind.NEW
    if card.has_drill(day):
        return Kind.DRILL
    if card.due_day > day:
        return None
    return Kind.DUE if card.due_day == day else Kind.BACKLOG


def within_limits(
    waiting: Counts, limits: DailyLimits, *, introduced_today: int, reviewed_today: int
) -> Counts:
    """What is left for today of all that waits.

    `introduced_today` are the cards introduced today, `reviewed_today` the other cards answered today. A
    limit on reviews takes the backlog first, as the queue does.
    """
    backlog, due = waiting.backlog, waiting.due
    if limits.reviews is not None:
        left = max(0, limits.reviews - reviewed_today)
        backlog = min(backlog, left)
        due = min(due, left - backlog)
    new = min(waiting.new, max(0, limits.new - introduced_today))
    return replace(waiting, backlog=backlog, due=due, new=new)


def backlog_left_for_later(size: int, from_day: int, until_day: int, day: int) -> int:
    """How many of a backlog of `size` cards, worked off evenly from one day to another, stay for later days.

    On the last day and after it none stays.
    """
    days = until_day - from_day + 1
    days_after = max(0, until_day - max(day, from_day))
    return size * days_after // days if days > 0 else 0


def next_draw(left: Counts, cards_since_drill: int) -> Draw | None:
    """From where to take the next card, or None when the day is done.

    A drill that has had its gap goes before all, then come reviews, then new cards, then drills whose gap
    there is nothing left to fill with. `cards_since_drill` is the number of cards shown since the drill that
    has waited longest was last shown; any number where there is no drill.
    """
    if left.drills and cards_since_drill >= DRILL_GAP_CARDS:
        return Draw.DRILL
    if left.reviews:
        return Draw.REVIEW
    if left.new:
        return Draw.NEW
    return Draw.DRILL if left.drills else None


def farthest_from_siblings(waiting: Sequence[Hashable], shown: Sequence[Hashable]) -> int:
    """The place of the card to show next, so that the smallest distance of siblings is as large as can be.

    `waiting` has for each card what it shares with its siblings, in the order in which they come otherwise;
    `shown` the same of the cards shown before, the latest first.
    """
    left = Counter(waiting)
    most = max(left.values())
    # So far apart can the largest families be, with all other cards between them.
    reach = (len(waiting) - sum(size == most for size in left.values())) // (most - 1) if most > 1 else None
    distances: dict[Hashable, int] = {}
    for distance, name in enumerate(shown, 1):
        distances.setdefault(name, distance)
    never = len(shown) + len(waiting)

    def rank(place: int) -> tuple[bool, int, int, int]:
        name = waiting[place]
        distance = distances.get(name, never)
        is_too_soon = reach is not None and distance < reach
        return is_too_soon, 0 if is_too_soon or reach is None else -left[name], -distance, place

    return min(range(len(waiting)), key=rank)
