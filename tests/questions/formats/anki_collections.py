"""Small Anki packages to read, made with genanki, and then changed where one is to be odd."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from collections.abc import Sequence
from contextlib import closing
from itertools import count

import genanki

from questions.formats.anki_package import read
from questions.model import QuestionSet

BASIC = (("Card 1", "{{Front}}", "{{FrontSide}}\n\n<hr id=answer>\n\n{{Back}}"),)
REVERSED = (*BASIC, ("Card 2", "{{Back}}", "{{FrontSide}}\n\n<hr id=answer>\n\n{{Front}}"))
CLOZE = (("Cloze", "{{cloze:Text}}", "{{cloze:Text}}<br>\n{{Back Extra}}"),)


class Note(genanki.Note):
    """Without the check of genanki, which takes some HTML for wrong."""

    def _check_invalid_html_tags_in_fields(self) -> None:
        pass


def note_type(
    fields: Sequence[str],
    templates: Sequence[tuple[str, str, str]] = BASIC,
    *,
    cloze: bool = False,
    name: str = "Made",
) -> genanki.Model:
    return genanki.Model(
        1_600_000_000_000,
        name,
        fields=[{"name": field} for field in fields],
        templates=[{"name": name, "qfmt": front, "afmt": back} for name, front, back in templates],
        model_type=genanki.Model.CLOZE if cloze else genanki.Model.FRONT_BACK,
    )


def collection(
    model: genanki.Model,
    *notes: Sequence[str],
    tags: Sequence[str] = (),
    deck: str = "Default",
    change: str = "",
) -> bytes:
    """A collection with these notes, whose GUIDs are guid1, guid2, ..., changed by this SQL."""
    with closing(sqlite3.connect(":memory:")) as made:
        cursor = made.cursor()
        the_deck = genanki.Deck(1 if deck == "Default" else 2, deck)
        for number, fields in enumerate(notes, 1):
            the_deck.add_note(Note(model=model, fields=list(fields), guid=f"guid{number}", tags=tags))
        the_deck.add_model(model)
        genanki.Package([the_deck]).write_to_db(cursor, 1_600_000_000, count(1_600_000_000_000))
        made.executescript(change)
        made.commit()
        return made.serialize()


def zipped(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name, data)
    return file.getvalue()


def package(plain: bytes, media: dict[str, bytes] | None = None) -> bytes:
    """An .apkg of the older kind, with these files by the names that notes give them."""
    files = media or {}
    listed = json.dumps({str(place): name for place, name in enumerate(files)}).encode()
    members = {str(place): data for place, data in enumerate(files.values())}
    return zipped({"collection.anki2": plain, "media": listed, **members})


def read_notes(model: genanki.Model, *notes: Sequence[str], **more: str) -> QuestionSet:
    return read(collection(model, *notes, **more), "deck.anki2")
