"""What is a learner's own, as files are made of it."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from quizapp.extensions import db
from quizapp.transfer.own import _EPOCH, _unique_id, own_reviews


@given(times=st.lists(st.integers(0, 20), max_size=60))
def test_a_review_gets_the_first_number_from_its_millisecond_on_that_none_before_it_has(times):
    taken: dict[int, int] = {}
    ids: list[int] = []
    for time in times:
        number = time
        while number in ids:
            number += 1
        ids.append(_unique_id(_EPOCH + timedelta(milliseconds=time), taken))

        assert ids[-1] == number


def test_reviews_of_one_millisecond_are_told_apart(learner, deck, make):
    items = deck(make.flashcard(), make.flashcard(), make.flashcard())
    for item in items:
        make.logged(learner.user, item, grade=4)

    ids = [review.id for review in own_reviews(db.session(), learner.user.id)]

    assert ids == [ids[0], ids[0] + 1, ids[0] + 2]
