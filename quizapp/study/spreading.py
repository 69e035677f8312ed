"""Due days moved as the learner wants it, to even out the load. Apart from ``service``, which is long."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from quizapp.logbook import Entry, Learner
from quizapp.models.tables import CARD
from quizapp.scheduling.card import CardState
from quizapp.scheduling.spread import Spread, balanced_shift, largest_shift, random_shift
from quizapp.study.in_deck import LEARNER

_CARDS_DUE = (
    sa.select(CARD.c.queue_day.label("day"), sa.func.count().label("cards"))
    .where(
        CARD.c.user_id == LEARNER,
        CARD.c.queue_day.between(
            sa.bindparam("first_day", type_=sa.Integer), sa.bindparam("final_day", type_=sa.Integer)
        ),
    )
    .group_by(CARD.c.queue_day)
)


def spread(
    connection: Connection, learner: Learner, entry: Entry, state: CardState, chance: Random
) -> tuple[Entry, CardState]:
    """The due day moved as the learner wants it, in the state and in the entry; mostly not at all."""
    due_day, bound = state.due_day, largest_shift(state.interval_days)
    if learner.spread is Spread.OFF or not bound or due_day is None:
        return entry, state
    if learner.spread is Spread.RANDOM:
        shift = random_shift(state.interval_days, chance)
    else:
        days = {"learner_id": learner.id, "first_day": due_day - bound, "final_day": due_day + bound}
        cards_due = {row.day: row.cards for row in connection.execute(_CARDS_DUE, days)}
        shift = balanced_shift(state.interval_days, due_day, cards_due, chance)
    return replace(entry, shift_days=shift), replace(state, due_day=due_day + shift)
