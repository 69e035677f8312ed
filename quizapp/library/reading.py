"""An article's text as blocks to show, with spans of it marked; every character's place is known.

Apart from the service, because it is a small reader of its own: text in, blocks out, no database.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

_LINE = re.compile(r"[^\r\n]+")
_BLANK = re.compile(r"(?:\r\n|\r|\n)[ \t]*(?:\r\n|\r|\n)")
_RULE = re.compile(r"\s*[-=~_*]{3,}\s*|[ \t]*\|[ \t]*:?-[-:| \t]*")
_ROW = re.compile(r"[ \t]*\|")
"""A row of a table in Markdown stays a line of its own."""
_MARKDOWN_HEADING = re.compile(r"\s{0,3}#{1,6}\s")
_BULLET = re.compile(r"\s*[-*+•–]\s+")
_NUMBER = re.compile(r"\s*\d{1,2}[.)]\s+")
_MARKUP = " \t#*_:"


class Form(StrEnum):
    """How a block is drawn."""

    HEADER = "header"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A span of the text to be marked, and what as."""

    start: int
    end: int
    name: str = "source"


@dataclass(frozen=True, kw_only=True)
class Part:
    """A run of text, which begins at ``start``; ``mark`` is the name of its mark, None where it has none.

    ``is_first`` is true for the first marked one of the article, ``is_last`` where the mark ends with it.
    """

    text: str
    start: int
    mark: str | None
    is_first: bool = False
    is_last: bool = False


@dataclass(frozen=True, kw_only=True)
class Block:
    """A heading, a paragraph, an item of a list, or a line above the text (title, code, chapter)."""

    form: Form
    parts: tuple[Part, ...]


@dataclass(frozen=True, kw_only=True)
class _Span:
    form: Form
    start: int
    end: int


def blocks_of(text: str, marks: Iterable[Mark] = ()) -> tuple[Block, ...]:
    """The text in blocks, in order, without rules and signs of markup around headings.

    Where marks overlap, the shorter one is shown.
    """
    in_order = sorted(marks, key=lambda mark: (mark.start, mark.end))
    starts = [mark.start for mark in in_order]
    longest = max((mark.end - mark.start for mark in in_order), default=0)
    marked_before = False
    blocks = []
    for span in _spans(text):
        near = slice(bisect_left(starts, span.start - longest), bisect_left(starts, span.end))
        parts = _parts(text, span, in_order[near])
        if not marked_before and any(part.mark for part in parts):
            marked_before = True
            first = next(part for part in parts if part.mark)
            parts = tuple(replace(part, is_first=part is first) for part in parts)
        blocks.append(Block(form=span.form, parts=parts))
    return tuple(blocks)


def _parts(text: str, span: _Span, marks: Sequence[Mark]) -> tuple[Part, ...]:
    here = [mark for mark in marks if mark.start < span.end and span.start < mark.end]
    edges = {edge for mark in here for edge in (mark.start, mark.end) if span.start < edge < span.end}
    cuts = sorted(edges | {span.start, span.end})
    parts = []
    for start, end in pairwise(cuts):
        over = [mark for mark in here if mark.start <= start and end <= mark.end]
        shown = min(over, key=lambda mark: mark.end - mark.start, default=None)
        is_last = shown is not None and end == min(shown.end, span.end)
        mark = shown.name if shown else None
        parts.append(Part(text=text[start:end], start=start, mark=mark, is_last=is_last))
    return tuple(parts)


def _spans(text: str) -> Iterator[_Span]:
    body, headings = _places(text)
    paragraph: _Span | None = None
    above = 0  # where the line above ends
    for line in _LINE.finditer(text):
        if paragraph and (_BLANK.search(text, above, line.start()) or not line.group().strip()):
            yield paragraph
            paragraph = None
        above = line.end()
        if not line.group().strip() or _RULE.fullmatch(line.group()):
            continue
        pieces = list(_pieces(text, line.start(), line.end(), headings, body))
        if paragraph and _goes_on(text, paragraph, pieces[0]):
            pieces[0] = _Span(form=Form.PARAGRAPH, start=paragraph.start, end=pieces[0].end)
        elif paragraph:
            yield paragraph
        yield from pieces[:-1]
        paragraph = pieces[-1]
    if paragraph:
        yield paragraph


def _goes_on(text: str, paragraph: _Span, piece: _Span) -> bool:
    """Whether a line goes on with the paragraph above it."""
    is_row = _ROW.match(text, paragraph.start) or _ROW.match(text, piece.start)
    return piece.form is paragraph.form is Form.PARAGRAPH and not is_row


def _places(text: str) -> tuple[int, list[int]]:
    """Where the text under the title begins, and where the body of each section with a heading does."""
    from questions import read_article

    sections = read_article(text.encode(), id="shown", name="shown").sections
    named = [section.start for section in sections if section.heading]
    first = sections[0].start if sections else 0
    if sections and sections[0].heading:
        first = max(text.rfind("\n", 0, first), text.rfind("\r", 0, first)) + 1
    return first, named


def _pieces(text: str, start: int, end: int, headings: list[int], body: int) -> Iterator[_Span]:
    """The blocks of one line: a section's heading and what follows on its line, or one block."""
    line = text[start:end]
    following = bisect_right(headings, start)
    cut = headings[following] if following < len(headings) else end + 1
    if cut <= end:
        yield _heading(text, start, cut)
        if text[cut:end].strip():
            yield _Span(form=Form.PARAGRAPH, start=cut, end=end)
    elif start < body:
        yield _Span(form=Form.HEADER, start=start, end=end)
    elif _MARKDOWN_HEADING.match(line):
        yield _heading(text, start, end)
    elif bullet := _BULLET.match(line):
        yield _Span(form=Form.LIST_ITEM, start=start + bullet.end(), end=end)
    elif _NUMBER.match(line):
        yield _Span(form=Form.LIST_ITEM, start=start, end=end)
    else:
        yield _Span(form=Form.PARAGRAPH, start=start, end=end)


def _heading(text: str, start: int, end: int) -> _Span:
    while start < end - 1 and text[start] in _MARKUP:
        start += 1
    while end > start + 1 and text[end - 1] in _MARKUP:
        end -= 1
    return _Span(form=Form.HEADING, start=start, end=end)
