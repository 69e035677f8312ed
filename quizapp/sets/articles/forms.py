"""Input of the pages of articles."""

from __future__ import annotations

from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import StringField, TextAreaField, ValidationError

from quizapp.one_line import one_line
from quizapp.sets.articles.service import SUFFIXES
from quizapp.sets.readings import MAX_ARTICLE_BYTES, MAX_TITLE

_MAX_KB = MAX_ARTICLE_BYTES // 1000


class ArticleForm(FlaskForm):  # type: ignore[misc]
    """An article as a file or as text, one of the two."""

    file = FileField("File")
    title = StringField("Title", filters=[one_line])
    text = TextAreaField("Text")

    def validate_file(self, field: FileField) -> None:
        """A file of a suffix that is read, unless there is text."""
        typed = (self.text.data or "").strip()
        if field.data and typed:
            raise ValidationError("Choose a file or type a text, not both.")
        if not field.data and not typed:
            raise ValidationError("Choose a file, or type or paste the text below.")
        if field.data and not field.data.filename.lower().endswith(SUFFIXES):
            raise ValidationError(f"“{field.data.filename}” is no article. Use one of {', '.join(SUFFIXES)}.")

    def validate_title(self, field: StringField) -> None:
        """Not longer than a set's."""
        if len(field.data or "") > MAX_TITLE:
            raise ValidationError(f"The title is too long: use at most {MAX_TITLE} characters.")

    def validate_text(self, field: TextAreaField) -> None:
        """Not longer than a file may be."""
        if len((field.data or "").encode("utf-8", "replace")) > MAX_ARTICLE_BYTES:
            raise ValidationError(f"The text is too long: use at most {_MAX_KB} kB, about one condition.")


class EditForm(FlaskForm):  # type: ignore[misc]
    """The text of an article, to be changed. ``version`` is the hash of the one that was shown."""

    text = TextAreaField("Text")
    version = StringField()

    def validate_text(self, field: TextAreaField) -> None:
        """Something, and not too much."""
        if not (field.data or "").strip():
            raise ValidationError("The text is empty. To be rid of the article, retire its questions.")
        if len((field.data or "").encode("utf-8", "replace")) > MAX_ARTICLE_BYTES:
            raise ValidationError(f"The text is too long: use at most {_MAX_KB} kB, about one condition.")
