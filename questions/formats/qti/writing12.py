"""Items as QTI 1.2 in the form that Canvas exports and imports, which Respondus and others read too."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from xml.etree.ElementTree import Element, SubElement

from questions.formats.intake import Intake
from questions.formats.qti.items12 import KEYWORD, TOPIC
from questions.formats.qti.numbers import plain_number
from questions.formats.studyable import BLANK, decimal
from questions.html import FOLDER, from_text
from questions.model import Accepted, Item, Kind, Markup

IMAGES = "images/"
"""The folder of a package that its images are in."""
RESPONSE = "response1"
_NOT_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FIRST_LABEL = 1001

_TYPES = {
    Kind.MULTIPLE_CHOICE: "multiple_choice_question",
    Kind.TRUE_FALSE: "true_false_question",
    Kind.MULTIPLE_ANSWER: "multiple_answers_question",
    Kind.SHORT_ANSWER: "short_answer_question",
    Kind.NUMERIC: "numerical_question",
    Kind.MATCHING: "matching_question",
    Kind.CLOZE: "fill_in_multiple_blanks_question",
}


def item_element(item: Item) -> Element:
    """The element of an item of one of the kinds that QTI 1.2 is written for."""
    return _Writer(item).element()


def child(parent: Element, tag: str, text: str = "", **attributes: str) -> Element:
    """A new element in another, without the few signs that XML cannot hold."""
    element = SubElement(parent, tag, {key: xml_text(value) for key, value in attributes.items()})
    if text:
        element.text = xml_text(text)
    return element


def xml_text(text: str) -> str:
    """The text without the signs that XML cannot hold: noncharacters, control characters."""
    return _NOT_XML.sub("", text)


class _Writer:
    """Writes one item; there is a method for each form of response."""

    def __init__(self, item: Item) -> None:
        self._item = item
        self._root = Element("item", {"ident": xml_text(item.id), "title": xml_text(item.name)})
        self._metadata()
        self._presentation = child(self._root, "presentation")
        self._processing = Element("resprocessing")
        self._feedback: list[tuple[str, str, bool]] = []

    def element(self) -> Element:
        outcomes = child(self._processing, "outcomes")
        child(outcomes, "decvar", maxvalue="100", minvalue="0", varname="SCORE", vartype="Decimal")
        if self._item.explanation:
            condition = self._condition("Yes")
            child(child(condition, "conditionvar"), "other")
            self._show(condition, "general_fb", self._item.explanation)
        writers: dict[Kind, Callable[[], None]] = {
            Kind.MULTIPLE_CHOICE: self._choice,
            Kind.TRUE_FALSE: self._choice,
            Kind.MULTIPLE_ANSWER: self._choice,
            Kind.SHORT_ANSWER: self._words,
            Kind.NUMERIC: self._number,
            Kind.MATCHING: self._matching,
            Kind.CLOZE: self._blanks,
        }
        writers[self._item.kind]()
        self._root.append(self._processing)
        for ident, text, is_plain in self._feedback:
            flow = child(child(self._root, "itemfeedback", ident=ident), "flow_mat")
            self._material(flow, text, is_plain=is_plain, as_html=True)
        return self._root

    def _metadata(self) -> None:
        metadata = child(child(self._root, "itemmetadata"), "qtimetadata")
        entries = [("question_type", _TYPES[self._item.kind]), ("points_possible", "1.0")]
        entries += [(TOPIC, topic) for topic in self._item.category]
        entries += [(KEYWORD, tag) for tag in self._item.tags]
        for label, entry in entries:
            labelled = child(metadata, "qtimetadatafield")
            child(labelled, "fieldlabel", label)
            child(labelled, "fieldentry", entry)

    def _choice(self) -> None:
        self._material(self._presentation, self._item.stem, as_html=True)
        several = self._item.kind is Kind.MULTIPLE_ANSWER
        response = self._response("response_lid", "Multiple" if several else "Single")
        choices = child(response, "render_choice")
        idents = [str(_FIRST_LABEL + place) for place in range(len(self._item.options))]
        for ident, option in zip(idents, self._item.options, strict=True):
            self._material(child(choices, "response_label", ident=ident), option.text)
            if option.why:
                condition = self._condition("Yes")
                self._equal(child(condition, "conditionvar"), ident)
                self._show(condition, f"{ident}_fb", option.why)
        right = self._condition("No")
        asked = child(right, "conditionvar")
        asked = child(asked, "and") if several else asked
        for ident, option in zip(idents, self._item.options, strict=True):
            if option.correct:
                self._equal(asked, ident)
            elif several:
                self._equal(child(asked, "not"), ident)
        _score(right, "Set", "100")

    def _words(self) -> None:
        self._material(self._presentation, self._item.stem, as_html=True)
        response = self._response("response_str", "Single")
        child(child(response, "render_fib"), "response_label", ident="answer1", rshuffle="No")
        for place, one in enumerate(self._item.accepted):
            if one.why:
                condition = self._condition("Yes")
                self._equal(child(condition, "conditionvar"), one.text)
                self._show(condition, f"{_FIRST_LABEL + place}_fb", one.why, is_plain=True)
        right = self._condition("No")
        asked = child(right, "conditionvar")
        case = {"case": "Yes"} if self._item.exact_case else {}
        for one in self._item.accepted:
            self._equal(asked, one.text, **case)
        _score(right, "Set", "100")

    def _number(self) -> None:
        self._material(self._presentation, self._item.stem, as_html=True)
        response = self._response("response_str", "Single")
        child(child(response, "render_fib", fibtype="Decimal"), "response_label", ident="answer1")
        for place, one in enumerate(self._item.accepted):
            condition = self._condition("No", title=_as_typed(one))
            number, tolerance = decimal(one.text), decimal(one.tolerance or "0")
            alternatives = child(child(condition, "conditionvar"), "or")
            self._equal(alternatives, plain_number(number))
            within = child(alternatives, "and")
            child(within, "vargte", plain_number(number - tolerance), respident=RESPONSE)
            child(within, "varlte", plain_number(number + tolerance), respident=RESPONSE)
            _score(condition, "Set", "100")
            if one.why:
                self._show(condition, f"{_FIRST_LABEL + place}_fb", one.why, is_plain=True)

    def _matching(self) -> None:
        self._material(self._presentation, self._item.stem, as_html=True)
        matches = list(dict.fromkeys(pair.match for pair in self._item.pairs))
        prompted = [pair for pair in self._item.pairs if pair.prompt]
        labels = [(str(_FIRST_LABEL + place), match) for place, match in enumerate(matches)]
        for number, pair in enumerate(prompted, 1):
            ident = f"response_{number}"
            response = child(self._presentation, "response_lid", ident=ident)
            self._material(response, pair.prompt)
            self._labels(response, labels)
            right = next(label for label, match in labels if match == pair.match)
            self._add(ident, right, len(prompted))

    def _blanks(self) -> None:
        answers = self._item.gaps or (self._item.answer,)
        prefix = "blank"
        while f"[{prefix}" in self._item.stem:
            prefix += "_"
        names = [f"{prefix}{number}" for number in range(1, len(answers) + 1)]
        stem = self._item.stem
        for name in names:
            stem = stem.replace(BLANK, f"[{name}]", 1)
        self._material(self._presentation, stem, as_html=True)
        for place, (name, answer) in enumerate(zip(names, answers, strict=True)):
            ident, label = f"response_{name}", str(_FIRST_LABEL + place)
            response = child(self._presentation, "response_lid", ident=ident)
            self._material(response, name, is_plain=True)
            self._labels(response, [(label, answer)], is_plain=bool(self._item.gaps))
            self._add(ident, label, len(answers))

    def _labels(self, response: Element, labels: Iterable[tuple[str, str]], *, is_plain: bool = True) -> None:
        choices = child(response, "render_choice")
        for ident, text in labels:
            self._material(child(choices, "response_label", ident=ident), text, is_plain=is_plain)

    def _response(self, tag: str, cardinality: str) -> Element:
        return child(self._presentation, tag, ident=RESPONSE, rcardinality=cardinality)

    def _condition(self, goes_on: str, **attributes: str) -> Element:
        return child(self._processing, "respcondition", **{"continue": goes_on}, **attributes)

    def _equal(self, parent: Element, answer: str, **attributes: str) -> None:
        child(parent, "varequal", answer, respident=RESPONSE, **attributes)

    def _add(self, respident: str, answer: str, count: int) -> None:
        """A condition that gives one of so many equal shares of the mark."""
        condition = child(self._processing, "respcondition")
        child(child(condition, "conditionvar"), "varequal", answer, respident=respident)
        _score(condition, "Add", f"{100 / count:.2f}")

    def _show(self, condition: Element, ident: str, text: str, *, is_plain: bool = False) -> None:
        child(condition, "displayfeedback", feedbacktype="Response", linkrefid=ident)
        self._feedback.append((ident, text, is_plain))

    def _material(self, parent: Element, text: str, *, is_plain: bool = False, as_html: bool = False) -> None:
        """A text of the item; ``as_html``: Canvas shows the lines of this one only where it is HTML."""
        is_html = self._item.markup is Markup.HTML and not is_plain
        if is_html:
            text = text.replace(f'src="{FOLDER}', f'src="$IMS-CC-FILEBASE$/{IMAGES}')
        elif (as_html or "\n" in text) and Intake().html(from_text(text)).text == text:
            text, is_html = from_text(text), True
        stated = "text/html" if is_html else "text/plain"
        written = child(child(parent, "material"), "mattext", text, texttype=stated)
        if not is_html and "\n" in text:
            written.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _score(condition: Element, action: str, points: str) -> None:
    child(condition, "setvar", points, action=action, varname="SCORE")


def _as_typed(one: Accepted) -> str:
    return f"{one.text} within {one.tolerance}" if one.tolerance else one.text
