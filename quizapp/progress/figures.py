"""The figures of learners from their logs and cards, by a query each, whatever the number of learners.

Apart from ``service`` because every page and report is made of these same figures, so that they agree.
An answer stands unless an undo takes it back; its grade is that of its last regrade that stands. Drills are
no reviews: only the time spent on them counts. Right is a grade of 3 or more, where SM-2 draws the line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from datetime import datetime
from typing import Any, TypeAlias

import sqlalchemy as sa
import sqlalchemy.orm

from quizapp.extensions import db
from quizapp.models import Card, Item, ItemState, ReviewLog
from quizapp.scheduling.replay import Action
from quizapp.scheduling.sm2 import LOWEST_PASSING_GRADE

MASTERED_DAYS = 21
"""A card with an interval of so many days or more is mastered."""

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


def total(parts: Iterable[Answers]) -> Answers:
    """The sum of figures that count different answers."""
    sums = [sum(column) for column in zip(*map(astuple, parts), strict=True)]
    return Answers(**dict(zip(Answers.__dataclass_fields__, sums, strict=False)))


@dataclass(frozen=True, kw_only=True)
class Cards:
    """Cards of live items by state, each introduced one in one of the last three; lapses of all items."""

    lapses: int = 0
    due: int = 0
    overdue: int = 0
    learning: int = 0
    mastered: int = 0
    suspended: int = 0

    def new_left(self, live_items: int) -> int:
        """How many of the live items are still to be introduced."""
        return live_items - self.learning - self.mastered - self.suspended


def count_answers(scope: Scope, *by: str, since: int | None = None) -> dict[Key, Answers]:
    """Answers that stand, by columns of the answers (``user_id``, ``set_id``, ``day``), from a day on."""
    answers = _standing(scope)
    reviews = answers.c.action == Action.ANSWER.value
    passed = answers.c.grade >= LOWEST_PASSING_GRADE
    retention = sa.and_(reviews, answers.c.day_before < answers.c.day, answers.c.interval_before >= 1)
    query = sa.select(
        *(answers.c[name] for name in by),
        sa.func.count().filter(reviews).label("answered"),
        sa.func.count().filter(reviews, passed).label("right"),
        sa.func.coalesce(sa.func.sum(answers.c.duration_ms), 0).label("duration_ms"),
        sa.func.count().filter(retention).label("retention_reviews"),
        sa.func.count().filter(retention, passed).label("retention_passed"),
    ).group_by(*(answers.c[name] for name in by))
    if since is not None:
        query = query.where(answers.c.day >= since)
    return {_key(row, by): Answers(**_rest(row, by)) for row in db.session.execute(query).mappings()}


def _key(row: Mapping[Any, Any], by: tuple[str, ...]) -> Key:
    return tuple(row[name] for name in by)


def _rest(row: Mapping[Any, Any], by: tuple[str, ...]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in by}


def _standing(scope: Scope) -> sa.Subquery:
    """Answers and drills that stand, with their final grade, and the card's interval and day before them.

    One window in the order of the log's index, so that nothing is sorted. A drill follows an answer of its
    day, so an answer is the first of its day where nothing at all stands before it on that day.
    """
    regrades = _regrades(scope)
    changed = sa.and_(
        regrades.c.user_id == ReviewLog.user_id,
        regrades.c.answer == ReviewLog.sequence,
        regrades.c.newest_first == 1,
    )
    interval_days = sa.func.coalesce(regrades.c.interval_days, ReviewLog.interval_days)
    log = (
        sa.select(
            ReviewLog.user_id,
            ReviewLog.item_id,
            ReviewLog.day,
            ReviewLog.action,
            ReviewLog.duration_ms,
            sa.func.coalesce(regrades.c.grade, ReviewLog.grade).label("grade"),
            _before(interval_days).label("interval_before"),
            _before(ReviewLog.day).label("day_before"),
        )
        .outerjoin(regrades, changed)
        .where(
            *scope.of(ReviewLog),
            ReviewLog.action.in_([Action.ANSWER.value, Action.DRILL.value]),
            _stands(scope),
        )
        .subquery()
    )
    return sa.select(log, Item.set_id).join(Item, Item.id == log.c.item_id).subquery()


def _before(column: sa.ColumnElement[int] | sa.orm.InstrumentedAttribute[int]) -> sa.Over[int]:
    return sa.func.lag(column).over(
        partition_by=(ReviewLog.user_id, ReviewLog.item_id), order_by=ReviewLog.sequence
    )


def _regrades(scope: Scope) -> sa.Subquery:
    """Changes of grade that stand; ``newest_first`` is 1 for the last of each answer."""
    newest_first = sa.func.row_number().over(
        partition_by=(ReviewLog.user_id, ReviewLog.undoes), order_by=ReviewLog.sequence.desc()
    )
    return (
        sa.select(
            ReviewLog.user_id,
            ReviewLog.undoes.label("answer"),
            ReviewLog.grade,
            ReviewLog.interval_days,
            newest_first.label("newest_first"),
        )
        .where(
            ReviewLog.user_id.in_(scope.users),
            ReviewLog.action == Action.REGRADE.value,
            _stands(scope),
        )
        .subquery()
    )


def _stands(scope: Scope) -> sa.ColumnElement[bool]:
    """Not undone. A list of the few undos is looked up faster than an index on what every row undoes."""
    undo = sa.orm.aliased(ReviewLog)
    undone = sa.select(undo.user_id, undo.undoes).where(
        undo.user_id.in_(scope.users), undo.action == Action.UNDO.value, undo.undoes.is_not(None)
    )
    return sa.tuple_(ReviewLog.user_id, ReviewLog.sequence).not_in(undone)


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
        "learning": (known, Card.interval_days < MASTERED_DAYS),
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


def count_coming(scope: Scope, day: int, days_ahead: int) -> dict[int, int]:
    """Cards of one learner's live items by the day on which they come, overdue ones by the day they came.

    A card put away for the day comes when it is back.
    """
    back = sa.case(
        (
            sa.and_(Card.buried_until_day > day, Card.buried_until_day > Card.due_day),
            Card.buried_until_day,
        ),
        else_=Card.due_day,
    )
    rows = db.session.execute(
        sa.select(back, sa.func.count())
        .join(Item, Item.id == Card.item_id)
        .where(
            *scope.of(Card),
            Item.state == ItemState.LIVE,
            Card.suspended.is_(False),
            Card.due_day.is_not(None),
            back < day + days_ahead,
        )
        .group_by(back)
    )
    return {row[0]: row[1] for row in rows}
