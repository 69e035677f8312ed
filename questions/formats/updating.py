"""An item that was written to a file, edited there and read again: what the file could not hold stays.

A three-way merge. What the form holds of the stored item is the common ancestor: where the file says the
same, nothing was edited, and the stored item, which says more, stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from typing import TypeVar

from questions.formats.carrying import (
    ALL_FIELDS,
    Carries,
    carried,
    in_plain_text,
    says_more_than_words,
    with_texts,
)
from questions.formats.studyable import with_answer
from questions.html import from_text
from questions.model import Accepted, Item, Markup, Option, Pair

_FIELDS = (*sorted(ALL_FIELDS - {"id"}), "kind", "stem", "answer", "gaps")
Part = TypeVar("Part", bound=Option | Accepted | Pair)


def updated_item(stored: Item, read: Item, carries: Carries) -> Item:
    """The stored item with what was edited in a file of a form that holds no more than ``carries``.

    It has the id of ``read``. What was not edited is as stored: formatting and images of each text that reads
    as before, feedback and weight of each option that does, and all fields that the form has no place for.
    """
    kept = carried(stored, carries)
    if kept is None:
        return read
    if replace(kept, id=read.id) == read:
        return replace(stored, id=read.id)
    was_plain = read.markup is Markup.PLAIN
    if Markup.HTML in {stored.markup, read.markup}:
        stored, kept, read = _in_html(stored), _in_html(kept), _in_html(read)
    all_held = carries.accepted >= {"weight"}
    item = replace(
        read,
        **{name: getattr(stored, name) for name in _FIELDS if getattr(read, name) == getattr(kept, name)},
        options=_parts(read.options, kept.options, stored.options, lambda _: True),
        accepted=_parts(
            read.accepted, kept.accepted, stored.accepted, lambda one: all_held or one.weight == 100
        ),
        pairs=_parts(
            read.pairs, kept.pairs, stored.pairs, lambda one: bool(one.prompt) or carries.spare_matches
        ),
    )
    if _weights(read) != _weights(kept):  # which only say something together
        weighed = zip(item.options, _weights(read), strict=True)
        item = replace(item, options=tuple(replace(one, weight=weight) for one, weight in weighed))
    item = with_answer(item)
    return in_plain_text(item) if was_plain and not says_more_than_words(item) else item


def _weights(item: Item) -> list[float | None]:
    return [option.weight for option in item.options]


def _in_html(item: Item) -> Item:
    return item if item.markup is Markup.HTML else with_texts(item, from_text, Markup.HTML)


def _parts(
    read: Sequence[Part], kept: Sequence[Part], stored: Sequence[Part], is_held: Callable[[Part], bool]
) -> tuple[Part, ...]:
    """Each part that was read; one that says what was written is the stored one, but for what was edited.

    Behind them stand those that the form does not hold.
    """
    if read == kept:
        return tuple(stored)
    held = [one for one in stored if is_held(one)]
    left = list(zip(kept, held, strict=False))
    parts: list[Part] = []
    for new in read:
        known = next((pair for pair in left if _name(pair[0]) == _name(new)), None)
        if known:
            left.remove(known)
        parts.append(_part(new, *known) if known else new)
    return (*parts, *(one for one in stored if not is_held(one)))


def _name(part: Part) -> tuple[str, object]:
    """What has to be the same so that a part is the one that was written."""
    match part:
        case Option():
            return part.text, part.correct
        case Accepted():
            return part.text, ""
        case Pair():
            return part.prompt, part.match
    raise TypeError(part)


def _part(new: Part, kept: Part, old: Part) -> Part:
    edited = [one.name for one in fields(new) if getattr(new, one.name) != getattr(kept, one.name)]
    return replace(old, **{name: getattr(new, name) for name in edited})
