"""Flaws that only a set of items shows: where the keys stand, how long they are, what is asked twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from math import exp, lgamma, log

from questions.english import Shape, shape, squeeze
from questions.flaws.options import CODE
from questions.model import Flaw, Item, Kind

MIN_ITEMS_FOR_POSITIONS = 40
POSITION_P = 0.001
# With three distractors of like length the key is the longest in a quarter; half again as many as by chance
# is a cue.
MIN_ITEMS_FOR_LENGTHS = 20
LENGTH_P = 0.001


def key_position(items: Collection[Item]) -> Flaw | None:
    """Chi-square over the key's places, per number of options; ordered options (numbers, codes) apart."""
    statistic, freedom, total = 0.0, 0, 0
    for size, places in _places(items).items():
        expected = sum(places.values()) / size
        if expected >= 5:  # the usual floor for chi-square
            statistic += sum((places[place] - expected) ** 2 / expected for place in range(size))
            freedom += size - 1
            total += sum(places.values())
    if total < MIN_ITEMS_FOR_POSITIONS or chi_square_p(statistic, freedom) >= POSITION_P:
        return None
    counts: Counter[int] = sum(_places(items).values(), Counter())
    shown = ", ".join(f"{chr(65 + place)}: {counts[place]}" for place in sorted(counts))
    message = "The right answer stands in some places far more often than in others; spread the keys."
    return Flaw(name="key position", message=message, words=shown)


def _places(items: Collection[Item]) -> dict[int, Counter[int]]:
    places: dict[int, Counter[int]] = {}
    for item in _choices(items):
        if not all(CODE.match(option.text) or shape(option.text) is Shape.NUMBER for option in item.options):
            place = next(place for place, option in enumerate(item.options) if option.correct)
            places.setdefault(len(item.options), Counter())[place] += 1
    return places


def key_longest_too_often(items: Collection[Item]) -> Flaw | None:
    """The key is the single longest option more often than chance allows (binomial, p < 0.001)."""
    chosen = _choices(items)
    longest = [item for item in chosen if _key_is_longest(item)]
    if len(chosen) < MIN_ITEMS_FOR_LENGTHS:
        return None
    chance = sum(1 / len(item.options) for item in chosen) / len(chosen)
    if binomial_tail(len(longest), len(chosen), chance) >= LENGTH_P:
        return None
    message = (
        "The key is the longest option far more often than chance; shorten keys or lengthen distractors."
    )
    return Flaw(name="key longest too often", message=message, words=f"{len(longest)} of {len(chosen)}")


def _key_is_longest(item: Item) -> bool:
    key = next(len(option.text) for option in item.options if option.correct)
    return key > max(len(option.text) for option in item.options if not option.correct)


def duplicate_stems(items: Collection[Item]) -> Flaw | None:
    """Two items of one kind have the same stem, whatever their answers."""
    seen = Counter((item.kind, squeeze(item.stem).lower()) for item in items)
    twice = [stem for (_, stem), count in seen.items() if count > 1]
    if not twice:
        return None
    count = "1 stem is" if len(twice) == 1 else f"{len(twice)} stems are"
    message = (
        f"{count} asked more than once; drop what repeats another, and say in the rest what tells them apart."
    )
    return Flaw(name="duplicate stems", message=message, words=twice[0])


def _choices(items: Collection[Item]) -> list[Item]:
    """The multiple-choice items with exactly one key and at least one distractor."""
    return [
        item
        for item in items
        if item.kind is Kind.MULTIPLE_CHOICE
        and len(item.options) > 1
        and sum(option.correct for option in item.options) == 1
    ]


def binomial_tail(successes: int, trials: int, chance: float) -> float:
    """The probability of at least this many successes."""

    def term(count: int) -> float:
        ways = lgamma(trials + 1) - lgamma(count + 1) - lgamma(trials - count + 1)
        return exp(ways + count * log(chance) + (trials - count) * log(1 - chance))

    return sum(term(count) for count in range(successes, trials + 1))


def chi_square_p(statistic: float, freedom: int) -> float:
    """The upper tail of chi-square: the regularised incomplete gamma function by its series."""
    if statistic <= 0 or freedom <= 0:
        return 1.0
    shape_, x = freedom / 2, statistic / 2
    term = total = 1 / shape_
    step = shape_
    while term > total * 1e-12:
        step += 1
        term *= x / step
        total += term
    return max(0.0, 1 - total * exp(-x + shape_ * log(x) - lgamma(shape_)))


SET_RULES: tuple[Callable[[Collection[Item]], Flaw | None], ...] = (
    key_position,
    key_longest_too_often,
    duplicate_stems,
)
