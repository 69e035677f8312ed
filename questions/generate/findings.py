"""Findings that lead back to a condition: which to name, and whether they point at one condition only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from questions.english import Shape, shape, shares_a_word, squeeze, stem, telling_stems, words
from questions.generate.classes import is_class_and_member
from questions.generate.common import COMMON_STEMS, is_common
from questions.generate.index import Neighbour
from questions.generate.occurrence import things_in
from questions.generate.occurrence.entailed import FINDINGS
from questions.generate.phrasing import is_askable, kind_of
from questions.generate.presentable import RUN_ON
from questions.generate.sayable import BAD_END, BODY_PARTS
from questions.generate.subject import Subject
from questions.generate.synonyms import telling_meaning
from questions.model import Fact, Field

MAX_ANSWER_WORDS = 8
MAX_MEANING_WORDS = 9  # on the back of "What is meant by gout?"; a phrase that is read at a glance
MAX_FINDINGS = 3
SAYABLE_IN_A_LIST = frozenset({Shape.NOUN_PHRASE, Shape.GERUND})  # "wear flat shoes" follows no "with"
# Without options to choose from, one finding is shared by conditions that no file at hand describes.
MIN_SPECIFIC = 2
MAX_DEFINITIONS = 2
MIN_DEFINITION_STEMS = 3  # telling words left when those of the title are hidden
DEFINING_STEMS = frozenset(
    stem(word)
    for word in """
    form forms group type types kind rare common inherited genetic condition characterized affects affect
    affecting primarily mainly many body people person causes caused results leads occurs occur
    develops involves involving progressive acquired lifelong chronic acute unknown cause system
    systems organ organs disorder disease diseases cancer cancers unusual present especially
    usually typically associated resulting ability body's known natural called number cells cell
    early late adults children life features feature marked
    heterogeneous impaired produce produces normal normally inability fails failure""".split()  # noqa: SIM905
)
# What only counts, compares or points, or breaks off at its beginning.
NO_DEFINITION = re.compile(
    r"^(?:about|called|also|known|named|among|one of|more|less|often|usually|caused|due|"
    r"the (?:most|leading|second)|"
    r"most common|very (?:rare|common)$|divided|classified|distinguished|subdivided|grouped|based|that|which|"
    r"when|if|not|used|term|experiments?)\b"
    r"|\b(?:leading|common) cause\b|\b(?:this|these|those|above|below|following)\b",
    re.IGNORECASE,
)
MIN_DEFINITION_WORDS, MAX_DEFINITION_WORDS = 5, 26  # shorter says too little, longer is read twice
# Telling stems, those of common findings and parts of the body aside, from which one finding can point at a
# condition: "numbness in the legs or feet" has 2, "ring of firm bumps over the backs of the hands" 5. A gene
# points alone.
SPECIFIC_STEMS = 4
PLACES = frozenset(stem(part) for part in BODY_PARTS)
GENE = re.compile(r"\b[A-Z]{2,}[A-Z0-9-]*\d[A-Z0-9]*\b|\b[A-Z0-9]{3,} gene\b")


def is_specific(subject: Subject, fact: Fact) -> bool:
    """Whether this finding alone can point at a condition."""
    if subject.hints_at(fact.text) or fact.condition or not is_askable(fact):
        return False
    if fact.field not in FINDINGS and not GENE.search(fact.text):
        return False
    telling = telling_stems(fact.text) - COMMON_STEMS - PLACES
    return bool(GENE.search(fact.text)) or len(telling) >= SPECIFIC_STEMS


def definition_groups(subject: Subject) -> list[list[Fact]]:
    """The definitions that can be read alone, two at most."""
    told = (fact for fact in subject.found.facts if fact.field is Field.DEFINITION and not fact.negated)
    return [[fact] for fact in islice((fact for fact in told if _defines(subject, fact)), MAX_DEFINITIONS)]


def short_definitions(subject: Subject) -> list[Fact]:
    """Definitions short enough for the back of a card, two at most."""
    told = (fact for fact in subject.found.facts if fact.field is Field.DEFINITION and not fact.negated)
    return list(
        islice(
            (
                fact
                for fact in told
                if 1 < len(words(fact.text)) <= MAX_MEANING_WORDS
                and not NO_DEFINITION.search(fact.text)
                and not BAD_END.search(fact.text)
                and not subject.names(fact.text)
            ),
            MAX_DEFINITIONS,
        )
    )


def _defines(subject: Subject, fact: Fact) -> bool:
    """Whether a definition says enough, the condition's own words left out, and is a whole."""
    text = squeeze(fact.text)
    if not MIN_DEFINITION_WORDS <= len(words(text)) <= MAX_DEFINITION_WORDS:
        return False
    if (
        NO_DEFINITION.search(text)
        or RUN_ON.search(text.replace(":", ""))
        or BAD_END.search(text)
        or text.count("(") != text.count(")")
    ):
        return False
    if subject.runs_together(text):
        return False
    return len(telling_stems(subject.veiled(text))) >= MIN_DEFINITION_STEMS


def is_pointed(subject: Subject, definition: Fact) -> bool:
    """Whether a definition says enough to choose by: more than the words of many definitions."""
    telling = telling_stems(subject.veiled(definition.text)) - DEFINING_STEMS - COMMON_STEMS
    return len(telling) >= MIN_DEFINITION_STEMS


def finding_groups(subject: Subject, facts: Iterable[Fact], per_kind: int = 1) -> list[list[Fact]]:
    """Of these facts, for each kind up to so many groups of two or three that point at the condition.

    Plain findings without hint at the title, neither hedged nor tied to a condition, the more telling first.
    """
    kinds: dict[str, list[Fact]] = {}
    for fact in facts:
        plain = is_askable(fact) and not (
            fact.hedged or fact.condition or fact.example_of or subject.hints_at(fact.text)
        )
        if plain and len(words(fact.text)) <= MAX_ANSWER_WORDS and shape(fact.text) in SAYABLE_IN_A_LIST:
            kinds.setdefault(kind_of(fact), []).append(fact)
    groups = (group for facts in kinds.values() for group in _groups(facts, per_kind))
    return [group for group in groups if len(group) > 1 and not all(is_common(fact.text) for fact in group)]


def _groups(facts: list[Fact], most: int) -> Iterator[list[Fact]]:
    """The most telling facts, then the most telling of the rest."""
    for _ in range(most):
        group = _telling(facts)
        facts = [fact for fact in facts if fact not in group]
        yield group


def _telling(facts: list[Fact]) -> list[Fact]:
    """Up to three facts, uncommon ones first, none repeating another, in the order of the article."""
    chosen: list[Fact] = []
    for fact in sorted(facts, key=lambda fact: (is_common(fact.text), -len(telling_stems(fact.text)))):
        if not any(_are_alike(fact, other) for other in chosen):
            chosen.append(fact)
        if len(chosen) == MAX_FINDINGS:
            break
    return sorted(chosen, key=lambda fact: fact.start)


def _are_alike(one: Fact, other: Fact) -> bool:
    """Whether two facts share a word, name one thing, or one is a member of the other's class."""
    if shares_a_word(one.text, other.text) or is_class_and_member(one.text, other.text):
        return True
    return not set(things_in(one.field, one.text)).isdisjoint(things_in(other.field, other.text))


def why_ambiguous(facts: Sequence[Fact], neighbours: Sequence[Neighbour]) -> str | None:
    """Why these findings have more answers than one where there are no options; None where they do not."""
    if facts[0].field is not Field.DEFINITION:
        is_gene = any(GENE.search(fact.text) for fact in facts)
        if not is_gene and sum(_is_telling(fact.text) for fact in facts) < MIN_SPECIFIC:
            return f"under {MIN_SPECIFIC} findings are specific"
    if any(all(_has(one, fact) for fact in facts) for one in neighbours):
        return "a near condition has all the findings too"
    return None


def _is_telling(text: str) -> bool:
    """Whether a finding says something that is neither common nor a mere place."""
    return not is_common(text) and bool(telling_meaning(text) - COMMON_STEMS - PLACES)


def _has(neighbour: Neighbour, fact: Fact) -> bool:
    """Whether a neighbour's text has every telling word of the finding, in whatever place."""
    return telling_meaning(fact.text) <= neighbour.stems
