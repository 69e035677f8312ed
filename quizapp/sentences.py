"""Questions edited by hand whose article changed: the author's words with the sentence of today.

Pure. Apart from publishing, which stores: here is decided what of an item is its author's, what is quoted.
"""

from __future__ import annotations

from dataclasses import replace
from html import escape

from questions import ArticleSource, Item, Markup, Source


def with_sentence_of(given: Item, edited: Item, former: Item | None) -> Item:
    """The edited item quoting what ``given``, the article's item of today, quotes.

    ``former`` is what the article gave when it was edited, None where that is not known. An explanation that
    its author did not touch is as the article gives it now; in one that they did, the sentence is the new.
    """
    explanation = given.explanation
    if former is None or edited.explanation != former.explanation:
        explanation = _requoted(edited, _sentence(given.source))
    options = tuple(
        replace(option, source=given.source) if _quotes(option.source, edited.source) else option
        for option in edited.options
    )
    return replace(edited, source=given.source, explanation=explanation, options=options)


def without_sentence(edited: Item, former: Item | None) -> Item:
    """The edited item as one of its author alone: it names no article and quotes none."""
    is_own = former is None or edited.explanation != former.explanation
    options = tuple(
        replace(option, source=None) if _quotes(option.source, edited.source) else option
        for option in edited.options
    )
    explanation = _requoted(edited, "").strip() if is_own else ""
    return replace(edited, source=None, article_id=None, explanation=explanation, options=options)


def _quotes(one: Source | None, other: Source | None) -> bool:
    return _sentence(one) != "" and _sentence(one) == _sentence(other)


def _requoted(item: Item, sentence: str) -> str:
    """Its explanation with this sentence in the place of the one that it quotes."""
    quoted = _sentence(item.source)
    if item.markup is Markup.HTML:
        quoted, sentence = escape(quoted, quote=False), escape(sentence, quote=False)
    return item.explanation.replace(quoted, sentence) if quoted else item.explanation


def _sentence(source: Source | None) -> str:
    """The words of a source on one line, as explanations have them; empty where it is no article's."""
    return " ".join(source.text.split()) if isinstance(source, ArticleSource) else ""
