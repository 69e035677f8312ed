"""The numbers and letters that Word shows before the paragraphs of its lists, and writes nowhere.

After ECMA-376, part 1, 17.9: a paragraph names a list and a level, itself or by its style; the list names an
abstract one, whose levels have a form ("%1)") and a kind of number. Lists of one abstract list count on,
unless one starts anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from questions.formats.xml_tree import Document, Node

_BULLET = "\u2022"
_MAX_LEVEL = 8
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


@dataclass(frozen=True, kw_only=True)
class _Level:
    form: str
    kind: str
    start: int


@dataclass(frozen=True, kw_only=True)
class _List:
    abstract: str
    levels: dict[int, _Level]
    starts: dict[int, int]


def number_labels(
    body: Node, numbering: Document | None, styles: Document | None
) -> Iterator[tuple[Node, str]]:
    """The properties of each numbered paragraph, in their order, and what Word shows before it."""
    lists = _lists(numbering.root) if numbering is not None else {}
    of_styles = _of_styles(styles.root) if styles is not None else {}
    counts: dict[str, dict[int, int]] = {}
    begun: set[str] = set()
    for paragraph in body.inside("p"):
        properties = paragraph.child("pPr")
        if properties is None:
            continue
        name, level = _place(properties, of_styles)
        chosen = lists.get(name)
        if chosen is None or level not in chosen.levels:
            continue
        count = counts.setdefault(chosen.abstract, {})
        if name not in begun:
            begun.add(name)
            for restarted, start in chosen.starts.items():
                count[restarted] = start - 1
        count[level] = count.get(level, chosen.levels[level].start - 1) + 1
        for deeper in [one for one in count if one > level]:
            del count[deeper]
        if label := _label(chosen, level, count):
            yield properties, label


def _label(chosen: _List, level: int, count: dict[int, int]) -> str:
    form = chosen.levels[level].form
    if chosen.levels[level].kind == "bullet":
        return _BULLET
    if chosen.levels[level].kind == "none":
        return ""

    def number(place: re.Match[str]) -> str:
        at = int(place[1]) - 1
        of_level = chosen.levels.get(at, chosen.levels[level])
        return _written(count.get(at, of_level.start), of_level.kind)

    label = re.sub(r"%([1-9])", number, form).strip()
    return f"{label}." if label[-1:].isalnum() else label


def _written(number: int, kind: str) -> str:
    """A number as a list of this kind writes it: 3 is "3", "c", "C", "iii" or "III"."""
    number = min(max(number, 0), 9999)
    match kind:
        case "lowerLetter" | "upperLetter":
            letters = chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 9)
            return letters.upper() if kind == "upperLetter" else letters
        case "lowerRoman" | "upperRoman":
            roman = ""
            for value, sign in _ROMAN:
                roman += sign * (number // value)
                number %= value
            return roman.upper() if kind == "upperRoman" else roman
    return str(number)


def _place(properties: Node, of_styles: dict[str, tuple[str, int]]) -> tuple[str, int]:
    """The list and level of a paragraph; "" where it is in none."""
    numbers = properties.child("numPr")
    style = properties.child("pStyle")
    name, level = of_styles.get(_value(style), ("", 0))
    if numbers is None:
        return name, level
    return _value(numbers.child("numId")) or name, _number(numbers.child("ilvl"), level)


def _lists(root: Node) -> dict[str, _List]:
    abstracts: dict[str, dict[int, _Level]] = {}
    for node in root.children("abstractNum"):
        abstracts[node.get("abstractNumId", "")] = {
            _bounded(level.get("ilvl", "0")): _Level(
                form=_value(level.child("lvlText")),
                kind=_value(level.child("numFmt")) or "decimal",
                start=_number(level.child("start"), 1),
            )
            for level in node.children("lvl")
        }
    lists = {}
    for node in root.children("num"):
        abstract = _value(node.child("abstractNumId"))
        lists[node.get("numId", "")] = _List(
            abstract=abstract,
            levels=abstracts.get(abstract, {}),
            starts={
                _bounded(one.get("ilvl", "0")): _number(one.child("startOverride"), 1)
                for one in node.children("lvlOverride")
                if one.child("startOverride") is not None
            },
        )
    return lists


def _of_styles(root: Node) -> dict[str, tuple[str, int]]:
    """The list and level of each paragraph style that has one, itself or by the style that it is based on."""
    bases: dict[str, str] = {}
    own: dict[str, tuple[str, int]] = {}
    for style in root.children("style"):
        name = style.get("styleId", "")
        bases[name] = _value(style.child("basedOn"))
        properties = style.child("pPr")
        numbers = properties.child("numPr") if properties is not None else None
        if numbers is not None:
            own[name] = (_value(numbers.child("numId")), _number(numbers.child("ilvl"), 0))
    found = dict(own)
    for name in bases:
        base, steps = name, 0
        while base not in own and base in bases and steps < 20:
            base, steps = bases[base], steps + 1
        if base in own:
            found[name] = own[base]
    return found


def _value(node: Node | None) -> str:
    return node.get("val", "") if node is not None else ""


def _number(node: Node | None, default: int) -> int:
    value = _value(node)
    return int(value) if re.fullmatch(r"\d{1,6}", value, re.ASCII) else default


def _bounded(level: str) -> int:
    return min(int(level), _MAX_LEVEL) if re.fullmatch(r"\d{1,2}", level, re.ASCII) else 0
