"""How well the items of a test measure: classical item analysis. Pure, so that each formula can be checked.

Marks are from 0 (wrong) to 1 (right), a learner each, of first exposures only; blanks are left out before.
"Discrimination" has three meanings, so no name here and no label elsewhere is that word alone:

- the point-biserial, corrected (`correlation` of the marks with the score on the *other* items);
- the point-biserial, uncorrected (the same with the whole total, which holds the item's own mark);
- the upper-lower index D (`upper_lower_discrimination`).

Where a figure cannot be had (nothing to compare with, no variance, too few learners) it is None.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import atanh, fsum, inf, sqrt, tanh

GROUP_SHARE = 0.27
"""The share of the learners in the upper group, and in the lower: Kelley, J Educ Psychol 1939;30:17."""
NONFUNCTIONING_BELOW = 0.05
"""A distractor chosen by fewer does not function: Tarrant, Ware, Mohammed, BMC Med Educ 2009;9:40."""
MIN_QUARANTINE = 30
"""Learners needed to quarantine an item: of 20, a true correlation of 0.2 comes out negative once in five."""
MIN_OTHERS = 10
"""Other first exposures of a learner before their mean says how good the learner is."""
MIN_INTERVAL = 4
"""Learners from which Fisher's z has a standard error, 1 / sqrt(n - 3)."""
_NORMAL_95 = 1.959963984540054
"""The 97.5 % point of the standard normal distribution."""


@dataclass(frozen=True, kw_only=True)
class Interval:
    """The bounds of an interval."""

    low: float
    high: float


def difficulty(marks: Sequence[float]) -> float | None:
    """The mean mark (facility), from 0 (nobody was right) to 1 (all were). None where nobody answered."""
    return fsum(marks) / len(marks) if marks else None


def score_on_others(mark: float, *, total: float, answered: int, items: int) -> float | None:
    """A learner's mean mark on the other items, 0 to 1, which the corrected point-biserial goes by.

    ``total`` is the sum of the learner's marks over the ``answered`` items, this one among them, of the
    ``items`` of the set. None with fewer than 10 others, unless those are all there are: of learners who
    answered everything, mean and total of the others correlate alike.
    """
    others = answered - 1
    return (total - mark) / others if others >= max(1, min(MIN_OTHERS, items - 1)) else None


def covariance(one: Sequence[float], other: Sequence[float]) -> float | None:
    """The population covariance (divided by n) of two rows of one length; the variance where both are one.

    None of fewer than two pairs. Exactly 0 where either row does not vary.
    """
    if len(one) != len(other):
        raise ValueError(f"{len(one)} values cannot be paired with {len(other)}")
    if len(one) < 2:
        return None
    if min(one) == max(one) or min(other) == max(other):
        return 0.0
    centre_one, centre_other = fsum(one) / len(one), fsum(other) / len(other)
    products = ((a - centre_one) * (b - centre_other) for a, b in zip(one, other, strict=True))
    return fsum(products) / len(one)


def correlation(marks: Sequence[float], scores: Sequence[float]) -> float | None:
    """Pearson's correlation, from -1 to 1, of an item's marks with the learners' scores, paired by place.

    Of marks 0 and 1 it is the point-biserial; corrected where the scores are of the other items (Nunnally
    and Bernstein, Psychometric Theory, 3rd ed. 1994, p. 305), uncorrected where they hold the item's own
    mark. None of fewer than two learners, or where marks or scores do not vary. Moodle's "discrimination
    index" is 100 times the corrected one.
    """
    shared, own, others = covariance(marks, scores), covariance(marks, marks), covariance(scores, scores)
    if shared is None or not own or not others:
        return None
    return max(-1.0, min(1.0, shared / (sqrt(own) * sqrt(others))))


def interval_of_correlation(value: float, n: int) -> Interval | None:
    """The 95 % interval of a correlation of n pairs: z = atanh(r), standard error 1 / sqrt(n - 3).

    Fisher, Metron 1921;1:3. None below four pairs. Of 1 or -1, where z has no bound, both limits are that.
    """
    if n < MIN_INTERVAL:
        return None
    centre = atanh(value) if abs(value) < 1 else value * inf
    reach = _NORMAL_95 / sqrt(n - 3)
    return Interval(low=tanh(centre - reach), high=tanh(centre + reach))


def is_misleading(corrected: float | None, n: int) -> bool:
    """Whether good learners surely get the item wrong more often than poor ones: it is to be quarantined.

    At least 30 learners, and the upper 95 % bound of the corrected point-biserial below 0.
    """
    interval = interval_of_correlation(corrected, n) if corrected is not None else None
    return n >= MIN_QUARANTINE and interval is not None and interval.high < 0


def upper_lower_discrimination(marks: Sequence[float], scores: Sequence[float]) -> float | None:
    """The upper-lower index D, from -1 to 1: mean mark of the best 27 % less that of the worst 27 %.

    Kelley 1939 (groups); Johnson, J Educ Psychol 1951;42:499 (index). Best and worst are by ``scores``,
    paired with the marks by place. A group has 27 % of the learners, to the nearest whole. Of learners with
    one score at a group's edge each counts by the same part, so that their order decides nothing. None where
    a group would be empty (fewer than two learners) or all scores are equal.
    """
    if len(marks) != len(scores):
        raise ValueError(f"{len(marks)} marks cannot be paired with {len(scores)} scores")
    size = int(GROUP_SHARE * len(marks) + 0.5)
    if not size or min(scores) == max(scores):
        return None
    upper = _mean_of_lowest(marks, [-score for score in scores], size)
    return upper - _mean_of_lowest(marks, scores, size)


def _mean_of_lowest(marks: Sequence[float], scores: Sequence[float], size: int) -> float:
    """The mean mark of the ``size`` learners with the lowest scores; those at the edge count by a part."""
    edge = sorted(scores)[size - 1]
    inside = [mark for mark, score in zip(marks, scores, strict=True) if score < edge]
    at_edge = [mark for mark, score in zip(marks, scores, strict=True) if score == edge]
    part = (size - len(inside)) / len(at_edge)
    return (fsum(inside) + part * fsum(at_edge)) / size


def option_shares(chosen: Sequence[int], options: int) -> tuple[float, ...] | None:
    """The share of the learners who chose each option, by its place, together 1. None where nobody did.

    ``chosen`` is the place of each learner's choice, from 0 to below ``options``.
    """
    if not chosen:
        return None
    counts = [0] * options
    for place in chosen:
        counts[place] += 1
    return tuple(count / len(chosen) for count in counts)


def nonfunctioning(shares: Sequence[float], keys: Sequence[bool]) -> tuple[int, ...]:
    """The places of distractors that do not function: wrong options chosen by under 5 %."""
    return tuple(
        place
        for place, (share, is_key) in enumerate(zip(shares, keys, strict=True))
        if not is_key and share < NONFUNCTIONING_BELOW
    )


def distractor_efficiency(shares: Sequence[float], keys: Sequence[bool]) -> float | None:
    """The share of an item's distractors that function, 0 to 1; None where it has no distractor.

    Of three distractors with 0, 1, 2, 3 that do not function 1, 0.667, 0.333, 0 (Tarrant et al. 2009).
    """
    distractors = sum(not is_key for is_key in keys)
    return 1 - len(nonfunctioning(shares, keys)) / distractors if distractors else None


def internal_consistency(rows: Sequence[Sequence[float]]) -> float | None:
    """KR-20 of marks 0 and 1; of marks between them Cronbach's alpha, the same formula. At most 1.

    ``rows`` has a row a learner, each with the marks of the same k items:
    k / (k - 1) * (1 - sum of the items' variances / variance of totals), all variances of the population
    (Kuder and Richardson, Psychometrika 1937;2:151; Cronbach, Psychometrika 1951;16:297). 100 times this is
    Moodle's coefficient of internal consistency. None below two items or two learners, or where totals do
    not vary.
    """
    items = len(rows[0]) if rows else 0
    if items < 2 or len(rows) < 2:
        return None
    totals = [fsum(row) for row in rows]
    spread = covariance(totals, totals)
    if not spread:
        return None
    columns = zip(*rows, strict=True)
    own = fsum(covariance(column, column) or 0.0 for column in columns)
    return items / (items - 1) * (1 - own / spread)


def discriminative_efficiency(marks: Sequence[float], scores: Sequence[float]) -> float | None:
    """Moodle's discriminative efficiency, at most 1: the covariance of the marks with the score on the other
    items, as a share of the highest that these marks and scores could have, were both in one order.

    It tells an item that is easy or hard from one that does not tell good from poor learners. Moodle shows
    it times 100 (docs.moodle.org/dev/Quiz_statistics_calculations). None where marks or scores do not vary.
    """
    reached, most = covariance(marks, scores), covariance(sorted(marks), sorted(scores))
    return None if reached is None or not most else reached / most
