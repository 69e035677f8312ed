"""Where the lines of a chart go; apart because templates do no arithmetic.

Across, a line is drawn in thousandths of the chart's width and stretched by the browser, and ticks stand at a
percentage; upwards everything is in pixels. So a chart fits any page and its letters keep their size.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

PLOT_HEIGHT = 200
HEADROOM = 8  # for half of the number beside the highest line
FOOTROOM = 24  # for the ticks below
_LABEL_GAP = 16  # between the middles of two labels, so that they do not touch
_TICKS = 4  # about so many lines across


@dataclass(frozen=True, kw_only=True)
class Series:
    """Values to draw, the first at the left edge and the last at the right one."""

    label: str
    values: tuple[float, ...]


@dataclass(frozen=True, kw_only=True)
class Line:
    """A series as drawn; its label stands beside its end, moved where it would cover another."""

    label: str
    points: str
    label_y: float


@dataclass(frozen=True, kw_only=True)
class Tick:
    """A number beside an axis: across in percent, or down in pixels."""

    place: float
    text: str


@dataclass(frozen=True, kw_only=True)
class LineChart:
    """Several lines from one start to one end."""

    title: str
    summary: str
    lines: tuple[Line, ...]
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    base: int = HEADROOM + PLOT_HEIGHT
    height: int = HEADROOM + PLOT_HEIGHT + FOOTROOM


def draw_lines(title: str, summary: str, series: Sequence[Series], across: Sequence[Tick]) -> LineChart:
    """The chart of these series, from 0 to a round number over the highest of all values."""
    highest = max(value for each in series for value in each.values)
    step = _round_step(highest)
    top = step * max(1, math.ceil(highest / step))
    ends = _spread([_down(each.values[-1], top) for each in series])
    return LineChart(
        title=title,
        summary=summary,
        lines=tuple(
            Line(label=each.label, points=_points(each.values, top), label_y=end)
            for each, end in zip(series, ends, strict=True)
        ),
        across=tuple(across),
        up=tuple(
            Tick(place=_down(number * step, top), text=f"{number * step:,}")
            for number in range(round(top / step) + 1)
        ),
    )


def _round_step(highest: float) -> int:
    """A step of 1, 2 or 5 times a power of ten that divides the height in about so many parts."""
    rough = max(1.0, highest / _TICKS)
    power = int(10 ** math.floor(math.log10(rough)))
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough)


def _down(value: float, top: float) -> float:
    return round(HEADROOM + PLOT_HEIGHT * (1 - value / top), 1)


def _points(values: Sequence[float], top: float) -> str:
    last = max(1, len(values) - 1)
    return " ".join(f"{1000 * place / last:.1f},{_down(value, top)}" for place, value in enumerate(values))


def _spread(wanted: Sequence[float]) -> list[float]:
    """The places nearest to those wanted, in the same order, that leave room for a label each."""
    order = sorted(range(len(wanted)), key=lambda place: wanted[place])
    placed = [0.0] * len(wanted)
    below = math.inf
    # From the bottom up, as there is room above; then what was pushed out at the top comes back.
    for place in reversed(order):
        placed[place] = below = min(wanted[place], below - _LABEL_GAP)
    above = -math.inf
    for place in order:
        placed[place] = above = max(placed[place], above + _LABEL_GAP, _LABEL_GAP / 2)
    return placed
