"""What comes, and when."""

from __future__ import annotations

from datetime import date

import pytest

from quizapp.decks import refresh_learners
from quizapp.extensions import writing
from quizapp.models import ItemState
from quizapp.progress.forecast import DAYS, WEEKS, forecast_of
from quizapp.publishing import put_states
from tests.quizapp.study.conftest import items_of

TODAY = 739678  # the learner's day of the standing clock


@pytest.fixture
def cards(make, time):
    """Gives a student cards with these fields; the student and the items."""

    def of(*fields):
        teacher, student = make.instructor(), make.user()
        course = make.course(teacher, student)
        items = items_of(make.question_set(teacher, *(make.flashcard() for _ in fields), course=course))
        for item, values in zip(items, fields, strict=True):
            make.card(student, item, **values)
        return student, items

    return of


def test_each_card_comes_once_with_the_backlog_apart(cards):
    student, _ = cards(
        {"due_day": TODAY - 3},
        {"due_day": TODAY},
        {"due_day": TODAY + 8},
        {"due_day": TODAY + DAYS},
        {"due_day": TODAY + 7 * WEEKS},
    )

    forecast = forecast_of(student.id, TODAY)

    assert forecast.backlog == 1
    assert [place for place, day in enumerate(forecast.days) if day.reviews] == [0, 8]
    assert [place for place, week in enumerate(forecast.weeks) if week.reviews] == [0, 1, DAYS // 7]
    assert (forecast.days[-1].so_far, forecast.weeks[-1].so_far, forecast.later) == (3, 4, 1)


def test_a_buried_card_comes_when_it_is_back_and_one_put_away_never(cards):
    student, _ = cards(
        {"due_day": TODAY, "buried_until_day": TODAY + 1},
        {"due_day": TODAY - 2, "buried_until_day": TODAY + 1},
        {"due_day": TODAY, "buried_until_day": TODAY},
        {"due_day": TODAY, "suspended": True},
        {"due_day": None},
    )

    forecast = forecast_of(student.id, TODAY)

    assert forecast.backlog == 0
    assert [day.reviews for day in forecast.days[:3]] == [1, 2, 0]


def test_a_card_whose_item_was_retired_does_not_come(cards, time):
    student, items = cards({"due_day": TODAY}, {"due_day": TODAY})
    with writing() as session:
        put_states(session, items[:1], ItemState.RETIRED, time.now())
        refresh_learners(session, [student.id])

    assert forecast_of(student.id, TODAY).days[0].reviews == 1


def test_nothing_is_forecast_beyond_the_calendar(cards):
    student, _ = cards({"due_day": TODAY})

    forecast = forecast_of(student.id, date(9999, 12, 30).toordinal())

    assert [(day.first, day.last) for day in forecast.days] == [
        (date(9999, 12, day), date(9999, 12, day)) for day in (30, 31)
    ]
    assert [(week.first, week.last) for week in forecast.weeks] == [(date(9999, 12, 30), date(9999, 12, 31))]
    assert (forecast.backlog, forecast.later) == (1, 0)
