"""Where a custom session stands: its cards in order, which were answered, which answers count.

Apart from ``sessions`` because taking an answer asks it too. That a card was answered is in the log alone, so
an undo brings it back by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from quizapp.errors import MissingError
from quizapp.log_reading import ANSWERS, is_undone
from quizapp.models import Card, Item, ItemState, ReviewLog, StudySession, StudySessionCard
from quizapp.scheduling.card import CardState
from quizapp.scheduling.replay import Action
from quizapp.study.in_deck import not_buried, set_ids

GRACE = timedelta(seconds=5)
"""An answer pressed in the last moment of a timed block is still on its way so long."""

MOST_DAYS_AHEAD = 14
MOST_CARDS = 500
"""Of one session, which is read as a whole for each of its cards."""

SESSION_ANSWERS = (*ANSWERS, Action.PRACTICE.value)


class Pool(StrEnum):
    """The cards that a session is drawn from; the values are stored."""

    MISTAKES = "mistakes"
    FLAGGED = "flagged"
    LEECHES = "leeches"
    AHEAD = "ahead"
    SEEN = "seen"
    EVERYTHING = "everything"
    MISSES = "misses"
    """What was wrong in another session."""
    LAST_PASS = "last_pass"  # noqa: S105 - a walk through all cards, no password
    """What an exam's last pass asks of a day."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SessionCard:
    """A card of a session. ``sequence`` is its answer's that stands; None where there is none.

    ``is_available``: its item is live and in the learner's deck, and the card is not put away today.
    """

    item_id: int
    sequence: int | None
    is_available: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class SittingSession:
    """A session as it stands."""

    number: int
    pool: Pool
    title: str
    reschedules: bool
    created_at: datetime
    ends_at: datetime | None
    cards: tuple[SessionCard, ...]

    @property
    def answered(self) -> int:
        """How many cards have an answer."""
        return sum(card.sequence is not None for card in self.cards)

    @property
    def waiting(self) -> tuple[int, ...]:
        """The items still to be shown, in their order."""
        return tuple(card.item_id for card in self.cards if card.sequence is None and card.is_available)

    @property
    def skipped(self) -> int:
        """Cards that cannot be shown any more, or not today."""
        return len(self.cards) - self.answered - len(self.waiting)

    def is_late(self, now: datetime) -> bool:
        """Whether the time of a timed block is over."""
        return self.ends_at is not None and now > self.ends_at + GRACE

    def is_over(self, now: datetime) -> bool:
        """Whether no card is shown any more."""
        return not self.waiting or (self.ends_at is not None and now >= self.ends_at)

    def counts(self, card: CardState, day: int) -> bool:
        """Whether an answer to this card moves it, as an ordinary one does.

        Only where the session says so, for cards that are due, in a session ahead of time within two weeks,
        and only the first answer of a day: all else is practice.
        """
        if not self.reschedules or card.due_day is None or card.last_day == day:
            return False
        return card.due_day <= day + (MOST_DAYS_AHEAD if self.pool is Pool.AHEAD else 0)


def is_available(user_id: int, day: int) -> tuple[sa.ColumnElement[bool], ...]:
    """Whether the item is live and in this learner's deck, and their card, outer joined, not put away."""
    return (
        Item.state == ItemState.LIVE,
        Item.set_id.in_(set_ids(user_id)),
        sa.func.coalesce(Card.suspended, sa.false()).is_(False),
        not_buried(day),
    )


def _answer_sequence(user_id: int) -> sa.ScalarSelect[int]:
    """The answer to the card of the session in question that stands; NULL where there is none."""
    return (
        sa.select(sa.func.max(ReviewLog.sequence))
        .where(
            ReviewLog.user_id == user_id,
            ReviewLog.item_id == StudySessionCard.item_id,
            ReviewLog.session == StudySessionCard.number,
            ReviewLog.action.in_(SESSION_ANSWERS),
            ~is_undone(),
        )
        .correlate(StudySessionCard)
        .scalar_subquery()
    )


def has_unanswered(user_id: int) -> sa.ColumnElement[bool]:
    """Whether the session in question has a card without an answer."""
    return sa.exists().where(
        StudySessionCard.user_id == user_id,
        StudySessionCard.number == StudySession.number,
        _answer_sequence(user_id).is_(None),
    )


def _cards(user_id: int, number: int, day: int) -> sa.Select[int, int, bool]:
    return (
        sa.select(
            StudySessionCard.item_id,
            _answer_sequence(user_id).label("sequence"),
            sa.and_(*is_available(user_id, day)).label("is_available"),
        )
        .join(Item, Item.id == StudySessionCard.item_id)
        .outerjoin(Card, sa.and_(Card.user_id == user_id, Card.item_id == StudySessionCard.item_id))
        .where(StudySessionCard.user_id == user_id, StudySessionCard.number == number)
        .order_by(StudySessionCard.place)
    )


def find_session(
    connection: Connection | Session, user_id: int, number: int, day: int
) -> SittingSession | None:
    """A session of this learner as it stands on this day; None where there is none, or nothing of it."""
    row = connection.execute(
        sa.select(
            StudySession.number,
            StudySession.kind,
            StudySession.title,
            StudySession.reschedules,
            StudySession.created_at,
            StudySession.ends_at,
        ).where(StudySession.user_id == user_id, StudySession.number == number)
    ).one_or_none()
    cards = tuple(
        SessionCard(item_id=card.item_id, sequence=card.sequence, is_available=bool(card.is_available))
        for card in connection.execute(_cards(user_id, number, day))
    )
    if row is None or not cards:
        return None
    return SittingSession(
        number=row.number,
        pool=Pool(row.kind),
        title=row.title,
        reschedules=row.reschedules,
        created_at=row.created_at,
        ends_at=row.ends_at,
        cards=cards,
    )


def read_session(connection: Connection | Session, user_id: int, number: int, day: int) -> SittingSession:
    """As `find_session`.

    Raises:
        MissingError: no such session, or not theirs, or nothing is left of it.
    """
    session = find_session(connection, user_id, number, day)
    if session is None:
        raise MissingError("There is no such session of yours, or it was discarded.")
    return session


@dataclass(frozen=True, kw_only=True, slots=True)
class SessionBar:
    """What a page of a session says of it. ``position`` is the place of the card shown among ``total``.

    ``seconds_left`` is a timed block's. ``counts``: the answer to this card moves its dates.
    """

    number: int
    title: str
    position: int
    total: int
    skipped: int
    seconds_left: int | None
    is_ahead: bool
    counts: bool

    @property
    def time_left(self) -> str:
        """Minutes and seconds, "12:05"; empty where time is not limited."""
        if self.seconds_left is None:
            return ""
        minutes, seconds = divmod(self.seconds_left, 60)
        return f"{minutes}:{seconds:02}"


def bar_of(session: SittingSession, now: datetime, *, position: int, counts: bool) -> SessionBar:
    """The bar over a card of this session."""
    left = max(timedelta(0), session.ends_at - now) if session.ends_at else None
    return SessionBar(
        number=session.number,
        title=session.title,
        position=position,
        total=session.answered + len(session.waiting),
        skipped=session.skipped,
        seconds_left=int(left.total_seconds()) if left is not None else None,
        is_ahead=session.pool is Pool.AHEAD,
        counts=counts,
    )
