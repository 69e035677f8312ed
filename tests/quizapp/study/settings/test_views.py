"""The page on which learners say how their cards are scheduled, and what saving it does."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa

from quizapp.extensions import db
from quizapp.models import Card, ReviewLog, User
from quizapp.scheduling.grades import Button
from quizapp.study import service
from tests.page_client import words

PAGE = "/study/settings"
CHOSEN = {
    "algorithm": "sm2",
    "retention_percent": "90",
    "new_per_day": "20",
    "reviews_per_day": "",
    "apart": "fact",
    "spread": "off",
}


def settings_of(learner):
    db.session.rollback()
    return db.session.get_one(User, learner.user.id)


def states():
    db.session.rollback()
    columns = (Card.item_id, Card.repetition, Card.ease, Card.interval_days, Card.stability, Card.due_day)
    return db.session.execute(sa.select(*columns).order_by(Card.item_id)).all()


def test_what_was_chosen_is_saved_and_shown_again(client, learner):
    chosen = {
        **CHOSEN,
        "new_per_day": "5",
        "reviews_per_day": "120",
        "apart": "condition",
        "spread": "balanced",
    }

    client.post(PAGE, chosen, status=303)

    saved = settings_of(learner)
    assert (saved.new_per_day, saved.reviews_per_day, saved.apart, saved.spread) == (
        5,
        120,
        "condition",
        "balanced",
    )
    assert 'value="120"' in client.get(PAGE).text


def test_another_algorithm_reckons_every_date_anew_and_undo_takes_that_back(client, learner, deck, make):
    deck(make.flashcard(), make.flashcard())
    learner.finish(Button.EASY)
    before = states()

    client.post(PAGE, {**CHOSEN, "algorithm": "fsrs", "retention_percent": "85"}, status=303)

    assert settings_of(learner).scheduler == "fsrs:85"
    assert all(row.stability and row.due_day for row in states())
    assert "All dates were worked out again" in words(client.get(PAGE).text)
    learner.undo()
    assert settings_of(learner).scheduler == "sm2"
    assert states() == before


def test_undoing_a_change_of_settings_leads_to_today_as_no_card_was_concerned(client, learner, deck, make):
    deck(make.flashcard())
    client.post(PAGE, {**CHOSEN, "algorithm": "fsrs", "retention_percent": "85"}, status=303)
    sequence = re.search(r'name="sequence" value="(\d+)"', client.get("/study/").text)

    undone = client.post("/study/undo", {"sequence": sequence[1]}, status=303)

    assert undone.location == "/study/"
    assert settings_of(learner).scheduler == "sm2"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"algorithm": "fsrs", "retention_percent": "69"}, "Enter a whole number from 70 to 97."),
        ({"algorithm": "fsrs", "retention_percent": "98"}, "Enter a whole number from 70 to 97."),
        ({"algorithm": "fsrs", "retention_percent": ""}, "Enter a whole number from 70 to 97."),
        ({"algorithm": "fsrs", "retention_percent": "most"}, "Enter a whole number from 70 to 97."),
        ({"new_per_day": "+5"}, "Enter a whole number from 0 to 999."),
        ({"reviews_per_day": "1_0"}, "Enter a whole number from 1 to 9999, or leave it empty for no limit."),
        ({"algorithm": "supermemo"}, "Not a valid choice."),
        ({"new_per_day": "1000"}, "Enter a whole number from 0 to 999."),
        ({"new_per_day": ""}, "Enter a whole number from 0 to 999."),
        ({"reviews_per_day": "0"}, "Enter a whole number from 1 to 9999, or leave it empty for no limit."),
        ({"apart": "chapter"}, "Invalid Choice: could not coerce."),
        ({"spread": "wide"}, "Invalid Choice: could not coerce."),
    ],
)
def test_bad_input_is_said_beside_its_field_and_saves_nothing(client, learner, change, said):
    page = client.post(PAGE, {**CHOSEN, "new_per_day": "7", **change}, status=400)

    assert said in words(page.text)
    assert settings_of(learner).new_per_day == 20
    assert not db.session.scalar(sa.select(sa.func.count()).select_from(ReviewLog))


def test_sm2_asks_for_no_retention(client, learner):
    client.post(PAGE, {**CHOSEN, "retention_percent": "", "new_per_day": "7"}, status=303)

    assert settings_of(learner).new_per_day == 7


@pytest.fixture
def backlog(learner, deck, make, time):
    """Six cards that were due yesterday or before, and one that is due today."""
    items = deck(*(make.flashcard() for _ in range(7)))
    for _ in items[:6]:
        learner.press()
    time.move(days=1)
    for _ in items[:6]:
        learner.drawn()
    learner.mark(items[6], "suspend")
    time.move(days=1)
    return items


def test_a_backlog_is_spread_over_days_and_comes_at_once_again(client, learner, backlog, time):
    assert "6 cards due on earlier days" in words(client.get(PAGE).text)

    client.post(f"{PAGE}/backlog", {"days": "3"}, status=303)

    assert "6 cards left of it, 2 of them today" in words(client.get(PAGE).text)
    assert len(learner.finish()) == 2
    client.post(f"{PAGE}/backlog/stop", {}, status=303)
    assert len(learner.finish()) == 4


def test_a_day_missed_makes_the_rest_of_the_days_longer(client, learner, backlog, time):
    client.post(f"{PAGE}/backlog", {"days": "3"}, status=303)

    time.move(days=2)

    assert len(learner.finish()) == 6


@pytest.mark.parametrize("days", ["1", "61", "", "a week"])
def test_a_number_of_days_out_of_range_spreads_nothing(client, learner, backlog, days):
    page = client.post(f"{PAGE}/backlog", {"days": days}, status=400)

    assert "There is a problem" in page.text
    assert settings_of(learner).backlog_size is None


def test_without_a_backlog_there_is_nothing_to_spread(client, learner):
    page = client.post(f"{PAGE}/backlog", {"days": "7"}, status=400)

    assert "There is no backlog to spread" in words(page.text)


def test_a_limit_of_reviews_holds_and_drills_come_beyond_it(client, learner, deck, make, time):
    deck(*(make.flashcard() for _ in range(5)))
    learner.finish()
    time.move(days=1)
    client.post(PAGE, {**CHOSEN, "reviews_per_day": "3"}, status=303)

    shown = learner.finish(Button.GOOD)

    assert len(shown) == 3
    assert service.draw(learner.viewer, time.now()) is None
