"""Wrong answers that are surely wrong: facts of near conditions, none true of the condition asked about.

An article that does not name a finding does not say that it is absent. So a distractor is a thing that the
tables of occurrence know, and know to be none of the asked condition's. What they do not know must be
telling: it has a word that belongs to few conditions, that word stands nowhere in the asked article, in at
most one other article nearby, and its condition is not of the same family as the one asked about.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from rapidfuzz import fuzz

from questions.english import Shape, content_stems, is_plural, shape
from questions.generate.classes import is_class_and_member
from questions.generate.common import is_common
from questions.generate.difficulty import Difficulty
from questions.generate.families import are_related
from questions.generate.identity import digest
from questions.generate.index import Neighbour
from questions.generate.keys import NAMED_DISEASE, is_about_treatment, is_indefinite, points_elsewhere
from questions.generate.occurrence import Thing, Verdict, is_broad, things_in, verdict
from questions.generate.occurrence.entailed import FINDINGS, entailed_by
from questions.generate.organs import Kinship
from questions.generate.parts import are_near, part_of
from questions.generate.phrasing import GENES, INHERITED, kind_of, loose_kind_of, wording_of
from questions.generate.presentable import option_text, presentable
from questions.generate.sorts import sort_of
from questions.generate.subject import ASKED, Subject
from questions.generate.synonyms import telling_meaning
from questions.generate.tables import is_row
from questions.generate.tidiness import is_tidy
from questions.generate.truths import may_be_true
from questions.generate.unspecific import specific_stems
from questions.icd10 import Nearness
from questions.model import ArticleSource, Fact, Field

MAX_LENGTH_DIFFERENCE = 40  # characters; more would fail the length rules in nearly every combination
# So many neighbours beside its own whose text has the phrase's words make it a finding of the whole family:
# of ptosis, which one article on a muscle disease names and the next forgets, nobody can say that it is
# wrong.
WIDESPREAD = 2
# Candidates that one condition may lend to one key.
MAX_PER_CONDITION = 2
# Sorts of findings that no patient notices and no examination shows.
LABORATORY = frozenset({"blood count change", "blood chemistry change", "immune finding"})
# Words of its own by which a sign tells one condition of a family from the others: "Gottron papules".
DISTINCTIVE_STEMS = 2
# An option that has served this often in an article is not offered again.
MAX_USES = 2
LENGTH_STEP = 8  # characters; finer differences than this do not decide over nearness of length
# Ratio of letters from which two options are one word, spelt right and wrong: "allopurinol", "allupurinol".
SAME_WORD_RATIO = 85
# What belongs to a disease or measure that the asked condition need not have.
OF_ANOTHER = re.compile(
    r"\b(?:infected|transplanted|grafted|implanted|irradiated)\b"
    r"|\bthe (?:blisters?|rings?|rash|lesions?|patch(?:es)?|bumps|spots|tumou?r|mass|stones?|cysts?)\b",
    re.IGNORECASE,
)
# Letters at the end from which two words name one substance: "cyanocobalamin", "hydroxocobalamin".
SAME_ENDING = 9
# A regimen or device among drugs in words; what an examiner finds among what a patient feels.
ACRONYM = re.compile(r"\W*[A-Za-z]*[A-Z]{2,}[\w-]*$")
SIGN = re.compile(
    r"\b(?:impulse|murmurs?|rub|gallop|crackles|percussion|sign|reflex(?:es)?|heave)\b", re.IGNORECASE
)
DISEASES = "disease as cause"
# Drugs that nobody would choose where no microbe is meant, and the other way round.
ANTI_INFECTIVE = frozenset(
    {"antibacterial, any", "antibacterial", "antiviral", "antifungal", "antiparasitic"}
)
# One disease makes another more likely in more ways than an article says.
DISEASE = re.compile(
    r"\b(?:diseases?|syndromes?|disorders?|cancers?|tumou?rs?|\w+(?:itis|osis|emia|pathy|plasia|megaly|oma|omas|trophy|"
    r"penia|uria|ism))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class Distractor:
    """A fact of a neighbour, as an option's text and source."""

    text: str
    condition: str
    nearness: Nearness
    kinship: Kinship
    related: bool
    plural: bool
    fact: Fact
    source: ArticleSource
    things: tuple[Thing, ...]

    @property
    def is_known(self) -> bool:
        """Whether the tables know what it names; they then know that it is wrong."""
        return bool(self.things)

    @property
    def is_laboratory(self) -> bool:
        """Whether it is found in the laboratory and not at the bedside."""
        return _are_laboratory(self.things)

    def is_like(self, things: tuple[Thing, ...]) -> bool:
        """Whether it is of one sort with other known things."""
        return bool({one.sort for one in self.things} & {one.sort for one in things})

    def is_akin(self, things: tuple[Thing, ...]) -> bool:
        """Whether it is of one kind with other known things."""
        return bool({one.kind for one in self.things} & {one.kind for one in things})


class Pool:
    """The facts of all neighbours that may stand among options, by kind and form; doubts are kept.

    One that ``is_wide`` asks less of what is plausible, not of what is wrong: facts of any organ, and such as
    no table knows, of which then no other article nearby may have the telling words.
    """

    def __init__(
        self,
        subject: Subject,
        neighbours: Iterable[Neighbour],
        difficulty: Difficulty,
        *,
        is_wide: bool = False,
    ) -> None:
        self._is_wide = is_wide
        self._subject = subject
        self._difficulty = difficulty
        self._by_form: dict[tuple[str, Shape], dict[str, Distractor]] = {}
        self._doubtful: dict[str, bool] = {}
        self._uses: Counter[str] = Counter()
        self._neighbours = tuple(neighbours)
        self._entailed = entailed_by(subject.found.facts)
        for neighbour in self._neighbours:
            for one in self._lent_by(neighbour):
                self._add(one)

    def _lent_by(self, neighbour: Neighbour) -> Iterator[Distractor]:
        """What a neighbour can lend: all facts of a tidy article, genes and inheritance of any other.

        A member of the family lends what is its own alone, and that to a tidy article, which leaves out
        little.
        """
        if self._subject.is_companion_of(neighbour):
            return
        related = are_related(self._subject.title, neighbour.title)
        mentioned = related and self._subject.mentions(neighbour.title)
        clean = is_tidy(neighbour.facts)
        tidy = clean and (self._is_wide or neighbour.kinship is not Kinship.NONE)
        for fact, sentence in neighbour.facts:
            said = verdict(fact.field, fact.text, self._subject.article.icd10)
            known = said is Verdict.ABSENT
            if said is Verdict.POSSIBLE or not (_is_certain(fact) if known else _is_usable(fact)):
                continue
            if _names(fact.text, neighbour, self._subject):
                continue
            if is_about_treatment(fact.field, sentence) or points_elsewhere(fact, sentence):
                continue
            if known:
                lent = clean
            elif related:
                lent = tidy and not mentioned and self._subject.is_tidy and is_distinctive(fact)
            else:
                lent = tidy or wording_of(fact) in {INHERITED, GENES}
            if lent:
                yield _distractor(neighbour, fact, sentence, related=related, known=known)

    def _add(self, one: Distractor) -> None:
        alike = self._by_form.setdefault((loose_kind_of(one.fact), shape(one.text)), {})
        alike.setdefault(one.text.lower(), one)

    def note_uses(self, chosen: Iterable[Distractor]) -> None:
        """Remember which facts became options, so that the next items of the article take others."""
        self._uses.update(one.text for one in chosen)

    def candidates(self, key: Fact, salt: str, limit: int, beside: Collection[str] = ()) -> list[Distractor]:
        """Facts that could stand beside this key: of its kind and number, from clean articles,
        nearest first; unlike each other and the texts ``beside`` which they are to stand.
        """
        text = option_text(key)
        plural, sort, part = is_plural(text), sort_of(key), part_of(key)
        things, signs = things_in(key.field, key.text), key.field in FINDINGS
        looks = (bool(ACRONYM.match(text)), bool(SIGN.search(text)))
        alike = self._by_form.get((loose_kind_of(key), shape(text)), {}).values()
        near = [
            one
            for one in alike
            if abs(len(one.text) - len(text)) <= MAX_LENGTH_DIFFERENCE
            and self._uses[one.text] < MAX_USES
            and (sort_of(one.fact) == sort or one.is_akin(things) or (signs and one.is_known))
            and (self._is_wide or one.is_known or not things)
            and one.is_laboratory == _are_laboratory(things)
            and (self._is_wide or _is_plausible(one, key, part, things))
            and not is_class_and_member(one.text, text)
            and (bool(ACRONYM.match(one.text)), bool(SIGN.search(one.text))) == looks
        ]
        ranked = sorted(
            near,
            key=lambda one: (
                kind_of(one.fact) != kind_of(key),
                bool(things) and not one.is_like(things),
                bool(things) and one.plural != plural,
                self._difficulty.distance(one.nearness),
                -one.kinship,
                part_of(one.fact) != part,
                (one.plural != plural) + bool(one.fact.example_of),
                abs(len(one.text) - len(text)) // LENGTH_STEP + self._uses[one.text],
                digest(salt, one.source.article_id, one.text),
            ),
        )
        there = [(other, things_in(key.field, other)) for other in beside]
        return list(islice(self._unlike_each_other(ranked, there), limit))

    def lent(self, text: str) -> Distractor | None:
        """The fact of a neighbour that became an option of this text; None where it was written otherwise."""
        found = (alike[text.lower()] for alike in self._by_form.values() if text.lower() in alike)
        return next(found, None)

    def _unlike_each_other(
        self, ranked: list[Distractor], taken: list[tuple[str, tuple[Thing, ...]]]
    ) -> Iterator[Distractor]:
        """Those that are surely wrong, without lay and technical words for the same thing, or for a thing
        that is ``taken``.
        """
        meanings = [_meaning(text) for text, _ in taken]
        lent: Counter[str] = Counter()
        for one in ranked:
            if lent[one.condition] == MAX_PER_CONDITION:
                continue
            meaning = _meaning(one.text)
            if any(meaning & other for other in meanings) or self._is_doubtful(one):
                continue
            if any(
                is_class_and_member(one.text, other)
                or set(one.things) & set(things)
                or fuzz.ratio(one.text, other) >= SAME_WORD_RATIO
                or one.text[-SAME_ENDING:].lower() == other[-SAME_ENDING:].lower()
                for other, things in taken
            ):
                continue
            meanings.append(meaning)
            taken.append((one.text, one.things))
            lent[one.condition] += 1
            yield one

    def _is_doubtful(self, one: Distractor) -> bool:
        if one.text not in self._doubtful:
            sure = one.is_known or wording_of(one.fact) is INHERITED
            doubt = not self._entailed.isdisjoint(one.things) if sure else not self._is_telling(one)
            self._doubtful[one.text] = doubt or may_be_true(one.text, self._subject)
        return self._doubtful[one.text]

    def _is_telling(self, one: Distractor) -> bool:
        """Whether it has a word of its own that neither the asked article nor several others nearby have."""
        telling = specific_stems(one.text)
        if not telling or telling & self._subject.stems:
            return False
        others = (
            near
            for near in self._neighbours
            if near.kinship is not Kinship.NONE and near.article_id != one.source.article_id
        )
        return sum(telling <= near.stems for near in others) < (
            1 if one.related or self._is_wide else WIDESPREAD
        )


def _meaning(text: str) -> frozenset[str]:
    return specific_stems(text) or telling_meaning(text)


def _are_laboratory(things: tuple[Thing, ...]) -> bool:
    return any(thing.sort in LABORATORY for thing in things)


def _is_plausible(one: Distractor, key: Fact, part: str | None, things: tuple[Thing, ...]) -> bool:
    """Whether somebody could choose it by organ or kind: nobody would take bulging eyes for a stiff spine,
    or a food for a cause beside diseases.
    """
    if one.kinship is Kinship.NONE and not _is_of_all_organs(one, part, things):
        return False
    if one.is_like(things):
        return True
    if key.field is Field.PREVENTION and things:
        return False
    if things and _are_against_microbes(things) != _are_against_microbes(one.things):
        return False
    if key.field in FINDINGS:
        return one.kinship is Kinship.ORGAN or are_near(part_of(one.fact), part)
    return key.field is not Field.CAUSE or not things or one.is_akin(things)


def _are_against_microbes(things: tuple[Thing, ...]) -> bool:
    return any(thing.sort in ANTI_INFECTIVE for thing in things)


def _is_of_all_organs(one: Distractor, part: str | None, things: tuple[Thing, ...]) -> bool:
    """Whether the fact of a condition that sits elsewhere could be taken for this one's all the same: a gene,
    microbe or exposure, a drug or test like the key, a finding of the same part.
    """
    match one.fact.field:
        case Field.CAUSE:
            if one.is_like(things) and not any(thing.kind == DISEASES for thing in one.things):
                return True
            return wording_of(one.fact) in {INHERITED, GENES} or sort_of(one.fact) == "microbe"
        case Field.SYMPTOM | Field.COMPLICATION:
            return part is not None and one.is_like(things) and part_of(one.fact) == part
        case Field.DIAGNOSTIC:
            return one.is_like(things)
        case _:
            return one.is_like(things) and sort_of(one.fact) == "drug"


def _distractor(neighbour: Neighbour, fact: Fact, sentence: str, *, related: bool, known: bool) -> Distractor:
    text = option_text(fact)
    return Distractor(
        text=text,
        condition=neighbour.name,
        nearness=neighbour.nearness,
        kinship=neighbour.kinship,
        related=related,
        plural=is_plural(text),
        fact=fact,
        source=neighbour.source_of(fact, sentence),
        things=things_in(fact.field, fact.text) if known else (),
    )


def _is_plain(fact: Fact) -> bool:
    """Whether a fact is affirmed without hedge, no row of a table, and a whole phrase.

    Its condition need not be sayable: a wrong option is wrong with it and without.
    """
    plain = not (fact.negated or fact.hedged or fact.field not in ASKED or is_row(fact))
    return plain and presentable(fact)


def _is_certain(fact: Fact) -> bool:
    """Whether a plain fact that is known not to occur is no everyday matter of very many conditions, nor a
    disease that a table lists among symptoms.
    """
    if not _is_plain(fact) or is_common(fact.text) or OF_ANOTHER.search(fact.text):
        return False
    if fact.field is Field.SYMPTOM and NAMED_DISEASE.search(fact.text):
        return False
    return not is_broad(fact.field, fact.text)


def _is_usable(fact: Fact) -> bool:
    """Whether a plain fact that no table knows has a say of its own."""
    if not _is_plain(fact):
        return False
    if fact.field is Field.CAUSE and wording_of(fact) is not GENES and DISEASE.search(fact.text):
        return False
    return not is_common(fact.text) and not is_indefinite(fact)


def is_distinctive(fact: Fact) -> bool:
    """Whether a fact can tell a condition from others of its family: a sign, drug or operation of its own.

    Causes, risks and prevention are shared within families as a rule.
    """
    match fact.field:
        case Field.SYMPTOM | Field.COMPLICATION:
            return len(specific_stems(fact.text)) >= DISTINCTIVE_STEMS
        case Field.TREATMENT:
            return sort_of(fact) in {"drug", "operation"}
        case field:
            return field is Field.DIAGNOSTIC


def _names(text: str, neighbour: Neighbour, subject: Subject) -> bool:
    """Whether the text names a condition, which would show where it belongs."""
    if specific_stems(text) & specific_stems(neighbour.title):
        return True
    here = content_stems(text)
    titles = (content_stems(neighbour.title), content_stems(subject.title))
    return any(title and title <= here for title in titles)
