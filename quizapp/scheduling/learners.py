"""Whose memory is simulated: models of a learner, stated in full, as a figure is worth what its model is.

Two of them, because FSRS is at its best on a learner whose memory is FSRS's own: the other's belongs to no
scheduler. What a learner presses and how long they take is the same for both.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from quizapp.scheduling import fsrs
from quizapp.scheduling.card import NEW_CARD, CardState
from quizapp.scheduling.grades import BUTTON_GRADES, Button

# Any day does: only differences of days count, and FSRS asks for dates.
_SOME_DAY = 700_000
_RECALL_AFTER_STABILITY = 0.9
_HARDEST, _EASIEST = 10.0, 1.0  # the ends of FSRS's difficulty
# The fading learner: strength of a first sight in days, and growth a day bridged, from hardest to easiest.
_FIRST_DAYS = (0.5, 5.5)
_GROWTH = (0.5, 3.0)


class Memory(NamedTuple):
    """What a learner holds of one card. After ``stability`` days it is recalled with a probability of 0.9.

    ``difficulty`` goes from 1 to 10.
    """

    stability: float
    difficulty: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Learner:
    """A memory, which no scheduler sees: schedulers see grades.

    Attributes:
        key: its name for forms and commands.
        name: its name for people.
        recall: from stability and days since the last answer to the probability of recall.
        first: from the first grade and the card's luck (0 to 1, how easy it is to this learner) to a memory.
        after: from the memory before, a grade and the days since the last answer to the memory after.
        held_by: the memory where a card's scheduler has worked out this very one, which saves doing so twice.
    """

    key: str
    name: str
    recall: Callable[[float, int], float]
    first: Callable[[int, float], Memory]
    after: Callable[[Memory, int, int], Memory]
    held_by: Callable[[CardState], Memory | None] = lambda _: None


@dataclass(frozen=True, kw_only=True, slots=True)
class Habits:
    """What a learner presses and how long it takes: probabilities and seconds of Again, Hard, Good, Easy.

    The figures are the defaults of open-spaced-repetition's simulator (fsrs-optimizer), from the logs of many
    Anki users. Drills are what it calls relearning.
    ``drilled_after_failure`` follows Again, ``drilled_after_pass`` Hard and better.
    """

    first: tuple[float, ...] = (0.24, 0.094, 0.495, 0.171)
    recalled: tuple[float, ...] = (0.0, 0.224, 0.631, 0.145)
    drilled_after_failure: tuple[float, ...] = (0.2157, 0.0643, 0.6595, 0.0605)
    drilled_after_pass: tuple[float, ...] = (0.05, 0.4638, 0.4475, 0.0387)
    first_seconds: tuple[float, ...] = (12.75, 12.26, 8.0, 6.38)
    review_seconds: tuple[float, ...] = (13.05, 11.74, 7.42, 5.6)
    drill_seconds: tuple[float, ...] = (10.56, 10.0, 7.37, 5.4)


@cache
def fsrs_learner() -> Learner:
    """Memory as FSRS-6 has it, with default parameters: what FSRS believes is true of this learner."""
    import fsrs as package

    # R(t, S) = (1 + F t / S)^-w20 with F such that R(S, S) = 0.9: "The Algorithm", fsrs4anki wiki, FSRS-6.
    # Written here because the package's own takes a card and a date, which is thirty times slower.
    exponent = -package.Scheduler().parameters[20]
    factor = _RECALL_AFTER_STABILITY ** (1 / exponent) - 1

    def recall(stability: float, days: int) -> float:
        return float((1 + factor * days / stability) ** exponent)

    def first(grade: int, luck: float) -> Memory:  # noqa: ARG001 - this memory goes by the grade alone
        return memory_of(fsrs.review(NEW_CARD, grade, _SOME_DAY, fsrs.DEFAULT_RETENTION_PERCENT))

    def after(memory: Memory, grade: int, days: int) -> Memory:
        card = CardState(
            stability=memory.stability, difficulty=memory.difficulty, last_day=_SOME_DAY, repetition=1
        )
        return memory_of(fsrs.review(card, grade, _SOME_DAY + days, fsrs.DEFAULT_RETENTION_PERCENT))

    return Learner(
        key="fsrs", name="FSRS-6 memory", recall=recall, first=first, after=after, held_by=_held_by
    )


def _held_by(card: CardState) -> Memory | None:
    if card.stability is None or card.difficulty is None:
        return None
    return Memory(card.stability, card.difficulty)


def memory_of(card: CardState) -> Memory:
    """The memory of a card that FSRS replayed; one imported without its reviews lasts for its interval."""
    held = _held_by(card)
    if held is None:
        good = fsrs_learner().first(BUTTON_GRADES[Button.GOOD], 0.5)
        return Memory(max(1.0, card.interval_days), good.difficulty)
    return held


def _fading_recall(stability: float, days: int) -> float:
    return float(_RECALL_AFTER_STABILITY ** (days / stability))


def _fading_first(grade: int, luck: float) -> Memory:  # noqa: ARG001 - the grade follows from the luck
    difficulty = _HARDEST - luck * (_HARDEST - _EASIEST)
    return Memory(_between(_FIRST_DAYS, difficulty), difficulty)


def _fading_after(memory: Memory, grade: int, days: int) -> Memory:
    """A pass adds to the stability in proportion to the days bridged; a failure starts it again."""
    if grade < BUTTON_GRADES[Button.HARD]:
        return Memory(_between(_FIRST_DAYS, memory.difficulty), memory.difficulty)
    return Memory(memory.stability + days * _between(_GROWTH, memory.difficulty), memory.difficulty)


def _between(ends: tuple[float, float], difficulty: float) -> float:
    hardest, easiest = ends
    return hardest + (easiest - hardest) * (_HARDEST - difficulty) / (_HARDEST - _EASIEST)


FADING = Learner(
    key="fading",
    name="Plain fading memory",
    recall=_fading_recall,
    first=_fading_first,
    after=_fading_after,
)
LEARNERS: dict[str, Callable[[], Learner]] = {"fsrs": fsrs_learner, "fading": lambda: FADING}
"""Every learner by its key; made when asked for, as the package takes its time to be imported."""
