"""Siblings apart: new cards of one fact, or of one condition, come on days of their own."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from questions import item_from_dict
from quizapp.comparing import coming_items
from quizapp.extensions import db, writing
from quizapp.learner_settings import change_settings
from quizapp.models import Card, Item
from quizapp.publishing import publish_items
from quizapp.scheduling.queue import Apart
from tests.quizapp.study.conftest import Learner


def condition(title: str) -> dict[str, Any]:
    return {"title": title, "chapter": None, "icd10": []}


def card_of(make: Any, fact: str, title: str) -> dict[str, Any]:
    return {**make.flashcard(), "fact": fact, "condition": condition(title) if title else None}


def keep_apart(learner: Learner, apart: Apart) -> None:
    with writing() as session:
        change_settings(session, learner.user.id, {"apart": apart}, learner.time.now())


def introduced_by_day(learner: Learner, days: int) -> list[list[int]]:
    """The items introduced on each of these days, in their order, all else being done too."""
    introduced = []
    for _ in range(days):
        met = set(db.session.scalars(sa.select(Card.item_id)))
        introduced.append([item for item in learner.finish() if item not in met])
        learner.time.move(days=1)
        db.session.rollback()
    return introduced


@pytest.mark.parametrize(
    ("apart", "days"),
    [
        # Facts a, b, c of two conditions: a a b | c c; and two cards that name no fact, of no condition.
        (Apart.FACT, [[0, 2, 3, 5, 6], [1, 4], []]),
        (Apart.CONDITION, [[0, 3, 5, 6], [1, 4], [2], []]),
    ],
)
def test_a_fact_or_condition_introduces_one_card_a_day(learner, deck, make, apart, days):
    named = [("a", "Kissing spine"), ("a", "Kissing spine"), ("b", "Kissing spine"), ("c", "Spavin")]
    items = deck(*(card_of(make, *names) for names in [*named, ("c", "Spavin"), ("", ""), ("", "")]))
    keep_apart(learner, apart)

    introduced = introduced_by_day(learner, len(days))

    assert introduced == [[items[place] for place in day] for day in days]


def test_a_condition_introduces_one_card_a_day_over_all_sets(learner, deck, make):
    first = deck(card_of(make, "a", "Spavin"), card_of(make, "b", "Spavin"))
    second = deck(card_of(make, "a", "Spavin"), card_of(make, "c", "Laminitis"))
    keep_apart(learner, Apart.CONDITION)

    assert introduced_by_day(learner, 3) == [[first[0], second[1]], [first[1]], [second[0]]]


def test_cards_without_fact_or_condition_come_as_the_limit_says(learner, deck, make):
    items = deck(*(card_of(make, "", "") for _ in range(25)))

    assert introduced_by_day(learner, 2) == [items[:20], items[20:]]


def test_an_undone_introduction_lets_its_sibling_be_the_first(learner, deck, make):
    items = deck(card_of(make, "a", ""), card_of(make, "a", ""))
    learner.press()
    assert learner.draw() is None

    learner.undo()
    learner.mark(items[0], "bury")

    assert learner.drawn().item_id == items[1]


@pytest.mark.parametrize("count", [10, 40])
def test_reviews_of_siblings_are_all_shown_on_their_day_as_far_apart_as_they_can_be(
    learner, deck, make, count
):
    items = deck(*(card_of(make, f"fact-{place // 2}", "") for place in range(count)))
    contents = db.session.scalars(sa.select(Item.content).order_by(Item.position))
    with writing() as session:
        set_id = session.scalars(sa.select(Item.set_id)).first()
        read = [item_from_dict(content) for content in contents]
        publish_items(session, set_id, coming_items(read), states={}, by_id=None, now=learner.time.now())
    for item in items:
        make.card(learner.user, item, due_day=learner.day, last_day=learner.day - 1)

    shown = learner.finish()

    assert sorted(shown) == items
    places = [shown.index(item) for item in items]
    assert [abs(other - one) for one, other in zip(places[::2], places[1::2], strict=True)] == [
        count // 2
    ] * (count // 2)


def test_siblings_do_not_follow_each_other_while_another_card_waits(learner, deck, make, time):
    first, second, other = deck(*(card_of(make, fact, "") for fact in ("a", "a", "b")))
    for item in (first, second, other):
        make.card(learner.user, item, due_day=learner.day, last_day=learner.day - 1)

    shown = learner.finish()

    assert sorted(shown) == [first, second, other]
    assert shown[1] == other
