"""How far a qualifier, a shared word or a field reaches within one sentence."""

from __future__ import annotations

import pytest

from questions.article import read_article
from questions.facts import extract_facts
from questions.facts.coordination import members
from questions.facts.masking import masked
from questions.facts.unmarked import without_run_in
from questions.model import Fact, Field


def facts_in(heading: str, body: str) -> list[Fact]:
    data = f"Gout\n\n## {heading}\n\n{body}\n".encode()
    return list(extract_facts(read_article(data, id="a", name="a.txt")).facts)


def told(heading: str, body: str) -> list[str]:
    return [fact.text for fact in facts_in(heading, body)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "bright red blood in the stools or black, tarry-looking stools",
            ["bright red blood in the stools", "black, tarry-looking stools"],
        ),
        (
            "low levels of protein, and prolonged clotting time",
            ["low levels of protein", "prolonged clotting time"],
        ),
        (
            "changes in heart rate and blood pressure, and fear, or panic",
            ["changes in heart rate and blood pressure", "fear", "panic"],
        ),
        ("failure to thrive, and poor muscle tone", ["failure to thrive", "poor muscle tone"]),
        ("fever,chills, and rash", ["fever", "chills", "rash"]),
        ("difficulty swallowing both solids and liquids", ["difficulty swallowing both solids and liquids"]),
        ("pain in both knees and nausea", ["pain in both knees", "nausea"]),
        ("difficulty breathing, feeling tired, and swelling", None),
        ("Candida or bacterial superinfection", ["Candida or bacterial superinfection"]),
        ("fever or bacterial infection", ["fever", "bacterial infection"]),
    ],
)
def test_members_share_no_more_than_they_have_to(text: str, expected: list[str] | None) -> None:
    found = members(masked(text), 0, len(text))
    expected = expected or ["difficulty breathing", "feeling tired", "swelling"]

    assert [text[member.start : member.end] for member in found] == expected


@pytest.mark.parametrize(
    ("heading", "body", "frequencies"),
    [
        (
            "Causes",
            "In rare cases, a cyst of the adrenal glands, most often an adrenal tumor, causes gout.",
            {"in rare cases"},
        ),
        ("Symptoms", "The rash most often affects the trunk and causes severe itching.", {None}),
        ("Complications", "Stroke most often occurs 1 to 3 years after the onset.", {None}),
        ("Treatment", "It is treated with lidocaine, often with epinephrine.", {None}),
        ("Symptoms", "The pain often begins at night and brings fever.", {None}),
        ("Symptoms", "It often causes fever.", {"often"}),
    ],
)
def test_a_word_that_tells_where_when_or_with_what_is_no_frequency(
    heading: str, body: str, frequencies: set[str | None]
) -> None:
    assert {fact.frequency for fact in facts_in(heading, body)} == frequencies


def test_the_subject_behind_a_semicolon_is_the_group_meant() -> None:
    facts = facts_in("Symptoms", "Children may wet the bed; infants have fever and vomiting.")

    assert [(fact.text, fact.condition) for fact in facts] == [("fever", "infants"), ("vomiting", "infants")]


def test_how_many_have_it_by_when_is_no_finding() -> None:
    body = "Complications include a clinical stroke by age 45 in 10 percent of patients and kidney failure."

    assert told("Complications", body) == ["kidney failure"]


@pytest.mark.parametrize(
    "body",
    [
        "Some people may develop myelofibrosis.",
        "It can progress to myelofibrosis.",
        "It may turn into leukemia.",
    ],
)
@pytest.mark.parametrize("heading", ["Symptoms", "Overview"])
def test_an_illness_that_develops_later_is_a_complication_wherever_it_is_told(
    heading: str, body: str
) -> None:
    assert [fact.field for fact in facts_in(heading, body)] == [Field.COMPLICATION]


def test_a_finding_that_develops_stays_a_symptom() -> None:
    assert {fact.field for fact in facts_in("Symptoms", "People may develop a rash and fever.")} == {
        Field.SYMPTOM
    }


@pytest.mark.parametrize(
    ("heading", "body"),
    [
        ("Treatment", "Iron also can cause constipation, so a stool softener may be given."),
        ("Causes", "Nurses, cooks and hairdressers are affected most."),
        ("Causes", "Risk factors include being a nurse, farmers, and hairdressers."),
        ("Prevention", "Nothing prevents the disease; sun protection is sensible."),
        ("Causes", "Most symptoms of the disease are caused by inflammation of the vessels."),
        ("Treatment", "Antibiotics are held back until symptoms last 10 days."),
        ("Treatment", "Surgery is deferred until the infection clears."),
        ("Treatment", "Antibiotics may be delayed for a week."),
    ],
)
def test_what_is_told_of_side_effects_jobs_symptoms_or_waiting_is_no_fact(heading: str, body: str) -> None:
    assert told(heading, body) == []


def test_a_treatment_of_what_the_disease_causes_stays() -> None:
    assert "fluids" in told("Treatment", "Diarrhea can cause dehydration, so fluids may be given.")


@pytest.mark.parametrize(
    ("text", "article", "rest"),
    [
        ("Decitabine Azacitidine and decitabine are used.", "", "Azacitidine and decitabine are used."),
        ("Blood transfusions Red cells are given.", "the red cells", "Red cells are given."),
        ("Cranberry Juice Drinking cranberry juice helps.", "", "Drinking cranberry juice helps."),
        ("Genetics Mutations cause it.", "genetics: mutations", "Mutations cause it."),
        ("Kidney Stones cause it.", "a kidney, stones, kidney stones", "Kidney Stones cause it."),
        ("Lyme disease Borrelia causes it.", "", "Lyme disease Borrelia causes it."),
        ("Calcium Channel Blockers keep calcium out.", "", "Calcium Channel Blockers keep calcium out."),
    ],
)
def test_a_heading_that_ran_into_its_sentence_is_taken_off(text: str, article: str, rest: str) -> None:
    assert without_run_in(text, article).strip() == rest
