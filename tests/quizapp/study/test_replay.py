"""Whatever a learner does and in whatever order: every card is what its log gives, and undo is exact."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizapp.decks import refresh_learners
from quizapp.errors import AppError
from quizapp.extensions import db, writing
from quizapp.models import AnswerKey, Card, ReviewLog, User
from quizapp.scheduling.grades import Button
from quizapp.study import service
from quizapp.study.check import compare_with_log
from tests.quizapp.study.conftest import cards

MARKS = ["flag", "unflag", "bury", "unbury", "suspend", "unsuspend"]
STEPS = st.one_of(
    st.tuples(st.just("answer"), st.sampled_from(Button)),
    st.tuples(st.just("regrade"), st.integers(0, 5)),
    st.tuples(st.sampled_from(MARKS), st.integers(0, 2)),
    st.just(("undo", None)),
    st.tuples(st.just("days"), st.integers(0, 8)),
)


def do(learner, items, step, detail):
    """One step of a learner; what is refused changes nothing."""
    if step == "days":
        learner.time.move(days=detail)
    elif step == "undo":
        learner.undo()
    elif step == "regrade":
        latest = db.session.query(ReviewLog.sequence).order_by(ReviewLog.sequence.desc()).first()
        service.change_grade(learner.viewer, latest[0] if latest else 1, detail, learner.time.now())
    elif step != "answer":
        learner.mark(items[detail], step)
    elif card := learner.draw():
        learner.answer(card, detail)


@pytest.mark.usefixtures("app")
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, max_size=25))
def test_every_order_of_actions_replays_to_the_stored_state_and_undoes_to_the_first(
    learner, deck_of_three, steps
):
    forget_all()
    for step, detail in steps:
        before = cards()
        try:
            do(learner, deck_of_three, step, detail)
        except AppError:
            assert cards() == before
    comparison = compare_with_log()
    assert comparison.differences == ()

    undo_the_day(learner)

    assert compare_with_log().differences == ()
    today = learner.day
    assert not [row for row in db.session.query(Card) if row.introduced_day == today]
    assert not [row for row in db.session.query(Card) if row.last_day == today]


def undo_the_day(learner):
    while True:
        try:
            learner.undo()
        except service.NothingToUndoError:
            return


def forget_all():
    """Hypothesis runs the test many times on one database."""
    with writing() as session:
        for table in (AnswerKey, ReviewLog, Card):
            session.execute(table.__table__.delete())
        refresh_learners(session, session.scalars(sa.select(User.id)).all())


@pytest.fixture
def deck_of_three(deck, make):
    return deck(make.flashcard(), make.multiple_choice(key=1), make.flashcard())
