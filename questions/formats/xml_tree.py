"""XML of strangers as a tree whose elements know their line and their original text.

``defusedxml`` refuses entities and external files; a document type is refused too, for no question file needs
one. The standard tree forgets where an element stood, which a rejection has to say.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from questions.errors import TooLargeError, UnreadableFileError

MAX_XML_BYTES = 60_000_000
"""A course with its images as base64 has some ten."""
MAX_DEPTH = 200
MAX_NODES = 1_500_000
"""A bank of 20,000 questions has half as many; each takes 600 bytes of memory, be it four bytes long."""
_LATE_DECLARATION = re.compile(rb"\A(\xef\xbb\xbf)?(\s+)(<\?xml\s[^<>]{0,200}\?>)")
"""Web servers put empty lines before what they send; moved behind the declaration they do no harm."""
_ENCODING = re.compile(rb"""\A(?:\xef\xbb\xbf)?<\?xml\s[^<>]{0,100}?encoding\s*=\s*["']([\w.-]{1,40})["']""")


class Node(Element):
    """An element without its namespace. ``line`` counts from 1, ``start`` and ``end`` count bytes."""

    line: int = 1
    start: int = 0
    end: int = 0

    def child(self, name: str) -> Node | None:
        """The first child of this name."""
        return next(self.children(name), None)

    def children(self, name: str) -> Iterator[Node]:
        """The children of this name."""
        return (node for node in self if node.tag == name)  # type: ignore[misc]  # only Nodes are made

    def inside(self, *names: str) -> Iterator[Node]:
        """What stands anywhere within and has one of these names."""
        return (node for node in self.iter() if node is not self and node.tag in names)  # type: ignore[misc]

    def said(self, name: str) -> str:
        """The text of the first child of this name, without outer space; empty where there is none."""
        child = self.child(name)
        return "".join(child.itertext()).strip() if child is not None else ""


class Document:
    """A file's tree: ``root``, and the original text of any of its nodes."""

    def __init__(self, data: bytes, root: Node) -> None:
        self._data = data
        self._encoding = _encoding_of(data)
        self.root = root

    def source(self, node: Node) -> str:
        """The node as it stands in the file."""
        text = self._decoded(node.start, node.end)
        if text.endswith("/>") and not len(node) and not node.text:
            return text  # it has no closing tag, which begins where others end
        closed = self._data.find(b">", node.end) + 1
        return text + self._decoded(node.end, closed + (self._encoding == "utf-16-le"))

    def _decoded(self, start: int, end: int) -> str:
        return self._data[start:end].decode(self._encoding, "replace").replace("\0", "")


def parse(data: bytes, name: str, *, limit: int = MAX_XML_BYTES) -> Document:
    """The tree of an XML file.

    Raises:
        UnreadableFileError: it is not well-formed (with the line), or has a document type or entities.
        TooLargeError: it is over ``limit`` bytes, nested over MAX_DEPTH deep, or has over MAX_NODES elements.
    """
    if len(data) > limit:
        raise TooLargeError(
            f"the file has {len(data) / 1e6:.0f} MB of XML; the limit is {limit / 1e6:.0f} MB.",
            name=name,
            advice="Split it into smaller files.",
        )
    data = _LATE_DECLARATION.sub(rb"\1\3\2", data, count=1)
    parser = _Parser(name)
    try:
        parser.feed(data)
        root: Any = parser.close()  # a Node, as all that its builder makes
    except ParseError as error:
        raise UnreadableFileError(
            f"the file is not well-formed XML ({error.msg}).",
            name=name,
            line=error.position[0],
            advice="Export it again, or mend it there.",
        ) from error
    except DefusedXmlException as error:
        raise UnreadableFileError(
            "the file has a document type or entities of its own, which question files do not need.",
            name=name,
            advice="Export it again without.",
        ) from error
    except (LookupError, ValueError) as error:  # an encoding that nobody knows
        raise UnreadableFileError(
            f"the file cannot be decoded ({error}).", name=name, advice="Save it in UTF-8."
        ) from error
    return Document(data, root)


def _encoding_of(data: bytes) -> str:
    """The encoding that Python knows by this name; that of UTF-8 where the file tells none."""
    if data.startswith((b"\xff\xfe", b"<\0")):
        return "utf-16-le"
    if data.startswith((b"\xfe\xff", b"\0<")):
        return "utf-16-be"
    declared = _ENCODING.match(data)
    try:
        return codecs.lookup(declared[1].decode()).name if declared else "utf-8"
    except LookupError:
        return "utf-8"


class _Parser(DefusedXMLParser):
    """Adds places to nodes: defusedxml's parser is the one in pure Python, whose handlers can be extended."""

    def __init__(self, name: str) -> None:
        super().__init__(target=TreeBuilder(element_factory=Node), forbid_dtd=True)
        self._name = name
        self._open: list[Node] = []
        self._count = 0

    def _start(self, tag: str, attributes: list[str]) -> Any:
        node = super()._start(tag, attributes)  # type: ignore[misc]  # not in the stubs
        node.tag = node.tag.rpartition("}")[2]
        node.attrib = {key.rpartition("}")[2]: value for key, value in node.attrib.items()}
        node.line, node.start = self.parser.CurrentLineNumber, self.parser.CurrentByteIndex
        self._open.append(node)
        self._count += 1
        if len(self._open) > MAX_DEPTH:
            raise TooLargeError("the file is nested too deep.", name=self._name, line=node.line)
        if self._count > MAX_NODES:
            raise TooLargeError(
                f"the file has over {MAX_NODES} elements.",
                name=self._name,
                advice="Split it into smaller files.",
            )
        return node

    def _end(self, tag: str) -> Any:
        node = self._open.pop()
        node.end = self.parser.CurrentByteIndex
        return super()._end(tag)  # type: ignore[misc]  # not in the stubs
