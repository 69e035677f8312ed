"""Feedback of QTI 1.2 items: what explains the answer, what belongs to one answer, what has no place here."""

from __future__ import annotations

from questions.formats.drafts import EMPTY, Text
from questions.formats.qti.material import Texts
from questions.formats.qti.scoring import NAMED_CORRECT, Rule
from questions.formats.xml_tree import Node
from questions.model import Markup

_GENERAL = {"general_fb", "general", "neutral", "solution"}
_WRONG = {
    "general_incorrect_fb",
    "incorrect_fb",
    "incorrect",
    "wrong",
    "incorrect_answer",
    "response_onenotcorrect",
}


class Feedback:
    """An item's feedback. ``explanation`` is what is shown in any case, and once the answer is right."""

    def __init__(self, item: Node, found: tuple[Rule, ...], texts: Texts, *, by_rule: bool) -> None:
        self._texts = texts
        self._by_ident = {node.get("ident", ""): texts.of(node) for node in item.children("itemfeedback")}
        self._by_ident = {ident: text for ident, text in self._by_ident.items() if text.text}
        self._why: dict[tuple[str, str], Text] = {}
        solutions = (node for node in item.children("itemfeedback") if node.child("solution") is not None)
        # Shown to all, though no condition says so: solutions, and what D2L names like the question.
        self._general = {item.get("label"), item.get("ident"), *(node.get("ident") for node in solutions)}
        general, correct = [], []
        for ident, text in self._by_ident.items():
            match self._role(ident, found, by_rule=by_rule):
                case "general":
                    general.append(text)
                case "correct":
                    correct.append(text)
                case "wrong":
                    texts.lose("feedback on a wrong answer")
                case "":
                    texts.lose("feedback on several answers together")
        self.explanation = joined(*general, *correct)
        texts.lose("hint", sum(1 for _ in item.inside("hint")))

    def why(self, respident: str, answer: str) -> Text:
        """What is said to one answer."""
        by_blackboard = self._why.get((answer, ""))  # which asks for the answer as if it were a response
        return (
            self._why.get((respident, answer)) or by_blackboard or self._by_ident.get(f"{answer}_fb", EMPTY)
        )

    def of_rule(self, rule: Rule) -> Text:
        """What is said to the answers that meet a condition, the general apart."""
        own = (ident for ident in rule.feedback if _named(ident) is None)
        return joined(*(self._by_ident[ident] for ident in own if ident in self._by_ident))

    def _role(self, ident: str, found: tuple[Rule, ...], *, by_rule: bool) -> str:
        if named := _named(ident):
            return named
        showing = [rule for rule in found if ident in rule.feedback]
        if not showing and ident in self._general:
            return "general"
        if any(rule.is_other for rule in showing):
            return "general" if all(rule.points is None for rule in showing) else "wrong"
        if by_rule and any(rule.points is not None for rule in showing):
            return "own"
        for rule in showing:
            if len(rule.equals) == 1:
                self._why.setdefault(rule.equals[0], self._by_ident[ident])
        if any(len(rule.equals) == 1 for rule in showing):
            return "own"
        if any((rule.points or 0) > 0 for rule in showing):
            return "correct"
        return ""


def joined(*texts: Text) -> Text:
    """These texts below each other, each once."""
    different = [text for text in dict.fromkeys(texts) if text.text]
    if all(text.markup is Markup.PLAIN for text in different):
        return Text(text="\n".join(text.text for text in different))
    shown = "<br>".join(text.as_markup(Markup.HTML) for text in different)
    return Text(text=shown, markup=Markup.HTML)


def _named(ident: str) -> str | None:
    name = ident.lower()
    if name in _GENERAL:
        return "general"
    if name in NAMED_CORRECT:
        return "correct"
    return "wrong" if name in _WRONG else None
