"""The figures of learners from their logs and cards, by a query each, whatever the number of learners.

Apart from ``service`` because every page and report is made of these same figures, so that they agree.
An answer stands unless an undo takes it back; its grade is that of its last regrade that stands. Drills are
no reviews: only the time spent on them counts. Reviews that another program logged count on their day, once a
day and card. Right is a grade of 3 or more, where SM-2 draws the line. No answer takes more than a minute:
beyond that the learner was probably away.
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
from quizapp.logbook import is_undone
from quizapp.models import Card, Item, ItemState, ReviewLog
from quizapp.scheduling.replay import Action
from quizapp.scheduling.sm2 import LOWEST_PASSING_GRADE
from quizapp.study.overview import LONGEST_ANSWER_MS

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


def count_answers(scope: Scope, *by: str, since: int = 0) -> dict[Key, Answers]:
    """Answers that stand, by columns of the answers, from a day on.

    The columns are ``user_id``, ``set_id``, ``day`` and ``band``. The last is that of BANDS to which a
    retention review belongs by the interval before it, and 0 for other answers.
    """
    return count_in_each_way(scope, by, since=since)[0]


def count_in_each_way(scope: Scope, *ways: tuple[str, ...], since: int = 0) -> list[dict[Key, Answers]]:
    """The same answers grouped by each of these lists of columns; the log is gone through once for all."""
    answers = _standing(scope).cte()
    passed = answers.c.grade >= LOWEST_PASSING_GRADE
    retention = answers.c.band > 0
    width = max(map(len, ways))
    queries = []
    for place, by in enumerate(ways):
        columns = [answers.c[name] for name in by]
        padding = [sa.literal(0)] * (width - len(by))
        query = sa.select(
            sa.literal(place).label("way"),
            *(key.label(f"key{number}") for number, key in enumerate([*columns, *padding])),
            sa.func.count().filter(answers.c.is_review).label("answered"),
            sa.func.count().filter(answers.c.is_review, passed).label("right"),
            sa.func.coalesce(sa.func.sum(answers.c.duration_ms), 0).label("duration_ms"),
            sa.func.count().filter(retention).label("retention_reviews"),
            sa.func.count().filter(retention, passed).label("retention_passed"),
        )
        queries.append(query.where(answers.c.day >= since).group_by(*columns))
    counted: list[dict[Key, Answers]] = [{} for _ in ways]
    for row in db.session.execute(sa.union_all(*queries)):
        place, *rest = row
        counted[place][tuple(rest[: len(ways[place])])] = Answers(
            **dict(zip(Answers.__dataclass_fields__, rest[width:], strict=True))
        )
    return counted


def _key(row: Mapping[Any, Any], by: tuple[str, ...]) -> Key:
    return tuple(row[name] for name in by)


def _rest(row: Mapping[Any, Any], by: tuple[str, ...]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in by}


_STUDIED = (Action.ANSWER.value, Action.DRILL.value, Action.IMPORTED.value)
_NEW_INTERVAL = (Action.RESET.value, Action.IMPORT.value)


def _standing(scope: Scope) -> sa.Select[Any]:
    """Answers and drills that stand, with their final grade, and the band of the interval before them.

    One window in the order of the log's index, so that nothing is sorted. A drill follows an answer of its
    day, so an answer is the first of its day where nothing at all stands before it on that day. Resets and
    imports are gone through too, as they leave another interval behind than the answer before them.
    """
    regrade = sa.orm.aliased(ReviewLog)
    interval_days = sa.func.coalesce(regrade.interval_days, ReviewLog.interval_days)
    log = (
        sa.select(
            ReviewLog.user_id,
            ReviewLog.item_id,
            ReviewLog.day,
            ReviewLog.action,
            sa.case(
                (ReviewLog.duration_ms > LONGEST_ANSWER_MS, LONGEST_ANSWER_MS), else_=ReviewLog.duration_ms
            ).label("duration_ms"),
            sa.func.coalesce(regrade.grade, ReviewLog.grade).label("grade"),
            _before(interval_days).label("interval_before"),
            _before(sa.case((ReviewLog.action.in_(_STUDIED), ReviewLog.day), else_=0)).label("day_before"),
        )
        .outerjoin(
            regrade,
            sa.and_(regrade.user_id == ReviewLog.user_id, regrade.sequence == _last_regrade()),
        )
        .where(*scope.of(ReviewLog), ReviewLog.action.in_([*_STUDIED, *_NEW_INTERVAL]), ~is_undone())
        .subquery()
    )
    is_first = sa.func.coalesce(log.c.day_before, 0) < log.c.day
    is_review = sa.or_(
        log.c.action == Action.ANSWER.value, sa.and_(log.c.action == Action.IMPORTED.value, is_first)
    )
    bands = ((log.c.interval_before >= band, band) for band in reversed(BANDS))
    retention = sa.and_(is_review, is_first, log.c.interval_before.is_not(None))
    return (
        sa.select(
            log.c.user_id,
            log.c.day,
            log.c.grade,
            log.c.duration_ms,
            Item.set_id,
            is_review.label("is_review"),
            sa.case((sa.not_(retention), 0), *bands, else_=0).label("band"),
        )
        .join(Item, Item.id == log.c.item_id)
        .where(log.c.action.in_(_STUDIED))
    )


def _before(column: sa.ColumnElement[int]) -> sa.Over[int]:
    return sa.func.lag(column).over(
        partition_by=(ReviewLog.user_id, ReviewLog.item_id), order_by=ReviewLog.sequence
    )


def _last_regrade() -> sa.ScalarSelect[int]:
    """The sequence of the last change of this answer's grade that stands."""
    change, undo = sa.orm.aliased(ReviewLog), sa.orm.aliased(ReviewLog)
    is_undone = sa.exists().where(
        undo.user_id == change.user_id,
        undo.undoes == change.sequence,
        undo.action == Action.UNDO.value,
    )
    return (
        sa.select(change.sequence)
        .where(
            change.user_id == ReviewLog.user_id,
            change.undoes == ReviewLog.sequence,
            change.action == Action.REGRADE.value,
            ~is_undone,
        )
        # The sum keeps SQLite from walking over the whole log in its order, in search of the one row.
        .order_by((change.sequence + 0).desc())
        .limit(1)
        .correlate(ReviewLog)
        .scalar_subquery()
    )


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
