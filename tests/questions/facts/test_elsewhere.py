"""What a clause tells of something else is no fact of the condition; each wording is data with an example."""

from __future__ import annotations

import pytest

from questions.article import read_article
from questions.facts import extract_facts
from questions.facts.elsewhere import ELSEWHERE, Elsewhere, tells_of_else
from questions.facts.masking import masked
from questions.facts.subjects import Subject
from questions.model import Fact, Field

GOUT = Subject("Gout", "")


def facts_in(heading: str, body: str, title: str = "Gout") -> list[Fact]:
    data = f"{title}\n\n## {heading}\n\n{body}\n".encode()
    return list(extract_facts(read_article(data, id="a", name="a.txt")).facts)


def told(heading: str, body: str, title: str = "Gout") -> list[str]:
    return [fact.text for fact in facts_in(heading, body, title) if not fact.negated]


@pytest.mark.parametrize("wording", ELSEWHERE, ids=lambda wording: wording.name)
def test_a_wording_leaves_no_fact_of_its_fields_in_its_example(wording: Elsewhere) -> None:
    section = min(wording.sections, default=None)

    assert wording.compiled.search(wording.example)
    words = masked(wording.example)
    assert all(tells_of_else(words, field, section, GOUT, sentence=words) for field in wording.fields)


@pytest.mark.parametrize(
    "body",
    [
        "Tamponade shows itself by raised neck veins, hypotension and pulsus paradoxus.",
        "Meningitis is marked by fever, neck stiffness and confusion.",
        "Peritonitis presents with severe abdominal pain, fever and shock.",
        "Perforation is known by sudden pain and rigidity.",
        "Heart failure announces itself by breathlessness and ankle swelling.",
        "Agranulocytosis, a rare harm of antithyroid drugs, shows itself as sore throat and fever.",
        "Sudden severe pain suggests perforation.",
    ],
)
def test_signs_of_a_complication_are_no_complications(body: str) -> None:
    assert told("Complications", body) == []


def test_what_a_complication_does_is_told_of_it_alone() -> None:
    body = "Complications include sepsis, which causes fever and confusion, and abscess."

    assert told("Complications", body) == ["sepsis"]


def test_what_marks_a_late_stage_is_a_complication() -> None:
    body = "The late stage is marked by heart failure and renal failure."

    assert told("Complications", body) == ["heart failure", "renal failure"]


@pytest.mark.parametrize(
    "body",
    [
        "Fabry disease, amyloidosis and Noonan syndrome may mimic it.",
        "Septic arthritis and cellulitis resemble it.",
        "It may be mistaken for sarcoidosis or confused with lymphoma.",
        "Septic arthritis and cellulitis look alike.",
        "Similar states are brought on by lithium, cocaine and levodopa.",
        "A similar picture is caused by lead poisoning.",
    ],
)
def test_what_looks_like_it_is_no_cause(body: str) -> None:
    assert told("Causes", body) == []


@pytest.mark.parametrize(
    "body",
    [
        "Harms of lithium are hypothyroidism, nephrogenic diabetes insipidus and tremor.",
        "Adverse effects of colchicine include diarrhea, vomiting and nausea.",
        "Common side effects include nausea and hair loss.",
        "Complications of surgery include infection and bleeding.",
        "Long-term steroids cause osteoporosis and cataracts.",
        "Lithium may lead to hypothyroidism and tremor.",
    ],
)
@pytest.mark.parametrize("heading", ["Complications", "Treatment"])
def test_harms_of_a_means_are_no_facts_of_the_condition(heading: str, body: str) -> None:
    harms = {"hypothyroidism", "tremor", "diarrhea", "nausea", "hair loss", "infection", "cataracts"}

    assert not harms & set(told(heading, body))


def test_harms_of_the_condition_itself_and_of_what_the_body_holds_stay() -> None:
    body = "Further harms are suicide and broken bones. Excess iron can lead to heart failure."

    assert {"suicide", "broken bones", "heart failure"} <= set(told("Complications", body))


@pytest.mark.parametrize(
    ("heading", "body"),
    [
        ("Treatment", "In mice, riluzole and lithium reduced damage."),
        ("Treatment", "Riluzole has helped in animal models."),
        ("Treatment", "Gene therapy has cured the disease in rats."),
        ("Treatment", "In cell culture, colchicine blocks the enzyme."),
        ("Treatment", "Animal studies show that exercise helps."),
        ("Treatment", "Studies in animals suggest that creatine protects nerve cells."),
        ("Treatment", "Colchicine has prolonged life in mouse models of the disease."),
        ("Symptoms", "Other conditions with similar symptoms include lupus and sarcoidosis."),
        ("Symptoms", "Prednisone can cause weight gain, acne and mood changes."),
        ("Causes", "In rats, a high-salt diet causes the disease."),
        ("Causes", "In animals, gout can be caused by lead."),
        ("Symptoms", "In mice, loss of the gene causes tremor and ataxia."),
        ("Symptoms", "A stiff neck may mean you have meningitis."),
        ("Symptoms", "Yellow mucus can be a sign of a bacterial infection."),
        ("Symptoms", "If the mucus is yellow or green, you may have a bacterial infection."),
    ],
)
def test_what_holds_for_animals_or_marks_something_else_is_no_fact(heading: str, body: str) -> None:
    assert told(heading, body) == []


def test_animals_that_give_it_to_people_are_a_cause() -> None:
    assert told("Causes", "It is spread by bites of infected animals.") == ["bites of infected animals"]


def test_a_finding_in_a_supposed_case_is_a_symptom() -> None:
    assert told("Symptoms", "If the joint is hot, you may have fever and chills.") == ["fever", "chills"]


@pytest.mark.parametrize(
    "body",
    [
        "Colchicine was taken off the market in 2004.",
        "Colchicine has been withdrawn from the market.",
        "Colchicine has been withdrawn from sale.",
        "Colchicine is no longer sold.",
        "Colchicine is no longer used.",
        "Colchicine has been banned.",
        "Drugs include colchicine, which was taken off the market, and others.",
        "Drugs include colchicine (withdrawn from the market).",
        "Colchicine may be used, but it has been taken off the market.",
    ],
)
def test_what_is_sold_no_longer_is_no_treatment(body: str) -> None:
    assert [(fact.text.lower(), fact.negated) for fact in facts_in("Treatment", body)] == [
        ("colchicine", True)
    ]


def test_a_means_under_study_is_told_with_doubt() -> None:
    facts = facts_in("Treatment", "Colchicine is under study. Gene therapy is being tested.")

    assert [(fact.text, fact.hedged) for fact in facts] == [("Colchicine", True), ("Gene therapy", True)]


@pytest.mark.parametrize(
    ("title", "name", "plain"),
    [
        ("Arrhythmia", "An arrhythmia is an", "irregular heartbeat"),
        ("Tinnitus", "Tinnitus is", "ringing in the ears"),
        ("Alopecia", "Alopecia, or", "hair loss"),
        ("Epistaxis", "Epistaxis is the medical term for", "nosebleed"),
    ],
)
def test_the_plain_name_that_the_article_gives_is_no_symptom(title: str, name: str, plain: str) -> None:
    body = f"{name} {plain}, is common.\n\n## Symptoms\n\nSymptoms include {plain}, chills, and fatigue."
    facts = facts_in("Overview", body, title)

    assert [fact.text for fact in facts if fact.field is Field.SYMPTOM] == ["chills", "fatigue"]


@pytest.mark.parametrize(
    "body",
    [
        "Gout is a disease in which your joints swell.",
        "Gout is what happens when uric acid rises.",
        "Gout is very common.",
        "Gout is one of a group of problems including arthritis and other diseases.",
        "Gout is a disease of the synovial (si-NO-vee-al) joints.",
    ],
)
def test_a_definition_that_speaks_to_the_reader_or_has_no_end_is_none(body: str) -> None:
    assert [fact for fact in facts_in("Overview", body) if fact.field is Field.DEFINITION] == []


def test_how_to_say_a_word_is_no_part_of_a_fact() -> None:
    body = "Symptoms include secretory (see-KREH-tor-ee) diarrhea, flushing, and emphysema (em-fi-SE-ma)."

    assert told("Symptoms", body) == ["flushing", "emphysema"]
