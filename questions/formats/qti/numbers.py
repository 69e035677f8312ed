"""Right numbers of QTI 1.2 items: exact, within a margin, in a range, or to a precision."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from questions.formats.qti import scoring
from questions.formats.qti.scoring import Rule
from questions.formats.records import not_supported
from questions.formats.studyable import decimal
from questions.formats.xml_tree import Node
from questions.model import Accepted

TYPED = re.compile(r"(.+?)(?: within (.+))?")
"""The title of a condition that we write: the number and its tolerance as they were typed."""
_FLOAT = re.compile(r"(-?[0-9]+)\.0")


def accepted_numbers(found: tuple[Rule, ...], why: Callable[[Rule], str]) -> tuple[Accepted, ...]:
    """The numbers that gain points; one that cannot be read is left as it stands, to be rejected."""
    gaining = [rule for rule in found if (rule.points or 0) > 0]
    most = max((rule.points or 0 for rule in gaining), default=0)
    return tuple(
        _accepted(rule, stated, weight=round(100 * (rule.points or 0) / most, 5), why=why(rule))
        for rule in gaining
        for stated in (*scoring.tests(rule.condition, "varequal"),) or (None,)
    )


def plain_number(number: Decimal) -> str:
    """A decimal without exponent and without zeros at its end."""
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"-0", ""} else text


def _accepted(rule: Rule, stated: Node | None, *, weight: float, why: str) -> Accepted:
    low = _bound(rule.condition, "vargte", "vargt")
    high = _bound(rule.condition, "varlte", "varlt")
    if stated is None:
        if (low is None) != (high is None):
            raise not_supported("number that is only said to be above or below another")
        if low is None or high is None:
            return Accepted(text=_said(rule.condition), weight=weight, why=why)
        middle = plain_number((low + high) / 2)
        return Accepted(text=middle, tolerance=plain_number((high - low) / 2), weight=weight, why=why)
    text = _said(stated)
    try:
        number = decimal(text)
    except ValueError:
        return Accepted(text=text, weight=weight, why=why)
    tolerance = _tolerance(stated, number, low, high)
    if typed := _as_typed(rule.title, number, tolerance):
        return Accepted(text=typed[0], tolerance=typed[1], weight=weight, why=why)
    whole = _FLOAT.fullmatch(text)  # Canvas writes each number as a float
    shown = whole[1] if whole else text
    return Accepted(text=shown, tolerance=plain_number(tolerance), weight=weight, why=why)


def _tolerance(stated: Node, number: Decimal, low: Decimal | None, high: Decimal | None) -> Decimal:
    if low is not None and high is not None and low <= number <= high:
        return max(number - low, high - number)
    if stated.get("precisiontype", "").lower() == "decimals" and stated.get("precision", "").isdecimal():
        return Decimal(5).scaleb(-1 - min(int(stated.get("precision", "")), 100))
    return Decimal(0)


def _as_typed(title: str, number: Decimal, tolerance: Decimal) -> tuple[str, str] | None:
    typed = TYPED.fullmatch(title)
    if typed is None:
        return None
    try:
        same = decimal(typed[1]) == number and decimal(typed[2] or "0") == tolerance
    except ValueError:
        return None
    return (typed[1], typed[2] or "") if same else None


def _bound(condition: Node, *names: str) -> Decimal | None:
    for test in scoring.tests(condition, *names):
        try:
            return decimal(_said(test))
        except ValueError:
            continue
    return None


def _said(node: Node) -> str:
    return " ".join("".join(node.itertext()).split())
