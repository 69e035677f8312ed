"""Lines of a text with their exact offsets: CR LF, LF and a lone CR each end a line, as in Article.line_of.

Separate because str.splitlines also cuts at form feeds and Unicode separators, which editors do not count.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from questions.errors import TooLargeError

MAX_LINES = 1_048_576
"""As many as a sheet of Excel has rows; no set of questions comes near."""
_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Line:
    """One line without its end: 1-based number, offsets into the text, and its characters."""

    number: int
    start: int
    end: int
    text: str

    @property
    def indent(self) -> int:
        """Columns of white space before the first character, a tab counting as four."""
        before = self.text[: len(self.text) - len(self.text.lstrip())]
        return len(before.expandtabs(4))


def split_lines(text: str) -> list[Line]:
    """Every line of the text, the last one too where it has no end."""
    lines: list[Line] = []
    start = 0
    for mark in _LINE_END.finditer(text):
        lines.append(Line(len(lines) + 1, start, mark.start(), text[start : mark.start()]))
        start = mark.end()
    if start < len(text):
        lines.append(Line(len(lines) + 1, start, len(text), text[start:]))
    return lines


class LineIndex:
    """The 1-based line of any offset, in logarithmic time where Article.line_of counts anew."""

    def __init__(self, text: str) -> None:
        self._ends = [mark.end() for mark in _LINE_END.finditer(text)]

    def line_of(self, offset: int) -> int:
        """The line that holds this offset."""
        return 1 + bisect_right(self._ends, offset)


def require_few_lines(text: str, name: str, *, limit: int = MAX_LINES) -> None:
    """Raise TooLargeError where the text has over ``limit`` lines, each of which takes time even if empty."""
    ends = max(text.count("\n"), text.count("\r"))
    if ends > limit:
        raise TooLargeError(
            f"the file has {ends:,} lines; the limit is {limit:,}.",
            name=name,
            advice="Remove empty lines, or split it into smaller files.",
        )
