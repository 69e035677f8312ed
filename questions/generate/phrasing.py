"""Questions in natural English for each field and role, with hedge, frequency and severity kept."""

from __future__ import annotations

import re
from dataclasses import dataclass

from questions.english import capitalised, squeeze
from questions.model import Fact, Field, Role

INHERITANCE = re.compile(
    r"\b(autosomal|x-linked|dominant|recessive|mitochondrial(?:ly)?) ?|\binherit", re.IGNORECASE
)
SEVERITY = re.compile(
    r"^(?:in )?(?:(?:more|most|very|some|many|the) )*"
    r"((?:very )?(?:mild|moderate|severe|advanced|early|late|acute|chronic|mild to moderate|"
    r"moderate to severe|widespread|untreated|recurrent|persistent|end-stage|refractory|active|"
    r"symptomatic|inherited|acquired|primary|"
    r"secondary|congenital|newborn|infantile|juvenile|adult))"
    r"(?: cases?| disease| forms?| symptoms?| stages?)?(?: of .*)?$",
    re.IGNORECASE,
)
CLAUSE = re.compile(
    r"^(in|with|without|if|when|for|during|after|before|while|until|as|at|among|on|once|because|under|over|unless)\b",
    re.IGNORECASE,
)
PEOPLE = re.compile(
    r"^(?:(?:some|most|many|older|young|younger|pregnant|affected|elderly|premature|adult|severely) )*"
    r"(children|women|men|infants|adults|people|babies|patients|boys|girls|males|females|newborns|teenagers|"
    r"adolescents|individuals|athletes|smokers)\b",
    re.IGNORECASE,
)
PERCENT = re.compile(r"\d+(?:\.\d+)?(?:\s*(?:-|–|to)\s*\d+(?:\.\d+)?)?\s*(?:%|percent)", re.IGNORECASE)
MOST_COMMON = re.compile(r"\bmost (?:common|frequent|often|commonly|frequently)\b", re.IGNORECASE)
RARE = re.compile(
    r"\b(?:rare(?:ly)?|uncommon|seldom|less common(?:ly)?|infrequent(?:ly)?|very rare)\b", re.IGNORECASE
)
COMMON = re.compile(
    r"\b(?:usual(?:ly)?|typical(?:ly)?|often|common(?:ly)?|frequent(?:ly)?|most|many|generally|majority)\b",
    re.IGNORECASE,
)
SOMETIMES = re.compile(r"\b(?:sometimes|occasional(?:ly)?|some|few|may|can)\b", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Wording:
    """How a field and role is asked about, "a cause of gout", and back: "be caused by" a finding."""

    noun: str
    link: str
    back: str | None = None


WORDINGS: dict[tuple[Field, Role | None], Wording] = {
    (Field.CAUSE, None): Wording(noun="cause", link="of", back="be caused by"),
    (Field.CAUSE, Role.RISK): Wording(noun="risk factor", link="for", back="be made more likely by"),
    (Field.CAUSE, Role.TRIGGER): Wording(noun="trigger", link="of", back="be triggered by"),
    (Field.CAUSE, Role.ASSOCIATION): Wording(noun="association", link="of", back="be associated with"),
    (Field.CAUSE, Role.GENETIC): Wording(noun="genetic cause", link="of", back="be caused by"),
    (Field.CAUSE, Role.MECHANISM): Wording(noun="mechanism", link="of"),
    (Field.CAUSE, Role.TRANSMISSION): Wording(noun="route of transmission", link="of"),
    (Field.SYMPTOM, None): Wording(noun="symptom", link="of", back="present with"),
    (Field.COMPLICATION, None): Wording(noun="complication", link="of", back="lead to"),
    (Field.TREATMENT, None): Wording(noun="treatment", link="for", back="be treated with"),
    (Field.PREVENTION, None): Wording(noun="preventive measure", link="against"),
    (Field.DIAGNOSTIC, None): Wording(noun="test", link="used in diagnosing"),
}
INHERITED = Wording(noun="pattern of inheritance", link="of")


def wording_of(fact: Fact) -> Wording:
    """How to ask about a fact of this field and role."""
    if fact.role is Role.GENETIC and INHERITANCE.search(fact.text):
        return INHERITED
    return WORDINGS.get((fact.field, fact.role)) or WORDINGS[fact.field, None]


def kind_of(fact: Fact) -> str:
    """A name equal for facts that answer the same kind of question; distractors have to share the key's."""
    return f"{fact.field}/{wording_of(fact).noun}"


def described(fact: Fact, name: str | None, *, another: bool = False) -> str:
    """The thing asked for, with its article: "one of the most common symptoms of gout", "a suspected cause
    of gout".

    Without a name the condition is left out, for stems that have named it already.
    """
    wording = wording_of(fact)
    of_name = f" {wording.link} {name}" if name else ""
    frequency = fact.frequency or ""
    if fact.hedged:
        return _with_article(f"{_hedge(fact)} {wording.noun}{of_name}", another=another)
    if MOST_COMMON.search(frequency):
        return f"{'another' if another else 'one'} of the most common {_plural(wording.noun)}{of_name}"
    if PERCENT.search(frequency):
        seen = f" seen in {squeeze(PERCENT.search(frequency)[0])} of people with {name}" if name else ""  # type: ignore[index]
        return _with_article(f"{wording.noun}{seen}", another=another)
    return _with_article(f"{_frequency_adjective(frequency)} {wording.noun}{of_name}", another=another)


def context(fact: Fact, name: str) -> str | None:
    """The beginning of a stem that keeps the fact's condition: "In severe gout", "In children with gout"."""
    if not fact.condition:
        return None
    condition = squeeze(fact.condition).rstrip(".,;:")
    severity = SEVERITY.match(condition)
    if severity:
        return f"In {severity[1].lower()} {name}"
    people = re.sub(r"^(?:in|for|among) ", "", condition, flags=re.IGNORECASE)
    if PEOPLE.match(people):
        return f"In {people[:1].lower()}{people[1:]}" + ("" if " with " in people else f" with {name}")
    return capitalised(condition) if CLAUSE.match(condition) else f"In {name} ({condition})"


def choice_stem(fact: Fact, name: str) -> str:
    """The stem of a multiple-choice item with this fact as key."""
    beginning = context(fact, name)
    if beginning is None:
        return f"Which of the following is {described(fact, name)}?"
    named = name if name.lower() not in beginning.lower() else None
    if fact.field is Field.TREATMENT:
        hedge = "has been suggested" if fact.hedged else "may be used"
        return f"{beginning}, which treatment {f'for {named} ' if named else ''}{hedge}?"
    return f"{beginning}, which of the following is {described(fact, named)}?"


def card_stem(fact: Fact, name: str, others: list[str], hint: str) -> str:
    """The front of a card with this fact on its back; ``others`` are answers that are not meant."""
    beginning = context(fact, name)
    named = name if beginning is None or name.lower() not in beginning.lower() else None
    besides = f"besides {' and '.join(others)}, " if others else ""
    question = f"{besides}what is {described(fact, named, another=bool(others))}?"
    whole = f"{beginning}, {question}" if beginning else capitalised(question)
    return f"{whole} ({hint})" if hint else whole


def reverse_stem(fact: Fact, findings: str) -> str | None:
    """The question from findings to their condition; None for a field that is no clue to a condition."""
    back = wording_of(fact).back
    return f"Which condition {'is thought to' if fact.hedged else 'can'} {back} {findings}?" if back else None


def _hedge(fact: Fact) -> str:
    return "suggested" if fact.field in {Field.TREATMENT, Field.PREVENTION, Field.DIAGNOSTIC} else "suspected"


def _frequency_adjective(frequency: str) -> str:
    if RARE.search(frequency):
        return "rare"
    if COMMON.search(frequency):
        return "common"
    return "possible" if SOMETIMES.search(frequency) else "recognised"


def _plural(noun: str) -> str:
    first, _, rest = noun.partition(" of ")
    return f"{first}s of {rest}" if rest else f"{noun}s"


def _with_article(phrase: str, *, another: bool) -> str:
    if another:
        return f"another {phrase}"
    return f"{'an' if phrase[0] in 'aeiou' else 'a'} {phrase}"
