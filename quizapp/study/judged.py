"""An answer part by part beside what is right: options, what was typed, lines and their matches. Pure.

Apart from ``content``, which also serves cards before their answer and must not hold the key.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from questions import Item
from quizapp.rich_text import RichText
from quizapp.study.content import Quotation, letter_of, lines_of, quotation_of, text_in
from quizapp.study.judging import FULL_WEIGHT, accepted_by, matched_rightly


@dataclass(frozen=True, kw_only=True)
class JudgedOption:
    """An option after the answer."""

    letter: str
    text: RichText
    correct: bool
    chosen: bool
    why: RichText
    quotation: Quotation | None


@dataclass(frozen=True, kw_only=True)
class JudgedText:
    """What was typed, and what is accepted: numbers with how far they may be off ("7.4 ± 0.05").

    ``why`` is of the accepted answer that it met, which may be one of little weight.
    """

    typed: str
    accepted: tuple[str, ...]
    why: RichText


@dataclass(frozen=True, kw_only=True)
class JudgedLine:
    """A line of a matching item, what was matched with it and what belongs to it."""

    prompt: RichText
    matched: str
    match: str
    correct: bool


def judged_options(item: Item, chosen: Sequence[int]) -> tuple[JudgedOption, ...]:
    """Each option, told whether it is right and whether it was chosen."""
    return tuple(
        JudgedOption(
            letter=letter_of(place, item.kind),
            text=text_in(item, option.text),
            correct=option.correct,
            chosen=place in chosen,
            why=text_in(item, option.why),
            quotation=quotation_of(option.source or (item.source if option.correct else None), option.text),
        )
        for place, option in enumerate(item.options)
    )


def judged_text(item: Item, typed: str) -> JudgedText:
    """What was typed beside all that is wholly right."""
    met = accepted_by(item, typed)
    accepted = accepted_texts(item)
    return JudgedText(
        typed=typed,
        accepted=accepted,
        why=RichText(text=met.why if met else ""),
    )


def accepted_texts(item: Item) -> tuple[str, ...]:
    """What is wholly right where an answer is typed; a number with its tolerance."""
    return tuple(
        f"{one.text} ± {one.tolerance}" if one.tolerance.strip("0.,") else one.text
        for one in item.accepted
        if one.weight >= FULL_WEIGHT
    )


def judged_lines(item: Item, matched: Sequence[int]) -> tuple[JudgedLine, ...]:
    """Each line; `matched` names for each the pair whose match it got."""
    return tuple(
        JudgedLine(
            prompt=text_in(item, line.prompt),
            matched=item.pairs[place].match,
            match=line.match,
            correct=is_right,
        )
        for line, place, is_right in zip(lines_of(item), matched, matched_rightly(item, matched), strict=True)
    )
