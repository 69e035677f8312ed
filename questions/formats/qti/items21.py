"""A QTI 2 ``assessmentItem`` as an item, by the interactions in its body."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from questions.errors import QuestionsError
from questions.formats.drafts import EMPTY, Draft, DraftOption, Text
from questions.formats.qti.answers21 import Declaration, declarations, shown_when_right, tolerance
from questions.formats.qti.body21 import Bodies
from questions.formats.qti.feedback import joined
from questions.formats.qti.items12 import as_truth
from questions.formats.qti.material import Texts
from questions.formats.records import not_supported
from questions.formats.studyable import BLANK, decimal
from questions.formats.xml_tree import Node
from questions.model import Accepted, Item, Kind

_NOT_STUDIED = {
    "extendedTextInteraction": "essay",
    "uploadInteraction": "file upload",
    "hotspotInteraction": "hot spot",
    "selectPointInteraction": "hot spot",
    "positionObjectInteraction": "placing an object",
    "orderInteraction": "ordering",
    "graphicOrderInteraction": "ordering",
    "graphicAssociateInteraction": "drawing lines",
    "graphicGapMatchInteraction": "labelling an image",
    "hottextInteraction": "choosing words in a text",
    "sliderInteraction": "slider",
    "drawingInteraction": "drawing",
    "mediaInteraction": "audio or video",
    "customInteraction": "program of its own",
}
_IN_TEXT = {"textEntryInteraction", "inlineChoiceInteraction"}
_RANDOM = {"templateProcessing", "printedVariable", "templateDeclaration"}


def item_of(node: Node, texts: Texts, *, ident: str, category: tuple[str, ...]) -> Item:
    """The item of an element. Raises QuestionsError where it cannot be studied."""
    draft = _Reader(node, texts).draft()
    name = " ".join(node.get("title", "").split())
    return replace(draft, id=ident, name=name, category=category).item()


class _Reader:
    """Reads one item; there is a method for each kind of interaction."""

    def __init__(self, node: Node, texts: Texts) -> None:
        self._node = node
        self._texts = texts
        self._bodies = Bodies(texts)
        self._declared = declarations(node)
        body = node.child("itemBody")
        self._body = body if body is not None else Node("itemBody")
        self._interactions = [one for one in self._body.iter() if one.tag.endswith("Interaction")]

    def draft(self) -> Draft:
        """The draft of the item."""
        interactions: list[Node] = [one for one in self._interactions if isinstance(one, Node)]
        if any(node.tag in _RANDOM for node in self._node.iter()):
            raise not_supported("question with values drawn at random")
        if self._node.get("adaptive", "").strip() == "true":
            raise not_supported("question that changes with the answers")
        if not interactions:
            raise not_supported("text without a question")
        for one in interactions:
            if one.tag in _NOT_STUDIED:
                raise not_supported(_NOT_STUDIED[one.tag])
        if len(interactions) > 1 and not {one.tag for one in interactions} <= _IN_TEXT:
            raise not_supported("several kinds of answers in one question")
        makers: dict[str, Callable[[Node], Draft]] = {
            "choiceInteraction": self._choice,
            "textEntryInteraction": self._typed,
            "inlineChoiceInteraction": lambda one: self._blanks([one]),
            "gapMatchInteraction": self._gap_match,
            "matchInteraction": self._match,
            "associateInteraction": self._associate,
        }
        if len(interactions) > 1:
            draft = self._blanks(interactions)
        elif interactions[0].tag in makers:
            draft = makers[interactions[0].tag](interactions[0])
        else:
            raise not_supported(interactions[0].tag.removesuffix("Interaction"))
        return replace(draft, explanation=self._explanation(draft))

    def _declaration(self, interaction: Node) -> Declaration:
        declared = self._declared.get(interaction.get("responseIdentifier", ""))
        if declared is None:
            raise QuestionsError(
                "The question does not declare what is right.", advice="Add its responseDeclaration."
            )
        return declared

    def _choice(self, interaction: Node) -> Draft:
        declared = self._declaration(interaction)
        several = declared.cardinality == "multiple" and interaction.get("maxChoices") != "1"
        key = set(declared.right)
        weights = _shares(declared, key, several=several)
        modal = {
            one.get("identifier", ""): one
            for one in self._node.children("modalFeedback")
            if one.get("showHide") != "hide"
        }
        options = []
        for choice in interaction.children("simpleChoice"):
            ident = choice.get("identifier", "")
            hints = list(choice.inside("feedbackInline", "feedbackBlock"))
            why = joined(*(self._bodies.text(hint) for hint in hints))
            if not why.text and ident in modal:
                why = self._bodies.text(modal[ident])
            options.append(
                DraftOption(
                    text=self._bodies.text(choice, places=dict.fromkeys(hints, "")),
                    correct=ident in key,
                    why=why,
                    weight=weights.get(ident),
                )
            )
        kind = Kind.MULTIPLE_ANSWER if several else Kind.MULTIPLE_CHOICE
        draft = Draft(kind=kind, stem=self._bodies.text(self._body), options=tuple(options))
        return draft if several else as_truth(draft)

    def _typed(self, interaction: Node) -> Draft:
        declared = self._declaration(interaction)
        stem = self._bodies.text(self._body, places={interaction: BLANK})
        points = declared.points or dict.fromkeys(declared.right, 1.0)
        most = max(points.values(), default=0)
        shares = {
            key: round(100 * value / most, 5) for key, value in points.items() if most > 0 and value > 0
        }
        if declared.base_type in {"float", "integer"}:
            accepted = tuple(self._number(declared.ident, key, share) for key, share in shares.items())
            return Draft(kind=Kind.NUMERIC, stem=stem, accepted=accepted)
        folded = {key.casefold() for key in shares}
        return Draft(
            kind=Kind.SHORT_ANSWER,
            stem=stem,
            accepted=tuple(Accepted(text=key, weight=share) for key, share in shares.items()),
            exact_case=bool(declared.strict & shares.keys()) or len(folded) < len(shares),
        )

    def _number(self, ident: str, text: str, share: float) -> Accepted:
        try:
            return Accepted(text=text, tolerance=tolerance(self._node, ident, decimal(text)), weight=share)
        except ValueError:
            return Accepted(text=text, weight=share)

    def _blanks(self, interactions: list[Node]) -> Draft:
        answers = [self._answer(one) for one in interactions]
        stem = self._bodies.text(self._body, places=dict.fromkeys(interactions, BLANK))
        return _cloze(stem, answers)

    def _answer(self, interaction: Node) -> str:
        """What belongs in a blank; what else it takes or offers is counted as lost."""
        right = self._declaration(interaction).right
        if interaction.tag == "textEntryInteraction":
            self._texts.lose("further answer of a blank", max(0, len(right) - 1))
            return right[0] if right else ""
        choices = list(interaction.children("inlineChoice"))
        self._texts.lose("choice offered for a blank", max(0, len(choices) - 1))
        chosen = next((one for one in choices if one.get("identifier") in right), None)
        return self._bodies.plain(chosen) if chosen is not None else ""

    def _gap_match(self, interaction: Node) -> Draft:
        if any(True for _ in interaction.inside("gapImg")):
            raise not_supported("placing images in a text")
        words = {one.get("identifier", ""): one for one in interaction.children("gapText")}
        places = {gap: word for word, gap in self._pairs(interaction)}
        gaps = list(interaction.inside("gap"))
        answers = [words.get(places.get(gap.get("identifier", ""), "")) for gap in gaps]
        self._texts.lose("choice offered for a blank", max(0, len(words) - len(gaps)))
        stem = self._bodies.text(self._body, places=dict.fromkeys(gaps, BLANK))
        return _cloze(stem, [self._bodies.plain(word) if word is not None else "" for word in answers])

    def _match(self, interaction: Node) -> Draft:
        sets = [
            list(one.children("simpleAssociableChoice")) for one in interaction.children("simpleMatchSet")
        ]
        pairs = self._pairs(interaction)
        if len(sets) != 2:
            raise not_supported("matching of other than two lists")
        left, right = sets
        if len({one for one, _ in pairs}) < len(
            pairs
        ):  # a line with several matches, read from the other side
            left, right, pairs = right, left, [(other, one) for one, other in pairs]
        if len({one for one, _ in pairs}) < max(len(pairs), len(left)):
            raise not_supported("matching that is not one to one")
        return self._matching(left, right, dict(pairs))

    def _associate(self, interaction: Node) -> Draft:
        choices = list(interaction.children("simpleAssociableChoice"))
        pairs = self._pairs(interaction)
        named = [ident for pair in pairs for ident in pair]
        if len(set(named)) < len(named):
            raise not_supported("matching that is not one to one")
        firsts = [one for one in choices if one.get("identifier") in {first for first, _ in pairs}]
        others = [one for one in choices if one not in firsts]
        return self._matching(firsts, others, dict(pairs))

    def _matching(self, left: Iterable[Node], right: list[Node], pairs: dict[str, str]) -> Draft:
        matches = {one.get("identifier", ""): self._bodies.plain(one) for one in right}
        made = [
            (self._bodies.text(one), matches.get(pairs.get(one.get("identifier", ""), ""), ""))
            for one in left
        ]
        used = set(pairs.values())
        made += [(EMPTY, match) for ident, match in matches.items() if ident not in used]
        return Draft(kind=Kind.MATCHING, stem=self._bodies.text(self._body), pairs=tuple(made))

    def _pairs(self, interaction: Node) -> list[tuple[str, str]]:
        """The right pairs of names."""
        values = (value.split() for value in self._declaration(interaction).right)
        return [(value[0], value[1]) for value in values if len(value) == 2]

    def _explanation(self, draft: Draft) -> Text:
        """The modal feedback that is shown to all, or once the answer is right."""
        right = shown_when_right(self._node)
        has_conditions = bool(right) or any(True for _ in self._node.inside("responseIf"))
        whys = {option.why for option in draft.options}
        shown = []
        for node in self._node.children("modalFeedback"):
            text = self._bodies.text(node)
            if text in whys:
                continue
            if node.get("showHide") != "hide" and (not has_conditions or node.get("identifier") in right):
                shown.append(text)
            else:
                self._texts.lose("feedback on a wrong answer")
        return joined(*shown)


def _cloze(stem: Text, answers: list[str]) -> Draft:
    if len(answers) == 1:
        return Draft(kind=Kind.CLOZE, stem=stem, answer=Text(text=answers[0]))
    return Draft(kind=Kind.CLOZE, stem=stem, gaps=tuple(answers))


def _shares(declared: Declaration, key: set[str], *, several: bool) -> dict[str, float]:
    """What each choice gives or takes, in percent of all, where the points are not all or nothing."""
    points = declared.points
    gains = [points.get(ident, 0) for ident in key]
    whole = sum(gains) if several else max(gains, default=0)
    if whole <= 0:
        return {}
    shares = {
        ident: max(-100.0, min(100.0, round(100 * value / whole, 5))) for ident, value in points.items()
    }
    return (
        shares if several else {ident: share for ident, share in shares.items() if ident not in key and share}
    )
