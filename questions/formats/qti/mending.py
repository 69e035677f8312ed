"""XML of question files that is not well-formed, mended where that takes no guess at what a question says.

Exporters leave signs unescaped, elements unclosed within a closed one, prefixes undeclared, several roots, a
document type. What is mended goes through the same guarded parser as everything else; a document type that
declares entities is left to be refused, and so is a file that ends too early: its questions are lost.
"""

from __future__ import annotations

import re
from html.entities import html5
from xml.sax.saxutils import escape

from questions.decoding import decode
from questions.errors import TooLargeError, UnreadableFileError
from questions.formats.xml_tree import MAX_DEPTH, Document, parse
from questions.model import Note

ROOT = "mended"
"""The element that several roots are put into."""

# Possessive, so that a megabyte of one sign is looked at once.
_TAG = re.compile(r"""<(/?)([A-Za-z_][\w.:-]*+)((?:[^<>"']++|"[^"]*+"|'[^']*+')*+)>""")
_ATTRIBUTE = re.compile(r"""([A-Za-z_][\w.:-]*+)\s*+=\s*+("[^"]*+"|'[^']*+')""")
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>", re.IGNORECASE)
_REFERENCE = re.compile(r"&(?:#(\d{1,7})|#[xX]([0-9A-Fa-f]{1,6})|([A-Za-z][A-Za-z0-9]{1,31}));")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_VOID = {"area", "br", "col", "hr", "img", "input", "link", "wbr"}
_OPAQUE = (("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>"))


def parse_mended(data: bytes, name: str) -> tuple[Document, tuple[Note, ...]]:
    """The tree of an XML file, mended if it has to be, which a note then says.

    Raises:
        UnreadableFileError: it cannot be mended; with the place where it breaks.
    """
    try:
        return parse(data, name), ()
    except TooLargeError:
        raise
    except UnreadableFileError as error:
        try:
            document = parse(_mended(decode(data, name=name, limit=len(data)).text).encode(), name)
        except UnreadableFileError:
            raise error from None
        what = error.problem.rstrip(".")
        note = Note(line=error.line or 1, message=f"{what[:1].upper()}{what[1:]}; it was mended. Check it.")
        return document, (note,)


def _mended(text: str) -> str:
    """Well-formed where possible; the line of every element stays."""
    text = _NOT_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    declaration = _DECLARATION.match(text)
    start = declaration.end() if declaration else 0
    return "\n" * text[:start].count("\n") + _Mender(_without_type(text[start:])).mended()


def _without_type(text: str) -> str:
    """Without a document type that only names or describes elements; its lines stay."""
    start = text.find("<!DOCTYPE")
    if start < 0:
        return text
    bracket, end = text.find("[", start), text.find(">", start)
    if 0 <= bracket < end:
        closing = re.compile(r"\]\s*>").search(text, bracket)
        end = closing.end() - 1 if closing else -1
    declared = text[start : end + 1]
    if end < 0 or "<!ENTITY" in declared:
        return text
    return text[:start] + "\n" * declared.count("\n") + text[end + 1 :]


class _Mender:
    """Walks through a text once, keeping the elements that are open."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._out: list[str] = []
        self._open: list[str] = []
        self._roots = 0
        self._used: set[str] = set()
        self._declared = {"xml", "xmlns"}

    def mended(self) -> str:
        """What was mended, in one root, with every prefix declared."""
        at = 0
        while at < len(self._text):
            at = self._step(at)
        undeclared = sorted(self._used - self._declared)
        if self._roots < 2 and not undeclared:
            return "".join(self._out)
        prefixes = "".join(f' xmlns:{prefix}="urn:undeclared:{prefix}"' for prefix in undeclared)
        return f"<{ROOT}{prefixes}>{''.join(self._out)}</{ROOT}>"

    def _step(self, at: int) -> int:
        """Take the tag or the run of text at this place; the place after it."""
        if self._text[at] != "<":
            end = self._text.find("<", at)
            end = end if end >= 0 else len(self._text)
            self._out.append(_mended_text(self._text[at:end]) if self._open else self._text[at:end])
            return end
        for opening, closing in _OPAQUE:
            if self._text.startswith(opening, at):
                end = self._text.find(closing, at + len(opening))
                end = end + len(closing) if end >= 0 else len(self._text)
                is_late = opening == "<?" and self._text[at : at + 6].lower() == "<?xml "  # behind a comment
                self._out.append("" if is_late else self._text[at:end])
                return end
        tag = _TAG.match(self._text, at)
        if tag is None:
            self._out.append("&lt;")
            return at + 1
        (self._close if tag[1] else self._start)(tag[2], tag[3])
        return tag.end()

    def _start(self, name: str, rest: str) -> None:
        closed = rest.rstrip().endswith("/") or (bool(self._open) and name.lower() in _VOID)
        self._roots += not self._open
        attributes = dict(_ATTRIBUTE.findall(rest))  # a second one of the same name is not well-formed
        for key in attributes:
            if key.startswith("xmlns:"):
                self._declared.add(key[6:])
        self._used.update(key.partition(":")[0] for key in (name, *attributes) if ":" in key)
        values = "".join(
            f" {key}={value[0]}{_mended_text(value[1:-1])}{value[0]}" for key, value in attributes.items()
        )
        self._out.append("\n" * rest.count("\n") + f"<{name}{values}{'/' if closed else ''}>")
        if not closed:
            self._open.append(name)
        if len(self._open) > MAX_DEPTH:
            raise TooLargeError("the file is nested too deep.")

    def _close(self, name: str, rest: str) -> None:
        """Close what is open within it too; an end of what is not open is left out."""
        self._out.append("\n" * rest.count("\n"))
        if name not in self._open:
            return
        while (inner := self._open.pop()) != name:
            self._out.append(f"</{inner}>")
        self._out.append(f"</{name}>")


def _mended_text(text: str) -> str:
    """Text or the value of an attribute, each & and < that stands for itself escaped."""
    parts: list[str] = []
    at = 0
    for reference in _REFERENCE.finditer(text):
        parts.append(escape(text[at : reference.start()]))
        parts.append(_resolved(reference))
        at = reference.end()
    parts.append(escape(text[at:]))
    return "".join(parts)


def _resolved(reference: re.Match[str]) -> str:
    decimal, hexadecimal, name = reference.groups()
    if name:
        known = html5.get(f"{name};")
        return reference[0] if name in {"amp", "lt", "gt", "quot", "apos"} else escape(known or reference[0])
    code = int(decimal) if decimal else int(hexadecimal, 16)
    return "" if code > 0x10FFFF or _NOT_XML.match(chr(code)) else reference[0]
