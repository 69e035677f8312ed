"""Gaps as Moodle embeds them in a text: ``{1:MULTICHOICE:=right~%50%nearly~wrong#why it is}``.

The notation is that of Moodle's question type "Embedded answers (Cloze)": a weight, the kind of gap, and
alternatives parted by "~", each with "=" or its percent before and "#" and its feedback after it; a backslash
takes the meaning from the next sign. Apart from the XML because GIFT and plain text can hold it as well.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from questions.errors import QuestionsError
from questions.formats.records import not_supported

_SHORT = "SHORTANSWER SHORTANSWER_C SA SAC MW MWC"
_NUMBER = "NUMERICAL NM"
_CHOICE = (
    "MULTICHOICE MULTICHOICE_V MULTICHOICE_H MULTICHOICE_S MULTICHOICE_VS MULTICHOICE_HS "
    "MC MCV MCH MCS MCVS MCHS"
)
_RESPONSE = "MULTIRESPONSE MULTIRESPONSE_H MULTIRESPONSE_S MULTIRESPONSE_HS MR MRH MRS MRHS"
_CHOOSING = frozenset(f"{_CHOICE} {_RESPONSE}".split())
_RESPONSES = frozenset(_RESPONSE.split())
_NUMBERS = frozenset(_NUMBER.split())
_TYPES = _CHOOSING | _NUMBERS | frozenset(_SHORT.split())
_OPENING = re.compile(r"\{\s*(?:\d+\s*)?:\s*([A-Z_]{2,20})\s*:")
_BODY = re.compile(r"((?:[^\\}]|\\.)*+)\}", re.DOTALL)
_ALTERNATIVE = re.compile(r"(?:[^\\~]|\\.)+|\\$", re.DOTALL)
_WEIGHT = re.compile(r"\s*(?:(=)|%(-?\d{1,3}(?:[.,]\d*)?)%)")
_ANSWER = re.compile(r"((?:[^\\#]|\\.|(?<=&)#)*)#?(.*)", re.DOTALL)
_ESCAPED = re.compile(r'\\([}~#"\\=])')


@dataclass(frozen=True, kw_only=True)
class Alternative:
    """One answer of a gap, in the markup of its text; ``weight`` in percent."""

    text: str
    weight: float
    why: str


@dataclass(frozen=True, kw_only=True)
class Gap:
    """A gap from ``start`` to ``end`` of its text. ``key`` is the right answer; of several to choose, all.

    ``tolerance`` is how far a number may be off, as it is written.
    """

    start: int
    end: int
    key: str
    is_choice: bool
    tolerance: str = ""
    others: tuple[Alternative, ...]


def gaps_in(text: str) -> tuple[Gap, ...]:
    """The gaps of a text, in their order.

    Raises:
        QuestionsError: one is not closed, has no right answer, or is of a kind that Moodle itself lacks.
    """
    found: list[Gap] = []
    at = 0
    while opening := _OPENING.search(text, at):
        name = opening[1]
        if name not in _TYPES:
            raise not_supported(f"gap {name}")
        body = _BODY.match(text, opening.end())
        if body is None:
            raise QuestionsError(
                f'The gap "{text[opening.start() : opening.start() + 40]}" is not closed.',
                advice='Close it with "}".',
            )
        found.append(_gap(name, body[1], opening.start(), body.end()))
        at = body.end()
    return tuple(found)


def gap_text(answer: str) -> str:
    """A gap that accepts this answer, as ``gaps_in`` reads it."""
    escaped = re.sub(r'([}~#"\\=*])', r"\\\1", answer)
    return f"{{1:SHORTANSWER:={escaped}}}"


def looks_like_a_gap(text: str) -> bool:
    """Whether a text that is none would be read as the beginning of a gap."""
    return _OPENING.search(text) is not None


def without_wildcards(answer: str) -> tuple[str, bool]:
    r"""A typed answer as Moodle compares it, its wildcards taken out, and whether it had any.

    "*" stands for any signs or none, so that what is left is accepted by the pattern too; "\*" is a star.
    """
    parts = re.split(r"(?<!\\)\*", answer)
    text = "".join(parts) if len(parts) == 1 else " ".join("".join(parts).split())
    return text.replace("\\*", "*"), len(parts) > 1


def _gap(name: str, body: str, start: int, end: int) -> Gap:
    alternatives = [_alternative(part) for part in _ALTERNATIVE.findall(body)]
    right = [one for one in alternatives if one.weight == 100]
    if name in _RESPONSES:
        right = [one for one in alternatives if one.weight > 0]
    if not right:
        raise QuestionsError(
            f'The gap "{{{name}:{body[:40]}}}" has no right answer.', advice='Mark one with "=".'
        )
    keys = right if name in _RESPONSES else right[:1]
    return Gap(
        start=start,
        end=end,
        key="; ".join(_key(name, one.text) for one in keys),
        is_choice=name in _CHOOSING,
        tolerance=keys[0].text.rpartition(":")[2].strip() if name in _NUMBERS and ":" in keys[0].text else "",
        others=tuple(one for one in alternatives if one not in keys),
    )


def _key(name: str, text: str) -> str:
    if name in _NUMBERS:
        return text.rpartition(":")[0].strip() or text
    return text if name in _CHOOSING else without_wildcards(text)[0]


def _alternative(part: str) -> Alternative:
    weight = _WEIGHT.match(part)
    answer = _ANSWER.match(part, weight.end() if weight else 0)
    assert answer is not None  # noqa: S101 - every part of it may be empty
    percent = float(weight[2].replace(",", ".")) if weight and weight[2] else 100 if weight else 0
    text, why = (_ESCAPED.sub(r"\1", one).strip() for one in answer.groups())
    return Alternative(text=text, weight=percent, why=why)
