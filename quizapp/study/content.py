"""An item's stored content as pages show it: blanks, letters, marked sentences. Pure, unlike ``screens``."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from string import ascii_uppercase

from markupsafe import Markup

from questions import ArticleSource, CodeSource, Item, Kind, Pair, Source
from quizapp.rich_text import NO_TEXT, RichText, rich, rich_filled

LONG_STEM_CHARACTERS = 160
"""A longer stem is a case to read, and is set in the size of running text."""

SELF_GRADED = frozenset({Kind.FLASHCARD, Kind.CLOZE})
"""Kinds whose back the learner sees and grades by themselves; of all others the app judges the answer."""

_BLANK = re.compile(r"_{3,}")
_ONE_OF_MANY = re.compile("_____")  # questions.BLANK, without loading every format
_GAP = Markup('<span class="blank"><span class="visually-hidden">blank</span></span>')


@dataclass(frozen=True, kw_only=True)
class Part:
    """A run of a text, marked where it is what the question asks for."""

    text: str
    marked: bool


@dataclass(frozen=True, kw_only=True)
class Stem:
    """The text of a question. ``gaps`` is what belongs into the blanks of a cloze, in their order."""

    text: RichText
    gaps: tuple[RichText, ...]
    is_long: bool

    @property
    def words(self) -> str:
        """The question as plain text."""
        return self.text.words


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
    """The question, and of a cloze what its blanks stand for."""
    text = text_in(item, item.stem)
    gaps: tuple[RichText, ...] = ()
    if item.kind is Kind.CLOZE:
        gaps = tuple(RichText(text=gap) for gap in item.gaps) or (text_in(item, item.answer),)
    return Stem(text=text, gaps=gaps, is_long=len(text.words) > LONG_STEM_CHARACTERS)


def text_in(item: Item, text: str) -> RichText:
    """A text of the item with what it is written in."""
    return RichText(text=text, markup=item.markup)


def stem_html(stem: Stem, *, filled: bool = False) -> Markup:
    """The question as it stands in a page, its blanks empty or each filled with what belongs there."""
    waiting = [Markup("<mark>{}</mark>").format(rich(gap)) if filled else _GAP for gap in stem.gaps]
    waiting.reverse()

    def fill(words: str) -> str:
        return blank.sub(lambda found: str(waiting.pop()) if waiting else found[0], words)

    blank = _blank_in(stem)
    return rich_filled(stem.text, fill)


def _blank_in(stem: Stem) -> re.Pattern[str]:
    return _ONE_OF_MANY if len(stem.gaps) > 1 else _BLANK


def lines_of(item: Item) -> tuple[Pair, ...]:
    """The pairs of a matching item that ask for something, not those that are there for their match alone."""
    return tuple(pair for pair in item.pairs if text_in(item, pair.prompt).words.strip())


def matches_of(item: Item) -> tuple[int, ...]:
    """What the lines of a matching item may be matched with, as places of its pairs, each text once.

    In an order that tells nothing of the key and is the same each time, so that a place in it means the same
    on the page and when it comes back.
    """
    first = {on_one_line(pair.match): place for place, pair in reversed(list(enumerate(item.pairs)))}
    stored = sorted(first.values())
    mixed = sorted(stored, key=lambda place: _mixed(item, place))
    # Of two, an order never taken would tell the key.
    return tuple([*mixed[1:], mixed[0]] if mixed == stored and len(stored) > 2 else mixed)


def _mixed(item: Item, place: int) -> bytes:
    return hashlib.sha256(f"{item.id}\n{on_one_line(item.pairs[place].match)}".encode()).digest()


def on_one_line(text: str) -> str:
    """The text without what cannot be seen of its spaces."""
    return " ".join(text.split())


def letter_of(place: int, kind: Kind = Kind.MULTIPLE_CHOICE) -> str:
    """The letter before an option: A is the first, past Z they are numbered; T and F for true and false."""
    if kind is Kind.TRUE_FALSE:
        return "TF"[place]
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


def explanation_of(item: Item, *said: str) -> RichText:
    """The explanation, empty where the page says the same already."""
    explanation = text_in(item, item.explanation)
    is_said = _plain(explanation.words) in map(_plain, said)
    return NO_TEXT if is_said else explanation


def text_of(quotation: Quotation | None) -> str:
    """The quoted text."""
    return "".join(part.text for part in quotation.parts) if quotation else ""


def says(stem: Stem, sentence: str) -> bool:
    """Whether the question, with its blanks filled, holds this sentence."""
    waiting = [gap.words for gap in reversed(stem.gaps)]
    filled = _blank_in(stem).sub(lambda found: waiting.pop() if waiting else found[0], stem.words)
    return bool(sentence) and _plain(sentence) in _plain(filled)


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
