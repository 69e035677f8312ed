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


@pytest.mark.parametrize(
    "item",
    [
        "lithium: not effective",
        "Lithium: contraindicated",
        "Lithium is not routinely indicated",
        "Lithium is not needed",
        "Lithium (not recommended)",
        "Avoid lithium",
    ],
)
def test_a_denied_member_of_a_list_of_treatments_is_negated(item: str) -> None:
    facts = facts_in("Treatment", f"- rest\n- {item}\n")

    assert [(fact.text.lower(), fact.negated) for fact in facts] == [("rest", False), ("lithium", True)]


@pytest.mark.parametrize(
    "item",
    ["Oxygen, if rest is not effective", "Oxygen: not all people need it", "Oxygen: not used in children"],
)
def test_a_denial_of_something_else_in_a_member_negates_nothing(item: str) -> None:
    assert told(facts_in("Treatment", f"- rest\n- {item}\n")) == ["rest", "Oxygen"]


def test_a_habit_to_leave_is_a_measure() -> None:
    assert told(facts_in("Treatment", "- rest\n- avoid fasting\n- Avoid hot baths\n")) == [
        "rest",
        "avoid fasting",
        "Avoid hot baths",
    ]


@pytest.mark.parametrize("item", ["rash (absent)", "rash: never", "Avoid alcohol", "rash is not a feature"])
def test_a_denied_finding_or_an_order_among_findings_is_no_finding(item: str) -> None:
    assert [fact.text for fact in facts_in("Symptoms", f"- fever\n- {item}\n")] == ["fever"]


def test_what_people_are_said_to_avoid_is_a_finding() -> None:
    facts = facts_in("Symptoms", "A person may:\n\n- avoid crowds\n- have tremors\n")

    assert told(facts) == ["avoid crowds", "tremors"]


@pytest.mark.parametrize(
    ("heading", "body"),
    [
        ("Causes", "Blood transfusion plays no part."),
        ("Causes", "It was once believed that stress causes gout, but this has been disproved."),
        ("Causes", "It was once thought that stress causes gout."),
        ("Treatment", "Hardly anyone needs plasma exchange."),
        ("Treatment", "Corticosteroids are not routinely indicated."),
        ("Complications", "Hypercalcemia is a cause, hypocalcemia a consequence."),
    ],
)
def test_what_has_no_part_or_is_disproved_is_not_told(heading: str, body: str) -> None:
    assert told(facts_in(heading, body)) == []


def test_what_was_once_thought_of_something_else_denies_no_cause() -> None:
    body = "Though it was once considered rare, alcohol plays a role."

    assert told(facts_in("Causes", body)) == ["alcohol"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Patients seldom have a rash.", [("rash", "seldom")]),
        ("Fever is uncommon.", [("Fever", "uncommon")]),
        ("Encephalopathy is exceptional.", [("Encephalopathy", "exceptional")]),
        ("Grey Turner sign is seldom seen.", [("Grey Turner sign", "seldom")]),
        ("Rash is common, but fever is rare.", [("Rash", None), ("fever", "rare")]),
        ("Fever is not uncommon.", []),
        ("- joint pain is uncommon\n- fever\n", [("joint pain", "uncommon"), ("fever", None)]),
        ("Tremor points to hyperthyroidism.", []),
    ],
)
def test_a_finding_that_is_rare_is_told_as_rare(body: str, expected: list[tuple[str, str | None]]) -> None:
    assert [(fact.text, fact.frequency) for fact in facts_in("Symptoms", body)] == expected
