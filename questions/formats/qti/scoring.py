"""Response processing of QTI 1.2: which responses are right, and what they are worth.

Exporters write the same key in many ways: one condition that names all right answers, one for each answer
with the points it adds, a score set and then a feedback shown. ``continue`` is not followed: those who write
conditions that add up leave it out.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from questions.formats.xml_tree import Node

NAMED_CORRECT = {"correct", "correct_fb", "correct_answer", "correct feedback", "response_allcorrect"}
_NUMBER = re.compile("(?:[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})", re.IGNORECASE)
"""What Blackboard calls the conditions of answers that are typed."""
_PATTERN = re.compile(r"[\[\\|^$*+?{]")
_TESTS = ("varequal", "varsubset", "varinside", "varsubstring")


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A condition with the points that it sets or adds (None where it touches no score)."""

    condition: Node
    points: float | None
    adds: bool
    feedback: tuple[str, ...]
    title: str

    @property
    def is_other(self) -> bool:
        """Whether it is for all that no condition before it was for."""
        return not self.equals and any(True for _ in self.condition.inside("other"))

    @property
    def equals(self) -> tuple[tuple[str, str], ...]:
        """The pairs of a response and an answer that it asks for, those in a ``not`` apart."""
        return tuple(
            (test.get("respident", ""), answer.strip())
            for test in tests(self.condition)
            for answer in (_said(test).split(",") if test.tag == "varsubset" else [_said(test)])
        )

    def asks_all(self) -> bool:
        """Whether more than one answer has to be there at once, as far as a multiple response goes."""
        return len(self.equals) > 1 and not any(True for _ in self.condition.inside("or"))


def rules(item: Node) -> tuple[Rule, ...]:
    """The conditions of an item, in their order."""
    found = []
    for processing in item.children("resprocessing"):
        highest = _highest(processing)
        for node in processing.children("respcondition"):
            condition = node.child("conditionvar")
            if condition is not None:
                found.append(_rule(node, condition, highest))
    if any((rule.points or 0) > 0 for rule in found):
        return tuple(found)
    return tuple(_by_name(rule) for rule in found)


def tests(node: Node, *names: str) -> Iterator[Node]:
    """The comparisons (all that ask for an answer, or those named) that are not within a ``not``."""
    for child in node:
        if child.tag in (names or _TESTS):
            yield child  # type: ignore[misc]  # only Nodes are made
        elif child.tag != "not":
            yield from tests(child, *names)  # type: ignore[arg-type]


def single_scores(found: tuple[Rule, ...], respident: str, idents: list[str]) -> dict[str, float]:
    """What choosing each of these answers alone gives."""
    return {ident: _score(found, respident, ident) for ident in idents}


def multiple_key(found: tuple[Rule, ...], respident: str) -> tuple[frozenset[str], dict[str, float]]:
    """The answers to be chosen together; and what each gives or takes where they are scored one by one."""
    gaining = [rule for rule in found if (rule.points or 0) > 0 and rule.equals]
    whole = [rule for rule in gaining if rule.asks_all()]
    if whole:
        best = max(whole, key=lambda rule: (rule.points or 0, len(rule.equals)))
        return frozenset(answer for asked, answer in best.equals if asked == respident), {}
    key = frozenset(answer for rule in gaining for asked, answer in rule.equals if asked == respident)
    if len(gaining) < 2:
        return key, {}
    points: dict[str, float] = {}
    for rule in found:
        for asked, answer in rule.equals:
            if asked == respident and rule.points is not None:
                points[answer] = rule.points
    return key, points


def right_answers(found: tuple[Rule, ...], respident: str, index: int | None = None) -> list[str]:
    """The answers of one of several responses that gain points, in the file's order, each once.

    ``index`` is of the place in the response, where it has several.
    """
    asked = (test for rule in found if (rule.points or 0) > 0 for test in tests(rule.condition))
    own = (test for test in asked if test.get("respident", "") == respident)
    if index is not None:
        own = (test for test in own if test.get("index", str(index)) == str(index))
    return list(dict.fromkeys(_said(test) for test in own))


def asks_for_pattern(found: tuple[Rule, ...]) -> bool:
    """Whether an answer that gains points is a pattern, not a text."""
    gaining = [rule.condition for rule in found if (rule.points or 0) > 0]
    return any(
        _said(node).lower() == "yes" if node.tag == "answer_is_regexp" else bool(_PATTERN.search(_said(node)))
        for condition in gaining
        for node in tests(condition, "answer_is_regexp", "varsubstring")
    )


def asks_for_all_words(found: tuple[Rule, ...]) -> bool:
    """Whether an answer gains points only where several texts are in it, as an ``and`` says.

    Several in a row without one are what makers of files write for one or the other.
    """
    return any(
        len({_said(test) for name in _TESTS for test in both.children(name)}) > 1
        for rule in found
        if (rule.points or 0) > 0
        for both in rule.condition.inside("and")
    )


def _rule(node: Node, condition: Node, highest: float) -> Rule:
    points, adds = None, False
    for setvar in node.children("setvar"):
        value = _points(setvar, highest)
        if value is not None:
            points = (points or 0) + value
        adds = adds or setvar.get("action", "Set").lower() != "set"
    feedback = tuple(shown.get("linkrefid", "") for shown in node.children("displayfeedback"))
    title = node.get("title", "")
    return Rule(condition=condition, points=points, adds=adds, feedback=feedback, title=title)


def _points(setvar: Node, highest: float) -> float | None:
    if "incorrect" in (setvar.get("varname") or setvar.get("variablename") or "").lower():
        return 0
    said = _said(setvar)
    if said.lower().endswith(".max"):
        return highest
    try:
        value = float(said)
    except ValueError:
        return None
    if not math.isfinite(value):
        return None
    return -value if setvar.get("action", "").lower() == "subtract" else value


def _highest(processing: Node) -> float:
    for declared in processing.inside("decvar"):
        try:
            if (value := float(declared.get("maxvalue", ""))) > 0:
                return value
        except ValueError:
            continue
    return 100


def _by_name(rule: Rule) -> Rule:
    """A rule of an item that sets no score: what is called correct is, or what is called nothing."""
    names = {name.lower() for name in (*rule.feedback, rule.title) if name and not _NUMBER.fullmatch(name)}
    if not rule.equals or rule.points is not None or (names and not names & NAMED_CORRECT):
        return rule
    return Rule(condition=rule.condition, points=1, adds=False, feedback=rule.feedback, title=rule.title)


def _score(found: tuple[Rule, ...], respident: str, ident: str) -> float:
    score, matched = 0.0, False
    for rule in found:
        if rule.points is None:
            continue
        holds = not matched if rule.is_other else _holds(rule.condition, respident, ident)
        if holds:
            score = score + rule.points if rule.adds else rule.points
            matched = True
    return score


def _holds(node: Node, respident: str, ident: str) -> bool:
    """Whether a condition is met where this answer alone is chosen."""
    positive = [child for child in node if child.tag in _TESTS]
    if len(positive) > 1 and node.tag == "conditionvar" and len(positive) == len(node):
        return any(
            _holds_one(child, respident, ident) for child in positive
        )  # alternatives, as Canvas has it
    results = (_holds_one(child, respident, ident) for child in node if child.tag != "qticomment")
    return any(results) if node.tag == "or" else all(results) and len(node) > 0


def _holds_one(child: object, respident: str, ident: str) -> bool:
    assert isinstance(child, Node)  # noqa: S101 - for the type; only Nodes are made
    if child.tag in _TESTS:
        return child.get("respident", "") == respident and _said(child) == ident
    if child.tag == "not":
        return not all(_holds_one(inner, respident, ident) for inner in child)
    if child.tag in {"and", "or"}:
        return _holds(child, respident, ident)
    return False


def _said(node: Node) -> str:
    return "".join(node.itertext()).strip()
