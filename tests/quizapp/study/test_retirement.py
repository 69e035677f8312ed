"""Items taken from learners and given back: their logs say so, and nothing of their cards changes."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from questions import item_from_dict
from quizapp.comparing import coming_items
from quizapp.extensions import db, writing
from quizapp.models import Card, Item, ItemState
from quizapp.publishing import publish_items
from quizapp.scheduling.grades import Button
from quizapp.sets.service import change_states
from quizapp.study import service
from quizapp.study.check import compare_with_log
from tests.quizapp.study.conftest import cards, log


@pytest.fixture
def items(deck, make):
    return deck(make.flashcard(), make.flashcard(), make.flashcard())


def set_of(item_id: int) -> int:
    return db.session.scalars(sa.select(Item.set_id).where(Item.id == item_id)).one()


def told() -> list[tuple[str, int]]:
    return [(row.action, row.item_id) for row in log() if row.action in {"retire", "restore"}]


def put(learner: Any, item_ids: list[int], state: ItemState) -> None:
    change_states(set_of(item_ids[0]), item_ids, state, learner.time.now())


def publish(learner: Any, set_id: int, keys: list[str], states: dict[str, ItemState]) -> None:
    contents = db.session.scalars(sa.select(Item.content).where(Item.set_id == set_id))
    kept = [item_from_dict(content) for content in contents if content["id"] in keys]
    with writing() as session:
        publish_items(session, set_id, coming_items(kept), states=states, by_id=None, now=learner.time.now())


def test_the_logs_of_those_who_have_cards_say_that_items_went_and_came_back(learner, items):
    learner.press(Button.HARD)
    learner.press(Button.GOOD)
    first, second, _ = items

    put(learner, items, ItemState.QUARANTINED)
    put(learner, items, ItemState.RETIRED)
    put(learner, [second], ItemState.LIVE)

    assert told() == [("retire", first), ("retire", second), ("restore", second)]
    assert [row.sequence for row in log()] == [1, 2, 3, 4, 5]


def test_the_entry_holds_the_card_as_it_stands_on_the_learners_day(learner, items):
    learner.press(Button.HARD)
    answered = log()[-1]

    put(learner, items, ItemState.RETIRED)

    retired = log()[-1]
    same = ("item_id", "item_version", "day", "scheduler", "repetition", "ease", "interval_days", "due_day")
    assert [getattr(retired, name) for name in same] == [getattr(answered, name) for name in same]
    assert retired.server_time == learner.time.now()
    assert retired.grade is None


def test_states_stay_what_the_log_gives_and_undo_passes_the_entry_over(learner, items):
    learner.press(Button.GOOD)
    before = cards()

    put(learner, items, ItemState.RETIRED)
    put(learner, items, ItemState.LIVE)

    assert cards() == before
    assert compare_with_log().differences == ()
    assert learner.undo().action == "answer"
    with pytest.raises(service.NothingToUndoError):
        learner.undo()
    assert compare_with_log().differences == ()


def test_a_new_file_tells_learners_what_it_took_and_gave_back(learner, items):
    learner.finish()
    set_id = set_of(items[0])
    keys = list(db.session.scalars(sa.select(Item.key).where(Item.set_id == set_id).order_by(Item.id)))

    publish(learner, set_id, keys[:2], {keys[0]: ItemState.QUARANTINED})
    publish(learner, set_id, keys[:2], {keys[0]: ItemState.LIVE})

    assert sorted(told()[:2]) == [("retire", items[0]), ("retire", items[2])]
    assert told()[2:] == [("restore", items[0])]
    assert compare_with_log().differences == ()


def test_every_learner_is_told_at_the_end_of_their_own_log(learner, items, make):
    learner.press()
    other = make.user(last_day=learner.day)
    make.card(other, items[0])
    make.card(other, items[1])

    put(learner, items, ItemState.RETIRED)

    sequences = {user: [row.sequence for row in log() if row.user_id == user] for user in (1, other.id)}
    assert sequences == {1: [1, 2], other.id: [1, 2]}
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Card)) == 3
