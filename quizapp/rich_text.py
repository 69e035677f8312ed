"""Texts of items on pages: the one place where HTML of strangers becomes part of ours.

It was cleaned when it was imported, and is cleaned once more here, since what is stored may be older than the
rules, or be changed behind the app's back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for
from markupsafe import Markup, escape

from questions import Markup as WrittenIn
from questions import clean_html, html_to_text

# Well-formed, as cleaning gives it; a value may hold a ">".
_TAG = re.compile(r'(<[^"<>]*(?:"[^"]*"[^"<>]*)*>)')
_IMAGE = re.compile(r' src="media/([^"]+)"')
_BEFORE_TABLE = '<div class="rich__table" role="group" aria-label="Table" tabindex="0">'


@dataclass(frozen=True, kw_only=True)
class RichText:
    """A text of an item and what it is written in."""

    text: str
    markup: WrittenIn = WrittenIn.PLAIN

    @property
    def is_html(self) -> bool:
        """Whether it may have paragraphs, lists, tables, images."""
        return self.markup is WrittenIn.HTML

    @property
    def words(self) -> str:
        """What it says as plain text."""
        return html_to_text(self.text) if self.is_html else self.text

    def __bool__(self) -> bool:
        return bool(self.text)


NO_TEXT = RichText(text="")


def written_in(text: str, markup: WrittenIn) -> RichText:
    """The text with what it is written in, for templates that have an item as it is."""
    return RichText(text=text, markup=markup)


def _stored_image(name: str) -> str:
    return url_for("media.image", name=name)


def rich(text: RichText, image: Callable[[str], str] = _stored_image) -> Markup:
    """The text as it stands in a page: HTML cleaned once more, plain text escaped.

    ``image`` gives the address of an image by its name; another one for images that are not stored yet.
    """
    return rich_filled(text, lambda words: words, image)


def rich_filled(
    text: RichText, fill: Callable[[str], str], image: Callable[[str], str] = _stored_image
) -> Markup:
    """As `rich`, with each run of words between two tags changed by `fill`, which takes and gives HTML."""
    if not text.is_html:
        return Markup(fill(str(escape(text.text))))  # noqa: S704 - escaped
    parts = _TAG.split(clean_html(text.text))
    return Markup("".join(_tag(part, image) if place % 2 else fill(part) for place, part in enumerate(parts)))  # noqa: S704 - cleaned


def _tag(tag: str, image: Callable[[str], str]) -> str:
    """A table scrolls in a box of its own, which the keyboard reaches; images are asked of this app."""
    if tag == "</table>":
        return f"{tag}</div>"
    if tag.startswith("<img "):
        return _IMAGE.sub(lambda found: f' src="{image(found[1])}" loading="lazy"', tag)
    return _BEFORE_TABLE + tag if re.match(r"<table[ >]", tag) else tag


def stem_words(content: Mapping[str, Any]) -> str:
    """The question of an item's stored content as plain text, for lists of questions."""
    return RichText(text=content["stem"], markup=WrittenIn(content.get("markup") or "plain")).words
