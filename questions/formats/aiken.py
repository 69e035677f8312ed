"""Aiken, Moodle's plainest form of multiple choice: a stem, lettered options, and a line "ANSWER: B".

As in Moodle's documentation (https://docs.moodle.org/en/Aiken_format), and as people write it: in small
letters, stems and options on several lines, no blank line between questions, feedback after the answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial

from questions.decoding import decode
from questions.errors import QuestionsError
from questions.formats.asked import AS_IT_SAYS, Asked
from questions.formats.carrying import Carries, carried, with_texts
from questions.formats.columns import LETTERS
from questions.formats.drafts import Draft, DraftOption, Text
from questions.formats.intake import Intake
from questions.formats.key import find_keys
from questions.formats.records import Record, question_set, title_from
from questions.formats.sample import Sample
from questions.lines import Line, require_few_lines, split_lines
from questions.model import Item, Kind, QuestionSet

NAME = "aiken"


def _on_lines(item: Item) -> Item:
    """The item, its texts on one line each, for a line that begins otherwise begins something else."""
    return with_texts(item, lambda text: " ".join(text.split()), item.markup)


CARRIES = Carries(
    kinds=frozenset({Kind.MULTIPLE_CHOICE, Kind.TRUE_FALSE}), fields=frozenset(), weighed=_on_lines
)
_OPTION = re.compile(r"\s*+([A-Za-z])[.)]\s*+(.*)", re.DOTALL)
_ANSWER = re.compile(r"\s*+ANSWER\s*+:(.*)", re.IGNORECASE | re.DOTALL)
_FEEDBACK = re.compile(
    r"\s*+(?:general +)?(?:feedback|explanation|rationale|comment|solution)\s*+:(.*)",
    re.IGNORECASE | re.DOTALL,
)
_PLACE = re.compile(r"([A-Za-z])(?:[.)](?:\s.*)?)?", re.DOTALL)
_SEVERAL = re.compile(r"[A-Za-z](?:\s*+(?:[,;&/+]|\band\b)\s*+[A-Za-z]\b)++\.?")
_KEY_ALONE = re.compile("[A-Z]{1,5}|[a-z]{1,5}")
"""On a line by itself, as cards of Quizlet have it on their back."""
_NUMBERED = re.compile(r"\s*+\d{1,4}[.)]")
_SKIPPED = 1
"""Letters that may be missing between two options; more, and the line is text that only looks like one."""


@dataclass(kw_only=True)
class _Question:
    """A question as it is read, line by line. ``options`` have their letter, small, and their lines."""

    lines: list[Line] = field(default_factory=list)
    stem: list[str] = field(default_factory=list)
    options: list[tuple[str, list[str]]] = field(default_factory=list)
    key: str | None = None
    why: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether it has what makes it a question of this form."""
        return bool(self.key and len(self.options) > 1 and self.stem)


def recognises(sample: Sample) -> bool:
    """Whether a question is whole, and most of what else stands in the text has options or an answer.

    Numbered questions are another form, unless the answer is in the capitals that Moodle asks for.
    """
    questions = list(_questions(split_lines(sample.text)))
    whole = [one for one in questions if one.is_whole]
    is_strict = any(line.text.startswith("ANSWER:") for one in whole for line in one.lines)
    numbered = sum(bool(_NUMBERED.match(one.stem[0])) for one in whole)
    parts = sum(len(one.options) > 1 or one.key is not None for one in questions)
    return bool(whole) and parts * 2 > len(questions) and (is_strict or numbered * 2 < len(whole))


def read(data: bytes, name: str, asked: Asked = AS_IT_SAYS) -> QuestionSet:
    """The set in an Aiken file.

    Raises:
        UnreadableFileError: it is no text, or has over a million lines.
    """
    decoded = decode(data, name=name, encoding=asked.encoding)
    require_few_lines(decoded.text, name)
    intake = Intake()
    return question_set(
        (
            Record(
                line=one.lines[0].number,
                text="\n".join(line.text for line in one.lines).rstrip(),
                read=partial(_item, one, intake),
            )
            for one in _questions(split_lines(decoded.text))
        ),
        title=title_from(name),
        format_name=NAME,
        encoding=decoded.encoding,
        notes=decoded.notes,
        intake=intake,
    )


def write(question_set: QuestionSet) -> bytes:
    """The set as Aiken in UTF-8, each text on one line as Moodle asks; less what CARRIES does not name."""
    items = filter(None, (carried(item, CARRIES) for item in question_set.items))
    return "".join(f"{_written(item)}\n" for item in items).encode()


def _questions(lines: Iterable[Line]) -> Iterator[_Question]:
    """The questions. One ends after its answer, or where another text or another "A" begins without one."""
    question = _Question()
    after_blank = False
    for line in lines:
        if not line.text.strip():
            after_blank = True
            continue
        begun = _begun_by(line, question, after_blank=after_blank)
        if begun:
            yield question
            question = begun
        _take(line, question, after_blank=after_blank)
        after_blank = False
    if question.lines:
        yield question


def _begun_by(line: Line, question: _Question, *, after_blank: bool) -> _Question | None:
    """The question that a line begins, if it does, with what stands of it already."""
    if question.key is not None:
        return None if _FEEDBACK.match(line.text) and not question.why else _Question()
    if not question.options or _ANSWER.match(line.text):
        return None
    letter = _letter(line.text, question)
    if letter == "a" and len(question.options) > 1:
        stem = question.options[-1][1][1:]
        taken = len(question.lines) - len(stem)
        begun = _Question(lines=question.lines[taken:], stem=stem)
        del question.lines[taken:], question.options[-1][1][1:]
        return begun
    return _Question() if after_blank and not letter and not _is_key(line.text, question) else None


def _take(line: Line, question: _Question, *, after_blank: bool) -> None:
    """Add a line to the question that it belongs to."""
    question.lines.append(line)
    text = line.text.strip()
    letter = _letter(line.text, question)
    if question.key is not None:
        question.why = _FEEDBACK.sub(r"\1", line.text).strip()
    elif answer := _ANSWER.match(line.text):
        question.key = answer[1].strip()
    elif after_blank and _is_key(line.text, question):
        question.key = text
    elif letter:
        if question.options and letter == "a":  # "A. fumigatus is ..." was no option, but of the stem.
            question.stem += question.options.pop()[1]
        question.options.append((letter, [text]))
    elif question.options:
        question.options[-1][1].append(text)
    else:
        question.stem += ["", text] if after_blank and question.stem else [text]


def _is_key(text: str, question: _Question) -> bool:
    """Whether a line below the options is no more than letters of theirs."""
    letters = {letter for letter, _ in question.options}
    said = text.strip()
    return len(letters) > 1 and bool(_KEY_ALONE.fullmatch(said)) and letters >= set(said.lower())


def _letter(text: str, question: _Question) -> str:
    """The letter of an option, small; "" where a line is none: options begin with A and go on in order."""
    option = _OPTION.match(text)
    if not option or not option[2]:
        return ""
    letter = option[1].lower()
    if not question.options or letter == "a":
        return letter if letter == "a" and (question.stem or question.options) else ""
    ahead = LETTERS.index(letter) - LETTERS.index(question.options[-1][0])
    return letter if 0 < ahead <= 1 + _SKIPPED else ""


def _item(question: _Question, intake: Intake) -> Item:
    """The item. Raises QuestionsError where there are no options, or no answer that names one."""
    texts = {
        1 + LETTERS.index(letter): " ".join((_OPTION.sub(r"\2", lines[0]), *lines[1:])).strip()
        for letter, lines in question.options
    }
    if not texts:
        raise QuestionsError(
            "The question has no options.", advice='Write each on a line of its own, such as "A. Thyroid".'
        )
    if not question.key:
        raise QuestionsError(
            "The question has no answer.", advice='Write its letter on a line after the options: "ANSWER: B".'
        )
    _require_order(question)
    right = _right(question.key, texts)
    options = tuple(
        DraftOption(text=Text(text=text), correct=number in right) for number, text in texts.items()
    )
    kind = Kind.MULTIPLE_CHOICE if len(right) == 1 else Kind.MULTIPLE_ANSWER
    truths = {option.text.text.casefold(): option for option in options}
    if kind is Kind.MULTIPLE_CHOICE and len(options) == 2 and truths.keys() == {"true", "false"}:
        kind = Kind.TRUE_FALSE
        options = tuple(
            DraftOption(text=Text(text=word), correct=truths[word.casefold()].correct)
            for word in ("True", "False")
        )
    return Draft(
        kind=kind,
        stem=intake.plain("\n".join(question.stem)),
        options=options,
        explanation=intake.plain(question.why),
    ).item()


def _right(key: str, texts: dict[int, str]) -> frozenset[int]:
    """The numbers of the right options. A letter is one here, also where the text of an option is "B"."""
    place = _PLACE.fullmatch(key)
    letters = [place[1]] if place else _SEVERAL.fullmatch(key) and re.findall(r"\b[A-Za-z]\b", key)
    if not letters:
        return find_keys(key, texts)
    numbers = frozenset(1 + LETTERS.index(letter.lower()) for letter in letters)
    if not numbers <= texts.keys():
        raise QuestionsError(
            f'The answer "{key[:40]}" names no option.',
            advice="Write the letter of the right one after ANSWER:",
        )
    return numbers


def _require_order(question: _Question) -> None:
    """Raise QuestionsError where a line of an option looks like an option itself."""
    for letter, lines in question.options:
        for line in lines[1:]:
            option = _OPTION.match(line)
            if option and option[1].lower() <= letter and option[1].isupper():
                raise QuestionsError(
                    f'The option "{line[:40]}" stands after option {letter.upper()}.',
                    advice="Give each option a letter of its own, in their order.",
                )


def _written(item: Item) -> str:
    letters = LETTERS.upper()
    key = next(letter for letter, option in zip(letters, item.options, strict=False) if option.correct)
    options = (f"{letter}. {option.text}\n" for letter, option in zip(letters, item.options, strict=False))
    return f"{item.stem}\n{''.join(options)}ANSWER: {key}\n"
