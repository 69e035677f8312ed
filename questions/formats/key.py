"""Which options a key names: by letter, by number from 1, or by the option's own text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from questions.errors import QuestionsError
from questions.formats.columns import LETTERS, number_of

MAX_KEY_CHARS = 1000
"""A longer key can only be the option's own text; nobody lists letters or numbers at such length."""

# The quantifiers give nothing back, or a long run of spaces would be tried from each of its places. The
# letter is ASCII, or ignoring case would let in the long s and the dotless i, which have no number.
_PLACE = re.compile(
    r"(?:(?:option|choice|answer|key)[\s_]*+:?+)?+\s*+[(\[]?((?a:[A-Za-z])|\d{1,2})[)\].:]?", re.IGNORECASE
)
_PLACE_AND_TEXT = re.compile(r"[(\[]?((?a:[A-Za-z])|\d{1,2})[)\].:]\s++(?=\S)")
# What our writer makes of a key: letters for sure, whatever the options say.
_CERTAIN = re.compile(r"[A-Za-z]\)(?:; [A-Za-z]\))*+")
# Options are full of commas and "and", so the sign that seldom stands in one is tried alone first.
_JOINTS = (re.compile(r"[;\n]"), re.compile(r"[,;/&+|\n]|\band\b", re.IGNORECASE))
_LETTERS = re.compile(r"[A-Z]{2,26}|[a-z]{2,26}")


def find_keys(key: str, options: Mapping[int, str]) -> frozenset[int]:
    """The numbers of the options that the key names: "B", "2", "A; C", "AC", or the options' own text.

    Raises:
        QuestionsError: the key is empty, names no option, an empty one, or one by its letter and another
            by its text (key "A" where option b reads "A").
    """
    if not key:
        raise QuestionsError("The row has no key.", advice=_how(options))
    if _CERTAIN.fullmatch(key):
        return frozenset(_filled(number_of(letter[0]), key, options) for letter in key.split("; "))
    numbers = _one(key, options)
    if not numbers and len(key) > MAX_KEY_CHARS:
        raise QuestionsError(
            f"The key has {len(key)} characters and is the text of no option.", advice=_how(options)
        )
    numbers = numbers or _several(key, options) or _run(key, options)
    if not numbers:
        raise QuestionsError(f'The key "{key}" names no option of this row.', advice=_how(options))
    return frozenset(_filled(number, key, options) for number in numbers)


def key_cell(texts: Sequence[str], correct: Iterable[int]) -> str:
    """The key's letters; with brackets where an option's text is such a letter, as among blood groups."""
    letters = [_letter(1 + place) for place in correct]
    options = dict(enumerate(texts, 1))
    joined = "; ".join(letters)
    try:
        is_sure = find_keys(joined, options) == {1 + LETTERS.index(letter.lower()) for letter in letters}
    except QuestionsError:
        is_sure = False
    return joined if is_sure else "; ".join(f"{letter})" for letter in letters)


def _one(key: str, options: Mapping[int, str]) -> set[int]:
    named = _named(key, options)
    if len(named) > 1:
        raise QuestionsError(
            f'The key "{key}" can mean {_list(named, options)}.',
            advice=f'Write the letter with a bracket, such as "{_letter(min(named))})".',
        )
    return named


def _named(key: str, options: Mapping[int, str]) -> set[int]:
    by_text = {number for number, text in options.items() if text and _plain(text) == _plain(key)}
    exact = {number for number in by_text if options[number] == key}
    if (
        len(exact) > 1
    ):  # The options are twice the same; which one is meant is for the check of the item to say.
        exact = {min(exact)}
    place = _PLACE.fullmatch(key)
    by_place = {number_of(place[1])} & options.keys() if place else set()
    return (exact or by_text) | by_place or _with_text(key, options)


def _with_text(key: str, options: Mapping[int, str]) -> set[int]:
    """The option of "B. Thymus", where the two agree."""
    both = _PLACE_AND_TEXT.match(key)
    if both is None:
        return set()
    number = number_of(both[1])
    return {number} if _plain(options.get(number, "")) == _plain(key[both.end() :]) else set()


def _several(key: str, options: Mapping[int, str]) -> set[int]:
    """The options that the parts of the key name; none unless each part names one."""
    lists = [joint.split(key) for joint in _JOINTS]
    if all(len(part) < 3 for part in key.split()):
        lists.append(key.split())
    for parts in lists:
        named = [_one(part.strip(), options) for part in dict.fromkeys(parts) if part.strip()]
        if named and all(named):
            return set().union(*named)
    return set()


def _run(key: str, options: Mapping[int, str]) -> set[int]:
    """The options of "AC": letters in their order, so that no word is taken for them."""
    if not _LETTERS.fullmatch(key) or list(key) != sorted(set(key)):
        return set()
    numbers = {number_of(letter) for letter in key}
    return numbers if all(options.get(number) for number in numbers) else set()


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
