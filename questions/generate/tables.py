"""Rows of a table of phenotypes: findings without a sentence, by the dozen, each seen in a share of the
people.

Such tables list whatever was ever seen in anyone. A row that a neighbour's table lacks proves nothing, so
rows are neither keys nor distractors of multiple choice; they are asked in groups by part of the body.
"""

from __future__ import annotations

from questions.model import Fact

MAX_REST = 4  # characters that a row may have beside its finding: a dash, a full stop
MANY_ROWS = 12  # from which a list is no list of a sentence's length but a table


def is_row(fact: Fact) -> bool:
    """Whether the fact's sentence is the fact itself, with the share of people beside or above it."""
    return bool(fact.frequency and "%" in fact.frequency) and is_alone(fact)


def is_alone(fact: Fact) -> bool:
    """Whether nothing stands beside the fact: a bullet or a row."""
    return (fact.sentence_end - fact.sentence_start) - (fact.end - fact.start) <= MAX_REST


def rows(facts: tuple[Fact, ...]) -> frozenset[Fact]:
    """The rows among an article's facts: those with a share of people, and all bullets where they are
    many.
    """
    alone = [fact for fact in facts if is_alone(fact)]
    if len(alone) >= MANY_ROWS or any(is_row(fact) for fact in alone):
        return frozenset(alone)
    return frozenset()
