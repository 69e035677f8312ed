"""What is kept of each learner's deck is of that learner, whatever others have done; siblings stand apart."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest
import sqlalchemy as sa

from quizapp.decks import queue_order_of, refresh_learners, refresh_sets
from quizapp.extensions import db, writing
from quizapp.models import Item, SetPlace


def test_the_place_in_a_set_is_after_the_learners_own_cards_not_after_anybodys(make):
    far, near = make.user(), make.user()
    course = make.course(make.instructor(), far, near)
    set_id = make.question_set(None, *(make.flashcard() for _ in range(3)), course=course).id
    items = db.session.scalars(sa.select(Item.id).order_by(Item.position)).all()
    make.card(far, items[0])
    make.card(far, items[1])
    make.card(near, items[0])

    with writing() as session:
        refresh_sets(session, [set_id])
    after_sets = places()
    with writing() as session:
        refresh_learners(session, [far.id, near.id])

    number = len(items)
    assert after_sets == {far.id: (2, number - 2), near.id: (1, number - 1)}
    assert places() == after_sets


def places() -> dict[int, tuple[int | None, int]]:
    db.session.rollback()
    return {row.user_id: (row.next_position, row.unseen) for row in db.session.scalars(sa.select(SetPlace))}


@pytest.mark.parametrize("sizes", [[2], [3], [1, 2, 3], [1, 1, 1, 9]])
@pytest.mark.parametrize("share", [1.0, 0.5, 0.1])
def test_siblings_due_on_one_day_are_far_apart_in_it_whatever_else_is_due(sizes, share):
    """At least half as far as if all siblings of their fact were due and stood evenly over the day."""
    chance = Random(1)  # noqa: S311 - guards nothing
    due = []
    for number in range(600):
        size = sizes[number % len(sizes)]
        orders = [queue_order_of(f"fact-{number}", turn, size) for turn in range(size)]
        due += [(order, number, size) for order in orders if chance.random() < share]
    places: dict[int, list[int]] = {}
    for place, (_, number, _) in enumerate(sorted(due)):
        places.setdefault(number, []).append(place)
    sizes_of = {number: size for _, number, size in due}

    for number, theirs in places.items():
        for one, other in pairwise(theirs):
            assert other - one >= len(due) / sizes_of[number] / 2
