"""Texts of QTI 2 items: XHTML with interactions, feedback and formulas among it."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from questions.formats.drafts import Text
from questions.formats.qti.material import Texts
from questions.formats.xml_tree import Node
from questions.mathml import formula

# Shown only once something was answered, or only to those who mark or write the test.
_HIDDEN = {"feedbackBlock", "feedbackInline", "modalFeedback", "templateBlock", "templateInline"}
_VOID = {"br", "hr", "img"}
_CONTROLS = {"positionObjectStage", "endAttemptInteraction", "stylesheet", "printedVariable"}


class Bodies:
    """Reads the texts of one item."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def text(self, *nodes: Node, places: Mapping[Node, str] | None = None) -> Text:
        """What stands in these nodes; for an interaction what ``places`` has for it, and its prompt."""
        return self._texts.intake.html(
            "\n".join(self._inner(node, places or {}) for node in nodes), self._texts.fetch
        )

    def plain(self, node: Node) -> str:
        """What stands in a node as plain text, where there is no place for HTML."""
        return self._texts.plain(self.text(node))

    def _inner(self, node: Node, places: Mapping[Node, str]) -> str:
        parts = [escape(node.text or "", quote=False)]
        for child in node:
            assert isinstance(child, Node)  # noqa: S101 - for the type; only Nodes are made
            parts.append(self._outer(child, places))
            parts.append(escape(child.tail or "", quote=False))
        return "".join(parts)

    def _outer(self, node: Node, places: Mapping[Node, str]) -> str:
        if node in places:
            return places[node]
        if node.tag.endswith("Interaction"):
            return self._interaction(node, places)
        if node.tag in _HIDDEN:
            self._texts.lose("text shown only after an answer")
            return ""
        if node.tag == "rubricBlock" and "candidate" not in node.get("view", "candidate").split():
            self._texts.lose("text for those who mark")
            return ""
        if node.tag in _CONTROLS:
            return ""
        if node.tag == "math":
            self._texts.lose("formula in MathML, kept as its text")
            return formula(node)
        if node.tag == "object":
            return self._object(node, places)
        attributes = "".join(f' {key}="{escape(value)}"' for key, value in node.attrib.items())
        inner = self._inner(node, places)
        return f"<{node.tag}{attributes}>" + ("" if node.tag in _VOID else f"{inner}</{node.tag}>")

    def _interaction(self, node: Node, places: Mapping[Node, str]) -> str:
        """The prompt of an interaction, and of one with a text of its own that text."""
        prompts = "".join(f"<div>{self._inner(prompt, places)}</div>" for prompt in node.children("prompt"))
        if node.tag != "gapMatchInteraction":
            return prompts
        blocks = (one for one in node if one.tag not in {"prompt", "gapText", "gapImg"})
        return prompts + "".join(self._outer(block, places) for block in blocks if isinstance(block, Node))

    def _object(self, node: Node, places: Mapping[Node, str]) -> str:
        """An image, as one; of another object what stands for it."""
        if node.get("type", "").startswith("image/") and node.get("data"):
            alt = " ".join("".join(node.itertext()).split())
            return f'<img src="{escape(node.get("data", ""))}" alt="{escape(alt)}">'
        self._texts.lose("embedded file")
        return self._inner(node, places)
