"""Items that mislead are taken from learners until somebody has looked at them.

An item misleads where good learners surely get it wrong more often than poor ones; ``progress.item_analysis``
has the rule. One that was looked at is judged by later answers alone, so that nothing is held against it
twice: once found right, it takes another 30 learners to say otherwise.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.decks import refresh_sets
from quizapp.errors import MissingError
from quizapp.extensions import db, writing
from quizapp.item_changes import LOOK_DISCRIMINATION
from quizapp.models import Item, ItemState
from quizapp.models.tables import ITEM, LOG
from quizapp.progress.exposures import ANSWERED
from quizapp.progress.item_analysis import MIN_QUARANTINE
from quizapp.publishing import put_states
from quizapp.sets.analysing.analysis import analysis_of


def quarantine_misleading(now: datetime) -> int:
    """Quarantine the misleading items of every set; how many there were.

    For whatever calls it now and then. Sets without an item of enough answers are passed over unread.
    """
    return sum(quarantine_in(set_id, now) for set_id in _sets_with_enough_answers())


def quarantine_in(set_id: int, now: datetime) -> int:
    """Quarantine the misleading items of a set; how many there were.

    The figures are reckoned before the transaction, so that nobody's answer waits for them.
    """
    found = {row.id: (row.version, row.looked_at) for row in analysis_of(set_id).misleading}
    if not found:
        return 0
    with writing() as session:
        there = session.scalars(sa.select(Item).where(Item.id.in_(found), Item.state == ItemState.LIVE))
        items = [item for item in there if (item.version, item.looked_at) == found[item.id]]
        put_states(session, [item.id for item in items], ItemState.QUARANTINED, now)
        for item in items:
            item.look = item.look or LOOK_DISCRIMINATION  # what is to be looked at anyway stays told
        if items:
            refresh_sets(session, [set_id])
        return len(items)


def find_right(set_id: int, item_id: int, now: datetime) -> bool:
    """Somebody looked at a quarantined item and found it right: it is live again. False where it was already.

    Raises:
        MissingError: no such item in the set.
    """
    with writing() as session:
        item = session.get(Item, item_id)
        if item is None or item.set_id != set_id:
            raise MissingError("There is no such question in this set.")
        if item.state is not ItemState.QUARANTINED:
            return False
        note_looked_at(session, [item.id], now)
        put_states(session, [item.id], ItemState.LIVE, now)
        refresh_sets(session, [set_id])
        return True


def note_looked_at(session: Session, item_ids: Collection[int], now: datetime) -> None:
    """Somebody who may is about to decide on these items: what quarantined them is not held against them
    again.
    """
    waiting = sa.or_(Item.look == LOOK_DISCRIMINATION, Item.state == ItemState.QUARANTINED)
    look = sa.case((Item.look == LOOK_DISCRIMINATION, ""), else_=Item.look)
    session.execute(sa.update(Item).where(Item.id.in_(item_ids), waiting).values(look=look, looked_at=now))


def _sets_with_enough_answers() -> list[int]:
    items = (
        sa.select(ITEM.c.set_id)
        .join(LOG, LOG.c.item_id == ITEM.c.id)
        .where(ITEM.c.state == ItemState.LIVE, LOG.c.action.in_(ANSWERED))
        .group_by(ITEM.c.set_id, ITEM.c.id)
        .having(sa.func.count() >= MIN_QUARANTINE)
        .subquery()
    )
    return list(db.session.scalars(sa.select(items.c.set_id).distinct().order_by(items.c.set_id)))
