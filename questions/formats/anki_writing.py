"""A question set as an Anki package: notes that read well in Anki, and become the same items here again.

The GUID of a note is the item's id, so that importing a changed export updates the note and adds none.
"""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
import zipfile
from contextlib import closing
from io import BytesIO
from itertools import count

import genanki

from questions.formats.anki_own import FIELD_NAMES, anki_tag, is_deletion, own_fields
from questions.formats.records import images_of
from questions.model import Item, QuestionSet

_LONGEST_DECK_PART = 100
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)  # the same for the same set, and the first that a zip can state
_BESIDE = """
{{#Explanation}}<div class="explanation">{{Explanation}}</div>{{/Explanation}}
{{#Source}}<blockquote>{{Source}}</blockquote>{{/Source}}"""
_FRONT = """<div>{{Question}}</div>
{{#Options}}<div>{{Options}}</div>{{/Options}}
{{#Typed}}{{type:Typed}}{{/Typed}}"""
_BACK = f"""{{{{FrontSide}}}}<hr id="answer">
{{{{#Typed}}}}{{{{type:Typed}}}}{{{{/Typed}}}}
{{{{#Answer}}}}<div class="answer">{{{{Answer}}}}</div>{{{{/Answer}}}}
{{{{#Why}}}}<div class="explanation">{{{{Why}}}}</div>{{{{/Why}}}}{_BESIDE}"""
_CSS = (
    ".card { font-family: sans-serif; font-size: 20px; line-height: 1.45; text-align: left;"
    " max-width: 40em; margin: 0 auto; }\n"
    ".answer, .cloze { font-weight: bold; }\n"
    ".explanation { margin-top: 1em; }\n"
    "blockquote { font-size: 80%; opacity: .75; }\n"
    "img { max-width: 100%; }\n"
)


class _Note(genanki.Note):  # type: ignore[misc]  # genanki has no types
    def _check_invalid_html_tags_in_fields(self) -> None:
        """Nothing: what is written here was cleaned or escaped, and the check is slow and easily mistaken."""


def package(question_set: QuestionSet, *, modified_s: int) -> bytes:
    """The set as an .apkg whose notes were modified at this moment, in seconds since 1970."""
    models = {True: _model("cloze", is_cloze=True), False: _model("question", is_cloze=False)}
    with closing(sqlite3.connect(":memory:")) as collection:
        cursor = collection.cursor()
        ids = count(modified_s * 1000)
        decks: dict[str, genanki.Deck] = {}
        notes = []
        for place, item in enumerate(question_set.items):
            name = _deck_name(question_set.title, item)
            # To Anki the same word in small and capital letters is one deck.
            deck = decks.setdefault(name.casefold(), genanki.Deck(_number(f"deck {name}"), name))
            notes.append((_note(item, models[is_deletion(item)], place), deck.deck_id))
        made = list(decks.values())
        if made:
            made[0].models = {model.model_id: model for model in models.values()}
        genanki.Package(made).write_to_db(cursor, modified_s, ids)
        for note, deck_id in notes:
            note.write_to_db(cursor, modified_s, deck_id, ids)
        collection.commit()
        database = collection.serialize()
    return _zipped(database, question_set)


def _note(item: Item, model: genanki.Model, place: int) -> _Note:
    tags = list(dict.fromkeys(filter(None, map(anki_tag, item.tags))))
    return _Note(model=model, fields=list(own_fields(item)), guid=item.id, tags=tags, due=place)


def _model(name: str, *, is_cloze: bool) -> genanki.Model:
    front = _FRONT.replace("{{Question}}", "{{cloze:Question}}") if is_cloze else _FRONT
    back = f"<div>{{{{cloze:Question}}}}</div>{_BESIDE}" if is_cloze else _BACK
    return genanki.Model(
        _number(f"note type {name}"),
        f"quizapp {name}",
        fields=[{"name": field} for field in FIELD_NAMES],
        templates=[{"name": "Card 1", "qfmt": front, "afmt": back}],
        css=_CSS,
        model_type=genanki.Model.CLOZE if is_cloze else genanki.Model.FRONT_BACK,
    )


def _deck_name(title: str, item: Item) -> str:
    """The set's title, and below it the categories; two colons would part a name in two."""
    parts = (
        re.sub(r":{2,}|[\x00-\x1f\"]", " ", part)[:_LONGEST_DECK_PART] for part in (title, *item.category)
    )
    return "::".join(filter(None, (part.strip(" :") for part in parts))) or "Questions"


def _number(name: str) -> int:
    """An id that is always the same for a name; in Anki they are 64 bits, in JavaScript 53."""
    return (
        int.from_bytes(hashlib.sha256(f"quizapp {name}".encode("utf-8", "replace")).digest()[:6], "big") + 2
    )


def _zipped(database: bytes, question_set: QuestionSet) -> bytes:
    shown = sorted(set().union(*map(images_of, question_set.items)) & question_set.images.keys())
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:

        def add(member: str, data: bytes, how: int = zipfile.ZIP_DEFLATED) -> None:
            archive.writestr(zipfile.ZipInfo(member, _ZIP_DATE), data, how)

        add("collection.anki2", database)
        add("media", json.dumps({str(place): name for place, name in enumerate(shown)}).encode())
        for place, name in enumerate(shown):
            add(str(place), question_set.images[name], zipfile.ZIP_STORED)
    return file.getvalue()
