"""How a custom session went: right and wrong, time, and what to look at again. Seen, not done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from questions import Kind, item_from_dict
from quizapp.access import Viewer
from quizapp.extensions import db
from quizapp.kinds import KIND_NAMES
from quizapp.models import Item, ItemVersion, ReviewLog
from quizapp.rich_text import RichText
from quizapp.scheduling.replay import Action
from quizapp.scheduling.sm2 import LOWEST_PASSING_GRADE
from quizapp.study.content import (
    SELF_GRADED,
    Quotation,
    Stem,
    explanation_of,
    quotation_of,
    stem_of,
    text_in,
    text_of,
)
from quizapp.study.overview import Undoable, undoable_on
from quizapp.study.screens import Links, links_to
from quizapp.study.service import today_of
from quizapp.study.sessions.cards import GRACE, SittingSession, read_session

LONGEST_MS = 300_000
"""Beyond this the learner was away; a case takes a minute or two."""


@dataclass(frozen=True, kw_only=True)
class Share:
    """How many of what were answered, and how many right."""

    name: str
    answered: int
    right: int

    @property
    def share_right(self) -> float | None:
        """From 0 to 1; None where nothing was answered."""
        return self.right / self.answered if self.answered else None


@dataclass(frozen=True, kw_only=True)
class Miss:
    """A card answered wrong. ``is_judged``: there is feedback on its answer, part by part."""

    sequence: int
    stem: Stem
    answer: RichText
    is_judged: bool
    explanation: RichText
    quotation: Quotation | None


@dataclass(frozen=True, kw_only=True)
class Result:
    """How a session went, or goes.

    Attributes:
        is_explained: right, wrong and why may be shown; of a timed block only when it is over.
        late: answers that came after the end of a timed block; they are in the log and count nowhere here.
        moved: answers that moved their cards' dates.
        seconds: mean time for a question, over those that were timed; None where none was.
        seconds_given: a question's share of a timed block; None where time was not limited.
    """

    number: int
    title: str
    is_over: bool
    is_out_of_time: bool
    is_explained: bool
    waiting: int
    skipped: int
    late: int
    moved: int
    total: Share
    by_kind: tuple[Share, ...]
    by_condition: tuple[Share, ...]
    seconds: float | None
    seconds_given: float | None
    misses: tuple[Miss, ...]
    undoable: Undoable | None
    links: Links


def result_of(viewer: Viewer, number: int, now: datetime) -> Result:
    """How this session went so far.

    Raises:
        MissingError: no such session, or not theirs.
    """
    session = db.session()
    day = today_of(viewer, now)
    sitting = read_session(session, viewer.id, number, day)
    rows = answers_of(session, viewer.id, sitting)
    misses = tuple(_miss(row) for row in rows if is_wrong(row))
    times = [min(row.duration_ms, LONGEST_MS) for row in rows if row.duration_ms is not None]
    given = sitting.ends_at - sitting.created_at if sitting.ends_at else None
    return Result(
        number=number,
        title=sitting.title,
        is_over=sitting.is_over(now),
        is_out_of_time=bool(sitting.waiting) and sitting.is_over(now),
        is_explained=sitting.ends_at is None or sitting.is_over(now),
        waiting=len(sitting.waiting),
        skipped=sitting.skipped,
        late=sitting.answered - len(rows),
        moved=sum(row.action != Action.PRACTICE for row in rows),
        total=_share("", rows),
        by_kind=_shares(rows, lambda row: KIND_NAMES[Kind(row.kind)]),
        by_condition=_shares(rows, lambda row: row.condition or "Without a condition"),
        seconds=sum(times) / len(times) / 1000 if times else None,
        seconds_given=given / timedelta(seconds=1) / len(sitting.cards) if given else None,
        misses=misses,
        undoable=undoable_on(session, viewer.id, day, session_number=number),
        links=links_to(session, viewer.id, [miss.quotation for miss in misses]),
    )


def answers_of(connection: Connection | Session, user_id: int, sitting: SittingSession) -> list[Any]:
    """The rows of the answers given in time, with the questions as they stood, in the session's order."""
    sequences = [card.sequence for card in sitting.cards if card.sequence is not None]
    query = (
        sa.select(
            ReviewLog.sequence,
            ReviewLog.item_id,
            ReviewLog.action,
            ReviewLog.grade,
            ReviewLog.duration_ms,
            Item.kind,
            Item.condition,
            ItemVersion.content,
        )
        .join(Item, Item.id == ReviewLog.item_id)
        .join(
            ItemVersion,
            sa.and_(ItemVersion.item_id == ReviewLog.item_id, ItemVersion.version == ReviewLog.item_version),
        )
        .where(ReviewLog.user_id == user_id, ReviewLog.sequence.in_(sequences))
        .order_by(ReviewLog.sequence)
    )
    if sitting.ends_at is not None:
        query = query.where(ReviewLog.server_time <= sitting.ends_at + GRACE)
    return list(connection.execute(query))


def is_wrong(row: Any) -> bool:
    """No change of a grade crosses this line."""
    return bool(row.grade < LOWEST_PASSING_GRADE)


def _share(name: str, rows: list[Any]) -> Share:
    return Share(name=name, answered=len(rows), right=sum(not is_wrong(row) for row in rows))


def _shares(rows: list[Any], name_of: Callable[[Any], str]) -> tuple[Share, ...]:
    """The worst first."""
    names = sorted({name_of(row) for row in rows})
    shares = [_share(name, [row for row in rows if name_of(row) == name]) for name in names]
    return tuple(sorted(shares, key=lambda share: share.right / share.answered))


def _miss(row: Any) -> Miss:
    content = item_from_dict(row.content)
    answer = text_in(content, content.answer)
    quotation = quotation_of(content.source, answer.words)
    return Miss(
        sequence=row.sequence,
        stem=stem_of(content),
        answer=answer,
        is_judged=content.kind not in SELF_GRADED,
        explanation=explanation_of(content, text_of(quotation), answer.words),
        quotation=quotation,
    )
