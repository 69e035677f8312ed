"""What learners see of their own progress, and instructors of one student's. Reading only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from quizapp.errors import MissingError
from quizapp.extensions import db
from quizapp.models import Course, Item, QuestionSet, User
from quizapp.progress.calendar import CalendarDay, calendar_of
from quizapp.progress.cards import MemoryStep, count_leeches, memory_of
from quizapp.progress.counting import count_in_each_way
from quizapp.progress.figures import (
    Answers,
    Cards,
    Ids,
    Key,
    Scope,
    count_cards,
    count_live_items,
    total,
)
from quizapp.progress.forecast import Forecast, forecast_of
from quizapp.progress.pace import Pace, paces_of
from quizapp.progress.report import StudentRow, assigned_sets, one_user, own_day, student_rows
from quizapp.progress.retention import PERIODS, RetentionRow, periods_of, retention_rows
from quizapp.scheduling.day import date_of
from quizapp.scheduling.schedulers import retention_percent_of
from quizapp.study.in_deck import set_ids
from quizapp.study.streak import StudyDays, study_days

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
    young: int
    mastered: int
    suspended: int

    @property
    def cards(self) -> int:
        """How many there are."""
        return self.new_left + self.learning + self.young + self.mastered + self.suspended


@dataclass(frozen=True, kw_only=True)
class OwnProgress:
    """A learner's own page.

    Attributes:
        periods: answers up to today, of ever longer spans; the last is all of them.
        desired_retention: in percent; None under a scheduler that has none.
        recent: the last days, up to today, and what was answered on each.
        calendar: the last year from a Monday on, up to today.
        paces: times a card over the recent days.
        memory: cards by what the learner's scheduler knows of how hard they are.
    """

    states: States
    leeches: int
    periods: tuple[Period, ...]
    days: StudyDays
    forecast: Forecast
    retention: tuple[RetentionRow, ...]
    desired_retention: int | None
    calendar: tuple[CalendarDay, ...]
    recent: tuple[tuple[date, Answers], ...]
    paces: tuple[Pace, ...]
    memory: tuple[MemoryStep, ...]
    sets: tuple[SetProgress, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to study and nothing was ever answered."""
        return not self.states.cards and not self.has_answers

    @property
    def has_answers(self) -> bool:
        """Whether anything was ever answered."""
        return bool(self.periods[-1].answers.answered)

    @property
    def has_schedule(self) -> bool:
        """Whether any card was introduced, or came with its schedule from elsewhere."""
        return self.states.cards > self.states.new_left

    @property
    def has_retention(self) -> bool:
        """Whether any card was seen again after a day or more."""
        return bool(self.periods[-1].answers.retention_reviews)


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
    user = db.session.get_one(User, user_id)
    day = own_day(user, now)
    by_day_and_band, by_set = count_in_each_way(Scope(users=one_user(user_id)), ("day", "band"), ("set_id",))
    by_day = _by_day(by_day_and_band)
    days = study_days(db.session(), user_id, day)
    sets = _by_set(user_id, set_ids(user_id), by_set, day)
    return OwnProgress(
        states=_states(sets),
        leeches=count_leeches(user_id),
        periods=tuple(
            Period(label=label, answers=answers)
            for (label, _), answers in zip(PERIODS, periods_of(by_day, day), strict=True)
        ),
        days=days,
        forecast=forecast_of(user_id, day),
        retention=retention_rows(by_day_and_band, day),
        desired_retention=retention_percent_of(user.scheduler),
        calendar=calendar_of(by_day, days, day),
        recent=_recent(by_day, day),
        paces=paces_of(user_id, since=day - RECENT_DAYS + 1),
        memory=memory_of(user_id, user.scheduler),
        sets=sets,
    )


def _by_day(by_day_and_band: Mapping[Key, Answers]) -> dict[int, Answers]:
    bands: dict[int, list[Answers]] = {}
    for (day, _), answers in by_day_and_band.items():
        bands.setdefault(day, []).append(answers)
    return {day: total(each) for day, each in bands.items()}


def _recent(by_day: Mapping[int, Answers], today: int) -> tuple[tuple[date, Answers], ...]:
    days = range(today - RECENT_DAYS + 1, today + 1)
    return tuple((date_of(day), by_day.get(day, Answers())) for day in days)


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
    scope = Scope(users=one_user(user_id), sets=assigned)
    by_day, by_set = count_in_each_way(scope, ("day",), ("set_id",))
    sets = _by_set(user_id, assigned, by_set, row.today)
    return StudentProgress(
        row=row,
        states=_states(sets),
        sets=sets,
        recent=_recent({day: answers for (day,), answers in by_day.items()}, row.today),
    )


def _by_set(user_id: int, sets: Ids, answers: Mapping[Key, Answers], day: int) -> tuple[SetProgress, ...]:
    """These sets by title; ``answers`` by set may hold others too."""
    cards = count_cards(Scope(users=one_user(user_id), sets=sets), {user_id: day}, Item.set_id)
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
        young=sum(each.cards.young for each in sets),
        mastered=sum(each.cards.mastered for each in sets),
        suspended=sum(each.cards.suspended for each in sets),
    )
