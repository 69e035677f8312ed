"""Input of the pages of moving in and out."""

from __future__ import annotations

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField, ValidationError

PACKAGE_SUFFIXES = (".apkg", ".colpkg")
_MOST_DIGITS = 18


class PackageForm(FlaskForm):  # type: ignore[misc]
    """One Anki package."""

    file = FileField("Anki package", validators=[FileRequired("Choose a file.")])

    def validate_file(self, field: FileField) -> None:
        """Only files of the names that Anki gives."""
        if not field.data.filename.lower().endswith(PACKAGE_SUFFIXES):
            raise ValidationError(
                f"“{field.data.filename}” is no Anki package. In Anki, choose File, Export, and the format "
                ".apkg or .colpkg."
            )


class ConfirmForm(FlaskForm):  # type: ignore[misc]
    """The preview that was looked at, by the newest entry of the learner's log as it knew it."""

    seen = HiddenField()

    @property
    def newest(self) -> int:
        """The entry's sequence; -1, which is none, for what no page of ours sends."""
        text = str(self.seen.data or "")
        return int(text) if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS else -1
