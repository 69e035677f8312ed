"""The cells of a stranger's XLSX workbook as text, a row at a time.

``openpyxl`` is shown only the parts that it needs, unpacked under our own caps into an archive made anew: it
trusts the sizes and row numbers that a file claims.
"""

from __future__ import annotations

import re
import warnings
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from questions.errors import TooLargeError, UnreadableFileError
from questions.formats.archive import Archive

MAX_PART_BYTES = 60_000_000
MAX_BYTES = 150_000_000
"""Of all parts together; they are in memory while the workbook is read."""
MAX_ROWS = 1_048_576
"""What a sheet of Excel has."""
MAX_CELLS = 5_000_000
"""Of all sheets, those counted that a lone cell far to the right makes a reader fill up, and an empty row as
one: some seconds' work."""

_LEFT_OUT = re.compile(
    r"xl/(?:media|drawings|charts|chartsheets|embeddings|externalLinks|pivot\w*|ctrlProps|comments\w*"
    r"|threadedComments|printerSettings|activeX)(?:/|\d*\.)|docProps/|customXml/",
    re.IGNORECASE,
)
_DOCUMENT_TYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_FORMULA_WITHOUT_RESULT = re.compile(rb"<f(?:\s[^<>]*)?(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>")
# Control characters stand in a workbook as _x000B_, and text that looks like that as _x005F_x000B_.
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, kw_only=True)
class SheetRow:
    """A row with something in it; ``error`` is what a formula shows that cannot be worked out ("#REF!")."""

    line: int
    cells: tuple[str, ...]
    error: str = ""


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A sheet; its rows are read as they are asked for, once."""

    name: str
    rows: Iterator[SheetRow]


@dataclass(frozen=True, kw_only=True)
class Parts:
    """What a workbook is made of: the parts to be read, and what is known of those that are not."""

    data: bytes
    images: int
    comments: int
    formulas_without_result: int


def parts_of(data: bytes, name: str) -> Parts:
    """The parts that hold cells. Raises UnreadableFileError, TooLargeError where a part could do harm."""
    made = BytesIO()
    size = formulas = 0
    with Archive(data, name) as archive, zipfile.ZipFile(made, "w") as kept:
        for member in archive.names:
            if not member.lower().endswith((".xml", ".rels")) or _LEFT_OUT.match(member):
                continue
            part = archive.read(member, limit=MAX_PART_BYTES)
            size += len(part)
            if size > MAX_BYTES:
                raise TooLargeError(
                    f"the workbook has over {MAX_BYTES // 1_000_000} MB of cells.",
                    name=name,
                    advice="Split it into smaller ones.",
                )
            if _DOCUMENT_TYPE.search(part.replace(b"\0", b"")):  # in UTF-16 too
                raise UnreadableFileError(
                    "the workbook has a document type or entities of its own, which no spreadsheet writes.",
                    name=name,
                    advice="Save it anew with a spreadsheet program.",
                )
            formulas += len(_FORMULA_WITHOUT_RESULT.findall(part)) if "worksheets/" in member else 0
            kept.writestr(member, part)
        images = sum(member.startswith("xl/media/") for member in archive.names)
        comments = sum(bool(re.match(r"xl/comments", member)) for member in archive.names)
    return Parts(data=made.getvalue(), images=images, comments=comments, formulas_without_result=formulas)


@contextmanager
def sheets_of(parts: Parts, name: str) -> Iterator[Iterator[Sheet]]:
    """The sheets with cells, hidden ones too. Raises UnreadableFileError, also while rows are read."""
    import openpyxl  # a tenth of a second, which the start of the web process does without

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of parts that are left out, such as data validation
        try:
            book = openpyxl.load_workbook(
                BytesIO(parts.data), read_only=True, data_only=True, keep_links=False
            )
            counted = Counter[str]()
            yield (Sheet(name=sheet.title, rows=_rows(sheet, name, counted)) for sheet in book.worksheets)
            book.close()
        except UnreadableFileError:
            raise
        except Exception as error:  # openpyxl raises whatever it meets inside a damaged workbook
            raise UnreadableFileError(
                f"the workbook is damaged, or none ({type(error).__name__}).",
                name=name,
                advice="Open it in a spreadsheet program and save it anew, or save it as CSV.",
            ) from error


def _rows(sheet: Any, name: str, counted: Counter[str]) -> Iterator[SheetRow]:
    """The rows of a sheet; ``counted`` are the cells of all sheets that are read."""
    sheet.reset_dimensions()  # what a sheet claims of its size is often wrong
    for line, row in enumerate(sheet.iter_rows(), 1):
        counted["cells"] += max(1, len(row))
        if line > MAX_ROWS or counted["cells"] > MAX_CELLS:
            raise TooLargeError(
                f'up to the sheet "{sheet.title}" there are too many cells.',
                name=name,
                line=line,
                advice="Delete the empty rows and columns below and beside the questions.",
            )
        error = next((str(cell.value) for cell in row if cell.data_type == "e"), "")
        cells = tuple(_text(cell) for cell in row)
        if any(cells):
            yield SheetRow(line=line, cells=cells, error=error)


def _text(cell: Any) -> str:
    """What a spreadsheet shows of a cell, or nearly: 12 for 12.0, dates as 2026-11-23, 50% for 0.5."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int | float):
        is_share = "%" in str(cell.number_format or "")
        return f"{value * 100:.15g}%" if is_share else f"{value:.15g}"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    text = _ESCAPE.sub(lambda escape: chr(int(escape[1], 16)), str(value))
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
