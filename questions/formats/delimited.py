"""Rows of delimited text (RFC 4180), with the line and the original text of each.

The standard library's reader is not used because it joins the rest of the file to a cell whose quotation mark
is never closed, and because it keeps no original text to show beside a rejection.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

DELIMITERS = (",", ";", "\t", "|")
# A spreadsheet takes a cell that starts so for a formula; PROTECTED is what our writer makes of it.
_FORMULA = re.compile(r"'*[=+\-@\t\r\0]")
_PROTECTED = re.compile(r"'+[=+\-@\t\r\0]")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row. ``misquoted`` is true where a quotation mark opens a cell and does not end it."""

    line: int
    text: str
    cells: tuple[str, ...]
    misquoted: bool

    @property
    def is_blank(self) -> bool:
        """Whether no cell holds anything, as in a spreadsheet's empty row."""
        return not any(cell.strip() for cell in self.cells)


def rows(text: str, delimiter: str, *, start: int = 0) -> Iterator[Row]:
    """The rows from an offset on, blank ones included; line ends inside quoted cells stay in their cell."""
    sign = re.escape(delimiter)
    cell = re.compile(
        rf' *+"([^"]*+(?:""[^"]*+)*+)" *+({sign}|\r\n|\r|\n|\Z)'
        rf"|([^{sign}\r\n]*+)({sign}|\r\n|\r|\n|\Z)"
    )
    line = 1 + len(_LINE_END.findall(text, 0, start))
    at = start
    while at < len(text):
        begin, cells, misquoted, end = at, [], False, delimiter
        while end == delimiter:
            found = cell.match(text, at)
            assert found is not None  # noqa: S101 - the second branch matches any text, also none
            quoted, quoted_end, bare, bare_end = found.groups()
            cells.append(bare if quoted is None else quoted.replace('""', '"'))
            misquoted = misquoted or (quoted is None and bare.lstrip(" ").startswith('"'))
            end = bare_end if quoted is None else quoted_end
            at = found.end()
        raw = text[begin:at]
        yield Row(line=line, text=raw.removesuffix(end), cells=tuple(cells), misquoted=misquoted)
        line += len(_LINE_END.findall(raw))


def cell_text(cell: str) -> str:
    """What a cell says: outer spaces gone, line ends as LF, no apostrophe before a formula's sign."""
    stripped = _LINE_END.sub("\n", cell.strip())
    return stripped[1:] if _PROTECTED.match(stripped) else stripped


def row_text(cells: Iterable[str]) -> str:
    """The row that holds these texts, with its line end; formulas are disarmed, numbers left as they are."""
    return ",".join(_written(cell) for cell in cells) + "\r\n"


def _written(text: str) -> str:
    safe = "'" + text if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text
    if safe != safe.strip() or any(sign in safe for sign in '",;\t\r\n'):
        return '"' + safe.replace('"', '""') + '"'
    return safe
