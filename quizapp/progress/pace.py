"""How long a learner takes for a card, by kind of question.

Apart from the other figures as medians need the times themselves; tenths of a second are counted, so that no
row is read for each answer.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from questions import Kind
from quizapp.extensions import db
from quizapp.kinds import KIND_NAMES
from quizapp.log_reading import ANSWERS, is_undone
from quizapp.models import Item, ReviewLog
from quizapp.scheduling.replay import Action
from quizapp.study.overview import LONGEST_ANSWER_MS

DRILLS = "drill"
_STEP_MS = 100


@dataclass(frozen=True, kw_only=True)
class Pace:
    """Times for cards of one kind, in seconds; ``kind`` is DRILLS for same-day repetitions of any kind."""

    kind: str
    timed: int
    median_seconds: float
    mean_seconds: float

    @property
    def name(self) -> str:
        """The kind as a page names it."""
        return "Same-day repetitions" if self.kind == DRILLS else KIND_NAMES[Kind(self.kind)]

    @property
    def minutes(self) -> float:
        """All of it together, to the tenth of a minute."""
        return round(self.timed * self.mean_seconds / 60, 1)


def paces_of(user_id: int, *, since: int) -> tuple[Pace, ...]:
    """The learner's times from this day on, the most used kind first and drills last."""
    times: dict[str, list[Any]] = defaultdict(list)
    for row in db.session.execute(_times(user_id, since)):
        times[row.kind].append(row)
    paces = [_pace(kind, rows) for kind, rows in times.items()]
    return tuple(sorted(paces, key=lambda pace: (pace.kind == DRILLS, -pace.timed)))


def _times(user_id: int, since: int) -> sa.Select[Any]:
    """How many took how long, the shortest first."""
    ms = sa.case((ReviewLog.duration_ms > LONGEST_ANSWER_MS, LONGEST_ANSWER_MS), else_=ReviewLog.duration_ms)
    timed = (
        sa.select(
            sa.case((ReviewLog.action == Action.DRILL.value, DRILLS), else_=Item.kind).label("kind"),
            (ms // _STEP_MS).label("step"),
            ms.label("ms"),
        )
        .join(Item, Item.id == ReviewLog.item_id)
        .where(
            ReviewLog.user_id == user_id,
            ReviewLog.day >= since,
            ReviewLog.action.in_(ANSWERS),
            ReviewLog.duration_ms.is_not(None),
            ~is_undone(),
        )
        .subquery()
    )
    return (
        sa.select(
            timed.c.kind, timed.c.step, sa.func.count().label("timed"), sa.func.sum(timed.c.ms).label("ms")
        )
        .group_by(timed.c.kind, timed.c.step)
        .order_by(timed.c.step)
    )


def _pace(kind: str, rows: list[Any]) -> Pace:
    timed = sum(row.timed for row in rows)
    return Pace(
        kind=kind,
        timed=timed,
        median_seconds=(_step_at(rows, (timed - 1) // 2) + _step_at(rows, timed // 2)) * _STEP_MS / 2000,
        mean_seconds=sum(row.ms for row in rows) / timed / 1000,
    )


def _step_at(rows: list[Any], place: int) -> int:
    """The step of the answer at this place in order of time."""
    for row in rows:
        place -= row.timed
        if place < 0:
            return int(row.step)
    raise IndexError(place)
