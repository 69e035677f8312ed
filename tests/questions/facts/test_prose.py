"""Sentences as a careful author writes them: asides, lead-ins, concessions, headings run into the text."""

from __future__ import annotations

import pytest

from questions.article import read_article
from questions.facts import extract_facts
from questions.model import Fact, Field


def facts_in(heading: str, body: str, title: str = "Gout") -> list[Fact]:
    data = f"{title}\n\n## {heading}\n\n{body}\n".encode()
    found = extract_facts(read_article(data, id="a", name="a.txt")).facts
    return [fact for fact in found if fact.field is not Field.DEFINITION]


def texts(facts: list[Fact]) -> list[str]:
    return [fact.text for fact in facts]


@pytest.mark.parametrize(
    ("heading", "body", "expected"),
    [
        (
            "Symptoms",
            "Agoraphobia, the avoidance of crowds, buses and queues, develops in a third.",
            ["Agoraphobia"],
        ),
        (
            "Treatment",
            "In blocked cases, a surgically implanted tube, called a shunt, is often used.",
            ["surgically implanted tube"],
        ),
        ("Treatment", "Ethanol infusion, by vein or mouth, is the alternative.", ["Ethanol infusion"]),
        ("Treatment", "Baloxavir, an inhibitor of the endonuclease, is an alternative.", ["Baloxavir"]),
    ],
)
def test_an_aside_is_no_fact_of_its_own(heading: str, body: str, expected: list[str]) -> None:
    assert texts(facts_in(heading, body)) == expected


def test_a_concession_states_facts_as_well() -> None:
    body = "Although bronchial damage is considered to play a role, many people had no infection."

    assert texts(facts_in("Causes", body)) == ["bronchial damage"]


def test_a_heading_that_ran_into_a_sentence_is_passed_over() -> None:
    body = "Other Signs and Symptoms During the acute phase, your child also may have a sore throat."

    assert texts(facts_in("Symptoms", body)) == ["sore throat"]


def test_what_makes_it_worse_is_advised_against() -> None:
    facts = facts_in("Treatment", "Hot baths and harsh soaps make the itch worse.")

    assert {fact.text: fact.negated for fact in facts} == {"Hot baths": True, "harsh soaps": True}


def test_a_list_of_goals_gives_the_means_and_not_the_goals() -> None:
    goals = "- Prevent blood clots\n- Treat high cholesterol with statins."
    body = f"Your doctor may prescribe medicines to:\n\n{goals}"

    assert texts(facts_in("Treatment", body)) == ["statins"]


def test_a_lists_member_ends_where_its_explanation_starts() -> None:
    body = "Medicines include: Propranolol, a drug that blocks adrenaline Primidone, a drug that calms nerves"

    assert texts(facts_in("Treatment", body)) == ["Propranolol", "Primidone"]


def test_a_condition_is_known_by_its_dotted_initials() -> None:
    facts = facts_in("Symptoms", "Signs of P.A.D. include weak pulses.", title="Peripheral artery disease")

    assert texts(facts) == ["weak pulses"]


def test_two_verbs_with_one_object_are_not_parted() -> None:
    assert texts(facts_in("Treatment", "Draining or removing the fluid may be needed.")) == [
        "Draining or removing the fluid"
    ]


@pytest.mark.parametrize(
    ("heading", "body", "expected"),
    [
        (
            "Treatment",
            "It is treated with L-carnitine, a natural substance which helps cells.",
            ["L-carnitine"],
        ),
        ("Treatment", "Surgery is done to treat\n\n- fistulas\n- bowel obstructions", []),
        ("Treatment", "Abnormally slow heart rates are treated with pacemakers.", ["pacemakers"]),
        ("Treatment", "People who have stable angina may be advised to rest.", []),
        ("Symptoms", "Findings include pallor and hepatosplenomegaly.", ["pallor", "hepatosplenomegaly"]),
    ],
)
def test_what_only_stands_near_a_fact_is_none(heading: str, body: str, expected: list[str]) -> None:
    assert texts(facts_in(heading, body)) == expected


@pytest.mark.parametrize(
    "body", ["Koplik spots are absent.", "Fever is usually absent.", "Lymph nodes are seldom enlarged."]
)
def test_a_finding_that_is_missing_is_none(body: str) -> None:
    assert facts_in("Symptoms", body) == []


def test_two_drugs_of_one_course_are_two_facts_and_two_forms_of_one_drug_are_not() -> None:
    body = "A course of prednisone or dexamethasone may help. Steroid skin creams or ointments may help."

    assert texts(facts_in("Treatment", body)) == [
        "course of prednisone",
        "dexamethasone",
        "Steroid skin creams or ointments",
    ]
