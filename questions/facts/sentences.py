"""Paragraphs and sentences of a stretch of text, with exact offsets.

Own splitter instead of syntok: it has to be linear on any bytes, keep offsets without re-finding tokens, and
know the abbreviations and lost spaces of medical web text ("e.g.", "Dr.", "(MEN1).1 MEN1 causes").
"""

from __future__ import annotations

import re
from typing import NamedTuple

from questions.lines import split_lines

MAX_SENTENCE_CHARS = 1500
"""What is longer is no sentence (a table, a list without marks); patterns are kept off it."""


class Span(NamedTuple):
    """Offsets into the article's text, end exclusive."""

    start: int
    end: int


_ABBREVIATIONS = frozenset([
    "e.g", "i.e", "eg", "ie", "etc", "vs", "cf", "dr", "mr", "mrs", "ms", "prof", "st", "no", "fig",
    "approx", "spp", "sp", "al", "u.s", "a.m", "p.m", "resp", "incl", "ca", "max", "min",
])  # fmt: skip
_END = re.compile(r"[.!?][\"'”’)\]]{0,3}\d{0,2}(?=\s|$)")
_LAST_WORD = re.compile(r"[^\s(]{1,12}$")


def strip(text: str, span: Span) -> Span:
    """The span without the white space at its ends."""
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def paragraphs(text: str, span: Span) -> list[Span]:
    """The runs of lines between blank lines."""
    found: list[Span] = []
    start: int | None = None
    end = span.start
    for line in split_lines(text[span.start : span.end]):
        if line.text.strip():
            start = line.start + span.start if start is None else start
            end = line.end + span.start
        elif start is not None:
            found.append(strip(text, Span(start, end)))
            start = None
    if start is not None:
        found.append(strip(text, Span(start, end)))
    return found


def sentences(text: str, span: Span) -> list[Span]:
    """The sentences of one paragraph, each without the white space around it."""
    found: list[Span] = []
    start = span.start
    for mark in _END.finditer(text, span.start, span.end):
        if mark.end() < span.end and not _ends_sentence(text, mark.start(), mark.end(), span.end):
            continue
        found.append(strip(text, Span(start, mark.end())))
        start = mark.end()
    found.append(strip(text, Span(start, span.end)))
    return [sentence for sentence in found if sentence.start < sentence.end]


def _ends_sentence(text: str, mark: int, after: int, limit: int) -> bool:
    """Whether a full stop before white space ends a sentence: no abbreviation, no small letter behind it."""
    following = text[after : min(after + 12, limit)].lstrip()
    if following[:1].islower():
        return False
    if text[mark] != ".":
        return True
    word = _LAST_WORD.search(text, max(0, mark - 12), mark)
    if not word:
        return True
    last = word.group().lower().strip("([\"'")
    return last not in _ABBREVIATIONS and not (len(last) == 1 and last.isalpha() and last not in "iabcdek")
