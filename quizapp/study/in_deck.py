"""What is in a learner's deck, and the parameters of all statements that ask for it."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from quizapp.models import Card, Item, ItemState, SetPlace

LEARNER: sa.BindParameter[int] = sa.bindparam("learner_id", type_=sa.Integer)
DAY: sa.BindParameter[int] = sa.bindparam("day", type_=sa.Integer)


def set_ids(user_id: int | sa.BindParameter[int]) -> sa.Select[Any]:
    """The sets in a learner's deck: assigned to a course where they are a student, or chosen by them."""
    return sa.select(SetPlace.set_id).where(SetPlace.user_id == user_id)


IN_DECK = (
    Item.state == ItemState.LIVE,
    sa.exists().where(SetPlace.user_id == LEARNER, SetPlace.set_id == Item.set_id),
)


def not_buried(day: int | sa.BindParameter[int]) -> sa.ColumnElement[bool]:
    """Whether the card in question is not put away until after this day."""
    return sa.or_(Card.buried_until_day.is_(None), Card.buried_until_day <= day)


NOT_BURIED = not_buried(DAY)
