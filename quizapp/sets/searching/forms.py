"""Input of the search across a set."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import BooleanField, Form, SelectMultipleField, StringField
from wtforms.validators import Length

from quizapp.sets.searching.replacing_words import Wanted

MAX_WORDS = 1000
_LENGTH = Length(max=MAX_WORDS, message=f"Use at most {MAX_WORDS} characters.")


def _shown(value: str) -> tuple[int, int]:
    """An item's id and version, written "12:3"; ValueError, which WTForms reports, for anything else."""
    item_id, _, version = value.partition(":")
    if len(item_id) > 10:
        raise ValueError("out of range")
    return int(item_id), int(version)


def one_tag(typed: str) -> str:
    """A tag on one line, and one alone: semicolons part them."""
    return " ".join(typed.replace(";", " ").split())


class SearchForm(Form):
    """What is looked for; sent by GET, so that a search can be bookmarked."""

    find = StringField("Find", validators=[_LENGTH])
    put = StringField("Replace with", validators=[_LENGTH])
    words = BooleanField("Whole words only")
    case = BooleanField("Match small and capital letters")
    replaces = BooleanField("Put nothing in their place: delete the words")
    tag = StringField("Tag", validators=[_LENGTH])

    @property
    def wanted(self) -> Wanted:
        """What is looked for, and put in its place where that is asked."""
        return Wanted(
            find=self.find.data or "",
            put=self.put.data or ("" if self.replaces.data else None),
            words=bool(self.words.data),
            case=bool(self.case.data),
        )


class ChangeForm(SearchForm, FlaskForm):  # type: ignore[misc]
    """What is done with the ticked items; the search is sent along."""

    items = SelectMultipleField(validate_choice=False, coerce=_shown)
    tags = StringField("Tags", validators=[_LENGTH])
    every = BooleanField()

    @property
    def versions(self) -> dict[int, int]:
        """The versions of the ticked items that were shown, by id."""
        return dict(self.items.data or [])

    @property
    def tag_list(self) -> tuple[str, ...]:
        """The tags typed, parted by semicolons."""
        parts = map(one_tag, (self.tags.data or "").split(";"))
        return tuple(dict.fromkeys(part for part in parts if part))


class RenameForm(FlaskForm):  # type: ignore[misc]
    """Another name for a tag; without one the tag is taken off everything."""

    tag = StringField("Tag", validators=[_LENGTH])
    name = StringField("New name", validators=[_LENGTH])
