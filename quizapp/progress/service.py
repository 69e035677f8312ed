"""What learners see of their own progress, and instructors of one student's. Reading only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from quizapp.errors import MissingError
from quizapp.extensions import db
from quizapp.models import Course, Item, QuestionSet, User
from quizapp.progress.figures import (
    Answers,
    Cards,
    Ids,
    Scope,
    count_answers,
    count_cards,
    count_coming,
    count_live_items,
    total,
)
from quizapp.progress.report import StudentRow, assigned_sets, one_user, own_day, student_rows
from quizapp.scheduling.day import date_of
from quizapp.study.deck import set_ids

FORECAST_DAYS = 14
RECENT_DAYS = 30


@dataclass(frozen=True, kw_only=True)
class SetProgress:
    """One learner and one question set."""

    title: str
    live_items: int
    cards: Cards
    answers: Answers

    @property
    def new_left(self) -> int:
        """Live items that wait to be introduced."""
        return self.cards.new_left(self.live_items)


@dataclass(frozen=True, kw_only=True)
class Period:
    """Answers of a span of days that ends today."""

    label: str
    answers: Answers


@dataclass(frozen=True, kw_only=True)
class States:
    """All cards of a deck, each in one state."""

    new_left: int
    learning: int
    mastered: int
    suspended: int

    @property
    def cards(self) -> int:
        """How many there are."""
        return self.new_left + self.learning + self.mastered + self.suspended


@dataclass(frozen=True, kw_only=True)
class OwnProgress:
    """A learner's own page. ``coming`` are the next days, today first, and how many cards each brings."""

    states: States
    periods: tuple[Period, ...]
    overdue: int
    coming: tuple[tuple[date, int], ...]
    sets: tuple[SetProgress, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to study and nothing was ever answered."""
        return not self.states.cards and not self.periods[-1].answers.answered


@dataclass(frozen=True, kw_only=True)
class StudentProgress:
    """One student's page: their row of the course's report, its parts, and the answers of each recent day.

    ``recent`` ends with the student's own today.
    """

    row: StudentRow
    states: States
    sets: tuple[SetProgress, ...]
    recent: tuple[tuple[date, Answers], ...]


def own_progress(user_id: int, now: datetime) -> OwnProgress:
    """The learner's whole history, and the cards of all that they study now."""
    day = own_day(db.session.get_one(User, user_id), now)
    deck = set_ids(user_id)
    sets = _by_set(user_id, deck, day)
    coming = count_coming(Scope(users=one_user(user_id), sets=deck), day, FORECAST_DAYS)
    return OwnProgress(
        states=_states(sets),
        periods=_periods(count_answers(Scope(users=one_user(user_id)), "day"), day),
        overdue=sum(count for due, count in coming.items() if due < day),
        coming=tuple((date_of(each), coming.get(each, 0)) for each in range(day, day + FORECAST_DAYS)),
        sets=sets,
    )


def student_progress(course: Course, user_id: int, *, now: datetime, zone: ZoneInfo) -> StudentProgress:
    """One student in the items of this course.

    Raises:
        MissingError: nobody of this id is or was a student of the course.
    """
    rows = student_rows(course, now=now, zone=zone, user_id=user_id)
    if not rows:
        raise MissingError("There is no such student in this course.")
    (row,) = rows
    assigned = assigned_sets(course.id)
    first = row.today - RECENT_DAYS + 1
    by_day = count_answers(Scope(users=one_user(user_id), sets=assigned), "day", since=first)
    sets = _by_set(user_id, assigned, row.today)
    return StudentProgress(
        row=row,
        states=_states(sets),
        sets=sets,
        recent=tuple((date_of(day), by_day.get((day,), Answers())) for day in range(first, row.today + 1)),
    )


def _by_set(user_id: int, sets: Ids, day: int) -> tuple[SetProgress, ...]:
    scope = Scope(users=one_user(user_id), sets=sets)
    answers = count_answers(scope, "set_id")
    cards = count_cards(scope, {user_id: day}, Item.set_id)
    live_items = count_live_items(sets)
    titles = db.session.execute(
        sa.select(QuestionSet.id, QuestionSet.title)
        .where(QuestionSet.id.in_(sets))
        .order_by(sa.func.lower(QuestionSet.title), QuestionSet.id)
    )
    return tuple(
        SetProgress(
            title=title,
            live_items=live_items.get(set_id, 0),
            cards=cards.get((set_id,), Cards()),
            answers=answers.get((set_id,), Answers()),
        )
        for set_id, title in titles
    )


def _states(sets: tuple[SetProgress, ...]) -> States:
    return States(
        new_left=sum(each.new_left for each in sets),
        learning=sum(each.cards.learning for each in sets),
        mastered=sum(each.cards.mastered for each in sets),
        suspended=sum(each.cards.suspended for each in sets),
    )


def _periods(by_day: dict[tuple[int, ...], Answers], day: int) -> tuple[Period, ...]:
    spans = (("Today", day), ("Last 7 days", day - 6), ("Last 30 days", day - 29), ("Since the start", 0))
    return tuple(
        Period(
            label=label,
            answers=total(answers for (each,), answers in by_day.items() if each >= first),
        )
        for label, first in spans
    )
