"""Question sets as Moodle XML, as Moodle's own export writes it, so that Moodle imports it as it stands."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from functools import partial
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from questions.formats.carrying import ALL_KINDS, Carries, carried
from questions.formats.moodle_categories import path_of
from questions.formats.moodle_gaps import gap_text, looks_like_a_gap
from questions.formats.moodle_weights import weighed, written
from questions.formats.studyable import BLANK
from questions.html import FOLDER, from_text, images_in, to_text
from questions.model import Accepted, Item, Kind, Markup, Option, QuestionSet

CARRIES = Carries(
    kinds=ALL_KINDS - {Kind.FLASHCARD},
    fields=frozenset({"id", "name", "category", "tags", "explanation", "exact_case"}),
    options=frozenset({"why", "weight"}),
    accepted=frozenset({"tolerance", "weight", "why"}),
    formatting=True,
    images=True,
    several_gaps=True,
    weighed=weighed,
)
_TYPES = {
    Kind.MULTIPLE_CHOICE: "multichoice",
    Kind.MULTIPLE_ANSWER: "multichoice",
    Kind.TRUE_FALSE: "truefalse",
    Kind.SHORT_ANSWER: "shortanswer",
    Kind.NUMERIC: "numerical",
    Kind.MATCHING: "matching",
    Kind.CLOZE: "cloze",
}
_MAX_ID = 100
"""Characters of Moodle's idnumber; an import with a longer one fails as a whole."""
_MAX_NAME = 80
_PENALTY = "0.3333333"
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def name_from(item: Item) -> str:
    """The name of an item that has none, for Moodle wants one: the beginning of its stem."""
    text = to_text(item.stem) if item.markup is Markup.HTML else item.stem
    line = " ".join(text.split())
    return line if len(line) <= _MAX_NAME else f"{line[: _MAX_NAME - 1].rstrip()}…"


def write(question_set: QuestionSet) -> bytes:
    """The set as Moodle XML; less what CARRIES does not name."""
    root = Element("quiz")
    category: tuple[str, ...] = ()
    for item in filter(None, (carried(item, CARRIES) for item in question_set.items)):
        if item.category != category:
            category = item.category
            question = SubElement(root, "question", type="category")
            _text(SubElement(question, "category"), path_of(category))
        root.append(_question(item, question_set.images))
    indent(root)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _question(item: Item, images: Mapping[str, bytes]) -> Element:
    question = Element("question", type=_TYPES[item.kind])
    _text(SubElement(question, "name"), item.name or name_from(item))
    put = partial(_formatted, markup=item.markup, images=images)
    if item.kind is not Kind.CLOZE:
        put(question, "questiontext", item.stem)
    else:
        _put_gaps(question, item, images)
    put(question, "generalfeedback", item.explanation)
    for tag, value in (("defaultgrade", "1"), ("penalty", _PENALTY), ("hidden", "0")):
        SubElement(question, tag).text = value
    SubElement(question, "idnumber").text = _printable(item.id) if len(item.id) <= _MAX_ID else ""
    _put_answers(question, item, images)
    if item.tags:
        tags = SubElement(question, "tags")
        for tag in item.tags:
            _text(SubElement(tags, "tag"), tag)
    return question


def _put_answers(question: Element, item: Item, images: Mapping[str, bytes]) -> None:
    match item.kind:
        case Kind.MULTIPLE_CHOICE | Kind.MULTIPLE_ANSWER:
            is_single = item.kind is Kind.MULTIPLE_CHOICE
            SubElement(question, "single").text = "true" if is_single else "false"
            SubElement(question, "shuffleanswers").text = "true"
            SubElement(question, "answernumbering").text = "abc"
            for option, weight in zip(item.options, written(item), strict=True):
                _put_option(question, option, weight, item.markup, images)
        case Kind.TRUE_FALSE:
            for word, option, weight in zip(("true", "false"), item.options, written(item), strict=True):
                answer = _answer(question, word, weight)
                _formatted(answer, "feedback", option.why, markup=item.markup, images=images)
        case Kind.SHORT_ANSWER | Kind.NUMERIC:
            if item.kind is Kind.SHORT_ANSWER:
                SubElement(question, "usecase").text = "1" if item.exact_case else "0"
            for one in item.accepted:
                _put_accepted(question, item.kind, one)
        case Kind.MATCHING:
            SubElement(question, "shuffleanswers").text = "true"
            for pair in item.pairs:
                line = _formatted(question, "subquestion", pair.prompt, markup=item.markup, images=images)
                _text(SubElement(line, "answer"), pair.match)


def _put_option(
    question: Element, option: Option, weight: float, markup: Markup, images: Mapping[str, bytes]
) -> None:
    answer = _formatted(question, "answer", option.text, markup=markup, images=images)
    answer.set("fraction", _number(weight))
    _formatted(answer, "feedback", option.why, markup=markup, images=images)


def _put_accepted(question: Element, kind: Kind, one: Accepted) -> None:
    text = one.text.replace("*", r"\*") if kind is Kind.SHORT_ANSWER else one.text
    answer = _answer(question, text, one.weight)
    _formatted(answer, "feedback", one.why, markup=Markup.PLAIN, images={})
    if one.tolerance:
        SubElement(answer, "tolerance").text = one.tolerance


def _answer(question: Element, text: str, weight: float) -> Element:
    """An answer of words that are no HTML, which Moodle's own export gives this format."""
    answer = SubElement(question, "answer", fraction=_number(weight), format="moodle_auto_format")
    _text(answer, text)
    return answer


def _put_gaps(question: Element, item: Item, images: Mapping[str, bytes]) -> None:
    """The text with a gap for each blank; one that would be read as a gap by chance is written apart."""
    html = item.markup is Markup.HTML
    answers = [from_text(gap) if html else gap for gap in item.gaps] or [item.answer]
    pieces = item.stem.split(BLANK)
    is_html = html or _is_kept_as_html(item.stem + "".join(answers))
    if is_html and not html:
        pieces, answers = [from_text(piece) for piece in pieces], [from_text(answer) for answer in answers]
    if is_html:
        pieces = [piece.replace("{", "&#123;") if looks_like_a_gap(piece) else piece for piece in pieces]
    gaps = [gap_text(answer) for answer in answers]
    gaps += [*[BLANK] * (len(pieces) - 1 - len(gaps)), ""]
    text = "".join(part for pair in zip(pieces, gaps, strict=False) for part in pair)
    if len(pieces) == 1:
        text = f"{pieces[0]} {gaps[0]}"
    node = SubElement(question, "questiontext", format="html" if is_html else "plain_text")
    _put_html(node, text, images) if is_html else _text(node, text)


def _formatted(
    parent: Element, tag: str, text: str, *, markup: Markup, images: Mapping[str, bytes]
) -> Element:
    """A text with its format. Plain text is written as HTML too, in which Moodle shows formulas, unless
    HTML would not keep its spaces."""
    node = SubElement(parent, tag, format="html")
    if markup is Markup.HTML:
        _put_html(node, text, images)
    elif _is_kept_as_html(text):
        _text(node, from_text(text))
    else:
        node.set("format", "plain_text")
        _text(node, text)
    return node


def _is_kept_as_html(text: str) -> bool:
    return to_text(from_text(text)) == text


def _put_html(node: Element, html: str, images: Mapping[str, bytes]) -> None:
    names = sorted(name for name in images_in(html) if name in images)
    for name in names:
        html = html.replace(f'src="{FOLDER}{name}"', f'src="@@PLUGINFILE@@/{name}"')
    _text(node, html)
    for name in names:
        file = SubElement(node, "file", name=name, path="/", encoding="base64")
        file.text = base64.b64encode(images[name]).decode()


def _text(node: Element, text: str) -> None:
    SubElement(node, "text").text = _printable(text)


def _printable(text: str) -> str:
    """The text without what XML has no sign for."""
    return _NO_XML.sub("\ufffd", text)


def _number(weight: float) -> str:
    return f"{weight:.5f}".rstrip("0").rstrip(".")
