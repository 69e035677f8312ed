"""The learner's day over every zone of the world and every change of its clocks from 2024 to 2030.

The oracle reads only UTC offsets at instants, never a local time with a fold, so it shares no arithmetic with
the code.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import pairwise, product
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.scheduling.card import NEW_CARD, SM2, answer
from quizapp.scheduling.day import date_of, day_ends, day_of, day_starts, learner_day
from quizapp.scheduling.schedulers import scheduler_of

FIRST = datetime(2024, 1, 1, tzinfo=UTC)
LAST = datetime(2030, 12, 31, tzinfo=UTC)
SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)

ZONE_NAMES = sorted(available_timezones())
ZONES = st.sampled_from(ZONE_NAMES).map(ZoneInfo)
CUT_HOURS = st.integers(0, 23)
INSTANTS = st.datetimes(datetime(2024, 1, 1), datetime(2030, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


def offset_at(instant: datetime, zone: ZoneInfo) -> timedelta:
    offset = instant.astimezone(zone).utcoffset()
    assert offset is not None
    return offset


@cache
def clock_changes(name: str) -> tuple[tuple[datetime, timedelta, timedelta], ...]:
    """Instant, offset before and after, of every change: sampled every four days, halved to the second."""
    zone, step = ZoneInfo(name), timedelta(days=4)
    found, low = [], FIRST
    while low < LAST:
        high = low + step
        if offset_at(low, zone) != offset_at(high, zone):
            before, after, left, right = offset_at(low, zone), offset_at(high, zone), low, high
            while right - left > SECOND:
                middle = left + (right - left) // 2
                left, right = (middle, right) if offset_at(middle, zone) == before else (left, middle)
            found.append((right.replace(microsecond=0), before, after))
        low = high
    return tuple(found)


def first_reading(day: int, cut_hour: int, around: tuple[datetime, timedelta, timedelta]) -> datetime:
    """The first instant, near one clock change, at which the wall reads the cut of the day or later."""
    change, before, after = around
    cut = datetime.combine(date_of(day), datetime.min.time(), UTC) + cut_hour * HOUR
    # Before the change, wall time is the instant plus the old offset.
    return cut - before if cut - before < change else max(change, cut - after)


def distinct_changes() -> Iterator[tuple[str, tuple[datetime, timedelta, timedelta]]]:
    """One zone of the many that share a change."""
    seen = set()
    for name in ZONE_NAMES:
        for change in clock_changes(name):
            if change not in seen:
                seen.add(change)
                yield name, change


def test_around_every_clock_change_of_the_world_each_day_starts_where_the_wall_first_reads_its_cut() -> None:
    changes = list(distinct_changes())
    assert len(changes) > 100
    for name, change in changes:
        zone, changed_on = ZoneInfo(name), (change[0] + change[1]).toordinal()
        for day in (changed_on - 1, changed_on, changed_on + 1):
            for cut_hour in range(24):
                expected = first_reading(day, cut_hour, change)
                assert day_starts(day, zone, cut_hour) == expected, (name, date_of(day), cut_hour)


def test_around_every_clock_change_each_day_lasts_twenty_two_to_twenty_six_hours() -> None:
    for name, change in distinct_changes():
        zone, changed_on = ZoneInfo(name), (change[0] + change[1]).toordinal()
        for day in range(changed_on - 2, changed_on + 2):
            for cut_hour in range(24):
                length = day_ends(day, zone, cut_hour) - day_starts(day, zone, cut_hour)
                assert 22 * HOUR <= length <= 26 * HOUR, (name, date_of(day), cut_hour)


def test_around_every_clock_change_the_days_follow_each_other_at_their_starts_and_nowhere_else() -> None:
    for name, change in distinct_changes():
        zone, changed_on = ZoneInfo(name), (change[0] + change[1]).toordinal()
        for cut_hour in range(24):
            starts = {day_starts(day, zone, cut_hour): day for day in range(changed_on - 2, changed_on + 3)}
            turns = sorted({*starts, change[0]})
            moments = [turn + seconds * SECOND for turn in turns for seconds in (-1, 0)]
            days = [learner_day(moment, zone, cut_hour, None) for moment in moments]

            expected = [
                max((day for start, day in starts.items() if start <= moment), default=changed_on - 3)
                for moment in moments
            ]
            assert days == expected, (name, change[0], cut_hour)
            assert set(days) == set(range(changed_on - 3, changed_on + 3)), (name, change[0], cut_hour)


def test_a_cut_that_any_zones_clocks_skip_is_the_instant_of_the_change() -> None:
    skipped = 0
    for name, (change, before, after) in distinct_changes():
        wall_before, wall_after = change + before, change + after
        for hour in range(48):
            cut = datetime.combine(wall_before.date(), datetime.min.time(), UTC) + hour * HOUR
            if wall_before <= cut < wall_after:
                skipped += 1
                assert day_starts(cut.toordinal(), ZoneInfo(name), cut.hour) == change, (name, cut)
    assert skipped > 50


def test_in_every_zone_each_day_of_seven_years_starts_after_the_one_before() -> None:
    ways = {(clock_changes(name), offset_at(FIRST, ZoneInfo(name))): name for name in ZONE_NAMES}
    assert len(ways) > 50
    for number, name in enumerate(ways.values()):
        zone, cut_hour = ZoneInfo(name), number % 24
        starts = [day_starts(day, zone, cut_hour) for day in range(FIRST.toordinal(), LAST.toordinal() + 1)]
        lengths = {later - earlier for earlier, later in pairwise(starts)}
        assert 22 * HOUR <= min(lengths) <= max(lengths) <= 26 * HOUR, (name, cut_hour)


def test_a_journey_between_any_two_offsets_of_the_world_goes_no_day_back_and_at_most_two_on() -> None:
    noon = datetime(2026, 3, 8, 12, tzinfo=UTC)
    offsets = {offset_at(noon, ZoneInfo(name)): ZoneInfo(name) for name in ZONE_NAMES}
    assert (min(offsets), max(offsets)) == (-12 * HOUR, 14 * HOUR)
    for start, end in product(offsets.values(), repeat=2):
        for hours in range(24):
            left = learner_day(noon + hours * HOUR, start, 4, None)
            arrived = learner_day(noon + (hours + 5) * HOUR, end, 4, left)
            assert left <= arrived <= left + 2, (start.key, end.key, hours)


@given(st.lists(st.tuples(st.integers(-72, 72), ZONES, CUT_HOURS, st.integers(0, 5)), max_size=40), INSTANTS)
@settings(deadline=None)
def test_a_traveller_whose_clock_jumps_either_way_never_has_a_card_due_before_its_review(
    moves: list[tuple[int, ZoneInfo, int, int]], now: datetime
) -> None:
    card, last_day = NEW_CARD, None
    for hours, zone, cut_hour, grade in moves:
        now += hours * HOUR
        day = learner_day(now, zone, cut_hour, last_day)
        for scheduler in (SM2, scheduler_of("fsrs:90")):
            after = answer(card, grade, day, scheduler)
            assert after.due_day is not None
            assert after.due_day > day
        card, last_day = after, day


@given(INSTANTS, ZONES, CUT_HOURS)
@settings(deadline=None, max_examples=300)
def test_an_instant_belongs_to_the_one_day_that_has_begun_and_not_ended(
    now: datetime, zone: ZoneInfo, cut_hour: int
) -> None:
    day = learner_day(now, zone, cut_hour, None)

    assert day_starts(day, zone, cut_hour) <= now < day_ends(day, zone, cut_hour)
    assert day_ends(day, zone, cut_hour).utcoffset() == timedelta(0)


@given(st.sampled_from(ZONE_NAMES), CUT_HOURS, st.data())
@settings(deadline=None, max_examples=300)
def test_around_a_clock_change_the_day_grows_by_one_and_only_at_its_end(
    name: str, cut_hour: int, data: st.DataObject
) -> None:
    changes = clock_changes(name) or ((datetime(2027, 3, 1, tzinfo=UTC), timedelta(0), timedelta(0)),)
    zone, (change, _, _) = ZoneInfo(name), data.draw(st.sampled_from(changes))
    now = change + data.draw(st.integers(-30 * 3600, 30 * 3600)) * SECOND
    day = learner_day(now, zone, cut_hour, None)
    end = day_ends(day, zone, cut_hour)

    assert learner_day(end - SECOND, zone, cut_hour, None) == day
    assert learner_day(end, zone, cut_hour, None) == day + 1


@given(st.lists(st.tuples(INSTANTS, ZONES, CUT_HOURS), min_size=1, max_size=12))
@settings(deadline=None)
def test_no_travel_changed_cut_or_clock_set_back_makes_the_day_go_back(
    moments: list[tuple[datetime, ZoneInfo, int]],
) -> None:
    last_day = None
    for now, zone, cut_hour in moments:
        day = learner_day(now, zone, cut_hour, last_day)

        assert last_day is None or day >= last_day
        assert day >= learner_day(now, zone, cut_hour, None)
        last_day = day


def test_a_flight_over_the_date_line_to_the_east_repeats_no_day() -> None:
    before = learner_day(datetime(2026, 6, 10, 9, tzinfo=UTC), ZoneInfo("Pacific/Auckland"), 4, None)

    after = learner_day(datetime(2026, 6, 10, 18, tzinfo=UTC), ZoneInfo("Pacific/Honolulu"), 4, before)

    assert date_of(before) == date(2026, 6, 10)
    assert after == before


@pytest.mark.parametrize(
    ("zone", "day", "cut_hour", "start"),
    [
        ("Europe/Berlin", date(2026, 3, 29), 4, datetime(2026, 3, 29, 2, tzinfo=UTC)),
        ("Europe/Berlin", date(2026, 3, 29), 2, datetime(2026, 3, 29, 1, tzinfo=UTC)),  # 02:00 is skipped.
        ("Europe/Berlin", date(2026, 10, 25), 2, datetime(2026, 10, 25, 0, tzinfo=UTC)),  # The first 02:00.
        ("Africa/Cairo", date(2026, 4, 24), 0, datetime(2026, 4, 23, 22, tzinfo=UTC)),  # Midnight is skipped.
        (
            "Australia/Lord_Howe",
            date(2026, 10, 4),
            2,
            datetime(2026, 10, 3, 15, 30, tzinfo=UTC),
        ),  # Half an hour.
        (
            "Antarctica/Troll",
            date(2026, 3, 29),
            2,
            datetime(2026, 3, 29, 1, tzinfo=UTC),
        ),  # Two hours skipped.
        (
            "Pacific/Apia",
            date(2011, 12, 30),
            4,
            datetime(2011, 12, 30, 10, tzinfo=UTC),
        ),  # The date is skipped.
        ("Pacific/Apia", date(2011, 12, 31), 4, datetime(2011, 12, 30, 14, tzinfo=UTC)),
        ("America/Scoresbysund", date(2024, 3, 31), 0, datetime(2024, 3, 31, 1, tzinfo=UTC)),
    ],
)
def test_a_cut_that_clocks_skip_is_the_first_instant_after_it_and_a_double_one_the_first(
    zone: str, day: date, cut_hour: int, start: datetime
) -> None:
    assert day_starts(day_of(day), ZoneInfo(zone), cut_hour) == start


def test_a_day_once_begun_stays_when_clocks_go_back_over_its_cut() -> None:
    # In Havana 01:00 comes back as 00:00 on 1 November 2026, at 05:00 UTC; the cut at 00:00 was an hour
    # before.
    havana = ZoneInfo("America/Havana")

    days = [
        learner_day(
            datetime(2026, 11, 1, 3, 59, tzinfo=UTC) + minutes * timedelta(minutes=1), havana, 0, None
        )
        for minutes in range(180)
    ]

    assert days == [day_of(date(2026, 10, 31))] + [day_of(date(2026, 11, 1))] * 179


def test_a_day_once_begun_stays_when_clocks_go_back_over_midnight() -> None:
    # In St John's 00:01 of 7 November 2010 came back as 23:01 of the 6th, at 02:31 UTC.
    st_johns = ZoneInfo("America/St_Johns")

    day = learner_day(datetime(2010, 11, 7, 3, tzinfo=UTC), st_johns, 0, None)

    assert date_of(day) == date(2010, 11, 7)


def test_before_the_cut_it_is_still_yesterday() -> None:
    berlin = ZoneInfo("Europe/Berlin")

    late_night = learner_day(datetime(2026, 11, 24, 2, 59, 59, 999_999, tzinfo=UTC), berlin, 4, None)

    assert date_of(late_night) == date(2026, 11, 23)
    assert learner_day(datetime(2026, 11, 24, 3, tzinfo=UTC), berlin, 4, None) == late_night + 1


def test_a_cut_hour_outside_the_clock_is_refused() -> None:
    with pytest.raises(ValueError, match="hour"):
        learner_day(FIRST, ZoneInfo("UTC"), 24, None)


@given(st.dates())
@settings(deadline=None)
def test_a_day_and_its_date_convert_back_and_forth(starting: date) -> None:
    assert date_of(day_of(starting)) == starting
