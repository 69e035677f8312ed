"""What a learner asks of a custom session. Apart from ``forms``, whose fields no person fills in."""

from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, SelectField
from wtforms.validators import NumberRange

from quizapp.study.sessions.cards import MOST_CARDS, MOST_DAYS_AHEAD, Pool
from quizapp.study.sessions.selection import Choices, Order, Wanted
from quizapp.whole_number import WholeNumberField


def _whole_number(label: str, *, low: int, high: int, default: int) -> Any:
    message = f"Enter a whole number from {low} to {high}."
    return WholeNumberField(
        label,
        validators=[NumberRange(min=low, max=high, message=message)],
        default=default,
        render_kw={"min": low, "max": high, "inputmode": "numeric"},
    )


def _narrowed_by(label: str) -> Any:
    return SelectField(label, default="")


class SessionForm(FlaskForm):  # type: ignore[misc]
    """The fields of `Wanted`. It is sent by GET too, to count what matches, so it has no token of its own."""

    pool = RadioField(
        "Which cards",
        choices={
            Pool.MISTAKES.value: "Mistakes",
            Pool.FLAGGED.value: "Flagged",
            Pool.LEECHES.value: "Leeches: forgotten 8 times or more",
            Pool.AHEAD.value: "Ahead of time: due in the next days",
            Pool.SEEN.value: "All cards that you have seen",
            Pool.EVERYTHING.value: "All cards, new ones too",
        },
        default=Pool.MISTAKES.value,
    )
    mistake_days = _whole_number("Days back", low=1, high=365, default=7)
    ahead_days = _whole_number("Days ahead", low=1, high=MOST_DAYS_AHEAD, default=3)
    chapter = _narrowed_by("Chapter")
    condition = _narrowed_by("Condition")
    question_set = _narrowed_by("Question set")
    tag = _narrowed_by("Tag")
    kinds = RadioField(
        "Kinds of question",
        choices={"all": "All kinds", "choice": "Only multiple choice"},
        default="all",
    )
    size = _whole_number("How many at most", low=1, high=MOST_CARDS, default=20)
    order = RadioField(
        "Order",
        choices={Order.RANDOM.value: "Mixed", Order.OLDEST.value: "Longest not seen first"},
        default=Order.RANDOM.value,
    )
    timing = RadioField(
        "Time",
        choices={
            "none": "No limit",
            "question": "Timed block, by time a question",
            "block": "Timed block, by time in all",
        },
        default="none",
    )
    seconds = _whole_number("Seconds a question", low=10, high=600, default=75)
    minutes = _whole_number("Minutes in all", low=1, high=480, default=20)
    counts = BooleanField(
        "Let answers count where the card is due today or earlier",
        description="All other answers are practice: they are kept, and no date moves.",
    )

    def offer(self, choices: Choices) -> None:
        """Put what the learner's deck can be narrowed by into the lists."""
        self.chapter.choices = {"": "Any", **{str(one.number): one.title for one in choices.chapters}}
        self.condition.choices = {"": "Any", **{name: name for name in choices.conditions}}
        self.question_set.choices = {"": "Any", **{str(one): title for one, title in choices.sets}}
        self.tag.choices = {"": "Any", **{name: name for name in choices.tags}}

    def wanted(self) -> Wanted:
        """What was asked, once it was validated."""
        pool = Pool(self.pool.data)
        return Wanted(
            pool=pool,
            days=self.ahead_days.data if pool is Pool.AHEAD else self.mistake_days.data,
            set_id=int(self.question_set.data) if self.question_set.data else None,
            chapter=int(self.chapter.data) if self.chapter.data else None,
            condition=self.condition.data,
            tag=self.tag.data,
            only_choices=self.kinds.data == "choice",
            size=self.size.data,
            order=Order(self.order.data),
            seconds_a_question=self.seconds.data if self.timing.data == "question" else None,
            minutes=self.minutes.data if self.timing.data == "block" else None,
            counts=self.counts.data,
        )
