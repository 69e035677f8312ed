"""Moodle XML, the form in which Moodle exports its question bank with images, feedback and categories.

There is no published schema; the form is what Moodle's own export writes, described in Moodle's documentation
as "Moodle XML format". Types that other programs write but Moodle lacks, and those that cannot be studied
here, are rejected one by one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from html.entities import html5

from questions.errors import QuestionsError, UnreadableFileError
from questions.formats.asked import AS_IT_SAYS, Asked
from questions.formats.drafts import Draft, DraftOption, Text
from questions.formats.intake import Intake
from questions.formats.moodle_categories import names_in
from questions.formats.moodle_gaps import Gap, gaps_in, without_wildcards
from questions.formats.moodle_texts import MoodleTexts
from questions.formats.moodle_weights import ordinary, right_by
from questions.formats.moodle_write import CARRIES, name_from, write
from questions.formats.records import Record, not_supported, question_set, title_from
from questions.formats.sample import Sample
from questions.formats.studyable import BLANK
from questions.formats.xml_tree import Document, Node, parse
from questions.html import to_text
from questions.model import Accepted, Item, Kind, Markup, QuestionSet

__all__ = ["CARRIES", "NAME", "read", "recognises", "write"]

NAME = "moodle_xml"
_FILE_CONTENT = re.compile(r"(<file\b[^<>]{0,500}>)[^<>]{200,}")
# Whole sections and comments are passed over, for what stands in them is no reference.
_REFERENCE = re.compile(
    rb"<!\[CDATA\[(?:.*?\]\]>|.*)|<!--(?:.*?-->|.*)|&([A-Za-z][A-Za-z0-9]{0,40};)", re.DOTALL
)
_OF_XML = {"amp;", "lt;", "gt;", "quot;", "apos;"}
_PLACE = re.compile(r"\[\[(\d{1,3})\]\]")
_LONG_BLANK = re.compile("_{5,}")
_REPLIES = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")
_USUAL_REPLIES = {
    "Your answer is correct.",
    "Your answer is partially correct.",
    "Your answer is incorrect.",
}
"""What Moodle fills in by itself; nobody misses it."""


def recognises(sample: Sample) -> bool:
    """Whether the root element is that of a Moodle question bank."""
    return sample.root_name == "quiz"


def read(data: bytes, name: str, asked: Asked = AS_IT_SAYS) -> QuestionSet:  # noqa: ARG001 - XML names its encoding
    """The set in an export of Moodle's question bank; ``category`` of an item is its path there.

    Raises:
        UnreadableFileError: it is not well-formed XML, has a document type, or another root than "quiz".
    """
    document = parse(_REFERENCE.sub(_numbered, data), name)
    if document.root.tag != "quiz":
        raise UnreadableFileError(
            f'the file is no Moodle XML: its root is "{document.root.tag}", not "quiz".',
            name=name,
            line=document.root.line,
            advice='Export the questions from Moodle\'s question bank as "Moodle XML format".',
        )
    questions = [node for node in document.root.children("question") if node.get("type") != "category"]
    numbers = Counter(node.said("idnumber") for node in questions)
    intake = Intake()
    records: list[Record] = []
    category: tuple[str, ...] = ()
    for node in document.root.children("question"):
        if node.get("type") == "category":
            path = node.child("category")
            category = names_in(path.said("text") if path is not None else "")
            continue
        is_own = numbers[node.said("idnumber")] == 1  # Moodle has them unique in a category only
        question = _Question(
            node=node,
            id=node.said("idnumber") if is_own else "",
            category=category,
            texts=MoodleTexts(intake, node),
        )
        records.append(Record(line=node.line, text=_source(document, node), read=question.item))
    return question_set(records, title=title_from(name), format_name=NAME, intake=intake)


def _numbered(reference: re.Match[bytes]) -> bytes:
    """A sign that HTML alone has a name for ("&nbsp;") by its number, as programs besides Moodle write it."""
    name = (reference[1] or b"").decode()
    if name in _OF_XML or name not in html5:
        return reference[0]
    return "".join(f"&#{ord(sign)};" for sign in html5[name]).encode()


def _source(document: Document, node: Node) -> str:
    """The question as it stands, without the bytes of its files."""
    return _FILE_CONTENT.sub(r"\1…", document.source(node))


@dataclass(frozen=True, kw_only=True)
class _Question:
    """A question of the file, and what its texts go through."""

    node: Node
    id: str
    category: tuple[str, ...]
    texts: MoodleTexts

    def item(self) -> Item:
        """The item. Raises QuestionsError where the type or what the question holds is not to be studied."""
        kind = self.node.get("type", "")
        if kind not in _READ:
            raise not_supported(kind or "none is named")
        draft = _READ[kind](self)
        self._count_lost()
        item = replace(
            draft,
            id=self.id,
            category=self.category,
            explanation=self.texts.of(self.node.child("generalfeedback")),
            tags=tuple(" ".join(tag.said("text").split()) for tag in self.node.inside("tag")),
        ).item()
        name = self.texts.plain(self.node.child("name"))
        return replace(item, name="" if name == name_from(item) else name)

    @property
    def stem(self) -> Text:
        return self.texts.of(self.node.child("questiontext"))

    def answers(self) -> list[tuple[float, Node]]:
        """The answers with their share of the mark in percent."""
        return [(_percent(node.get("fraction", "0")), node) for node in self.node.children("answer")]

    def lose(self, what: str, count: int = 1) -> None:
        """Count what has no place in an item."""
        if count:
            self.texts.intake.lost[what] += count

    def _count_lost(self) -> None:
        said = (self.texts.plain(self.node.child(name)) for name in _REPLIES)
        self.lose("reply to a right, partly right or wrong answer", sum(_is_own(text) for text in said))
        self.lose("image in the way of Moodle 1", bool(self.node.said("image_base64")))
        self.lose("hint", sum(bool(hint.said("text")) for hint in self.node.children("hint")))
        self.lose("mark other than 1", _is_other_than_one(self.node.said("defaultgrade")))


def _is_own(reply: str) -> bool:
    return bool(reply) and reply not in _USUAL_REPLIES


def _is_other_than_one(mark: str) -> bool:
    try:
        return bool(mark) and float(mark) != 1
    except ValueError:
        return True


def _percent(text: str) -> float:
    try:
        percent = float(text.strip().replace(",", ".") or "0")
    except ValueError:
        percent = 101
    if not -100 <= percent <= 100:
        raise QuestionsError(
            f'The share of the mark "{text[:40]}" is no number from -100 to 100.',
            advice='Correct "fraction" of the answer.',
        )
    return percent


def _multiple_choice(question: _Question) -> Draft:
    answers = question.answers()
    weights = [weight for weight, _ in answers]
    said = question.node.said("single").lower()
    is_single = said not in {"false", "0"}
    if not said:
        is_single = 100 in weights or sum(weight > 0 for weight in weights) < 2
    return _choice(question, Kind.MULTIPLE_CHOICE if is_single else Kind.MULTIPLE_ANSWER)


def _all_or_nothing(question: _Question) -> Draft:
    """A question whose right options are to be chosen all for any mark."""
    draft = _choice(question, Kind.MULTIPLE_ANSWER)
    return replace(draft, options=tuple(replace(option, weight=None) for option in draft.options))


def _choice(question: _Question, kind: Kind) -> Draft:
    answers = question.answers()
    weights = [weight for weight, _ in answers]
    right = right_by(kind, weights)
    options = (
        DraftOption(
            text=question.texts.of(node), correct=is_right, why=question.texts.feedback(node), weight=weight
        )
        for (_, node), is_right, weight in zip(answers, right, ordinary(kind, weights, right), strict=True)
    )
    return Draft(kind=kind, stem=question.stem, options=tuple(options))


def _true_false(question: _Question) -> Draft:
    """Answers are "true" and "false"; in old files of other languages the first is the true one."""
    answers = question.answers()
    said = [question.texts.plain(node).lower() for _, node in answers]
    if len(answers) != 2:
        raise QuestionsError(
            f"A true/false question has two answers, not {len(answers)}.", advice="Give it true and false."
        )
    if said == ["false", "true"]:
        answers = answers[::-1]
    weights = [weight for weight, _ in answers]
    right = right_by(Kind.TRUE_FALSE, weights)
    options = (
        DraftOption(text=Text(text=text), correct=is_right, why=question.texts.feedback(node), weight=weight)
        for text, (_, node), is_right, weight in zip(
            ("True", "False"), answers, right, ordinary(Kind.TRUE_FALSE, weights, right), strict=True
        )
    )
    return Draft(kind=Kind.TRUE_FALSE, stem=question.stem, options=tuple(options))


def _short_answer(question: _Question) -> Draft:
    accepted: list[Accepted] = []
    for weight, node in question.answers():
        text, had_wildcards = without_wildcards(question.texts.plain(node))
        why = question.texts.plain(node.child("feedback"))
        if had_wildcards and text:
            question.lose('wildcard "*" of an answer, of which the rest is accepted')
        if text:
            accepted.append(Accepted(text=text, weight=weight, why=why))
        elif had_wildcards and weight == 100:
            raise QuestionsError(
                "The question accepts any answer.", advice="Name the right answers instead of the wildcard."
            )
        else:
            question.lose("feedback for all other answers", bool(why))
    return Draft(
        kind=Kind.SHORT_ANSWER,
        stem=question.stem,
        accepted=tuple(accepted),
        exact_case=question.node.said("usecase") == "1",
    )


def _numeric(question: _Question) -> Draft:
    accepted = []
    for weight, node in question.answers():
        text, why = question.texts.plain(node), question.texts.plain(node.child("feedback"))
        if text == "*":
            question.lose("feedback for all other answers", bool(why))
            continue
        tolerance = node.said("tolerance")
        accepted.append(Accepted(text=text, tolerance=tolerance, weight=weight, why=why))
    question.lose("unit of a number", sum(1 for _ in question.node.inside("unit")))
    return Draft(kind=Kind.NUMERIC, stem=question.stem, accepted=tuple(accepted))


def _matching(question: _Question) -> Draft:
    pairs = (
        (question.texts.of(node), question.texts.plain(node.child("answer")))
        for node in question.node.children("subquestion")
    )
    return Draft(
        kind=Kind.MATCHING, stem=question.stem, pairs=tuple(pair for pair in pairs if pair[0].text or pair[1])
    )


def _cloze(question: _Question) -> Draft:
    node = question.node.child("questiontext")
    source = question.texts.source(node)
    gaps = gaps_in(source)
    if not gaps:
        raise QuestionsError("The text has no gap.", advice="Embed one, such as {1:SHORTANSWER:=answer}.")
    _count_lost_of_gaps(question, gaps)
    return _with_gaps(question, source, [(gap.start, gap.end, gap.key) for gap in gaps])


def _count_lost_of_gaps(question: _Question, gaps: tuple[Gap, ...]) -> None:
    chosen = [one for gap in gaps if gap.is_choice for one in gap.others]
    typed = [one for gap in gaps if not gap.is_choice for one in gap.others]
    question.lose("option of a gap that is chosen in Moodle and recalled here", len(chosen))
    question.lose("further answer of a gap", sum(one.text.strip() != "*" for one in typed))
    question.lose("tolerance of a gap", sum(gap.tolerance.strip("0.,") != "" for gap in gaps))
    question.lose("feedback of a gap", sum(bool(one.why) for one in (*chosen, *typed)))


def _from_box(question: _Question, box: str) -> Draft:
    """Words to put in the places of a text, as [[2]] for the second of the list."""
    words = [question.texts.source(node) for node in question.node.children(box)]
    source = question.texts.source(question.node.child("questiontext"))
    places = []
    for place in _PLACE.finditer(source):
        number = int(place[1])
        if not 0 < number <= len(words):
            raise QuestionsError(f"There is no word for the gap {place[0]}.", advice="Add it to the list.")
        places.append((place.start(), place.end(), words[number - 1]))
    if not places:
        raise QuestionsError("The text has no gap.", advice="Write one as [[1]].")
    used = {word for _, _, word in places}
    question.lose("word to choose from that fits no gap", sum(word not in used for word in words))
    return _with_gaps(question, source, places)


def _with_gaps(question: _Question, source: str, places: list[tuple[int, int, str]]) -> Draft:
    """The cloze that a text makes when its gaps, from, to and what stands there, become blanks."""
    pieces, at = [], 0
    for start, end, _ in places:
        pieces += [_LONG_BLANK.sub("____", source[at:start]), BLANK]
        at = end
    stem_source = "".join((*pieces, _LONG_BLANK.sub("____", source[at:])))
    node = question.node.child("questiontext")
    stem = question.texts.of(node, stem_source)
    answers = [question.texts.of(node, key) for _, _, key in places]
    if len(answers) == 1:
        return Draft(kind=Kind.CLOZE, stem=stem, answer=answers[0])
    gaps = (to_text(one.text) if one.markup is Markup.HTML else one.text for one in answers)
    return Draft(kind=Kind.CLOZE, stem=stem, gaps=tuple(gaps))


_READ: dict[str, Callable[[_Question], Draft]] = {
    "multichoice": _multiple_choice,
    "multichoiceset": _all_or_nothing,
    "oumultiresponse": _all_or_nothing,
    "truefalse": _true_false,
    "shortanswer": _short_answer,
    "numerical": _numeric,
    "matching": _matching,
    "match": _matching,
    "cloze": _cloze,
    "multianswer": _cloze,
    "ddwtos": partial(_from_box, box="dragbox"),
    "gapselect": partial(_from_box, box="selectoption"),
}
