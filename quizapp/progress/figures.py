"""The figures of learners: what they are, and those of their cards by a query each, however many learners.

Apart from ``service`` because every page and report is made of these same figures, so that they agree. Those
of the log are counted in ``counting``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any, TypeAlias

import sqlalchemy as sa
import sqlalchemy.orm

from quizapp.extensions import db
from quizapp.models import Card, Item, ItemState, ReviewLog

MASTERED_DAYS = 21
"""A card with an interval of so many days or more is mastered."""

YOUNG_DAYS = 7
"""A card with a shorter interval is still being learnt."""

BANDS = (1, YOUNG_DAYS, MASTERED_DAYS, 90)
"""The shortest intervals, in days, of the lengths by which true retention is told."""

Ids: TypeAlias = "sa.Select[Any]"
Key: TypeAlias = tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Scope:
    """Whose rows count, and of the items of which sets: all where ``sets`` is None."""

    users: Ids
    sets: Ids | None = None

    def of(self, table: type[Card | ReviewLog]) -> tuple[sa.ColumnElement[bool], ...]:
        """The scope as conditions on the rows of a table."""
        theirs = (table.user_id.in_(self.users),)
        if self.sets is None:
            return theirs
        return (*theirs, table.item_id.in_(sa.select(Item.id).where(Item.set_id.in_(self.sets))))


@dataclass(frozen=True, kw_only=True)
class Answers:
    """What was answered. ``retention_reviews`` are the first of their day, of cards at a day or more."""

    answered: int = 0
    right: int = 0
    duration_ms: int = 0
    retention_reviews: int = 0
    retention_passed: int = 0

    @property
    def share_right(self) -> float | None:
        """Right answers of all, from 0 to 1; None where there are none."""
        return self.right / self.answered if self.answered else None

    @property
    def true_retention(self) -> float | None:
        """Passed retention reviews of all, from 0 to 1; None where there are none."""
        return self.retention_passed / self.retention_reviews if self.retention_reviews else None

    @property
    def minutes(self) -> float:
        """Time on task, drills included, to the tenth of a minute."""
        return round(self.duration_ms / 60_000, 1)


_numbers_of = attrgetter(*Answers.__dataclass_fields__)  # astuple copies, and there are thousands of days


def total(parts: Iterable[Answers]) -> Answers:
    """The sum of figures that count different answers."""
    sums = [sum(column) for column in zip(*map(_numbers_of, parts), strict=True)]
    return Answers(**dict(zip(Answers.__dataclass_fields__, sums, strict=False)))


@dataclass(frozen=True, kw_only=True)
class Cards:
    """Cards of live items by state, each introduced one in one of the last four; lapses of all items."""

    lapses: int = 0
    due: int = 0
    overdue: int = 0
    learning: int = 0
    young: int = 0
    mastered: int = 0
    suspended: int = 0

    def new_left(self, live_items: int) -> int:
        """How many of the live items are still to be introduced."""
        return live_items - self.learning - self.young - self.mastered - self.suspended


def _key(row: Mapping[Any, Any], by: tuple[str, ...]) -> Key:
    return tuple(row[name] for name in by)


def _rest(row: Mapping[Any, Any], by: tuple[str, ...]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in by}


def count_cards(
    scope: Scope, days: Mapping[int, int], *by: sa.orm.InstrumentedAttribute[int]
) -> dict[Key, Cards]:
    """Cards by state, by columns of card or item; ``days`` gives each learner's day by user id."""
    if not days:
        return {}
    live = Item.state == ItemState.LIVE
    in_turn = sa.and_(live, Card.suspended.is_(False))
    shown = sa.and_(in_turn, ~_is_buried(days))
    known = sa.and_(in_turn, Card.due_day.is_not(None))
    counts = {
        "due": (shown, Card.due_day == _day_of(days)),
        "overdue": (shown, Card.due_day < _day_of(days)),
        "learning": (known, Card.interval_days < YOUNG_DAYS),
        "young": (known, Card.interval_days >= YOUNG_DAYS, Card.interval_days < MASTERED_DAYS),
        "mastered": (known, Card.interval_days >= MASTERED_DAYS),
        "suspended": (live, Card.suspended.is_(True)),
    }
    query = (
        sa.select(
            *by,
            *(sa.func.count().filter(*conditions).label(name) for name, conditions in counts.items()),
            sa.func.coalesce(sa.func.sum(Card.lapses), 0).label("lapses"),
        )
        .join(Item, Item.id == Card.item_id)
        .where(*scope.of(Card))
        .group_by(*by)
    )
    names = tuple(column.key for column in by)
    return {_key(row, names): Cards(**_rest(row, names)) for row in db.session.execute(query).mappings()}


def _day_of(days: Mapping[int, int]) -> sa.ColumnElement[int]:
    """The day of a card's learner: most share one, and only the others are listed."""
    usual = Counter(days.values()).most_common(1)[0][0]
    others = {day: [user for user, theirs in days.items() if theirs == day] for day in set(days.values())}
    del others[usual]
    if not others:
        return sa.literal(usual)
    return sa.case(*((Card.user_id.in_(users), day) for day, users in others.items()), else_=usual)


def _is_buried(days: Mapping[int, int]) -> sa.ColumnElement[bool]:
    return sa.func.coalesce(Card.buried_until_day, 0) > _day_of(days)


def count_live_items(sets: Ids) -> dict[int, int]:
    """Live items of each of these sets that has any."""
    rows = db.session.execute(
        sa.select(Item.set_id, sa.func.count())
        .where(Item.set_id.in_(sets), Item.state == ItemState.LIVE)
        .group_by(Item.set_id)
    )
    return {row[0]: row[1] for row in rows}


def last_active(scope: Scope) -> dict[int, datetime]:
    """When each learner last did anything here, whatever it was."""
    moment = sa.func.max(ReviewLog.server_time, type_=ReviewLog.server_time.type)
    rows = db.session.execute(
        sa.select(ReviewLog.user_id, moment).where(*scope.of(ReviewLog)).group_by(ReviewLog.user_id)
    )
    return {row[0]: row[1] for row in rows}
