"""Making anew what is made from the log: cards, places in the queue and in sets, days. Never the log."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from quizapp.decks import refresh_learners
from quizapp.extensions import writing
from quizapp.logbook import columns_of, next_sequence, stored_card
from quizapp.models import Card, Item, User
from quizapp.scheduling.card import NEW_CARD
from quizapp.scheduling.replay import replay
from quizapp.study.checks.cards import entry_of, logged_cards, scheduler_in_force
from quizapp.study.checks.days import days_ahead

_CARDS = cast("sa.Table", Card.__table__)
_INSERT = sa.insert(_CARDS)
_PUT = (
    sa.update(_CARDS)
    .where(_CARDS.c.user_id == sa.bindparam("learner_id"), _CARDS.c.item_id == sa.bindparam("wanted_item_id"))
    .values({**{name: sa.bindparam(name) for name in columns_of(NEW_CARD)}, "version": _CARDS.c.version + 1})
)


@dataclass(frozen=True, kw_only=True)
class Repaired:
    """How many cards of a learner were rewritten, and how many that were missing were added."""

    rewritten: int
    added: int


def repair(user_id: int) -> Repaired:
    """Give each card of the learner the state that its log gives, and its place in the queue: all or none.

    Raises:
        SchedulingError: a log cannot be replayed, or the learner's scheduler is none. Nothing was changed.
    """
    with writing() as session:
        connection = session.connection()
        # As each answer does, so that none comes between on any database.
        connection.execute(sa.select(User.id).where(User.id == user_id).with_for_update())
        wrong = list(_wrong_states(connection, user_id))
        # No page that shows a card of before may find its version again.
        version = next_sequence(connection, user_id)
        missing = [_new_row(connection, row, version) for is_missing, row in wrong if is_missing]
        present = [row for is_missing, row in wrong if not is_missing]
        if present:
            connection.execute(_PUT, present)
        if missing:
            connection.execute(_INSERT, missing)
        refresh_learners(session, [user_id])
        return Repaired(rewritten=len(present), added=len(missing))


def bring_back(user_id: int, now: datetime) -> int | None:
    """Let the learner's day be today, or the latest of what stands in their log; None where it is no later.

    So the day that a wrong clock led them to, and that their log does not need, is not theirs any more.
    """
    with writing() as session:
        connection = session.connection()
        connection.execute(sa.select(User.id).where(User.id == user_id).with_for_update())
        ahead = next((each for each in days_ahead(connection, now) if each.user_id == user_id), None)
        if ahead is None or not ahead.can_go_back:
            return None
        connection.execute(sa.update(User).where(User.id == user_id).values(last_day=ahead.back_to))
        return ahead.back_to


def _wrong_states(connection: Connection, user_id: int) -> Iterator[tuple[bool, dict[str, Any]]]:
    """For each card in another state than its log gives: whether it has no row, and its right columns."""
    scheduler = scheduler_in_force(connection, user_id)
    for _, cards in logged_cards(connection, user_id):
        for card in cards:
            state = replay([entry_of(row) for row in card.rows], scheduler)
            if state != (NEW_CARD if card.stored is None else stored_card(card.stored).state):
                where = {"learner_id": user_id, "wanted_item_id": card.item_id}
                yield card.stored is None, {**where, **columns_of(state)}


def _new_row(connection: Connection, columns: dict[str, Any], version: int) -> dict[str, Any]:
    user_id, item_id = columns.pop("learner_id"), columns.pop("wanted_item_id")
    place = connection.execute(sa.select(Item.set_id, Item.queue_order).where(Item.id == item_id)).one()
    return {
        **columns,
        "user_id": user_id,
        "item_id": item_id,
        "version": version,
        "set_id": place.set_id,
        "queue_order": place.queue_order,
        "queue_day": None,
    }
