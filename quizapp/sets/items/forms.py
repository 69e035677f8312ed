"""The editor of an item: one form for every kind, of which a kind's page shows its part."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    FieldList,
    Form,
    FormField,
    HiddenField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]

from questions import Item, Kind, Markup

SPARE_ROWS = 2
"""Empty rows below those that are filled, so that some can be added without JavaScript."""
LEAST_ROWS = 4
_KIND_CHOICES = {
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
    """An answer that counts where it is typed."""

    text = StringField("Answer")
    tolerance = StringField("May be off by")
    why = StringField("Feedback")


class PairForm(Form):
    """A prompt and what belongs to it."""

    prompt = TextAreaField("Prompt")
    match = StringField("Match")


class ItemForm(FlaskForm):  # type: ignore[misc]
    """An item of any kind. ``version`` is the one that was shown; the server knows whether another came."""

    kind = SelectField(
        "Kind", choices=[SelectChoice(kind.value, name) for kind, name in _KIND_CHOICES.items()]
    )
    stem = TextAreaField("Question")
    answer = TextAreaField("Answer")
    options = FieldList(FormField(OptionForm))
    accepted = FieldList(FormField(AcceptedForm))
    exact_case = BooleanField("Small and capital letters differ")
    pairs = FieldList(FormField(PairForm))
    gaps = FieldList(StringField("Gap"))
    explanation = TextAreaField("Explanation")
    tags = StringField("Tags", description="Parted by semicolons.")
    name = StringField("Name", description="A short name, as other programs show it.")
    category = StringField("Category", description="The path of topics, parted by “ / ”.")
    markup = SelectField(
        "Written in",
        choices=[SelectChoice(Markup.PLAIN.value, "plain text"), SelectChoice(Markup.HTML.value, "HTML")],
    )
    version = HiddenField()

    def add_spare_rows(self) -> None:
        """Give every list the empty rows to be filled in."""
        for rows, least in (
            (self.options, LEAST_ROWS),
            (self.accepted, 1),
            (self.pairs, LEAST_ROWS),
            (self.gaps, 1),
        ):
            filled = len(rows)
            for _ in range(max(SPARE_ROWS, least - filled)):
                rows.append_entry()


def form_of(item: Item) -> ItemForm:
    """The form filled in with an item."""
    return ItemForm(
        kind=item.kind.value,
        stem=item.stem,
        answer=item.answer,
        options=[{"text": one.text, "correct": one.correct, "why": one.why} for one in item.options],
        accepted=[{"text": one.text, "tolerance": one.tolerance, "why": one.why} for one in item.accepted],
        exact_case=item.exact_case,
        pairs=[{"prompt": one.prompt, "match": one.match} for one in item.pairs],
        gaps=list(item.gaps),
        explanation=item.explanation,
        tags="; ".join(item.tags),
        name=item.name,
        category=" / ".join(item.category),
        markup=item.markup.value,
    )
