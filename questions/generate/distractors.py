"""Wrong answers that are surely wrong: facts of near conditions, none true of the condition asked about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz

from questions.english import content_stems, is_plural, shape, squeeze, telling_stems, words
from questions.flaws.truth import says_the_same
from questions.generate.classes import share_a_class
from questions.generate.common import is_common
from questions.generate.identity import digest
from questions.generate.index import Neighbour
from questions.generate.phrasing import is_askable, kind_of, loose_kind_of
from questions.generate.subject import Subject
from questions.generate.synonyms import telling_meaning
from questions.icd10 import Nearness
from questions.model import ArticleSource, Fact

MAX_WORDS = 12
MAX_LENGTH_DIFFERENCE = 40  # characters; more would fail the length rules in nearly every combination
# Token-set ratio from which a phrase counts as a wording of a truth. Lower than for duplicates among
# options: a doubtful distractor costs nothing to leave out, a true one teaches something wrong.
TRUE_RATIO = 72


@dataclass(frozen=True, kw_only=True)
class Distractor:
    """A fact of a neighbour, as an option's text and source."""

    text: str
    condition: str
    nearness: Nearness
    fact: Fact
    source: ArticleSource


def candidates(
    subject: Subject, key: Fact, neighbours: Iterable[Neighbour], salt: str, limit: int
) -> list[Distractor]:
    """Facts that could stand beside this key: first of its kind and number, nearest, of like length."""
    found: dict[str, Distractor] = {}
    for neighbour in neighbours:
        for fact, sentence in neighbour.facts:
            text = squeeze(fact.text)
            if text.lower() not in found and _fits(key, fact) and not _names(text, neighbour, subject):
                found[text.lower()] = Distractor(
                    text=text,
                    condition=neighbour.name,
                    nearness=neighbour.nearness,
                    fact=fact,
                    source=neighbour.source_of(fact, sentence),
                )
    ranked = sorted(found.values(), key=lambda one: _rank(one, key, salt))
    chosen: list[Distractor] = []
    for one in ranked:
        if len(chosen) == limit:
            break
        if not may_be_true(one.text, subject):
            chosen.append(one)
    return chosen


def _rank(one: Distractor, key: Fact, salt: str) -> tuple[int, int, int, str]:
    unlike = (kind_of(one.fact) != kind_of(key)) + (is_plural(one.text) != is_plural(key.text))
    difference = abs(len(one.text) - len(key.text)) // 8
    return unlike, -one.nearness, difference, digest(salt, one.source.article_id, one.text)


def _fits(key: Fact, fact: Fact) -> bool:
    """Whether a fact is plain, says something, and has the key's kind and form."""
    if fact.field is not key.field or fact.negated or fact.hedged or fact.example_of:
        return False
    if (
        loose_kind_of(fact) != loose_kind_of(key)
        or not is_askable(fact)
        or is_common(fact.text)
        or len(words(fact.text)) > MAX_WORDS
    ):
        return False
    if abs(len(fact.text) - len(key.text)) > MAX_LENGTH_DIFFERENCE or not telling_stems(fact.text):
        return False
    return shape(fact.text) is shape(key.text)


def _names(text: str, neighbour: Neighbour, subject: Subject) -> bool:
    """Whether the text names a condition, which would show where it belongs."""
    here = content_stems(text)
    titles = (content_stems(neighbour.title), content_stems(subject.title))
    return any(title and title <= here for title in titles)


def may_be_true(text: str, subject: Subject) -> bool:
    """Whether a phrase is, or may be read as, something true of the condition.

    Compared with every fact the article affirms, by stems and by likeness of letters, and with every
    sentence.
    """
    telling = telling_meaning(text)
    if any(telling <= sentence for sentence in subject.sentence_stems):
        return True
    if share_a_class(text, subject.truths, subject.article.text):
        return True
    return any(_like(text, telling, truth) for truth in subject.truths)


def _like(text: str, telling: frozenset[str], truth: str) -> bool:
    there = telling_meaning(truth)
    shared = telling & there
    if shared and 2 * len(shared) >= min(len(telling), len(there)):
        return True
    return says_the_same(text, truth) or fuzz.token_set_ratio(text.lower(), truth.lower()) >= TRUE_RATIO
