"""Which condition? The article's findings in the stem, near conditions that lack one as distractors."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, islice

from questions.english import Shape, capitalised, shape, telling_stems
from questions.flaws import find_flaws
from questions.generate.cues import gives_itself_away
from questions.generate.difficulty import Difficulty
from questions.generate.families import are_related
from questions.generate.findings import (
    DEFINING_STEMS,
    definition_groups,
    finding_groups,
    is_pointed,
    is_specific,
)
from questions.generate.identity import Direction, digest, fact_id, item_id
from questions.generate.index import Neighbour
from questions.generate.keys import (
    is_known_elsewhere,
    is_limited,
    is_passing_clue,
    is_shared_clue,
    points_elsewhere,
)
from questions.generate.multiple_choice import FEWEST, MAX_CANDIDATES, MOST, placed
from questions.generate.occurrence import Verdict, is_broad, is_narrow, things_in, verdict
from questions.generate.occurrence.entailed import entailed_by
from questions.generate.organs import Kinship
from questions.generate.phrasing import is_askable, listed, reverse_stem
from questions.generate.presentable import presentable
from questions.generate.sorts import sort_of
from questions.generate.subject import VEIL, Subject
from questions.generate.synonyms import telling_meaning
from questions.generate.unmade import Unmade
from questions.generate.unspecific import specific_stems
from questions.model import ArticleSource, Fact, Field, Item, Kind, Option, Task

SHARED = 150  # categories of the classification, beyond which a finding tells nothing beside another
TELLING = 40  # categories up to which a drug or cause calls to mind a condition
TYPICAL = 80  # the same of findings, which the tables count more fully
GROUPS = 2  # of findings, from each kind of fact
MAX_SINGLE = 2  # items from one finding to the condition; more would repeat the key
# Findings of the stem that a distractor's whole article must lack: all of one or two, two of three.
MUST_LACK = 2
# "Treated with gently patting yourself dry" is no English, so of these a thing is named, not what one does.
ACTS = frozenset({Field.TREATMENT, Field.PREVENTION})
SHARED_FIELDS = frozenset({Field.TREATMENT, Field.CAUSE})  # one drug or cause has many conditions
# A sentence on one form of the condition: what it names stands beside no finding of another form.
SUBTYPE = re.compile(
    r"\b(?:systemic|other|another|one|this|severe|mild|acute|chronic|rare|localized|generalized|\w+ic) "
    r"(?:form|type|variant|subtype|category)\b|\bred flags?\b|\bwarning\b|\bsignals?\b",
    re.IGNORECASE,
)
# Words of few conditions from which a definition tells its condition from others of its family.
MIN_OWN_STEMS = 3


def which_condition(
    subject: Subject, neighbours: Sequence[Neighbour], seed: int, difficulty: Difficulty
) -> Iterator[Item | Unmade]:
    """An item for each group of findings, and for some findings telling enough to stand alone."""
    if not neighbours:
        return
    for facts in findings_asked(subject):
        stem = reverse_stem(facts[0], listed([subject.said(fact) for fact in facts]))
        if stem:
            yield _item(subject, facts, stem, neighbours, seed, difficulty)


def findings_asked(subject: Subject) -> Iterator[list[Fact]]:
    """The groups of findings from which the condition is to be told."""
    single = ([fact] for fact in subject.asked if _is_single(subject, fact))
    clean = [
        fact
        for fact in subject.asked
        if _is_special(fact)
        and _is_clean(subject, fact)
        and not is_shared_clue(fact, subject.source_of(fact).text)
    ]
    groups = [
        group
        for group in finding_groups(subject, clean, GROUPS)
        if group[0].field not in SHARED_FIELDS or any(_is_telling(fact) for fact in group)
    ]
    definitions = [
        group
        for group in definition_groups(subject)
        if is_pointed(subject, group[0]) and VEIL not in subject.veiled(group[0].text)
    ]
    yield from (*definitions, *islice(single, MAX_SINGLE), *groups)


def _is_single(subject: Subject, fact: Fact) -> bool:
    narrow = is_narrow(fact.field, fact.text) and not (subject.hints_at(fact.text) or fact.condition)
    return (
        (narrow or is_specific(subject, fact))
        and (fact.field is not Field.CAUSE or sort_of(fact) in {"gene", "microbe"})
        and is_askable(fact)
        and not fact.hedged
        and "," not in fact.text
        and _is_clean(subject, fact)
        and (narrow or bool(specific_stems(fact.text)))
        and not is_shared_clue(fact, subject.source_of(fact).text)
        and not is_passing_clue(fact, subject.source_of(fact).text)
    )


def _is_clean(subject: Subject, fact: Fact) -> bool:
    """Whether a fact can stand in a stem: a whole phrase that is true of the condition in any case."""
    return not (
        fact in subject.rows
        or not presentable(fact)
        or subject.runs_together(fact.text)
        or (fact.field in ACTS and not (subject.is_tidy and shape(fact.text) is Shape.NOUN_PHRASE))
        or is_limited(subject, fact)
        or points_elsewhere(fact, subject.source_of(fact).text)
        or SUBTYPE.search(subject.source_of(fact).text)
        or is_known_elsewhere(subject, fact)
    )


def _is_special(fact: Fact) -> bool:
    """Whether a fact is not anyone's: of a known thing by its codes, else by its words."""
    things = things_in(fact.field, fact.text)
    if things:
        return all(thing.breadth <= SHARED for thing in things)
    return bool(specific_stems(fact.text))


def _is_telling(fact: Fact) -> bool:
    """Whether a special thing is one of few conditions', or of a kind that no table knows."""
    return all(thing.breadth <= TELLING for thing in things_in(fact.field, fact.text))


def _item(
    subject: Subject,
    facts: list[Fact],
    stem: str,
    neighbours: Sequence[Neighbour],
    seed: int,
    difficulty: Difficulty,
) -> Item | Unmade:
    identity = item_id(
        subject.article.id, facts[0].field, in_one(facts), Task.WHICH_CONDITION, Direction.CHOICE_REVERSE
    )
    key = Option(
        text=capitalised(subject.name),
        correct=True,
        source=subject.source_of(facts[0]),
        why=_why_right(subject, facts),
    )
    found = list(
        islice(
            conditions_without(subject, facts, neighbours, f"{identity}/{seed}", difficulty), MAX_CANDIDATES
        )
    )
    for size in (MOST, FEWEST):
        for chosen in combinations(found, size):
            item = _assembled(subject, facts, stem, identity, key, chosen, seed)
            if not (gives_itself_away(item) or find_flaws(item)):
                return item
    return subject.unmade(Kind.MULTIPLE_CHOICE, "under two near conditions surely lack the findings")


def in_one(facts: Sequence[Fact]) -> str:
    """The text under which a group of findings has its id."""
    return " | ".join(fact.text for fact in facts)


def conditions_without(
    subject: Subject, facts: list[Fact], neighbours: Sequence[Neighbour], salt: str, difficulty: Difficulty
) -> Iterator[Option]:
    """The neighbours whose text surely lacks the findings, as options, by difficulty."""
    # One finding leaves little to choose by: only conditions of the same organ could be meant.
    least = Kinship.ORGAN if len(facts) == 1 and facts[0].field is not Field.DEFINITION else Kinship.SYSTEM
    lacking = [pair for pair in _lacking(subject, facts, neighbours) if pair[0].kinship >= least]
    if facts[0].field is Field.DEFINITION and all(one.kinship < Kinship.ORGAN for one, _ in lacking):
        return  # it names the organ as a rule, and the key alone would have it
    ranked = sorted(
        lacking,
        key=lambda pair: (
            facts[0].field is Field.DEFINITION and -pair[0].kinship,
            difficulty.distance(pair[0].nearness),
            not are_related(pair[0].title, subject.title),
            -pair[0].kinship,
            digest(salt, pair[0].article_id),
        ),
    )
    yield from _options(subject, ranked)


def farther_conditions_without(
    subject: Subject, facts: list[Fact], neighbours: Sequence[Neighbour], salt: str
) -> Iterator[Option]:
    """The same of any organ, for an item that has wrong options and needs another: nearest first, then by
    how many words of the findings stand there, which makes a far one plausible.
    """
    telling = frozenset[str]().union(*(telling_meaning(fact.text) for fact in facts))
    ranked = sorted(
        _lacking(subject, facts, neighbours),
        key=lambda pair: (
            -pair[0].kinship,
            -pair[0].nearness,
            -len(telling & pair[0].stems),
            digest(salt, pair[0].article_id),
        ),
    )
    yield from _options(subject, ranked)


def _lacking(
    subject: Subject, facts: list[Fact], neighbours: Sequence[Neighbour]
) -> Iterator[tuple[Neighbour, Fact]]:
    """The neighbours that surely lack the findings, each with the first that it lacks.

    Where the text is messy or a finding not special, conditions of the same family may fit all the same; a
    gene is theirs too as a rule.
    """
    if facts[0].field is Field.DEFINITION:
        special = len(specific_stems(facts[0].text) - DEFINING_STEMS) >= MIN_OWN_STEMS
    else:
        special = facts[0].field is not Field.CAUSE and all(specific_stems(fact.text) for fact in facts)
    kin = not (special and subject.is_tidy)
    for one in neighbours:
        if _is_broader(one, subject) or is_broad(Field.SYMPTOM, one.title) or subject.is_companion_of(one):
            continue
        missing = _surely_missing(facts, one) or _missing(facts, one, kin=kin, subject=subject)
        if missing:
            yield one, missing


def _options(subject: Subject, lacking: Iterable[tuple[Neighbour, Fact]]) -> Iterator[Option]:
    options = (_option(subject, neighbour, missing) for neighbour, missing in lacking)
    return (option for option in options if option is not None)


def _why_right(subject: Subject, facts: list[Fact]) -> str:
    if facts[0].field is Field.DEFINITION:
        return f"So the article defines {subject.name}."
    return f"The article on {subject.name} names {listed([subject.said(fact) for fact in facts])}."


def _what_others_say(facts: list[Fact]) -> str:
    if facts[0].field is Field.DEFINITION:
        return "The articles on the other conditions define them otherwise."
    names = "names it" if len(facts) == 1 else "names them all"
    return f"None of the articles on the other conditions {names}."


def _naming(subject: Subject, missing: Fact) -> str:
    return "say this" if missing.field is Field.DEFINITION else f"name {subject.said(missing)}"


def _surely_missing(facts: list[Fact], neighbour: Neighbour) -> Fact | None:
    """The first finding that is known never to be the neighbour's, unless another is typical there."""
    absent = [
        fact
        for fact in facts
        if verdict(fact.field, fact.text, neighbour.code) is Verdict.ABSENT
        and not telling_meaning(fact.text) <= neighbour.stems
    ]
    few = len(absent) < min(MUST_LACK, len(facts))
    if few and (facts[0].field in SHARED_FIELDS or any(_is_typical(fact, neighbour) for fact in facts)):
        return None
    entailed = entailed_by(fact for fact, _ in neighbour.facts)
    return next((fact for fact in absent if entailed.isdisjoint(things_in(fact.field, fact.text))), None)


def _is_typical(fact: Fact, neighbour: Neighbour) -> bool:
    """Whether a finding is one of few conditions' and the neighbour is among them."""
    code = neighbour.code
    return code is not None and any(
        thing.breadth <= TYPICAL and thing.occurs_in(code) for thing in things_in(fact.field, fact.text)
    )


def _missing(facts: list[Fact], neighbour: Neighbour, *, kin: bool, subject: Subject) -> Fact | None:
    """The first finding that the neighbour lacks, if it lacks enough of them; of a definition, half the
    words.

    It lacks a finding if its whole text has none of the finding's special words, or of its telling ones, and
    the finding is not known to be possible there. Of its family this says too little where ``kin`` is set.
    """
    if kin and are_related(neighbour.title, subject.title):
        return None
    if facts[0].field is Field.DEFINITION:
        telling = telling_meaning(facts[0].text)
        return facts[0] if 2 * len(telling - neighbour.stems) >= len(telling) else None
    lacking = [
        fact
        for fact in facts
        if verdict(fact.field, fact.text, neighbour.code) is not Verdict.POSSIBLE
        and not (specific_stems(fact.text) or telling_meaning(fact.text)) & neighbour.stems
    ]
    return lacking[0] if len(lacking) >= min(MUST_LACK, len(facts)) else None


def _is_broader(neighbour: Neighbour, subject: Subject) -> bool:
    """Whether the neighbour's name is a wording of the asked one, or names it: "muscular dystrophy"."""
    there, here = telling_stems(neighbour.title), telling_stems(subject.title)
    return bool(there and here) and (there <= here or here <= there)


def _option(subject: Subject, neighbour: Neighbour, missing: Fact) -> Option | None:
    """The neighbour as an option, with the sentence that says what it is."""
    order = {Field.DEFINITION: 0, Field.SYMPTOM: 1, Field.CAUSE: 2}
    told = [pair for pair in neighbour.facts if pair[0].field in order and not pair[0].negated]
    if not told:
        return None
    fact, sentence = min(told, key=lambda pair: order[pair[0].field])
    source: ArticleSource = neighbour.source_of(fact, sentence)
    title = capitalised(neighbour.name)
    return Option(
        text=title, correct=False, source=source,
        why=f"The article on {neighbour.name} does not {_naming(subject, missing)}.",
    )  # fmt: skip


def _assembled(
    subject: Subject,
    facts: list[Fact],
    stem: str,
    identity: str,
    key: Option,
    chosen: Sequence[Option],
    seed: int,
) -> Item:
    field = facts[0].field
    return Item(
        id=identity,
        kind=Kind.MULTIPLE_CHOICE,
        task=Task.WHICH_CONDITION,
        stem=stem,
        answer=key.text,
        options=placed(key, chosen, identity, seed),
        explanation=f"{key.why} {_what_others_say(facts)}",
        article_id=subject.article.id,
        field=field,
        fact=fact_id(subject.article.id, field, in_one(facts)),
        condition=subject.condition,
        source=subject.source_of(facts[0]),
    )
