"""What every reader does with its records: give ids, refuse what cannot be studied, keep the counts right.

Kept apart from the formats so that the same record is judged alike in whatever file it stands.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import PurePath

from questions.decoding import Decoded, encodable
from questions.errors import QuestionsError
from questions.formats.columns import LETTERS
from questions.model import Item, Kind, Note, QuestionSet, Rejection

ID_LENGTH = 32
"""Hexadecimal digits of an id made here: 128 bits, so that no two records meet by chance."""

MAX_OPTIONS = len(LETTERS)
"""An option is named by its letter, on the page and in a table's key."""

MAX_ID_LENGTH = 200
"""Ids are keys and stand in addresses; no exporter known to us writes a longer one."""

# Half surrogates have no UTF-8, and PostgreSQL stores no NUL; neither these nor the other control characters
# can be typed, so they are signs of a damaged file.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, kw_only=True)
class Record:
    """One record of a file: where it starts, its text as it stands, and the function that makes its item.

    ``read`` raises QuestionsError where the record cannot become an item.
    """

    line: int
    text: str
    read: Callable[[], Item]


def item_id(stem: str, key: str) -> str:
    """The id of an item whose file names none: equal for the same stem and key, however they are spaced."""
    normalised = f"{_normalised(stem)}\n{_normalised(key)}"
    return hashlib.sha256(normalised.encode("utf-8", "replace")).hexdigest()[:ID_LENGTH]


def title_from(name: str) -> str:
    """A title for a set whose file carries none: the file's name without folder and suffix."""
    return PurePath(name.replace("\\", "/")).stem or "Question set"


def question_set(
    decoded: Decoded,
    records: Iterable[Record],
    *,
    title: str,
    format_name: str,
    notes: tuple[Note, ...] = (),
    not_carried: tuple[str, ...] = (),
) -> QuestionSet:
    """The set that these records make; a record that cannot be studied, or comes twice, is rejected."""
    items: dict[str, Item] = {}
    lines: dict[str, int] = {}
    rejected: list[Rejection] = []
    for number, record in enumerate(records, 1):
        try:
            item = record.read()
            _require_studyable(item)
            _require_new(item, lines)
        except QuestionsError as error:
            reason = encodable(" ".join(filter(None, (error.problem, error.advice))))
            rejected.append(Rejection(line=record.line, reason=reason, text=record.text, number=number))
        else:
            items[item.id] = item
            lines[item.id] = record.line
    return QuestionSet(
        title=encodable(title),
        format=format_name,
        encoding=decoded.encoding,
        found=len(items) + len(rejected),
        items=tuple(items.values()),
        rejected=tuple(rejected),
        notes=(*decoded.notes, *notes),
        lines=lines,
        not_carried=tuple(encodable(what) for what in not_carried),
    )


def _normalised(text: str) -> str:
    """Case, spacing and closing punctuation aside. Inner signs stay: "< 5" and "> 5" are not the same."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split()).rstrip(".:?! ")


def _require_new(item: Item, lines: dict[str, int]) -> None:
    if item.id not in lines:
        return
    earlier = lines[item.id]
    if item.id == item_id(item.stem, item.answer):
        raise QuestionsError(
            f"This is the same stem and key as on line {earlier}.",
            advice="Remove one of the two, or give each its own id.",
        )
    raise QuestionsError(
        f'The id "{item.id}" is used already on line {earlier}.',
        advice="Give this record an id of its own, or leave the id empty.",
    )


def _require_studyable(item: Item) -> None:
    """Raise QuestionsError where the item cannot be shown, answered or marked."""
    if not item.id.strip() or len(item.id) > MAX_ID_LENGTH:
        raise QuestionsError(
            f"The id has to have 1 to {MAX_ID_LENGTH} characters.", advice="Shorten it, or leave it out."
        )
    if not item.stem.strip():
        raise QuestionsError("The stem is empty.", advice="Write the question into it.")
    if any(_UNPRINTABLE.search(text) for text in _texts(item)):
        raise QuestionsError(
            "The text has characters that cannot be shown.", advice="Delete them, or type the text again."
        )
    if item.kind is Kind.MULTIPLE_CHOICE:
        _require_one_key(item)
    elif not item.answer.strip():
        raise QuestionsError("The answer is empty.", advice="Write what the learner should recall.")
    elif item.options:
        raise QuestionsError(
            f"A {item.kind} has no options.", advice='Leave them out, or make its kind "multiple_choice".'
        )


def _texts(item: Item) -> Iterable[str]:
    yield from (item.id, item.stem, item.answer, item.explanation, item.fact, item.article_id or "")
    yield from item.tags
    for option in item.options:
        yield from (option.text, option.why)
    if item.condition:
        yield from (item.condition.title, item.condition.icd10 or "")
    for source in (item.source, *(option.source for option in item.options)):
        if source:
            yield from (value for value in vars(source).values() if isinstance(value, str))


def _require_one_key(item: Item) -> None:
    texts = [" ".join(option.text.split()) for option in item.options]
    if len(texts) < 2:
        raise QuestionsError(
            f"The question has {len(texts)} option{'s' * (len(texts) != 1)}.", advice="It needs at least two."
        )
    if len(texts) > MAX_OPTIONS:
        raise QuestionsError(
            f"The question has {len(texts)} options.",
            advice=f"It can have {MAX_OPTIONS}, one for each letter; remove the weakest.",
        )
    if not all(texts):
        raise QuestionsError(f"Option {1 + texts.index('')} is empty.", advice="Fill it in or remove it.")
    keys = [text for text, option in zip(texts, item.options, strict=True) if option.correct]
    if not keys:
        raise QuestionsError("The question has no key.", advice="Mark the one right option.")
    if len(keys) > 1:
        raise QuestionsError(
            f"The question has {len(keys)} keys: {_quoted(keys)}.",
            advice="Mark the one best answer; questions with several right answers cannot be studied yet.",
        )
    if texts.count(keys[0]) > 1:
        raise QuestionsError(
            f'Two options have the text of the key, "{keys[0]}".', advice="Change or remove the wrong one."
        )
    if " ".join(item.answer.split()) != keys[0]:
        raise QuestionsError(
            f'The answer is "{item.answer}", but the option marked right is "{keys[0]}".',
            advice="Make the two the same.",
        )


def _quoted(texts: Iterable[str]) -> str:
    return ", ".join(f'"{text}"' for text in texts)
