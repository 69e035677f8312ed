"""Wrong answers that are surely wrong: facts of near conditions, none true of the condition asked about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from rapidfuzz import fuzz

from questions.english import Shape, content_stems, is_plural, shape, squeeze, telling_stems, words
from questions.flaws.truth import says_the_same
from questions.generate.classes import is_class_and_member, share_a_class
from questions.generate.common import is_common
from questions.generate.identity import digest
from questions.generate.index import Neighbour
from questions.generate.phrasing import kind_of, loose_kind_of
from questions.generate.sayable import reads_as_answer
from questions.generate.subject import ASKED, Subject
from questions.generate.synonyms import telling_meaning
from questions.icd10 import Nearness
from questions.model import ArticleSource, Fact

MAX_WORDS = 12
BRACKETS = re.compile(r"\([^)]*\)|\[[^]]*\]")
MAX_LENGTH_DIFFERENCE = 40  # characters; more would fail the length rules in nearly every combination
# So many neighbours whose text has the phrase's words make it a finding of the whole family: of ptosis,
# which one article on a muscle disease names and the next forgets, nobody can say that it is wrong.
WIDESPREAD, OF_THE_BLOCK = 6, 3
# An option that has served this often in an article makes way for others of the same form.
ENOUGH_USES = 2
LENGTH_STEP = 8  # characters; finer differences than this do not decide over nearness of length
# Token-set ratio from which a phrase counts as a wording of a truth. Lower than for duplicates among
# options: a doubtful distractor costs nothing to leave out, a true one teaches something wrong.
TRUE_RATIO = 72


@dataclass(frozen=True, kw_only=True)
class Distractor:
    """A fact of a neighbour, as an option's text and source."""

    text: str
    condition: str
    nearness: Nearness
    kind: str
    plural: bool
    fact: Fact
    source: ArticleSource


class Pool:
    """The facts of all neighbours that may stand among options, by kind and form; doubts are kept."""

    def __init__(self, subject: Subject, neighbours: Iterable[Neighbour]) -> None:
        self._subject = subject
        self._by_form: dict[tuple[str, Shape], dict[str, Distractor]] = {}
        self._doubtful: dict[str, bool] = {}
        self._uses: Counter[str] = Counter()
        self._neighbours = tuple(neighbours)
        for neighbour in self._neighbours:
            for fact, sentence in neighbour.facts:
                if _is_usable(fact) and not _names(fact.text, neighbour, subject):
                    alike = self._by_form.setdefault((loose_kind_of(fact), shape(fact.text)), {})
                    alike.setdefault(squeeze(fact.text).lower(), _distractor(neighbour, fact, sentence))

    def note_uses(self, chosen: Iterable[Distractor]) -> None:
        """Remember which facts became options, so that the next items of the article take others."""
        self._uses.update(one.text for one in chosen)

    def candidates(self, key: Fact, salt: str, limit: int) -> list[Distractor]:
        """Facts that could stand beside this key: first of its kind and number, nearest, of like length."""
        alike = self._by_form.get((loose_kind_of(key), shape(key.text)), {}).values()
        near = [one for one in alike if abs(len(one.text) - len(key.text)) <= MAX_LENGTH_DIFFERENCE]
        kind, plural = kind_of(key), is_plural(key.text)
        ranked = sorted(
            near,
            key=lambda one: (
                (one.kind != kind) + (one.plural != plural) + bool(one.fact.example_of),
                self._uses[one.text] // ENOUGH_USES,
                -one.nearness,
                self._uses[one.text],
                abs(len(one.text) - len(key.text)) // LENGTH_STEP,
                digest(salt, one.source.article_id, one.text),
            ),
        )
        return list(islice(self._unlike_each_other(ranked), limit))

    def _unlike_each_other(self, ranked: list[Distractor]) -> Iterator[Distractor]:
        """Those that are surely wrong, without lay and technical words for the same thing."""
        meanings: list[frozenset[str]] = []
        taken: list[str] = []
        for one in ranked:
            meaning = telling_meaning(one.text)
            if self._is_doubtful(one.text) or any(meaning <= other or other <= meaning for other in meanings):
                continue
            if any(is_class_and_member(one.text, other) for other in taken):
                continue
            meanings.append(meaning)
            taken.append(one.text)
            yield one

    def _is_doubtful(self, text: str) -> bool:
        if text not in self._doubtful:
            self._doubtful[text] = may_be_true(text, self._subject) or self._is_of_the_family(text)
        return self._doubtful[text]

    def _is_of_the_family(self, text: str) -> bool:
        """Whether so many near conditions have it that the one asked about may have it too."""
        meaning = telling_meaning(text)
        having = [near.nearness >= Nearness.BLOCK for near in self._neighbours if meaning <= near.stems]
        return len(having) >= WIDESPREAD or sum(having) >= OF_THE_BLOCK


def _distractor(neighbour: Neighbour, fact: Fact, sentence: str) -> Distractor:
    return Distractor(
        text=squeeze(fact.text),
        condition=neighbour.name,
        nearness=neighbour.nearness,
        kind=kind_of(fact),
        plural=is_plural(fact.text),
        fact=fact,
        source=neighbour.source_of(fact, sentence),
    )


def _is_usable(fact: Fact) -> bool:
    """Whether a fact is affirmed without hedge, says something of its own, and is short enough.

    Its condition need not be sayable: a wrong option is wrong with it and without.
    """
    if fact.negated or fact.hedged or fact.field not in ASKED:
        return False
    if is_common(fact.text) or len(words(fact.text)) > MAX_WORDS or not telling_stems(fact.text):
        return False
    return reads_as_answer(fact.text)


def _names(text: str, neighbour: Neighbour, subject: Subject) -> bool:
    """Whether the text names a condition, which would show where it belongs."""
    here = content_stems(text)
    titles = (content_stems(neighbour.title), content_stems(subject.title))
    return any(title and title <= here for title in titles)


def may_be_true(text: str, subject: Subject) -> bool:
    """Whether a phrase is, or may be read as, something true of the condition.

    Compared with every fact the article affirms, by stems and by likeness of letters, and with every
    sentence; what stands in brackets may be left out.
    """
    outside = BRACKETS.sub(" ", text)
    if outside.strip() and outside != text and may_be_true(outside, subject):
        return True
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
