"""The template that instructors fill in with a spreadsheet, saved as CSV or tabbed text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice

from questions.decoding import decode
from questions.errors import QuestionsError
from questions.formats.asked import AS_IT_SAYS, Asked
from questions.formats.columns import Columns, columns_from
from questions.formats.delimited import DELIMITERS, Row, cell_text, row_text, rows
from questions.formats.intake import Intake
from questions.formats.records import Record, question_set, title_from
from questions.formats.sample import Sample
from questions.formats.table_rows import (
    CARRIES,
    ROWS_BEFORE_HEADINGS,
    is_number_alone,
    item_of,
    notes_on_rows,
    require_columns,
    table_of,
    unknown_columns,
    with_keys_counted,
)
from questions.lines import require_few_lines
from questions.model import Item, Note, QuestionSet

__all__ = ["CARRIES", "NAME", "read", "recognises", "write"]

NAME = "csv_table"
_SEPARATOR_LINE = re.compile(r"sep=([,;\t|])(?:\r\n|\r|\n)", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class _Heading:
    """The row of headings, taken to be cut by this delimiter, and how many filled rows stand above it."""

    delimiter: str
    line: int
    start: int
    above: int
    columns: Columns


@dataclass(frozen=True, kw_only=True)
class _Table:
    """``free`` are rows that hold a running number alone."""

    heading: _Heading
    rows: tuple[Row, ...]
    free: tuple[Row, ...]


def recognises(sample: Sample) -> bool:
    """Whether a row at the top names a column for the stem and one for what answers it.

    Below a header of Anki's there are cards alone, even one that asks "front" and is answered "back".
    """
    has_ankis_header = sample.text.startswith(("#separator:", "#html:"))
    return not has_ankis_header and _best_heading(sample.text, AS_IT_SAYS).columns.is_enough


def read(data: bytes, name: str, asked: Asked = AS_IT_SAYS) -> QuestionSet:
    """The set in a table with a row of headings; the delimiter is the one that gives most of them.

    Raises:
        UnreadableFileError: it is no text, or no row names a column for the stem and one for the key.
    """
    decoded = decode(data, name=name, encoding=asked.encoding)
    require_few_lines(decoded.text, name)
    table = _table(decoded.text, name, asked)
    columns, intake = table.heading.columns, Intake()
    read_set = question_set(
        (_record(row, columns, intake) for row in table.rows),
        title=title_from(name),
        format_name=NAME,
        encoding=decoded.encoding,
        notes=(*decoded.notes, *_notes(table)),
        not_carried=tuple(unknown_columns(columns, [row.cells for row in table.rows])),
        intake=intake,
    )
    return replace(read_set, delimiter=table.heading.delimiter, headings=columns.headings)


def write(question_set: QuestionSet) -> bytes:
    """The set as CSV in UTF-8 with the byte-order mark that Excel needs; less what CARRIES does not name."""
    table = table_of(question_set.items)
    return "".join(row_text(cells) for cells in (table.headings, *table.rows)).encode("utf-8-sig")


def _table(text: str, name: str, asked: Asked) -> _Table:
    best = _best_heading(text, asked)
    require_columns(best.columns, name, best.line)
    filled = islice(_filled_rows(text, best.delimiter, best.start), best.above + 1, None)
    kept: list[Row] = []
    free: list[Row] = []
    for row in filled:
        (free if is_number_alone(row.cells, best.columns) else kept).append(row)
    texts = ([cell_text(cell) for cell in row.cells] for row in kept)
    columns = with_keys_counted(best.columns, texts)
    return _Table(heading=replace(best, columns=columns), rows=tuple(kept), free=tuple(free))


def _best_heading(text: str, asked: Asked) -> _Heading:
    """The row as the delimiter cuts it that gives most of the headings."""
    separator = _SEPARATOR_LINE.match(text)
    start = separator.end() if separator else 0
    delimiters = asked.delimiter or (separator[1] if separator else DELIMITERS)
    headings = [_heading(delimiter, text, start, asked) for delimiter in delimiters]
    return max(
        headings,
        key=lambda heading: (heading.columns.is_enough, heading.columns.known, heading.columns.width),
    )


def _heading(delimiter: str, text: str, start: int, asked: Asked) -> _Heading:
    """The first row at the top that is enough, else the first row of all."""
    first = None
    for above, row in enumerate(islice(_filled_rows(text, delimiter, start), ROWS_BEFORE_HEADINGS)):
        columns = columns_from([cell_text(cell) for cell in row.cells], asked.columns)
        heading = _Heading(delimiter=delimiter, line=row.line, start=start, above=above, columns=columns)
        if columns.is_enough:
            return heading
        first = first or heading
    nothing = columns_from([], asked.columns)
    return first or _Heading(delimiter=delimiter, line=1, start=start, above=0, columns=nothing)


def _filled_rows(text: str, delimiter: str, start: int) -> Iterator[Row]:
    return (row for row in rows(text, delimiter, start=start) if not row.is_blank)


def _record(row: Row, columns: Columns, intake: Intake) -> Record:
    return Record(line=row.line, text=row.text, read=partial(_item, row, columns, intake))


def _item(row: Row, columns: Columns, intake: Intake) -> Item:
    if row.misquoted:
        raise QuestionsError(
            "A quotation mark opens a cell and is not closed before the next delimiter.",
            advice='Close it, and write a quotation mark inside a quoted cell twice ("").',
        )
    return item_of([cell_text(cell) for cell in row.cells], columns, intake)


def _notes(table: _Table) -> Iterator[Note]:
    if table.heading.above:
        yield Note(line=table.heading.line, message="What stands above this row of headings was left out.")
    yield from notes_on_rows(table.heading.columns, [row.line for row in table.free])
    for row in table.rows:
        if not row.misquoted and any("\n" in cell.strip() or "\r" in cell.strip() for cell in row.cells):
            yield Note(line=row.line, message="A cell of this row has line breaks; they were kept.")
