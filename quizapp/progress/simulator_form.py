"""What the simulator's page asks. In a file of its own, as is its view."""

from __future__ import annotations

import re
from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field, SelectField, StringField, ValidationError
from wtforms.validators import AnyOf, InputRequired, NumberRange, Optional

from quizapp.progress.simulator import Wish
from quizapp.scheduling.fsrs import HIGHEST_RETENTION_PERCENT, LOWEST_RETENTION_PERCENT
from quizapp.scheduling.learners import LEARNERS
from quizapp.whole_number import WholeNumberField

SHORTEST_DAYS, LONGEST_DAYS = 28, 730
_MOST_RETENTIONS = 3  # with SM-2 four lines, which can still be told apart
_WHICH = (
    f"whole percentages from {LOWEST_RETENTION_PERCENT} to {HIGHEST_RETENTION_PERCENT}, such as 80, 90, 95"
)
_REFUSED = f"Desired retentions: enter one to three {_WHICH}."


class _NumberField(WholeNumberField):
    """A whole number that names itself where it is refused, in one sentence for all faults."""

    def __init__(self, label: str, low: int, high: int, *, required: bool = True, **options: Any) -> None:
        refusal = f"{label}: enter a whole number from {low} to {high}."
        presence = InputRequired(refusal) if required else Optional()
        validators = [presence, NumberRange(min=low, max=high, message=refusal)]
        super().__init__(label, validators=validators, **options)


class SimulatorForm(FlaskForm):  # type: ignore[misc]
    """A simulation. It is sent by GET and changes nothing, so it needs no token."""

    class Meta:
        csrf = False

    days: Any = _NumberField("Days", SHORTEST_DAYS, LONGEST_DAYS)
    new_per_day: Any = _NumberField("New cards a day", 0, 999)
    reviews_per_day: Any = _NumberField(
        "Most reviews a day", 1, 9999, required=False, description="Leave it empty for no limit."
    )
    retentions: Any = StringField(
        "Desired retentions of FSRS, %",
        description=f"One to three {_WHICH}.",
        validators=[InputRequired(_REFUSED)],
    )
    memory = SelectField(
        "Whose memory the plots show",
        choices=lambda: [(key, make().name) for key, make in LEARNERS.items()],
        validate_choice=False,
        validators=[AnyOf(list(LEARNERS), message="Choose whose memory the plots show.")],
        description="What each remembers is said below.",
    )

    def validate_retentions(self, field: Field) -> None:
        """One to three that FSRS offers."""
        percents = _percents(field.data)
        allowed = range(LOWEST_RETENTION_PERCENT, HIGHEST_RETENTION_PERCENT + 1)
        if not 1 <= len(percents) <= _MOST_RETENTIONS or any(each not in allowed for each in percents):
            raise ValidationError(_REFUSED)

    def wish(self) -> Wish:
        """What was asked for, once it was validated."""
        return Wish(
            days=self.days.data,
            new_per_day=self.new_per_day.data,
            reviews_per_day=self.reviews_per_day.data,
            retentions=_percents(self.retentions.data),
        )


def _percents(text: str) -> tuple[int, ...]:
    """The numbers of "80, 90 %", each once, lowest first; 0 for what is no number."""
    parts = [part.strip().removesuffix("%").strip() for part in text.split(",")]
    return tuple(sorted({int(part) if re.fullmatch("[0-9]{1,3}", part) else 0 for part in parts}))
