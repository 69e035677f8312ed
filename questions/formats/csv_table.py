"""The template that instructors fill in with a spreadsheet, a question a row, saved as CSV or tabbed text.

Columns: id, stem, option_a to option_f (further letters where needed), key, answer, explanation, tags,
article. A row with options is multiple choice and has a key; a row without has an answer and is a flashcard,
or a cloze where the stem has one blank written "_____".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from questions.decoding import decode
from questions.errors import QuestionsError, UnreadableFileError
from questions.formats.asked import AS_IT_SAYS, Asked
from questions.formats.carrying import Carries, carried
from questions.formats.columns import LETTERS, Columns, columns_from, template_headings
from questions.formats.delimited import DELIMITERS, Row, cell_text, row_text, rows
from questions.formats.identity import item_id
from questions.formats.key import find_key
from questions.formats.records import Record, question_set, title_from
from questions.formats.sample import Sample
from questions.formats.studyable import BLANK
from questions.model import Item, Kind, Note, Option, QuestionSet, Task

NAME = "csv_table"
_SEPARATOR_LINE = re.compile(r"sep=([,;\t])(?:\r\n|\r|\n)", re.IGNORECASE)
_BARE_PLACE = re.compile(r"[(\[]?(?:[A-Za-z]|\d)[)\].:]?")


@dataclass(frozen=True, kw_only=True)
class _Heading:
    """The first row, taken to be cut by this delimiter."""

    delimiter: str
    line: int
    start: int
    columns: Columns

    @property
    def is_enough(self) -> bool:
        """Whether there is a column for the stem and one for what answers it."""
        columns = self.columns
        return "stem" in columns.named and bool(columns.options or {"key", "answer"} & columns.named.keys())


@dataclass(frozen=True, kw_only=True)
class _Table:
    columns: Columns
    delimiter: str
    rows: tuple[Row, ...]


CARRIES = Carries(
    kinds=frozenset({Kind.MULTIPLE_CHOICE, Kind.FLASHCARD, Kind.CLOZE}),
    fields=frozenset({"id", "explanation", "tags", "article_id"}),
)


def recognises(sample: Sample) -> bool:
    """Whether the first row names a column for the stem and one for what answers it."""
    return _best_heading(sample.text, AS_IT_SAYS).is_enough


def read(data: bytes, name: str, asked: Asked = AS_IT_SAYS) -> QuestionSet:
    """The set in a table whose first row holds headings; the delimiter is the one that gives most of them.

    Raises:
        UnreadableFileError: it is no text, or no first row names a column for the stem and one for the key.
    """
    decoded = decode(data, name=name, encoding=asked.encoding)
    table = _table(decoded.text, name, asked)
    read_set = question_set(
        (_record(row, table.columns) for row in table.rows),
        title=title_from(name),
        format_name=NAME,
        encoding=decoded.encoding,
        notes=(*decoded.notes, *_notes(table)),
        not_carried=tuple(_unknown(table)),
    )
    return replace(read_set, delimiter=table.delimiter, headings=table.columns.headings)


def write(question_set: QuestionSet) -> bytes:
    """The set as CSV in UTF-8 with the byte-order mark that Excel needs; less what CARRIES does not name."""
    items = [kept for item in question_set.items if (kept := carried(item, CARRIES))]
    headings = tuple(template_headings(max((len(item.options) for item in items), default=0)))
    option_columns = sum(heading.startswith("option_") for heading in headings)
    lines = [row_text(headings), *(row_text(_cells(item, option_columns)) for item in items)]
    return "".join(lines).encode("utf-8-sig")


def _table(text: str, name: str, asked: Asked) -> _Table:
    best = _best_heading(text, asked)
    _require_columns(best, name)
    filled = (row for row in rows(text, best.delimiter, start=best.start) if not row.is_blank)
    next(filled)
    return _Table(columns=best.columns, delimiter=best.delimiter, rows=tuple(filled))


def _best_heading(text: str, asked: Asked) -> _Heading:
    """The first row as the delimiter cuts it that gives most of the headings."""
    separator = _SEPARATOR_LINE.match(text)
    start = separator.end() if separator else 0
    delimiters = asked.delimiter or (separator[1] if separator else DELIMITERS)
    headings = [_heading(delimiter, text, start, asked) for delimiter in delimiters]
    return max(headings, key=lambda heading: (heading.columns.known, heading.columns.width))


def _heading(delimiter: str, text: str, start: int, asked: Asked) -> _Heading:
    row = next((row for row in rows(text, delimiter, start=start) if not row.is_blank), None)
    return _Heading(
        delimiter=delimiter,
        line=row.line if row else 1,
        start=start,
        columns=columns_from([cell_text(cell) for cell in row.cells] if row else [], asked.columns),
    )


def _require_columns(heading: _Heading, name: str) -> None:
    if heading.is_enough:
        return
    columns = heading.columns
    missing = "the stem" if "stem" not in columns.named else "the key or the answer"
    found = ", ".join(f'"{heading}"' for _, heading in columns.unknown[:8] if re.search(r"\w", heading))
    raise UnreadableFileError(
        f"the first row names no column for {missing}" + (f"; unknown headings: {found}." if found else "."),
        name=name,
        line=heading.line,
        advice=f"Name the columns {', '.join(template_headings(0))}; those not needed can be left out.",
    )


def _record(row: Row, columns: Columns) -> Record:
    return Record(line=row.line, text=row.text, read=partial(_item, row, columns))


def _item(row: Row, columns: Columns) -> Item:
    """The item of a row. Raises QuestionsError where quotes, cells or key are not as they should be."""
    if row.misquoted:
        raise QuestionsError(
            "A quotation mark opens a cell and is not closed before the next delimiter.",
            advice='Close it, and write a quotation mark inside a quoted cell twice ("").',
        )
    if any(cell.strip() for cell in row.cells[columns.width :]):
        raise QuestionsError(
            f"The row has {len(row.cells)} cells, but there are {columns.width} headings.",
            advice="Put quotation marks around a cell that holds the delimiter.",
        )
    cells = [cell_text(cell) for cell in row.cells]
    options = columns.option_texts(cells)
    if any(options.values()):
        return _question(cells, columns, options)
    return _card(cells, columns)


def _question(cells: Sequence[str], columns: Columns, texts: dict[int, str]) -> Item:
    key, answer = columns.text(cells, "key"), columns.text(cells, "answer")
    number = find_key(key or answer, texts)
    if key and answer and find_key(answer, texts) != number:
        raise QuestionsError(
            f'The row has two keys: key "{key}" and answer "{answer}".', advice="Leave the wrong one empty."
        )
    options = tuple(Option(text=text, correct=place == number) for place, text in texts.items() if text)
    return _made(cells, columns, kind=Kind.MULTIPLE_CHOICE, answer=texts[number], options=options)


def _card(cells: Sequence[str], columns: Columns) -> Item:
    answer = columns.text(cells, "answer")
    if not columns.options:
        answer = answer or columns.text(cells, "key")
    elif "key" not in columns.named and _BARE_PLACE.fullmatch(answer):
        answer = ""  # The column serves as the key, and "B" names an option that is not there.
    if not answer:
        raise QuestionsError(
            "The row has no options and no answer.",
            advice='Fill in at least two options and the key, or the column "answer" for a flashcard.',
        )
    stem = columns.text(cells, "stem")
    return _made(cells, columns, kind=Kind.CLOZE if stem.count(BLANK) == 1 else Kind.FLASHCARD, answer=answer)


def _made(
    cells: Sequence[str], columns: Columns, *, kind: Kind, answer: str, options: tuple[Option, ...] = ()
) -> Item:
    stem = columns.text(cells, "stem")
    return Item(
        id=columns.text(cells, "id") or item_id(stem, answer),
        kind=kind,
        task=Task.RECOGNISE if options else Task.RECALL,
        stem=stem,
        answer=answer,
        options=options,
        explanation=columns.text(cells, "explanation"),
        article_id=columns.text(cells, "article") or None,
        tags=_tags(columns.text(cells, "tags")),
    )


def _tags(cell: str) -> tuple[str, ...]:
    """Tags parted by semicolons, else by commas; each once."""
    parts = (part.strip() for part in cell.split(";" if ";" in cell else ","))
    return tuple(dict.fromkeys(part for part in parts if part))


def _notes(table: _Table) -> Iterator[Note]:
    for row in table.rows:
        if not row.misquoted and any("\n" in cell.strip() or "\r" in cell.strip() for cell in row.cells):
            yield Note(line=row.line, message="A cell of this row has line breaks; they were kept.")


def _unknown(table: _Table) -> Iterator[str]:
    for place, heading in table.columns.unknown:
        filled = sum(len(row.cells) > place and bool(row.cells[place].strip()) for row in table.rows)
        if filled:
            yield f'column "{heading}", filled in {filled} row{"s" * (filled != 1)}'


def _cells(item: Item, option_columns: int) -> Iterator[str]:
    texts = [option.text for option in item.options]
    correct = [option.correct for option in item.options]
    yield from (item.id, item.stem, *texts, *[""] * (option_columns - len(texts)))
    yield _key_cell(texts, correct.index(True)) if texts else ""
    yield from ("" if texts else item.answer, item.explanation, _tag_cell(item.tags), item.article_id or "")


def _key_cell(texts: Sequence[str], place: int) -> str:
    """The key's letter; with a bracket where an option's text is that letter, as among blood groups."""
    letter = LETTERS[place].upper()
    return f"{letter})" if letter.casefold() in (text.casefold() for text in texts) else letter


def _tag_cell(tags: Sequence[str]) -> str:
    joined = "; ".join(tags)
    return f"{joined};" if len(tags) == 1 and "," in joined else joined
