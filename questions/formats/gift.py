"""GIFT, Moodle's text form of questions, as items. Its grammar is in ``gift_grammar``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Context

from questions.decoding import decode
from questions.errors import QuestionsError
from questions.formats.asked import AS_IT_SAYS, Asked
from questions.formats.drafts import EMPTY, Draft, DraftOption, Text
from questions.formats.gift_grammar import (
    Answer,
    Block,
    Category,
    Number,
    Question,
    Type,
    blocks,
    prompt_of,
    question,
)
from questions.formats.gift_texts import Form, GiftText
from questions.formats.gift_write import CARRIES, write
from questions.formats.intake import Intake
from questions.formats.moodle_categories import names_in
from questions.formats.moodle_gaps import without_wildcards
from questions.formats.moodle_weights import ordinary, right_by
from questions.formats.records import Record, not_supported, question_set, title_from
from questions.formats.sample import Sample
from questions.formats.studyable import decimal
from questions.html import has_markup, to_text
from questions.lines import require_few_lines
from questions.model import Accepted, Item, Kind, Markup, Note, QuestionSet

__all__ = ["CARRIES", "NAME", "read", "recognises", "write"]

NAME = "gift"
_ANSWERS = re.compile(r"(?<![\\^_])\{\s*(?:[=~#]|(?:T|F|TRUE|FALSE)\s*[#}])", re.IGNORECASE)
_MARKDOWN = re.compile(r"[*_`\[]|^#", re.MULTILINE)
_EXACT = Context(prec=60)
"""Digits enough for the middle of two numbers of at most 40 digits each."""


def recognises(sample: Sample) -> bool:
    """Whether a question has answers that only GIFT has, and no more blocks have braces of other sense."""
    if not _ANSWERS.search(sample.text):
        return False
    found = [one for one in blocks(sample.text) if isinstance(one, Block) and "{" in one.text]
    asked = sum(_is_asked(one) for one in found)
    return asked > 0 and sum(not _ANSWERS.search(one.text) and "{}" not in one.text for one in found) <= asked


def _is_asked(block: Block) -> bool:
    """Whether a question states a stem, and answers as only GIFT has them."""
    try:
        asked = question(block)
    except QuestionsError:
        return False
    return bool(_ANSWERS.search(block.text) and asked.stem.text.strip("_"))


def read(data: bytes, name: str, asked: Asked = AS_IT_SAYS) -> QuestionSet:
    """The set in a GIFT file; ``category`` of an item is the one that stands before it.

    Raises:
        UnreadableFileError: it is no text, or has over a million lines.
    """
    decoded = decode(data, name=name, encoding=asked.encoding)
    require_few_lines(decoded.text, name)
    found = list(blocks(decoded.text))
    ids = Counter(one.id for one in found if isinstance(one, Block))
    intake = Intake()
    records: list[Record] = []
    notes = list(_notes_on_runs(found))
    category: tuple[str, ...] = ()
    for one in found:
        if isinstance(one, Category):
            category = names_in(one.path)
            continue
        if one.has_blank_lines:
            notes.append(Note(line=one.line, message="Blank lines within the braces were left out."))
        is_own = ids[one.id] == 1  # Moodle has them unique in a category only
        maker = _Maker(block=one, id=one.id if is_own else "", category=category, intake=intake)
        records.append(Record(line=one.line, text=one.source, read=maker.item))
    return question_set(
        records,
        title=title_from(name),
        format_name=NAME,
        encoding=decoded.encoding,
        notes=(*decoded.notes, *notes),
        intake=intake,
    )


def _notes_on_runs(found: list[Category | Block]) -> Iterator[Note]:
    """What to say where questions follow each other without a blank line, once for the file."""
    lines = [one.line for one in found if isinstance(one, Block) and one.follows_at_once]
    if lines:
        said = f"{len(lines)} question{'s' * (len(lines) != 1)} without a blank line before"
        yield Note(line=lines[0], message=f"{said}, which Moodle asks for: each was read by itself.")


@dataclass(frozen=True, kw_only=True)
class _Maker:
    """Makes the item of a block."""

    block: Block
    id: str
    category: tuple[str, ...]
    intake: Intake

    def item(self) -> Item:
        """The item. Raises QuestionsError where the block is not GIFT, or not to be studied."""
        asked = question(self.block)
        if asked.type not in _DRAFTS:
            raise not_supported(_NOT_STUDIED[asked.type])
        draft = _DRAFTS[asked.type](asked, self)
        return replace(
            draft,
            id=self.id,
            name=asked.title or "",
            category=self.category,
            tags=self.block.tags,
            explanation=self.text(asked.general),
        ).item()

    def text(self, text: GiftText | None) -> Text:
        """A text of the question for an item."""
        if text is None:
            return EMPTY
        if text.form is Form.HTML:
            return self.intake.html(text.text)
        if text.form is Form.MARKDOWN and _MARKDOWN.search(text.text):
            self.lose("text in Markdown, kept as it is written")
        return self.intake.plain(text.text) if text.form is Form.PLAIN else self.intake.auto(text.text)

    def words(self, text: GiftText | None) -> str:
        """A text of the question where an item has no markup."""
        made = self.text(text)
        return to_text(made.text) if made.markup is Markup.HTML else made.text

    def lose(self, what: str) -> None:
        """Count what has no place in an item."""
        self.intake.lost[what] += 1


def _choice(asked: Question, maker: _Maker) -> Draft:
    """One option is right where one alone is marked so and gives the best share; else all that give any.

    Empty options are left out, as Moodle does: "~=" before the right one makes such.
    """
    answers = [one for one in asked.answers if one.text.text.strip()]
    if len(answers) < len(asked.answers):
        maker.lose("empty option")
    weights = [(100.0 if one.is_right else 0.0) if one.weight is None else one.weight for one in answers]
    right = [one.is_right for one in answers]
    is_one = sum(right) == 1 and right_by(Kind.MULTIPLE_CHOICE, weights) == right
    kind = Kind.MULTIPLE_CHOICE if is_one else Kind.MULTIPLE_ANSWER
    if sum(right) < 2 and not is_one:
        right = right_by(kind, weights)
    stated = ordinary(kind, weights, right)
    if sum(right) > 1 and all(one.weight is None for one in answers):
        stated = [None] * len(answers)
    options = (
        DraftOption(text=maker.text(one.text), correct=is_right, why=maker.text(one.why), weight=weight)
        for one, is_right, weight in zip(answers, right, stated, strict=True)
    )
    return Draft(kind=kind, stem=maker.text(asked.stem), options=tuple(options))


def _true_false(asked: Question, maker: _Maker) -> Draft:
    wrong, right = map(maker.text, asked.whys)
    options = (
        DraftOption(
            text=Text(text=word),
            correct=is_true is asked.is_true,
            why=right if is_true is asked.is_true else wrong,
        )
        for word, is_true in (("True", True), ("False", False))
    )
    return Draft(kind=Kind.TRUE_FALSE, stem=maker.text(asked.stem), options=tuple(options))


def _short(asked: Question, maker: _Maker) -> Draft:
    accepted: list[Accepted] = []
    for one in asked.answers:
        said = maker.words(one.text) if _is_tagged(one.text) else one.text.text
        text, had_wildcards = without_wildcards(said)
        weight = 100.0 if one.weight is None else one.weight
        if text:
            accepted.append(Accepted(text=text, weight=weight, why=maker.words(one.why)))
            if had_wildcards:
                maker.lose('wildcard "*" of an answer, of which the rest is accepted')
        elif had_wildcards and weight == 100:
            raise QuestionsError(
                "The question accepts any answer.", advice="Name the right answers instead of the wildcard."
            )
        elif one.why:
            maker.lose("feedback for all other answers")
    return Draft(kind=Kind.SHORT_ANSWER, stem=maker.text(asked.stem), accepted=tuple(accepted))


def _is_tagged(text: GiftText) -> bool:
    """Whether an answer that is typed stands in tags; Moodle says HTML of others too."""
    return text.form is Form.HTML and has_markup(text.text)


def _numerical(asked: Question, maker: _Maker) -> Draft:
    accepted = []
    for one in asked.answers:
        if one.number is None:
            if one.why:
                maker.lose("feedback for all other answers")
            continue
        text, tolerance = _within(one.number)
        weight = (100.0 if one.is_right else 0.0) if one.weight is None else one.weight
        accepted.append(Accepted(text=text, tolerance=tolerance, weight=weight, why=maker.words(one.why)))
    return Draft(kind=Kind.NUMERIC, stem=maker.text(asked.stem), accepted=tuple(accepted))


def _within(number: Number) -> tuple[str, str]:
    """A number and how far one may be off it. Raises QuestionsError for ends that are no numbers."""
    if not number.low and not number.high:
        return number.value, number.tolerance
    try:
        low, high = decimal(number.low), decimal(number.high)
    except ValueError as error:
        raise QuestionsError(
            f'"{number.low}..{number.high}" is no range of numbers.', advice='Write one such as "1..5".'
        ) from error
    if low > high:
        raise QuestionsError(
            f'The range "{number.low}..{number.high}" ends before it begins.', advice="Exchange the two."
        )
    middle = _EXACT.divide(_EXACT.add(low, high), 2)
    return f"{middle.normalize(_EXACT):f}", f"{_EXACT.subtract(high, middle).normalize(_EXACT):f}"


def _matching(asked: Question, maker: _Maker) -> Draft:
    def pair(one: Answer) -> tuple[Text, str]:
        if one.why:
            maker.lose("feedback of a pair")
        return maker.text(prompt_of(one)), one.match or ""

    return Draft(kind=Kind.MATCHING, stem=maker.text(asked.stem), pairs=tuple(map(pair, asked.answers)))


_DRAFTS: dict[Type, Callable[[Question, _Maker], Draft]] = {
    Type.CHOICE: _choice,
    Type.TRUE_FALSE: _true_false,
    Type.SHORT: _short,
    Type.NUMERICAL: _numerical,
    Type.MATCHING: _matching,
}
_NOT_STUDIED = {Type.ESSAY: "essay", Type.DESCRIPTION: "description, a text without answers"}
