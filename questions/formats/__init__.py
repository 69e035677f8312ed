"""Question-set files in and out. One module per format and one row per format in ``FORMATS``.

A format is a module with ``NAME``, ``read(data, name)`` and, if it can be written, ``write(question_set)``;
its row names the suffixes it is known by. Several formats may share a suffix: of these, the first whose
``recognises`` says yes is taken, else the first without one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from pathlib import PurePath

from questions.errors import QuestionsError, UnreadableFileError
from questions.formats import csv_table, json_items, json_lines, native_json
from questions.model import Item, QuestionSet

ITEMS_A_PART = 1000
MAX_BYTES = json_items.MAX_JSON_BYTES
"""The largest file that any of the formats reads."""


@dataclass(frozen=True, kw_only=True)
class Format:
    """A row of the table. ``title`` and ``cannot_carry`` are words for the person who chooses a format."""

    name: str
    title: str
    suffixes: tuple[str, ...]
    read: Callable[[bytes, str], QuestionSet]
    write: Callable[[QuestionSet], bytes] | None
    cannot_carry: tuple[str, ...] = ()
    recognises: Callable[[bytes], bool] | None = None


FORMATS: tuple[Format, ...] = (
    Format(
        name=csv_table.NAME,
        title="CSV table, a question a row",
        suffixes=(".csv", ".tsv", ".txt"),
        read=csv_table.read,
        write=csv_table.write,
        cannot_carry=(
            "the title of the set",
            "sources, and why an option is right or wrong",
            "task, field, fact and condition",
            "questions with more than 26 options",
        ),
    ),
    Format(
        name=native_json.NAME,
        title="JSON of this program, lossless",
        suffixes=(".json",),
        read=native_json.read,
        write=native_json.write,
    ),
    Format(
        name=json_lines.NAME,
        title="JSON Lines, an item a line",
        suffixes=(".jsonl", ".ndjson", ".json"),
        read=json_lines.read,
        write=json_lines.write,
        cannot_carry=("the title of the set",),
        recognises=json_lines.recognises,
    ),
)


def read(data: bytes, *, name: str, format: str | None = None) -> QuestionSet:  # noqa: A002 - the word of the field
    """The question set in a file's bytes; by its name's suffix and content, or in the format named.

    Every record of the file is in ``items`` or in ``rejected``.

    Raises:
        UnreadableFileError: no format has this suffix, or the file as a whole is not in the format.
        QuestionsError: ``format`` names none of FORMATS.
    """
    chosen = format_named(format) if format is not None else _format_of(data, name)
    return chosen.read(data, name)


def write(question_set: QuestionSet, format: str) -> bytes:  # noqa: A002
    """The file that holds the set in the format named. ``losses`` tells what the format drops.

    Raises:
        QuestionsError: ``format`` names none of FORMATS, or one that cannot be written.
    """
    chosen = format_named(format)
    if chosen.write is None:
        raise QuestionsError(f"{chosen.title} can be read but not written.", advice="Choose another format.")
    return chosen.write(question_set)


def format_named(name: str) -> Format:
    """The row of this name. Raises QuestionsError where there is none."""
    for one in FORMATS:
        if one.name == name:
            return one
    known = ", ".join(one.name for one in FORMATS)
    raise QuestionsError(f'"{name}" is no format of question sets.', advice=f"Choose one of {known}.")


def format_for(name: str) -> Format:
    """The format that a file of this name is written in. Raises QuestionsError where no suffix fits."""
    suffix = PurePath(name).suffix.lower()
    for one in FORMATS:
        if suffix in one.suffixes and one.write is not None:
            return one
    raise QuestionsError(f'"{name}" has no suffix of a question set.', advice=f"Use one of {_suffixes()}.")


def losses(question_set: QuestionSet, format: str) -> tuple[str, ...]:  # noqa: A002
    """What of the set a reader does not find in the file written of it, with the number of items touched.

    Found by writing and reading back, so that it is true of this set and this writer; in parts, so that no
    reader's limit of size is met.
    """
    dropped: Counter[str] = Counter()
    for start in range(0, len(question_set.items), ITEMS_A_PART):
        items = question_set.items[start : start + ITEMS_A_PART]
        part = write(replace(question_set, items=items), format)
        again = {item.id: item for item in read(part, name="part", format=format).items}
        for item in items:
            dropped.update(_differences(item, again.get(item.id)))
    return tuple(f"{what} of {count} item{'s' * (count != 1)}" for what, count in dropped.items())


def _format_of(data: bytes, name: str) -> Format:
    suffix = PurePath(name.replace("\\", "/")).suffix.lower()
    candidates = [one for one in FORMATS if suffix in one.suffixes]
    if not candidates:
        raise UnreadableFileError(
            f'no format of question sets has the suffix "{suffix}".' if suffix else "the file has no suffix.",
            name=name,
            advice=f"Save it as one of {_suffixes()}.",
        )
    recognised = (one for one in candidates if one.recognises is not None and one.recognises(data))
    fallback = next((one for one in candidates if one.recognises is None), candidates[0])
    return next(recognised, fallback)


def _suffixes() -> str:
    return ", ".join(dict.fromkeys(suffix for one in FORMATS for suffix in one.suffixes))


def _differences(item: Item, again: Item | None) -> list[str]:
    if again is None:
        return ["the whole"]
    differing = [one.name for one in fields(Item) if getattr(item, one.name) != getattr(again, one.name)]
    if "options" in differing and [one.text for one in item.options] == [one.text for one in again.options]:
        differing[differing.index("options")] = "source and why of the options"
    return differing
