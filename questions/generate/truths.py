"""Whether a phrase is, or may be read as, something true of the condition asked about."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz import fuzz

from questions.flaws.truth import says_the_same
from questions.generate.classes import share_a_class
from questions.generate.subject import Subject
from questions.generate.synonyms import telling_meaning

SYMBOL = re.compile(r"\b(?=[A-Z0-9]*\d)[A-Z][A-Z0-9]{2,}\b|\b[A-Z0-9]{3,}(?= gene\b)")
BRACKETS = re.compile(r"\([^)]*\)|\[[^]]*\]")
# Token-set ratio from which a phrase counts as a wording of a truth. Lower than for duplicates among
# options: a doubtful distractor costs nothing to leave out, a true one teaches something wrong.
TRUE_RATIO = 72


def may_be_true(text: str, subject: Subject) -> bool:
    """Whether a phrase is, or may be read as, something true of the condition.

    Compared with every fact the article affirms, by stems and by likeness of letters, and with every
    sentence; what stands in brackets may be left out.
    """
    outside = BRACKETS.sub(" ", text)
    if outside.strip() and outside != text and may_be_true(outside, subject):
        return True
    if gene_families(text) & gene_families(subject.article.text):
        return True
    telling = telling_meaning(text)
    if any(telling <= sentence for sentence in subject.sentence_stems):
        return True
    if share_a_class(text, subject.truths, subject.article.text):
        return True
    return any(_like(text, telling, truth) for truth in subject.truths)


@lru_cache(maxsize=2_000)
def gene_families(text: str) -> frozenset[str]:
    """The beginnings of the genes a text names: JAGGED1 is JAG1, and NOTCH2 does what NOTCH1 does."""
    return frozenset(symbol[:3] for symbol in SYMBOL.findall(text))


def _like(text: str, telling: frozenset[str], truth: str) -> bool:
    there = telling_meaning(truth)
    shared = telling & there
    if shared and 2 * len(shared) >= min(len(telling), len(there)):
        return True
    return says_the_same(text, truth) or fuzz.token_set_ratio(text.lower(), truth.lower()) >= TRUE_RATIO
