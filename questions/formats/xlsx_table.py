"""The template as an Excel workbook: a question a row, on each sheet that has the headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from io import BytesIO
from itertools import islice

from questions.errors import QuestionsError
from questions.formats.asked import AS_IT_SAYS, Asked
from questions.formats.columns import Columns, columns_from
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
from questions.formats.workbook import Parts, Sheet, SheetRow, parts_of, sheets_of
from questions.model import Item, Note, QuestionSet

__all__ = ["CARRIES", "NAME", "read", "recognises", "write"]

NAME = "xlsx_table"
MAX_CELL_CHARS = 32_767
"""What a cell of Excel holds."""
_SHEET = "Questions"
_WIDE = 40
_NARROW = 14
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
"""Stands in each workbook as the day it was made, so that the same set gives the same file."""


@dataclass(frozen=True, kw_only=True)
class _Heading:
    sheet: str
    line: int
    above: int
    columns: Columns


@dataclass(frozen=True, kw_only=True)
class _Found:
    """What the sheets hold: the rows below the headings that are known, by their sheet."""

    records: list[Record] = field(default_factory=list)
    headings: list[_Heading] = field(default_factory=list)
    others: list[_Heading] = field(default_factory=list)
    not_carried: list[str] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def recognises(sample: Sample) -> bool:
    """Whether the file is an Excel workbook, whatever its cells hold."""
    return "[Content_Types].xml" in sample.members and any(
        re.match(r"xl/\w*workbook\w*\.xml", member) for member in sample.members
    )


def read(data: bytes, name: str, asked: Asked = AS_IT_SAYS) -> QuestionSet:
    """The set on the sheets of a workbook that have a row of headings.

    Raises:
        UnreadableFileError: it is no workbook, or no sheet names a column for the stem and one for the key.
    """
    parts, intake, found = parts_of(data, name), Intake(), _Found()
    with sheets_of(parts, name) as sheets:
        for sheet in sheets:
            _take(sheet, asked, intake, found)
    if not found.headings:
        _refuse(found, name)
    intake.lost.update({"image in the workbook": parts.images, "sheet's comments on cells": parts.comments})
    intake.lost += type(intake.lost)()  # without what there is none of
    read_set = question_set(
        found.records,
        title=title_from(name),
        format_name=NAME,
        notes=tuple(_notes(found, parts)),
        not_carried=tuple(found.not_carried),
        intake=intake,
    )
    headings = dict.fromkeys(text for one in found.headings for text in one.columns.headings)
    return replace(read_set, headings=tuple(headings))


def write(question_set: QuestionSet) -> bytes:
    """The set as a workbook with one sheet, every cell a text; less what CARRIES does not name.

    Raises:
        QuestionsError: a text is longer than a cell can be.
    """
    import xlsxwriter  # 40 ms, which the start of the web process does without

    table = table_of(question_set.items)
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        book.set_properties({"title": question_set.title[:255], "created": _EPOCH})
        sheet = book.add_worksheet(_SHEET)
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        for place, heading in enumerate(table.headings):
            is_wide = heading.startswith(("stem", "option", "answer", "explanation", "feedback"))
            sheet.set_column(place, place, _WIDE if is_wide else _NARROW)
            sheet.write_string(0, place, heading, bold)
        sheet.freeze_panes(1, 0)
        for line, cells in enumerate(table.rows, 1):
            for place, text in enumerate(cells):
                _require_short(text, cells[0])
                if text:
                    sheet.write_string(line, place, text, wrapped)  # never a formula, number or link
    return file.getvalue()


def _take(sheet: Sheet, asked: Asked, intake: Intake, found: _Found) -> None:
    """Add what the sheet holds; the rows of one without headings are let go."""
    top = list(islice(sheet.rows, ROWS_BEFORE_HEADINGS))
    headings = [
        _Heading(sheet=sheet.name, line=row.line, above=above, columns=columns_from(row.cells, asked.columns))
        for above, row in enumerate(top)
    ]
    heading = next((one for one in headings if one.columns.is_enough), None)
    if heading is None:
        found.others.extend(headings[:1])
        return
    below = [*top[heading.above + 1 :], *sheet.rows]
    rows = [row for row in below if not is_number_alone(row.cells, heading.columns)]
    heading = replace(heading, columns=with_keys_counted(heading.columns, (row.cells for row in rows)))
    free = [row.line for row in below if is_number_alone(row.cells, heading.columns)]
    found.headings.append(heading)
    found.notes.extend(notes_on_rows(heading.columns, free))
    found.records.extend(_record(row, heading, intake) for row in rows)
    unknown = unknown_columns(heading.columns, [row.cells for row in rows])
    found.not_carried.extend(f'{what} of the sheet "{sheet.name}"' for what in unknown)


def _record(row: SheetRow, heading: _Heading, intake: Intake) -> Record:
    text = "\t".join(row.cells).rstrip("\t")
    return Record(
        line=row.line, text=text, read=partial(_item, row, heading.columns, intake), part=heading.sheet
    )


def _item(row: SheetRow, columns: Columns, intake: Intake) -> Item:
    if row.error:
        raise QuestionsError(
            f"A formula in the row gives an error ({row.error}).", advice="Mend it, or type the text instead."
        )
    return item_of(row.cells, columns, intake)


def _refuse(found: _Found, name: str) -> None:
    nearest = max(found.others, key=lambda one: (one.columns.known, one.columns.width), default=None)
    columns = nearest.columns if nearest else columns_from([])
    require_columns(columns, name, nearest.line if nearest else 1)


def _notes(found: _Found, parts: Parts) -> Iterator[Note]:
    for heading in found.headings:
        if heading.above:
            yield Note(
                line=heading.line,
                message=f'What stands above the headings of the sheet "{heading.sheet}" was left out.',
            )
    yield from found.notes
    for other in found.others:
        yield Note(
            line=other.line,
            message=f'The sheet "{other.sheet}" has no row of headings that are known here; it was left out.',
        )
    if parts.formulas_without_result:
        yield Note(
            line=1,
            message=f"The file has no result of {parts.formulas_without_result} of its formulas; their cells"
            " were read as empty. Open it in a spreadsheet program and save it to have them worked out.",
        )


def _require_short(text: str, item_id: str) -> None:
    if len(text) > MAX_CELL_CHARS:
        raise QuestionsError(
            f'A text of the question "{item_id[:80]}" has {len(text)} characters; a cell of a workbook holds'
            f" {MAX_CELL_CHARS}.",
            advice="Choose another format, such as CSV.",
        )
