"""What becomes of one card from Anki: whatever its numbers, the log that is written leads to its state."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.logbook import Place, StoredCard
from quizapp.scheduling.card import CardState
from quizapp.scheduling.day import learner_day
from quizapp.scheduling.replay import replay
from quizapp.scheduling.schedulers import scheduler_of
from quizapp.transfer.anki_reading import AnkiCard, AnkiCollection, AnkiReview
from quizapp.transfer.identity import Identity, identity_in
from quizapp.transfer.judging import Change, Judge, Skipped, SkippedReview, Target

NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)
BEGAN = datetime(2025, 1, 1, 4, tzinfo=UTC)
TODAY = NOW.toordinal()
DUE_TODAY = (NOW.date() - BEGAN.date()).days
GUID = Identity(set_id=1, key="gout")


def milliseconds(**ago: float) -> int:
    return int((NOW - timedelta(**ago)).timestamp() * 1000)


def review(ease: int = 3, *, kind: int = 1, factor: int = 2500, **ago: float) -> AnkiReview:
    return AnkiReview(id=milliseconds(**ago), ease=ease, kind=kind, factor=factor, duration_ms=5000)


def card(*reviews: AnkiReview, **fields: Any) -> AnkiCard:
    """A card in review, due in ten days."""
    values = {
        "kind": 2,
        "queue": 2,
        "due": DUE_TODAY + 10,
        "interval_days": 12,
        "factor": 2310,
        "lapses": 3,
        **fields,
    }
    return AnkiCard(identity=GUID, front="Front", reviews=list(reviews), **values)


def judge(zone: str = "UTC", scheduler: str = "sm2", known: frozenset[int] = frozenset()) -> Judge:
    began = AnkiCollection(begins=BEGAN, minutes_west=0, cards=(), twins=0, others=0, other_fronts=())
    return Judge(
        collection=began,
        zone=ZoneInfo(zone),
        cut_hour=4,
        day=learner_day(NOW, ZoneInfo(zone), 4, None),
        now=NOW,
        scheduler=scheduler_of(scheduler),
        known=known,
        skipped_reviews=Counter(),
    )


def target(state: CardState | None = None, *, last_review: int | None = None) -> Target:
    stored = StoredCard(state=state, version=1) if state else StoredCard()
    place = Place(item_id=1, set_id=1, queue_order=0, in_deck=True)
    return Target(place=place, item_version=1, card=stored, last_review=last_review)


def replayed(judging: Judge, change: Change) -> CardState:
    entries = change.entries(judging.day, NOW, batch=1)
    logged = [entry.logged(place, judging.scheduler.key) for place, entry in enumerate(entries, start=1)]
    return replay(logged, judging.scheduler)


def test_the_schedule_becomes_ankis():
    judging = judge()

    change = judging.judge(card(review(days=2)), target())

    state = replayed(judging, change)
    assert (state.interval_days, state.ease_hundredths, state.lapses) == (12, 231, 3)
    assert (state.due_day, state.last_day, state.repetition) == (TODAY + 10, TODAY - 2, 2)


@pytest.mark.parametrize(
    ("fields", "due_day", "interval_days"),
    [
        ({"kind": 1, "queue": 1, "due": milliseconds(hours=-1) // 1000, "interval_days": 0}, TODAY, 1),
        ({"kind": 1, "queue": 1, "due": milliseconds(days=9) // 1000, "interval_days": 0}, TODAY, 1),
        ({"kind": 1, "queue": 3, "due": DUE_TODAY + 1, "interval_days": 0}, TODAY + 1, 1),
        ({"kind": 3, "queue": 1, "due": milliseconds() // 1000, "interval_days": 4}, TODAY, 4),
        ({"kind": 3, "queue": -1, "due": milliseconds() // 1000, "interval_days": 4}, TODAY, 4),
    ],
)
def test_a_card_that_is_still_learnt_is_due_today_or_tomorrow(fields, due_day, interval_days):
    judging = judge()

    state = replayed(judging, judging.judge(card(review(ease=1, days=0.1), **fields), target()))

    assert (state.due_day, state.interval_days, state.repetition) == (due_day, interval_days, 0)


@pytest.mark.parametrize(
    ("interval_days", "passes", "repetition"), [(1, 1, 1), (4, 2, 2), (5, 1, 1), (6, 1, 2), (40, 4, 4)]
)
def test_the_repetition_lets_the_next_interval_grow_from_this_one(interval_days, passes, repetition):
    judging = judge()
    reviews = [review(days=50 - 10 * place) for place in range(passes)]

    change = judging.judge(card(*reviews, interval_days=interval_days), target())

    assert change.schedule.repetition == repetition


@pytest.mark.parametrize(
    "fields",
    [
        {"interval_days": 0},
        {"interval_days": -7},
        {"interval_days": 10**12},
        {"factor": -1},
        {"factor": 10**9},
        {"lapses": -1},
        {"lapses": 10**9},
        {"due": 10**9},
        {"due": -(10**9)},
        {"due": 10**18},
        {"kind": 9},
        {"kind": 1, "queue": 1, "due": -5},
        {"kind": 1, "queue": 1, "due": 10**18},
    ],
)
def test_numbers_that_cannot_be_leave_the_card_alone(fields):
    assert judge().judge(card(review(days=1), **fields), target()) is Skipped.ABSURD


OURS = CardState(repetition=1, interval_days=6, due_day=TODAY, last_day=TODAY - 6, introduced_day=TODAY - 7)


@pytest.mark.parametrize(
    ("reviews", "last_review", "known", "judged"),
    [
        ([], milliseconds(days=6), (), Skipped.NO_LOG),
        ([review(days=9)], milliseconds(days=6), (), Skipped.ANSWERED_HERE),
        ([review(days=6)], milliseconds(days=6), (milliseconds(days=6),), None),
        ([review(days=2)], milliseconds(days=6), (milliseconds(days=2),), None),
    ],
)
def test_what_is_not_newer_in_anki_stays(reviews, last_review, known, judged):
    judging = judge(known=frozenset(known))

    assert judging.judge(card(*reviews), target(OURS, last_review=last_review)) is judged


def test_a_new_card_of_anki_has_nothing_to_give():
    assert judge().judge(card(kind=0, queue=0), target(OURS, last_review=1)) is Skipped.NEW_THERE


def test_a_card_without_any_log_gives_its_schedule():
    judging = judge()

    state = replayed(judging, judging.judge(card(), target()))

    assert (state.due_day, state.last_day, state.introduced_day) == (TODAY + 10, TODAY - 2, TODAY - 2)


def test_reviews_that_do_not_fit_ours_are_left_out_and_counted():
    judging = judge()
    ahead = replace(OURS, last_day=TODAY - 1)
    reviews = [review(days=3), review(days=1), review(kind=3, factor=0, hours=2), review(hours=-48)]

    change = judging.judge(card(*reviews), target(ahead))

    assert [taken.review for taken in change.reviews] == [reviews[1]]
    assert judging.skipped_reviews == {SkippedReview.BEFORE_OURS: 1, SkippedReview.IN_FUTURE: 1}


def test_a_review_after_ours_that_the_clock_puts_on_the_day_before_is_of_the_same_day():
    judging = judge()
    flown_west = replace(OURS, last_day=TODAY)

    change = judging.judge(card(review(days=1)), target(flown_west, last_review=milliseconds(days=1.01)))

    assert [taken.day for taken in change.reviews] == [TODAY]
    assert not judging.skipped_reviews


def test_a_date_set_by_hand_in_anki_is_taken_over_without_a_review():
    change = judge().judge(
        card(review(ease=0, kind=4, days=1)), target(OURS, last_review=milliseconds(days=6))
    )

    assert (change.reviews, change.schedule.due_day) == ((), TODAY + 10)


NUMBERS = st.one_of(st.integers(-10, 50), st.integers(-(2**62), 2**62))
REVIEWS = st.builds(
    AnkiReview,
    id=st.one_of(st.integers(milliseconds(days=400), milliseconds(days=-2)), st.integers(1, 4 * 10**12)),
    ease=st.integers(0, 5),
    kind=st.integers(0, 5),
    factor=st.sampled_from([0, 1300, 2500]),
    duration_ms=NUMBERS,
)


@given(
    reviews=st.lists(REVIEWS, max_size=6).map(lambda found: sorted(found, key=lambda one: one.id)),
    fields=st.fixed_dictionaries(
        {
            "kind": st.integers(0, 3),
            "queue": st.integers(-3, 4),
            "due": st.one_of(st.integers(-500, 1500), NUMBERS),
            "interval_days": st.one_of(st.integers(1, 500), NUMBERS),
            "factor": st.one_of(st.integers(1000, 3000), NUMBERS),
            "lapses": st.one_of(st.integers(0, 9), NUMBERS),
        }
    ),
    scheduler=st.sampled_from(["sm2", "fsrs:90"]),
    zone=st.sampled_from(["UTC", "Pacific/Kiritimati", "America/Los_Angeles"]),
)
def test_every_card_is_left_alone_or_becomes_one_that_the_log_gives(reviews, fields, scheduler, zone):
    judging = judge(zone, scheduler)

    judged = judging.judge(card(*reviews, **fields), target())

    if isinstance(judged, Change):
        state = replayed(judging, judged)
        assert (state.due_day, state.interval_days) == (
            judged.schedule.due_day,
            judged.schedule.interval_days,
        )
        assert 1 <= state.introduced_day <= state.last_day <= min(state.due_day, judging.day)
        assert state.ease_hundredths >= 130
        assert judging.scheduler.review(state, 4, judging.day).due_day > judging.day


@given(st.integers(0, 10**18 - 1), st.text(min_size=1, max_size=200).filter(lambda key: key == key.strip()))
def test_an_identity_is_read_as_it_was_written(set_id, key):
    identity = Identity(set_id=set_id, key=key)

    assert identity_in(str(identity)) == identity
