"""Sentences and lists to facts, each wording on its own."""

from __future__ import annotations

import pytest

from questions.article import read_article
from questions.facts import extract_facts
from questions.model import Fact, Field, Role


def facts_in(heading: str, body: str, title: str = "Gout") -> list[Fact]:
    data = f"{title}\n\n## {heading}\n\n{body}\n".encode()
    found = extract_facts(read_article(data, id="a", name="a.txt")).facts
    return [fact for fact in found if fact.field is not Field.DEFINITION]


def texts(facts: list[Fact]) -> list[str]:
    return [fact.text for fact in facts]


@pytest.mark.parametrize(
    ("heading", "body", "expected"),
    [
        ("Causes", "Gout is caused by obesity and alcohol.", ["obesity", "alcohol"]),
        ("Causes", "Gout may be caused by infections, such as hepatitis C.", ["infections", "hepatitis C"]),
        (
            "Symptoms",
            "Symptoms include numbness or tingling in the feet.",
            ["numbness or tingling in the feet"],
        ),
        ("Symptoms", "Symptoms include nausea and vomiting.", ["nausea", "vomiting"]),
        ("Symptoms", "Symptoms include sharp, stabbing pain and fever.", ["sharp, stabbing pain", "fever"]),
        (
            "Symptoms",
            "Symptoms include: Headache Nausea and vomiting Drowsiness",
            ["Headache", "Nausea", "vomiting", "Drowsiness"],
        ),
        (
            "Symptoms",
            "Symptoms include\n\n- fever\n- joint pain at night\n",
            ["fever", "joint pain at night"],
        ),
        ("Symptoms", "Symptoms include\n\n- fever - chills - rash", ["fever", "chills", "rash"]),
        ("Treatment", "Gout is treated with colchicine to relieve pain and swelling.", ["colchicine"]),
        (
            "Treatment",
            "Treatment includes allopurinol (Zyloprim) for people with frequent attacks.",
            ["allopurinol (Zyloprim)"],
        ),
        ("Treatment", "Treatment includes allopurinol (a drug that lowers uric acid).", ["allopurinol"]),
        (
            "Treatment",
            "Your doctor may recommend:\n\nExtra oxygen, if needed.\n\nA lung transplant.\n",
            ["Extra oxygen", "lung transplant"],
        ),
        ("Diagnosis", "Gout is diagnosed by x-rays and blood tests.", ["x-rays", "blood tests"]),
        ("Prevention", "Drinking water can help prevent gout.", ["Drinking water"]),
    ],
)
def test_a_wording_gives_its_facts(heading: str, body: str, expected: list[str]) -> None:
    assert texts(facts_in(heading, body)) == expected


def test_facts_behind_an_unknown_cause_are_read() -> None:
    facts = facts_in(
        "Causes", "Though the cause is unknown, smoking is thought to increase the risk of gout."
    )

    assert [(fact.text, fact.role, fact.hedged) for fact in facts] == [("smoking", Role.RISK, True)]


def test_what_is_not_needed_is_a_negated_fact() -> None:
    facts = facts_in("Treatment", "Chemotherapy is rarely needed.")

    assert [(fact.text, fact.negated) for fact in facts] == [("Chemotherapy", True)]


def test_examples_name_their_parent() -> None:
    facts = facts_in(
        "Causes", "It can be caused by changes in the spine that occur with age, such as arthritis."
    )

    assert [(fact.text, fact.example_of) for fact in facts] == [
        ("changes in the spine", None),
        ("arthritis", "changes in the spine"),
    ]


def test_severity_and_frequency_stay_with_the_fact() -> None:
    severe = facts_in("Treatment", "In more severe cases, surgery may be necessary to relieve pressure.")
    common = facts_in("Symptoms", "The most common symptom of gout is joint pain.")

    assert [(fact.text, fact.condition) for fact in severe] == [("surgery", "severe cases")]
    assert [(fact.text, fact.frequency) for fact in common] == [("joint pain", "most common")]


def test_causes_under_risk_factors_are_risks() -> None:
    facts = facts_in("Risk factors", "Risk factors include:\n\n- obesity\n- a family history of gout\n")

    assert [(fact.text, fact.role) for fact in facts] == [
        ("obesity", Role.RISK),
        ("family history of gout", Role.RISK),
    ]


def test_another_clause_gives_no_condition() -> None:
    [avoided] = facts_in("Treatment", "Valproate is effective, and it is avoided in girls.")
    first, _ = facts_in(
        "Treatment",
        "A proton pump inhibitor such as omeprazole is first-line, and the lowest amount is continued if "
        "symptoms return.",
    )

    assert avoided.condition is None
    assert first.condition is None


def test_denied_features_are_negated_and_a_suspected_diagnosis_is_no_hedge() -> None:
    denied = facts_in("Symptoms", "Fever and neck stiffness are not features.")
    [aspirin] = facts_in("Treatment", "Aspirin is given as soon as the diagnosis is suspected.")

    assert [fact.negated for fact in denied] == [True, True]
    assert not aspirin.hedged


@pytest.mark.parametrize(
    ("body", "condition"),
    [
        ("In the chronic variants, folic acid is useful.", "chronic variants"),
        ("For acute stroke, exchange transfusion is used.", "For acute stroke"),
        ("Botulinum toxin is used for chronic gout only.", "chronic gout"),
        ("Folic acid is used in patients who are not transfused.", "patients who are not transfused"),
        ("Nitrates are added when attacks continue.", "when attacks continue"),
        ("Splenectomy is recommended after repeated attacks.", "after repeated attacks"),
        ("The main treatment for people who have CF is exercise.", None),
        ("In addition, ice is used.", None),
        ("In most cases, ice is used.", None),
    ],
)
def test_cases_named_before_or_after_the_treatment_are_its_condition(
    body: str, condition: str | None
) -> None:
    [treatment] = facts_in("Treatment", body)

    assert treatment.condition == condition


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "Gout may be caused by certain medicines (such as diuretics or aspirin).",
            [("diuretics", None), ("aspirin", None)],
        ),
        (
            "Gout may be caused by beta-blockers (e.g. propranolol) and alcohol.",
            [("beta-blockers", None), ("propranolol", "beta-blockers"), ("alcohol", None)],
        ),
    ],
)
def test_examples_in_brackets_are_facts(body: str, expected: list[tuple[str, str | None]]) -> None:
    assert [(fact.text, fact.example_of) for fact in facts_in("Causes", body)] == expected


@pytest.mark.parametrize(
    ("heading", "body", "denied"),
    [
        ("Treatment", "Surgery such as lipectomy is not recommended.", ["Surgery", "lipectomy"]),
        ("Treatment", "Aspirin, which is usually given for pain, is ineffective in gout.", ["Aspirin"]),
        ("Treatment", "Antibiotics and opioids are of no use.", ["Antibiotics", "opioids"]),
        ("Treatment", "To date, liver transplantation has not been used in gout.", ["liver transplantation"]),
        ("Treatment", "Doctors do not treat gout with antibiotics.", ["antibiotics"]),
        ("Diagnosis", "A radionuclide scan is not needed.", ["radionuclide scan"]),
    ],
)
def test_a_denial_around_the_words_of_a_rule_is_seen(heading: str, body: str, denied: list[str]) -> None:
    facts = facts_in(heading, body)

    assert texts(facts) == denied
    assert all(fact.negated for fact in facts)


def test_a_reason_against_another_thing_denies_nothing() -> None:
    facts = facts_in("Treatment", "Colchicine is given if aspirin is contraindicated.")

    assert [(fact.text, fact.negated) for fact in facts] == [("Colchicine", False)]


@pytest.mark.parametrize(
    "body",
    [
        "Gout may be caused by a mutation in the URAT1 gene.",
        "Gout has been associated with mutations in the URAT1 gene.",
        "Mutations in the URAT1 gene are thought to cause gout.",
    ],
)
def test_a_gene_is_a_genetic_cause_however_it_is_named(body: str) -> None:
    assert [fact.role for fact in facts_in("Causes", body)] == [Role.GENETIC]


def test_each_clause_of_a_sentence_is_read_by_itself() -> None:
    facts = facts_in("Treatment", "Rest helps most people, and in severe cases surgery is needed.")

    assert [(fact.text, fact.condition) for fact in facts] == [("Rest", None), ("surgery", "severe cases")]


def test_a_heading_that_ran_into_its_sentence_is_passed_over() -> None:
    facts = facts_in("Causes", "Stress Stress may cause gout.")

    assert texts(facts) == ["Stress"]


def test_an_abbreviation_of_something_else_is_no_name_of_the_condition() -> None:
    facts = facts_in("Treatment", "Treatment includes proton pump inhibitors (PPIs).\n\nPPIs may help.")

    assert "PPIs" in texts(facts)


def test_a_list_without_marks_ends_at_a_statement() -> None:
    body = (
        "Risk factors include: Obesity Smoking Factors that may lower the risk include fruit and vegetables"
    )

    assert texts(facts_in("Causes", body)) == ["Obesity", "Smoking"]


def test_a_clause_says_how_it_comes_about() -> None:
    facts = facts_in(
        "Causes", "Gout occurs when the kidneys cannot remove uric acid, which then forms crystals."
    )

    assert [(fact.text, fact.role) for fact in facts] == [("kidneys cannot remove uric acid", Role.MECHANISM)]


def test_an_ing_word_alone_is_a_symptom() -> None:
    assert texts(facts_in("Symptoms", "Symptoms include pain, tingling, and numbness.")) == [
        "pain",
        "tingling",
        "numbness",
    ]


def test_three_or_more_in_a_section_on_causes_are_causes_whatever_their_verb() -> None:
    assert texts(facts_in("Causes", "Mumps, rubella and parvovirus can lower the count for a while.")) == [
        "Mumps",
        "rubella",
        "parvovirus",
    ]
    assert facts_in("Causes", "Mumps and rubella can lower the count for a while.") == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Two doses of the vaccine lower the number of cases.", ["Two doses of the vaccine"]),
        ("Live vaccines are not recommended.", ["Live vaccines"]),
    ],
)
def test_a_section_on_prevention_needs_no_name_of_the_condition(body: str, expected: list[str]) -> None:
    assert texts(facts_in("Prevention", body)) == expected


def test_what_is_done_where_possible_is_not_doubted() -> None:
    facts = facts_in("Treatment", "Valve repair is preferred when possible.")

    assert [(fact.text, fact.hedged) for fact in facts] == [("Valve repair", False)]


def test_words_glued_by_a_lost_dash_are_cut_off() -> None:
    assert texts(facts_in("Treatment", "Treatment includes chemotherapymedications to shrink tumors.")) == [
        "chemotherapy"
    ]


def test_both_joins_two_facts() -> None:
    assert texts(facts_in("Treatment", "Gout is treated with both heparin and warfarin.")) == [
        "heparin",
        "warfarin",
    ]
