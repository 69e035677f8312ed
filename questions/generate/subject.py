"""An article's facts ready for asking: the condition's name in a sentence, usable facts, sources."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from questions.english import WORD, content_stems, shares_a_word, squeeze
from questions.facts.readable import as_read
from questions.generate.identity import normal_form
from questions.generate.index import Neighbour
from questions.generate.naming import in_sentence, spoken_name
from questions.generate.option_words import DRUG_STEM
from questions.generate.synonyms import meaning_stems, telling_meaning
from questions.generate.tables import rows
from questions.generate.tidiness import is_tidy
from questions.generate.unmade import Unmade
from questions.model import Article, ArticleFacts, ArticleSource, Condition, Fact, Field, Kind

# Fields whose facts are asked one by one; definition, code and chapter have modules or cards of their own.
ASKED = (Field.CAUSE, Field.SYMPTOM, Field.COMPLICATION, Field.TREATMENT, Field.PREVENTION, Field.DIAGNOSTIC)
# The author's own article right before a fact, which its text is cut without.
ARTICLE = re.compile(r"\b(an?|the)\s+$", re.IGNORECASE)
VEIL = "…"
# How a word is spoken, in brackets behind it: "(MY-e-lo-fi-BRO-sis)".
SPELT_OUT = re.compile(
    r"\s*\((?:[^)]*(?:[a-z]-[A-Z]{2,}|[A-Z]{2,}-[a-z])|(?:less|more|most|rarely|sometimes|often|uncommon)\b)[^)]*\)"
)
# Two words without the space between, as texts from web pages have them where a mark was lost.
MIN_JOINED, MIN_JOINED_PART = 6, 4
JOINED_ENDS = frozenset("in or of and the to at is are also such which that with for from".split())  # noqa: SIM905
JOINED_STARTS = ("s", "ing", "ed", "y", "ic")
ONE_WORD = frozenset(
    ["within", "therein", "wherein", "herein", "plugin", "thereof", "onto", "whereof", "hereto"]
)

# Fields of facts by which one condition leads to another.
LEADING = frozenset({Field.CAUSE, Field.COMPLICATION, Field.SYMPTOM})
# Share of a name's telling words from which a phrase names it.
SAME_NAME = 0.75
MID_SENTENCE = re.compile(r"[\w,]\s+$")


@dataclass(frozen=True, kw_only=True)
class Subject:
    """One article about to be asked, and what other articles affirm of the same condition."""

    found: ArticleFacts
    known: tuple[str, ...] = ()

    @property
    def article(self) -> Article:
        """The article itself."""
        return self.found.article

    @cached_property
    def title(self) -> str:
        """The condition's title on one line."""
        return squeeze(self.article.title)

    @cached_property
    def name(self) -> str:
        """The title as it stands inside a sentence."""
        return spoken_name(self.article)

    @property
    def condition(self) -> Condition:
        """Title and code, as items carry them."""
        return Condition(title=self.title, icd10=self.article.icd10)

    @cached_property
    def sentence_stems(self) -> tuple[frozenset[str], ...]:
        """The stems of each sentence, by plain full stops: a phrase is looked for within one sentence."""
        parts = re.split(r"[.!?;:]\s|\n\s*\n", self.article.text)
        return tuple(meaning_stems(part) for part in parts if part.strip())

    @cached_property
    def stems(self) -> frozenset[str]:
        """Every stem of the article's text, by meaning, and of what other articles affirm of the
        condition.
        """
        return meaning_stems(self.article.text).union(*map(meaning_stems, self.known))

    @cached_property
    def rows(self) -> frozenset[Fact]:
        """The facts that are rows of a table."""
        return rows(self.found.facts)

    @cached_property
    def truths(self) -> tuple[str, ...]:
        """The texts of everything that this article or another affirms of the condition."""
        return (*(fact.text for fact in self.found.facts if not fact.negated), *self.known)

    @cached_property
    def asked(self) -> tuple[Fact, ...]:
        """The facts to ask: affirmed, of an asked field, each once, none the condition's own name."""
        unique: dict[tuple[Field, str], Fact] = {}
        for fact in self.found.facts:
            if fact.field in ASKED and not fact.negated and not self.names(fact.text):
                unique.setdefault((fact.field, normal_form(fact.text)), fact)
        return tuple(unique.values())

    def beside(self, fact: Fact) -> Sequence[Fact]:
        """The asked facts of the same sentence."""
        return self._asked_by_sentence.get(fact.sentence_start, ())

    @cached_property
    def _asked_by_sentence(self) -> dict[int, list[Fact]]:
        found: dict[int, list[Fact]] = {}
        for fact in self.asked:
            found.setdefault(fact.sentence_start, []).append(fact)
        return found

    def names(self, text: str) -> bool:
        """Whether a text holds the condition's name, so that it would give the answer away."""
        return content_stems(self.title) <= content_stems(text)

    def hints_at(self, text: str) -> bool:
        """Whether a text shares a telling word or its family with the title: "migrainosus", "migraine"."""
        return shares_a_word(self.title, text)

    def mentions(self, title: str) -> bool:
        """Whether a sentence of the article names another condition."""
        telling = telling_meaning(title)
        return any(telling <= sentence for sentence in self.sentence_stems)

    def is_companion_of(self, neighbour: Neighbour) -> bool:
        """Whether another condition is a cause, consequence or companion of this one, as a fact of either
        article says.
        """
        theirs = (fact.text for fact, _ in neighbour.facts if fact.field in LEADING and not fact.negated)
        return _is_named(neighbour.title, self.truths) or _is_named(self.title, theirs)

    @cached_property
    def is_tidy(self) -> bool:
        """Whether the article is written cleanly."""
        text = self.article.text
        return is_tidy([(fact, text[fact.sentence_start : fact.sentence_end]) for fact in self.found.facts])

    @cached_property
    def vocabulary(self) -> Counter[str]:
        """How often each word stands in the article, in small letters."""
        return Counter(word.lower() for word in WORD.findall(self.article.text))

    def runs_together(self, text: str) -> bool:
        """Whether a word is two of the article's own that lost the space between: "symptomssuch",
        "sacsin".
        """
        return any(self._is_two(word.lower()) for word in WORD.findall(text))

    def _is_two(self, word: str) -> bool:
        if len(word) < MIN_JOINED or self.vocabulary[word] > 1 or word in ONE_WORD:
            return False
        parts = ((word[:place], word[place:]) for place in range(MIN_JOINED_PART, len(word) - 1))
        return any(
            (end in JOINED_ENDS and not (end == "or" and start.endswith("t")))
            or (start.endswith(JOINED_STARTS) and len(end) >= MIN_JOINED_PART)
            for start, end in parts
            if start in self.vocabulary and end in self.vocabulary
        )

    def veiled(self, text: str) -> str:
        """A text with the words of the title's families left out: "a form of … that affects the skin"."""
        kept = WORD.sub(lambda word: VEIL if self.hints_at(word[0]) else word[0], text)
        return squeeze(re.sub(rf"{VEIL}(?:[\s()'’-]*{VEIL})+", VEIL, kept))

    def said(self, fact: Fact) -> str:
        """A fact inside a sentence: with its article, without a capital that only began its own sentence."""
        before = self.article.text[fact.sentence_start : fact.start]
        if fact.field is Field.DEFINITION:
            return self.veiled(_said_after(before, squeeze(fact.text)))
        text = SPELT_OUT.sub("", squeeze(fact.text))
        if not MID_SENTENCE.search(before) or DRUG_STEM.match(text):
            text = in_sentence(text, self.article.text)
        return _said_after(before, text)

    def source_of(self, fact: Fact) -> ArticleSource:
        """The sentence behind a fact."""
        return ArticleSource(
            article_id=self.article.id,
            article=f"sha256:{self.article.sha256}",
            condition=self.title,
            start=fact.sentence_start,
            end=fact.sentence_end,
            text=self.article.text[fact.sentence_start : fact.sentence_end],
        )

    def sentence_of(self, fact: Fact) -> str:
        """The sentence behind a fact as a reader sees it."""
        return as_read(self.article.text[fact.sentence_start : fact.sentence_end])

    def unmade(self, kind: Kind, reason: str) -> Unmade:
        """A note that one item was not made."""
        return Unmade(article_id=self.article.id, kind=kind, reason=reason)


def _is_named(title: str, phrases: Iterable[str]) -> bool:
    """Whether a phrase has most of a condition's name, as "persistent pulmonary hypertension" has of that of
    the newborn.
    """
    telling = telling_meaning(title)
    return bool(telling) and any(
        len(telling & telling_meaning(phrase)) >= SAME_NAME * len(telling) for phrase in phrases
    )


def _said_after(before: str, text: str) -> str:
    """A text with the author's own article."""
    article = ARTICLE.search(before)
    return f"{article[1].lower()} {text}" if article else text
