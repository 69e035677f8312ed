"""The note types and decks of an Anki collection, as its older and its newer schemas keep them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from questions.errors import UnreadableFileError
from questions.formats.anki_container import Package, protobuf
from questions.sql_values import sql_text, sql_whole

_NEWEST_SCHEMA = 18
_CLOZE = 1
_DEFAULT = (1, ("Default",))


@dataclass(frozen=True, kw_only=True)
class Template:
    """What a card shows, in Anki's own braces."""

    front: str
    back: str


@dataclass(frozen=True, kw_only=True)
class NoteType:
    """The fields of a kind of note, and the cards that it makes: a template each, or a number of a cloze."""

    name: str
    fields: tuple[str, ...]
    templates: tuple[Template, ...]
    is_cloze: bool


@dataclass(frozen=True, kw_only=True)
class Frame:
    """What notes and cards refer to by number. A deck is its path."""

    note_types: Mapping[int, NoteType]
    decks: Mapping[int, tuple[str, ...]]


def read_frame(package: Package, name: str) -> Frame:
    """The note types and decks. Raises UnreadableFileError where they cannot be read."""
    row = package.collection.execute(_COLLECTION).fetchone()
    if row is None or row[0] > _NEWEST_SCHEMA:
        raise UnreadableFileError(
            "the Anki collection is of a schema that is not known here.",
            name=name,
            advice="Export it again, from an Anki of today.",
        )
    is_new = "notetypes" in package.tables
    try:
        types = dict(_types_of_tables(package) if is_new else _types_of_json(row[1]))
        decks = dict(_decks_of_table(package) if "decks" in package.tables else _decks_of_json(row[2]))
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError) as error:
        raise UnreadableFileError(
            "the note types or decks of the Anki collection cannot be read.",
            name=name,
            advice="In Anki, choose Tools, Check Database, then export again.",
        ) from error
    return Frame(
        note_types=types,
        decks={number: () if (number, path) == _DEFAULT else path for number, path in decks.items()},
    )


_COLLECTION = f"SELECT {sql_whole('ver')}, {sql_text('models')}, {sql_text('decks')} FROM col"  # noqa: S608 - columns named here
_TYPES = f"SELECT {sql_whole('id')}, {sql_text('name')}, CAST(config AS BLOB) FROM notetypes NOT INDEXED"  # noqa: S608
_FIELDS = f"SELECT {sql_whole('ntid')}, {sql_whole('ord')}, {sql_text('name')} FROM fields NOT INDEXED"  # noqa: S608
_TEMPLATES = (
    f"SELECT {sql_whole('ntid')}, {sql_whole('ord')}, CAST(config AS BLOB) FROM templates NOT INDEXED"  # noqa: S608
)
_DECKS = f"SELECT {sql_whole('id')}, {sql_text('name')} FROM decks NOT INDEXED"  # noqa: S608


def _types_of_json(models: str) -> Iterator[tuple[int, NoteType]]:
    for number, model in json.loads(models or "{}").items():
        fields = sorted(model["flds"], key=lambda field: int(field.get("ord", 0)))
        templates = sorted(model["tmpls"], key=lambda template: int(template.get("ord", 0)))
        yield (
            int(number),
            NoteType(
                name=str(model["name"]),
                fields=tuple(str(field["name"]) for field in fields),
                templates=tuple(Template(front=str(one["qfmt"]), back=str(one["afmt"])) for one in templates),
                is_cloze=model.get("type") == _CLOZE,
            ),
        )


def _types_of_tables(package: Package) -> Iterator[tuple[int, NoteType]]:
    run = package.collection.execute
    fields: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
    templates: defaultdict[int, list[tuple[int, str, str]]] = defaultdict(list)
    for note_type, place, name in run(_FIELDS):
        fields[note_type].append((place, name))
    for note_type, place, config in run(_TEMPLATES):
        values = dict(protobuf(config or b""))
        templates[note_type].append((place, _utf8(values.get(1)), _utf8(values.get(2))))
    for number, name, config in run(_TYPES):
        yield (
            number,
            NoteType(
                name=name,
                fields=tuple(field for _, field in sorted(fields[number])),
                templates=tuple(
                    Template(front=front, back=back) for _, front, back in sorted(templates[number])
                ),
                is_cloze=dict(protobuf(config or b"")).get(1) == _CLOZE,
            ),
        )


def _utf8(value: int | bytes | None) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else ""


def _decks_of_json(decks: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    for number, deck in json.loads(decks or "{}").items():
        yield int(number), _path(str(deck["name"]), "::")


def _decks_of_table(package: Package) -> Iterator[tuple[int, tuple[str, ...]]]:
    for number, name in package.collection.execute(_DECKS):
        yield number, _path(name, "\x1f")


def _path(name: str, parting: str) -> tuple[str, ...]:
    return tuple(filter(None, (part.strip() for part in name.split(parting))))
