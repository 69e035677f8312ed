"""Keys of QTI 2 items: declared right answers, points by answer, and the usual forms of inline processing."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from xml.etree.ElementTree import Element

from questions.formats.qti.numbers import plain_number
from questions.formats.studyable import decimal
from questions.formats.xml_tree import Node

_BRANCHES = ("responseIf", "responseElseIf", "responseElse")
_COMPARISONS = ("match", "stringMatch", "equal", "member", "equalRounded")


@dataclass(frozen=True, kw_only=True)
class Declaration:
    """What an item says of one response: the right values, and points by value where points are given so.

    ``strict`` has the values that count only in these letters, small or capital.
    """

    ident: str
    base_type: str
    cardinality: str
    correct: tuple[str, ...]
    points: dict[str, float]
    strict: frozenset[str]

    @property
    def right(self) -> tuple[str, ...]:
        """The right values; where none are declared those of most points, or any with some."""
        if self.correct or not self.points:
            return self.correct
        most = max(self.points.values())
        several = self.cardinality == "multiple"
        return tuple(key for key, value in self.points.items() if value > 0 and (several or value == most))


def declarations(item: Node) -> dict[str, Declaration]:
    """The declarations of an item by the names of their responses."""
    processing = item.child("responseProcessing")
    uses_points = processing is not None and (
        processing.get("template", "").rstrip("/").endswith("map_response")
        or any(True for _ in processing.inside("mapResponse"))
    )
    found = {}
    for node in item.children("responseDeclaration"):
        declared = _declaration(node, processing, uses_points=uses_points)
        found[declared.ident] = declared
    return found


def tolerance(item: Node, ident: str, number: Decimal) -> str:
    """How far a number may be off, by the comparison that the item makes."""
    processing = item.child("responseProcessing")
    for node in processing.inside("equal", "equalRounded") if processing is not None else ():
        if not any(one.get("identifier") == ident for one in node.inside("variable")):
            continue
        try:
            return _tolerance(node, number)
        except ValueError:
            continue
    return "0"


def shown_when_right(item: Node) -> frozenset[str]:
    """The names of feedback that appears once the answer is right, as far as the conditions tell."""
    right: set[str] = set()
    branches = [node for node in item.iter() if node.tag in _BRANCHES and isinstance(node, Node)]
    for _ in range(3):  # one condition may set what the next looks at
        for branch in branches:
            tested, done = _split(branch)
            asks = any(node.tag == "correct" for one in tested for node in one.iter())
            values = {_said(node) for one in tested for node in one.iter() if node.tag == "baseValue"}
            negated = any(node.tag in {"not", "isNull"} for one in tested for node in one.iter())
            if (asks or values & right) and not negated:
                right.update(_said(node) for one in done for node in one.iter() if node.tag == "baseValue")
    return frozenset(right)


def _declaration(node: Node, processing: Node | None, *, uses_points: bool) -> Declaration:
    ident = node.get("identifier", "")
    values = [_said(value) for one in node.children("correctResponse") for value in one.children("value")]
    entries = [entry for mapping in node.children("mapping") for entry in mapping.children("mapEntry")]
    points = {entry.get("mapKey", "").strip(): _points(entry) for entry in entries}
    if not values and not points and processing is not None:
        values = list(_compared(processing, ident))
    return Declaration(
        ident=ident,
        base_type=node.get("baseType", ""),
        cardinality=node.get("cardinality", "single"),
        correct=tuple(dict.fromkeys(value for value in values if value)),
        points=points if uses_points or not values else {},
        strict=frozenset(
            entry.get("mapKey", "").strip() for entry in entries if entry.get("caseSensitive") == "true"
        ),
    )


def _compared(processing: Node, ident: str) -> Iterator[str]:
    """The values that a first branch compares the response with, where it then sets a score above zero."""
    for branch in processing.inside("responseIf"):
        tested, done = _split(branch)
        if not any(_sets_score(one) for one in done):
            continue
        for one in tested:
            for node in one.iter():
                compares = node.tag in _COMPARISONS and any(
                    variable.get("identifier") == ident for variable in node.iter("variable")
                )
                if compares:
                    yield from (one for value in node.iter("baseValue") for one in _values(value))
        return


def _values(value: Element) -> list[str]:
    """What a value says; several names in one, which is against the rules, are names all the same."""
    said = _said(value)
    return said.split() if value.get("baseType") == "identifier" else [said]


def _sets_score(node: Node) -> bool:
    if node.tag != "setOutcomeValue" or "SCORE" not in node.get("identifier", "").upper():
        return False
    values = [_said(value) for value in node.inside("baseValue")]
    return not values or any(value.strip("0.-") for value in values)


def _split(branch: Node) -> tuple[list[Node], list[Node]]:
    """What a branch tests, and what it does then."""
    children = [child for child in branch if isinstance(child, Node)]
    done = [child for child in children if child.tag == "setOutcomeValue"]
    tested = [] if branch.tag == "responseElse" else children[:1]
    return tested, done


def _tolerance(node: Node, number: Decimal) -> str:
    if node.tag == "equalRounded":
        figures = int(node.get("figures", ""))
        if abs(figures) > 100:
            raise ValueError(figures)
        places = figures if node.get("roundingMode") == "decimalPlaces" else figures - 1 - number.adjusted()
        return plain_number(Decimal(5).scaleb(-places - 1))
    first = decimal((node.get("tolerance", "").split() or ["0"])[0])
    if node.get("toleranceMode") == "relative":
        first = abs(number) * first / 100
    return plain_number(first) if node.get("toleranceMode") in {"absolute", "relative"} else "0"


def _points(entry: Node) -> float:
    try:
        value = float(entry.get("mappedValue", ""))
    except ValueError:
        return 0
    return value if math.isfinite(value) else 0


def _said(node: object) -> str:
    assert isinstance(node, Node)  # noqa: S101 - for the type; only Nodes are made
    return " ".join("".join(node.itertext()).split())
