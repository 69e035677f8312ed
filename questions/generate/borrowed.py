"""Right answers of a set's other questions, as wrong ones of this: where no article says what would be wrong.

Nothing vouches that they are wrong here, as it does for what the generator finds: whoever takes one decides.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from questions.english import content_stems, content_words, shape
from questions.flaws.kinds import kind_named
from questions.flaws.options import CODE
from questions.generate.identity import digest, normal_form
from questions.generate.replacements import (
    Replacement,
    as_it_was,
    asks_for_what_is_wrong,
    in_words,
    is_sound,
    with_option,
)
from questions.generate.unspecific import specific_stems
from questions.model import Item, Kind, Option

ASKING = re.compile(r"\b(?:which|what)\b(?: (?:one )?of (?:the following|these))?", re.IGNORECASE)
ASKED_WORDS = 2
LENGTH_STEP = 8  # characters; finer differences do not decide over nearness of length


@dataclass(frozen=True, kw_only=True)
class Borrowed(Replacement):
    """The right answer of another item, ``lender`` being its id."""

    lender: str


def borrowed_keys(
    item: Item, place: int, others: Iterable[Item], *, cast_off: Collection[str] = (), limit: int = 3
) -> tuple[Borrowed, ...]:
    """Keys of other items that could stand as the wrong option at this place, likest first.

    They are of the key's kind and form, unlike every option, named nowhere in the item, and bring it no flaw
    and no cue. Items that may ask for the same are no lenders: their key may be right here too. The same
    arguments give the same keys.
    """
    known = in_words(item)
    if known.kind is not Kind.MULTIPLE_CHOICE or asks_for_what_is_wrong(known):
        return ()
    gone = {normal_form(text) for text in (*cast_off, *(option.text for option in known.options))}
    said = content_stems(f"{known.stem} {known.explanation}")
    lenders = (in_words(other) for other in others if other.id != item.id)
    found: list[Borrowed] = []
    for other in sorted((one for one in lenders if _may_lend(one, known)), key=lambda one: _rank(one, known)):
        text = normal_form(other.answer)
        option = Option(text=other.answer, correct=False)
        changed = with_option(known, place, option)
        if text in gone or content_stems(other.answer) <= said or not is_sound(changed, known, option):
            continue
        gone.add(text)
        found.append(Borrowed(option=option, item=as_it_was(changed, item), lender=other.id))
        if len(found) == limit:
            break
    return tuple(found)


def _may_lend(other: Item, item: Item) -> bool:
    """Whether another item's key is of the same kind and form, and asked for by another question."""
    if other.kind is not Kind.MULTIPLE_CHOICE or _form(other.answer) != _form(item.answer):
        return False
    asked = _asked_for(other.stem) & _asked_for(item.stem)
    if not asked:
        return False
    if other.condition and item.condition and other.condition.title == item.condition.title:
        return False
    here, there = specific_stems(item.stem) - asked, specific_stems(other.stem) - asked
    return 2 * len(here & there) < max(1, min(len(here), len(there)))


def _asked_for(stem: str) -> frozenset[str]:
    """What a stem asks for, by the first telling words of its question: a drug, the likely diagnosis."""
    *_, question = ASKING.split(stem)
    return frozenset(content_stems(" ".join(content_words(question)[:ASKED_WORDS])))


def _form(text: str) -> tuple[object, ...]:
    return bool(CODE.match(text)), kind_named(text), shape(text)


def _rank(other: Item, item: Item) -> tuple[object, ...]:
    same_topic = bool({*other.tags, *other.category} & {*item.tags, *item.category})
    length = abs(len(other.answer) - len(item.answer)) // LENGTH_STEP
    return not same_topic, other.field is not item.field, length, digest(item.id, other.id)
