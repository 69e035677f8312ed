"""The last pass before an exam: which cards are still to be seen, and how many of them today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from quizapp.access import Viewer
from quizapp.log_reading import is_undone
from quizapp.models import Card, ReviewLog
from quizapp.scheduling.exam import LAST_PASS_DAYS, is_last_pass, share
from quizapp.scheduling.replay import Action
from quizapp.study.exam.dates import ExamDate, exam_dates
from quizapp.study.in_deck import not_buried
from quizapp.study.sessions.cards import MOST_CARDS, SESSION_ANSWERS


@dataclass(frozen=True, kw_only=True, slots=True)
class LastPass:
    """What is left of the last pass of one exam, and how many of these cards are for today."""

    exam: ExamDate
    left: int
    today: int


def last_passes(
    connection: Connection | Session, user_id: int, exams: Sequence[ExamDate], day: int
) -> list[LastPass]:
    """The last passes that go on on this day, of these exams.

    A card that is due before its exam comes of its own and is in none; neither is one that was answered or
    practised since the last pass began, but for what it takes of today's share.
    """
    return [_last_pass(connection, user_id, exam, day) for exam in exams if is_last_pass(exam.exam_day, day)]


def asked_today(connection: Connection | Session, user_id: int, passes: Sequence[LastPass], day: int) -> int:
    """How many cards these passes ask for on this day, each counted once."""
    if len(passes) <= 1:
        return sum(each.today for each in passes)
    return len({item_id for each in passes for item_id in _items(connection, user_id, each, day, each.today)})


def next_items(connection: Connection | Session, viewer: Viewer, day: int) -> list[int]:
    """The items of today's last passes that one session takes, each once, the least recently seen first."""
    passes = last_passes(connection, viewer.id, exam_dates(connection, viewer), day)
    items = [
        item_id
        for each in passes
        for item_id in _items(connection, viewer.id, each, day, min(each.today, MOST_CARDS))
    ]
    return list(dict.fromkeys(items))[:MOST_CARDS]


def _last_pass(connection: Connection | Session, user_id: int, exam: ExamDate, day: int) -> LastPass:
    # Counted along the index of the queue, whose cards are many, less those of the log's few days.
    later = connection.execute(
        sa.select(sa.func.count()).select_from(Card).where(*_comes_later(user_id, exam, day))
    ).scalar_one()
    seen = _seen(user_id, exam, day).subquery()
    row = connection.execute(
        sa.select(
            sa.func.count().filter(seen.c.is_only_practised).label("practised"),
            sa.func.count().filter(~seen.c.is_only_practised).label("done"),
        )
        .select_from(seen)
        # As a join it would be begun with the many cards.
        .where(sa.exists().where(Card.item_id == seen.c.item_id, *_comes_later(user_id, exam, day)))
    ).one()
    asked = later - row.done
    return LastPass(
        exam=exam,
        left=asked - row.practised,
        today=max(0, share(asked, exam.exam_day - day) - row.practised),
    )


def _items(
    connection: Connection | Session, user_id: int, each: LastPass, day: int, limit: int
) -> Sequence[int]:
    """The first of what is left, in the order in which they were seen last."""
    # Asked of the log's few days once: asked of each card, it walks these days as often as there are cards.
    seen = _seen(user_id, each.exam, day).with_only_columns(ReviewLog.item_id)
    query = (
        sa.select(Card.item_id)
        .where(*_comes_later(user_id, each.exam, day), Card.item_id.not_in(seen))
        .order_by(Card.last_day, Card.queue_order, Card.item_id)
        .limit(limit)
    )
    return connection.execute(query).scalars().all()


def _comes_later(user_id: int, exam: ExamDate, day: int) -> list[sa.ColumnElement[bool]]:
    """Whether a card that this exam asks for is not due before it."""
    conditions = [Card.user_id == user_id, Card.queue_day >= exam.exam_day, not_buried(day)]
    return conditions if exam.set_ids is None else [*conditions, Card.set_id.in_(exam.set_ids)]


def _seen(user_id: int, exam: ExamDate, day: int) -> sa.Select[int | None, bool]:
    """The items that were seen since the last pass began, and of which of them it was practice, today."""
    is_practice_of_today = sa.and_(ReviewLog.day == day, ReviewLog.action == Action.PRACTICE.value)
    return (
        sa.select(
            ReviewLog.item_id,
            (sa.func.min(sa.case((is_practice_of_today, 1), else_=0)) == 1).label("is_only_practised"),
        )
        .where(
            ReviewLog.user_id == user_id,
            ReviewLog.day.between(exam.exam_day - LAST_PASS_DAYS, day),
            ReviewLog.action.in_(SESSION_ANSWERS),
            ~is_undone(),
        )
        .group_by(ReviewLog.item_id)
    )
