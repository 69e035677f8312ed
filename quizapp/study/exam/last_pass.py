"""The last pass before an exam: which cards are still to be seen, and how many of them today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from quizapp.access import Viewer
from quizapp.logbook import ANSWERS, undone_sequences
from quizapp.models import Card, ReviewLog
from quizapp.scheduling.exam import LAST_PASS_DAYS, is_last_pass, share
from quizapp.scheduling.replay import Action
from quizapp.study.exam.dates import ExamDate, exam_dates
from quizapp.study.in_deck import not_buried


@dataclass(frozen=True, kw_only=True, slots=True)
class LastPass:
    """What is left of the last pass of one exam, and today's share of it, the least recently seen first."""

    exam: ExamDate
    left: int
    items: tuple[int, ...]


def last_pass_items(connection: Connection | Session, viewer: Viewer, day: int) -> list[int]:
    """The items still to be seen today in the last passes of this learner, each once."""
    passes = last_passes(connection, viewer.id, exam_dates(connection, viewer), day)
    return list(dict.fromkeys(item_id for each in passes for item_id in each.items))


def last_passes(
    connection: Connection | Session, user_id: int, exams: Sequence[ExamDate], day: int
) -> list[LastPass]:
    """The last passes that go on on this day, of these exams.

    A card that is due before its exam comes of its own and is in none; neither is one that was answered or
    practised since the last pass began, but for what it takes of today's share.
    """
    return [_last_pass(connection, user_id, exam, day) for exam in exams if is_last_pass(exam.exam_day, day)]


def _last_pass(connection: Connection | Session, user_id: int, exam: ExamDate, day: int) -> LastPass:
    # Asked of the log's few days once: asked of each card, it walks these days as often as there are cards.
    log = sa.select(ReviewLog.item_id).where(
        ReviewLog.user_id == user_id,
        ReviewLog.item_id.is_not(None),
        ReviewLog.sequence.not_in(undone_sequences(user_id)),
    )
    since = ReviewLog.day.between(exam.exam_day - LAST_PASS_DAYS, day - 1)
    seen_earlier = log.where(since, ReviewLog.action.in_([*ANSWERS, Action.PRACTICE.value]))
    today = log.where(ReviewLog.day == day)
    practised = Card.item_id.in_(today.where(ReviewLog.action == Action.PRACTICE.value))
    query = (
        sa.select(Card.item_id, practised.label("practised"))
        .where(
            Card.user_id == user_id,
            Card.queue_day >= exam.exam_day,
            not_buried(day),
            Card.item_id.not_in(seen_earlier),
            Card.item_id.not_in(today.where(ReviewLog.action.in_(ANSWERS))),
        )
        .order_by(Card.last_day, Card.queue_order, Card.item_id)
    )
    if exam.set_ids is not None:
        query = query.where(Card.set_id.in_(exam.set_ids))
    rows = connection.execute(query).all()
    waiting = [row.item_id for row in rows if not row.practised]
    left_today = max(0, share(len(rows), exam.exam_day - day) - (len(rows) - len(waiting)))
    return LastPass(exam=exam, left=len(waiting), items=tuple(waiting[:left_today]))
