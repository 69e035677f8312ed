"""An article's text as a reader sees it, and the way back: no Markdown, no unseen signs.

The rules read plain prose, so a bold word has to read as a plain one. Every sign of the plain text knows its
place in the article, so that spans stay exact. Line ends stay, so that line numbers do too.
"""

from __future__ import annotations

import html
import re
from array import array
from bisect import bisect_left
from collections.abc import Iterator

from questions.english import squeeze
from questions.headings import Topic, topic_of

_NO_STARS = r"(?:[^*\n]|\n(?!\s*\n)){1,400}?"
_NO_LOW_LINES = r"(?:[^_\n]|\n(?!\s*\n)){1,400}?"
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]+")
"""Soft hyphens, and marks of direction and width that copied text carries."""
_PAIRS = (
    re.compile(
        r"(?<![\\*])(?P<open>\*\*\*?)(?=[^\s*])" + _NO_STARS + r"(?<=[^\s*])(?P<close>(?P=open))(?!\*)"
    ),
    re.compile(r"(?<![\\*\w])(?P<open>\*)(?=[^\s*])" + _NO_STARS + r"(?<=[^\s*])(?P<close>\*)(?![\w*])"),
    re.compile(
        r"(?<![\\\w])(?P<open>_{1,3})(?=[^\s_])" + _NO_LOW_LINES + r"(?<=[^\s_])(?P<close>(?P=open))(?!\w)"
    ),
    re.compile(r"(?P<open>``?)(?=[^\s`])[^`\n]{1,200}(?P<close>(?P=open))"),
    re.compile(r"(?P<open>~~)(?=[^\s~])[^~\n]{1,200}(?P<close>~~)"),
    re.compile(
        r"(?P<open>!?\[)(?=[^\]\n^])[^\[\]\n]{1,300}(?P<close>\](?:\([^()\s]{0,500}(?:\s\"[^\"\n]{0,200}\")?\)"
        r"|\[[^\[\]\n]{0,80}\]))"
    ),
    re.compile(r"(?P<open></?(?:b|i|em|strong|sup|sub|u|span)(?:\s[^<>\n]{0,200})?>)(?P<close>)"),
)
_REFERENCES = re.compile(
    r"\[(?:\d{1,3}(?:[,–-]\s?\d{1,3}){0,9}|[a-z]|note \d{1,2}|\^[^\]\s]{1,20}|edit|citation needed"
    r"|clarification needed|better source needed|update|when\?|who\?|by whom\?)\](?![\w(:])"
)
"""What an encyclopedia's text has after its words when it is pasted. Isotopes, "[18F]", are words."""
_TICK_BOXES = re.compile(r"^[ \t]*[-*+][ \t]+(?P<box>\[[ xX]\][ \t]+)", re.MULTILINE)
_LINE_MARKS = re.compile(
    r"^[ \t]{0,3}(?:>[ \t]?)+|^[ \t]{0,3}#{3,6}[ \t][^\n\r]*|\\(?=[*_#\[\]`>~-])", re.MULTILINE
)
"""Quotation marks of a block, headings below the ones that cut sections, and escapes."""
_ENTITY = re.compile(r"&(?:#\d{1,6}|#[xX][0-9a-fA-F]{1,5}|[A-Za-z]{2,20});")
_ROW = re.compile(r"^[ \t]*\|(?P<cells>[^\n\r]*)", re.MULTILINE)
_RULE = re.compile(r"^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_CELL = re.compile(r"[^|]+")


class Readable:
    """Plain text with the place of each of its signs in the original."""

    def __init__(self, text: str, edits: list[tuple[int, int, str]]) -> None:
        """``edits`` are stretches of the text and the sign that each is read as, or nothing; in order."""
        pieces: list[str] = []
        self._starts, self._ends = array("L"), array("L")
        at = 0
        for start, end, shown in edits:
            if start < at:
                continue
            self._keep(pieces, text, at, start)
            if shown:
                pieces.append(shown)
                self._starts.append(start)
                self._ends.append(end)
            at = end
        self._keep(pieces, text, at, len(text))
        self.text = "".join(pieces)

    def _keep(self, pieces: list[str], text: str, start: int, end: int) -> None:
        pieces.append(text[start:end])
        self._starts.extend(range(start, end))
        self._ends.extend(range(start + 1, end + 1))

    def offset_of(self, original: int) -> int:
        """The offset in the plain text of the first sign that stands at or behind this place."""
        return bisect_left(self._starts, original)

    def place_of(self, start: int, end: int) -> tuple[int, int]:
        """The offsets in the original of a stretch of the plain text that is not empty."""
        return self._starts[start], self._ends[end - 1]


def readable(text: str) -> Readable | None:
    """The text as a reader sees it; None where it holds no marks and reads as it stands."""
    edits = sorted(_edits(text), key=lambda edit: (edit[0], -edit[1]))
    return Readable(text, edits) if edits else None


def as_read(text: str) -> str:
    """A stretch of an article as a reader sees it, on one line."""
    plain = readable(text)
    return squeeze(plain.text if plain else text)


def _edits(text: str) -> Iterator[tuple[int, int, str]]:
    for mark in _UNSEEN.finditer(text):
        yield (*mark.span(), "")
    for pattern in _PAIRS:
        for mark in pattern.finditer(text):
            for side in ("open", "close"):
                yield (*mark.span(side), "")
    for pattern in (_REFERENCES, _LINE_MARKS):
        for mark in pattern.finditer(text):
            yield (*mark.span(), "")
    for mark in _TICK_BOXES.finditer(text):
        yield (*mark.span("box"), "")
    for mark in _ENTITY.finditer(text):
        shown = html.unescape(mark.group())
        if len(shown) == 1:
            yield (*mark.span(), " " if shown.isspace() else "" if _UNSEEN.match(shown) else shown)
    yield from _rows(text)


def _rows(text: str) -> Iterator[tuple[int, int, str]]:
    """Rows of tables as items of a list: of each the cell under a known heading, or the first."""
    rows = list(_ROW.finditer(text))
    column = 0
    for row, below in zip(rows, [*rows, None][1:], strict=True):
        if _RULE.match(row.group()):
            yield (*row.span(), "")
        elif below and _RULE.match(below.group()) and below.start() - row.end() <= 2:
            column = _column_of_names([cell.group() for cell in _CELL.finditer(row["cells"])])
            yield (*row.span(), "")
        else:
            yield from _row(row, column)


def _row(row: re.Match[str], column: int) -> Iterator[tuple[int, int, str]]:
    cells = list(_CELL.finditer(row.string, row.start("cells"), row.end("cells")))
    if not cells:
        return
    name = cells[min(column, len(cells) - 1)]
    yield row.start(), name.start(), "-"
    yield name.end(), row.end(), ""


def _column_of_names(heads: list[str]) -> int:
    """The first column whose head is a known heading ("Symptom"), else the first of all."""
    topics: list[Topic | None] = [topic_of(head.strip(" *_`")) for head in heads]
    return next((number for number, topic in enumerate(topics) if topic and topic.field), 0)
