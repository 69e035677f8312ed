"""Input of the page of an import: its shape and its wording."""

from __future__ import annotations

from dataclasses import replace

from flask_wtf import FlaskForm
from wtforms import (
    Form,
    FormField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import DataRequired, Length

from quizapp.field_lists import NumberedFields
from quizapp.one_line import one_line
from quizapp.sets.importing.choices import NEW_SET, Choices
from quizapp.sets.importing.preview import DELIMITER_TITLES, Preview, Reading
from quizapp.sets.readings import MAX_TITLE

ARTICLE = "article"
"""The choice to read a file as a condition article."""
_MAX_COLUMNS = 200
_MAX_ITEMS = 1000
_LEFT_OUT = SelectChoice("", "Left out")
_WORDS = {
    "stem": "Stem (the question)",
    "key": "Key (the right option)",
    "id": "Id",
    "kind": "Kind of question",
}


def _position(value: str) -> int:
    """A place among the items of a file; ValueError, which WTForms reports, for anything else."""
    number = int(value)
    if not 0 <= number < 2**31:
        raise ValueError("out of range")
    return number


def _words(name: str) -> str:
    return _WORDS.get(name) or name.replace("_", " ").capitalize()


class ColumnForm(Form):
    """What a column of a table means."""

    heading = HiddenField()
    meaning = SelectField(validate_choice=False)


class ReadingForm(FlaskForm):  # type: ignore[misc]
    """How a file is to be read."""

    format = SelectField("Form", default="")
    encoding = SelectField("Encoding", default="")
    delimiter = SelectField("Separator", default="")
    columns = NumberedFields(FormField(ColumnForm), max_entries=_MAX_COLUMNS)

    def offer(self, reading: Reading) -> None:
        """Offer what there is to choose from, and show what holds now."""
        from questions import COLUMN_NAMES, DELIMITERS, ENCODINGS, FORMATS

        titles = {one.name: one.title for one in FORMATS}
        found = titles.get(reading.format, "not known")
        self.format.choices = [
            SelectChoice(
                "", f"As the file shows ({found})" if reading.choices.format is None else "As the file shows"
            ),
            *(SelectChoice(name, title) for name, title in titles.items()),
            SelectChoice(ARTICLE, "Condition article, to make questions of"),
        ]
        self.encoding.choices = [SelectChoice("", "As the file shows")] + [
            SelectChoice(name, title) for name, title in ENCODINGS.items()
        ]
        self.delimiter.choices = [SelectChoice("", "As the file shows")] + [
            SelectChoice(sign, DELIMITER_TITLES[sign].capitalize()) for sign in DELIMITERS
        ]
        if not self.format.raw_data:
            self.format.data = reading.choices.format or ""
            self.encoding.data = reading.choices.encoding or ""
            self.delimiter.data = reading.choices.delimiter or ""
            for column in reading.columns[:_MAX_COLUMNS]:
                self.columns.append_entry({"heading": column.heading, "meaning": column.meaning})
        used = [column.meaning for column in reading.columns if column.meaning not in {"", *COLUMN_NAMES}]
        for entry in self.columns:
            entry.form.meaning.choices = [_LEFT_OUT] + [
                SelectChoice(name, _words(name)) for name in (*COLUMN_NAMES, *used)
            ]

    def wanted(self, reading: Reading) -> Choices:
        """The choices as the form has them; of columns only what differs from what their headings say."""
        from questions import column_meanings

        said = {
            entry.form.heading.data: entry.form.meaning.data or ""
            for entry in self.columns
            if entry.form.heading.data
        }
        own = dict(zip(said, column_meanings(list(said)), strict=True))
        return replace(
            reading.choices,
            format=self.format.data or None,
            encoding=self.encoding.data or None,
            delimiter=self.delimiter.data or None,
            columns={heading: meaning for heading, meaning in said.items() if meaning != own[heading]},
        )

    def changes(self, reading: Reading) -> list[str]:
        """What of the form differs from how the file was read, in words. What was not sent does not."""
        now = reading.choices
        said = {entry.form.heading.data: entry.form.meaning.data or "" for entry in self.columns}
        differing = {
            "the form": (self.format, now.format),
            "the encoding": (self.encoding, now.encoding),
            "the separator": (self.delimiter, now.delimiter),
        }
        words = [
            name for name, (one, held) in differing.items() if one.raw_data and (one.data or None) != held
        ]
        is_other = any(
            said.get(column.heading, column.meaning) != column.meaning for column in reading.columns
        )
        return [*words, *(["what the columns mean"] if is_other else [])]


class ChoicesForm(ReadingForm):
    """How a file is to be read, and what it becomes."""

    title = StringField(
        "Title",
        filters=[one_line],
        validators=[
            DataRequired("Give the set a title."),
            Length(max=MAX_TITLE, message=f"The title is too long: use at most {MAX_TITLE} characters."),
        ],
    )
    target = SelectField("Import as", coerce=_position)
    missing = RadioField(
        "Questions of the set that the file has not",
        choices=[
            SelectChoice("retire", "Retire them; what was answered stays"),
            SelectChoice("keep", "Keep them as they are"),
        ],
    )

    instead = SelectField(coerce=_position, validate_choice=False)
    """The set to update, of the button that proposes it."""
    same = SelectMultipleField(validate_choice=False)
    """The keys of the new questions that are stored ones in other words."""

    def offer_sets(self, preview: Preview) -> None:
        """Offer the sets that the file could update, and show what holds now."""
        self.target.choices = [SelectChoice(NEW_SET, "A new question set")] + [
            SelectChoice(one.id, f"An update of “{one.title}”") for one in preview.targets
        ]
        if not self.target.raw_data:
            self.title.data = preview.title
            self.target.data = preview.target_id
            self.missing.data = "retire" if preview.retires else "keep"

    def all_wanted(self, reading: Reading, preview: Preview) -> Choices:
        """The choices as the form has them. What is as the file has it stays the file's to say."""
        target, is_renamed = self.instead.data or self.target.data, self.title.data != preview.title
        is_moved = target != preview.target_id
        ticked = set(self.same.data or [])
        wanted = replace(
            self.wanted(reading),
            retires=self.missing.data == "retire",
            same={one.key: one.former_key for one in preview.reworded if one.key in ticked},
        )
        if is_renamed:
            wanted = replace(wanted, title=self.title.data)
        elif is_moved and target:  # the title is that of the set, no more what another one was to get
            wanted = replace(wanted, title=None)
        if is_renamed or is_moved:
            wanted = replace(wanted, target=target)
        return wanted

    def unseen(self, reading: Reading, preview: Preview) -> list[str]:
        """What of the form differs from the preview and changes what would be imported, in words."""
        is_moved = (self.instead.data or self.target.data) != preview.target_id
        words = ["the set that it goes into"] if is_moved else []
        if {one.key for one in preview.reworded if one.is_same} != set(self.same.data or []):
            words.append("which questions are the same in new wording")
        return [*self.changes(reading), *words]


class TicksForm(FlaskForm):  # type: ignore[misc]
    """The ticks of a page: ``shown`` and ``live`` are places of items. ``whole`` makes all live, or drafts.

    ``seen`` names the preview that the page shows.
    """

    seen = HiddenField()
    shown = SelectMultipleField(validate_choice=False, coerce=_position)
    live = SelectMultipleField(validate_choice=False, coerce=_position)
    whole = StringField()
