"""Word documents as the lines that a person sees, with their numbers, emphasis and images.

Numbers and letters of Word's own lists stand nowhere in the text: they are counted here and put before each
paragraph, so that "a." can be told from "b.". The rest of a document is read by mammoth, which is given none
of the stranger's archive but what has been counted and looked through for document types before.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from io import BytesIO
from itertools import groupby
from typing import Any

import mammoth

from questions.docx_numbers import number_labels
from questions.errors import TooLargeError, UnreadableFileError
from questions.formats.archive import Archive
from questions.formats.xml_tree import Document, parse
from questions.images import MAX_IMAGE_BYTES

MAIN = re.compile(r"word/document\d*\.xml")
_MAX_XML_BYTES = 10_000_000
"""A thesis has some 5 MB; mammoth needs fifty times as much memory."""
_STYLES = "u => u\nhighlight => mark"
_KEPT = {
    "strong": "b",
    "b": "b",
    "em": "i",
    "i": "i",
    "u": "u",
    "mark": "mark",
    "sub": "sub",
    "sup": "sup",
    "s": "s",
}
_EMPHASIS = frozenset({"b", "u", "mark"})
_BLOCK = re.compile(r"p|h[1-6]|li|td|th|tr|table|ol|ul|dl|dt|dd|div")
IMAGE = "\ufffc"
_NOT_LOOKED_AT = re.compile(
    rb"<w:(?:rFonts|sz|szCs|lang|proofErr|noProof|spacing|kern|color|bCs|iCs|bookmarkStart|bookmarkEnd"
    rb"|lastRenderedPageBreak)(?: [^<>]*)?/>"
)
"""Most elements of a document that was edited for long; mammoth takes its time for each."""
_BROKEN = (AttributeError, EOFError, IndexError, KeyError, OSError, RecursionError, TypeError, ValueError)
"""What mammoth lets through where a document is not as Word writes it."""


@dataclass(frozen=True, kw_only=True)
class WordLine:
    """A line of a document; ``rank`` is that of a heading, 0 of running text.

    ``signs`` names the tags that each character stands in; an image is one character, with its address there.
    """

    text: str
    signs: tuple[tuple[str, ...], ...]
    rank: int = 0

    def is_emphasised(self, start: int = 0) -> bool:
        """Whether all from there on is bold, underlined or highlighted."""
        marked = [
            not _EMPHASIS.isdisjoint(tags)
            for sign, tags in zip(self.text[start:], self.signs[start:], strict=True)
            if sign.isalnum()
        ]
        return bool(marked) and all(marked)

    def html(self, start: int = 0, end: int | None = None, *, emphasis: bool = True) -> str:
        """The line, or a part of it, as HTML; ``emphasis`` can be left out where it only marks a key."""
        pairs = zip(self.text[start:end], self.signs[start:end], strict=True)
        parts = []
        for tags, group in groupby(pairs, key=lambda pair: pair[1]):
            text = "".join(sign for sign, _ in group)
            if text == IMAGE and tags:
                parts.append(f'<img src="{escape(tags[-1])}" alt="image">')
                continue
            kept = [tag for tag in dict.fromkeys(tags) if emphasis or tag not in _EMPHASIS]
            opening, closing = (
                "".join(f"<{tag}>" for tag in kept),
                "".join(f"</{tag}>" for tag in reversed(kept)),
            )
            parts.append(f"{opening}{escape(text, quote=False)}{closing}")
        return "".join(parts)


@dataclass(frozen=True, kw_only=True)
class WordText:
    """The lines of a document, its images by their address in the lines, and how many formulas it lost."""

    lines: tuple[WordLine, ...]
    images: dict[str, bytes] = field(default_factory=dict)
    formulas: int = 0


def is_word(members: frozenset[str]) -> bool:
    """Whether an archive with these members is a Word document."""
    return any(MAIN.fullmatch(name) for name in members)


def read_docx(data: bytes, name: str) -> WordText:
    """The lines of a Word document.

    Raises:
        UnreadableFileError: it is no .docx file, a damaged one, or has a document type in its XML.
        TooLargeError: it has over 10 MB of text, or unpacks to more than an archive may.
    """
    images: dict[str, bytes] = {}
    html, main = _converted(data, name, images)
    reader = _LineReader()
    reader.feed(html)
    reader.close()
    return WordText(
        lines=tuple(reader.finished()), images=images, formulas=sum(1 for _ in main.root.inside("oMath"))
    )


def docx_html(data: bytes, name: str) -> str:
    """A Word document as HTML, with the labels of its lists as words. Raises as ``read_docx`` does."""
    return _converted(data, name, {})[0]


def _converted(data: bytes, name: str, images: dict[str, bytes]) -> tuple[str, Document]:
    """The document as mammoth's HTML, and its main part; images are put into ``images`` by their address."""
    checked, main = _checked(data, name)
    try:
        html = mammoth.convert_to_html(
            checked,
            style_map=_STYLES,
            include_embedded_style_map=False,
            transform_document=mammoth.transforms.paragraph(lambda one: one.copy(numbering=None)),
            convert_image=mammoth.images.img_element(lambda image: {"src": _kept_image(image, images)}),
        ).value
    except _BROKEN as error:
        raise UnreadableFileError(
            "the document is damaged.", name=name, advice="Open it in Word and save it again as .docx."
        ) from error
    return html, main


def _checked(data: bytes, name: str) -> tuple[BytesIO, Document]:
    """The document as an archive of what is needed of it, with the numbers of its lists written out."""
    texts: dict[str, Document] = {}
    checked = BytesIO()
    with Archive(data, name) as archive, zipfile.ZipFile(checked, "w") as safe:
        main = next(filter(MAIN.fullmatch, archive.names), None)
        if main is None:
            raise UnreadableFileError(
                "the archive is no Word document.", name=name, advice="Save it in Word as .docx."
            )
        contents: dict[str, bytes] = {}
        left = _MAX_XML_BYTES
        for member in archive.names:
            if member.endswith((".xml", ".rels")):
                contents[member] = archive.read(member, limit=left)
                left -= len(contents[member])
                if member == main:
                    contents[main] = _NOT_LOOKED_AT.sub(b"", contents[main]).replace(b"<w:rPr></w:rPr>", b"")
                texts[member] = parse(contents[member], name)
        contents[main] = _with_numbers(contents[main], texts, main)
        for member, content in contents.items():
            safe.writestr(member, content)
        for member in archive.names:
            if member.startswith("word/media/") and member not in contents:
                try:
                    safe.writestr(member, archive.read(member, limit=MAX_IMAGE_BYTES))
                except TooLargeError:
                    continue  # counted where the image is shown
    checked.seek(0)
    return checked, texts[main]


def _with_numbers(content: bytes, texts: dict[str, Document], main: str) -> bytes:
    """The main part with the label of each paragraph of a list as its first words."""
    pieces, at = [], 0
    for properties, label in number_labels(
        texts[main].root, texts.get("word/numbering.xml"), texts.get("word/styles.xml")
    ):
        end = content.find(b">", properties.end) + 1
        opening = re.compile(rb"<([\w.-]+:)?pPr\b").match(content, properties.start)
        if opening is None or not end:
            continue  # not in an encoding of single bytes
        prefix = opening[1] or b""
        run = b'<%br><%bt xml:space="preserve">%b </%bt></%br>' % (
            *(prefix, prefix, escape(label).encode("ascii", "xmlcharrefreplace")),
            *(prefix, prefix),
        )
        pieces += [content[at:end], run]
        at = end
    return b"".join((*pieces, content[at:]))


def _kept_image(image: Any, images: dict[str, bytes]) -> str:
    """The address under which the bytes of an image are kept; one that cannot be opened has no bytes."""
    address = f"image-{len(images) + 1}"
    try:
        with image.open() as file:
            images[address] = file.read()
    except (KeyError, ValueError):  # not in the archive, or linked from without
        images[address] = b""
    return address


class _LineReader(HTMLParser):
    """Cuts mammoth's HTML into lines: each block, and within it each line break."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[WordLine] = []
        self._tags: list[str] = []
        self._text: list[str] = []
        self._signs: list[tuple[str, ...]] = []
        self._rank = 0

    def finished(self) -> list[WordLine]:
        """All lines; an empty paragraph is an empty line."""
        if self._text:
            self._end_line()
        return self._lines

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _KEPT:
            self._tags.append(_KEPT[tag])
        elif tag == "br":
            self._end_line()
        elif tag == "img":
            self._add(IMAGE, (dict(attrs).get("src") or "",))
        elif _BLOCK.fullmatch(tag):
            if self._text:
                self._end_line()
            self._rank = int(tag[1]) if re.fullmatch("h[1-6]", tag) else 0

    def handle_endtag(self, tag: str) -> None:
        if tag in _KEPT:
            if _KEPT[tag] in self._tags:
                self._tags.remove(_KEPT[tag])
        elif tag == "p" or (_BLOCK.fullmatch(tag) and self._text):
            self._end_line()
            self._rank = 0

    def handle_data(self, data: str) -> None:
        self._add(data.replace("\n", " "), tuple(self._tags))

    def _add(self, text: str, tags: tuple[str, ...]) -> None:
        self._text.append(text)
        self._signs.extend([tags] * len(text))

    def _end_line(self) -> None:
        text = "".join(self._text)
        start = len(text) - len(text.lstrip())
        end = max(start, len(text.rstrip()))
        self._lines.append(
            WordLine(text=text[start:end], signs=tuple(self._signs[start:end]), rank=self._rank)
        )
        self._text, self._signs = [], []
