"""Our own form, lossless: a JSON object with the set's title and the items as ``questions.jsonl`` has them.

    {"format": "quizapp question set", "version": 1, "title": "Spine", "items": [
    {"id": "...", "kind": "flashcard", "stem": "...", "answer": "...", ...},
    ...
    ]}

Written with an item a line, so that two versions of a set can be compared with ``diff``; read in any layout.
"""

from __future__ import annotations

import json
import re
import reprlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from questions.decoding import decode
from questions.errors import UnreadableFileError
from questions.formats.json_items import MAX_JSON_BYTES, item_from_value, unknown_keys
from questions.formats.records import Record, question_set, title_from
from questions.jsonl import to_json
from questions.model import QuestionSet

NAME = "native_json"
SIGNATURE = "quizapp question set"
VERSION = 1
MAX_SHOWN_CHARS = 60
"""Of a value of the file that an error repeats."""

_SPACE = re.compile(r"[ \t\r\n]*")
_MEMBERS = {"format", "version", "title"}
_DECODER = json.JSONDecoder()


@dataclass(frozen=True, kw_only=True)
class _Element:
    """A JSON value and the offsets that bound it."""

    value: object
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class _Document:
    members: dict[str, object]
    elements: list[_Element] | None


def read(data: bytes, name: str) -> QuestionSet:
    """The set in our own JSON.

    Raises:
        UnreadableFileError: it is no text, no JSON, of another format or version, or has no "items".
    """
    decoded = decode(data, name=name, limit=MAX_JSON_BYTES)
    try:
        document = _document(decoded.text)
    except json.JSONDecodeError as error:
        raise UnreadableFileError(
            f"the file is no question set in JSON ({error.msg}).",
            name=name,
            line=error.lineno,
            advice="Correct it there, or export it again.",
        ) from error
    except (
        RecursionError,
        ValueError,
    ) as error:  # nested a thousand deep, or a number of thousands of digits
        raise UnreadableFileError(
            "the file is no question set in JSON.", name=name, advice="Export it again."
        ) from error
    elements = _require_ours(document, name)
    title = document.members.get("title")
    unknown = tuple(f'key "{key}" of the set' for key in document.members if key not in _MEMBERS)
    return question_set(
        decoded,
        _records(elements, decoded.text),
        title=title if isinstance(title, str) and title.strip() else title_from(name),
        format_name=NAME,
        not_carried=unknown + unknown_keys(element.value for element in elements),
    )


def write(question_set: QuestionSet) -> bytes:
    """The set as JSON in UTF-8, an item a line."""
    title = json.dumps(question_set.title, ensure_ascii=False)
    head = f'{{"format": "{SIGNATURE}", "version": {VERSION}, "title": {title}, "items": ['
    items = ",\n".join(to_json(item) for item in question_set.items)
    return f"{head}\n{items}\n]}}\n".encode()


def _require_ours(document: _Document, name: str) -> list[_Element]:
    stated, version = document.members.get("format", SIGNATURE), document.members.get("version", VERSION)
    if document.elements is None or stated != SIGNATURE:
        raise UnreadableFileError(
            'the file is JSON, but no question set: it lacks "items" or its "format" is not ours.',
            name=name,
            advice=f'It has to be {{"format": "{SIGNATURE}", "version": {VERSION}, "items": [...]}}.',
        )
    if version != VERSION:
        raise UnreadableFileError(
            f"the question set is of version {_shortened(version)}; version {VERSION} can be read.",
            name=name,
            advice="Export it again for this version.",
        )
    return document.elements


def _shortened(value: object) -> str:
    """A JSON value as a message shows it, whatever its size and depth; half surrogates are escaped."""
    return reprlib.repr(value)[:MAX_SHOWN_CHARS]


def _records(elements: list[_Element], text: str) -> Iterator[Record]:
    line, counted = 1, 0
    for element in elements:
        line += text.count("\n", counted, element.start)
        counted = element.start
        original = text[element.start : element.end]
        yield Record(line=line, text=original, read=partial(item_from_value, element.value))


def _document(text: str) -> _Document:
    """The members of the outer object and the elements of its "items", with their places.

    Walked by hand because ``json.loads`` tells no places, which a rejected item needs. Raises ValueError
    (JSONDecodeError knows the line) or RecursionError where the text is no JSON object.
    """
    members: dict[str, object] = {}
    elements: list[_Element] | None = None
    at = _after(text, 0, "{")
    while True:
        key = _value(text, at)
        if not isinstance(key.value, str):
            raise json.JSONDecodeError("A name in quotation marks was expected", text, key.start)
        at = _after(text, key.end, ":")
        if key.value == "items":
            more, at = _elements(text, at)
            elements = (elements or []) + more
        else:
            member = _value(text, at)
            members[key.value], at = member.value, member.end
        at = _skip(text, at)
        if not text.startswith(",", at):
            break
        at += 1
    at = _skip(text, _after(text, at, "}"))
    if at < len(text):
        raise json.JSONDecodeError("Text after the end of the set", text, at)
    return _Document(members=members, elements=elements)


def _elements(text: str, at: int) -> tuple[list[_Element], int]:
    elements: list[_Element] = []
    at = _skip(text, _after(text, at, "["))
    if text.startswith("]", at):
        return elements, at + 1
    while True:
        elements.append(_value(text, at))
        at = _skip(text, elements[-1].end)
        if not text.startswith(",", at):
            return elements, _after(text, at, "]")
        at += 1


def _value(text: str, at: int) -> _Element:
    start = _skip(text, at)
    value, end = _DECODER.raw_decode(text, start)
    return _Element(value=value, start=start, end=end)


def _after(text: str, at: int, sign: str) -> int:
    at = _skip(text, at)
    if not text.startswith(sign, at):
        raise json.JSONDecodeError(f'"{sign}" was expected', text, at)
    return at + 1


def _skip(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at
