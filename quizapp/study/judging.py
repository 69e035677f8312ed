"""Whether an answer is right, kind by kind. Pure; ``answers`` turns it into a grade.

Multiple choice and true/false are judged there, by one look at the option: most answers are of these.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from fractions import Fraction

from questions import Accepted, Item, Kind
from quizapp.study.content import lines_of, on_one_line

FULL_WEIGHT = 100
"""Percent: what an accepted answer has to be worth so that it is right."""

_ALIKE = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u00b4`", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
    }
)


def chose_rightly(item: Item, chosen: AbstractSet[int]) -> bool:
    """Whether the options at these places are all that are right, and no other."""
    return chosen == {place for place, option in enumerate(item.options) if option.correct}


def matched_rightly(item: Item, matched: Sequence[int]) -> tuple[bool, ...]:
    """Of each line of a matching item, whether the pair named for it has the match that belongs to it.

    Several pairs may have the same match.
    """
    return tuple(
        on_one_line(item.pairs[place].match) == on_one_line(line.match)
        for line, place in zip(lines_of(item), matched, strict=True)
    )


def accepted_by(item: Item, typed: str) -> Accepted | None:
    """The stated answer that what was typed is, whatever it is worth; None where it is none of them.

    A number may be within the tolerance of several; then the one with most weight counts.
    """
    meets = _meets_number if item.kind is Kind.NUMERIC else _meets_words
    met = (one for one in item.accepted if meets(item, one, typed))
    return max(met, key=lambda one: one.weight, default=None)


def typed_rightly(item: Item, typed: str) -> bool:
    """Whether what was typed is an accepted answer of full weight."""
    met = accepted_by(item, typed)
    return met is not None and met.weight >= FULL_WEIGHT


def _meets_number(_item: Item, one: Accepted, typed: str) -> bool:
    """Within the tolerance, its bounds included; with fractions, as no digits may be lost on the way."""
    from questions import decimal

    try:
        number, stated = Fraction(decimal(typed)), Fraction(decimal(one.text))
        return abs(number - stated) <= Fraction(decimal(one.tolerance or "0"))
    except ValueError:
        return False


def _meets_words(item: Item, one: Accepted, typed: str) -> bool:
    """Equal but for what a keyboard decides: spaces, quotes, dashes, and case unless that counts."""
    return _plain(typed, exact_case=item.exact_case) == _plain(one.text, exact_case=item.exact_case)


def _plain(text: str, *, exact_case: bool) -> str:
    plain = on_one_line(unicodedata.normalize("NFC", text).translate(_ALIKE))
    return plain if exact_case else unicodedata.normalize("NFC", plain.casefold())
