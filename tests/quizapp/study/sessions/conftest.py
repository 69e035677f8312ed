"""Short ways to what a learner does in custom sessions."""

from __future__ import annotations

from random import Random

import pytest
import sqlalchemy as sa

from quizapp.extensions import db
from quizapp.models import StudySessionCard
from quizapp.scheduling.grades import Button
from quizapp.study import screens
from quizapp.study.deck import read_waiting
from quizapp.study.sessions import result as session_result
from quizapp.study.sessions import service as sessions
from quizapp.study.sessions.cards import Pool
from quizapp.study.sessions.selection import Order, Wanted


@pytest.fixture
def begin(learner, time):
    """Starts a session and gives its number; without a pool, of all that was seen. Each on its own."""

    def start(pool=Pool.SEEN, **fields):
        time.move(minutes=1)
        wanted = Wanted(**{"pool": pool, "order": Order.OLDEST, **fields})
        offered, chance = sessions.choices(learner.viewer), Random(1)  # noqa: S311
        return sessions.start(learner.viewer, wanted, offered, time.now(), chance=chance)

    return start


@pytest.fixture
def answer(learner):
    """Answers the session's next card, or the one given."""

    def press(number, button=Button.GOOD, item=None, **details):
        shown = screens.session_card(learner.viewer, number, learner.time.now())
        item = item or shown.item_id
        waiting = read_waiting(db.session(), learner.user.id, item)
        if waiting.content["options"]:
            right = [option["correct"] for option in waiting.content["options"]].index(True)
            chosen = {"option": right if button is not Button.AGAIN else right - 1}
        else:
            chosen = {"button": button}
        return learner.send(waiting, session=number, **{**chosen, **details})

    return press


@pytest.fixture
def seen(deck, make, learner):
    """Three cards that were learnt yesterday, due today."""

    def learn(*contents):
        items = deck(*(contents or [make.flashcard() for _ in range(3)]))
        learner.finish()
        learner.time.move(days=1)
        return items

    return learn


@pytest.fixture
def press(learner, time):
    """Starts a session as the button does, so many seconds after the last press; gives its number."""

    def start(after=1, **fields):
        time.move(seconds=after)
        wanted = Wanted(**{"pool": Pool.SEEN, **fields})
        return sessions.start(learner.viewer, wanted, sessions.choices(learner.viewer), time.now())

    return start


def items_of(number: int) -> list[int]:
    query = sa.select(StudySessionCard.item_id).where(StudySessionCard.number == number)
    return list(db.session.scalars(query.order_by(StudySessionCard.place)))


def found(learner, **fields) -> int:
    offered = sessions.choices(learner.viewer)
    wanted = Wanted(**{"order": Order.OLDEST, **fields})
    return sessions.count(learner.viewer, wanted, offered, learner.time.now()).cards


def result(learner, number):
    return session_result.result_of(learner.viewer, number, learner.time.now())


def shown(learner, number):
    return screens.session_card(learner.viewer, number, learner.time.now())
