"""Cards that the learner buries, suspends, or loses with a course or an item."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from quizapp.decks import refresh_learners
from quizapp.errors import MissingError
from quizapp.extensions import db, writing
from quizapp.models import ErrorReport, ItemState, Membership
from quizapp.scheduling.grades import Button
from quizapp.study import service
from quizapp.study.check import compare_with_log
from tests.quizapp.study.conftest import Learner, card_of, log, set_item


def test_a_buried_card_comes_back_tomorrow_a_suspended_one_when_asked(learner, deck, make, time):
    buried, suspended = deck(make.flashcard(), make.flashcard())
    learner.mark(buried, "bury")
    learner.mark(suspended, "suspend")
    assert learner.draw() is None

    time.move(days=1)
    assert learner.finish() == [buried]

    learner.mark(suspended, "unsuspend")
    assert learner.finish() == [suspended]


def test_a_buried_card_can_be_brought_back_on_the_same_day(learner, deck, make):
    (item,) = deck(make.flashcard())
    learner.mark(item, "bury")

    learner.mark(item, "unbury")

    assert learner.drawn().item_id == item
    assert not compare_with_log().differences


def test_a_mark_sent_twice_counts_once(learner, deck, make):
    (item,) = deck(make.flashcard())
    now = learner.time.now()

    service.mark(learner.viewer, item, service.Action.BURY, now, card_version=0)
    with pytest.raises(service.StaleAnswerError):
        service.mark(learner.viewer, item, service.Action.BURY, now, card_version=0)

    assert len(log()) == 1


def test_leaving_a_course_stops_its_cards_and_keeps_their_history(learner, deck, make):
    (item,) = deck(make.flashcard())
    learner.press(Button.AGAIN)
    with writing() as session:
        session.execute(sa.update(Membership).values(left_at=learner.time.now()))
        refresh_learners(session, [learner.user.id])

    assert learner.draw() is None
    assert card_of(learner, item).drill_day == learner.day
    with pytest.raises(MissingError):
        learner.mark(item, "flag")


@pytest.mark.parametrize("state", [ItemState.RETIRED, ItemState.QUARANTINED])
def test_an_item_taken_out_leaves_the_queue_and_returns_with_its_schedule(learner, deck, make, time, state):
    (item,) = deck(make.flashcard())
    card = learner.drawn()
    learner.press(card=card)
    time.move(days=1)
    due = learner.drawn()
    set_item(item, state=state)

    assert learner.draw() is None
    with pytest.raises(MissingError):
        learner.press(card=due)

    set_item(item, state=ItemState.LIVE)
    assert learner.press(card=learner.drawn()).grade == 4


def test_an_item_of_somebody_else_is_not_there(learner, deck, make, time):
    deck(make.flashcard())
    other = Learner(user=make.user(), time=time)
    card = learner.drawn()

    for attempt in (
        lambda: other.press(card=card),
        lambda: other.mark(card.item_id, "flag"),
        lambda: service.report_error(other.viewer, card.item_id, "wrong", time.now()),
    ):
        with pytest.raises(MissingError):
            attempt()
    assert not log()


def test_an_error_report_names_learner_item_and_version(learner, deck, make):
    (item,) = deck(make.flashcard())

    service.report_error(learner.viewer, item, "It says left for right.", learner.time.now())

    report = db.session.scalars(sa.select(ErrorReport)).one()
    assert (report.user_id, report.item_id, report.item_version) == (learner.user.id, item, 1)
    assert report.text == "It says left for right."
