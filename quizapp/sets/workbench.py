"""An article's text beside the questions made of it, each sentence and its questions joined both ways.

Apart from pages, which has the rest of a preview; nothing here asks the database.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from questions import ArticleFacts, ArticleSource, Item
from quizapp.library.reading import Block, Form, Mark, Part, blocks_of
from quizapp.sets.previews import PreviewItem

NOT_UNDERSTOOD = "unread"
SENTENCE = "sentence"

_Span = tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class DrawnItem:
    """A question on the page. ``sentence`` is where its own begins in the text, None where it has none there;
    ``following`` is the number of the next one of that sentence, after the last the first; None of a single.
    """

    number: int
    made: PreviewItem
    sentence: int | None
    following: int | None


@dataclass(frozen=True, kw_only=True)
class Segment:
    """A run of the text: one sentence, or as much of it as the block holds; or what lies between sentences.

    ``sentence`` is where the sentence begins, None between them; ``numbers`` are those of its questions, told
    in its first run only.
    """

    parts: tuple[Part, ...]
    sentence: int | None = None
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class TextBlock:
    """A block of the text in segments."""

    form: Form
    segments: tuple[Segment, ...]


def drawn_items(groups: Mapping[str, Sequence[PreviewItem]], article_id: str) -> dict[str, list[DrawnItem]]:
    """The groups of a page with each question numbered, and the numbers of each sentence in a ring."""
    flat = [one for some in groups.values() for one in some]
    spans = [_span_of(one.item, article_id) for one in flat]
    rings: dict[_Span, list[int]] = {}
    for number, span in enumerate(spans):
        if span:
            rings.setdefault(span, []).append(number)
    numbers = iter(range(len(flat)))
    return {name: [_drawn(next(numbers), one, spans, rings) for one in some] for name, some in groups.items()}


def _drawn(
    number: int, made: PreviewItem, spans: Sequence[_Span | None], rings: Mapping[_Span, Sequence[int]]
) -> DrawnItem:
    span = spans[number]
    ring = rings[span] if span else [number]
    following = ring[(ring.index(number) + 1) % len(ring)]
    return DrawnItem(
        number=number,
        made=made,
        sentence=span[0] if span else None,
        following=following if following != number else None,
    )


def _span_of(item: Item, article_id: str) -> _Span | None:
    """Where the sentence of an item stands in the text."""
    source = item.source
    if isinstance(source, ArticleSource) and source.article_id == article_id:
        return source.start, source.end
    return None


def text_blocks(found: ArticleFacts, drawn: Sequence[DrawnItem]) -> tuple[TextBlock, ...]:
    """The article's text with each fact marked by its field, each line that was not understood, and each
    sentence with the way to its questions.
    """
    article = found.article
    marks = [Mark(start=fact.start, end=fact.end, name=fact.field) for fact in found.facts]
    starts = [0, *(end.end() for end in re.finditer(r"\r\n|\r|\n", article.text))]
    for unread in found.unread:
        start = article.text.find(unread.text, starts[unread.line - 1])
        if start >= 0:
            marks.append(Mark(start=start, end=start + len(unread.text), name=NOT_UNDERSTOOD))
    numbers: dict[_Span, list[int]] = {}
    for one in drawn:
        if span := _span_of(one.made.item, article.id):
            numbers.setdefault(span, []).append(one.number)
    marks += [Mark(start=start, end=end, name=SENTENCE) for start, end in numbers]
    spans = sorted(numbers)
    return tuple(
        TextBlock(form=block.form, segments=tuple(_segments(block, spans, numbers)))
        for block in blocks_of(article.text, marks)
    )


def _segments(block: Block, spans: Sequence[_Span], numbers: dict[_Span, list[int]]) -> Iterator[Segment]:
    """The runs of a block; the numbers of a sentence are taken by the first run that has it."""

    def sentence_at(part: Part) -> _Span | None:
        place = bisect_right(spans, part.start, key=itemgetter(0)) - 1
        return spans[place] if place >= 0 and part.start < spans[place][1] else None

    for span, parts in groupby(block.parts, key=sentence_at):
        made = numbers.pop(span, []) if span else []
        yield Segment(parts=tuple(parts), sentence=span[0] if span else None, numbers=tuple(made))
