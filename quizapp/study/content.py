"""An item's stored content as pages show it: blanks, letters, marked sentences. Pure, unlike ``screens``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from string import ascii_uppercase

from questions import ArticleSource, CodeSource, Item, Source

LONG_STEM_CHARACTERS = 160
"""A longer stem is a case to read, and is set in the size of running text."""

_BLANK = re.compile(r"_{3,}")


@dataclass(frozen=True, kw_only=True)
class Part:
    """A run of a text, marked where it is what the question asks for."""

    text: str
    marked: bool


@dataclass(frozen=True, kw_only=True)
class Stem:
    """The text of a question. ``after`` is what follows the blank of a cloze, None where there is none."""

    before: str
    after: str | None
    is_long: bool


@dataclass(frozen=True, kw_only=True)
class Place:
    """A span of one version of an article, as code points."""

    article_key: str
    sha256: str
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class Quotation:
    """The sentence behind a claim, or the line of a classification, which has no place in an article."""

    origin: str
    parts: tuple[Part, ...]
    place: Place | None = None


def stem_of(item: Item) -> Stem:
    """The question, cut at the blank of a cloze."""
    is_long = len(item.stem) > LONG_STEM_CHARACTERS
    blank = _BLANK.search(item.stem) if item.kind == "cloze" else None
    if blank is None:
        return Stem(before=item.stem, after=None, is_long=is_long)
    return Stem(before=item.stem[: blank.start()], after=item.stem[blank.end() :], is_long=is_long)


def letter_of(place: int) -> str:
    """The letter before an option: A is the first; past Z they are numbered."""
    return ascii_uppercase[place] if place < len(ascii_uppercase) else str(place + 1)


def quotation_of(source: Source | None, words: str) -> Quotation | None:
    """The source with these words marked where they stand in it; None for items that name no source."""
    match source:
        case None:
            return None
        case CodeSource():
            line = f"{source.code}: {source.title}"
            return Quotation(
                origin=f"{source.classification}, release {source.release}", parts=mark_words(line, words)
            )
        case ArticleSource():
            return Quotation(
                origin=source.condition,
                parts=mark_words(source.text, words),
                place=Place(
                    article_key=source.article_id,
                    sha256=source.article.removeprefix("sha256:"),
                    start=source.start,
                    end=source.end,
                ),
            )


def mark_words(text: str, words: str) -> tuple[Part, ...]:
    """The text with the first place of these words marked, whatever their case and the spaces between."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    found = re.search(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE) if pattern else None
    if found is None:
        return (Part(text=text, marked=False),)
    runs = (
        (text[: found.start()], False),
        (found.group(), True),
        (text[found.end() :], False),
    )
    return tuple(Part(text=run, marked=marked) for run, marked in runs if run)


def explanation_of(item: Item, *said: str) -> str:
    """The explanation, empty where the page says the same already."""
    return "" if _plain(item.explanation) in map(_plain, said) else item.explanation


def text_of(quotation: Quotation | None) -> str:
    """The quoted text."""
    return "".join(part.text for part in quotation.parts) if quotation else ""


def says(stem: str, filling: str, sentence: str) -> bool:
    """Whether a cloze with its blank filled holds this sentence."""
    return bool(sentence) and _plain(sentence) in _plain(_BLANK.sub(lambda _: filling, stem))


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
