"""The grammar of GIFT, Moodle's text form of questions: a file's blocks, and the question in each.

As Moodle documents it (https://docs.moodle.org/en/GIFT_format), where that is silent as its import does it.
Apart from the items so that what a file says can be told from what can be studied of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from questions.errors import QuestionsError
from questions.formats.gift_texts import CONTROL, Form, GiftText, plain, said_in, text_in
from questions.formats.records import not_supported
from questions.formats.studyable import BLANK

_CATEGORY = re.compile(r"\s*\$CATEGORY:(.*)", re.IGNORECASE | re.DOTALL)
_METADATA = re.compile(r"\[(id|tag):((?:\\.|[^\]\\\x00-\x1f\x7f]){1,500})\]")
_ESCAPED = re.compile(r"\\([\]\\nt])")
_CONTROLS = {"n": "\n", "t": "\t"}
_TITLE_END = re.compile(rf"\\[{CONTROL}]|(::)")
_BRACES = re.compile(rf"\\[{CONTROL}]|([{{}}])")
_ANSWER_SIGNS = re.compile(rf"\\[{CONTROL}]|([=~])")
_HASH = re.compile(rf"\\[{CONTROL}]|(#)")
_GENERAL = re.compile(rf"\\[{CONTROL}]|(####)")
_WEIGHT = re.compile(r"\s*%([^%\s]{0,20})%")
_NUMBER = re.compile(r"[-+]?(?:\d{1,20}(?:[.,]\d{0,20})?|[.,]\d{1,20})")
_MOST = 2 / 3
"""Of the parts of a run have to be questions for it to be taken apart: one of them may be damaged."""
_GAP = re.compile(r"\{\d*:[A-Z_]+:")
_TRUTHS = {"T": True, "TRUE": True, "F": False, "FALSE": False}


class Type(StrEnum):
    """What a block is."""

    DESCRIPTION = "description"
    ESSAY = "essay"
    TRUE_FALSE = "true_false"
    CHOICE = "choice"
    SHORT = "short"
    MATCHING = "matching"
    NUMERICAL = "numerical"


@dataclass(frozen=True, kw_only=True)
class Category:
    """A line that says where the questions after it belong."""

    path: str


@dataclass(frozen=True, kw_only=True)
class Block:
    """A question as it stands: ``text`` without its comments, which may give it an id and tags.

    ``has_blank_lines``: within its braces, where Moodle would end the question. ``follows_at_once``: after
    another without a blank line, where Moodle would not end that.
    """

    line: int
    source: str
    text: str
    id: str = ""
    tags: tuple[str, ...] = ()
    has_blank_lines: bool = False
    follows_at_once: bool = False


@dataclass(frozen=True, kw_only=True)
class Answer:
    """An answer in braces. ``weight`` in percent, as stated. ``match`` is what "->" leads to.

    ``number`` is there in a numerical question, unless the answer stands for all other numbers.
    """

    is_right: bool
    weight: float | None
    text: GiftText
    why: GiftText | None = None
    match: str | None = None
    number: Number | None = None


@dataclass(frozen=True, kw_only=True)
class Number:
    """A number as it is written, with its tolerance, or from ``low`` to ``high``."""

    value: str = ""
    tolerance: str = ""
    low: str = ""
    high: str = ""


@dataclass(frozen=True, kw_only=True)
class Question:
    """What a block states. Of true/false, ``whys`` are for who answers wrong and for who answers right.

    ``is_embedded``: text follows the braces, and a blank stands for them in the stem.
    """

    type: Type
    stem: GiftText
    title: str | None = None
    is_embedded: bool = False
    general: GiftText | None = None
    answers: tuple[Answer, ...] = ()
    is_true: bool = False
    whys: tuple[GiftText | None, GiftText | None] = (None, None)


def blocks(text: str) -> Iterator[Category | Block]:
    """The categories and the questions of a file. A blank line ends a question."""
    id_said = ""
    tags: tuple[str, ...] = ()
    for block in _closed(list(_parted(text.replace("\r\n", "\n").replace("\r", "\n")))):
        id_said, tags = id_said or block.id, (*tags, *block.tags)
        if category := _CATEGORY.match(block.text):
            yield Category(path=plain(category[1]))
        elif block.text:
            yield replace(block, id=id_said, tags=tags)
        if block.text:
            id_said, tags = "", ()


def question(block: Block) -> Question:
    """What a block states. Raises QuestionsError where it is not GIFT, with what to do."""
    title, rest = _titled(block.text)
    braces = list(_cuts(_BRACES, rest))
    if not braces:
        return Question(type=Type.DESCRIPTION, title=title, stem=text_in(rest))
    if any(_GAP.match(rest, brace.start()) for brace in braces):
        raise not_supported("gaps of Moodle's Cloze, which GIFT does not know")
    _require_one_pair([brace[1] for brace in braces])
    before, after = rest[: braces[0].start()], rest[braces[1].end() :]
    after = "" if after.lstrip(" \t").startswith("//") else after
    is_embedded = bool(after.strip())
    stem = text_in(f"{before}{BLANK}{after}" if is_embedded else before)
    asked = _answered(rest[braces[0].end() : braces[1].start()], stem)
    return replace(asked, title=title, is_embedded=is_embedded)


def _cuts(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Where the sign of this pattern stands without a backslash."""
    return (found for found in pattern.finditer(text) if found[1])


def _split(pattern: re.Pattern[str], text: str) -> tuple[str, str | None]:
    """What stands before and after the first of these signs."""
    cut = next(_cuts(pattern, text), None)
    return (text[: cut.start()], text[cut.end() :]) if cut else (text, None)


def _parted(text: str) -> Iterator[Block]:
    """The runs of lines between blank lines and categories, some of which may be comments alone."""
    lines: list[tuple[int, str]] = []
    for number, line in enumerate((*text.split("\n"), ""), 1):
        is_category = _CATEGORY.match(line)
        if lines and (is_category or not line.strip()):
            for place, question_lines in enumerate(_apart(lines)):
                yield replace(_block(question_lines), follows_at_once=place > 0)
            lines = []
        if is_category:
            yield _block([(number, line)])
        elif line.strip():
            lines.append((number, line))


def _apart(lines: list[tuple[int, str]]) -> list[list[tuple[int, str]]]:
    """The lines of each question of a run where most have a stem and one pair of braces, whose end is the end
    of its line or stands before a title; else the run as it is, such as a text with several gaps."""
    parts: list[list[tuple[int, str]]] = [[]]
    is_open = is_closed = False
    for number, line in lines:
        is_comment = line.lstrip().startswith("//")
        is_titled = line.lstrip().startswith("::") and not is_open and any(_said(parts[-1]))
        if (is_closed and not is_comment) or is_titled:
            parts.append([])
            is_closed = False
        parts[-1].append((number, line))
        for brace in () if is_comment else _cuts(_BRACES, line):
            is_open = brace[1] == "{"
        ends = not is_comment and re.search(r"(?<!\\)\}\s*$", line)
        is_closed = is_closed or bool(ends and not is_open)
    if len(parts) > 1 and not any(_cuts(_BRACES, _block(parts[-1]).text)):
        last = parts.pop()
        parts[-1] += last
    whole = sum(map(_is_one_question, parts))
    return parts if whole > 1 and whole >= _MOST * len(parts) else [lines]


def _is_one_question(lines: list[tuple[int, str]]) -> bool:
    """Whether there is a stem before one pair of braces, and these are not a gap as Moodle's Cloze has it."""
    text = _block(lines).text
    braces = list(_cuts(_BRACES, text))
    if [brace[1] for brace in braces] != ["{", "}"]:
        return False
    stem = _titled(text[: braces[0].start()])[1]
    return bool(stem.strip()) and not _GAP.match(text, braces[0].start())


def _said(lines: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """The lines but for comments."""
    return [(number, line) for number, line in lines if not line.lstrip().startswith("//")]


def _block(lines: list[tuple[int, str]]) -> Block:
    said = _said(lines)
    comments = " ".join(line for _, line in lines if line.lstrip().startswith("//"))
    metadata = [
        (name, _ESCAPED.sub(_unescaped, value).strip()) for name, value in _METADATA.findall(comments)
    ]
    return Block(
        line=(said or lines)[0][0],
        source="\n".join(line for _, line in lines),
        text="\n".join(line for _, line in said),
        id=next((value for name, value in metadata if name == "id"), ""),
        tags=tuple(value for name, value in metadata if name == "tag"),
    )


def _unescaped(escape: re.Match[str]) -> str:
    return _CONTROLS.get(escape[1], escape[1])


def _closed(parted: list[Block]) -> Iterator[Block]:
    """The blocks; one whose braces a later block closes, before any other opens, together with that."""
    signs = [
        "" if _CATEGORY.match(block.text) else "".join(brace[1] for brace in _cuts(_BRACES, block.text))
        for block in parted
    ]
    at = 0
    while at < len(parted):
        end = at
        if signs[at].endswith("{"):
            end = next((n for n in range(at + 1, len(parted)) if signs[n] or _begins(parted[n])), at)
            end = at if signs[end].startswith("{") or _begins(parted[end]) else end
        block = parted[at]
        if end > at:
            joined = parted[at : end + 1]
            block = replace(
                block,
                source="\n\n".join(one.source for one in joined),
                text="\n".join(one.text for one in joined if one.text),
                tags=tuple(tag for one in joined for tag in one.tags),
                has_blank_lines=True,
            )
        yield block
        at = end + 1


def _begins(block: Block) -> bool:
    """Whether a block begins anew, whatever was left open before it."""
    return block.text.startswith("::") or bool(_CATEGORY.match(block.text))


def _titled(text: str) -> tuple[str | None, str]:
    stripped = text.lstrip()
    if stripped.startswith("::"):
        title, rest = _split(_TITLE_END, stripped[2:])
        if rest is not None:
            return plain(title.replace("\n", " ")), rest
    return None, text


def _require_one_pair(signs: list[str]) -> None:
    if signs == ["{", "}"]:
        return
    if signs[0] == "}":
        problem, advice = "A brace closes answers that none has opened.", "A blank line ends a question."
    elif signs == ["{"]:
        problem = "The braces of the answers are not closed."
        advice = "Close them with }; a blank line ends a question."
    elif signs[1] == "{":
        problem, advice = "A brace opens within the answers.", "Close the first with }."
    else:
        problem = "The question has answers in braces twice, or a brace too many."
        advice = "Leave a blank line between questions."
    raise QuestionsError(problem, advice=rf"{advice} Write braces of a text as \{{ and \}}.")


def _answered(body: str, stem: GiftText) -> Question:
    """The question that the answers in braces make of a stem."""
    said, rest = _split(_GENERAL, body)
    general = _optional(rest, stem.form)
    said = said.strip()
    if not said:
        return Question(type=Type.ESSAY, stem=stem, general=general)
    if said.startswith("#"):
        numbers = tuple(_answers(said[1:].strip(), stem.form, is_numerical=True))
        return Question(type=Type.NUMERICAL, stem=stem, general=general, answers=numbers)
    word, feedback = _split(_HASH, said)
    if word.strip().upper() in _TRUTHS:
        wrong, right = _split(_HASH, feedback or "")
        return Question(
            type=Type.TRUE_FALSE,
            stem=stem,
            general=general,
            is_true=_TRUTHS[word.strip().upper()],
            whys=(_optional(wrong, stem.form), _optional(right, stem.form)),
        )
    answers = tuple(_answers(said, stem.form))
    if all(answer.is_right and answer.match is not None and answer.weight is None for answer in answers):
        return Question(type=Type.MATCHING, stem=stem, general=general, answers=answers)
    answers = tuple(replace(answer, match=None) for answer in answers)
    is_short = all(answer.is_right for answer in answers)
    return Question(type=Type.SHORT if is_short else Type.CHOICE, stem=stem, general=general, answers=answers)


def _optional(text: str | None, form: Form) -> GiftText | None:
    """A feedback; None where it is empty."""
    if text is None or not text.strip():
        return None
    return text_in(text, form)


def _answers(text: str, form: Form, *, is_numerical: bool = False) -> Iterator[Answer]:
    """The answers, each after its = or ~. A single right one needs none, nor the first of several numbers."""
    cuts = list(_cuts(_ANSWER_SIGNS, text))
    first = text[: cuts[0].start()] if cuts else text
    make = _numeric_answer if is_numerical else _answer
    if first.strip():
        if cuts and not is_numerical:
            raise QuestionsError(
                f'"{first.strip()[:40]}" has neither = nor ~ before it.',
                advice=r"Write one before each answer, and \= and \~ for the signs themselves.",
            )
        yield replace(make("=", first, form), match=None)
    ends = (*(cut.start() for cut in cuts[1:]), len(text))
    for cut, end in zip(cuts, ends, strict=False):
        yield make(cut[1], text[cut.end() : end], form)


def _answer(sign: str, text: str, form: Form) -> Answer:
    weight, text = _weighed(text)
    said, feedback = _split(_HASH, text)
    _, arrow, match = said.partition("->")
    whole = text_in(said, form)
    return Answer(
        is_right=sign == "=",
        weight=weight,
        text=whole,
        why=_optional(feedback, form),
        match=said_in(match, whole.form) if arrow else None,
    )


def prompt_of(answer: Answer) -> GiftText:
    """What stands before the arrow of a pair."""
    return replace(answer.text, text=answer.text.text.partition("->")[0].strip())


def _numeric_answer(sign: str, text: str, form: Form) -> Answer:
    weight, text = _weighed(text)
    said, feedback = _split(_HASH, text)
    number = plain(said)
    low, dots, high = number.partition("..")
    value, _, tolerance = number.partition(":")
    if number in {"", "*"}:
        what = None
    elif dots:
        what = Number(low=low.strip(), high=high.strip())
    else:
        what = Number(value=value.strip(), tolerance=tolerance.strip())
    return Answer(
        is_right=sign == "=",
        weight=weight,
        text=GiftText(form=form, text=number or "*"),
        why=_optional(feedback, form),
        number=what,
    )


def _weighed(text: str) -> tuple[float | None, str]:
    """The weight before an answer, and the answer."""
    found = _WEIGHT.match(text)
    if not found:
        return None, text
    weight = float(found[1].replace(",", ".")) if _NUMBER.fullmatch(found[1]) else 101.0
    if not -100 <= weight <= 100:
        raise QuestionsError(
            f'The weight "%{found[1]}%" is no number from -100 to 100.', advice="Write one such as %50%."
        )
    return weight, text[found.end() :]
