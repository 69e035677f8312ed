"""What a learner did and where each card stands: the log is the truth, a card what replaying it gives.

Every table begins its primary key with ``user_id``, so that learners can be spread over partitions.
Days are learner's days, as proleptic day numbers (``date.toordinal``).
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.extensions import Base


def _learner() -> sa.ForeignKey:
    return sa.ForeignKey("user_account.id", ondelete="CASCADE")


class Card(Base):
    """The state of one learner's card. ``version`` only rises: a page drawn from an older one is refused.

    ``ease`` is the ease factor in hundredths. ``due_day`` is None while the card is new (never introduced, or
    its introduction undone). ``drill_day`` is the day on which a same-day drill is pending.
    """

    __tablename__ = "card"
    __table_args__ = (sa.Index("ix_card_user_id_due_day", "user_id", "due_day"),)

    user_id: Mapped[int] = mapped_column(_learner(), primary_key=True)
    item_id: Mapped[int] = mapped_column(sa.ForeignKey("item.id"), primary_key=True)
    version: Mapped[int]
    repetition: Mapped[int]
    ease: Mapped[int]
    interval_days: Mapped[int]
    lapses: Mapped[int]
    due_day: Mapped[int | None]
    last_day: Mapped[int | None]
    introduced_day: Mapped[int | None]
    drill_day: Mapped[int | None]
    buried_until_day: Mapped[int | None]
    suspended: Mapped[bool]
    flagged: Mapped[bool]


class ReviewLog(Base):
    """One thing a learner did, in order of ``sequence``; rows are added and never changed.

    ``grade`` is SM-2's 0 to 5. ``option`` is the place of the chosen option in the item's stored order.
    ``interval_days``, ``ease``, ``repetition`` and ``due_day`` are the card's after the action.
    ``undoes`` is the sequence that an undo takes back, or the answer that a regrade changes.
    """

    __tablename__ = "review_log"
    __table_args__ = (
        sa.Index("ix_review_log_user_id_item_id_sequence", "user_id", "item_id", "sequence"),
        sa.Index("ix_review_log_user_id_day", "user_id", "day"),
        sa.Index("ix_review_log_item_id", "item_id"),
    )

    user_id: Mapped[int] = mapped_column(_learner(), primary_key=True)
    sequence: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(sa.ForeignKey("item.id"))
    item_version: Mapped[int]
    action: Mapped[str] = mapped_column(sa.String(20))
    day: Mapped[int]
    server_time: Mapped[datetime]
    device_time: Mapped[datetime | None]
    duration_ms: Mapped[int | None]
    scheduler: Mapped[str] = mapped_column(sa.String(20))
    grade: Mapped[int | None]
    option: Mapped[int | None]
    claim: Mapped[str | None] = mapped_column(sa.String(20))
    correct: Mapped[bool | None]
    undoes: Mapped[int | None]
    repetition: Mapped[int]
    ease: Mapped[int]
    interval_days: Mapped[int]
    due_day: Mapped[int | None]


class AnswerKey(Base):
    """The key that a page gave its answer, and what was replied, so that a retry gets the same reply."""

    __tablename__ = "answer_key"

    user_id: Mapped[int] = mapped_column(_learner(), primary_key=True)
    key: Mapped[str] = mapped_column(sa.String(36), primary_key=True)
    sequence: Mapped[int]
    outcome: Mapped[dict[str, Any]] = mapped_column(sa.JSON)


class ErrorReport(Base):
    """What a learner says is wrong with an item, for its instructor."""

    __tablename__ = "error_report"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(_learner(), index=True)
    item_id: Mapped[int] = mapped_column(sa.ForeignKey("item.id"), index=True)
    item_version: Mapped[int]
    text: Mapped[str] = mapped_column(sa.Text)
    created_at: Mapped[datetime]
