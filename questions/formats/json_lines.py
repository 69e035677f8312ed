"""Items as JSON, one a line, as ``questions generate`` prints them: lossless but for the set's title."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from questions.decoding import decode
from questions.errors import QuestionsError, UnreadableFileError
from questions.formats.json_items import MAX_JSON_BYTES, item_from_value, unknown_keys
from questions.formats.records import Record, question_set, title_from
from questions.jsonl import to_json
from questions.model import Item, QuestionSet

NAME = "json_lines"


@dataclass(frozen=True, kw_only=True)
class _Line:
    number: int
    text: str
    value: object
    problem: str


def recognises(data: bytes) -> bool:
    """Whether the first line that is not blank is an item by itself."""
    first = data.removeprefix(b"\xef\xbb\xbf").lstrip().partition(b"\n")[0]
    value = _line(1, first.decode("utf-8", "replace").strip()).value
    return isinstance(value, dict) and not {"kind", "stem"}.isdisjoint(value)


def read(data: bytes, name: str) -> QuestionSet:
    """The set in JSON Lines; blank lines are passed over.

    Raises:
        UnreadableFileError: it is no text, or no line is a JSON object.
    """
    decoded = decode(data, name=name, limit=MAX_JSON_BYTES)
    numbered = enumerate(decoded.text.split("\n"), 1)
    lines = [_line(number, text.strip()) for number, text in numbered if text.strip()]
    if not any(isinstance(line.value, dict) for line in lines):
        raise UnreadableFileError(
            "no line of the file is a JSON object.",
            name=name,
            line=lines[0].number,
            advice="Write one item a line, as `questions generate` prints them.",
        )
    return question_set(
        decoded,
        _records(lines),
        title=title_from(name),
        format_name=NAME,
        not_carried=unknown_keys(line.value for line in lines),
    )


def write(question_set: QuestionSet) -> bytes:
    """The items of the set in UTF-8, one a line."""
    return "".join(to_json(item) + "\n" for item in question_set.items).encode()


def _line(number: int, text: str) -> _Line:
    try:
        return _Line(number=number, text=text, value=json.loads(text), problem="")
    except json.JSONDecodeError as error:
        return _Line(number=number, text=text, value=None, problem=f"{error.msg}, column {error.colno}")
    except (RecursionError, ValueError):  # nested a thousand deep, or a number of thousands of digits
        return _Line(number=number, text=text, value=None, problem="too deep or too large a value")


def _records(lines: list[_Line]) -> Iterator[Record]:
    for line in lines:
        yield Record(line=line.number, text=line.text, read=partial(_item, line))


def _item(line: _Line) -> Item:
    if line.problem:
        raise QuestionsError(f"The line is not JSON ({line.problem}).", advice="Write one item a line.")
    return item_from_value(line.value)
