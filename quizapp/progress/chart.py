"""Where the bars of a chart stand; apart because templates do no arithmetic.

Across, everything is a percentage of the chart's width, and upwards pixels: so a chart fits any page and its
letters keep their size.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

PLOT_HEIGHT = 120
HEADROOM = 22  # for the number over the highest bar
FOOTROOM = 24  # for the ticks below
_FILLED = 0.72  # of a bar's share of the width; the rest is the gap beside it


@dataclass(frozen=True, kw_only=True)
class Point:
    """One value to draw. ``tick`` stands below the bar, empty for none; ``name`` says what it is in full."""

    value: int
    tick: str
    name: str
    late: bool = False


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One bar: across in percent, down in pixels from the top of the chart; ``number`` stands over it."""

    point: Point
    x: float
    width: float
    middle: float
    y: float
    height: float
    number: str


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A line across the chart at some value, with its name beside it."""

    name: str
    y: float


@dataclass(frozen=True, kw_only=True)
class Chart:
    """Bars side by side; ``summary`` in a sentence. ``unit`` follows each number, as a percent sign does.

    Shares of a whole stand before the whole, with their numbers at the foot: a mark would cross them on top.
    """

    title: str
    summary: str
    bars: tuple[Bar, ...]
    unit: str
    mark: Mark | None
    of_whole: bool = False
    top: int = HEADROOM
    base: int = HEADROOM + PLOT_HEIGHT
    height: int = HEADROOM + PLOT_HEIGHT + FOOTROOM


def draw_chart(title: str, summary: str, points: Sequence[Point], *, numbers: bool, unit: str = "") -> Chart:
    """The chart of these values, late ones first; the highest fills it.

    Where there is room for ``numbers`` each bar has its own; otherwise the first of the highest, for scale.
    What is late says its number in its tick.
    """
    highest = max((point.value for point in points), default=0)
    ahead = [0 if point.late else point.value for point in points]
    numbered = [numbers or place == ahead.index(max(ahead)) for place in range(len(points))]
    bars = _bars(points, highest or 1, numbered)
    return Chart(title=title, summary=summary, bars=bars, unit=unit, mark=None)


def draw_shares(title: str, summary: str, points: Sequence[Point], *, desired: int | None) -> Chart:
    """The chart of these percentages, each before the whole of 100. ``desired`` is marked by a line."""
    mark = None
    if desired is not None:
        mark = Mark(name=f"desired {desired}%", y=HEADROOM + PLOT_HEIGHT * (1 - desired / 100))
    bars = _bars(points, 100, [True] * len(points))
    return Chart(title=title, summary=summary, bars=bars, unit="%", mark=mark, of_whole=True)


def _bars(points: Sequence[Point], highest: int, numbered: Sequence[bool]) -> tuple[Bar, ...]:
    late = sum(1 for point in points if point.late)
    # A free place sets what is late apart from what comes.
    step = 100 / max(1, len(points) + bool(late))
    bars = []
    for number, point in enumerate(points):
        place = number + (bool(late) and not point.late)
        # A bar of a small value still has to be seen.
        height = max(2.0, PLOT_HEIGHT * point.value / highest) if point.value else 0.0
        bars.append(
            Bar(
                point=point,
                x=round(step * (place + (1 - _FILLED) / 2), 3),
                width=round(step * _FILLED, 3),
                middle=round(step * (place + 0.5), 3),
                y=round(HEADROOM + PLOT_HEIGHT - height, 1),
                height=round(height, 1),
                number=str(point.value) if numbered[number] and point.value else "",
            )
        )
    return tuple(bars)
