"""Days ahead of a deck, under a scheduler and for a learner whose memory is a model.

The cards go through `card.answer`, the same that schedules real ones, so that what is simulated is the engine
and no second writing of it. Cards in one state with one grade after as many days go the same way, so each way
is worked out once.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from random import Random

from quizapp.scheduling.card import NEW_CARD, CardState, Scheduler
from quizapp.scheduling.grades import BUTTON_GRADES, Button
from quizapp.scheduling.learners import Habits, Learner, Memory

# Who fails a drill so often leaves it for the next day.
MOST_DRILLS = 20
_SOME_DAY = 700_000  # any day does: cards are told apart by days since their last answer
_GRADES = tuple(BUTTON_GRADES[button] for button in Button)
_AGAIN, _HARD, *_ = _GRADES
_PLACE = {grade: place for place, grade in enumerate(_GRADES)}


@dataclass(frozen=True, kw_only=True, slots=True)
class Begun:
    """A card introduced before: as this scheduler has it, with its days, and as it is remembered."""

    state: CardState
    memory: Memory


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """What is simulated.

    Attributes:
        days: how many.
        first_day: the learner's day with which they begin; every begun card was last answered before it.
        new_cards: how many cards there are to introduce.
        new_per_day, reviews_per_day: the learner's limits; None is no limit. Drills are never limited.
        one_in: the cards given are every so-manieth of the deck; limits are shared out likewise.
    """

    days: int
    first_day: int
    new_cards: int
    new_per_day: int
    reviews_per_day: int | None = None
    one_in: float = 1.0


@dataclass(frozen=True, kw_only=True, slots=True)
class SimulatedDay:
    """One day's work and what is known at its end, of the cards that were simulated.

    ``reviews`` are answers of cards introduced before, ``failed`` those that were not recalled; ``drills``
    are repetitions on the day of the answer. ``waiting`` are due cards left over by the limit. ``known`` is
    the sum of the probabilities of recall over all cards introduced.
    """

    new: int = 0
    reviews: int = 0
    failed: int = 0
    drills: int = 0
    seconds: float = 0.0
    waiting: int = 0
    introduced: int = 0
    known: float = 0.0


@dataclass(slots=True)
class _Cards:
    """All cards introduced so far, by number; apart from each other, as a list is summed faster than rows."""

    states: list[CardState] = field(default_factory=list)
    memories: list[Memory] = field(default_factory=list)
    last_days: list[int] = field(default_factory=list)

    def add(self, state: CardState, memory: Memory, last_day: int) -> int:
        self.states.append(state)
        self.memories.append(memory)
        self.last_days.append(last_day)
        return len(self.states) - 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Totals:
    """A whole simulation, of the whole deck where a part of it was simulated.

    ``reviews`` are answers of cards introduced before; ``minutes`` count new cards and drills as well;
    ``introduced`` and ``known`` are as at the end.
    """

    days: int
    reviews: float
    failed: float
    peak_reviews: float
    minutes: float
    introduced: float
    known: float

    @property
    def reviews_a_day(self) -> float:
        """The mean."""
        return self.reviews / self.days

    @property
    def minutes_a_day(self) -> float:
        """The mean of all time spent, new cards and drills included."""
        return self.minutes / self.days

    @property
    def reviews_per_known(self) -> float | None:
        """What a card known costs; None where none is."""
        return self.reviews / self.known if self.known else None

    @property
    def retention(self) -> float | None:
        """The share of reviews that were recalled, from 0 to 1; None without reviews."""
        return 1 - self.failed / self.reviews if self.reviews else None


def total_of(days: Sequence[SimulatedDay], one_in: float = 1.0) -> Totals:
    """The totals of a simulation of every so-manieth card."""
    return Totals(
        days=len(days),
        reviews=sum(day.reviews for day in days) * one_in,
        failed=sum(day.failed for day in days) * one_in,
        peak_reviews=max(day.reviews for day in days) * one_in,
        minutes=sum(day.seconds for day in days) / 60 * one_in,
        introduced=days[-1].introduced * one_in,
        known=days[-1].known * one_in,
    )


def simulate(
    begun: Sequence[Begun],
    plan: Plan,
    scheduler: Scheduler,
    learner: Learner,
    chance: Random,
    habits: Habits | None = None,
) -> Iterator[SimulatedDay]:
    """Day after day. The same cards, plan, models and state of `chance` give the same days.

    A card that is new to two schedulers is equally easy under both where `chance` began alike.
    """
    return _Simulation(begun, plan, scheduler, learner, chance, habits or Habits()).days()


class _Simulation:
    """One run; holds what changes from day to day."""

    def __init__(
        self,
        begun: Sequence[Begun],
        plan: Plan,
        scheduler: Scheduler,
        learner: Learner,
        chance: Random,
        habits: Habits,
    ) -> None:
        self.plan, self.habits, self.learner, self.chance = plan, habits, learner, chance
        self.drill_below = scheduler.drill_below_grade
        self.reviewed = cache(lambda state, grade, days: _reviewed(state, grade, days, scheduler))
        self.after = cache(learner.after)
        self.first = cache(learner.first)
        self.lucks = [chance.random() for _ in range(plan.new_cards)]
        self.cards = _Cards()
        self.due: defaultdict[int, list[int]] = defaultdict(list)
        for card in sorted(begun, key=lambda each: each.state.due_day or 0):
            number = self.cards.add(_timeless(card.state), card.memory, card.state.last_day or 0)
            self.due[max(card.state.due_day or 0, plan.first_day)].append(number)
        self.waiting: deque[int] = deque()
        self.introduced_new = 0

    def days(self) -> Iterator[SimulatedDay]:
        for place in range(self.plan.days):
            yield self._day(place)

    def _day(self, place: int) -> SimulatedDay:
        day = self.plan.first_day + place
        self.waiting.extend(self.due.pop(day, ()))
        wanted = len(self.waiting)
        if self.plan.reviews_per_day is not None:
            wanted = min(wanted, self._share(self.plan.reviews_per_day, place))
        grades = [self._review(self.waiting.popleft(), day) for _ in range(wanted)]
        first_grades = self._introduce(self._share(self.plan.new_per_day, place), day)
        drills = [self._drill(grade) for grade in (*grades, *first_grades) if grade < self.drill_below]
        seconds = (
            sum(self.habits.review_seconds[_PLACE[grade]] for grade in grades)
            + sum(self.habits.first_seconds[_PLACE[grade]] for grade in first_grades)
            + sum(spent for _, spent in drills)
        )
        return SimulatedDay(
            new=len(first_grades),
            reviews=len(grades),
            failed=grades.count(_AGAIN),
            drills=sum(count for count, _ in drills),
            seconds=seconds,
            waiting=len(self.waiting),
            introduced=len(self.cards.states),
            known=self._known(day),
        )

    def _share(self, limit: int, place: int) -> int:
        """This day's part of a daily limit; parts of a card are kept for the days after."""
        return int(limit * (place + 1) / self.plan.one_in) - int(limit * place / self.plan.one_in)

    def _review(self, number: int, day: int) -> int:
        cards = self.cards
        days = day - cards.last_days[number]
        memory = cards.memories[number]
        is_recalled = self.chance.random() < self.learner.recall(memory.stability, days)
        grade = _grade_at(self.habits.recalled, self.chance.random()) if is_recalled else _AGAIN
        state, interval_days = self.reviewed(cards.states[number], grade, days)
        cards.states[number] = state
        cards.memories[number] = self.learner.held_by(state) or self.after(memory, grade, days)
        cards.last_days[number] = day
        self.due[day + interval_days].append(number)
        return grade

    def _introduce(self, limit: int, day: int) -> list[int]:
        lucks = self.lucks[self.introduced_new : self.introduced_new + limit]
        self.introduced_new += len(lucks)
        grades = [_grade_at(self.habits.first, luck) for luck in lucks]
        for luck, grade in zip(lucks, grades, strict=True):
            state, interval_days = self.reviewed(NEW_CARD, grade, 0)
            number = self.cards.add(state, self.first(grade, luck), day)
            self.due[day + interval_days].append(number)
        return grades

    def _drill(self, grade: int) -> tuple[int, float]:
        """How often a card answered with this grade comes back on the same day, and the seconds it takes."""
        count, seconds = 0, 0.0
        while grade < self.drill_below and count < MOST_DRILLS:
            failed = grade < _HARD
            chances = self.habits.drilled_after_failure if failed else self.habits.drilled_after_pass
            grade = _grade_at(chances, self.chance.random())
            count += 1
            seconds += self.habits.drill_seconds[_PLACE[grade]]
        return count, seconds

    def _known(self, day: int) -> float:
        recall = self.learner.recall
        return sum(
            recall(memory.stability, day - last_day)
            for memory, last_day in zip(self.cards.memories, self.cards.last_days, strict=True)
        )


def _grade_at(chances: Sequence[float], luck: float) -> int:
    """The grade at this place, from 0 to 1, of all grades in order of their probabilities."""
    for grade, share in zip(_GRADES, chances, strict=True):
        luck -= share
        if luck < 0:
            return grade
    return _GRADES[-1]


def _reviewed(state: CardState, grade: int, days: int, scheduler: Scheduler) -> tuple[CardState, int]:
    """What becomes of a card, whatever the day: its state, and in how many days it is due."""
    day = _SOME_DAY + days
    after = scheduler.review(state, grade, day)
    return _timeless(after), (after.due_day or 0) - day


def _timeless(state: CardState) -> CardState:
    """The card as one last answered on the day that stands for all, with what schedulers look at."""
    return CardState(
        repetition=state.repetition,
        ease_hundredths=state.ease_hundredths,
        interval_days=state.interval_days,
        stability=state.stability,
        difficulty=state.difficulty,
        last_day=_SOME_DAY,
    )
