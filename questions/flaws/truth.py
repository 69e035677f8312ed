"""The worst flaw: a distractor that is true, or a wording more general or more special of something true."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from rapidfuzz import fuzz

from questions.english import content_stems, words
from questions.model import ArticleSource, Flaw, Item

# Token-sort ratio of two phrases from which they say the same ("stiff back", "back stiffness" by stems
# before it).
SAME_RATIO = 85
DENIED = re.compile(r"\b(?:no|not|never|nor|neither|without|lacks?|lacking|absence of|free of)(?: \w+){0,2}$")


def says_the_same(one: str, other: str) -> bool:
    """Whether two phrases mean the same, or one is a more general or special wording of the other."""
    here, there = content_stems(one), content_stems(other)
    if here and there and (here <= there or there <= here):
        return True
    return fuzz.token_sort_ratio(one.lower(), other.lower()) >= SAME_RATIO


def true_distractor(item: Item, truths: Collection[str]) -> Flaw | None:
    """A distractor that is, contains or is contained in something true of the condition."""
    sentence = item.source.text if isinstance(item.source, ArticleSource) else ""
    for option in item.options:
        if option.correct:
            continue
        truth = _truth_in(option.text, tuple(truths))
        if truth is None and _stands_in(option.text, sentence):
            truth = " ".join(sentence.split())
        if truth is not None:
            message = f'This distractor may be true of the condition: the source has "{truth}".'
            return Flaw(name="true distractor", message=message, words=option.text)
    return None


@lru_cache(maxsize=1_000)
def _truth_in(phrase: str, truths: tuple[str, ...]) -> str | None:
    """The first of the truths that the phrase says; kept, for generation tries a phrase in many items."""
    return next((truth for truth in truths if says_the_same(phrase, truth)), None)


def _stands_in(phrase: str, sentence: str) -> bool:
    """Whether a sentence has the phrase in so many words, and does not deny it just before."""
    inner = " ".join(words(phrase.lower()))
    before, found, _ = f" {' '.join(words(sentence.lower()))} ".partition(f" {inner} ")
    return len(inner) > 2 and bool(found) and not DENIED.search(before)
