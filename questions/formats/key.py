"""Which option a key names: by letter, by number from 1, or by the option's own text."""

from __future__ import annotations

import re
from collections.abc import Mapping

from questions.errors import QuestionsError
from questions.formats.columns import LETTERS, number_of

MAX_KEY_CHARS = 1000
"""A longer key can only be the option's own text; nobody lists letters or numbers at such length."""

# The quantifiers give nothing back, or a long run of spaces would be tried from each of its places. The
# letter is ASCII, or ignoring case would let in the long s and the dotless i, which have no number.
_PLACE = re.compile(
    r"(?:(?:option|choice|answer|key)\s*+:?+)?+\s*+[(\[]?((?a:[A-Za-z])|\d{1,2})[)\].:]?", re.IGNORECASE
)
# What our writer makes of a key: a letter for sure, whatever the options say.
_CERTAIN = re.compile(r"([A-Za-z])\)")
_JOINT = re.compile(r"[,;/&+|\n]|\band\b", re.IGNORECASE)


def find_key(key: str, options: Mapping[int, str]) -> int:
    """The number of the option that the key names.

    Raises:
        QuestionsError: the key is empty, names no option, an empty one, two, or one by its letter and another
            by its text (key "A" where option b reads "A").
    """
    if not key:
        raise QuestionsError("The row has no key.", advice=_how(options))
    if certain := _CERTAIN.fullmatch(key):
        return _filled(number_of(certain[1]), key, options)
    named = _named(key, options)
    if len(named) > 1:
        raise QuestionsError(
            f'The key "{key}" can mean {_list(named, options)}.',
            advice=f'Write the letter with a bracket, such as "{_letter(min(named))})".',
        )
    if named:
        return _filled(named.pop(), key, options)
    if len(key) > MAX_KEY_CHARS:
        raise QuestionsError(
            f"The key has {len(key)} characters and is the text of no option.", advice=_how(options)
        )
    several = _several(key, options)
    if len(several) > 1:
        raise QuestionsError(
            f'The key "{key}" names {len(several)} options, {_list(several, options)}.',
            advice="A question has one right option; name it alone, or split the question.",
        )
    raise QuestionsError(f'The key "{key}" names no option of this row.', advice=_how(options))


def _named(key: str, options: Mapping[int, str]) -> set[int]:
    by_text = {number for number, text in options.items() if text and _plain(text) == _plain(key)}
    exact = {number for number in by_text if options[number] == key}
    if (
        len(exact) > 1
    ):  # The options are twice the same; which one is meant is for the check of the item to say.
        exact = {min(exact)}
    place = _PLACE.fullmatch(key)
    by_place = {number_of(place[1])} & options.keys() if place else set()
    return (exact or by_text) | by_place


def _several(key: str, options: Mapping[int, str]) -> set[int]:
    parts = [part.strip() for part in _JOINT.split(key)]
    if len(parts) == 1 and all(len(part) < 3 for part in key.split()):
        parts = key.split()
    several: set[int] = set()
    for part in dict.fromkeys(parts):
        named = _named(part, options)
        if not named:
            return set()
        several |= named
    return several


def _filled(number: int, key: str, options: Mapping[int, str]) -> int:
    if not options.get(number):
        raise QuestionsError(f'The key "{key}" names an empty option.', advice=_how(options))
    return number


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _letter(number: int) -> str:
    return LETTERS[number - 1].upper()


def _list(numbers: set[int], options: Mapping[int, str]) -> str:
    return " and ".join(f'{_letter(number)} ("{options[number]}")' for number in sorted(numbers))


def _how(options: Mapping[int, str]) -> str:
    letters = [_letter(number) for number, text in options.items() if text]
    return f"Write the letter of the right option ({', '.join(letters)}), its number or its exact text."
