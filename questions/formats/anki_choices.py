"""Multiple choice in Anki: Anki has none, so people make note types whose fields are options and a key.

Only what is unmistakable is taken for one: options numbered or lettered from the first, and a field whose
text names one of them. All else stays the card that Anki shows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from questions.errors import QuestionsError
from questions.formats.columns import LETTERS
from questions.formats.drafts import Draft, DraftOption, Text
from questions.formats.key import find_keys
from questions.html import to_text
from questions.model import Kind

_OPTION = re.compile(
    r"((?:option|choice|alternative|answer|possible answer|ans|opt|q|a)?)[ _.\-]?([a-z]|\d{1,2})\)?"
)
_WRONG = re.compile(r"(?:distractor|(?:wrong|incorrect|false)(?: answer| option| choice)?)[ _.\-]?\d{0,2}")
_STEMS = ("question", "stem", "question stem", "vignette", "prompt", "front", "text")
# fmt: off
_KEYS = (
    "answers", "answer", "correct", "correct answer", "correct answers", "correct option", "correct options",
    "correct choice", "key", "answer key", "right answer", "solution",
)
# fmt: on
_FLAGS = re.compile(r"[01](?:[ ,;]+[01])+")
_MATRIX, _SEVERAL, _ONE = "0", "1", "2"


@dataclass(frozen=True, kw_only=True)
class ChoiceFields:
    """The names of the fields; ``kind`` is that which says how many are right, where there is one."""

    stem: str
    options: tuple[str, ...]
    key: str
    kind: str | None = None
    key_is_option: bool = False

    @property
    def all(self) -> frozenset[str]:
        """What becomes part of the question."""
        return frozenset((self.stem, *self.options, self.key, *filter(None, [self.kind])))


def choice_fields(fields: tuple[str, ...]) -> ChoiceFields | None:
    """Which of a note type's fields make a multiple-choice question; None where they make none."""
    names = {field: " ".join(field.casefold().split()) for field in fields}
    key = next((field for one in _KEYS for field, name in names.items() if name == one), None)
    options = _options(names) or tuple(field for field, name in names.items() if _WRONG.fullmatch(name))
    is_wrong_only = bool(options) and all(_WRONG.fullmatch(names[option]) for option in options)
    if key is None or not options or (len(options) < 2 and not is_wrong_only):
        return None
    rest = [field for field in fields if field not in {*options, key}]
    stem = next((field for one in _STEMS for field in rest if names[field] == one), rest[0] if rest else None)
    if stem is None:
        return None
    kind = next((field for field, name in names.items() if name.startswith("qtype")), None)
    return ChoiceFields(stem=stem, options=options, key=key, kind=kind, key_is_option=is_wrong_only)


def choice_draft(
    fields: ChoiceFields, values: Mapping[str, str], text: Callable[[str], Text]
) -> Draft | None:
    """The question in a note; None where its key names no option, or fewer than two are filled in."""
    named = (*((fields.key,) if fields.key_is_option else ()), *fields.options)
    filled = {place: values[name] for place, name in enumerate(named, 1) if values.get(name, "").strip()}
    if len(filled) < 2 or len(filled) > len(LETTERS):
        return None
    kind = values.get(fields.kind, "").strip()[:1] if fields.kind else ""
    words = {place: to_text(html) for place, html in filled.items()}
    right = {1} if fields.key_is_option else _right(to_text(values.get(fields.key, "")), words)
    stem = text(values.get(fields.stem, ""))
    if kind == _MATRIX and fields.kind:
        pairs = tuple(
            (text(html), "True" if right and place in right else "False") for place, html in filled.items()
        )
        return Draft(kind=Kind.MATCHING, stem=stem, pairs=pairs)
    if not right:
        return None
    several = kind == _SEVERAL or (kind != _ONE and len(right) > 1)
    return Draft(
        kind=Kind.MULTIPLE_ANSWER if several else Kind.MULTIPLE_CHOICE,
        stem=stem,
        options=tuple(DraftOption(text=text(html), correct=place in right) for place, html in filled.items()),
    )


def _options(names: Mapping[str, str]) -> tuple[str, ...]:
    """The fields that are numbered or lettered from the first on, under one word."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for field, name in names.items():
        if found := _OPTION.fullmatch(name):
            sort = "digits" if found[2].isdecimal() else "letters"
            groups.setdefault(f"{found[1]} {sort}", []).append((found[2], field))
    for group in groups.values():
        places = [place for place, _ in group]
        expected = [list(LETTERS[: len(places)]), [str(n + 1) for n in range(len(places))]]
        if len(places) > 1 and places in expected:
            return tuple(field for _, field in group)
    return ()


def _right(key: str, words: Mapping[int, str]) -> frozenset[int]:
    """The places of the right options: by flags ("0 1 0"), letters, numbers or texts."""
    if _FLAGS.fullmatch(key):
        flags = re.findall(r"[01]", key)
        return frozenset(place for place, flag in enumerate(flags, 1) if flag == "1" and place in words)
    try:
        return find_keys(key, words)
    except QuestionsError:
        return frozenset()
