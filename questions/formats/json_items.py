"""Items out of JSON values, for the two formats that hold them: one object a set, and one item a line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import fields, replace

from questions.errors import QuestionsError
from questions.formats.carrying import with_texts
from questions.formats.identity import derived_id
from questions.formats.intake import Intake
from questions.jsonl import item_from_dict
from questions.model import Item, Markup, Option

MAX_JSON_BYTES = 100 * 1000 * 1000
"""What `questions generate` makes of a thousand articles has to be read back; a sourced item has 2 kB."""

_ITEM_KEYS = {one.name for one in fields(Item)}
_OPTION_KEYS = {one.name for one in fields(Option)}


def item_from_value(value: object, intake: Intake) -> Item:
    """The item that a JSON value describes, its HTML cleaned; without an id it gets that of stem and answer.

    Raises:
        QuestionsError: the value is no object, or one of its keys is missing or wrong.
    """
    if not isinstance(value, dict):
        raise QuestionsError("An item is an object in braces.", advice="Write it as {...} or remove it.")
    item = item_from_dict({**value, "id": ""} if value.get("id") is None else value)
    if item.markup is Markup.HTML:
        item = with_texts(item, lambda html: intake.html(html).as_markup(Markup.HTML), Markup.HTML)
    return item if item.id else replace(item, id=derived_id(item))


def unknown_keys(values: Iterable[object]) -> tuple[str, ...]:
    """The keys of items and options that have no place in an item, each with the number of items it is in."""
    counts = Counter(key for value in values for key in dict.fromkeys(_unknown(value)))
    return tuple(f"{key} in {count} item{'s' * (count != 1)}" for key, count in counts.items())


def _unknown(value: object) -> Iterator[str]:
    if not isinstance(value, dict):
        return
    yield from (f'key "{key}"' for key in value if key not in _ITEM_KEYS)
    options = value.get("options")
    for option in options if isinstance(options, list) else ():
        if isinstance(option, dict):
            yield from (f'key "{key}" of options' for key in option if key not in _OPTION_KEYS)
