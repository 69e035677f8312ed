"""What a learner's exams cost, day by day, and what could be where that is too much."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import accumulate

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.access import Viewer
from quizapp.extensions import db
from quizapp.models import Card, QuestionSet
from quizapp.scheduling.card import Scheduler
from quizapp.scheduling.day import date_of
from quizapp.scheduling.exam import (
    MOST_MINUTES_A_DAY,
    MOST_NEW_A_DAY,
    DayLoad,
    Group,
    day_at_pace,
    expected_load,
    most_new,
)
from quizapp.scheduling.schedulers import scheduler_of
from quizapp.study.exam.dates import ExamDate, exam_dates
from quizapp.study.exam.focus import new_left
from quizapp.study.exam.service import Exam, Outlook, outlook_on
from quizapp.study.overview import mean_answer_ms
from quizapp.study.service import today_of

_MS_A_MINUTE = 60_000
_MOST_TITLES = 5


@dataclass(frozen=True, kw_only=True)
class Remedy:
    """What could be where an exam asks too much: fewer cards, so fewer sets, or a later date.

    Attributes:
        new: so many of the exam's new cards can be introduced in time.
        sets: titles of the sets that have new cards and fit into them, some of them where they are many.
        more_sets: how many others fit.
        day: the earliest date that needs no more new cards a day than the learner allows themselves; None
            where no date within two years does.
    """

    new: int
    sets: tuple[str, ...]
    more_sets: int
    day: date | None


@dataclass(frozen=True, kw_only=True)
class LoadLine:
    """What one day is expected to bring, in cards and in minutes."""

    day: date
    reviews: int
    new: int
    last_pass: int
    minutes: int


@dataclass(frozen=True, kw_only=True)
class Cost:
    """An exam and the minutes up to it: on an average day, and on the hardest.

    ``remedy`` is for an exam that cannot be met; ``is_crowded``: it could be if there were no other exams.
    """

    exam: Exam
    minutes: int
    most_minutes: int
    most_on: date
    remedy: Remedy | None
    is_crowded: bool


@dataclass(frozen=True, kw_only=True)
class ExamPlan:
    """A learner's exams with their cost. ``load`` has every day up to the last of them, this one first.

    ``own`` is the date that the learner chose, also when it is over.
    """

    own: date | None
    outlook: Outlook
    costs: tuple[Cost, ...]
    load: tuple[LoadLine, ...]
    seconds_a_card: int


@dataclass(frozen=True, kw_only=True)
class _Situation:
    """All that plans are made of."""

    day: int
    groups: Mapping[frozenset[int], Group]
    new: Mapping[int, int]
    new_per_day: int
    scheduler: Scheduler
    last_pass_left: Mapping[int, int]
    mean_ms: float


def exam_plan(viewer: Viewer, now: datetime) -> ExamPlan:
    """What the exams of this learner cost, together with all else that they study."""
    session = db.session()
    day = today_of(viewer, now)
    dates = exam_dates(session, viewer)
    outlook = outlook_on(session, viewer, dates, day)
    to_come = [each for each in dates if each.exam_day > day]
    new = new_left(session, viewer.id)
    situation = _Situation(
        day=day,
        groups=_groups(session, viewer.id, to_come, new),
        new=new,
        new_per_day=viewer.new_per_day,
        scheduler=scheduler_of(viewer.scheduler),
        last_pass_left=_left_of_passes(to_come, outlook.exams),
        mean_ms=mean_answer_ms(session, viewer.id),
    )
    load = expected_load(
        list(situation.groups.values()),
        day=day,
        new_per_day=viewer.new_per_day,
        scheduler=situation.scheduler,
        last_pass_left=situation.last_pass_left,
    )
    lines = [_line(each, situation.mean_ms) for each in load]
    return ExamPlan(
        own=date_of(viewer.exam_day) if viewer.exam_day is not None else None,
        outlook=outlook,
        costs=tuple(
            _cost(session, exam, each, lines, situation)
            for exam, each in zip(to_come, outlook.exams, strict=True)
        ),
        load=tuple(lines),
        seconds_a_card=round(situation.mean_ms / 1000),
    )


def _left_of_passes(dates: Sequence[ExamDate], exams: Sequence[Exam]) -> dict[int, int]:
    left: dict[int, int] = defaultdict(int)
    for each, exam in zip(dates, exams, strict=True):
        if exam.last_pass_left is not None:
            left[each.exam_day] += exam.last_pass_left
    return left


def _groups(
    session: Session, user_id: int, dates: Sequence[ExamDate], new: Mapping[int, int]
) -> dict[frozenset[int], Group]:
    """The learner's cards by the exams that ask for them."""

    def exams_of(set_id: int) -> frozenset[int]:
        return frozenset(each.exam_day for each in dates if each.concerns(set_id))

    last = max((each.exam_day for each in dates), default=0)
    news: dict[frozenset[int], int] = defaultdict(int)
    seen: dict[frozenset[int], int] = defaultdict(int)
    due: dict[frozenset[int], dict[tuple[int, int], int]] = defaultdict(lambda: defaultdict(int))
    for set_id, cards in new.items():
        news[exams_of(set_id)] += cards
    for row in session.execute(_cards_by_due_day(user_id, last)):
        exams = exams_of(row.set_id)
        seen[exams] += row.cards
        if row.due_day is not None:
            due[exams][row.due_day, row.interval_days] += row.cards
    return {
        exams: Group(exam_days=exams, new=news[exams], seen=seen[exams], due=due[exams])
        # An exam without cards has its days too.
        for exams in {*news, *seen, *(frozenset({each.exam_day}) for each in dates)}
    }


def _cards_by_due_day(user_id: int, last: int) -> sa.Select[tuple[int, int | None, int | None, int]]:
    """Cards that can be drawn, by set, due day and interval; the last two are None of those due later."""
    due_day = sa.case((Card.queue_day < last, Card.queue_day), else_=None).label("due_day")
    interval = sa.case((Card.queue_day < last, Card.interval_days), else_=None).label("interval_days")
    return (
        sa.select(Card.set_id, due_day, interval, sa.func.count().label("cards"))
        .where(Card.user_id == user_id, Card.queue_day.is_not(None))
        .group_by(Card.set_id, due_day, interval)
    )


def _line(load: DayLoad, mean_ms: float) -> LoadLine:
    return LoadLine(
        day=date_of(load.day),
        reviews=load.reviews,
        new=load.new,
        last_pass=load.last_pass,
        minutes=math.ceil(load.cards * mean_ms / _MS_A_MINUTE),
    )


def _cost(
    session: Session, exam: ExamDate, asked: Exam, lines: Sequence[LoadLine], situation: _Situation
) -> Cost:
    before = lines[: asked.days_left]
    hardest = max(before, key=lambda line: line.minutes)
    is_too_much = hardest.minutes > MOST_MINUTES_A_DAY or asked.new_a_day > MOST_NEW_A_DAY
    remedy = _remedy(session, exam, asked, situation) if is_too_much else None
    return Cost(
        exam=asked,
        minutes=math.ceil(sum(line.minutes for line in before) / len(before)),
        most_minutes=hardest.minutes,
        most_on=hardest.day,
        remedy=remedy,
        is_crowded=is_too_much and remedy is None,
    )


def _remedy(session: Session, exam: ExamDate, asked: Exam, situation: _Situation) -> Remedy | None:
    """As if this exam were the only one; None where it can be met then."""
    alone = [
        replace(group, exam_days=group.exam_days & {exam.exam_day}) for group in situation.groups.values()
    ]
    possible = most_new(
        alone,
        math.floor(MOST_MINUTES_A_DAY * _MS_A_MINUTE / situation.mean_ms),
        day=situation.day,
        scheduler=situation.scheduler,
        last_pass_left=situation.last_pass_left,
    )
    if possible is not None and possible >= asked.new_left and asked.new_a_day <= MOST_NEW_A_DAY:
        return None
    possible = min(possible or 0, MOST_NEW_A_DAY * asked.introduction_days)
    titles = _titles(session, _fitting(exam, situation.new, possible))
    at_pace = day_at_pace(asked.new_left, situation.new_per_day, situation.day)
    return Remedy(
        new=possible,
        sets=titles[:_MOST_TITLES],
        more_sets=max(0, len(titles) - _MOST_TITLES),
        day=date_of(at_pace) if at_pace is not None else None,
    )


def _fitting(exam: ExamDate, new: Mapping[int, int], possible: int) -> list[int]:
    """The first sets, as they are drawn, that together have no more new cards than are possible."""
    asked = sorted(set_id for set_id, cards in new.items() if cards and exam.concerns(set_id))
    together = accumulate(new[set_id] for set_id in asked)
    return [set_id for set_id, cards in zip(asked, together, strict=True) if cards <= possible]


def _titles(session: Session, set_ids: Iterable[int]) -> tuple[str, ...]:
    rows = session.scalars(
        sa.select(QuestionSet.title).where(QuestionSet.id.in_(set_ids)).order_by(QuestionSet.id)
    )
    return tuple(rows)
