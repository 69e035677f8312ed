"""Texts of QTI 1.2: a ``material`` holds runs of plain text, escaped HTML, XHTML, images and line breaks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html import escape
from xml.etree.ElementTree import tostring

from questions.formats.drafts import Text
from questions.formats.intake import Fetch, Intake
from questions.formats.xml_tree import Node
from questions.html import from_text, has_markup, to_text
from questions.model import Markup

_HTML_TYPES = {"text/html", "text/xhtml", "html"}
_LOST = {"mataudio": "audio", "matvideo": "video", "matapplet": "embedded page or program"}
# Where XML was laid out for people, a text goes on in the next line, indented.
_INDENTED = re.compile(r"(?<![ \t])[ \t]*+\r?\n[ \t]{2,}+")
_IMAGE_SUFFIXES = (".png", ".jpg", ".jpeg", ".gif", ".webp")


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A run of text as HTML, and as plain text where it is no more than that."""

    html: str
    plain: str | None


class Texts:
    """Reads the texts of one part of a package; ``fetch`` gives its images."""

    def __init__(self, intake: Intake, fetch: Fetch) -> None:
        self.intake = intake
        self.fetch = fetch

    def lose(self, what: str, times: int = 1) -> None:
        """Count what has no place in an item."""
        if times:
            self.intake.lost[what] += times

    def of(self, *nodes: Node) -> Text:
        """The text of these materials, or of those within these nodes, a line each."""
        return self.joined([self.piece(material) for node in nodes for material in materials(node)], "\n")

    def joined(
        self, pieces: Iterable[Piece], between: str = "", change: Callable[[str], str] | None = None
    ) -> Text:
        """These pieces as one text, after ``change`` was done to its source."""
        shown = [piece for piece in pieces if piece.html.strip()]
        change = change or str
        if all(piece.plain is not None for piece in shown):
            return self.intake.plain(change(between.join(piece.plain or "" for piece in shown)))
        return self.intake.html(change(from_text(between).join(piece.html for piece in shown)), self.fetch)

    def plain(self, text: Text) -> str:
        """A text whose place in an item holds no HTML."""
        if text.markup is Markup.PLAIN:
            return text.text
        self.lose("formatting of an answer")
        return to_text(text.text)

    def piece(self, material: Node) -> Piece:
        """One material."""
        pieces = list(self._runs(material))
        is_plain = all(piece.plain is not None for piece in pieces)
        return Piece(
            html="".join(piece.html for piece in pieces),
            plain="".join(piece.plain or "" for piece in pieces) if is_plain else None,
        )

    def _runs(self, material: Node) -> Iterator[Piece]:
        for node in material.iter():
            match node.tag:
                case "mattext" | "matemtext" | "mat_formattedtext":
                    yield _run(node)  # type: ignore[arg-type]  # only Nodes are made
                case "matbreak":
                    yield Piece(html="<br>", plain="\n")
                case "matimage" | "matapplication":
                    yield from self._image(node)  # type: ignore[arg-type]
                case "mataudio" | "matvideo" | "matapplet":
                    self.lose(_LOST[node.tag])

    def _image(self, node: Node) -> Iterator[Piece]:
        source = node.get("uri") or node.get("label") or ""
        if node.tag == "matapplication" and not source.lower().endswith(_IMAGE_SUFFIXES):
            self.lose("file attached to a question")
            return
        if node.get("embedded", "").lower() == "base64":
            source = f"data:{node.get('imagtype') or 'image/png'};base64,{''.join((node.text or '').split())}"
        shown = f'<img src="{escape(source)}" alt="{escape(node.get("label") or "")}">'
        yield Piece(html=shown, plain=None)


def blank(text: str) -> Piece:
    """A piece that is the same in both."""
    return Piece(html=text, plain=text)


def materials(node: Node) -> Iterator[Node]:
    """The materials at or below a node, in their order; not the alternatives of a material."""
    if node.tag == "material":
        yield node
        return
    for child in node:
        if child.tag != "altmaterial":
            yield from materials(child)  # type: ignore[arg-type]  # only Nodes are made


def source_of(node: Node) -> str:
    """What stands in an element, as HTML if it has elements in it."""
    inner = "".join(tostring(child, encoding="unicode", method="html") for child in node)
    return (escape(node.text or "", quote=False) if len(node) else node.text or "") + inner


def _run(node: Node) -> Piece:
    text = source_of(node)
    stated = (node.get("texttype") or node.get("type") or "").lower()
    if stated in _HTML_TYPES or len(node) or (stated != "text/plain" and has_markup(text)):
        return Piece(html=text, plain=None)
    if node.get("space") != "preserve":
        text = _INDENTED.sub(" ", text)
    return Piece(html=from_text(text), plain=text)
