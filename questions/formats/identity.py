"""The id of an item whose file names none, so that the same question in the next file is known again."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import replace

from questions.html import images_in, to_text
from questions.jsonl import to_json
from questions.model import Item, Markup

ID_LENGTH = 32
"""Hexadecimal digits of an id made here: 128 bits, so that no two records meet by chance."""


def item_id(stem: str, key: str) -> str:
    """Equal for the same stem and key in plain text, however they are spaced."""
    normalised = f"{normal(stem)}\n{normal(key)}"
    return hashlib.sha256(normalised.encode("utf-8", "replace")).hexdigest()[:ID_LENGTH]


def derived_id(item: Item) -> str:
    """The id that stem and answer give; of HTML its words and images, so that bold is the same question."""
    return item_id(words_and_images(item.stem, item.markup), words_and_images(item.answer, item.markup))


def normal_stem(item: Item) -> str:
    """What an item asks, equal for stems that differ in looks, case, spacing and closing punctuation only."""
    return normal(words_and_images(item.stem, item.markup))


def is_same_question(item: Item, other: Item) -> bool:
    """Whether two items of one stem and answer say the same otherwise, case, spacing and looks aside."""
    return _offered(item) == _offered(other)


def _offered(item: Item) -> tuple[object, ...]:
    return (
        item.kind,
        normal(words_and_images(item.explanation, item.markup)),
        [
            (
                option.weight,
                *(normal(words_and_images(text, item.markup)) for text in (option.text, option.why)),
            )
            for option in item.options
        ],
        [(normal(one.text), one.tolerance or "0", one.weight, normal(one.why)) for one in item.accepted],
        [(normal(words_and_images(pair.prompt, item.markup)), normal(pair.match)) for pair in item.pairs],
        list(map(normal, item.gaps)),
    )


def whole_id(item: Item) -> str:
    """The id that all of an item gives, for one of several that share stem and answer."""
    text = to_json(replace(item, id=""))
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:ID_LENGTH]


def words_and_images(text: str, markup: Markup) -> str:
    """A text of an item with nothing of its looks left."""
    if markup is Markup.PLAIN:
        return text
    return " ".join((to_text(text), *sorted(images_in(text))))


def normal(text: str) -> str:
    """Case, spacing and closing punctuation aside. Inner signs stay: "< 5" and "> 5" are not the same."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split()).rstrip(".:?! ")
