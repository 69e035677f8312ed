"""Lines of numbered questions as blocks, a question each, and the key at the end.

A machine of few states: each line is asked in turn whether it is one of the signs of ``numbered_lines`` where
it stands; what is none goes on with what the line before it was part of.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from questions.formats import numbered_lines as signs
from questions.formats.numbered_block import Block, BlockOption, take_listed, take_reply
from questions.formats.numbered_lines import Piece, SourceLine

_TWO_MORE = 2
_LABELLED = frozenset({"MB", "MD", "MT", "OR", "CT"})
_INLINE_FROM = re.compile(r"\s\(?[aA]\)\s|\sA\.\s")


@dataclass(kw_only=True)
class Blocks:
    """What the lines of a file hold. ``outside`` are lines that belong to no question."""

    blocks: list[Block]
    title: str
    outside: list[SourceLine]
    filled: int
    used: int


class BlockReader:
    """Takes lines one after the other; ``result`` is what they make."""

    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self._block: Block | None = None
        self._target: list[Piece] | None = None
        self._after_blank = False
        self._title = ""
        self._inner_next = 0
        self._is_key = False
        self._keys: dict[int, list[tuple[str, list[Piece]]]] = defaultdict(list)
        self._outside: list[SourceLine] = []
        self._filled = self._in_key = 0

    def read(self, lines: Sequence[SourceLine]) -> Blocks:
        """The blocks of all lines of a file."""
        key_from = _key_without_heading(lines)
        for place, line in enumerate(lines):
            if not line.text:
                self._after_blank = True
                continue
            self._filled += 1
            self._is_key = self._is_key or place == key_from
            if not (self._key_line(line) if self._is_key else self._sign(line)):
                self._continue(line)
            self._after_blank = False
        return self._result()

    def _result(self) -> Blocks:
        for block in self._blocks:
            take_reply(block)
        questions = [block for block in self._blocks if block.is_question]
        self._give_keys(questions)
        for block in questions:
            take_listed(block)
        for block in self._blocks:
            if not block.is_question:
                self._outside += block.lines
        used = sum(len(block.lines) for block in questions) + self._in_key
        return Blocks(
            blocks=questions, title=self._title, outside=self._outside, filled=self._filled, used=used
        )

    def _give_keys(self, questions: list[Block]) -> None:
        """Give each question the key of its number; where numbers begin again, in their order."""
        for block in questions:
            keys = self._keys.get(block.number or 0)
            if keys:
                key, explanation = keys.pop(0)
                block.key = block.key or key
                block.explanation += explanation

    def _sign(self, line: SourceLine) -> bool:
        """Take a line that says what it is; False where it does not."""
        block = self._block
        return (
            self._heading(line)
            or (block is not None and self._part(block, line))
            or self._stem(line)
            or (block is not None and self._option(block, line))
        )

    def _heading(self, line: SourceLine) -> bool:
        text = line.text
        if kind := signs.TYPE.match(text):
            self._begin(None, line, kind[1])
        elif (title := signs.TITLE.match(text)) and not self._blocks:
            self._title = title["title"].strip()
        elif (
            self._blocks
            and (key := signs.KEY.match(text))
            and (key.end() == len(text) or _pairs(text, key.end()))
        ):
            self._is_key = True
            self._in_key += 1
            self._take_pairs(_pairs(text, key.end()))
        elif signs.OUTSIDE.match(text):
            self._block = None
            self._outside.append(line)
        else:
            return False
        return True

    def _part(self, block: Block, line: SourceLine) -> bool:
        """A line that belongs to the question before it, options apart."""
        text = line.text
        if not block.stem:
            return False
        if answer := signs.ANSWER.match(text):
            block.key = text[answer.end() :].strip(" *")
            self._target = None
        elif block.has_answers and (data := signs.DATA.match(text)):
            self._take_data(block, data)
        elif signs.POINTS.match(text):
            block.lost.append("points of a question")
        elif not block.options and signs.OPTIONS.match(text):
            self._target = block.stem
        elif block.type in _LABELLED and (labelled := signs.LABELLED.fullmatch(text)):
            block.labelled.append(labelled)
        elif not (
            self._said(block, line)
            or self._typed(block, text)
            or (block.type == "HS" and signs.PLACE.match(text))
        ):
            return False
        block.lines.append(line)
        return True

    def _said(self, block: Block, line: SourceLine) -> bool:
        """An explanation, of the option before it where there is one and three dots begin it."""
        last = block.options[-1] if block.options else None
        if found := signs.EXPLANATION.match(line.text):
            self._go_on(block.explanation, line, found.end())
        elif dots := signs.DOTS.match(line.text):
            self._go_on(last.why if last else block.explanation, line, dots.end())
        elif signs.REPLY.match(line.text) and not last and not self._after_blank:
            block.lost.append("reply to a right or wrong answer")
        else:
            return False
        return True

    def _typed(self, block: Block, text: str) -> bool:
        """What is accepted of who types an answer, as text2qti has it."""
        if number := signs.NUMBER.match(text):
            block.numeric = text[number.end() :]
        elif not block.options and (typed := signs.TYPED.match(text)):
            block.typed.append(text[typed.end() :])
        elif signs.OPEN.match(text):
            block.is_open = True
        else:
            return False
        return True

    def _go_on(self, target: list[Piece], line: SourceLine, start: int) -> None:
        target.append(Piece(line=line, start=start))
        self._target = target

    def _take_data(self, block: Block, data: re.Match[str]) -> None:
        name = data["name"].lower()
        if name.startswith(("tag", "topic", "keyword")):
            block.tags += [" ".join(tag.split()) for tag in re.split("[,;]", data["value"])]
        else:
            block.lost.append(f'"{name}" of a question')

    def _asked(self, line: SourceLine) -> bool:
        """A line that begins with "Question:"; below a number alone it is that one's stem."""
        asked = signs.ASKED.match(line.text)
        if not asked:
            return False
        block = self._block
        if block is None or block.number is None or block.has_answers or any(one.text for one in block.stem):
            block = self._begin(None, line, "")
            block.is_asked = True
        else:
            block.lines.append(line)
        self._go_on(block.stem, line, asked.end())
        return True

    def _stem(self, line: SourceLine) -> bool:
        start = signs.STEM.match(line.text)
        if not start:
            return self._asked(line)
        number = int(start[1] or start[2])
        block = self._block
        if block is not None and block.number is not None and not block.has_answers and block.stem:
            if number in {self._inner_next, 1} and not (number == 1 and self._after_blank):
                self._inner_next = number + 1
                return False  # a list within the stem
            if number != block.number + 1 and not self._after_blank:
                return False
        block = self._begin(number, line, "")
        self._inner_next = 0
        self._target = block.stem
        if not self._inline(block, line, start.end()):
            self._target.append(Piece(line=line, start=start.end()))
        return True

    def _begin(self, number: int | None, line: SourceLine, kind: str) -> Block:
        """Begin a question, or go on with one that has only its type or an image so far."""
        block = self._block
        if block is not None and block.is_begun and not (kind and block.type):
            block.number, block.type = number, kind or block.type
            block.lines.append(line)
        else:
            block = self._block = Block(number=number, type=kind, lines=[line])
            self._blocks.append(block)
        self._target = block.stem
        return block

    def _inline(self, block: Block, line: SourceLine, start: int) -> bool:
        """Options behind the stem on the same line, from "a)" on and at least three."""
        found = _INLINE_FROM.search(line.text, start)
        option = signs.OPTION.match(line.text, found.start() + 1) if found else None
        if found is None or option is None or len(_cut(line, option)) < 3:
            return False
        block.stem.append(Piece(line=line, start=start, end=found.start()))
        self._take_options(block, line, option)
        return True

    def _option(self, block: Block, line: SourceLine) -> bool:
        if not block.stem:
            return False
        text = line.text
        if (option := signs.OPTION.match(text)) and self._is_next(block, option["letter"]):
            self._take_options(self._block or block, line, option)
        elif box := signs.BOX.match(text):
            sign = box["square"] if box["square"] is not None else box["round"]
            block.is_several = block.is_several or box["square"] is not None
            self._add(block, Piece(line=line, start=box.end()), is_marked=bool(sign.strip()))
        elif (truth := signs.TRUTH.match(text)) and not any(one.letter for one in block.options):
            marked = bool(truth["mark"] or truth["after"])
            piece = Piece(line=line, start=truth.start("truth"), end=truth.end("truth"))
            self._add(block, piece, is_marked=marked)
        elif (bullet := signs.BULLET.match(text)) and not any(one.letter for one in block.options):
            self._add(block, Piece(line=line, start=bullet.end()), is_marked=bool(bullet["mark"]))
        else:
            return False
        (self._block or block).lines.append(line)
        return True

    def _is_next(self, block: Block, letter: str) -> bool:
        """Whether an option of this letter can follow. One that begins anew belongs to a new question, whose
        stem was taken for more of the last option."""
        place = ord(letter.lower()) - ord("a")
        lettered = [one for one in block.options if one.letter]
        if lettered and place == 0 and len(lettered) > 1:
            stem = lettered[-1].pieces[1:]
            if not stem:
                return False
            del lettered[-1].pieces[1:]
            begun = self._begin(None, stem[0].line, "")
            begun.lines = [piece.line for piece in stem]
            begun.stem += stem
            block.lines = [one for one in block.lines if one not in begun.lines]
            return True
        if not lettered and block.options and place == 0:
            block.stem += [piece for option in block.options for piece in option.pieces]
            block.options.clear()
        return place in {len(lettered), len(lettered) + 1} if lettered else place == 0

    def _take_options(self, block: Block, line: SourceLine, option: re.Match[str]) -> None:
        options = _cut(line, option)
        last, letter, is_marked = options[-1]
        key = signs.KEY_BEHIND.search(line.text, max(last.start, len(line.text) - 40))
        if key and letter > "a":
            block.key = key["key"]
            options[-1] = (Piece(line=line, start=last.start, end=key.start()), letter, is_marked)
        for piece, letter, is_marked in options:
            self._add(block, piece, is_marked=is_marked, letter=letter)

    def _add(self, block: Block, piece: Piece, *, is_marked: bool, letter: str = "") -> None:
        text = piece.line.text[piece.start : piece.end]
        after = signs.AFTER.search(text, max(0, len(text) - 40))
        if after and after.start() and text.count("*") <= 1:
            is_marked, piece = (
                True,
                Piece(line=piece.line, start=piece.start, end=piece.start + after.start()),
            )
        block.options.append(BlockOption(pieces=[piece], is_marked=is_marked, letter=letter))
        self._target = block.options[-1].pieces

    def _continue(self, line: SourceLine) -> None:
        """A line that goes on with what was before it, or begins a question without a number."""
        block = self._block
        is_new = block is None or (
            self._after_blank
            and block.has_answers
            and not (block.number is not None and self._target is block.explanation)
        )
        if self._is_key:
            self._outside.append(line)
        elif is_new or block is None:
            self._begin(None, line, "").stem.append(Piece(line=line))
        else:
            if len(block.options) > 1 and block.options[-1].letter and signs.BULLET.match(line.text):
                self._target = block.explanation  # a list behind the last option is of none of them
            block.lines.append(line)
            (self._target if self._target is not None else block.explanation).append(Piece(line=line))

    def _key_line(self, line: SourceLine) -> bool:
        if pairs := _pairs(line.text, 0):
            self._take_pairs(pairs)
        elif entry := signs.ENTRY.match(line.text):
            rest = Piece(line=line, start=entry.start("rest"))
            key = entry["key"] or rest.text
            is_said = entry["key"] and rest.text and not signs.EXAMVIEW.match(rest.text)
            self._target = [rest] if is_said else []
            self._keys[int(entry["number"])].append((key, self._target))
        elif self._target is not None and self._keys:
            self._target.append(Piece(line=line))
        else:
            return False
        self._in_key += 1
        return True

    def _take_pairs(self, pairs: list[tuple[int, str]]) -> None:
        self._target = None
        for number, key in pairs:
            self._keys[number].append((key, []))


def _cut(line: SourceLine, option: re.Match[str]) -> list[tuple[Piece, str, bool]]:
    """The options on a line, of which the first is found, with their letters and whether they are marked.

    More follow where the next letter stands with the same signs. One space before "B." is enough if "C."
    follows too: in an option there may be such a letter, but not two in their order.
    """
    if option["close"].startswith(")"):
        return _cut_at(line, option, r"\s")
    found = _cut_at(line, option, r"(?:\s\s|\t)")
    if len(found) == 1 and option["letter"] == "A":
        near = _cut_at(line, option, r"\s")
        return near if len(near) > _TWO_MORE else found
    return found


def _cut_at(line: SourceLine, option: re.Match[str], gap: str) -> list[tuple[Piece, str, bool]]:
    found = []
    while True:
        letter, close = chr(ord(option["letter"]) + 1), re.escape(option["close"])
        opening = r"\(" if option["open"] else ""
        next_one = re.compile(rf"{gap}(?=\*?\s?{opening}{re.escape(letter)}{close}(?:\s|[A-Z\d]))").search(
            line.text, option.end()
        )
        end = next_one.start() if next_one else None
        piece = Piece(line=line, start=option.end(), end=end)
        found.append((piece, option["letter"].lower(), bool(option["mark"])))
        start = len(line.text) - len(line.text[next_one.end() :].lstrip()) if next_one else 0
        following = signs.OPTION.match(line.text, start) if next_one else None
        if following is None:
            return found
        option = following


def _pairs(text: str, start: int) -> list[tuple[int, str]]:
    """Numbers and their keys, where a line holds nothing else."""
    pairs = []
    while start < len(text):
        pair = signs.PAIR.match(text, start)
        if pair is None:
            return []
        pairs.append((int(pair["number"]), pair["key"]))
        start = pair.end()
    return pairs


def _key_without_heading(lines: Sequence[SourceLine]) -> int | None:
    """Where the list of keys begins that a file ends with: at least two, and not the whole file."""
    count, begin = 0, None
    for place in range(len(lines) - 1, -1, -1):
        if not lines[place].text:
            continue
        pairs = _pairs(lines[place].text, 0)
        if not pairs:
            return begin if count > 1 else None
        count, begin = count + len(pairs), place
    return None
