"""Questions as people type them: a number and a stem, lettered options, the right one marked or in a key.

Plain text, Markdown and Word documents are read alike; the notations of text2qti and qtiConverter are
variants of the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from questions import docx  # whole, for it imports this package too
from questions.decoding import decode
from questions.errors import UnreadableFileError
from questions.formats import gift
from questions.formats.asked import AS_IT_SAYS, Asked
from questions.formats.intake import Intake
from questions.formats.numbered_block import Block
from questions.formats.numbered_blocks import BlockReader, Blocks
from questions.formats.numbered_items import item_of
from questions.formats.numbered_lines import OPTION, STEM, SourceLine
from questions.formats.records import Record, question_set, title_from
from questions.formats.sample import Sample
from questions.lines import require_few_lines, split_lines
from questions.model import Note, QuestionSet

NAME = "numbered_text"
SUFFIXES = (".text", ".md", ".docx")
"""Without ".txt": of a text in which no form shows, tabbed text says best what is wrong."""
_SHARE = 0.5
"""Of the lines have to belong to questions: in a text on questions it is a tenth, in a quiz nearly all."""
_MAX_LINES = 100_000
"""A thousand questions have 7,000."""
_DASH = re.compile(r"[-+]\s+(?=(?:\*\*)?\(?[A-Za-z][.)]\s)|[-+*]\s+(?=\[[xX ]\]\s)")
_HEADING = re.compile(r"#{1,6}\s+")
_BOLD = re.compile(r"\*\*([^*]+)\*\*")
_AIKEN = re.compile("ANSWER: ?[A-Z]")
_UNMARKED = 3
"""Questions with options and no key that make a file a quiz whose key was forgotten."""


def recognises(sample: Sample) -> bool:
    """Whether it is a Word document, or most lines belong to questions with a key or at least options."""
    if docx.is_word(sample.members):
        return True  # No other form comes in Word, and reading it twice takes long.
    return _is_quiz(_blocks_of(_text_lines(sample.text)))


def read(data: bytes, name: str, asked: Asked = AS_IT_SAYS) -> QuestionSet:
    """The set in a text or a Word document; lines that belong to no question are counted as not carried.

    Raises:
        UnreadableFileError: it is neither, or most of it is no questions.
        TooLargeError: it has over 100,000 lines.
    """
    notes: tuple[Note, ...] = ()
    images: dict[str, bytes] = {}
    intake = Intake()
    encoding = "utf-8"
    if data.startswith(b"PK"):
        encoding = ""  # there is none to choose in a Word document
        word = docx.read_docx(data, name)
        images = word.images
        if word.formulas:
            intake.lost["formula of Word"] += word.formulas
        if typed := _gift_in_word(word, name, asked, intake):
            return typed
        lines = [SourceLine(number=n, text=line.text, word=line) for n, line in enumerate(word.lines, 1)]
    else:
        decoded = decode(data, name=name, encoding=asked.encoding)
        notes, encoding = decoded.notes, decoded.encoding
        require_few_lines(decoded.text, name, limit=_MAX_LINES)
        lines = _text_lines(decoded.text)
    blocks = _blocks_of(lines)
    if (
        not blocks.blocks
        or blocks.used < _SHARE * blocks.filled
        or not any(one.has_answers for one in blocks.blocks)
    ):
        raise UnreadableFileError(
            "no numbered questions were found in the file."
            if not blocks.blocks
            else "most of the file is text that belongs to no question.",
            name=name,
            line=1,
            advice='Write each question as "1. stem" with its options as "a. ..." below it and a star '
            "before the right one.",
        )
    if blocks.outside:
        intake.lost["line outside of the questions"] += len(blocks.outside)
    records = (
        Record(
            line=block.lines[0].number,
            text="\n".join(line.text for line in block.lines),
            read=partial(item_of, block, intake, lambda address: images.get(address) or None),
        )
        for block in blocks.blocks
    )
    return question_set(
        records,
        title=blocks.title or title_from(name),
        format_name=NAME,
        encoding=encoding,
        notes=notes,
        intake=intake,
    )


def _gift_in_word(word: docx.WordText, name: str, asked: Asked, intake: Intake) -> QuestionSet | None:
    """The set of a document in which someone typed GIFT; None of any other."""
    text = "\n".join(line.text for line in word.lines)
    data = text.replace(docx.IMAGE, "").encode()
    if not gift.recognises(Sample(data, name)):
        return None
    found = gift.read(data, name, replace(asked, encoding=None))
    if pictures := text.count(docx.IMAGE):
        intake.lost["image of Word"] += pictures
    return replace(found, format=NAME, encoding="", not_carried=(*found.not_carried, *intake.not_carried))


def _text_lines(text: str) -> list[SourceLine]:
    return [
        SourceLine(number=line.number, text=_without_markdown(line.text.strip()))
        for line in split_lines(text)
    ]


def _without_markdown(line: str) -> str:
    """A stem or option without Markdown's signs for lists, headings and bold type, for which an option has
    a star."""
    heading = _HEADING.match(line)
    if heading and STEM.match(line, heading.end()):
        return line[heading.end() :]
    item = _DASH.sub("", line, count=1)
    bold = _BOLD.fullmatch(item)
    if bold:
        return f"*{bold[1]}" if OPTION.match(bold[1]) else bold[1] if STEM.match(bold[1]) else line
    return item


def _blocks_of(lines: Iterable[SourceLine]) -> Blocks:
    return BlockReader().read(list(lines))


def _is_quiz(blocks: Blocks) -> bool:
    complete = [block for block in blocks.blocks if block.is_complete and not _is_aiken(block)]
    is_told = len(complete) > all(block.is_asked for block in complete)  # one "Q:" may be a joke
    unmarked = sum(block.number is not None and len(block.options) > 2 for block in blocks.blocks)
    return (is_told or unmarked >= _UNMARKED) and blocks.used >= _SHARE * blocks.filled


def _is_aiken(block: Block) -> bool:
    return block.number is None and any(_AIKEN.fullmatch(line.text) for line in block.lines)
