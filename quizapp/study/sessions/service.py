"""Custom sessions: what can be chosen, start one, end one. A public function that writes is one transaction.

Apart from ``service``, which takes the answers, in a session as elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from quizapp.access import Viewer
from quizapp.errors import InvalidInputError, MissingError
from quizapp.extensions import db, writing
from quizapp.logbook import begin_day
from quizapp.models import StudySession, StudySessionCard
from quizapp.study.exam.last_pass import next_items
from quizapp.study.service import today_of
from quizapp.study.sessions.cards import Pool, SittingSession, find_session, has_unanswered, read_session
from quizapp.study.sessions.result import answers_of, is_wrong
from quizapp.study.sessions.selection import (
    Choices,
    Matching,
    Order,
    Wanted,
    choices_of,
    count_matching,
    matching_items,
)

RESUMED_DAYS = 30
"""An unfinished session older than this is no longer offered."""

_SAME_PRESS = timedelta(seconds=5)
"""A button pressed twice within it was meant once: nobody chooses anew so fast."""

_MOST_OFFERED = 10
_LONGEST_TITLE = 300
_CHANCE = Random()  # noqa: S311 - mixes cards, guards nothing
_TITLES = {
    Pool.MISTAKES: "Mistakes",
    Pool.FLAGGED: "Flagged cards",
    Pool.LEECHES: "Leeches",
    Pool.AHEAD: "Ahead of time",
    Pool.SEEN: "Cards seen",
    Pool.EVERYTHING: "All cards",
}


def choices(viewer: Viewer) -> Choices:
    """By what this learner can narrow a session."""
    return choices_of(db.session(), viewer.id)


def count(viewer: Viewer, wanted: Wanted, offered: Choices, now: datetime) -> Matching:
    """How many cards a session as wanted would find."""
    return count_matching(db.session(), viewer.id, wanted, offered, today_of(viewer, now))


def start(
    viewer: Viewer, wanted: Wanted, offered: Choices, now: datetime, *, chance: Random = _CHANCE
) -> int:
    """Choose the cards of a session once and for all, in an order that stays; gives its number.

    The same again at once, as a double click sends it, gives the one just begun.

    Raises:
        InvalidInputError: no card matches; nothing is stored.
    """
    # Chosen before others have to wait: a card that goes meanwhile is skipped, as later too.
    items = matching_items(db.session(), viewer.id, wanted, offered, today_of(viewer, now))
    if not items:
        raise InvalidInputError("pool", "No card matches, so there is nothing to start.")
    size = min(wanted.size, len(items))
    chosen = chance.sample(items, size) if wanted.order is Order.RANDOM else items[:size]
    time = wanted.time_for(len(chosen))
    with writing() as session:
        connection = session.connection()
        return _store(
            connection,
            StudySession(
                user_id=viewer.id,
                kind=wanted.pool,
                title=_title(wanted, offered),
                reschedules=wanted.reschedules,
                day=begin_day(connection, viewer.id, now).day,
                created_at=now,
                ends_at=now + time if time else None,
            ),
            chosen,
        )


def practise_misses(viewer: Viewer, number: int, now: datetime, *, chance: Random = _CHANCE) -> int:
    """A session of what was wrong in this one, without time or effect on dates; gives its number.

    Raises:
        MissingError: no such session, or not theirs, or nothing was wrong in it.
    """
    with writing() as session:
        connection = session.connection()
        day = begin_day(connection, viewer.id, now).day
        sitting = read_session(connection, viewer.id, number, day)
        items = [row.item_id for row in answers_of(connection, viewer.id, sitting) if is_wrong(row)]
        if not items:
            raise MissingError("Nothing of this session is left to practise again.")
        chance.shuffle(items)
        title = sitting.title if sitting.pool is Pool.MISSES else f"Misses of: {sitting.title}"
        return _store(
            connection,
            StudySession(
                user_id=viewer.id,
                kind=Pool.MISSES,
                title=title[:_LONGEST_TITLE],
                reschedules=False,
                day=day,
                created_at=now,
            ),
            items,
        )


def start_last_pass(viewer: Viewer, now: datetime) -> int:
    """A session of what today's last pass still asks, the least recently seen first; gives its number.

    It has the first `MOST_CARDS` where there are more. One that was begun and left is gone on with.

    Raises:
        MissingError: no exam is near, or today's share is done.
    """
    under_way = [sitting for sitting in unfinished(viewer, now) if sitting.pool is Pool.LAST_PASS]
    with writing() as session:
        connection = session.connection()
        day = begin_day(connection, viewer.id, now).day
        items = next_items(connection, viewer, day)
        if not items:
            raise MissingError("Nothing is left of today's last pass.")
        for sitting in under_way:
            if set(sitting.waiting) == set(items[: len(sitting.waiting)]):
                return sitting.number
        return _store(
            connection,
            StudySession(
                user_id=viewer.id,
                kind=Pool.LAST_PASS,
                title="Last pass before the exam",
                reschedules=False,
                day=day,
                created_at=now,
            ),
            items,
        )


def _store(connection: Connection, new: StudySession, items: Sequence[int]) -> int:
    """Numbers are never used twice, as the log names sessions by them; so no row is ever deleted."""
    latest = sa.select(sa.func.max(StudySession.number)).where(StudySession.user_id == new.user_id)
    number = (connection.execute(latest).scalar() or 0) + 1
    if _is_just_begun(connection, number - 1, new, len(items)):
        return number - 1
    connection.execute(
        sa.insert(StudySession).values(
            user_id=new.user_id,
            number=number,
            kind=new.kind,
            title=new.title,
            reschedules=new.reschedules,
            day=new.day,
            created_at=new.created_at,
            ends_at=new.ends_at,
        )
    )
    connection.execute(
        sa.insert(StudySessionCard),
        [
            {"user_id": new.user_id, "number": number, "place": place, "item_id": item_id}
            for place, item_id in enumerate(items)
        ],
    )
    return number


def _is_just_begun(connection: Connection, number: int, new: StudySession, size: int) -> bool:
    """Whether this session is what an earlier press of the same button made of the same wishes."""
    sitting = find_session(connection, new.user_id, number, new.day)
    return (
        sitting is not None
        and abs(new.created_at - sitting.created_at) <= _SAME_PRESS
        and (sitting.pool, sitting.title, sitting.reschedules) == (new.kind, new.title, new.reschedules)
        and _lasts(sitting) == _lasts(new)
        and len(sitting.cards) == size
        and not sitting.answered
    )


def _lasts(session: SittingSession | StudySession) -> timedelta | None:
    return session.ends_at - session.created_at if session.ends_at else None


def _title(wanted: Wanted, offered: Choices) -> str:
    first = _TITLES[wanted.pool]
    if wanted.pool in {Pool.MISTAKES, Pool.AHEAD}:
        days = "1 day" if wanted.days == 1 else f"{wanted.days} days"
        first += f", {'last' if wanted.pool is Pool.MISTAKES else 'next'} {days}"
    chapters = [one.title for one in offered.chapters if one.number == wanted.chapter]
    sets = [title for set_id, title in offered.sets if set_id == wanted.set_id]
    kinds = "Multiple choice" if wanted.only_choices else ""
    parts = [first, *chapters, *sets, wanted.condition, wanted.tag, kinds]
    return " · ".join(filter(None, parts))[:_LONGEST_TITLE]


def discard(viewer: Viewer, number: int, now: datetime) -> bool:
    """End a session where it stands: its unanswered cards leave it. Whether anything of it is left.

    Raises:
        MissingError: no such session, or not theirs.
    """
    with writing() as session:
        connection = session.connection()
        day = begin_day(connection, viewer.id, now).day
        sitting = read_session(connection, viewer.id, number, day)
        unanswered = [card.item_id for card in sitting.cards if card.sequence is None]
        connection.execute(
            sa.delete(StudySessionCard).where(
                StudySessionCard.user_id == viewer.id,
                StudySessionCard.number == number,
                StudySessionCard.item_id.in_(unanswered),
            )
        )
        return sitting.answered > 0


def unfinished(viewer: Viewer, now: datetime) -> list[SittingSession]:
    """The learner's sessions that can be gone on with, the newest first."""
    session = db.session()
    day = today_of(viewer, now)
    numbers = session.scalars(
        sa.select(StudySession.number)
        .where(
            StudySession.user_id == viewer.id,
            StudySession.day > day - RESUMED_DAYS,
            sa.or_(StudySession.ends_at.is_(None), StudySession.ends_at > now),
            has_unanswered(viewer.id),
        )
        .order_by(StudySession.number.desc())
        .limit(_MOST_OFFERED)
    ).all()
    sittings = [read_session(session, viewer.id, number, day) for number in numbers]
    return [sitting for sitting in sittings if not sitting.is_over(now)]


def is_timed(viewer: Viewer, number: int) -> bool:
    """Whether this session is a timed block."""
    query = sa.select(StudySession.ends_at.is_not(None)).where(
        StudySession.user_id == viewer.id, StudySession.number == number
    )
    return bool(db.session().execute(query).scalar())
