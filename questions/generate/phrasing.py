"""Questions in natural English for each field and role, with hedge, frequency and severity kept."""

from __future__ import annotations

import re
from dataclasses import dataclass

from questions.english import capitalised, content_stems, is_plural, joined, squeeze, telling_stems
from questions.generate.sayable import POINTING, reads_as_answer
from questions.model import Fact, Field, Role

INHERITANCE = re.compile(
    r"\b(autosomal|x-linked|dominant|recessive|mitochondrial(?:ly)?) ?|\binherit", re.IGNORECASE
)
SEVERITY = re.compile(
    r"^(?:(?:in|for) )?(?:(?:more|most|very|some|many|the) )*"
    r"((?:very )?(?:mild|moderate|severe|advanced|early|late|acute|chronic|mild to moderate|"
    r"moderate to severe|widespread|untreated|recurrent|persistent|end-stage|refractory|active|"
    r"symptomatic|inherited|acquired|primary|"
    r"secondary|congenital|newborn|infantile|juvenile|adult|resistant|relapsed|metastatic|localized|extensive|"
    r"uncomplicated))"
    r"(?: cases?| disease| forms?| symptoms?| stages?)?(?: of .*)?$",
    re.IGNORECASE,
)
# "For moderate or fistulizing disease", "for chronic variants": what kind of the condition is meant.
FORM = re.compile(
    r"^(?:(?:in|for) )?(?:the )?"
    r"((?!(?:other|some|these|those|such|many|most|all|any|no|underlying|its|their)\b)[\w ,-]+?) "
    r"(?:(cases|forms|(?<=severe )disease|(?<=izing )disease|(?<=active )disease|(?<=advanced )disease)"
    r"|(variants|types|stages))$",
    re.IGNORECASE,
)
CLAUSE = re.compile(
    r"^(in|with|without|if|when|where|despite|following|within|by|through|for|during|after|before|while|until|as|at|among|on|once|because|under|over|unless|except)\b",
    re.IGNORECASE,
)
PEOPLE = re.compile(
    r"^(?:(?:some|most|many|older|young|younger|pregnant|affected|elderly|premature|adult|severely) )*"
    r"(children|women|men|infants|adults|people|babies|patients|boys|girls|males|females|newborns|teenagers|"
    r"adolescents|individuals|athletes|smokers)\b",
    re.IGNORECASE,
)
HAVING = re.compile(
    r"^(?:if|when) (?:you|a person|someone|people|patients) ha(?:ve|s) (\w.{3,})$", re.IGNORECASE
)
LIMITED_PEOPLE = re.compile(r"^(\w+) ((?:who|whose|unfit|at)\b.*)$", re.IGNORECASE)
# Conditions that say no more than that there is a reason.
EMPTY_CONDITION = re.compile(
    r"^(?:(?:if|when|where|as|once) )?"
    r"(?:necessary|needed|possible|present|appropriate|so|indicated|available|required)$"
    r"|^(?:if|when|once) (?:(?:you|they|people) have |there are |the )?(?:signs (?:and|or) )?symptoms?"
    r"(?: (?:do |first |are )?(?:occur|appear|develop|begin|present))?$",
    re.IGNORECASE,
)
# How something is taken is no case in which it is taken.
DOSING = re.compile(
    r"\b(?:daily|by mouth|twice|weekly|doses?|taken|every (?:day|week|month))\b", re.IGNORECASE
)
BROKEN_OFF = re.compile(
    r"[:_]|\b(?:when|if|have|has|had|the|a|an|of|to|and|or|with|develops?|may|can|is|are|normal|begin)$",
    re.IGNORECASE,
)
HAS_TAIL = re.compile(r"[,;]| (?:and|or|with|from|to|by|that|which|who) ")
MAX_CONTEXT_WORDS = 14
PERCENT = re.compile(r"\d+(?:\.\d+)?(?:\s*(?:-|–|to)\s*\d+(?:\.\d+)?)?\s*(?:%|percent)", re.IGNORECASE)
MOST_COMMON = re.compile(r"\bmost (?:common|frequent|often|commonly|frequently)\b", re.IGNORECASE)
RARE = re.compile(
    r"\b(?:rare(?:ly)?|uncommon|unusual|exceptional|seldom|(?:hardly|scarcely) ever|infrequent(?:ly)?"
    r"|very rare)\b",
    re.IGNORECASE,
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
    predicate: str | None = None


WORDINGS: dict[tuple[Field, Role | None], Wording] = {
    (Field.CAUSE, None): Wording(noun="cause", link="of", back="be caused by"),
    (Field.CAUSE, Role.RISK): Wording(noun="risk factor", link="for", back="be made more likely by"),
    (Field.CAUSE, Role.TRIGGER): Wording(noun="trigger", link="of", back="be triggered by"),
    (Field.CAUSE, Role.ASSOCIATION): Wording(
        noun="association", link="of", back="be associated with", predicate="is associated with"
    ),
    (Field.CAUSE, Role.GENETIC): Wording(noun="genetic cause", link="of", back="be caused by"),
    (Field.CAUSE, Role.MECHANISM): Wording(noun="mechanism", link="of"),
    (Field.CAUSE, Role.TRANSMISSION): Wording(noun="route of transmission", link="of"),
    (Field.SYMPTOM, None): Wording(noun="symptom", link="of", back="present with"),
    (Field.COMPLICATION, None): Wording(noun="complication", link="of", back="lead to"),
    (Field.TREATMENT, None): Wording(noun="treatment", link="for", back="be treated with"),
    (Field.PREVENTION, None): Wording(
        noun="preventive measure", link="against", predicate="helps to prevent"
    ),
    (Field.DIAGNOSTIC, None): Wording(noun="test", link="for", predicate="is used to diagnose"),
}
INHERITED = Wording(noun="pattern of inheritance", link="of")
GENES = WORDINGS[Field.CAUSE, Role.GENETIC]
GENE_CHANGE = re.compile(
    r"\b(mutations?|genes?|deletions?|duplications?|translocations?|chromosom\w+|trisomy)\b", re.IGNORECASE
)


# Kinds of causes that may stand among each other's distractors where their own kind has too few: a learner
# who knows that something is no cause of any sort can rule it out.
LOOSELY_ALIKE = frozenset({"cause", "risk factor", "trigger"})


def wording_of(fact: Fact) -> Wording:
    """How to ask about a fact of this field and role."""
    if fact.role is Role.GENETIC and INHERITANCE.search(fact.text):
        return INHERITED
    if fact.field is Field.CAUSE and fact.role is None and GENE_CHANGE.search(fact.text):
        return GENES
    return WORDINGS.get((fact.field, fact.role)) or WORDINGS[fact.field, None]


def kind_of(fact: Fact) -> str:
    """A name equal for facts that answer the same question."""
    return f"{fact.field}/{wording_of(fact).noun}"


def loose_kind_of(fact: Fact) -> str:
    """A name equal for facts that may be each other's distractors."""
    noun = wording_of(fact).noun
    return f"{fact.field}/{'cause' if noun in LOOSELY_ALIKE else noun}"


def described(fact: Fact, name: str | None) -> str:
    """The thing asked for, with its article: "one of the most common symptoms of gout", "a suspected cause
    of gout".

    Without a name the condition is left out, for stems that have named it already.
    """
    wording = wording_of(fact)
    of_name = f" {wording.link} {name}" if name else ""
    frequency = fact.frequency or ""
    if fact.hedged:
        return _with_article(f"{hedge_of(fact)} {wording.noun}{of_name}")
    if MOST_COMMON.search(frequency):
        return f"one of the most common {plural_of(wording.noun)}{of_name}"
    if PERCENT.search(frequency):
        seen = f" seen in {squeeze(PERCENT.search(frequency)[0])} of people with {name}" if name else ""  # type: ignore[index]
        return _with_article(f"{wording.noun}{seen}")
    return _with_article(f"{_frequency_adjective(frequency)} {wording.noun}{of_name}")


def statement(fact: Fact, name: str) -> str:
    """A sentence that says what the fact is: "Gene therapy is a recognised treatment for gout"."""
    text, wording = capitalised(squeeze(fact.text)), wording_of(fact)
    plural = is_plural(fact.text)
    if wording.predicate and not fact.hedged:
        return f"{text} {_agreeing(wording.predicate, plural=plural)} {name}."
    limit = (
        f" ({squeeze(fact.condition)})"
        if fact.condition and context(fact, name) and _has_sayable_context(fact)
        else ""
    )
    return f"{text} {'are' if plural else 'is'} {described(fact, name)}{limit}."


def when(fact: Fact, shown: str = "") -> str:
    """What the article says about when and how often, as a sentence, without what is shown beside it; empty
    where it says nothing more.
    """
    told = [
        f"{label}: {squeeze(said).rstrip('.,;: ')}"
        for label, said in (("When", fact.condition), ("How often", fact.frequency))
        if said and squeeze(said).rstrip(".,;: ").lower() not in squeeze(shown).lower()
    ]
    return f"{'; '.join(told)}." if told else ""


def context(fact: Fact, name: str) -> str | None:
    """The beginning of a stem that keeps the fact's condition: "In severe gout", "In children with gout"."""
    condition = squeeze(fact.condition or "").rstrip(".,; ")
    if not condition or EMPTY_CONDITION.match(condition) or DOSING.search(condition):
        return None
    severity = SEVERITY.match(condition)
    if severity:
        return f"In {severity[1].lower()} {name}"
    form = FORM.match(condition)
    if form and name:
        return f"In {form[1].lower()} {name}" if form[2] else f"In {form[1].lower()} {form[3]} of {name}"
    having = HAVING.match(condition)
    people = (
        f"people with {having[1]}"
        if having
        else re.sub(r"^(?:in|for|among) ", "", condition, flags=re.IGNORECASE)
    )
    limited = LIMITED_PEOPLE.match(people)
    if limited and name:
        return f"In {limited[1].lower()} with {name} {limited[2]}"
    if PEOPLE.match(people):
        return f"In {people[:1].lower()}{people[1:]}" + ("" if " with " in people else f" with {name}")
    if CLAUSE.match(condition):
        return capitalised(condition)
    if name and name.lower() in condition.lower():
        return f"In {condition}"
    return f"For {condition} in {name}" if fact.field is Field.TREATMENT else f"In {name} with {condition}"


def is_askable(fact: Fact) -> bool:
    """Whether a fact and its condition can be said outside their text: no "you" or "this", complete."""
    return _has_sayable_context(fact) and reads_as_answer(fact.text)


def _has_sayable_context(fact: Fact) -> bool:
    beginning = context(fact, "") or ""
    if len(beginning.split()) > MAX_CONTEXT_WORDS or BROKEN_OFF.search(beginning):
        return False
    return not POINTING.search(beginning)


def frequency_of(fact: Fact) -> str:
    """How often, as a question says it: "most common", a percentage, "rare", "common", "possible" or ""."""
    frequency = fact.frequency or ""
    if MOST_COMMON.search(frequency):
        return "most common"
    if share := PERCENT.search(frequency):
        return squeeze(share[0])
    return _frequency_adjective(frequency).replace("recognised", "")


def listed(parts: list[str]) -> str:
    """Findings as a list that cannot be misread: one with a tail of its own stands last, two take semicolons.

    "Iron chelation with deferoxamine and hydroxyurea" would give hydroxyurea to the chelation.
    """
    ordered = sorted(parts, key=lambda part: bool(HAS_TAIL.search(part)))
    if sum(bool(HAS_TAIL.search(part)) for part in parts) < 2:
        return joined(ordered)
    return f"{'; '.join(ordered[:-1])}; and {ordered[-1]}"


def unless_in(beginning: str | None, name: str) -> str | None:
    """The name, or None where the beginning of the stem has it already, be it without an apostrophe."""
    if not beginning:
        return name
    said, telling = beginning.lower().replace("'", ""), telling_stems(name)
    has_it = name.lower().replace("'", "") in said or (telling and telling <= content_stems(said))
    return None if has_it else name


def _agreeing(predicate: str, *, plural: bool) -> str:
    verb, _, rest = predicate.partition(" ")
    return f"{ {'is': 'are', 'helps': 'help'}[verb] if plural else verb } {rest}"


def reverse_stem(fact: Fact, findings: str) -> str | None:
    """The question from findings to their condition; None for a field that is no clue to a condition."""
    if fact.field is Field.DEFINITION:
        return f"Which condition is this: “{findings}”?"
    back = wording_of(fact).back
    return f"Which condition {'is thought to' if fact.hedged else 'can'} {back} {findings}?" if back else None


def hedge_of(fact: Fact) -> str:
    """The adjective of a fact that is not established."""
    return "suggested" if fact.field in {Field.TREATMENT, Field.PREVENTION, Field.DIAGNOSTIC} else "suspected"


def _frequency_adjective(frequency: str) -> str:
    if RARE.search(frequency):
        return "rare"
    if COMMON.search(frequency):
        return "common"
    return "possible" if SOMETIMES.search(frequency) else "recognised"


def plural_of(noun: str) -> str:
    """The plural of a noun phrase: "routes of transmission"."""
    first, _, rest = noun.partition(" of ")
    return f"{first}s of {rest}" if rest else f"{noun}s"


def _with_article(phrase: str) -> str:
    return f"{'an' if phrase[0] in 'aeiou' else 'a'} {phrase}"
