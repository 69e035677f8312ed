"""What the page of the scheduling settings sends."""

from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField
from wtforms.validators import InputRequired, NumberRange, Optional

from quizapp.scheduling.queue import Apart
from quizapp.scheduling.spread import Spread
from quizapp.whole_number import WholeNumberField

_NEW = "Enter a whole number from 0 to 999."
_REVIEWS = "Enter a whole number from 1 to 9999, or leave it empty for no limit."
_RETENTION = "Enter a whole number from 70 to 97."
_DAYS = "Enter a whole number from 2 to 60."


class SchedulingForm(FlaskForm):  # type: ignore[misc]
    """The fields of service.Scheduling."""

    algorithm = RadioField(
        "Algorithm",
        choices={
            "sm2": "SM-2: the classic of 1990, with an ease factor for each card",
            "fsrs": "FSRS-6: a model of memory, which aims at the share that you want to recall",
        },
        description=(
            "You can change it at any time, and back: all dates are worked out again from your answers, and"
            " nothing is lost."
        ),
    )
    retention_percent = WholeNumberField(
        "Desired retention in percent, for FSRS",
        description="How many of 100 reviews you want to recall: 70 to 97. More means more reviews a day.",
        validators=[Optional(), NumberRange(min=70, max=97, message=_RETENTION)],
    )
    new_per_day = WholeNumberField(
        "New cards a day",
        description="0 pauses new cards; reviews go on.",
        validators=[InputRequired(_NEW), NumberRange(min=0, max=999, message=_NEW)],
    )
    reviews_per_day = WholeNumberField(
        "Reviews a day, at most",
        description="Empty for no limit, which is best: cards that wait too long are forgotten.",
        validators=[Optional(), NumberRange(min=1, max=9999, message=_REVIEWS)],
    )
    apart = SelectField(
        "Similar new cards",
        coerce=Apart,
        choices={
            Apart.FACT.value: "one a day about the same fact",
            Apart.CONDITION.value: "one a day about the same condition",
        },
        description="Kept apart, so that one card does not give away the next.",
    )
    spread = SelectField(
        "Even out busy days",
        coerce=Spread,
        choices={
            Spread.OFF.value: "no: each review on its exact day",
            Spread.RANDOM.value: "move reviews a little at random",
            Spread.BALANCED.value: "move reviews to the lightest day nearby",
        },
        description="By at most 5% of the interval: a day from 20 days on, two from 40.",
    )

    def validate(self, *_: Any, **__: Any) -> bool:
        """The desired retention is asked for where FSRS is chosen; with SM-2 it may be empty."""
        is_valid = bool(super().validate())
        if self.algorithm.data == "fsrs" and self.retention_percent.data is None and is_valid:
            self.retention_percent.errors = [_RETENTION]
            return False
        return is_valid


class BacklogForm(FlaskForm):  # type: ignore[misc]
    """Over how many days a backlog is spread."""

    days = WholeNumberField(
        "Days to spread it over",
        default=7,
        validators=[InputRequired(_DAYS), NumberRange(min=2, max=60, message=_DAYS)],
    )


class StopForm(FlaskForm):  # type: ignore[misc]
    """A button."""
