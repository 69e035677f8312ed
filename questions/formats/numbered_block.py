"""A numbered question as its lines have it, before it is made an item."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from questions.formats import numbered_lines as signs
from questions.formats.numbered_lines import Piece, SourceLine

_LISTED = re.compile(r"\(?(x|ix|iv|v?i{1,3}|v|1?\d)[.)]\s*", re.IGNORECASE)
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_NUMBERS = tuple(map(str, range(1, 11)))


@dataclass(kw_only=True)
class BlockOption:
    """An option; ``letter`` is the one before it, in small, empty where there is none."""

    pieces: list[Piece]
    is_marked: bool = False
    letter: str = ""
    why: list[Piece] = field(default_factory=list)


@dataclass(kw_only=True)
class Block:
    """A question as its lines have it. ``number`` is None where it has none; ``type`` is qtiConverter's.

    ``is_asked``: "Q:" begins it, and "A:" its answer.
    """

    number: int | None
    type: str = ""
    lines: list[SourceLine] = field(default_factory=list)
    stem: list[Piece] = field(default_factory=list)
    options: list[BlockOption] = field(default_factory=list)
    typed: list[str] = field(default_factory=list)
    labelled: list[re.Match[str]] = field(default_factory=list)
    numeric: str = ""
    key: str = ""
    explanation: list[Piece] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    is_open: bool = False
    is_asked: bool = False
    is_several: bool = False

    @property
    def has_options_or_words(self) -> bool:
        """Whether there is anything to choose from, or answers are listed apart from a key."""
        return bool(self.options or self.typed or self.labelled or self.numeric)

    @property
    def has_answers(self) -> bool:
        """Whether there is anything to choose from or to compare an answer with."""
        return self.has_options_or_words or bool(self.key) or self.is_open

    @property
    def is_begun(self) -> bool:
        """Whether there is no more of it than its type or an image that stands before its stem."""
        is_image = all(signs.IMAGE.fullmatch(piece.text) for piece in self.stem)
        return self.number is None and not self.has_answers and is_image

    @property
    def is_question(self) -> bool:
        """Whether it is one at all; text without a number is, where there is something to choose from."""
        return bool(self.stem) and (
            self.number is not None
            or bool(self.type)
            or len(self.options) > 1
            or bool(self.key)
            or self.is_asked
        )

    @property
    def is_complete(self) -> bool:
        """Whether it says what is right, so that it cannot be anything but a question."""
        is_marked = bool(self.key) or any(option.is_marked for option in self.options)
        is_marked = is_marked or any(option.pieces[0].is_emphasised for option in self.options)
        other = self.typed or self.numeric or (self.type and self.has_answers) or (self.is_asked and self.key)
        return self.is_question and bool((is_marked and len(self.options) > 1) or other)


def take_reply(block: Block) -> None:
    """Make the answer of what follows "A:" below "Q:", which looks like an option until no second follows."""
    if block.is_asked and not block.key and len(block.options) == 1 and block.options[0].letter == "a":
        block.key = "\n".join(piece.text for piece in block.options.pop().pieces)


def take_listed(block: Block) -> None:
    """Make options of the list that a stem ends with, "i. ..." or "1) ...", where the key is a sign of it.

    Without such a key it is a list of what the question is on.
    """
    key = _LISTED.fullmatch(f"{block.key.rstrip('.)')}.")
    if block.has_options_or_words or not key:
        return
    labels = [_LISTED.match(piece.line.text, piece.start) for piece in block.stem]
    signs = [label[1].lower() if label else "" for label in labels]
    wanted = _ROMAN if key[1].lower() in _ROMAN else _NUMBERS
    last = wanted.index(signs[-1]) + 1 if signs[-1] in wanted else 0
    if (
        not 1 < last < len(signs)
        or signs[-last:] != list(wanted[:last])
        or key[1].lower() not in signs[-last:]
    ):
        return
    for piece, label, sign in list(zip(block.stem, labels, signs, strict=True))[-last:]:
        assert label is not None  # noqa: S101 - for the type; the signs are of labels
        option = Piece(line=piece.line, start=label.end())
        block.options.append(BlockOption(pieces=[option], is_marked=sign == key[1].lower()))
    del block.stem[-last:]
    block.key = ""
