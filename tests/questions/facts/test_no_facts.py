"""Wordings that give no fact, or fewer than they seem to."""

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
    ("heading", "body"),
    [
        ("Causes", "The cause of gout is unknown."),
        ("Causes", "Uric acid results from the breakdown of purines."),
        ("Symptoms", "Symptoms of MEN1 include kidney stones, diabetes, and fractures."),
        ("Symptoms", "Many people with gout have no symptoms."),
        ("Treatment", "There is no cure for gout."),
        ("Treatment", "The goals of treatment include: Reducing pain Preventing attacks"),
        ("Treatment", "For more information about surgery, please click here."),
        ("Treatment", "Side effects of colchicine include nausea and diarrhea."),
        ("Symptoms", 'See also: NHS, "Gout"; symptoms include fever.'),
    ],
)
def test_what_says_nothing_of_the_condition_gives_no_fact(heading: str, body: str) -> None:
    assert facts_in(heading, body) == []


@pytest.mark.parametrize(
    ("heading", "body", "expected"),
    [
        ("Causes", "Gout is triggered by cold and emotional stress.", ["cold", "emotional stress"]),
        ("Causes", "Risk factors are broken or inflamed skin and beer.", ["broken or inflamed skin", "beer"]),
        (
            "Causes",
            "Gout results from defects of spectrin, ankyrin, band 3 or protein 4.2.",
            ["defects of spectrin, ankyrin, band 3 or protein 4.2"],
        ),
        ("Symptoms", "Finger webs and the backs of the hands may be affected.", []),
        ("Symptoms", "Pain, worst on waking, and stiffness are common.", ["Pain", "stiffness"]),
        ("Diagnosis", "It is often detected by chance on a chest film.", []),
        ("Causes", "Cold and infection can trigger a painful crisis.", []),
        ("Causes", "Obesity and anxiety are risk factors for a chronic course.", []),
        ("Causes", "Smoking raises the risk of ischemic stroke.", []),
        ("Causes", "Smoking raises the risk of gout.", ["Smoking"]),
        ("Diagnosis", "T2* MRI measures the iron load of the heart.", []),
    ],
)
def test_what_is_no_fact_of_the_condition_is_not_taken(heading: str, body: str, expected: list[str]) -> None:
    assert texts(facts_in(heading, body)) == expected


def test_a_missing_mutation_is_no_fact() -> None:
    assert (
        facts_in("Causes", "Some people with gout do not have identified mutations in the URAT1 gene.") == []
    )


@pytest.mark.parametrize(
    ("heading", "body"),
    [
        ("Symptoms", "How would you describe your dizziness?"),
        ("Treatment", "Smoking raises your risk of gout."),
        ("Treatment", "The cough commonly settles."),
        ("Symptoms", "The pain may last an hour."),
        ("Causes", "The HESX1 gene plays a role in embryonic development."),
        ("Causes", "Several theories have been proposed."),
    ],
)
def test_questions_anaphora_and_foreign_roles_are_no_facts(heading: str, body: str) -> None:
    assert facts_in(heading, body) == []


def test_how_a_word_is_said_is_no_part_of_a_fact() -> None:
    assert texts(facts_in("Symptoms", "Symptoms include emphysema (em-fi-SE-ma).")) == ["emphysema"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Treatment with laronidase can improve problems with breathing, growth and bones.", ["laronidase"]),
        ("Gout is treated with antibiotics right away.", ["antibiotics"]),
        ("A needle is used to insert the line.", []),
        ("Follow-up tests may be needed.", []),
        (
            "Gout is treated by replacing, or substituting, the hormones that the glands are not making.",
            ["hormones that the glands are not making"],
        ),
    ],
)
def test_steps_tests_and_problems_are_no_treatments(body: str, expected: list[str]) -> None:
    assert texts(facts_in("Treatment", body)) == expected


def test_what_explains_the_member_before_it_is_no_fact() -> None:
    facts = facts_in(
        "Causes", "Gout is caused by a lack of uricase, an enzyme in the liver that breaks down purines."
    )

    assert texts(facts) == ["lack of uricase"]


def test_examples_of_what_is_avoided_are_no_treatments() -> None:
    facts = facts_in("Treatment", "Treatment includes avoiding irritants such as alcohol and tobacco.")

    assert texts(facts) == ["avoiding irritants"]


def test_foods_that_contain_something_are_no_treatments() -> None:
    body = "Some drinks also contain high amounts of phosphorus, including\\n\\n- beer\\n- cheese\\n"

    assert facts_in("Treatment", body) == []


@pytest.mark.parametrize(
    "body",
    [
        "If your child has fever or a rash, contact his or her doctor.",
        "Research shows that more studies are needed.",
    ],
)
def test_what_is_only_supposed_is_no_symptom(body: str) -> None:
    assert facts_in("Symptoms", body) == []


def test_a_condition_that_is_defined_is_not_the_articles_own() -> None:
    body = "Gout is a disease of the joints.\n\nEclampsia is a serious condition that causes seizures."

    assert facts_in("Symptoms", body) == []


@pytest.mark.parametrize(
    ("heading", "body", "expected"),
    [
        ("Causes", "A study by Adams (2007) showed that a variant of a gene raises the risk of gout.", []),
        ("Causes", "Not all cases of gout are related to obesity.", []),
        (
            "Causes",
            "European descent and obesity are risk factors for gout.",
            ["European descent", "obesity"],
        ),
        (
            "Causes",
            "Risk factors for gout include European, elderly, obesity and smoking.",
            ["obesity", "smoking"],
        ),
        ("Causes", "Gout is caused by a gene mutation, or defect.", ["gene mutation"]),
        ("Treatment", "Proton therapy is a type of external radiation.", []),
        ("Treatment", "You may need treatment only if you have surgery or an accident.", []),
        ("Treatment", "It is important to follow directions carefully.", []),
        ("Treatment", "Surgery is used when the stone cannot be removed by lithotripsy.", ["Surgery"]),
        ("Treatment", "Researchers have tested many drugs, including steroids and interferon.", []),
        ("Treatment", "People should discuss the use of supplements with a doctor.", []),
        ("Prevention", "You can take steps to prevent gout.", []),
        ("Prevention", "Live vaccines are postponed during treatment.", []),
    ],
)
def test_what_looks_like_a_new_wording_is_none(heading: str, body: str, expected: list[str]) -> None:
    assert texts(facts_in(heading, body)) == expected


@pytest.mark.parametrize(
    "body",
    [
        "Symptoms include wasting, discharge and increased retraction.",
        "Rest tremor, like pill rolling, starts on one side.",
        "Growth and development may be affected.",
    ],
)
def test_a_word_that_lost_its_object_is_no_finding(body: str) -> None:
    lost = {"wasting", "discharge", "increased retraction", "pill rolling", "growth", "development"}

    assert not lost & {text.lower() for text in texts(facts_in("Symptoms", body))}


def test_a_feeling_that_explains_a_finding_is_no_second_one() -> None:
    facts = facts_in("Symptoms", "Symptoms include fever. Patients may have fatigue, or feeling tired.")

    assert texts(facts) == ["fever", "fatigue"]
