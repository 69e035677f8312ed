"""What a sentence denies, stops, or says of another disease is never told as a fact that holds."""

from __future__ import annotations

import pytest

from questions.article import read_article
from questions.facts import extract_facts
from questions.model import Fact, Field


def facts_in(heading: str, body: str, title: str = "Gout") -> list[Fact]:
    data = f"{title}\n\n## {heading}\n\n{body}\n".encode()
    found = extract_facts(read_article(data, id="a", name="a.txt")).facts
    return [fact for fact in found if fact.field is not Field.DEFINITION]


def told(facts: list[Fact]) -> list[str]:
    return [fact.text for fact in facts if not fact.negated]


@pytest.mark.parametrize(
    "predicate",
    [
        "is stopped",
        "is withdrawn at once",
        "should not be taken",
        "is best avoided",
        "is no longer used",
        "has been abandoned",
        "is inferior to prednisone",
        "is of no proven value",
        "has no place",
        "has little effect",
        "is discouraged",
        "is withheld",
        "relieves pain but worsens the outcome at one year and is not recommended",
    ],
)
def test_a_means_that_is_stopped_or_of_no_use_is_a_negated_treatment(predicate: str) -> None:
    facts = facts_in("Treatment", f"Lithium {predicate}.")

    assert [(fact.text, fact.negated) for fact in facts] == [("Lithium", True)]


@pytest.mark.parametrize("predicate", ["does little for the pain", "is unsafe", "is harmful"])
def test_a_means_that_harms_is_not_given(predicate: str) -> None:
    assert told(facts_in("Treatment", f"Lithium {predicate}.")) == []


def test_a_means_that_is_stopped_in_time_is_not_advised_against() -> None:
    assert facts_in("Treatment", "Prednisone is stopped after a month.") == []


def test_a_means_not_recommended_for_some_is_recommended() -> None:
    facts = facts_in("Treatment", "Colchicine relieves pain but is not recommended in renal failure.")

    assert told(facts) == ["Colchicine"]


@pytest.mark.parametrize(
    "body",
    [
        "Fever is lacking.",
        "The face is spared, and fever is not a feature.",
        "Fever argues against it.",
        "Weight loss points away from the diagnosis.",
        "Joint swelling suggests another diagnosis.",
        "Numbness in the fingers is not a feature and suggests nerve entrapment.",
        "Unlike arthritis, gout does not produce weakness.",
        "In rheumatoid arthritis, joint swelling is common instead.",
        "Small lesions are usually asymptomatic.",
    ],
)
def test_a_finding_that_is_missing_or_another_disease_s_is_not_told(body: str) -> None:
    assert told(facts_in("Symptoms", body)) == []


def test_what_those_whom_something_does_not_help_need_is_no_denial() -> None:
    facts = facts_in("Treatment", "Those that do not respond to vitamins require blood transfusion.")

    assert told(facts) == ["blood transfusion"]


def test_an_invisible_mark_is_no_part_of_a_fact() -> None:
    facts = facts_in("Symptoms", "Symptoms include \u200efever and back\u200e pain.")

    assert [fact.text for fact in facts] == ["fever", "back pain"]


@pytest.mark.parametrize(
    "body",
    [
        "Stones, the great majority in the West, form when bile is supersaturated.",
        "The cause is a virus, nonenveloped in stool.",
        "Gout is caused by one rod; O1 and, less often, O139 carry the epidemics.",
    ],
)
def test_a_verb_or_an_adjective_is_no_cause(body: str) -> None:
    assert not {"form when bile", "nonenveloped in stool", "O139 carry the epidemics"} & set(
        told(facts_in("Causes", body))
    )
