"""What becomes of one card that comes from Anki. Pure, unlike ``plan``, which reads whose cards there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from quizapp.logbook import Entry, Place, StoredCard
from quizapp.scheduling.card import CardState, Scheduler
from quizapp.scheduling.day import learner_day
from quizapp.scheduling.grades import BUTTON_GRADES
from quizapp.scheduling.replay import Action, ImportedSchedule, apply
from quizapp.scheduling.sm2 import FIXED_INTERVALS_DAYS, LOWEST_EASE_HUNDREDTHS
from quizapp.transfer.anki_reading import AnkiCard, AnkiCollection, AnkiReview
from quizapp.transfer.own import time_of

# Anki's numbers. https://github.com/ankidroid/Anki-Android/wiki/Database-Structure
_NEW, _LEARNING, _REVIEW, _RELEARNING = range(4)
_INTRADAY_QUEUES = {1, 4}
_CRAM_LOG = 3
_LONGEST_INTERVAL = 36_500
_LATEST_S = 1 << 33
_MOST_EASE = 65_535
_MOST_LAPSES = 100_000
_LONGEST_ANSWER_MS = 24 * 3_600_000
_GRADES = dict(enumerate(BUTTON_GRADES.values(), start=1))


class Skipped(StrEnum):
    """Why a card stays as it is, in the learner's words."""

    NEW_THERE = "new in Anki: nothing to take over"
    ANSWERED_HERE = "answered here after the last review in Anki"
    NO_LOG = "without a review in Anki's log, so nobody can tell which schedule is newer"
    NOT_IN_DECK = "not in your deck here"
    ABSURD = "with an interval, ease factor or due date that cannot be"


class SkippedReview(StrEnum):
    """Why a review is not taken over, in the learner's words."""

    BEFORE_OURS = "older than the card's last review here"
    IN_FUTURE = "dated after today"


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """A question of the learner's deck, their card of it, and the id of its last review here."""

    place: Place
    item_version: int
    card: StoredCard
    last_review: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class TakenReview:
    """A review that is taken over, with the learner's day on which it was."""

    review: AnkiReview
    day: int

    def entry(self, target: Target, now: datetime, batch: int | None = None) -> Entry:
        """The review as it goes to the log; its own time is that of another device."""
        return Entry(
            item_id=target.place.item_id,
            item_version=target.item_version,
            action=Action.IMPORTED,
            day=self.day,
            server_time=now,
            grade=_GRADES[self.review.ease],
            device_time=time_of(self.review.id),
            duration_ms=max(0, min(self.review.duration_ms, _LONGEST_ANSWER_MS)),
            batch=batch,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """A card that the import moves: by these reviews, then to this schedule. ``front`` is Anki's."""

    target: Target
    front: str
    reviews: tuple[TakenReview, ...]
    schedule: ImportedSchedule

    def entries(self, day: int, now: datetime, batch: int) -> list[Entry]:
        """All that goes to the log, in order."""
        schedule = Entry(
            item_id=self.target.place.item_id,
            item_version=self.target.item_version,
            action=Action.IMPORT,
            day=day,
            server_time=now,
            batch=batch,
            schedule=self.schedule,
        )
        return [*(taken.entry(self.target, now, batch) for taken in self.reviews), schedule]


@dataclass(frozen=True, kw_only=True)
class Judge:
    """Decides for one learner: on their ``day``, by their scheduler.

    ``known`` are the ids of all reviews in their log, those taken back too. ``skipped_reviews`` is counted up
    as cards are judged.
    """

    collection: AnkiCollection
    zone: ZoneInfo
    cut_hour: int
    day: int
    now: datetime
    scheduler: Scheduler
    known: frozenset[int]
    skipped_reviews: Counter[SkippedReview]

    def judge(self, card: AnkiCard, target: Target) -> Change | Skipped | None:
        """What becomes of a card; None where it stays, as nothing about it is newer in Anki."""
        if card.kind == _NEW:
            return Skipped.NEW_THERE
        ours = target.last_review or 0
        newer = [review for review in card.reviews if review.id > ours and review.id not in self.known]
        if ours and not card.reviews:
            return Skipped.NO_LOG
        if ours and not newer:
            return Skipped.ANSWERED_HERE if ours > card.reviews[-1].id else None
        due_day = self._due_day(card)
        if due_day is None or not _is_sound(card):
            return Skipped.ABSURD
        taken = self._taken(newer, target)
        return self._change(card, target, taken, due_day)

    def _taken(self, newer: Sequence[AnkiReview], target: Target) -> tuple[TakenReview, ...]:
        """Those that can be put after ours. A preview in a filtered deck moved nothing and is no review.

        After a flight to the west a review may fall, by the clock, on the day before our last one; it is then
        of the same day, as the learner's days never go back.
        """
        taken = []
        last_day = target.card.state.last_day
        for review in newer:
            if review.ease not in _GRADES or (review.kind == _CRAM_LOG and not review.factor):
                continue
            day = self._day_at(review.id)
            if last_day is not None and target.last_review is not None:
                day = max(day, last_day)
            if day > self.day:
                self.skipped_reviews[SkippedReview.IN_FUTURE] += 1
            elif last_day is not None and day < last_day:
                self.skipped_reviews[SkippedReview.BEFORE_OURS] += 1
            else:
                taken.append(TakenReview(review=review, day=day))
        return tuple(taken)

    def _day_at(self, milliseconds: int) -> int:
        return learner_day(time_of(milliseconds), self.zone, self.cut_hour, None)

    def _due_day(self, card: AnkiCard) -> int | None:
        """None for a date that cannot be. A card that is still being learnt is due today or tomorrow."""
        is_learnt = card.kind in {_LEARNING, _RELEARNING}
        if card.queue in _INTRADAY_QUEUES or (is_learnt and card.due > _LONGEST_INTERVAL):
            due_day = self._day_at(card.due * 1000) if 0 < card.due < _LATEST_S else None
        else:
            due_day = self.collection.day_of(card.due, self.zone)
        if due_day is None or due_day > self.day + _LONGEST_INTERVAL:
            return None
        return min(max(due_day, self.day), self.day + 1) if is_learnt else due_day

    def _change(
        self, card: AnkiCard, target: Target, taken: tuple[TakenReview, ...], due_day: int
    ) -> Change | None:
        """The schedule as it is in Anki; None where that and the log are as they are here."""
        before = target.card.state
        reviewed = before
        for one in taken:
            entry = one.entry(target, self.now).logged(0, self.scheduler.key)
            reviewed = apply(reviewed, entry, self.scheduler)
        interval_days = max(1, min(card.interval_days, _LONGEST_INTERVAL))
        last_day = reviewed.last_day
        if last_day is None:
            last_day = max(1, min(self.day, due_day - interval_days))
        ease_hundredths = round(card.factor / 10) or before.ease_hundredths
        schedule = ImportedSchedule(
            repetition=_repetition(card, interval_days, reviewed.repetition),
            ease_hundredths=max(LOWEST_EASE_HUNDREDTHS, ease_hundredths),
            interval_days=interval_days,
            due_day=max(due_day, last_day),
            last_day=last_day,
            introduced_day=last_day if reviewed.introduced_day is None else reviewed.introduced_day,
            lapses=card.lapses,
        )
        change = Change(target=target, front=card.front, reviews=taken, schedule=schedule)
        return change if taken or _moves(schedule, before) else None


def _is_sound(card: AnkiCard) -> bool:
    return (
        card.kind in {_LEARNING, _REVIEW, _RELEARNING}
        and (card.kind != _REVIEW or 1 <= card.interval_days <= _LONGEST_INTERVAL)
        and 0 <= card.factor <= _MOST_EASE
        and 0 <= card.lapses <= _MOST_LAPSES
    )


def _repetition(card: AnkiCard, interval_days: int, replayed: int) -> int:
    """SM-2's, which Anki has not: such that the next interval grows from this one by the ease factor.

    From its second interval on, SM-2 multiplies; a shorter one is followed by the fixed second, unless the
    reviews say that it was passed. A card that Anki is still teaching begins anew.
    """
    if card.kind != _REVIEW:
        return 0
    return max(replayed, 2 if interval_days >= FIXED_INTERVALS_DAYS[1] else 1)


def _moves(schedule: ImportedSchedule, state: CardState) -> bool:
    """Whether what matters of the schedule is other than it is; SM-2's repetition is no concern of Anki's."""
    return (schedule.due_day, schedule.interval_days, schedule.ease_hundredths, schedule.lapses) != (
        state.due_day,
        state.interval_days,
        state.ease_hundredths,
        state.lapses,
    )
