"""When the cards of a learner's deck come, each at its next review; what follows that depends on the answers.

Apart from the figures of the past, as it needs nothing of the log: the queue's index holds all of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from quizapp.extensions import db
from quizapp.models import Card
from quizapp.scheduling.day import date_of

DAYS = 30
WEEKS = 52
_WEEK_DAYS = 7


@dataclass(frozen=True, kw_only=True)
class Coming:
    """Reviews that come in a span of days, and all that have come up to its end, the backlog with them."""

    first: date
    last: date
    reviews: int
    so_far: int


@dataclass(frozen=True, kw_only=True)
class Forecast:
    """Reviews of cards that were introduced; ``backlog`` was due before today.

    ``days`` are the next 30, today first, ``weeks`` the next 52, of seven days from today; ``later`` come
    after them.
    """

    backlog: int
    days: tuple[Coming, ...]
    weeks: tuple[Coming, ...]
    later: int


def forecast_of(user_id: int, day: int) -> Forecast:
    """The reviews of all cards that may be drawn; one buried comes when it is back."""
    coming = _count_coming(user_id, day)
    backlog = sum(count for due, count in coming.items() if due < day)
    weeks = _spans(coming, day, backlog, length=_WEEK_DAYS, number=WEEKS)
    return Forecast(
        backlog=backlog,
        days=_spans(coming, day, backlog, length=1, number=DAYS),
        weeks=weeks,
        later=sum(coming.values()) - weeks[-1].so_far,
    )


def _count_coming(user_id: int, day: int) -> dict[int, int]:
    """Cards by the day on which they come, those of the backlog by the day on which they came."""
    back = sa.case(
        (
            sa.and_(Card.buried_until_day > day, Card.buried_until_day > Card.queue_day),
            Card.buried_until_day,
        ),
        else_=Card.queue_day,
    )
    rows = db.session.execute(
        sa.select(back, sa.func.count())
        .where(Card.user_id == user_id, Card.queue_day.is_not(None))
        .group_by(back)
    )
    return {row[0]: row[1] for row in rows}


def _spans(coming: dict[int, int], day: int, backlog: int, *, length: int, number: int) -> tuple[Coming, ...]:
    so_far = backlog
    spans = []
    # Fewer and shorter at the end of the calendar.
    end = min(day + number * length, date.max.toordinal() + 1)
    for first in range(day, end, length):
        after = min(first + length, end)
        reviews = sum(coming.get(each, 0) for each in range(first, after))
        so_far += reviews
        spans.append(Coming(first=date_of(first), last=date_of(after - 1), reviews=reviews, so_far=so_far))
    return tuple(spans)
