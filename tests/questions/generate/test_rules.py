"""The tables behind items: common things, classes, synonyms, phrases that read as answers, names, stems."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from questions.generate.choice_stems import choice_stems
from questions.generate.classes import is_class_and_member, share_a_class
from questions.generate.common import COMMON_BY_REASON, is_common, why_common
from questions.generate.naming import spoken_name
from questions.generate.phrasing import (
    is_askable,
    kind_of,
    listed,
    reverse_stem,
    statement,
    when,
)
from questions.generate.sayable import reads_as_answer
from questions.generate.subject import Subject
from questions.generate.synonyms import meaning_stems
from questions.model import Article, ArticleFacts, Fact, Field, Role


def fact(text: str, field: Field = Field.SYMPTOM, **qualifiers: Any) -> Fact:
    plain = Fact(field=field, text=text, start=0, end=1, sentence_start=0, sentence_end=1)
    return replace(plain, **qualifiers)


@pytest.mark.parametrize(
    "text",
    [
        "pain",
        "severe pain",
        "Fatigue",
        "extreme tiredness",
        "surgery",
        "regular exercise",
        "high blood pressure",
        "acetaminophen (paracetamol)",
        "trouble breathing",
        "a thorough physical exam",
        "Simple analgesics",
        "Fatigue (tiredness) or malaise",
    ],
)
def test_what_may_be_true_of_anything_is_common(text: str) -> None:
    assert is_common(text)
    assert why_common(text) in {*COMMON_BY_REASON, "It says nothing of its own."}


@pytest.mark.parametrize(
    "text", ["reduced chest expansion", "heel pain from enthesitis", "HLA-B27", "yellow nails"]
)
def test_what_points_somewhere_is_not_common(text: str) -> None:
    assert not is_common(text)


@pytest.mark.parametrize(
    ("phrase", "truths", "article"),
    [
        ("total hip replacement", ["surgery"], "In severe cases surgery helps."),
        ("naproxen", ["ibuprofen"], "Ibuprofen helps."),
        ("anti-inflammatory drugs", ["naproxen"], "Naproxen helps."),
        ("MRI of the hip", ["imaging tests"], "Imaging tests are done."),
        ("clopidogrel", ["P2Y12 inhibitor"], "A P2Y12 inhibitor is given."),
        ("ticagrelor", ["clopidogrel"], "Clopidogrel is given."),
        ("subcutaneous sumatriptan", ["oral triptan"], "An oral triptan helps."),
        ("H2 blockers", ["antacids"], "Antacids help."),
        ("methimazole", ["antithyroid drugs"], "Antithyroid drugs help."),
        ("short-acting beta-agonist", ["bronchodilator"], "A bronchodilator helps."),
        ("carbocisteine", ["mucolytics"], "Mucolytics help."),
        ("X-ray", ["blood count"], "Imaging tests and a blood count are done; radiographs follow."),
    ],
)
def test_a_class_and_its_members_are_no_distractors_for_each_other(
    phrase: str, truths: list[str], article: str
) -> None:
    assert share_a_class(phrase, truths, article)


@pytest.mark.parametrize(
    ("phrase", "truths"), [("laminectomy", ["total hip replacement"]), ("warfarin", ["ibuprofen"])]
)
def test_named_procedures_and_other_classes_stand_side_by_side(phrase: str, truths: list[str]) -> None:
    assert not share_a_class(phrase, truths, "")


def test_a_class_and_its_member_do_not_stand_in_one_set_of_options() -> None:
    assert is_class_and_member("Triptans", "nasal zolmitriptan")
    assert not is_class_and_member("naproxen", "ibuprofen")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("breathlessness", "shortness of breath"),
        ("pruritus", "itching"),
        ("renal failure", "kidney failure"),
        ("myocardial infarction", "heart attack"),
        ("Difficulty swallowing", "dysphagia"),
        ("Erythrocytosis", "too many red blood cells"),
        ("enlarged spleen", "splenomegaly"),
    ],
)
def test_lay_and_technical_words_mean_the_same(one: str, other: str) -> None:
    assert meaning_stems(one) == meaning_stems(other)


@pytest.mark.parametrize(
    "text",
    [
        "kidneys",
        "treat a heart attack",
        "medicines that are",
        "people find that it helps",
        "called an appliance",
        "this condition",
        "your doctor",
        "exposed to smoke",
        "Vagal maneuvers aren't for everyone",
        "very",
        "surgery (such as",
        "severe instability with frequent and",
        "underway",
        "saggy",
        "abnormally",
        "uneasy",
        "Death",
        "Gradual onset",
        "Medical procedures",
        "tests to try",
        "National Center",
        "antibiotics instead",
        "Adults with SCD",
        "Given either in pill form or intravenously",
        "Plaque size",
    ],
)
def test_half_a_clause_is_no_answer(text: str) -> None:
    assert not reads_as_answer(text)


@pytest.mark.parametrize(
    "text",
    [
        "poor posture",
        "back pain that is worse with movement",
        "obesity",
        "neuropathy",
        "biopsy",
        "surgery",
        "avoiding repetitive motions",
        "mutations in the FGFR3 gene",
        "HIV",
        "numbness or tingling in the legs or feet",
        "chemotherapy",
        "chorea",
        "allergy",
        "pregnancy",
        "skin lesions",
        "family history",
    ],
)
def test_a_phrase_that_a_learner_would_say_is_an_answer(text: str) -> None:
    assert reads_as_answer(text)


def test_hedge_frequency_and_severity_stay_in_the_stem() -> None:
    gout = "gout"

    assert choice_stems(fact("tophi"), gout)[0] == "Which of the following is a recognised symptom of gout?"
    assert "one of the most common symptoms" in choice_stems(fact("tophi", frequency="most common"), gout)[0]
    assert "rare symptom" in choice_stems(fact("tophi", frequency="rarely"), gout)[0]
    assert "seen in 90% of people with gout" in choice_stems(fact("tophi", frequency="90%"), gout)[0]
    assert "suspected cause" in choice_stems(fact("lead", Field.CAUSE, hedged=True), gout)[0]
    assert "risk factor for" in choice_stems(fact("beer", Field.CAUSE, role=Role.RISK), gout)[0]
    severe = fact("pegloticase", Field.TREATMENT, condition="severe cases")
    assert choice_stems(severe, gout)[0] == "In severe gout, which treatment may be used?"
    children = fact("pegloticase", Field.TREATMENT, condition="children")
    assert choice_stems(children, gout)[0] == "In children with gout, which treatment may be used?"
    when = fact("pegloticase", Field.TREATMENT, condition="if tablets fail")
    assert choice_stems(when, gout)[0] == "If tablets fail, which treatment for gout may be used?"
    empty = fact("pegloticase", Field.TREATMENT, condition="If necessary")
    assert choice_stems(empty, gout)[0] == "Which of the following is a recognised treatment for gout?"


def test_a_finding_leads_back_to_its_condition() -> None:
    assert reverse_stem(fact("tophi"), "tophi") == "Which condition can present with tophi?"
    assert reverse_stem(fact("lead", Field.CAUSE, hedged=True), "lead") == (
        "Which condition is thought to be caused by lead?"
    )
    assert reverse_stem(fact("biopsy", Field.DIAGNOSTIC), "biopsy") is None


def test_a_statement_agrees_in_number() -> None:
    assert statement(fact("bone spurs"), "stenosis") == "Bone spurs are a recognised symptom of stenosis."
    assert statement(fact("biopsies", Field.DIAGNOSTIC), "gout") == "Biopsies are used to diagnose gout."
    assert statement(fact("rest", Field.TREATMENT, condition="mild cases"), "gout") == (
        "Rest is a recognised treatment for gout (mild cases)."
    )


def test_inheritance_and_genes_are_kinds_of_their_own() -> None:
    pattern = fact("autosomal dominant", Field.CAUSE, role=Role.GENETIC)
    gene = fact("mutations in the FBN1 gene", Field.CAUSE)

    assert len({kind_of(pattern), kind_of(gene), kind_of(fact("beer", Field.CAUSE))}) == 3


@pytest.mark.parametrize(
    "condition", ["if you", "If you take an MAOI", "when the joint space:", "if your pain"]
)
def test_a_condition_that_speaks_to_the_reader_or_breaks_off_is_not_asked(condition: str) -> None:
    assert not is_askable(fact("tophi", condition=condition))


@pytest.mark.parametrize(
    ("title", "text", "name"),
    [
        ("Kissing spine", "Kissing spine\n\nSymptoms of kissing spine are few.", "kissing spine"),
        (
            "Cardiogenic Shock",
            "Cardiogenic Shock\n\nMost people with cardiogenic shock die.",
            "cardiogenic shock",
        ),
        ("Parkinson disease", "Parkinson disease\n\nTremor is frequent.", "Parkinson disease"),
        ("COPD", "COPD\n\nCough.", "COPD"),
        ("Bell's palsy", "Bell's palsy\n\nThe face droops.", "Bell's palsy"),
        ("Gout", "Gout\n\nThe toe hurts.", "gout"),
        (
            "Diffuse hyperostosis",
            "bones and connective tissue\n\nDiffuse hyperostosis is bony.",
            "diffuse hyperostosis",
        ),
    ],
)
def test_a_name_stands_in_a_sentence_as_the_article_writes_it(title: str, text: str, name: str) -> None:
    article = Article(
        id="a", text=text, sha256="", encoding="utf-8", title=title, icd10=None, chapter=None, sections=()
    )

    assert spoken_name(article) == name


@pytest.mark.parametrize(
    ("title", "text", "name"),
    [
        (
            "Gastroesophageal reflux disease",
            "Gastroesophageal reflux disease hurts.",
            "gastroesophageal reflux disease",
        ),
        ("Graves disease", "Graves disease\n\nThe neck swells.", "Graves disease"),
        ("Fatty liver disease", "Fatty liver disease\n\nFew know.", "fatty liver disease"),
        ("Bronchiectasis", 'Bronchiectasis. See "Guide for Bronchiectasis".', "bronchiectasis"),
        ("Cornelia de Lange syndrome", "Cornelia de Lange syndrome is rare.", "Cornelia de Lange syndrome"),
        ("Heart disease", "Heart disease\n\nFew know.", "heart disease"),
    ],
)
def test_only_an_eponym_keeps_its_capital(title: str, text: str, name: str) -> None:
    article = Article(
        id="a", text=text, sha256="", encoding="utf-8", title=title, icd10=None, chapter=None, sections=()
    )

    assert spoken_name(article) == name


def test_a_list_of_findings_gives_no_one_the_tail_of_another() -> None:
    assert listed(["chelation with iron", "hydroxyurea"]) == "hydroxyurea and chelation with iron"
    assert listed(["pain with chills", "fever", "cough or wheeze"]) == (
        "fever; pain with chills; and cough or wheeze"
    )


def test_a_case_that_is_no_group_of_people_needs_no_brackets() -> None:
    mild = fact("ibuprofen", Field.TREATMENT, condition="mild pain")

    assert choice_stems(mild, "gout")[0] == "For mild pain in gout, which treatment may be used?"


def test_what_limits_the_people_stands_behind_their_condition() -> None:
    limited = fact("ibuprofen", Field.TREATMENT, condition="patients who cannot walk")

    assert (
        choice_stems(limited, "gout")[0]
        == "In patients with gout who cannot walk, which treatment may be used?"
    )


def test_an_unsayable_case_is_left_out_of_the_statement() -> None:
    limited = fact("adalimumab", Field.TREATMENT, condition="In active disease despite two such drugs")

    assert statement(limited, "gout") == "Adalimumab is a recognised treatment for gout."
    assert not is_askable(limited)


def test_what_the_article_says_of_when_and_how_often_is_kept_for_the_explanation() -> None:
    severe = fact("tophi", condition="severe cases", frequency="often")

    assert when(severe) == "When: severe cases; How often: often."
    assert when(fact("tophi")) == ""


def test_words_that_run_together_and_spelt_out_names_are_known() -> None:
    text = "The kidneys have cysts. Sacs in the kidneys fill. Cystsin the liver are rare."
    article = Article(
        id="a",
        text=text,
        sha256="",
        encoding="utf-8",
        title="Alagille",
        icd10=None,
        chapter=None,
        sections=(),
    )
    subject = Subject(found=ArticleFacts(article=article, facts=()))

    assert subject.runs_together("cystsin the liver")
    assert not subject.runs_together("cysts within the kidneys")
    assert subject.said(fact("myelofibrosis (MY-e-lo-fi-BRO-sis)")) == "myelofibrosis"
