"""Proof that every card is what replaying its log gives. Not in ``service`` since it reads all learners."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.extensions import db
from quizapp.models import Card, ReviewLog
from quizapp.scheduling.card import NEW_CARD, CardState
from quizapp.scheduling.errors import LogError
from quizapp.scheduling.replay import LogEntry, replay
from quizapp.study.log import ENTRY_COLUMNS, STATE_COLUMNS, log_entry, stored_card


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
        logs = _logs(session, user_id)
        stored = _stored(session, user_id)
        learners += 1
        entries += sum(map(len, logs.values()))
        cards += len(stored)
        differences += _differences(user_id, logs, stored)
    return Comparison(learners=learners, entries=entries, cards=cards, differences=tuple(differences))


def _logs(session: Session, user_id: int) -> dict[int, list[LogEntry]]:
    rows = session.execute(
        sa.select(ReviewLog.item_id, *ENTRY_COLUMNS)
        .where(ReviewLog.user_id == user_id)
        .order_by(ReviewLog.item_id, ReviewLog.sequence)
    )
    return {
        item_id: [log_entry(row) for row in group]
        for item_id, group in groupby(rows, lambda row: row.item_id)
    }


def _stored(session: Session, user_id: int) -> dict[int, CardState]:
    rows = session.execute(
        sa.select(Card.item_id, Card.version, *STATE_COLUMNS).where(Card.user_id == user_id)
    )
    return {row.item_id: stored_card(row).state for row in rows}


def _differences(
    user_id: int, logs: dict[int, list[LogEntry]], stored: dict[int, CardState]
) -> Iterator[str]:
    for item_id in sorted(logs.keys() | stored.keys()):
        place = f"learner {user_id}, item {item_id}"
        try:
            replayed = replay(logs.get(item_id, []))
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
