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

    ``ease`` is the ease factor in hundredths; ``stability`` and ``difficulty`` are FSRS's, None under SM-2.
    ``due_day`` is None while the card is new (never introduced, its introduction undone, or reset).
    ``drill_day`` is the day on which a same-day drill is pending.

    The last three are not the learner's doing but kept for the queue, by ``quizapp.decks``: ``queue_day`` is
    ``due_day`` while the card may be drawn (its item live and in the learner's deck, not suspended), else
    None, so that cards put away are never walked over; ``queue_order`` keeps siblings due on one day apart.
    """

    __tablename__ = "card"
    __table_args__ = (
        # All that counting and drawing read, so that they stay in the index.
        sa.Index("ix_card_queue", "user_id", "queue_day", "queue_order", "item_id", "buried_until_day"),
        sa.Index("ix_card_user_id_introduced_day", "user_id", "introduced_day"),
        sa.Index(
            "ix_card_drill",
            "user_id",
            "drill_day",
            sqlite_where=sa.text("drill_day IS NOT NULL"),
            postgresql_where=sa.text("drill_day IS NOT NULL"),
        ),
        sa.Index(
            "ix_card_returned_to_new",
            "user_id",
            "set_id",
            "item_id",
            sqlite_where=sa.text("due_day IS NULL"),
            postgresql_where=sa.text("due_day IS NULL"),
        ),
        sa.Index("ix_card_set_id", "set_id"),
    )

    user_id: Mapped[int] = mapped_column(_learner(), primary_key=True)
    item_id: Mapped[int] = mapped_column(sa.ForeignKey("item.id"), primary_key=True)
    version: Mapped[int]
    repetition: Mapped[int]
    ease: Mapped[int]
    interval_days: Mapped[int]
    stability: Mapped[float | None] = mapped_column(sa.Double)
    difficulty: Mapped[float | None] = mapped_column(sa.Double)
    lapses: Mapped[int]
    due_day: Mapped[int | None]
    last_day: Mapped[int | None]
    introduced_day: Mapped[int | None]
    drill_day: Mapped[int | None]
    buried_until_day: Mapped[int | None]
    suspended: Mapped[bool]
    flagged: Mapped[bool]
    set_id: Mapped[int] = mapped_column(sa.ForeignKey("question_set.id"))
    queue_day: Mapped[int | None]
    queue_order: Mapped[int]


class SetPlace(Base):
    """A set in a learner's deck, and how far they have come in it, so that no search begins at its start.

    ``next_position`` is that of the first live item of which the learner has no card; None where there is
    none. ``unseen`` is how many such items there are, kept because each draw asks it where an exam is to
    come. Both by ``quizapp.decks`` when sets or decks change, and by the answer that gives an item its card.
    """

    __tablename__ = "set_place"
    __table_args__ = (
        # Only sets in which something is new, in their order: those that are done are never walked over.
        sa.Index(
            "ix_set_place_unfinished",
            "user_id",
            "set_id",
            "next_position",
            "unseen",
            unique=True,
            sqlite_where=sa.text("next_position IS NOT NULL"),
            postgresql_where=sa.text("next_position IS NOT NULL"),
        ),
    )

    user_id: Mapped[int] = mapped_column(_learner(), primary_key=True)
    set_id: Mapped[int] = mapped_column(
        sa.ForeignKey("question_set.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    next_position: Mapped[int | None]
    unseen: Mapped[int]


class ReviewLog(Base):
    """One thing a learner did, in order of ``sequence``; rows are added and never changed.

    ``grade`` is SM-2's 0 to 5. ``option`` is the place of the chosen option in the item's stored order.
    ``interval_days``, ``ease``, ``repetition``, ``stability``, ``difficulty`` and ``due_day`` are the card's
    after the action; ``due_day`` less ``day`` is the interval chosen, which fuzz or load balance may have
    moved away from ``interval_days``, the formula's. ``scheduler`` is the key of the scheduler in force, with
    its parameters ("sm2", "fsrs:90").
    ``undoes`` is the sequence that an undo takes back, or the answer that a regrade changes. Rows of one
    ``batch`` (the sequence of its first) are undone together. ``session`` is the number of the custom session
    in which it was done. ``item_id`` and ``item_version`` are None for what concerns no single card, such as
    a change of settings; ``detail`` holds what else the action needs to be replayed, and what was answered
    where ``option`` cannot: "chosen" places of options, the text "typed", the pairs "matched" with each line.
    """

    __tablename__ = "review_log"
    __table_args__ = (
        sa.Index("ix_review_log_user_id_item_id_sequence", "user_id", "item_id", "sequence"),
        sa.Index("ix_review_log_user_id_day_sequence", "user_id", "day", "sequence"),
        sa.Index("ix_review_log_item_id", "item_id"),
        sa.Index(
            "ix_review_log_undoes",
            "user_id",
            "undoes",
            sqlite_where=sa.text("undoes IS NOT NULL"),
            postgresql_where=sa.text("undoes IS NOT NULL"),
        ),
    )

    user_id: Mapped[int] = mapped_column(_learner(), primary_key=True)
    sequence: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int | None] = mapped_column(sa.ForeignKey("item.id"))
    item_version: Mapped[int | None]
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
    batch: Mapped[int | None]
    session: Mapped[int | None]
    repetition: Mapped[int]
    ease: Mapped[int]
    interval_days: Mapped[int]
    stability: Mapped[float | None] = mapped_column(sa.Double)
    difficulty: Mapped[float | None] = mapped_column(sa.Double)
    due_day: Mapped[int | None]
    detail: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))


class StudySession(Base):
    """A custom session: cards chosen once, shown in their order. ``number`` counts the learner's sessions.

    Where ``reschedules`` is false, its answers are practice and move no card. ``ends_at`` is a timed block's.
    """

    __tablename__ = "study_session"

    user_id: Mapped[int] = mapped_column(_learner(), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(20))
    title: Mapped[str] = mapped_column(sa.String(300))
    reschedules: Mapped[bool]
    day: Mapped[int]
    created_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]


class StudySessionCard(Base):
    """A card of a custom session. That it was answered is in the log, so that an undo brings it back."""

    __tablename__ = "study_session_card"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["user_id", "number"], ["study_session.user_id", "study_session.number"], ondelete="CASCADE"
        ),
    )

    user_id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(sa.ForeignKey("item.id"))


class AnswerKey(Base):
    """The key that a page gave its answer, and what was replied, so that a retry gets the same reply."""

    __tablename__ = "answer_key"

    user_id: Mapped[int] = mapped_column(_learner(), primary_key=True)
    key: Mapped[str] = mapped_column(sa.String(36), primary_key=True)
    sequence: Mapped[int]
    outcome: Mapped[dict[str, Any]] = mapped_column(sa.JSON)


class ErrorReport(Base):
    """What a learner says is wrong with an item, for its instructor; open until ``closed_at``."""

    __tablename__ = "error_report"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(_learner(), index=True)
    item_id: Mapped[int] = mapped_column(sa.ForeignKey("item.id"), index=True)
    item_version: Mapped[int]
    text: Mapped[str] = mapped_column(sa.Text)
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user_account.id", ondelete="SET NULL"))
