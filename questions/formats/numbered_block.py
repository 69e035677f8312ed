"""A numbered question as its lines have it, before it is made an item."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from questions.formats import numbered_lines as signs
from questions.formats.numbered_lines import Piece, SourceLine


@dataclass(kw_only=True)
class BlockOption:
    """An option; ``letter`` is the one before it, in small, empty where there is none."""

    pieces: list[Piece]
    is_marked: bool = False
    letter: str = ""
    why: list[Piece] = field(default_factory=list)


@dataclass(kw_only=True)
class Block:
    """A question as its lines have it. ``number`` is None where it has none; ``type`` is qtiConverter's."""

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
    is_several: bool = False

    @property
    def has_answers(self) -> bool:
        """Whether there is anything to choose from or to compare an answer with."""
        return bool(self.options or self.typed or self.labelled or self.numeric or self.key or self.is_open)

    @property
    def is_begun(self) -> bool:
        """Whether there is no more of it than its type or an image that stands before its stem."""
        is_image = all(signs.IMAGE.fullmatch(piece.text) for piece in self.stem)
        return self.number is None and not self.has_answers and is_image

    @property
    def is_question(self) -> bool:
        """Whether it is one at all; text without a number is, where there is something to choose from."""
        return bool(self.stem) and (
            self.number is not None or bool(self.type) or len(self.options) > 1 or bool(self.key)
        )

    @property
    def is_complete(self) -> bool:
        """Whether it says what is right, so that it cannot be anything but a question."""
        is_marked = bool(self.key) or any(option.is_marked for option in self.options)
        is_marked = is_marked or any(option.pieces[0].is_emphasised for option in self.options)
        other = self.typed or self.numeric or (self.type and self.has_answers)
        return self.is_question and bool((is_marked and len(self.options) > 1) or other)
