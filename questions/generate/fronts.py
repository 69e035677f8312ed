"""The fronts of cards: for one fact, for two or three, for any two of more, and by what a sentence says."""

from __future__ import annotations

import re
from collections.abc import Sequence

from questions.english import capitalised, squeeze
from questions.generate.phrasing import (
    PERCENT,
    context,
    described,
    frequency_of,
    hedge_of,
    plural_of,
    unless_in,
    wording_of,
)
from questions.model import Fact

MAX_NAMED = 3  # answers that one card asks for in full; of more it asks for any two
ADJECTIVES = frozenset({"most common", "rare", "common", "possible"})
# What a cue by sort is called in a question.
SORTS = {
    "by an operation or procedure": ("operation or procedure", "operations or procedures"),
    "by medicine": ("medicine", "medicines"),
    "by infection": ("infection", "infections"),
}
HEDGED = re.compile(
    r"\b(?:thought|thinks?|suspect\w*|believ\w*|suggest\w*|may|might|could|possibl[ey]|probabl[ey]|appears?"
    r"|seems?|link(?:ed|s)?|unproven|uncertain|unclear)\b",
    re.IGNORECASE,
)


def card_stem(fact: Fact, name: str, cue: str) -> str:
    """The front of a card with this fact on its back.

    ``cue`` says which of many facts is asked for, "concerning the eyes" or a sort; it may be empty.
    """
    beginning, named = _begun(fact, name)
    predicate = wording_of(fact).predicate
    if cue in SORTS:
        question = f"which {SORTS[cue][0]} is {described(fact, named)}?"
    elif cue:
        one_of = "of the " if frequency_of(fact) == "most common" else ""
        things = _asked([fact], named, plural=bool(one_of))
        question = f"which {one_of}{things} {cue.replace('concerning', 'concerns')}?"
    elif predicate and not fact.hedged:
        question = f"what {predicate} {named or 'it'}?"
    else:
        question = f"what is {described(fact, named)}?"
    return _after(beginning, question)


def example_stem(facts: Sequence[Fact], name: str) -> str:
    """The front of a card that asks for the examples of a broader fact, or for any two of many."""
    beginning, named = _begun(facts[0], name)
    parent = squeeze(facts[0].example_of or "")
    if len(facts) > 1:
        return _after(
            beginning,
            f"name {_count(facts)} examples of {parent} among the {_asked(facts, named, plural=True)}.",
        )
    predicate = wording_of(facts[0]).predicate
    if predicate and not facts[0].hedged:
        return _after(beginning, f"which example of {parent} {predicate} {named or 'it'}?")
    return _after(beginning, f"which example of {parent} is {described(facts[0], named)}?")


def group_stem(facts: Sequence[Fact], name: str, cue: str, *, more: bool = False) -> str:
    """The front of a card that asks for two or three facts like these, or for any two of more."""
    beginning, named = _begun(facts[0], name)
    things = _asked(facts, named, plural=True)
    if cue in SORTS:
        request = f"name {_count(facts, more=more)} {SORTS[cue][1]} among the {things}."
    else:
        the = "of the " if things.startswith("most common") else ""
        request = f"name {_count(facts, more=more)} {the}{things}{f' {cue}' if cue else ''}."
    return _after(beginning, request)


def told_stem(fact: Fact, name: str, said: str, *, plural: bool, limit: str | None) -> str:
    """The front of a card that asks by what the sentence says: "Which test for gout shows crystals?".

    ``limit`` is the beginning that the sentence has lost, "In severe gout"; None where it has none.
    """
    wording = wording_of(fact)
    noun = plural_of(wording.noun) if plural else wording.noun
    hedge = f"{hedge_of(fact)} " if fact.hedged and not HEDGED.search(said) else ""
    named = unless_in(limit, name)
    of_name = f" {wording.link} {named}" if named else ""
    return _after(limit, f"which {hedge}{noun}{of_name} {said}?")


def _begun(fact: Fact, name: str) -> tuple[str | None, str | None]:
    """The beginning that keeps a fact's condition, and the name where the beginning has it not yet."""
    beginning = context(fact, name)
    return beginning, unless_in(beginning, name)


def _after(beginning: str | None, question: str) -> str:
    return f"{beginning}, {question}" if beginning else capitalised(question)


def _count(facts: Sequence[Fact], *, more: bool = False) -> str:
    return "three" if len(facts) == MAX_NAMED and not more else "two"


def _asked(facts: Sequence[Fact], name: str | None, *, plural: bool) -> str:
    """What the facts are, with the hedge and the frequency that all share: "rare symptoms of gout"."""
    wording = wording_of(facts[0])
    noun = plural_of(wording.noun) if plural else wording.noun
    labels = {frequency_of(fact) for fact in facts}
    label = labels.pop() if len(labels) == 1 else ""
    if PERCENT.fullmatch(label):
        return f"{noun} seen in {label} of people{f' with {name}' if name else ''}"
    adjective = f"{label} " if label in ADJECTIVES else ""
    hedge = f"{hedge_of(facts[0])} " if facts[0].hedged else ""
    return f"{hedge or adjective}{noun}{f' {wording.link} {name}' if name else ''}"
