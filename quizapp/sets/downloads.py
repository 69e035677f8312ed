"""The forms of question files: which can be read, and what each would lose of a set that is downloaded.

Apart from the service, because what is lost is asked of every item of a set, and of no table.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import sqlalchemy as sa

from questions import Item as ReadItem
from questions import QuestionSet as ReadSet
from quizapp.errors import MissingError
from quizapp.extensions import db
from quizapp.models import Image, Item, ItemState, QuestionSet

MAX_COUNTED = 3000
"""Items up to which losses are counted before a download, a second's work; else what a form lacks is said."""


@dataclass(frozen=True, kw_only=True)
class KnownForm:
    """A form of question files that can be read."""

    title: str
    suffixes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Download:
    """A form in which a set can be had, and what of it would be lost. ``is_counted``: of this set."""

    name: str
    title: str
    suffix: str
    losses: tuple[str, ...]
    is_counted: bool


def known_forms() -> tuple[KnownForm, ...]:
    """The forms that can be read, in the order of their titles."""
    from questions import FORMATS

    forms = (KnownForm(title=one.title, suffixes=one.suffixes) for one in FORMATS)
    return tuple(sorted(forms, key=lambda form: form.title.casefold()))


def downloads_of(set_id: int) -> tuple[Download, ...]:
    """Every form in which a set can be had, those that lose nothing first."""
    from questions import FORMATS, limits, losses

    items = _items(set_id, at_most=MAX_COUNTED + 1)
    is_counted = len(items) <= MAX_COUNTED
    whole = _whole("", items)
    found = []
    for one in FORMATS:
        if one.write is None:
            continue
        lost = limits(one.carries) if one.carries else ()
        found.append(
            Download(
                name=one.name,
                title=one.title,
                suffix=one.suffixes[0],
                losses=losses(whole, one.name) if is_counted else lost,
                is_counted=is_counted,
            )
        )
    return tuple(sorted(found, key=lambda one: bool(one.losses)))


def write_set(number: int, form: str) -> bytes:
    """The set as a file of the form named, with its images: every item but the retired ones.

    Raises:
        MissingError: there is no set of this number.
        QuestionsError: there is no such form, or it is not written.
    """
    from questions import write_question_set

    question_set = db.session.get(QuestionSet, number)
    if question_set is None:
        raise MissingError(f"There is no question set {number}. List them with: quizapp sets list")
    whole = _whole(question_set.title, _items(number))
    return write_question_set(replace(whole, images=_images(whole.items)), form)


def _items(set_id: int, at_most: int | None = None) -> tuple[ReadItem, ...]:
    from questions import item_from_dict

    contents = db.session.scalars(
        sa.select(Item.content)
        .where(Item.set_id == set_id, Item.state != ItemState.RETIRED)
        .order_by(Item.position, Item.id)
        .limit(at_most)
    )
    return tuple(item_from_dict(content) for content in contents)


def _whole(title: str, items: tuple[ReadItem, ...]) -> ReadSet:
    return ReadSet(title=title, format="stored", encoding="utf-8", found=len(items), items=items)


def _images(items: Iterable[ReadItem]) -> dict[str, bytes]:
    """The images that the items show, by name."""
    from questions import images_of

    names = sorted(set().union(*(images_of(item) for item in items)))
    found: dict[str, bytes] = {}
    for start in range(0, len(names), 500):  # SQLite takes a limited number of values in one statement
        few = sa.select(Image.name, Image.data).where(Image.name.in_(names[start : start + 500]))
        found |= {row.name: row.data for row in db.session.execute(few)}
    return found


def suffix_of(form: str) -> str | None:
    """The suffix of files of the form named; None where no set is written in it."""
    from questions import FORMATS

    return next((one.suffixes[0] for one in FORMATS if one.name == form and one.write is not None), None)
