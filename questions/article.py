"""An uploaded file to a condition article: decoded text, title, code, and sections under their headings."""

from __future__ import annotations

import hashlib
import re
from pathlib import PurePath

from questions.decoding import decode
from questions.errors import UnreadableFileError
from questions.header import read_header
from questions.headings import Heading, heading_of, headings_within
from questions.lines import Line, split_lines
from questions.model import Article, Note, Section

_HTML = re.compile(
    r"<!doctype html\b|</?(?:html|head|body)(?:\s{1,9}[\w:-]{1,40}=[^<>]{0,500})?\s{0,9}>", re.IGNORECASE
)
_TAG = re.compile(
    r"</?(?:p|div|span|h[1-6]|ul|ol|li|a|table|tr|t[dh]|section|script|style)(?:\s[^<>]{0,500})?/?>",
    re.IGNORECASE,
)
_FEW_TAGS = 8
_CHARS_A_TAG = 400
"""A fragment of HTML has a tag every few words; Markdown may hold some, as may a text on gene names."""
MAX_LINES = 200_000
"""A book has 10,000; of millions, each of a few characters, the offsets alone would take a gigabyte."""


def read_article(data: bytes, *, id: str, name: str) -> Article:  # noqa: A002 - an article's id is called so
    """The article in a file's bytes, read as far as it goes; what is missing is in its notes.

    Raises:
        UnreadableFileError: the bytes are no text (see decoding.decode), HTML, or over MAX_LINES lines.
    """
    decoded = decode(data, name=name)
    ends = decoded.text.count("\n") + decoded.text.count("\r") - decoded.text.count("\r\n")
    if ends > MAX_LINES:
        raise UnreadableFileError(
            f"the file has {ends:,} lines; the limit is {MAX_LINES:,}.",
            name=name,
            advice="Remove empty lines, or split it into smaller files.",
        )
    _refuse_html(decoded.text, name)
    lines = split_lines(decoded.text)
    header = read_header(lines)
    sections = _sections(
        [line for line in lines if line.number not in header.line_numbers], len(decoded.text)
    )
    notes = [*decoded.notes, *header.notes]
    if not any(section.field for section in sections):
        message = 'No heading such as "Causes" or "Treatment" was found; the text was read as one piece.'
        notes.append(Note(line=1, message=message))
    return Article(
        id=id,
        text=decoded.text,
        sha256=hashlib.sha256(data).hexdigest(),
        encoding=decoded.encoding,
        title=header.title or _title_of(name),
        icd10=header.code.value if header.code else None,
        chapter=header.chapter.value if header.chapter else None,
        sections=sections,
        notes=tuple(sorted(notes, key=lambda note: note.line)),
    )


def _refuse_html(text: str, name: str) -> None:
    """Raises UnreadableFileError for a page or a fragment of HTML, whose tags would stand in facts."""
    found = _HTML.search(text)
    if not found:
        tags = list(_TAG.finditer(text))
        found = tags[0] if len(tags) >= max(_FEW_TAGS, len(text) / _CHARS_A_TAG) else None
    if found:
        raise UnreadableFileError(
            "the text is HTML, the source of a web page.",
            name=name,
            line=1 + len(re.findall(r"\r\n|\r|\n", text[: found.start()])),
            advice="Open the page in a browser, copy its text into a .txt or .md file, and give that.",
        )


def _title_of(name: str) -> str:
    """A title made of a file's name: "kissing-spine.txt" is "Kissing spine"."""
    words = re.sub(r"[\W_]+", " ", PurePath(name).stem).strip() or name
    return words[:1].upper() + words[1:]


def _sections(lines: list[Line], length: int) -> tuple[Section, ...]:
    """The text cut at its headings; what stands before the first, or after a list's end, has no heading."""
    starts: list[
        tuple[int, Heading | None, int]
    ] = []  # where the part starts, its heading, where its body starts
    within: tuple[Heading, int] | None = None
    after_blank = True
    for line, below in zip(lines, [*(line.text for line in lines), ""][1:], strict=True):
        if not line.text.strip():
            after_blank = True
            continue
        heading = heading_of(line.text, below)
        if heading and _opens_section(heading, within):
            starts.append((line.start, heading, line.start + heading.body))
            within = (heading, line.indent)
        elif not starts or (within and after_blank and _closes_list(line, *within)):
            starts.append((line.start, None, line.start))
            within = None
        begun = heading.body if heading else 0
        for start, inner in headings_within(line.text):
            if start >= begun:
                starts.append((line.start + start, inner, line.start + inner.body))
                within = (inner, line.indent)
        after_blank = False
    if not starts:
        return ()
    ends = [start for start, _, _ in starts[1:]] + [length]
    return tuple(
        Section(
            field=heading.topic.field if heading and heading.topic else None,
            heading=heading.words if heading else "",
            start=body,
            end=max(body, end),
        )
        for (_, heading, body), end in zip(starts, ends, strict=True)
    )


def _opens_section(heading: Heading, within: tuple[Heading, int] | None) -> bool:
    """Unknown words open a section only as a Markdown heading no deeper than the one they stand under."""
    if heading.topic is not None:
        return True
    if heading.level is None:
        return False
    return within is None or within[0].level is None or heading.level <= within[0].level


def _closes_list(line: Line, heading: Heading, indent: int) -> bool:
    """A paragraph back at the margin ends an indented numbered section, as in the seed article."""
    return heading.is_numbered and indent > 0 and line.indent < indent
