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
from base64 import b64decode, b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import cast

from questions.decoding import decode
from questions.errors import UnreadableFileError
from questions.formats.asked import AS_IT_SAYS, Asked
from questions.formats.intake import Intake
from questions.formats.json_items import MAX_JSON_BYTES, item_from_value, unknown_keys
from questions.formats.records import Record, images_of, question_set, title_from
from questions.formats.sample import Sample
from questions.jsonl import to_json
from questions.model import QuestionSet

NAME = "native_json"
SIGNATURE = "quizapp question set"
VERSION = 1
MAX_SHOWN_CHARS = 60
"""Of a value of the file that an error repeats."""

_SPACE = re.compile(r"[ \t\r\n]*")
_MEMBERS = {"format", "version", "title", "images"}
_DECODER = json.JSONDecoder()
_OURS = f'It has to be {{"format": "{SIGNATURE}", "version": {VERSION}, "items": [...]}}.'


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


def recognises(sample: Sample) -> bool:
    """Whether it is a JSON object with the word that our own form begins with, or with "items"."""
    return (
        sample.text.lstrip().startswith("{")
        and re.search(rf'"{SIGNATURE}"|"items"\s*:', sample.text) is not None
    )


def read(data: bytes, name: str, asked: Asked = AS_IT_SAYS) -> QuestionSet:
    """The set in our own JSON.

    Raises:
        UnreadableFileError: it is no text, no JSON, of another format or version, or has no "items".
    """
    decoded = decode(data, name=name, limit=MAX_JSON_BYTES, encoding=asked.encoding)
    if decoded.text.lstrip().startswith("["):
        raise UnreadableFileError(
            "the file is a list, as other programs write JSON, and no question set of this one.",
            name=name,
            advice=f"{_OURS} What another program wrote can be brought as CSV.",
        )
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
    intake = Intake()
    for image in _images(document, name):
        intake.image(image)
    title = document.members.get("title")
    unknown = tuple(f'key "{key}" of the set' for key in document.members if key not in _MEMBERS)
    return question_set(
        _records(elements, decoded.text, intake),
        title=title if isinstance(title, str) and title.strip() else title_from(name),
        format_name=NAME,
        encoding=decoded.encoding,
        notes=decoded.notes,
        not_carried=unknown + unknown_keys(element.value for element in elements),
        intake=intake,
    )


def write(question_set: QuestionSet) -> bytes:
    """The set as JSON in UTF-8, an item a line, its images in base64 at the end."""
    title = json.dumps(question_set.title, ensure_ascii=False)
    head = f'{{"format": "{SIGNATURE}", "version": {VERSION}, "title": {title}, "items": ['
    items = ",\n".join(to_json(item) for item in question_set.items)
    shown = sorted(
        set().union(*(images_of(item) for item in question_set.items)) & question_set.images.keys()
    )
    images = {name: b64encode(question_set.images[name]).decode() for name in shown}
    tail = f', "images": {json.dumps(images)}' if images else ""
    return f"{head}\n{items}\n]{tail}}}\n".encode()


def _images(document: _Document, name: str) -> Iterator[bytes]:
    images = document.members.get("images", {})
    try:
        for value in cast("dict[str, str]", images).values():
            yield b64decode(value, validate=True)
    except (AttributeError, TypeError, ValueError) as error:
        raise UnreadableFileError(
            '"images" of the set is no object with images in base64.', name=name, advice="Export it again."
        ) from error


def _require_ours(document: _Document, name: str) -> list[_Element]:
    stated, version = document.members.get("format", SIGNATURE), document.members.get("version", VERSION)
    if document.elements is None or stated != SIGNATURE:
        raise UnreadableFileError(
            'the file is JSON, but no question set: it lacks "items" or its "format" is not ours.',
            name=name,
            advice=_OURS,
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


def _records(elements: list[_Element], text: str, intake: Intake) -> Iterator[Record]:
    line, counted = 1, 0
    for element in elements:
        line += text.count("\n", counted, element.start)
        counted = element.start
        original = text[element.start : element.end]
        yield Record(line=line, text=original, read=partial(item_from_value, element.value, intake))


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
