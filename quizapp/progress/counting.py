"""The answers of learners counted from their logs, in one pass, however many learners there are.

Apart from the other figures as it is done here and not by the database: what counts of an answer depends on
what was done to its card before, and to go through the log as it lies, with the cards at hand, takes a
quarter of the time that sorting the log by cards takes.

An answer stands unless an undo takes it back; its grade is that of its last regrade that stands. Drills are
no reviews: only the time spent on them counts. Reviews that another program logged count on their day, once a
day and card. Right is a grade of 3 or more, where SM-2 draws the line. No answer takes more than a minute:
beyond that the learner was probably away.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Any, TypeAlias

import sqlalchemy as sa

from quizapp.extensions import db
from quizapp.models import Item, ReviewLog
from quizapp.progress.figures import BANDS, Answers, Key, Scope
from quizapp.scheduling.replay import Action
from quizapp.scheduling.sm2 import LOWEST_PASSING_GRADE
from quizapp.study.overview import LONGEST_ANSWER_MS

_ROWS_AT_ONCE = 5000
_DRILL, _IMPORTED = Action.DRILL.value, Action.IMPORTED.value
_COUNTED = (Action.ANSWER.value, _DRILL, _IMPORTED)
_NEW_INTERVAL = (Action.RESET.value, Action.IMPORT.value)

_NUMBERS = 3  # of each band: reviews, those passed, and the time
_ALL_BANDS = (0, *BANDS)
# Where the numbers of each interval's band begin; the last is that of all longer ones.
_PLACES = [
    _NUMBERS * sum(1 for band in BANDS if band <= interval_days) for interval_days in range(BANDS[-1] + 1)
]

_LONGEST = BANDS[-1]
_NEW = (0, 0)

Tally: TypeAlias = list[int]
"""The numbers of band 0, for what is no retention review, and then of each of BANDS."""


def count_answers(scope: Scope, *by: str) -> dict[Key, Answers]:
    """Answers that stand, by columns of the answers.

    The columns are ``user_id``, one of ``set_id`` and ``day``, and ``band``. The last is that of BANDS to
    which a retention review belongs by the interval before it, and 0 for other answers.
    """
    return count_in_each_way(scope, by)[0]


def count_in_each_way(scope: Scope, *ways: tuple[str, ...]) -> list[dict[Key, Answers]]:
    """The same answers grouped by each of these lists of columns; the log is gone through once for all."""
    corrections, set_of = _corrections(scope), _set_of(scope)
    by_day: dict[tuple[int, int], Tally] = {}
    by_set: dict[tuple[int, int], Tally] = {}
    for user_id, rows in groupby(_rows(scope), itemgetter(0)):
        days, sets = _count(rows, corrections.get(user_id, _Corrections()), set_of)
        by_day.update(((user_id, day), tally) for day, tally in days.items())
        by_set.update(((user_id, set_id), tally) for set_id, tally in sets.items())
    return [
        _grouped(by_set, ("user_id", "set_id"), by)
        if "set_id" in by
        else _grouped(by_day, ("user_id", "day"), by)
        for by in ways
    ]


def _count(
    rows: Iterable[Any], corrections: _Corrections, set_of: dict[int, int]
) -> tuple[dict[int, Tally], dict[int, Tally]]:
    """One learner's answers by day and by set. It is gone through for each of their answers, so nothing is
    called here that need not be.
    """
    undone, regraded = corrections.undone, corrections.regraded
    days, sets = _tallies(), _tallies()
    cards: dict[int, tuple[int, int]] = {}  # the day of the last of these, 0 of none, and the interval since
    for _, sequence, item_id, day, action, grade, duration_ms, interval_days in rows:
        if sequence in undone:
            continue
        if sequence in regraded:
            grade, interval_days = regraded[sequence]  # noqa: PLW2901 - the answer's own from now on
        if action in _NEW_INTERVAL:
            cards[item_id] = 0, interval_days
            continue
        of_day, of_set = days[day], sets[set_of[item_id]]
        place = 0
        last_day, interval_before = cards.get(item_id, _NEW)
        cards[item_id] = day, interval_days
        if action != _DRILL:
            is_first = last_day < day
            if is_first:
                place = _PLACES[interval_before] if interval_before < _LONGEST else _PLACES[_LONGEST]
            if is_first or action != _IMPORTED:
                of_day[place] += 1
                of_set[place] += 1
                if grade >= LOWEST_PASSING_GRADE:
                    of_day[place + 1] += 1
                    of_set[place + 1] += 1
        if duration_ms:
            of_day[place + 2] += duration_ms
            of_set[place + 2] += duration_ms
    return days, sets


def _rows(scope: Scope) -> Iterable[Any]:
    """What `_count` takes, a learner after the other, each in order."""
    return db.session.connection().execute(
        sa.select(
            ReviewLog.user_id,
            ReviewLog.sequence,
            ReviewLog.item_id,
            ReviewLog.day,
            ReviewLog.action,
            ReviewLog.grade,
            sa.case(
                (ReviewLog.duration_ms > LONGEST_ANSWER_MS, LONGEST_ANSWER_MS), else_=ReviewLog.duration_ms
            ),
            ReviewLog.interval_days,
        )
        .where(*scope.of(ReviewLog), ReviewLog.action.in_([*_COUNTED, *_NEW_INTERVAL]))
        .order_by(ReviewLog.user_id, ReviewLog.sequence)
        .execution_options(yield_per=_ROWS_AT_ONCE)
    )


def _set_of(scope: Scope) -> dict[int, int]:
    """The set of each item in the logs."""
    items = sa.select(ReviewLog.item_id).where(*scope.of(ReviewLog)).distinct().subquery()
    rows = db.session.execute(sa.select(Item.id, Item.set_id).join(items, items.c.item_id == Item.id))
    return {row[0]: row[1] for row in rows}


def _grouped(
    tallies: dict[tuple[int, int], Tally], names: tuple[str, str], by: tuple[str, ...]
) -> dict[Key, Answers]:
    groups: dict[Key, Tally] = {}
    places = [names.index(name) for name in by if name != "band"]
    for key, tally in tallies.items():
        group = tuple(key[place] for place in places)
        before = groups.get(group)
        groups[group] = (
            tally if before is None else [one + other for one, other in zip(before, tally, strict=True)]
        )
    if "band" not in by:
        return {group: _answers(tally, _ALL_BANDS) for group, tally in groups.items()}
    place = by.index("band")
    return {
        (*group[:place], band, *group[place:]): _answers(tally, (band,))
        for group, tally in groups.items()
        for number, band in enumerate(_ALL_BANDS)
        if any(tally[_NUMBERS * number : _NUMBERS * (number + 1)])
    }


def _answers(tally: Tally, bands: tuple[int, ...]) -> Answers:
    """The sum over some bands."""
    places = [(band, _NUMBERS * _ALL_BANDS.index(band)) for band in bands]
    return Answers(
        answered=sum(tally[place] for _, place in places),
        right=sum(tally[place + 1] for _, place in places),
        duration_ms=sum(tally[place + 2] for _, place in places),
        retention_reviews=sum(tally[place] for band, place in places if band),
        retention_passed=sum(tally[place + 1] for band, place in places if band),
    )


def _tallies() -> defaultdict[int, Tally]:
    return defaultdict(lambda: [0] * (_NUMBERS * len(_ALL_BANDS)))


@dataclass(kw_only=True, slots=True)
class _Corrections:
    """What a learner took back, and the last grade and interval of changed answers; both by sequence."""

    undone: set[int] = field(default_factory=set)
    regraded: dict[int, tuple[int, int]] = field(default_factory=dict)


def _corrections(scope: Scope) -> dict[int, _Corrections]:
    """Those of each learner who has any."""
    rows = db.session.execute(
        sa.select(
            ReviewLog.user_id,
            ReviewLog.sequence,
            ReviewLog.action,
            ReviewLog.undoes,
            ReviewLog.grade,
            ReviewLog.interval_days,
        )
        .where(ReviewLog.user_id.in_(scope.users), ReviewLog.undoes.is_not(None))
        .order_by(ReviewLog.user_id, ReviewLog.sequence)
    ).all()
    found: dict[int, _Corrections] = defaultdict(_Corrections)
    for row in rows:
        if row.action == Action.UNDO:
            found[row.user_id].undone.add(row.undoes)
    for row in rows:
        theirs = found[row.user_id]
        if row.action == Action.REGRADE and row.sequence not in theirs.undone:
            theirs.regraded[row.undoes] = (row.grade, row.interval_days)
    return found
