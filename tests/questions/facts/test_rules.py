"""Each rule is data with an example: the rule speaks in it, and it yields what the rule says."""

from __future__ import annotations

import pytest

from questions.facts.claims import Context
from questions.facts.extraction import facts_of
from questions.facts.masking import masked
from questions.facts.matching import find_rules
from questions.facts.passages import Passage
from questions.facts.rule import Rule
from questions.facts.rules import RULES
from questions.facts.sentences import Span
from questions.facts.subjects import Subject
from questions.headings import Topic
from questions.library import FOLDER
from questions.model import Field

ARTICLES = sorted(FOLDER.rglob("*.txt"))[::4]
SUBJECT = Subject("Kissing spine, gout, kidney stone, adhesions, tumor", "")


def section_of(rule: Rule) -> Field | None:
    """A section where the rule may speak, one with a heading where there is a choice."""
    return max(rule.sections, key=lambda field: field or "", default=rule.field)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.field.value}: {rule.name}")
def test_a_rule_gives_what_its_example_promises(rule: Rule) -> None:
    context = Context(text=rule.example, subject=SUBJECT, topic=Topic(field=section_of(rule)))

    speaking = [found.rule for found in find_rules(masked(rule.example), section_of(rule), SUBJECT)]
    facts = facts_of(Passage(sentence=Span(0, len(rule.example))), context)

    assert rule in speaking
    assert tuple(fact.text for fact in facts if fact.field is rule.field) == rule.gives


def test_no_two_rules_of_a_field_share_a_name() -> None:
    names = [(rule.field, rule.name) for rule in RULES]

    assert len(names) == len(set(names))


def test_no_rule_fits_a_sentence_that_lacks_its_words() -> None:
    rules = [rule for rule in RULES if rule.words]
    told = [masked(sentence) for path in ARTICLES for sentence in path.read_text("utf-8").split(". ")]

    missed = [
        (rule.name, sentence)
        for sentence in told
        for rule in rules
        if not rule.may_speak(sentence.lower()) and rule.compiled.search(sentence)
    ]

    assert missed == []
