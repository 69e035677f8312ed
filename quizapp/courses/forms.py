"""Input of the course pages: its shape and its wording."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import SelectMultipleField, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from quizapp.courses.addresses import AddressList, read_addresses
from quizapp.one_line import one_line
from quizapp.study.forms import exam_date_field

_MOST_PEOPLE = 1_000
_LONGEST_PASTE = 100 * _MOST_PEOPLE  # characters: an address and a name rarely have so many


def _stripped(text: str | None) -> str:
    return (text or "").strip()


class CheckboxListField(SelectMultipleField):
    """Several choices, a checkbox each."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class CourseForm(FlaskForm):  # type: ignore[misc]
    """A course's title."""

    title = StringField(
        "Title",
        filters=[one_line],
        validators=[
            DataRequired("Give the course a title."),
            Length(max=200, message="The title is too long: use at most 200 characters."),
        ],
        description="What students know the course by, for example “Orthopaedics, spring 2027”.",
    )


class ExamDateForm(FlaskForm):  # type: ignore[misc]
    """The day of a course's exam; empty takes the date away."""

    exam_date = exam_date_field(
        "The day of the exam; students study up to the day before. Leave it empty for none."
    )


class InviteForm(FlaskForm):  # type: ignore[misc]
    """People to invite, as pasted text; ``read`` is what it holds."""

    read = AddressList(people=(), problems=(), repeated=())

    addresses = TextAreaField(
        "E-mail addresses",
        filters=[_stripped],
        validators=[
            DataRequired("Paste at least one e-mail address."),
            Length(
                max=_LONGEST_PASTE,
                message=f"That is too much text at once: invite at most {_MOST_PEOPLE:,} people at a time.",
            ),
        ],
        description="One a line, or separated by commas. “Jane Doe <jane@example.org>” works too.",
    )

    def validate_addresses(self, field: TextAreaField) -> None:
        """All addresses have to be good, since a link once made cannot be shown again."""
        self.read = read_addresses(field.data or "")
        count = len(self.read.problems)
        if count:
            these, them = ("One address", "it") if count == 1 else (f"{count} addresses", "them")
            raise ValidationError(
                f"{these} cannot be used, so no link was made. Correct {them} and send again."
            )
        if not self.read.people:
            raise ValidationError("There is no e-mail address in this text.")
        if len(self.read.people) > _MOST_PEOPLE:
            raise ValidationError(
                f"These are {len(self.read.people):,} people: invite at most {_MOST_PEOPLE:,} at a time."
            )


class AssignForm(FlaskForm):  # type: ignore[misc]
    """Sets to assign: of instructors, and of the library."""

    own = CheckboxListField("Uploaded sets", coerce=int)
    library = CheckboxListField("Library", coerce=int)

    def validate_library(self, _field: CheckboxListField) -> None:
        """At least one of both."""
        if not self.chosen:
            raise ValidationError("Choose at least one set.")

    @property
    def chosen(self) -> list[int]:
        """The ids of all ticked sets."""
        return [*(self.own.data or []), *(self.library.data or [])]
