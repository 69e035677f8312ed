"""Cloze deletions as Anki writes them: {{c1::text::hint}}, one in another too."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from questions.formats.studyable import BLANK

_SIGN = re.compile(r"\{\{c(\d{1,4}(?:,\d{1,4}){0,20})::|\}\}")
_DEEPEST = 8
"""Anki stops there too; each level copies its text once."""
_LONG_RUN = re.compile(r"_{5,}")


@dataclass(frozen=True, kw_only=True)
class Cloze:
    """A field as one card asks it, in the field's own HTML: with blanks for the gaps, and filled in."""

    asked: str
    filled: str
    gaps: tuple[str, ...]


@dataclass(kw_only=True)
class _Span:
    opening: str
    numbers: frozenset[int]
    first_gap: int
    asked: list[str] = field(default_factory=list)
    filled: list[str] = field(default_factory=list)

    def add(self, asked: str, filled: str) -> None:
        self.asked.append(asked)
        self.filled.append(filled)


def cloze(field_html: str, number: int) -> Cloze:
    """What the card of this number asks; all other deletions are filled in."""
    html = _LONG_RUN.sub("____", field_html)  # or it would be one blank too many
    spans = [_Span(opening="", numbers=frozenset(), first_gap=0)]
    gaps: list[str] = []
    at = 0
    for sign in _SIGN.finditer(html):
        before = html[at : sign.start()]
        spans[-1].add(before, before)
        at = sign.end()
        if sign[1] and len(spans) <= _DEEPEST:
            numbers = frozenset(map(int, sign[1].split(",")))
            spans.append(_Span(opening=sign[0], numbers=numbers, first_gap=len(gaps)))
        elif sign[1] or len(spans) == 1:
            spans[-1].add(sign[0], sign[0])
        else:
            _close(spans, gaps, number)
    spans[-1].add(html[at:], html[at:])
    while len(spans) > 1:  # not closed: it is text
        span = spans.pop()
        spans[-1].add(span.opening + "".join(span.asked), span.opening + "".join(span.filled))
    return Cloze(asked="".join(spans[0].asked), filled="".join(spans[0].filled), gaps=tuple(gaps))


def _close(spans: list[_Span], gaps: list[str], number: int) -> None:
    span = spans.pop()
    filled, _, hint = "".join(span.filled).partition("::")
    if number not in span.numbers:
        spans[-1].add("".join(span.asked).partition("::")[0], filled)
        return
    del gaps[span.first_gap :]  # those within are part of this one
    gaps.append(filled)
    spans[-1].add(f"{BLANK} ({hint})" if hint.strip() else BLANK, filled)
