"""A web page as the text of an article: headings, lists and tables as Markdown, without menus and footnotes.

Apart from ``html``, whose text of a question's field has no headings, and keeps all that a page says.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

import nh3

from questions.html import parsable

# fmt: off
_CHROME = frozenset((
    "aside", "button", "canvas", "datalist", "dialog", "embed", "footer", "iframe", "nav", "noscript",
    "object", "script", "select", "style", "svg", "template", "textarea", "title",
))
"""What a page has around its text; their content is no part of it."""
_BLOCKS = frozenset((
    "address", "article", "blockquote", "caption", "center", "dd", "details", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "form", "header", "hr", "legend", "main", "ol", "p", "pre", "section", "summary",
    "table", "ul",
))
# fmt: on
_HEADINGS = frozenset(f"h{rank}" for rank in range(1, 7))
_APART = _HEADINGS | {"blockquote", "dl", "hr", "p", "pre", "table"}
"""Blank lines stand around these."""
_CELLS = frozenset(("td", "th"))
_KEPT = _BLOCKS | _HEADINGS | _CELLS | {"a", "br", "li", "span", "sup", "tr"}
_LEFT_OUT = frozenset((
    "catlinks", "mw-editsection", "mw-jump-link", "navbox", "noprint", "reflist", "references", "toc",
))  # fmt: skip
_BOX = "infobox"
_DEEPEST = 8
"""Lists are indented no further than this."""
_EDIT_LINK = re.compile(r"\s*\[edit\]$", re.IGNORECASE)
_FOOTNOTE = re.compile(r"(?:foot|end)note-\d+")
"""The note itself, as documents of Word have it after their text."""
_REFERENCE = re.compile(r"\[[^\[\]]{0,60}\]|[\d,;–\s-]+\*?")


def page_text(html: str) -> str:
    """What a page says, as browsers nest it. In time that grows with its length alone."""
    attributes = {"*": {"class", "hidden", "id", "role"}, "a": {"href"}}
    well_formed = nh3.clean(
        parsable(html),
        tags=set(_KEPT),
        clean_content_tags=set(_CHROME),
        attributes=attributes,
        link_rel=None,
        url_schemes={"http", "https"},
    )
    reader = _PageReader()
    reader.feed(well_formed)
    reader.close()
    return re.sub(r"\n{3,}", "\n\n", "\n".join(reader.finished())).strip("\n")


class _PageReader(HTMLParser):
    """Collects lines; a cell of a table and a raised text have lines of their own until they end."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[str] = []
        self._box: list[str] = []
        self._boxes: list[bool] = []
        self._parts: list[str] = []
        self._outer: list[tuple[list[str], list[str], str]] = []
        self._row: list[tuple[str, list[str]]] = []
        self._rows: list[list[tuple[str, list[str]]]] = []
        self._lists: list[str] = []
        self._begins = ""
        self._left_out: list[str] = []
        self._is_cited = False

    def finished(self) -> list[str]:
        """The lines, when all is fed; what stands in a box beside the text comes after it."""
        self._end_line()
        return [*self._lines, "", *self._box]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if self._left_out or _is_left_out(values):
            self._left_out += [] if tag in {"br", "hr"} else [tag]
            return
        if tag == "br":
            self._end_line()
        elif tag in _CELLS or tag == "sup":
            self._begin_inner()
            self._is_cited = False
        elif tag == "a":
            self._is_cited |= (values.get("href") or "").startswith("#")
        elif tag == "tr":
            self._rows.append(self._row)
            self._row = []
        elif tag != "span":
            self._boxes += [_BOX in (values.get("class") or "").split()] if tag == "table" else []
            self._begin_block(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._left_out:
            self._left_out.pop()
        elif tag in _CELLS:
            self._row.append((tag, self._end_inner()))
        elif tag == "sup":
            raised = " ".join(filter(None, self._end_inner()))
            is_reference = self._is_cited or raised.startswith("[")
            self._parts.append("" if is_reference and _REFERENCE.fullmatch(raised) else f"^{raised}")
        elif tag == "tr" and self._rows:
            self._end_row()
        elif tag in _BLOCKS or tag in _HEADINGS or tag == "li":
            self._end_block(tag)

    def handle_data(self, data: str) -> None:
        if not self._left_out:
            self._parts.append(data)

    def _begin_block(self, tag: str) -> None:
        self._end_line()
        if tag in _APART:
            self._lines.append("")
        if tag in _HEADINGS:
            self._begins = f"{'#' * int(tag[1])} "
        elif tag in {"ul", "ol"}:
            self._lists.append(tag)
        elif tag == "li":
            self._begins = f"{'  ' * min(len(self._lists) - 1, _DEEPEST)}- "

    def _end_block(self, tag: str) -> None:
        self._end_line()
        self._begins = ""
        if tag == "table" and self._boxes:
            self._boxes.pop()
        if tag in _APART:
            self._lines.append("")
        if tag in {"ul", "ol"} and self._lists:
            self._lists.pop()
            self._lines += [] if self._lists else [""]

    def _end_line(self) -> None:
        text = " ".join("".join(self._parts).split())
        text = _EDIT_LINK.sub("", text) if self._begins.startswith("#") else text
        self._parts = []
        if text:
            self._lines.append(self._begins + text)
            self._begins = ""

    def _begin_inner(self) -> None:
        self._outer.append((self._lines, self._parts, self._begins))
        self._lines, self._parts, self._begins = [], [], ""

    def _end_inner(self) -> list[str]:
        self._end_line()
        inner = "\n".join(self._lines).strip("\n").split("\n")
        if self._outer:
            self._lines, self._parts, self._begins = self._outer.pop()
        return inner

    def _end_row(self) -> None:
        """A row of a box as "Head: text", of several short cells as one of a Markdown table."""
        cells, self._row = self._row, self._rows.pop()
        self._end_line()
        texts = [" ".join(filter(None, lines)).replace("|", "/") for _, lines in cells]
        if any(self._boxes):
            self._box += [": ".join(filter(None, texts)), ""]
        elif len(cells) == 1 or any(len(lines) > 1 for _, lines in cells):
            for _, lines in cells:
                self._lines += [*lines, ""]
        elif any(texts):
            self._lines.append(f"| {' | '.join(texts)} |")
            if all(tag == "th" for tag, _ in cells):
                self._lines.append(f"|{'---|' * len(cells)}")


def _is_left_out(values: dict[str, str | None]) -> bool:
    classes = {*(values.get("class") or "").split(), values.get("id") or ""}
    is_footnote = any(_FOOTNOTE.fullmatch(name) for name in classes)
    return (
        is_footnote
        or "hidden" in values
        or values.get("role") == "navigation"
        or not _LEFT_OUT.isdisjoint(classes)
    )
