"""A section's body as passages: sentences, and lists with the words that lead into them.

Lists come as lines with bullets, as " - a - b" in one line, as short paragraphs after a colon, or as nothing
at all ("may include: Headache Nausea Drowsiness"), which the extractor finds in the sentence itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from questions.facts.sentences import Span, paragraphs, sentences, strip
from questions.lines import split_lines

_BULLET_LINE = re.compile(r"[ \t]*(?:[-*•·–—+o▪]|\(?\d{1,2}[.)]|\(?[a-h][.)])[ \t]+(?=\S)")
_DASH = re.compile(r"(?:(?<=\s)|^)[-•·]{1,2}\s+(?=\S)")
_LEADS_ON = re.compile(
    r"(?:[:;]|\b(?:includes?|including|following|are|is|may|can|you|they|person|if|also|with|by|as|have"
    r"|do|to|should|who|of|when|has|because|that))\s*$",
    re.IGNORECASE,
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|may|can|will|has|have|should|must|might|does|do|occurs?|includes?|helps?"
    r"|causes?)\b",
    re.IGNORECASE,
)
_ECHO_LETTERS = 20
"""Web text often repeats a list without its dashes; so many equal letters at the start tell such an echo."""
_MAX_ITEM_CHARS = 400
_MAX_ITEMS = 100
"""Of short paragraphs after one colon; more are no list, and this keeps reading linear."""


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A sentence; with ``items``, the words that lead into a list, and its members."""

    sentence: Span
    items: tuple[Span, ...] = ()


def passages(text: str, span: Span) -> list[Passage]:
    """The passages of a stretch of text in order of place."""
    found: list[Passage] = []
    in_list = False  # the last paragraph ended in a colon, or was a short one after such
    for paragraph in paragraphs(text, span):
        bulleted = _bulleted(text, paragraph)
        if bulleted:
            _append(text, found, *bulleted)
            in_list = False
        elif in_list and len(found[-1].items) < _MAX_ITEMS and _is_item(text, paragraph):
            found[-1] = Passage(sentence=found[-1].sentence, items=(*found[-1].items, paragraph))
        else:
            found.extend(_running(text, paragraph))
            in_list = bool(found) and text[found[-1].sentence.end - 1] == ":" and not found[-1].items
    return found


def _append(text: str, found: list[Passage], lead: Span | None, items: list[Span]) -> None:
    """Add a list under its lead, which may be the end of the paragraph before it."""
    if lead is not None:
        found.extend(Passage(sentence=sentence) for sentence in sentences(text, lead))
    previous = found[-1] if found else None
    if previous and not previous.items and (lead is not None or not _is_closed(text, previous.sentence)):
        found[-1] = Passage(sentence=previous.sentence, items=tuple(items))
    else:
        found.append(Passage(sentence=Span(items[0].start, items[0].start), items=tuple(items)))


def _is_closed(text: str, sentence: Span) -> bool:
    return text[sentence.end - 1] in ".!?"


def _bulleted(text: str, paragraph: Span) -> tuple[Span | None, list[Span]] | None:
    """The lead inside the paragraph and the items, where lines or dashes mark a list from its start on."""
    lines = split_lines(text[paragraph.start : paragraph.end])
    marks = [(line, _BULLET_LINE.match(line.text)) for line in lines]
    if sum(1 for _, mark in marks if mark) >= 2 or (
        marks[0][1] and len(lines) == 1 and text[paragraph.start] in "*•·▪"
    ):
        return _bullet_lines(text, paragraph)
    if marks[0][1] and text[paragraph.start] in "-•·":
        return None, _dash_items(text, paragraph)
    return None


def _bullet_lines(text: str, paragraph: Span) -> tuple[Span | None, list[Span]]:
    lead_end: int | None = None
    items: list[Span] = []
    for line in split_lines(text[paragraph.start : paragraph.end]):
        mark = _BULLET_LINE.match(line.text)
        start, end = paragraph.start + line.start, paragraph.start + line.end
        if mark:
            items.append(strip(text, Span(start + mark.end(), end)))
        elif items:
            items[-1] = strip(text, Span(items[-1].start, end))
        else:
            lead_end = end
    lead = strip(text, Span(paragraph.start, lead_end)) if lead_end is not None else None
    return lead, items


def _dash_items(text: str, span: Span) -> list[Span]:
    marks = list(_DASH.finditer(text, span.start, span.end))
    bounds = [*(mark.start() for mark in marks[1:]), span.end]
    items = [strip(text, Span(mark.end(), end)) for mark, end in zip(marks, bounds, strict=True)]
    return [item for item in items if item.start < item.end]


def _running(text: str, paragraph: Span) -> list[Passage]:
    """Sentences; one of them may hold a list with dashes: "a person may - lose things - get lost."."""
    found: list[Passage] = []
    echo = ""
    for sentence in sentences(text, paragraph):
        if echo and echo.startswith(_plain(text[slice(*sentence)])[:_ECHO_LETTERS]):
            continue
        echo = ""
        marks = list(_DASH.finditer(text, sentence.start, sentence.end))
        if len(marks) < 2 or not _LEADS_ON.search(text, sentence.start, marks[0].start()):
            found.append(Passage(sentence=sentence))
            continue
        items = _dash_items(text, Span(marks[0].start(), sentence.end))
        items[-1], rest = _cut_at_full_stop(text, items[-1])
        found.append(
            Passage(sentence=strip(text, Span(sentence.start, marks[0].start())), items=tuple(items))
        )
        echo = _plain(" ".join(text[slice(*item)] for item in items))
        if rest.start < rest.end and not echo.startswith(_plain(text[slice(*rest)])[:_ECHO_LETTERS]):
            found.append(Passage(sentence=rest))
    return found


def _cut_at_full_stop(text: str, item: Span) -> tuple[Span, Span]:
    """A list's last member, and what follows its full stop."""
    stop = text.find(". ", *item)
    end = item.end if stop < 0 else stop + 1
    return Span(item.start, end), strip(text, Span(end, item.end))


def _plain(words: str) -> str:
    return re.sub(r"\W+", "", words.lower())


def _is_item(text: str, paragraph: Span) -> bool:
    """A short paragraph after a colon whose first sentence states nothing: "Extra oxygen, if needed."."""
    if paragraph.end - paragraph.start > _MAX_ITEM_CHARS or text[paragraph.end - 1] == ":":
        return False
    first = sentences(text, paragraph)[0]
    words = re.split(r"\b(?:that|which|to)\b", text[first.start : first.end])[0]
    return not _FINITE.search(words)
