"""Question-set files in and out. One module per format and one row per format in ``FORMATS``.

A format is a module with ``recognises(sample)``, ``read(data, name, asked)`` and, if it can be written,
``write(question_set)`` with ``CARRIES``, which says what of an item it holds. The content of a file decides
whose it is, in the order of the table; its suffix only where no format recognises it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from questions.errors import QuestionsError, UnreadableFileError
from questions.formats import (
    aiken,
    anki_package,
    csv_table,
    foreign,
    gift,
    json_items,
    json_lines,
    moodle_xml,
    native_json,
    numbered_text,
    qti12,
    qti21,
    tab_text,
    xlsx_table,
)
from questions.formats.asked import AS_IT_SAYS, Asked
from questions.formats.carrying import Carries
from questions.formats.carrying import losses as losses_of
from questions.formats.sample import Sample
from questions.model import QuestionSet

MAX_BYTES = json_items.MAX_JSON_BYTES
"""The largest file that any of the formats reads."""


@dataclass(frozen=True, kw_only=True)
class Format:
    """A row of the table. ``title`` is for the person who chooses; the first of ``suffixes`` is written.

    ``carries`` is None where all of a set is held, or where the format is not written. ``is_text``: its
    encoding can be asked for; ``is_table``: its delimiter and columns too.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    recognises: Callable[[Sample], bool]
    read: Callable[[bytes, str, Asked], QuestionSet]
    write: Callable[[QuestionSet], bytes] | None = None
    carries: Carries | None = None
    is_text: bool = False
    is_table: bool = False


FORMATS: tuple[Format, ...] = (
    Format(
        name=anki_package.NAME,
        title="Anki package or collection",
        suffixes=(".apkg", ".colpkg", ".anki2", ".anki21", ".anki"),
        recognises=anki_package.recognises,
        read=anki_package.read,
        write=anki_package.write,
        carries=anki_package.CARRIES,
    ),
    Format(
        name=json_lines.NAME,
        title="JSON Lines, an item a line",
        suffixes=(".jsonl", ".ndjson"),
        recognises=json_lines.recognises,
        read=json_lines.read,
        write=json_lines.write,
        carries=json_lines.CARRIES,
    ),
    Format(
        name=native_json.NAME,
        title="JSON of this program, lossless",
        suffixes=(".json",),
        recognises=native_json.recognises,
        read=native_json.read,
        write=native_json.write,
    ),
    Format(
        name=qti12.NAME,
        title="QTI 1.2 package (Canvas, Blackboard, Respondus)",
        suffixes=(".zip", ".imscc", ".qti"),
        recognises=qti12.recognises,
        read=qti12.read,
        write=qti12.write,
        carries=qti12.CARRIES,
    ),
    Format(
        name=qti21.NAME,
        title="QTI 2.1 or 2.2, a question or a package",
        suffixes=(".zip", ".xml"),
        recognises=qti21.recognises,
        read=qti21.read,
    ),
    Format(
        name=moodle_xml.NAME,
        title="Moodle XML",
        suffixes=(".xml",),
        recognises=moodle_xml.recognises,
        read=moodle_xml.read,
        write=moodle_xml.write,
        carries=moodle_xml.CARRIES,
    ),
    Format(
        name=xlsx_table.NAME,
        title="Excel workbook, a question a row",
        suffixes=(".xlsx", ".xlsm"),
        recognises=xlsx_table.recognises,
        read=xlsx_table.read,
        write=xlsx_table.write,
        carries=xlsx_table.CARRIES,
        is_table=True,
    ),
    Format(
        name=csv_table.NAME,
        title="CSV table, a question a row",
        suffixes=(".csv", ".tsv", ".tab"),
        recognises=csv_table.recognises,
        read=csv_table.read,
        write=csv_table.write,
        carries=csv_table.CARRIES,
        is_text=True,
        is_table=True,
    ),
    Format(
        name=aiken.NAME,
        title="Aiken, multiple choice as plain text",
        suffixes=(".aiken",),
        recognises=aiken.recognises,
        read=aiken.read,
        write=aiken.write,
        carries=aiken.CARRIES,
        is_text=True,
    ),
    Format(
        name=gift.NAME,
        title="GIFT, Moodle's text form",
        suffixes=(".gift",),
        recognises=gift.recognises,
        read=gift.read,
        write=gift.write,
        carries=gift.CARRIES,
        is_text=True,
    ),
    Format(
        name=numbered_text.NAME,
        title="Numbered questions in text or Word",
        suffixes=numbered_text.SUFFIXES,
        recognises=numbered_text.recognises,
        read=numbered_text.read,
        is_text=True,
    ),
    Format(
        name=tab_text.NAME,
        title="Tabbed text of Anki or Quizlet, a card a line",
        suffixes=(".txt",),
        recognises=tab_text.recognises,
        read=tab_text.read,
        write=tab_text.write,
        carries=tab_text.CARRIES,
        is_text=True,
    ),
)
"""In the order in which a file is looked at: forms that nothing else looks like come first."""


def read(data: bytes, *, name: str, format: str | None = None, asked: Asked = AS_IT_SAYS) -> QuestionSet:  # noqa: A002 - the word of the field
    """The question set in a file's bytes; by its content and its name's suffix, or in the format named.

    Every record of the file is in ``items`` or in ``rejected``.

    Raises:
        UnreadableFileError: no format knows the file, or the file as a whole is not in the format.
        QuestionsError: ``format`` names none of FORMATS.
    """
    chosen = format_named(format) if format is not None else format_of(data, name)
    return chosen.read(data, name, asked)


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
    written = dict.fromkeys(suffix for one in FORMATS if one.write for suffix in one.suffixes)
    raise QuestionsError(
        f'"{name}" has no suffix of a question set that is written.',
        advice=f"Use one of {', '.join(written)}.",
    )


def losses(question_set: QuestionSet, format: str) -> tuple[str, ...]:  # noqa: A002
    """What of the set a reader does not find in the file written of it, with the number of items touched."""
    carries = format_named(format).carries
    return losses_of(question_set.items, carries) if carries else ()


def recognised(data: bytes, name: str) -> Format | None:
    """The format that a file's content shows, or if none does its suffix; None where neither does."""
    sample = Sample(data, name)
    by_content = next((one for one in FORMATS if one.recognises(sample)), None)
    if by_content or sample.suffix == ".txt":  # which says only that it is text
        return by_content
    return next((one for one in FORMATS if sample.suffix in one.suffixes), None)


def require_own(data: bytes, name: str) -> None:
    """Raise UnreadableFileError for a PDF, a presentation and the like, with what to do."""
    foreign.require_own(Sample(data, name), name)


def format_of(data: bytes, name: str) -> Format:
    """The format of a file. Raises UnreadableFileError where it is empty or none knows it."""
    if not data.strip():
        raise UnreadableFileError(
            "the file is empty.", name=name, advice="Save it again where it was made, and take that."
        )
    require_own(data, name)
    found = recognised(data, name)
    if found is None:
        raise UnreadableFileError(
            "this is in no form of question sets that is known here.",
            name=name,
            advice="Say which form it is, or save it as one of these: "
            + "; ".join(one.title for one in FORMATS if one.write)
            + ".",
        )
    return found


def suffixes() -> tuple[str, ...]:
    """The suffixes by which files of questions are known."""
    return tuple(dict.fromkeys(suffix for one in FORMATS for suffix in one.suffixes))
