"""How a learner's cards are scheduled and drawn: what they chose, and what a change did to their day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from quizapp.access import Viewer
from quizapp.errors import InvalidInputError
from quizapp.extensions import db, writing
from quizapp.learner_settings import change_settings, reckon
from quizapp.scheduling.card import SM2
from quizapp.scheduling.day import date_of
from quizapp.scheduling.fsrs import DEFAULT_RETENTION_PERCENT
from quizapp.scheduling.queue import Apart
from quizapp.scheduling.schedulers import fsrs_key, retention_percent_of
from quizapp.scheduling.spread import Spread
from quizapp.study.deck import today_for, whole_backlog
from quizapp.study.service import today_of

SHORTEST_SPREAD_DAYS, LONGEST_SPREAD_DAYS = 2, 60


@dataclass(frozen=True, kw_only=True)
class Scheduling:
    """What a learner chose. ``algorithm`` is "sm2" or "fsrs"; only FSRS has a desired retention."""

    algorithm: str
    retention_percent: int | None
    spread: Spread
    apart: Apart
    new_per_day: int
    reviews_per_day: int | None


@dataclass(frozen=True, kw_only=True)
class Changed:
    """What saving did: cards that wait today before and after, where the scheduler is another one now."""

    waiting_before: int
    waiting_after: int
    is_rescheduled: bool


@dataclass(frozen=True, kw_only=True)
class Backlog:
    """Cards due on earlier days, all of them, and those of them that are for today.

    ``until`` is the last of the days over which they are spread; None where they all come at once.
    """

    cards: int
    today: int
    until: date | None


def scheduling_of(viewer: Viewer) -> Scheduling:
    """What the learner chose so far."""
    retention_percent = retention_percent_of(viewer.scheduler)
    return Scheduling(
        algorithm="sm2" if retention_percent is None else "fsrs",
        retention_percent=retention_percent or DEFAULT_RETENTION_PERCENT,
        spread=viewer.spread,
        apart=viewer.apart,
        new_per_day=viewer.new_per_day,
        reviews_per_day=viewer.reviews_per_day,
    )


def save_scheduling(viewer: Viewer, chosen: Scheduling, now: datetime) -> Changed:
    """Keep it, log it, and recompute every card where the scheduler is another one; undo takes it back."""
    key = (
        SM2.key
        if chosen.algorithm == "sm2"
        else fsrs_key(chosen.retention_percent or DEFAULT_RETENTION_PERCENT)
    )
    day = today_of(viewer, now)
    before = today_for(db.session(), viewer, day).left
    is_rescheduled = key != viewer.scheduler
    reckoned = reckon(db.session().connection(), viewer.id, key) if is_rescheduled else None
    with writing() as session:
        change_settings(
            session,
            viewer.id,
            {
                "scheduler": key,
                "spread": chosen.spread,
                "apart": chosen.apart,
                "new_per_day": chosen.new_per_day,
                "reviews_per_day": chosen.reviews_per_day,
            },
            now,
            reckoned=reckoned,
        )
    after = today_for(db.session(), viewer, day).left
    return Changed(
        waiting_before=before.reviews,
        waiting_after=after.reviews,
        is_rescheduled=is_rescheduled,
    )


def backlog_of(viewer: Viewer, now: datetime) -> Backlog:
    """The learner's backlog at this moment."""
    session, day = db.session(), today_of(viewer, now)
    until = viewer.backlog_until_day
    return Backlog(
        cards=whole_backlog(session, viewer.id, day),
        today=today_for(session, viewer, day).left.backlog,
        until=date_of(until) if until is not None and until >= day else None,
    )


def spread_backlog(viewer: Viewer, days: int, now: datetime) -> None:
    """Work the present backlog off over so many days, today the first; reviews due today go before it.

    Raises:
        InvalidInputError: on ``days``, where it is out of range or there is no backlog.
    """
    if not SHORTEST_SPREAD_DAYS <= days <= LONGEST_SPREAD_DAYS:
        raise InvalidInputError(
            "days", f"Enter a whole number from {SHORTEST_SPREAD_DAYS} to {LONGEST_SPREAD_DAYS}."
        )
    day = today_of(viewer, now)
    with writing() as session:
        cards = whole_backlog(session, viewer.id, day)
        if not cards:
            raise InvalidInputError("days", "There is no backlog to spread: nothing was due before today.")
        spread = {"backlog_size": cards, "backlog_from_day": day, "backlog_until_day": day + days - 1}
        change_settings(session, viewer.id, spread, now)


def stop_spreading(viewer: Viewer, now: datetime) -> None:
    """Let the whole backlog come at once again."""
    with writing() as session:
        none = dict.fromkeys(("backlog_size", "backlog_from_day", "backlog_until_day"))
        change_settings(session, viewer.id, none, now)
