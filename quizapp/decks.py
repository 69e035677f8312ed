"""What each learner studies, and which of their cards may be drawn: kept ready for each draw.

Apart from study, because sets, courses and the library change decks too, and a feature may not call another's
writing functions. Nothing here commits: the caller's transaction does.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.models import Assignment, Card, ChosenSet, Item, ItemState, MemberRole, Membership, SetPlace

_CIRCLE = 2**31  # what a column of whole numbers holds in any database
_FEW = 500  # SQLite takes a limited number of values in one statement
_EVERY = sa.true()


def queue_order_of(sibling: str, turn: int, siblings: int) -> int:
    """The place of an item among those due on one day, as a number for sorting.

    `sibling` is what siblings share, `turn` how many of the `siblings` come before it in its set. They stand
    evenly round a circle, from a place that their name gives: so two of them are as far apart as the day's
    queue has room for all of them, whatever else is due.
    """
    digest = hashlib.sha256(sibling.encode()).digest()
    return (int.from_bytes(digest[:4], "big") + turn * _CIRCLE // siblings) % _CIRCLE


def _is_in_deck() -> sa.ColumnElement[bool]:
    """Whether the item of the card in question is live and in a set that its learner studies."""
    assigned = (
        sa.exists()
        .where(Assignment.set_id == Card.set_id)
        .where(Membership.course_id == Assignment.course_id)
        .where(Membership.user_id == Card.user_id)
        .where(Membership.role == MemberRole.STUDENT)
        .where(Membership.left_at.is_(None))
    )
    chosen = sa.exists().where(ChosenSet.user_id == Card.user_id, ChosenSet.set_id == Card.set_id)
    live = sa.exists().where(Item.id == Card.item_id, Item.state == ItemState.LIVE)
    return sa.and_(live, sa.or_(assigned, chosen))


def queue_day_as_it_should_be() -> sa.ColumnElement[int | None]:
    """The ``queue_day`` that a card should have."""
    return sa.case((sa.and_(Card.suspended.is_(False), _is_in_deck()), Card.due_day), else_=None)


def queue_order_as_it_should_be() -> sa.ColumnElement[int]:
    """The ``queue_order`` that a card should have."""
    return cast(
        "sa.ColumnElement[int]",
        sa.select(Item.queue_order).where(Item.id == Card.item_id).scalar_subquery(),
    )


def refresh_sets(session: Session, set_ids: Iterable[int]) -> None:
    """After a change of these sets, of their items or of who studies them: every learner's cards of them."""
    wanted = sorted(set(set_ids))
    for start in range(0, len(wanted), _FEW):
        few = wanted[start : start + _FEW]
        _refresh(session, Card.set_id.in_(few))
        session.execute(sa.delete(SetPlace).where(SetPlace.set_id.in_(few)))
        _add_places(session, Assignment.set_id.in_(few), ChosenSet.set_id.in_(few))


def refresh_learners(session: Session, user_ids: Sequence[int]) -> None:
    """After a change of what these learners study: all of their cards."""
    for start in range(0, len(user_ids), _FEW):
        few = user_ids[start : start + _FEW]
        _refresh(session, Card.user_id.in_(few))
        session.execute(sa.delete(SetPlace).where(SetPlace.user_id.in_(few)))
        _add_places(session, Membership.user_id.in_(few), ChosenSet.user_id.in_(few))


def refresh_card(session: Session, user_id: int, item_id: int) -> None:
    """After a change of one card by other means than an answer."""
    _refresh(session, Card.user_id == user_id, Card.item_id == item_id)


def _refresh(session: Session, *which: sa.ColumnElement[bool]) -> None:
    session.flush()  # what the caller changed through objects has to be seen
    values = {"queue_day": queue_day_as_it_should_be(), "queue_order": queue_order_as_it_should_be()}
    session.execute(sa.update(Card).where(*which).values(values).execution_options(synchronize_session=False))


def _add_places(session: Session, assigned: sa.ColumnElement[bool], chosen: sa.ColumnElement[bool]) -> None:
    rows = places_as_they_should_be(assigned, chosen)
    session.execute(sa.insert(SetPlace).from_select(rows.selected_columns.keys(), rows))


def places_as_they_should_be(
    assigned: sa.ColumnElement[bool] = _EVERY, chosen: sa.ColumnElement[bool] = _EVERY
) -> sa.Select[Any]:
    """The rows of ``set_place`` as they should be, of sets in decks by such an assignment or choice."""
    deck = sa.union(
        sa.select(Membership.user_id, Assignment.set_id)
        .join(Assignment, Assignment.course_id == Membership.course_id)
        .where(Membership.role == MemberRole.STUDENT, Membership.left_at.is_(None), assigned),
        sa.select(ChosenSet.user_id, ChosenSet.set_id).where(chosen),
    ).subquery()
    has_card = sa.exists().where(Card.user_id == deck.c.user_id, Card.item_id == Item.id)
    is_unseen = sa.and_(Item.set_id == deck.c.set_id, Item.state == ItemState.LIVE, ~has_card)
    return (
        sa.select(
            deck.c.user_id,
            deck.c.set_id,
            sa.func.min(Item.position).label("next_position"),
            sa.func.count(Item.id).label("unseen"),
        )
        .select_from(deck.outerjoin(Item, is_unseen))
        .group_by(deck.c.user_id, deck.c.set_id)
    )
