"""What goes with a finding: whoever is jaundiced may have dark urine, though the article does not say so."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from questions.generate.occurrence import FOLDER, Thing, things_in
from questions.model import Fact, Field

FINDINGS = frozenset({Field.SYMPTOM, Field.COMPLICATION})


def entailed_by(facts: Iterable[Fact]) -> frozenset[Thing]:
    """The findings that go with those which the facts affirm."""
    named = {
        thing
        for fact in facts
        if fact.field in FINDINGS and not fact.negated
        for thing in things_in(fact.field, fact.text)
    }
    return frozenset().union(*(_table().get(thing, frozenset()) for thing in named))


@cache
def _table() -> dict[Thing, frozenset[Thing]]:
    found: dict[Thing, frozenset[Thing]] = {}
    for first, then in wordings():
        entailed = frozenset(thing for text in then for thing in things_in(Field.SYMPTOM, text))
        for text in first:
            for thing in things_in(Field.SYMPTOM, text):
                found[thing] = found.get(thing, frozenset()) | entailed
    return found


def wordings() -> list[tuple[list[str], list[str]]]:
    """The lines of the table: wordings of findings, and of what goes with them."""
    lines = (FOLDER / "entailed.txt").read_text(encoding="utf-8").splitlines()
    sides = [line.split("|") for line in lines if not line.startswith("#")]
    return [
        ([one.strip() for one in first.split(",")], [one.strip() for one in then.split(",")])
        for first, then in sides
    ]
