"""FSRS behind our face, against what its own package gives."""

from __future__ import annotations

import csv
import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from quizapp.scheduling import fsrs
from quizapp.scheduling.card import NEW_CARD, SM2, CardState, Scheduler, answer
from quizapp.scheduling.day import learner_day
from quizapp.scheduling.errors import GradeError, RetentionError
from quizapp.scheduling.grades import RATING_GRADES
from quizapp.scheduling.replay import Action, LogEntry, replay
from quizapp.scheduling.schedulers import scheduler_of
from tests.vectors import FSRS as REFERENCE
from tests.vectors import stored_fsrs_steps

FSRS = scheduler_of("fsrs:90")
DAY = 740_000


def on_time(ratings: str, first_day: int = DAY, scheduler: Scheduler = FSRS) -> list[CardState]:
    """The card after each rating, each on its due day."""
    cards = [NEW_CARD]
    for rating in ratings:
        cards.append(answer(cards[-1], RATING_GRADES[int(rating)], cards[-1].due_day or first_day, scheduler))
    return cards[1:]


@pytest.mark.parametrize(("ratings", "intervals"), REFERENCE)
def test_the_reference_sequences_come_out(ratings: str, intervals: list[int]) -> None:
    assert [card.interval_days for card in on_time(ratings)] == intervals


def test_the_documentation_shows_the_same_sequences() -> None:
    text = (Path(__file__).parents[3] / "docs" / "scheduling.md").read_text("utf-8")
    rows = re.findall(r"^\| ([1-4]+) \| ([\d, ]+) \|$", text, re.MULTILINE)

    assert [
        (ratings, [int(days) for days in intervals.split(",")]) for ratings, intervals in rows
    ] == REFERENCE


def test_all_sequences_of_five_ratings_are_as_the_package_gave_them() -> None:
    stored = stored_fsrs_steps()
    sequences = ["".join(ratings) for ratings in product("1234", repeat=5)]

    assert len(sequences) == 1024
    for sequence in sequences:
        for length, card in enumerate(on_time(sequence), 1):
            interval_days, stability, difficulty = stored[sequence[:length]]
            assert card.interval_days == interval_days, sequence
            assert math.isclose(card.stability or 0, stability, rel_tol=1e-9), sequence
            assert math.isclose(card.difficulty or 0, difficulty, rel_tol=1e-9), sequence


def test_only_the_days_between_reviews_count_and_not_which_days_they_are() -> None:
    far = [on_time("3313442", first_day) for first_day in (DAY, DAY + 1, 1_000_000)]

    memories = [[(card.interval_days, card.stability, card.difficulty) for card in cards] for cards in far]
    assert memories[0] == memories[1] == memories[2]


def test_a_higher_desired_retention_asks_for_shorter_intervals() -> None:
    lengths = [
        sum(card.interval_days for card in on_time("3333", scheduler=scheduler_of(f"fsrs:{percent}")))
        for percent in (70, 80, 90, 97)
    ]

    assert lengths == sorted(lengths, reverse=True)
    assert len(set(lengths)) == 4


def test_only_the_first_rating_brings_a_card_back_on_the_same_day() -> None:
    assert [on_time(rating)[0].has_drill(DAY) for rating in "1234"] == [True, False, False, False]


def test_passes_in_a_row_are_counted_and_a_failure_after_one_is_a_lapse() -> None:
    cards = on_time("33133")

    assert [card.repetition for card in cards] == [1, 2, 0, 1, 2]
    assert [card.lapses for card in cards] == [0, 0, 1, 1, 1]
    assert {card.ease_hundredths for card in cards} == {NEW_CARD.ease_hundredths}


def test_the_chance_of_recall_is_nine_tenths_after_as_many_days_as_the_stability() -> None:
    assert math.isclose(fsrs.recall_chance(30.0, 30), 0.9, rel_tol=1e-12)
    assert fsrs.recall_chance(30.0, 0) == 1
    card = replace(NEW_CARD, stability=30.0, difficulty=5.0, last_day=DAY)
    assert fsrs.retrievability(card, DAY + 12) == fsrs.recall_chance(30.0, 12)


def test_a_card_without_a_memory_has_no_chance_of_recall_to_tell() -> None:
    assert fsrs.retrievability(NEW_CARD, DAY) is None
    assert fsrs.retrievability(answer(NEW_CARD, 4, DAY, SM2), DAY) is None


def taken_over(interval_days: int) -> CardState:
    """A card that another program scheduled without telling its reviews."""
    return replace(
        NEW_CARD, repetition=3, interval_days=interval_days, last_day=DAY, due_day=DAY + interval_days
    )


def test_a_card_taken_over_without_its_reviews_goes_on_from_its_interval() -> None:
    after = answer(taken_over(30), 4, DAY + 30, FSRS)

    as_if_replayed = replace(taken_over(30), stability=30.0, difficulty=on_time("3")[0].difficulty)
    assert after == answer(as_if_replayed, 4, DAY + 30, FSRS)
    assert after.interval_days > 30


def test_a_card_taken_over_while_it_was_being_learnt_has_a_day_of_stability() -> None:
    after = answer(taken_over(0), 4, DAY + 1, FSRS)

    assert after.stability == answer(taken_over(1), 4, DAY + 1, FSRS).stability


@pytest.mark.parametrize("percent", [69, 98, 0, -90])
def test_a_desired_retention_that_is_not_offered_is_refused(percent: int) -> None:
    with pytest.raises(RetentionError):
        fsrs.check_retention(percent)
    with pytest.raises(RetentionError):
        fsrs.review(NEW_CARD, 4, DAY, percent)


def test_a_grade_that_there_is_not_is_refused() -> None:
    with pytest.raises(GradeError):
        answer(NEW_CARD, 6, DAY, FSRS)


def real_reviews(shared: Path) -> dict[str, list[tuple[datetime, int]]]:
    """The reviews of each card of a real log, in order: time and grade."""
    cards = defaultdict(list)
    with (shared / "data" / "review_log.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            at = datetime.fromisoformat(row["review_time"]).astimezone(UTC)
            cards[row["card_id"]].append((at, RATING_GRADES[int(row["review_rating"])]))
    return {card_id: sorted(reviews) for card_id, reviews in cards.items()}


@pytest.mark.shared
@pytest.mark.parametrize("key", ["sm2", "fsrs:90"])
@pytest.mark.parametrize("action", [Action.ANSWER, Action.IMPORTED])
@pytest.mark.parametrize("zone", ["UTC", "Pacific/Auckland"])
def test_every_review_of_a_real_log_can_be_replayed(
    shared: Path, key: str, action: Action, zone: str
) -> None:
    scheduler = scheduler_of(key)
    cards = real_reviews(shared)

    states = [
        replay(
            [
                LogEntry(
                    sequence=number,
                    action=action,
                    day=learner_day(at, ZoneInfo(zone), 4, None),
                    grade=grade,
                )
                for number, (at, grade) in enumerate(reviews, 1)
            ],
            scheduler,
        )
        for reviews in cards.values()
    ]

    assert (len(states), sum(map(len, cards.values()))) == (1205, 12580)
    assert all(state.due_day > state.last_day for state in states)


def in_elapsed_days(reviews: list[tuple[datetime, int]]) -> list[tuple[int, int]]:
    """Day and grade of every review; a day is 24 hours since the review before, as the package counts."""
    day, days = DAY, []
    for (at, grade), (before, _) in zip(reviews, [reviews[0], *reviews], strict=False):
        day += (at - before) // timedelta(days=1)
        days.append((day, grade))
    return days


def in_learner_days(reviews: list[tuple[datetime, int]]) -> list[tuple[int, int]]:
    """Day and grade as the app counts: the first review of each learner's day."""
    firsts: dict[int, int] = {}
    for at, grade in reviews:
        firsts.setdefault(learner_day(at, ZoneInfo("UTC"), 4, None), grade)
    return list(firsts.items())


def predictions(reviews: list[tuple[int, int]]) -> Iterator[tuple[float | None, bool]]:
    """Of each review but the first the predicted chance of recall, None on the day of the one before, and
    whether it was recalled."""
    card = NEW_CARD
    for day, grade in reviews:
        if card != NEW_CARD:
            yield (None if day == card.last_day else fsrs.retrievability(card, day)), grade >= 3
        card = answer(card, grade, day, FSRS)


def log_loss(predicted: list[tuple[float, bool]]) -> float:
    losses = [-math.log(chance if recalled else 1 - chance) for chance, recalled in predicted]
    return sum(losses) / len(losses)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("days_of", "counted", "left_out", "loss", "loss_of_a_constant"),
    [(in_elapsed_days, 5329, 6046, 0.459, 0.511), (in_learner_days, 6276, 0, 0.485, 0.527)],
)
def test_a_real_log_is_predicted_with_the_known_log_loss_and_better_than_by_a_constant(
    shared: Path,
    days_of: Callable[[list[tuple[datetime, int]]], list[tuple[int, int]]],
    counted: int,
    left_out: int,
    loss: float,
    loss_of_a_constant: float,
) -> None:
    everything = [pair for reviews in real_reviews(shared).values() for pair in predictions(days_of(reviews))]

    predicted = [(chance, recalled) for chance, recalled in everything if chance is not None]

    share = sum(recalled for _, recalled in predicted) / len(predicted)
    assert (len(predicted), len(everything) - len(predicted)) == (counted, left_out)
    assert round(log_loss(predicted), 3) == loss
    assert round(log_loss([(share, recalled) for _, recalled in predicted]), 3) == loss_of_a_constant
