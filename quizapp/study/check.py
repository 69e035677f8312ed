"""Proof that every card is what replaying its log gives. Not in ``service`` since it reads all learners."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.extensions import db
from quizapp.logbook import STATE_COLUMNS, all_entries, stored_card
from quizapp.models import Card, ReviewLog, User
from quizapp.scheduling.card import NEW_CARD, CardState, Scheduler
from quizapp.scheduling.errors import LogError
from quizapp.scheduling.replay import LogEntry, replay
from quizapp.scheduling.schedulers import scheduler_of


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """What was compared, and a sentence for each card whose stored state is not what its log gives."""

    learners: int
    entries: int
    cards: int
    differences: tuple[str, ...]


def compare_with_log() -> Comparison:
    """Replay every card's log and hold it against the stored state; one learner in memory at a time."""
    session = db.session()
    learners = entries = cards = 0
    differences: list[str] = []
    for user_id in session.scalars(sa.union(sa.select(ReviewLog.user_id), sa.select(Card.user_id))).all():
        logs = dict(all_entries(session, user_id))
        stored = _stored(session, user_id)
        learners += 1
        entries += sum(map(len, logs.values()))
        cards += len(stored)
        scheduler = scheduler_of(
            session.execute(sa.select(User.scheduler).where(User.id == user_id)).scalar_one()
        )
        differences += _differences(user_id, logs, stored, scheduler)
    return Comparison(learners=learners, entries=entries, cards=cards, differences=tuple(differences))


def _stored(session: Session, user_id: int) -> dict[int, CardState]:
    rows = session.execute(
        sa.select(Card.item_id, Card.version, *STATE_COLUMNS).where(Card.user_id == user_id)
    )
    return {row.item_id: stored_card(row).state for row in rows}


def _differences(
    user_id: int, logs: dict[int, list[LogEntry]], stored: dict[int, CardState], scheduler: Scheduler
) -> Iterator[str]:
    for item_id in sorted(logs.keys() | stored.keys()):
        place = f"learner {user_id}, item {item_id}"
        try:
            replayed = replay(logs.get(item_id, []), scheduler)
        except LogError as error:
            yield f"{place}: the log cannot be replayed. {error}"
            continue
        state = stored.get(item_id, NEW_CARD)
        if replayed != state:
            yield f"{place}: {_named_differences(asdict(state), asdict(replayed))}"


def _named_differences(stored: dict[str, Any], replayed: dict[str, Any]) -> str:
    return "; ".join(
        f"{name} is {stored[name]}, the log gives {replayed[name]}"
        for name in stored
        if stored[name] != replayed[name]
    )
