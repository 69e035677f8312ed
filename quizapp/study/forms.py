"""What study pages send: hidden fields mostly, so a fault is no person's, and is said in words anyway."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from flask_wtf import FlaskForm
from wtforms import DateField, Field, StringField, TextAreaField, ValidationError
from wtforms.validators import AnyOf, DataRequired, InputRequired, Length, NumberRange, Optional

from quizapp.errors import InvalidInputError
from quizapp.scheduling.grades import Button, Claim
from quizapp.scheduling.replay import Action
from quizapp.study.answers import Answer
from quizapp.study.service import MARKS
from quizapp.whole_number import WholeNumberField

_HIGHEST_ID = 2**31 - 1  # of PostgreSQL's integer columns
_LONGEST_MS = 3_600_000
_LONGEST_TYPED = 500
"""Signs; what is typed into one line is a term or a number."""

_TOO_LONG = f"An answer can have {_LONGEST_TYPED} signs. Write the term alone."
_MOST_PLACES = 1000
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")
_PLACE = re.compile("[0-9]{1,4}")
_UNREADABLE = "The page sent something that could not be read. Reload it and answer again."


def check(form: FlaskForm) -> None:
    """Refuse what pages of ours do not send.

    Raises:
        InvalidInputError: the form does not validate.
    """
    if not form.validate():
        field, messages = next(iter(form.errors.items()))
        raise InvalidInputError(field, messages[0])


def _number(*, low: int = 0, high: int = _HIGHEST_ID, required: bool = True) -> Any:
    presence = InputRequired(_UNREADABLE) if required else Optional()
    return WholeNumberField(validators=[presence, NumberRange(min=low, max=high, message=_UNREADABLE)])


def _one_of(values: list[str]) -> Any:
    return StringField(validators=[Optional(), AnyOf(values, message=_UNREADABLE)])


def _without_controls(text: str | None) -> str | None:
    """What a keyboard can type; PostgreSQL stores no NUL."""
    return text and _CONTROLS.sub(" ", text)


class _PlacesField(Field):
    """Places of options or matches, each sent under the same name, in their order; empty ones say nothing."""

    data: tuple[int, ...] = ()

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read them; more than any item has are none."""
        sent = [value for value in valuelist if value]
        if len(sent) > _MOST_PLACES or not all(_PLACE.fullmatch(value) for value in sent):
            raise ValueError(_UNREADABLE)
        self.data = tuple(map(int, sent))


class AnswerForm(FlaskForm):  # type: ignore[misc]
    """An answer: by a button; or by what the kind of question asks for, and perhaps a claim."""

    key = StringField(validators=[InputRequired(_UNREADABLE)])
    item_id = _number()
    item_version = _number()
    card_version = _number()
    button = _one_of([button.value for button in Button])
    option = _number(required=False)
    chosen: Any = _PlacesField()
    typed: Any = StringField(
        filters=[_without_controls], validators=[Length(max=_LONGEST_TYPED, message=_TOO_LONG)]
    )
    matched: Any = _PlacesField()
    claim = _one_of([claim.value for claim in Claim])
    device_time = StringField(validators=[Optional()])
    duration_ms = _number(high=_LONGEST_MS, required=False)
    late = _one_of(["1"])

    def validate_key(self, field: Field) -> None:
        """A UUID, in whatever form it is written."""
        try:
            UUID(field.data)
        except ValueError as error:
            raise ValidationError(_UNREADABLE) from error

    def validate_device_time(self, field: Field) -> None:
        """A moment in ISO 8601 with its zone."""
        try:
            _moment(field.data)
        except (ValueError, OverflowError) as error:
            raise ValidationError(_UNREADABLE) from error

    def answer(self, *, session: int | None = None) -> Answer:
        """What was sent, once it was validated; `session` is the number of the one that showed the card."""
        return Answer(
            key=str(UUID(self.key.data)),
            item_id=self.item_id.data,
            item_version=self.item_version.data,
            card_version=self.card_version.data,
            button=Button(self.button.data) if self.button.data else None,
            option=self.option.data,
            chosen=self.chosen.data,
            typed=self.typed.data,
            matched=self.matched.data,
            claim=Claim(self.claim.data) if self.claim.data else Claim.NONE,
            device_time=_moment(self.device_time.data) if self.device_time.data else None,
            duration_ms=self.duration_ms.data,
            session=session,
            late=bool(self.late.data),
        )


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("no zone")
    return moment.astimezone(UTC)


class BackForm(FlaskForm):  # type: ignore[misc]
    """Where to go on: this answer's feedback, else this session, else cards put aside, else today's."""

    feedback = _number(low=1, required=False)
    session = _number(low=1, required=False)
    back = _one_of(["aside"])
    page = _number(low=1, required=False)


class GradeForm(FlaskForm):  # type: ignore[misc]
    """Another grade for the latest answer."""

    sequence = _number(low=1)
    grade = _number(high=5)


class UndoForm(BackForm):
    """What the page offered to take back."""

    sequence = _number(low=1)


class MarkForm(BackForm):
    """Something done to a card besides answering it."""

    back = _one_of(["aside", "history"])
    item_id = _number()
    card_version = _number()
    action: Any = StringField(
        validators=[InputRequired(_UNREADABLE), AnyOf([mark.value for mark in MARKS], message=_UNREADABLE)]
    )

    @property
    def mark(self) -> Action:
        """The action, once it was validated."""
        return Action(self.action.data)


def _stripped(text: str | None) -> str:
    return (text or "").strip()


def exam_date_field(description: str) -> Any:
    """The day of an exam; empty takes the date away."""
    return DateField(  # type: ignore[call-arg]  # the message is newer than the stubs
        "Exam date",
        validators=[Optional()],
        invalid_value_message="Write the date as year-month-day, for example 2027-03-12.",
        description=description,
    )


class ExamDateForm(FlaskForm):  # type: ignore[misc]
    """The learner's own exam date."""

    exam_date = exam_date_field(
        "The day of the exam; you study up to the day before. Leave it empty for none."
    )


class CallRightForm(BackForm):
    """A typed answer that was right all the same."""

    sequence = _number(low=1)


class ReportForm(BackForm):
    """What is wrong with a question."""

    text: Any = TextAreaField(
        "What is wrong?",
        filters=[_stripped],
        validators=[
            DataRequired("Say what is wrong with this question."),
            Length(max=2000, message="That is too long: use at most 2,000 characters."),
        ],
        description="The wrong key, a typing error, a sentence that says something else ...",
    )
