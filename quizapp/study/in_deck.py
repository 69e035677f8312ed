"""What is in a learner's deck, and the parameters of all statements that ask for it."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from quizapp.models import ItemState
from quizapp.models.tables import CARD, ITEM, SET_PLACE

LEARNER: sa.BindParameter[int] = sa.bindparam("learner_id", type_=sa.Integer)
DAY: sa.BindParameter[int] = sa.bindparam("day", type_=sa.Integer)


def set_ids(user_id: int | sa.BindParameter[int]) -> sa.Select[Any]:
    """The sets in a learner's deck: assigned to a course where they are a student, or chosen by them."""
    return sa.select(SET_PLACE.c.set_id).where(SET_PLACE.c.user_id == user_id)


IN_DECK = (
    ITEM.c.state == ItemState.LIVE,
    sa.exists().where(SET_PLACE.c.user_id == LEARNER, SET_PLACE.c.set_id == ITEM.c.set_id),
)


def not_buried(day: int | sa.BindParameter[int]) -> sa.ColumnElement[bool]:
    """Whether the card in question is not put away until after this day."""
    return sa.or_(CARD.c.buried_until_day.is_(None), CARD.c.buried_until_day <= day)


NOT_BURIED = not_buried(DAY)
