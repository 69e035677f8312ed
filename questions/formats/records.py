"""What every reader does with its records: give ids, refuse what cannot be studied, keep the counts right.

Kept apart from the formats so that the same record is judged alike in whatever file it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from pathlib import PurePath

from questions.decoding import encodable
from questions.errors import QuestionsError, RepeatedError
from questions.formats.identity import derived_id, is_same_question, whole_id
from questions.formats.intake import Intake
from questions.formats.studyable import require_studyable
from questions.html import images_in
from questions.model import Item, Loss, Markup, Note, QuestionSet, Rejection

TELL_EVERY = 100
MAX_ID_LENGTH = 200
"""Ids are keys and stand in addresses; no exporter known to us writes a longer one."""

# Half surrogates have no UTF-8, and PostgreSQL stores no NUL; neither these nor the other control characters
# can be typed, so they are signs of a damaged file.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, kw_only=True)
class Record:
    """One record of a file: where it starts, its text as it stands, and the function that makes its item.

    ``read`` raises QuestionsError where the record cannot become an item. ``line`` and ``part`` are as in
    ``Rejection``.
    """

    line: int | None
    text: str
    read: Callable[[], Item]
    part: str = ""


# Readers differ in all but this loop, and none of them is concerned with who waits: so this is no argument.
_listener: ContextVar[Callable[[int], None] | None] = ContextVar("listener", default=None)


@contextmanager
def told_of_progress(listener: Callable[[int], None]) -> Iterator[None]:
    """Within it, ``listener`` is told how many records of a file were read, every TELL_EVERY records."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


def title_from(name: str) -> str:
    """A title for a set whose file carries none: the file's name without folder and suffix."""
    return PurePath(name.replace("\\", "/")).stem or "Question set"


def not_supported(kind: str) -> QuestionsError:
    """Why a question of a kind that cannot be studied here is rejected."""
    return QuestionsError(
        f"Type not supported: {kind}.",
        advice="It cannot be studied here; ask it as another kind of question.",
    )


def question_set(
    records: Iterable[Record],
    *,
    title: str,
    format_name: str,
    encoding: str = "utf-8",
    notes: tuple[Note, ...] = (),
    not_carried: tuple[str, ...] = (),
    intake: Intake | None = None,
) -> QuestionSet:
    """The set that these records make; a record that cannot be studied, or comes twice, is rejected.

    ``intake`` is what the records' texts went through; of its images those that items show are kept.
    """
    items: dict[str, Item] = {}
    lines: dict[str, int] = {}
    numbers: dict[str, int] = {}
    losses: dict[str, tuple[Loss, ...]] = {}
    places: dict[str, str] = {}
    rejected: list[Rejection] = []
    listener = _listener.get()
    for number, record in enumerate(records, 1):
        if listener and number % TELL_EVERY == 0:
            listener(number)
        if intake:
            intake.begin_record()
        try:
            item = record.read()
            _require_studyable(item)
            item = _distinguished(item, items)
            _require_new(item, places)
        except QuestionsError as error:
            rejected.append(_rejection(record, number, error))
        else:
            items[item.id] = item
            places[item.id], numbers[item.id] = _place(record, number), number
            if intake and intake.losses:
                losses[item.id] = intake.losses
            if record.line is not None:
                lines[item.id] = record.line
    return QuestionSet(
        title=encodable(title),
        format=format_name,
        encoding=encoding,
        found=len(items) + len(rejected),
        items=tuple(items.values()),
        rejected=tuple(rejected),
        notes=notes,
        lines=lines,
        numbers=numbers,
        losses=losses,
        not_carried=tuple(map(encodable, (*not_carried, *(intake.not_carried if intake else ())))),
        images=_shown(items.values(), intake) if intake else {},
    )


def _rejection(record: Record, number: int, error: QuestionsError) -> Rejection:
    return Rejection(
        line=record.line,
        reason=encodable(" ".join(filter(None, (error.problem, error.advice)))),
        text=encodable(record.text),
        number=number,
        part=encodable(record.part),
        is_repeat=isinstance(error, RepeatedError),
    )


def _shown(items: Iterable[Item], intake: Intake) -> dict[str, bytes]:
    names = set().union(*(images_of(item) for item in items))
    return {name: data for name, data in intake.images.items() if name in names}


def images_of(item: Item) -> frozenset[str]:
    """The names of the images that an item shows."""
    if item.markup is not Markup.HTML:
        return frozenset()
    options = (text for option in item.options for text in (option.text, option.why))
    prompts = (pair.prompt for pair in item.pairs)
    return images_in(" ".join((item.stem, item.answer, item.explanation, *options, *prompts)))


def _place(record: Record, number: int) -> str:
    """Where a record stands, in words: "on line 5", "on line 5 of a.xml", "as number 7"."""
    if record.line is None:
        return f"as number {number}"
    return f"on line {record.line}" + (f" of {record.part}" if record.part else "")


def _distinguished(item: Item, items: dict[str, Item]) -> Item:
    """The item under another id where a question of the same stem and key, yet another one, came before.

    It may have other distractors, say. One that asks and offers the same is left for _require_new to refuse.
    """
    earlier = items.get(item.id)
    if earlier is None or item.id != derived_id(item) or is_same_question(item, earlier):
        return item
    return replace(item, id=whole_id(item))


def _require_new(item: Item, places: dict[str, str]) -> None:
    if item.id not in places:
        return
    earlier = places[item.id]
    if item.id in {derived_id(item), whole_id(item)}:
        raise RepeatedError(f"This is the same question as {earlier}.", advice="One of the two is enough.")
    raise QuestionsError(
        f'The id "{item.id}" is used already {earlier}.',
        advice="Give this record an id of its own, or leave the id empty.",
    )


def _require_studyable(item: Item) -> None:
    """Raise QuestionsError where the item cannot be shown, answered or marked."""
    if not item.id.strip() or len(item.id) > MAX_ID_LENGTH:
        raise QuestionsError(
            f"The id has to have 1 to {MAX_ID_LENGTH} characters.", advice="Shorten it, or leave it out."
        )
    if _UNPRINTABLE.search("".join(_texts(item))):
        raise QuestionsError(
            "The text has characters that cannot be shown.", advice="Delete them, or type the text again."
        )
    require_studyable(item)


def _texts(item: Item) -> Iterable[str]:
    yield from (
        item.id,
        item.stem,
        item.answer,
        item.explanation,
        item.fact,
        item.article_id or "",
        item.name,
    )
    yield from (*item.tags, *item.category, *item.gaps)
    for part in (*item.accepted, *item.pairs):
        yield from (value for value in vars(part).values() if isinstance(value, str))
    for option in item.options:
        yield from (option.text, option.why)
    if item.condition:
        yield from (item.condition.title, item.condition.icd10 or "")
    for source in (item.source, *(option.source for option in item.options)):
        if source:
            yield from (value for value in vars(source).values() if isinstance(value, str))
