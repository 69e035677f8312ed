"""The plan to an exam: how many new cards a day, the last pass, and the load that is to be expected.

An exam takes place at the beginning of its day, so the day before it is the last to study on. The final days
before it are the last pass, in which every card is seen once more; all cards are introduced before them, the
same number every day. A plan looks at nothing but what is left: a day that was missed raises the others.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from quizapp.scheduling.card import NEW_CARD, Scheduler, answer

LAST_PASS_DAYS = 3
MOST_DAYS_AHEAD = 730
"""Farther away nobody plans by the day."""

MOST_NEW_A_DAY = 999
"""No plan raises a day above it: the most that learners may choose themselves, hours of new cards alone."""

MOST_MINUTES_A_DAY = 240
"""A plan that asks for more on some day is called one that cannot be met."""

EXPECTED_RETENTION = 0.9
"""The share of reviews passed on which the expected load is reckoned: SM-2's aim and FSRS's default."""

BACKLOG_DAYS = 7
"""The expected load has a backlog worked off over so many days."""

HABIT_DAYS = 7
"""A student is on plan whose latest days, so many, were as the days to come have to be."""

_GOOD = 4


def introduction_days(exam_day: int, day: int) -> int:
    """Days, this one included, over which the new cards that are left are spread; 0 from the exam on.

    Up to the last pass. What is new even then is spread over what is left of it: an answer there is a pass.
    """
    left = max(0, exam_day - day)
    return left - LAST_PASS_DAYS if left > LAST_PASS_DAYS else left


def is_last_pass(exam_day: int, day: int) -> bool:
    """Whether the day is one of the final days before the exam."""
    return exam_day - LAST_PASS_DAYS <= day < exam_day


def share(left: int, days: int) -> int:
    """How many of what is left are done today so that all are done evenly in so many days, rounded up."""
    return -(-left // days) if days > 0 else 0


def new_by_exam(left: Mapping[int, int], day: int) -> dict[int, int]:
    """For each exam, by its day: how many new cards today's introductions have to hold up to its own.

    `left` are the new cards by the earliest exam that asks for them. Cards of earlier exams come first, and
    a later exam counts them too; so a day on which each is kept makes all of them possible that are.
    """
    exams = sorted(exam_day for exam_day in left if exam_day > day)
    together = accumulate(left[exam_day] for exam_day in exams)
    return {
        exam_day: min(MOST_NEW_A_DAY, share(count, introduction_days(exam_day, day)))
        for exam_day, count in zip(exams, together, strict=True)
    }


def is_on_plan(new_left: int, introduced: int, introduced_days: int, days_left: int) -> bool:
    """Whether a student who introduced so many cards in their latest days gets through at this pace.

    `days_left` are the days to introduce cards in that are left.
    """
    return not new_left or introduced * days_left >= new_left * max(1, introduced_days)


def day_at_pace(new_left: int, new_per_day: int, day: int) -> int | None:
    """The earliest exam day that needs no more than so many new cards a day; None where there is none."""
    if new_per_day <= 0:
        return None
    exam_day = day + share(new_left, new_per_day) + LAST_PASS_DAYS
    return exam_day if exam_day <= day + MOST_DAYS_AHEAD else None


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """Cards that the same exams ask for.

    Attributes:
        exam_days: of those exams; none of the cards that no exam asks for.
        new: cards to be introduced.
        seen: cards introduced.
        due: how many of them are due, by the day and by their interval in days; all up to the last exam.
    """

    exam_days: frozenset[int]
    new: int
    seen: int
    due: Mapping[tuple[int, int], int]


@dataclass(frozen=True, kw_only=True, slots=True)
class DayLoad:
    """What a day is expected to bring, in cards."""

    day: int
    reviews: int
    new: int
    last_pass: int

    @property
    def cards(self) -> int:
        """All of them."""
        return self.reviews + self.new + self.last_pass


def expected_load(
    groups: Sequence[Group],
    *,
    day: int,
    new_per_day: int,
    scheduler: Scheduler,
    last_pass_left: Mapping[int, int],
) -> list[DayLoad]:
    """Every day from this one to the last exam, that day excluded.

    Cards come back as the scheduler says for grade "good", at the interval of a new card that is nearest to
    theirs from below; of all reviews `EXPECTED_RETENTION` are passed, the others start again. Same-day
    repetitions are left out. A backlog is worked off over a week. `last_pass_left` says, for an exam whose
    last pass has begun, how many cards are still to be seen in it.
    """
    exams = sorted({exam_day for group in groups for exam_day in group.exam_days if exam_day > day})
    if not exams:
        return []
    days = exams[-1] - day
    ordered = sorted(groups, key=lambda group: _deadline(group, day))
    new = _introductions(ordered, day, days, new_per_day)
    ladder = _ladder(scheduler, day, days)
    reviews = [_reviews(group, new[place], ladder, day) for place, group in enumerate(ordered)]
    last_pass = [0] * days
    for exam_day in exams:
        window = range(max(0, exam_day - LAST_PASS_DAYS - day), exam_day - day)
        left = last_pass_left.get(exam_day)
        if left is None:
            concerned = [place for place, group in enumerate(ordered) if exam_day in group.exam_days]
            left = sum(_unseen_in(window, ordered[place], new[place], reviews[place]) for place in concerned)
        for offset, cards in zip(window, spread(left, len(window)), strict=True):
            last_pass[offset] += cards
    return [
        DayLoad(
            day=day + offset,
            reviews=round(sum(each[offset] for each in reviews)),
            new=sum(each[offset] for each in new),
            last_pass=last_pass[offset],
        )
        for offset in range(days)
    ]


def spread(left: int, days: int) -> list[int]:
    """The shares of these days, each taken of what the earlier ones left."""
    shares = []
    for remaining in range(days, 0, -1):
        shares.append(share(left, remaining))
        left -= shares[-1]
    return shares


def _deadline(group: Group, day: int) -> int:
    """The earliest exam to come that asks for these cards; later than any where there is none."""
    return min(
        (exam_day for exam_day in group.exam_days if exam_day > day), default=day + 2 * MOST_DAYS_AHEAD
    )


def _introductions(ordered: Sequence[Group], day: int, days: int, new_per_day: int) -> list[list[int]]:
    """For each group, how many of its cards are introduced on each day."""
    left = [group.new for group in ordered]
    taken: list[list[int]] = [[] for _ in ordered]
    for today in range(day, day + days):
        by_exam: dict[int, int] = defaultdict(int)
        for place, group in enumerate(ordered):
            if any(exam_day > today for exam_day in group.exam_days):
                by_exam[_deadline(group, today)] += left[place]
        allowed = max(new_per_day, *new_by_exam(by_exam, today).values())
        for place in sorted(range(len(ordered)), key=lambda place: _deadline(ordered[place], today)):
            now = min(left[place], allowed)
            taken[place].append(now)
            left[place] -= now
            allowed -= now
    return taken


def _ladder(scheduler: Scheduler, day: int, days: int) -> list[int]:
    """The intervals of a card that is always answered well on its day, until they reach beyond these days."""
    card = answer(NEW_CARD, _GOOD, day, scheduler)
    intervals = [card.interval_days]
    while intervals[-1] < days:
        day += card.interval_days
        card = answer(card, _GOOD, day, scheduler)
        intervals.append(card.interval_days)
    return intervals


def _reviews(group: Group, new: Sequence[int], ladder: Sequence[int], day: int) -> list[float]:
    """The reviews to be expected of these cards on each day."""
    days = len(new)
    coming: list[list[float]] = [[0.0] * len(ladder) for _ in range(days)]
    for (due_day, interval_days), cards in group.due.items():
        rung = max(0, sum(1 for interval in ladder if interval <= interval_days) - 1)
        offsets = [due_day - day] if due_day >= day else range(min(BACKLOG_DAYS, days))
        for offset in offsets:
            if offset < days:
                coming[offset][rung] += cards / len(offsets)
    totals = []
    for offset in range(days):
        totals.append(sum(coming[offset]))
        for rung, expected in enumerate(coming[offset]):
            _come_back(coming, ladder, offset, min(rung + 1, len(ladder) - 1), expected * EXPECTED_RETENTION)
            _come_back(coming, ladder, offset, 0, expected * (1 - EXPECTED_RETENTION))
        _come_back(coming, ladder, offset, 0, new[offset])
    return totals


def _come_back(
    coming: list[list[float]], ladder: Sequence[int], offset: int, rung: int, cards: float
) -> None:
    if cards and offset + ladder[rung] < len(coming):
        coming[offset + ladder[rung]][rung] += cards


def _unseen_in(window: range, group: Group, new: Sequence[int], reviews: Sequence[float]) -> int:
    """How many cards of the group neither come up in the window of their own nor are introduced in it."""
    introduced = sum(new[: window.stop])
    seen = sum(reviews[offset] + new[offset] for offset in window)
    return max(0, round(group.seen + introduced - seen))


def most_new(
    groups: Sequence[Group],
    most_cards: int,
    *,
    day: int,
    scheduler: Scheduler,
    last_pass_left: Mapping[int, int],
) -> int | None:
    """How many of the new cards can be introduced in time with at most so many cards on each day.

    Those of earlier exams are counted first. None where the cards that are known are too many by themselves.
    """

    def is_too_much(new: int) -> bool:
        fewer = _with_new(groups, new, day)
        load = expected_load(
            fewer, day=day, new_per_day=0, scheduler=scheduler, last_pass_left=last_pass_left
        )
        return any(each.cards > most_cards for each in load)

    wanted = sum(group.new for group in groups if any(exam_day > day for exam_day in group.exam_days))
    too_many = bisect_left(range(wanted + 1), True, key=is_too_much)  # noqa: FBT003 - what is sought
    return too_many - 1 if too_many else None


def _with_new(groups: Sequence[Group], new: int, day: int) -> list[Group]:
    """The groups with only so many new cards, of the earliest exams."""
    fewer = []
    for group in sorted(groups, key=lambda group: _deadline(group, day)):
        taken = min(new, group.new)
        fewer.append(replace(group, new=taken))
        new -= taken
    return fewer
