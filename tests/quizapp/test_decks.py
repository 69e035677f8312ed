"""What is kept of each learner's deck is of that learner, whatever others have done."""

from __future__ import annotations

import sqlalchemy as sa

from quizapp.decks import refresh_learners, refresh_sets
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

    assert after_sets == {far.id: 2, near.id: 1}
    assert places() == after_sets


def places() -> dict[int, int | None]:
    db.session.rollback()
    return {row.user_id: row.next_position for row in db.session.scalars(sa.select(SetPlace))}
