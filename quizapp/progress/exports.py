"""The course report as a file, CSV or XLSX; both write the columns of ``report``."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable
from datetime import date

from quizapp.progress.report import COLUMNS, Column, Kind, StudentRow, Value

CSV_TYPE = "text/csv"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

# The full-width signs count as well in the Excel of East Asia.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\0", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_CELL_FORMATS = {Kind.DATE: "yyyy-mm-dd", Kind.NUMBER: "0", Kind.SHARE: "0%", Kind.MINUTES: "0.0"}
_DATE_WIDTH = 11  # characters of 2026-03-03, and one for air
_WIDEST = 50


def file_name(title: str, suffix: str, day: date) -> str:
    """A dated name that is safe on every system: progress-orthopaedics-2026-03-03.csv."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")
    return f"progress-{slug or 'course'}-{day.isoformat()}.{suffix}"


def as_csv(rows: Iterable[StudentRow]) -> bytes:
    """RFC 4180 with a UTF-8 byte-order mark, without which Excel reads letters wrong.

    Shares are from 0 to 1, to four places. A text that a spreadsheet would run as a formula gets an
    apostrophe. Every cell is quoted: where lists are separated by semicolons, the rest of a name (the first
    cell) that holds one would otherwise begin a cell of its own, without apostrophe.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerow([column.heading for column in COLUMNS])
    writer.writerows([csv_cell(column.read(row)) for column in COLUMNS] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def csv_cell(value: Value) -> str:
    """A value as the text of a cell that no spreadsheet runs as a formula."""
    if value is None:
        return ""
    if isinstance(value, str):
        return "'" + value if value.startswith(_FORMULA_STARTS) else value
    if isinstance(value, date):
        return value.isoformat()
    return str(round(value, 4))


def as_xlsx(rows: Iterable[StudentRow]) -> bytes:
    """One sheet with typed cells, a frozen header and filters."""
    import xlsxwriter  # 40 ms, which the start of the web process does without

    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet("Students")
        head = book.add_format({"bold": True, "bottom": 1})
        formats = {kind: book.add_format({"num_format": code}) for kind, code in _CELL_FORMATS.items()}
        table = [[column.read(row) for column in COLUMNS] for row in rows]
        sheet.write_row(0, 0, [column.heading for column in COLUMNS], head)
        for line, values in enumerate(table, start=1):
            for place, (column, value) in enumerate(zip(COLUMNS, values, strict=True)):
                sheet.write(line, place, value, formats.get(column.kind))
        for place, column in enumerate(COLUMNS):
            sheet.set_column(place, place, _width(column, [values[place] for values in table]))
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, len(table), len(COLUMNS) - 1)
    return file.getvalue()


def _width(column: Column, values: list[Value]) -> int:
    """In characters: the longest text, with room for the heading's filter button."""
    longest = max((len(value) for value in values if isinstance(value, str)), default=0)
    if column.kind is Kind.DATE:
        longest = _DATE_WIDTH
    return min(_WIDEST, max(len(column.heading) + 3, longest + 1))
