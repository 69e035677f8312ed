"""The editor of an item: one form for every kind, of which a kind's page shows its part."""

from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import (
    BooleanField,
    Form,
    FormField,
    HiddenField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import DataRequired, Length

from questions import Accepted, Item, Kind, Markup
from quizapp.field_lists import NumberedFields

SPARE_ROWS = 2
"""Empty rows below those that are filled, so that some can be added without JavaScript."""
LEAST_ROWS = 4
LONGEST_ALT = 1000
KIND_LABELS = {
    Kind.MULTIPLE_CHOICE: "Multiple choice, one right",
    Kind.MULTIPLE_ANSWER: "Multiple choice, several right",
    Kind.TRUE_FALSE: "True or false",
    Kind.SHORT_ANSWER: "Short answer, typed",
    Kind.NUMERIC: "Number, typed",
    Kind.MATCHING: "Matching",
    Kind.FLASHCARD: "Flashcard",
    Kind.CLOZE: "Gap text",
}


class OptionForm(Form):
    """An option, or one answer of an item to choose from."""

    text = TextAreaField("Text")
    correct = BooleanField("Right")
    why = TextAreaField("Why")


class AcceptedForm(Form):
    """An answer that counts where it is typed; ``worth`` is its share of the mark, empty for all of it."""

    text = StringField("Answer")
    tolerance = StringField("May be off by")
    worth = StringField("Worth in percent")
    why = StringField("Feedback")


class PairForm(Form):
    """A prompt and what belongs to it."""

    prompt = TextAreaField("Prompt")
    match = StringField("Match")


class ItemForm(FlaskForm):  # type: ignore[misc]
    """An item of any kind. ``version`` is the one that was opened; the server knows whether another came.

    ``reported`` are the ids of the reports that were shown with it.
    """

    kind = SelectField("Kind", choices=[SelectChoice(kind.value, name) for kind, name in KIND_LABELS.items()])
    stem = TextAreaField("Question")
    answer = TextAreaField("Answer")
    options = NumberedFields(FormField(OptionForm))
    accepted = NumberedFields(FormField(AcceptedForm), label="Answers that count")
    exact_case = BooleanField("Small and capital letters differ")
    pairs = NumberedFields(FormField(PairForm))
    gaps = NumberedFields(StringField("Gap"), label="Words of several gaps")
    explanation = TextAreaField("Explanation")
    tags = StringField("Tags", description="Parted by semicolons.")
    name = StringField("Name", description="A short name, as other programs show it.")
    category = StringField("Category", description="The path of topics, parted by “ / ”.")
    markup = SelectField(
        "Written in",
        choices=[SelectChoice(Markup.PLAIN.value, "plain text"), SelectChoice(Markup.HTML.value, "HTML")],
    )
    version = HiddenField()
    reported = HiddenField()
    settles = BooleanField("The reported errors are done once this is saved")

    def add_spare_rows(self, more: str = "") -> None:
        """Give every list the empty rows to be filled in; to the one named ``more``, some beyond these."""
        for rows, least in (
            (self.options, LEAST_ROWS),
            (self.accepted, 1),
            (self.pairs, LEAST_ROWS),
            (self.gaps, 1),
        ):
            filled = max((place for place, row in enumerate(rows.data, 1) if _says_something(row)), default=0)
            wanted = len(rows) + SPARE_ROWS if rows.name == more else max(filled + SPARE_ROWS, least)
            for _ in range(wanted - len(rows)):
                rows.append_entry()

    def put_image(self, tag: str) -> None:
        """Put an image behind the question; plain text becomes HTML that reads the same."""
        from questions import text_to_html

        if self.markup.data == Markup.PLAIN.value:
            for text in (
                *(self.stem, self.answer, self.explanation),
                *(field for option in self.options for field in (option.form.text, option.form.why)),
                *(pair.form.prompt for pair in self.pairs),
            ):
                text.data = text_to_html((text.data or "").replace("\r\n", "\n"))
            self.markup.data = Markup.HTML.value
        self.stem.data = f"{self.stem.data or ''} {tag}".strip()


class ImageForm(FlaskForm):  # type: ignore[misc]
    """An image that is to stand in a text of an item."""

    image = FileField("Image", validators=[FileRequired("Choose an image.")])
    alt = StringField(
        "What it shows",
        description="For those who do not see it; it need not tell the answer.",
        validators=[
            DataRequired("Say in a few words what the image shows."),
            Length(max=LONGEST_ALT, message=f"Use at most {LONGEST_ALT} characters."),
        ],
    )


def form_of(item: Item) -> ItemForm:
    """The form filled in with an item."""
    return ItemForm(
        kind=item.kind.value,
        stem=item.stem,
        answer=item.answer,
        options=[{"text": one.text, "correct": one.correct, "why": one.why} for one in item.options],
        accepted=[
            {"text": one.text, "tolerance": one.tolerance, "worth": _worth(one), "why": one.why}
            for one in item.accepted
        ],
        exact_case=item.exact_case,
        pairs=[{"prompt": one.prompt, "match": one.match} for one in item.pairs],
        gaps=list(item.gaps),
        explanation=item.explanation,
        tags="; ".join(item.tags),
        name=item.name,
        category=" / ".join(item.category),
        markup=item.markup.value,
    )


def _worth(one: Accepted) -> str:
    return "" if one.weight == 100 else f"{one.weight:.10g}"


def _says_something(row: Any) -> bool:
    return any(row.values()) if isinstance(row, dict) else bool(row)
