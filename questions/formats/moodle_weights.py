"""Shares of the mark as Moodle knows them: it imports no others.

The list is that of Moodle's question bank, in percent: https://docs.moodle.org/en/Moodle_XML_format and the
grades offered when a question is edited there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from questions.model import Item, Kind

_POSITIVE = (
    *(100.0, 90.0, 83.33333, 80.0, 75.0, 70.0, 66.66667, 60.0, 50.0, 40.0, 33.33333, 30.0, 25.0, 20.0),
    *(16.66667, 14.28571, 12.5, 11.11111, 10.0, 5.0),
)
WEIGHTS = (*_POSITIVE, 0.0, *(-weight for weight in reversed(_POSITIVE)))
_ROUNDED = 0.1
"""How far apart two shares are said to be the same: exporters write 33.3 as well as 33.33333."""


def nearest(weight: float) -> float:
    """The share that Moodle knows and that is closest to this one."""
    return min(WEIGHTS, key=lambda known: abs(known - weight))


def shares(count: int) -> tuple[float, ...]:
    """The whole mark in parts for so many right options: equal, but for 11 and more, where Moodle has none.

    They add up to 100, which Moodle asks for, as far as there are no more than 20.
    """
    if count < 11:
        return (nearest(100 / count),) * count if count else ()
    tens = max(0, 20 - count)
    return (10.0,) * tens + (5.0,) * (count - tens)


def right_by(kind: Kind, weights: Sequence[float]) -> list[bool]:
    """Which options are right: where one is to be chosen those of the highest share, else those of any."""
    best = 0.0 if kind is Kind.MULTIPLE_ANSWER else max([0.0, *weights])
    return [weight > 0 and weight >= best for weight in weights]


def ordinary(kind: Kind, weights: Sequence[float], right: Sequence[bool]) -> list[float | None]:
    """The weights of options, None for those that say no more than which options are right."""
    given = [weight for weight, is_right in zip(weights, right, strict=True) if is_right]
    usual = _usual(kind, len(given))
    is_usual = all(abs(one - other) < _ROUNDED for one, other in zip(given, usual, strict=True))
    return [
        None if (is_usual if is_right else weight == 0) else weight
        for weight, is_right in zip(weights, right, strict=True)
    ]


def written(item: Item) -> list[float]:
    """The share of each option. Which of them are right outranks weights that tell otherwise."""
    right = [option.correct for option in item.options]
    usual = iter(_usual(item.kind, sum(right)))
    plain = [next(usual) if is_right else 0.0 for is_right in right]
    stated = [
        share if option.weight is None else nearest(option.weight)
        for share, option in zip(plain, item.options, strict=True)
    ]
    return stated if right_by(item.kind, stated) == right else plain


def weighed(item: Item) -> Item:
    """The item with the weights that Moodle knows."""
    right = [option.correct for option in item.options]
    weights = ordinary(item.kind, written(item), right)
    return replace(
        item,
        options=tuple(
            replace(option, weight=weight) for option, weight in zip(item.options, weights, strict=True)
        ),
        accepted=tuple(replace(one, weight=nearest(one.weight)) for one in item.accepted),
    )


def _usual(kind: Kind, count: int) -> tuple[float, ...]:
    return shares(count) if kind is Kind.MULTIPLE_ANSWER else (100.0,) * count
