"""An item as learners will see it, in the parts of which study pages are drawn: the question, and its answer.

Apart from writing, which makes the item and knows no page. Nothing is asked of the database.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from questions import Accepted, Item, Kind
from quizapp.rich_text import RichText
from quizapp.study.content import (
    SELF_GRADED,
    Quotation,
    Stem,
    explanation_of,
    lines_of,
    matches_of,
    quotation_of,
    stem_of,
    text_in,
    text_of,
)
from quizapp.study.judged import JudgedLine, JudgedOption, accepted_texts, judged_lines, judged_options
from quizapp.study.screens import Choice, choices_of


@dataclass(frozen=True, kw_only=True)
class ItemPreview:
    """A question and its answer, each part of it as the study pages have it.

    ``replies`` are the stated answers that say something to whoever types them.
    """

    kind: Kind
    stem: Stem
    choices: tuple[Choice, ...]
    lines: tuple[RichText, ...]
    matches: tuple[str, ...]
    options: tuple[JudgedOption, ...]
    accepted: tuple[str, ...]
    replies: tuple[Accepted, ...]
    matched: tuple[JudgedLine, ...]
    answer: RichText
    quotation: Quotation | None
    explanation: RichText

    @property
    def has_back(self) -> bool:
        """Whether learners see the answer and grade themselves."""
        return self.kind in SELF_GRADED


def preview_of(item: Item) -> ItemPreview:
    """The item, however unfinished, as learners would see it."""
    if item.kind is Kind.TRUE_FALSE:
        item = replace(item, options=item.options[:2])
    lines = lines_of(item)
    options = judged_options(item, ())
    answer = text_in(item, item.answer)
    quotation = quotation_of(item.source, answer.words)
    said = [text for option in options for text in (option.why.words, text_of(option.quotation))]
    return ItemPreview(
        kind=item.kind,
        stem=stem_of(item),
        choices=choices_of(item),
        lines=tuple(text_in(item, line.prompt) for line in lines),
        matches=tuple(item.pairs[place].match for place in matches_of(item)),
        options=options,
        accepted=accepted_texts(item),
        replies=tuple(one for one in item.accepted if one.why),
        matched=judged_lines(item, [item.pairs.index(line) for line in lines]),
        answer=answer,
        quotation=None if text_of(quotation) in said else quotation,
        explanation=explanation_of(item, *said, text_of(quotation), answer.words),
    )
