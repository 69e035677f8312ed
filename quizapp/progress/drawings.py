"""The plots of the progress pages from their figures: what each shows, and the sentence that sums it up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from quizapp.filters import percent, plural, short_day
from quizapp.progress.cards import MemoryStep
from quizapp.progress.chart import Chart, Point, draw_chart, draw_shares
from quizapp.progress.figures import Answers
from quizapp.progress.forecast import Coming, Forecast
from quizapp.progress.retention import RetentionRow

_TICK_EVERY_DAYS = 5  # under thirty bars on a phone there is room for every fifth
_TICK_EVERY_MONTHS = 2
_DAYS_BESIDE_THE_BACKLOG, _WEEKS_BESIDE_THE_BACKLOG = (
    8,
    13,
)  # bars so near that their ticks would run into that of the backlog
_TICK_EVERY_TENTHS = 5  # where there are more than
_TICKED_BARS = 10


def days_ahead(forecast: Forecast) -> Chart:
    """The backlog apart, as the first bar, then a bar a day."""
    days = [
        Point(
            value=day.reviews,
            tick=str(day.first.day)
            if place > _DAYS_BESIDE_THE_BACKLOG and (place + 1) % _TICK_EVERY_DAYS == 0
            else "",
            name=_weekday(day.first),
        )
        for place, day in enumerate(forecast.days)
    ]
    backlog = plural(forecast.backlog, "card") if forecast.backlog else "nothing"
    summary = f"{_due(forecast.days, 'day')}; {backlog} in the backlog."
    title = f"Reviews a day, {_span([day.first for day in forecast.days])}"
    return draw_chart(title, summary, [_backlog(forecast), *days], numbers=False)


def weeks_ahead(forecast: Forecast) -> Chart:
    """The backlog apart, then a bar a week."""
    weeks = [
        Point(
            value=week.reviews,
            tick=_month_tick(week) if place > _WEEKS_BESIDE_THE_BACKLOG else "",
            name=week_name(week),
        )
        for place, week in enumerate(forecast.weeks)
    ]
    summary = _due(forecast.weeks, "week")
    summary += f"; {plural(forecast.later, 'card comes', 'cards come')} later." if forecast.later else "."
    return draw_chart(
        f"Reviews a week, next {len(weeks)} weeks", summary, [_backlog(forecast), *weeks], numbers=False
    )


def _due(spans: Sequence[Coming], unit: str) -> str:
    """How many reviews these days or weeks bring, in all and each."""
    due = sum(span.reviews for span in spans)
    mean = f", {due / len(spans):.1f} a {unit}" if due else ""
    return f"{plural(due, 'review')} in the next {plural(len(spans), unit)}{mean}"


def _backlog(forecast: Forecast) -> Point:
    """Its number stands in the tick: over the bar it would run into that of a high bar nearby."""
    tick = f"Backlog {forecast.backlog}" if forecast.backlog else "Backlog"
    return Point(value=forecast.backlog, tick=tick, name="Backlog", late=True)


def week_name(week: Coming) -> str:
    """The week by its first and last day."""
    return f"{week.first.day} {week.first:%b} to {week.last.day} {week.last:%b %Y}"


def _month_tick(week: Coming) -> str:
    """The month that begins in this week, of every other month."""
    begins = week.last.day < week.first.day or week.first.day == 1
    return f"{week.last:%b}" if begins and week.last.month % _TICK_EVERY_MONTHS == 0 else ""


def retention(rows: Sequence[RetentionRow], desired: int | None) -> Chart:
    """Share passed by length of interval, over all reviews."""
    shown = [row for row in rows if not row.is_sum]
    points = [
        Point(
            value=round(100 * (row.periods[-1].true_retention or 0)),
            tick=row.label.replace(" days or more", "+").replace(" days", "").replace(" to ", "–"),
            name=f"Interval of {row.label}, {plural(row.periods[-1].retention_reviews, 'review')}",
        )
        for row in shown
    ]
    every = rows[-1].periods[-1]
    reviews = plural(every.retention_reviews, "review")
    summary = f"{percent(every.true_retention)} of {reviews} passed since the start"
    summary += "." if desired is None else f"; your scheduler aims at {desired}%."
    return draw_shares("True retention by interval in days", summary, points, desired=desired)


def answers_a_day(recent: Sequence[tuple[date, Answers]]) -> Chart:
    """Answers of each of the last days."""
    points = _by_day(recent, [answers.answered for _, answers in recent])
    answered = [point.value for point in points if point.value]
    summary = f"{plural(sum(answered), 'answer')} on {len(answered)} of the last {len(points)} days."
    return draw_chart(f"Answers a day, {_span([day for day, _ in recent])}", summary, points, numbers=False)


def minutes_a_day(recent: Sequence[tuple[date, Answers]]) -> Chart:
    """Whole minutes of each of the last days."""
    points = _by_day(recent, [round(answers.minutes) for _, answers in recent])
    minutes = round(sum(answers.duration_ms for _, answers in recent) / 60_000)
    days = sum(1 for _, answers in recent if answers.duration_ms)
    summary = f"{plural(minutes, 'minute')} on {days} of the last {len(points)} days"
    summary += f", {minutes / days:.1f} on each of them." if days else "."
    title = f"Minutes a day, {_span([day for day, _ in recent])}"
    return draw_chart(title, summary, points, numbers=False, unit=" min")


def _by_day(recent: Sequence[tuple[date, Answers]], values: Sequence[int]) -> list[Point]:
    return [
        Point(value=value, tick="" if place % _TICK_EVERY_DAYS else str(day.day), name=_weekday(day))
        for place, (value, (day, _)) in enumerate(zip(values, recent, strict=True))
    ]


def memory(steps: Sequence[MemoryStep], *, uses_fsrs: bool) -> Chart:
    """Cards by ease factor, in tenths, or by FSRS's difficulty from 1 to 10; without gaps between."""
    cards = {step.step: step.cards for step in steps}
    word = "difficulty" if uses_fsrs else "ease factor"
    points = []
    span = range(min(cards, default=0), max(cards, default=-1) + 1)
    for step in span:
        name = str(step) if uses_fsrs else f"{step / 10:.1f}"
        tick = name if len(span) <= _TICKED_BARS or step % _TICK_EVERY_TENTHS == 0 else ""
        points.append(Point(value=cards.get(step, 0), tick=tick, name=f"{word.capitalize()} {name}"))
    ends = "1 is easy, 10 hard" if uses_fsrs else "2.5 is where each begins, 1.3 the lowest there is"
    summary = f"{plural(sum(cards.values()), 'card')} by {word}: {ends}."
    return draw_chart(f"Cards by {word}", summary, points, numbers=len(span) <= _TICKED_BARS)


def _weekday(day: date) -> str:
    return f"{day:%a} {short_day(day)}"


def _span(days: Sequence[date]) -> str:
    """The first and the last day; the ticks below the bars are days of these months."""
    first, last = days[0], days[-1]
    return f"{first.day} {first:%b} to {last.day} {last:%b}"
