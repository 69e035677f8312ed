"""True retention by the length of the interval before the review, and by period.

Apart from the figures it is made of, so that it can be checked by hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from quizapp.progress.figures import BANDS, MASTERED_DAYS, Answers, Key, total

PERIODS = (("Today", 1), ("Last 7 days", 7), ("Last 30 days", 30), ("Since the start", None))


@dataclass(frozen=True, kw_only=True)
class RetentionRow:
    """Reviews of cards with an interval of some length, in each of PERIODS; ``is_sum`` for one of several."""

    label: str
    periods: tuple[Answers, ...]
    is_sum: bool = False


def periods_of(answers: Mapping[int, Answers], today: int) -> tuple[Answers, ...]:
    """The sum of answers by day for each of PERIODS."""
    return tuple(
        total(each for day, each in answers.items() if days is None or day > today - days)
        for _, days in PERIODS
    )


def retention_rows(by_day_and_band: Mapping[Key, Answers], today: int) -> tuple[RetentionRow, ...]:
    """A row for each of BANDS, then young, mastered and all; from answers by day and band."""
    by_band: dict[int, dict[int, Answers]] = {band: {} for band in BANDS}
    for (day, band), answers in by_day_and_band.items():
        if band:
            by_band[band][day] = answers
    rows = {band: periods_of(days, today) for band, days in by_band.items()}

    def sum_of(label: str, bands: list[int]) -> RetentionRow:
        periods = tuple(map(total, zip(*(rows[band] for band in bands), strict=True)))
        return RetentionRow(label=label, periods=periods, is_sum=True)

    return (
        *(RetentionRow(label=band_label(band), periods=rows[band]) for band in BANDS),
        sum_of("Young, under 21 days", [band for band in BANDS if band < MASTERED_DAYS]),
        sum_of("Mastered, 21 days or more", [band for band in BANDS if band >= MASTERED_DAYS]),
        sum_of("All", list(BANDS)),
    )


def band_label(band: int) -> str:
    """The intervals of a band, in words."""
    later = [other for other in BANDS if other > band]
    return f"{band} to {later[0] - 1} days" if later else f"{band} days or more"
