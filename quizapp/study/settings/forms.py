"""What the page of the scheduling settings sends."""

from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm
from wtforms import IntegerField, RadioField, SelectField
from wtforms.validators import InputRequired, NumberRange, Optional

from quizapp.scheduling.queue import Apart
from quizapp.scheduling.spread import Spread

_NEW = "Enter a whole number from 0 to 999."
_REVIEWS = "Enter a whole number from 1 to 9999, or leave it empty for no limit."
_RETENTION = "Enter a whole number from 70 to 97."
_DAYS = "Enter a whole number from 2 to 60."


class SchedulingForm(FlaskForm):  # type: ignore[misc]
    """The fields of service.Scheduling."""

    algorithm = RadioField(
        "Algorithm",
        choices={
            "sm2": "SM-2: the classic of 1990, with an ease factor a card",
            "fsrs": "FSRS-6: a model of your memory, which aims at the share you want to recall",
        },
        description=(
            "You can change it at any time and back: every date is reckoned anew from all your answers, and"
            " nothing is lost."
        ),
    )
    retention_percent = IntegerField(
        "Desired retention with FSRS, in percent",
        description="How many of your reviews you want to recall: 70 to 97. More means more reviews a day.",
        validators=[Optional(), NumberRange(min=70, max=97, message=_RETENTION)],
    )
    new_per_day = IntegerField(
        "New cards a day",
        description="0 pauses new cards; reviews go on.",
        validators=[InputRequired(_NEW), NumberRange(min=0, max=999, message=_NEW)],
    )
    reviews_per_day = IntegerField(
        "Reviews a day, at most",
        description="Empty for no limit, which is best: cards that wait too long are forgotten.",
        validators=[Optional(), NumberRange(min=1, max=9999, message=_REVIEWS)],
    )
    apart = SelectField(
        "One new card a day of each",
        coerce=Apart,
        choices={Apart.FACT.value: "fact", Apart.CONDITION.value: "condition"},
        description="So that one card does not give away the next.",
    )
    spread = SelectField(
        "Days of reviews",
        coerce=Spread,
        choices={
            Spread.OFF.value: "exactly as reckoned",
            Spread.RANDOM.value: "moved a little at random",
            Spread.BALANCED.value: "moved to the lightest day nearby",
        },
        description="Intervals over three days move by at most 5 %.",
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

    days = IntegerField(
        "Spread it over so many days",
        default=7,
        validators=[InputRequired(_DAYS), NumberRange(min=2, max=60, message=_DAYS)],
    )


class StopForm(FlaskForm):  # type: ignore[misc]
    """A button."""
