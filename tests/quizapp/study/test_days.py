"""Which day a card comes on where clocks change, the learner travels, or reviews late."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from quizapp.study.check import compare_with_log
from tests.quizapp.study.conftest import card_of, log, set_user


@pytest.mark.parametrize(
    ("zone", "cut"),
    [
        ("Europe/Berlin", datetime(2026, 3, 29, tzinfo=UTC)),
        ("Europe/Berlin", datetime(2026, 10, 25, tzinfo=UTC)),
    ],
)
def test_a_card_due_tomorrow_comes_at_the_cut_on_days_that_change_the_clock(
    learner, deck, make, time, zone, cut
):
    set_user(learner, zone=zone)
    deck(make.flashcard())
    local = ZoneInfo(zone)
    time.moment = cut.replace(day=cut.day - 1, hour=12, tzinfo=local).astimezone(UTC)
    learner.press()

    time.moment = cut.replace(hour=3, minute=59, tzinfo=local).astimezone(UTC)
    assert learner.draw() is None
    time.moment = cut.replace(hour=4, tzinfo=local).astimezone(UTC)
    assert learner.draw() is not None


def test_flying_west_repeats_no_day_and_a_clock_set_back_loses_no_answer(learner, deck, make, time):
    set_user(learner, zone="Asia/Tokyo")
    deck(make.flashcard(), make.flashcard())
    time.moment = datetime(2026, 3, 3, 20, tzinfo=UTC)  # five in the morning of the 4th in Tokyo
    learner.press()
    day = log()[0].day

    set_user(learner, zone="America/Los_Angeles")
    assert learner.day == day
    time.move(days=-1)
    learner.press()

    assert [row.day for row in log()] == [day, day]
    assert not compare_with_log().differences


def test_a_card_seen_late_counts_from_the_day_it_was_seen(learner, deck, make, time):
    (item,) = deck(make.flashcard())
    learner.press()
    time.move(days=9)

    learner.press()

    assert card_of(learner, item).due_day == learner.day + 6
