"""Items as JSON, one a line, as ``questions generate`` prints them: lossless but for the set's title."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from questions.decoding import decode
from questions.errors import QuestionsError, UnreadableFileError
from questions.formats.asked import AS_IT_SAYS, Asked
from questions.formats.carrying import ALL_FIELDS, ALL_KINDS, Carries, carried
from questions.formats.intake import Intake
from questions.formats.json_items import MAX_JSON_BYTES, item_from_value, unknown_keys
from questions.formats.records import Record, question_set, title_from
from questions.formats.sample import Sample
from questions.jsonl import to_json
from questions.model import Item, QuestionSet

NAME = "json_lines"
CARRIES = Carries(
    kinds=ALL_KINDS,
    fields=ALL_FIELDS,
    options=frozenset({"why", "weight", "source"}),
    accepted=frozenset({"why", "weight", "tolerance"}),
    formatting=True,
    several_gaps=True,
)


@dataclass(frozen=True, kw_only=True)
class _Line:
    number: int
    text: str
    value: object
    problem: str


def recognises(sample: Sample) -> bool:
    """Whether the first line that is not blank is an item by itself."""
    first = sample.text.lstrip().partition("\n")[0]
    value = _line(1, first.strip()).value
    return isinstance(value, dict) and not {"kind", "stem"}.isdisjoint(value)


def read(data: bytes, name: str, asked: Asked = AS_IT_SAYS) -> QuestionSet:
    """The set in JSON Lines; blank lines are passed over.

    Raises:
        UnreadableFileError: it is no text, or no line is a JSON object.
    """
    decoded = decode(data, name=name, limit=MAX_JSON_BYTES, encoding=asked.encoding)
    numbered = enumerate(decoded.text.split("\n"), 1)
    lines = [_line(number, text.strip()) for number, text in numbered if text.strip()]
    if not any(isinstance(line.value, dict) for line in lines):
        raise UnreadableFileError(
            "no line of the file is a JSON object.",
            name=name,
            line=lines[0].number,
            advice="Write one item a line, as `questions generate` prints them.",
        )
    intake = Intake()
    return question_set(
        _records(lines, intake),
        title=title_from(name),
        format_name=NAME,
        encoding=decoded.encoding,
        notes=decoded.notes,
        not_carried=unknown_keys(line.value for line in lines),
        intake=intake,
    )


def write(question_set: QuestionSet) -> bytes:
    """The items of the set in UTF-8, one a line."""
    return "".join(
        to_json(kept) + "\n" for item in question_set.items if (kept := carried(item, CARRIES))
    ).encode()


def _line(number: int, text: str) -> _Line:
    try:
        return _Line(number=number, text=text, value=json.loads(text), problem="")
    except json.JSONDecodeError as error:
        return _Line(number=number, text=text, value=None, problem=f"{error.msg}, column {error.colno}")
    except (RecursionError, ValueError):  # nested a thousand deep, or a number of thousands of digits
        return _Line(number=number, text=text, value=None, problem="too deep or too large a value")


def _records(lines: list[_Line], intake: Intake) -> Iterator[Record]:
    for line in lines:
        yield Record(line=line.number, text=line.text, read=partial(_item, line, intake))


def _item(line: _Line, intake: Intake) -> Item:
    if line.problem:
        raise QuestionsError(f"The line is not JSON ({line.problem}).", advice="Write one item a line.")
    return item_from_value(line.value, intake)
