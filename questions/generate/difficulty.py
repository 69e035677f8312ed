"""How hard a multiple-choice item is made: by how near the conditions stand that its distractors belong
to.
"""

from __future__ import annotations

from enum import StrEnum

from questions.icd10 import Nearness


class Difficulty(StrEnum):
    """Which distractors are taken first; ids of items do not depend on it."""

    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"

    def distance(self, nearness: Nearness) -> int:
        """A rank, smaller first: for hard items the nearest conditions, for easy ones the farthest.

        In between only the same category comes first: whether it is the block or the chapter does not count.
        """
        match self:
            case Difficulty.HARD:
                return -nearness
            case Difficulty.EASY:
                return nearness
            case Difficulty.MEDIUM:
                return -(nearness == Nearness.CATEGORY)
