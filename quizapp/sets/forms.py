"""Input of the pages of question sets: its shape and its wording."""

from __future__ import annotations

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import (
    BooleanField,
    HiddenField,
    SelectField,
    SelectMultipleField,
    StringField,
    ValidationError,
)
from wtforms.validators import DataRequired, Length, Optional, Regexp

from quizapp.models import ItemState
from quizapp.one_line import one_line
from quizapp.sets.readings import MAX_TITLE


def _stripped(text: str | None) -> str:
    return (text or "").strip()


def _whole(value: str) -> int:
    """A number of the database; ValueError, which WTForms reports, for anything else."""
    number = int(value)
    if not 0 <= number < 2**63:
        raise ValueError("out of range")
    return number


class UploadForm(FlaskForm):  # type: ignore[misc]
    """One file."""

    file = FileField("File", validators=[FileRequired("Choose a file.")])


class PreviewForm(FlaskForm):  # type: ignore[misc]
    """What an instructor sets in a preview. ``live`` are the keys of the ticked items of the page, ``edits``
    of those to be edited afterwards.

    ``as_drafts`` is set where new items are to wait until they are accepted, whatever their ticks.
    """

    title = StringField(
        "Title",
        filters=[one_line],
        validators=[
            DataRequired("Give the set a title."),
            Length(max=MAX_TITLE, message=f"The title is too long: use at most {MAX_TITLE} characters."),
        ],
    )
    code = StringField("ICD-10 code", filters=[_stripped], validators=[Optional()])
    suggested = StringField(validators=[Optional()])
    target = SelectField("Publish as", coerce=_whole)
    digest = HiddenField()
    live = SelectMultipleField(validate_choice=False)
    edits = SelectMultipleField(validate_choice=False)
    as_drafts = BooleanField()

    def validate_code(self, field: StringField) -> None:
        """A code of ICD-10's form; whether the classification has it is shown, not asked."""
        from questions import icd10

        if icd10.look_up(str(field.data)).standing is icd10.Standing.MALFORMED:
            raise ValidationError(
                f"“{field.data}” is no ICD-10 code. Write one such as M48.2, or leave it empty."
            )
        field.data = icd10.normalise(str(field.data))


class ItemsForm(FlaskForm):  # type: ignore[misc]
    """A change of state: "live" or "retired" for all ticked items, "live 12" for the one of that id."""

    items = SelectMultipleField(validate_choice=False, coerce=_whole)
    change = StringField(validators=[Regexp(r"(live|retired)( \d{1,18})?$")])

    @property
    def state(self) -> ItemState:
        """The state that the items are to have."""
        return ItemState(str(self.change.data).split()[0])

    @property
    def item_ids(self) -> list[int]:
        """The ids of the items: the one whose button was pressed, else the ticked ones."""
        _, _, only = str(self.change.data).partition(" ")
        return [int(only)] if only else list(self.items.data or [])


class AssignForm(FlaskForm):  # type: ignore[misc]
    """A course to study the set."""

    course = SelectField("Course", coerce=_whole)
