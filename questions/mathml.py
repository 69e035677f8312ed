"""Formulas of MathML as a line of HTML, for an HTML cleaner drops a formula with all that it says.

Apart from ``questions.html``, for readers of XML have the formula as a tree already.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape, unescape
from xml.etree.ElementTree import Element

_FORMULA = re.compile(r"<((?:[a-z]{1,10}:)?math)\b", re.IGNORECASE)
_PIECE = re.compile(r"<(/?)(?:[a-z]{1,10}:)?([a-z]{1,20})([^<>]*+)>|([^<]++)|<", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([a-z]{1,20})\s{0,9}=\s{0,9}(?:"([^"]*+)"|'([^']*+)')""", re.IGNORECASE)
_DEEPEST = 50
"""What is nested deeper is read as standing there."""
_SILENT = {"annotation", "annotation-xml", "mphantom", "none", "mprescripts"}


def in_lines(html: str) -> str:
    """The fragment with each formula of MathML as text, powers raised and indices lowered."""
    parts: list[str] = []
    at = 0
    while (start := _FORMULA.search(html, at)) is not None:
        parts.append(html[at : start.start()])
        opening = html.find(">", start.end())
        is_empty = html[opening - 1 : opening] == "/"
        closing = (
            None if is_empty else re.compile(rf"</{start[1]}\s*+>", re.IGNORECASE).search(html, start.end())
        )
        end = opening + 1 if is_empty else closing.end() if closing else len(html)
        parts.append(formula(_tree(html[start.start() : end])))
        at = end
    return "".join((*parts, html[at:]))


def formula(node: Element) -> str:
    """A formula in one line of HTML: fractions as (a)/(b), powers raised, indices lowered.

    Where it has no text, the text that stands for it.
    """
    said = _line(node)
    return said if said.strip() else escape(node.get("alttext", ""), quote=False)


def _line(node: Element) -> str:
    if node.tag in _SILENT:
        return ""
    if node.tag == "mmultiscripts":
        return _scripts(node)
    if not len(node):
        return (
            " " if node.tag == "mspace" else escape(" ".join("".join(node.itertext()).split()), quote=False)
        )
    children = [_line(child) for child in node]
    shape = _SHAPES.get((str(node.tag), len(children)))
    if shape:
        return shape(*children)
    opening, between, closing = _AROUND.get(str(node.tag), ("", "", ""))
    if node.tag == "mfenced":
        opening, closing = (
            escape(node.get(name, sign), quote=False) for name, sign in (("open", "("), ("close", ")"))
        )
    return opening + between.join(children) + closing


def _scripts(node: Element) -> str:
    """Indices and powers on either side: after the base in pairs, those behind ``mprescripts`` before it."""
    base = ""
    before: list[str] = []
    after: list[str] = []
    side = after
    for place, child in enumerate(node):
        if child.tag == "mprescripts":
            side = before
        elif place == 0:
            base = _line(child)
        else:
            side.append(_line(child))
    return _raised(before) + base + _raised(after)


def _raised(scripts: list[str]) -> str:
    tags = ("sub", "sup")
    return "".join(
        f"<{tags[place % 2]}>{said}</{tags[place % 2]}>" for place, said in enumerate(scripts) if said
    )


def _grouped(text: str) -> str:
    return text if text.isalnum() else f"({text})"


def _lowered(base: str, lowered: str) -> str:
    return f"{base}<sub>{lowered}</sub>"


def _lowered_and_raised(base: str, lowered: str, raised: str) -> str:
    return f"{base}<sub>{lowered}</sub><sup>{raised}</sup>"


_SHAPES: dict[tuple[str, int], Callable[..., str]] = {
    ("mfrac", 2): lambda above, below: f"{_grouped(above)}/{_grouped(below)}",
    ("msup", 2): lambda base, raised: f"{base}<sup>{raised}</sup>",
    ("mroot", 2): lambda radicand, degree: f"<sup>{degree}</sup>√({radicand})",
    ("msub", 2): _lowered,
    ("munder", 2): _lowered,
    ("msubsup", 3): _lowered_and_raised,
    ("munderover", 3): _lowered_and_raised,
}
"""By the element and the number of its children, which MathML fixes."""
_AROUND = {
    "msqrt": ("√(", "", ")"),
    "mfenced": ("", ", ", ""),
    "mtable": ("(", "; ", ")"),
    "mtr": ("", ", ", ""),
}
"""What stands before, between and after the children of an element that may have any number of them."""


def _tree(html: str) -> Element:
    """The elements of a formula in the source of a page, closed or not."""
    root = Element("math")
    for ancestors, element in _elements(html, root):
        ancestors[-1].append(element)
    return root[0] if len(root) == 1 else root


def _elements(html: str, root: Element) -> Iterator[tuple[list[Element], Element]]:
    open_elements = [root]
    for piece in _PIECE.finditer(html):
        closing, name, rest, text = piece.groups()
        if text:
            said = Element("text")
            said.text = unescape(text)
            if said.text.strip():
                yield open_elements, said
        elif name and closing:
            names = [element.tag for element in open_elements[1:]]
            if name.lower() in names:
                del open_elements[len(names) - names[::-1].index(name.lower()) :]
        elif name:
            attributes = {key.lower(): unescape(one or two) for key, one, two in _ATTRIBUTE.findall(rest)}
            element = Element(name.lower(), attributes)
            yield open_elements, element
            if not rest.endswith("/") and len(open_elements) < _DEEPEST:
                open_elements.append(element)
