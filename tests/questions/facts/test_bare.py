"""Lists of names behind a heading, without a verb: read as a reader of notes does, and no prose with them."""

from __future__ import annotations

import pytest

from questions.article import read_article
from questions.facts import extract_facts
from questions.model import Article, ArticleFacts, Field


def read(body: str, title: str = "Psoriasis") -> ArticleFacts:
    article: Article = read_article(f"{title}\n\n{body}\n".encode(), id="a", name="a.txt")
    return extract_facts(article)


def texts(body: str) -> list[str]:
    return [fact.text for fact in read(body).facts]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "Causes: Hashimoto thyroiditis, lithium, amiodarone and iodine deficiency.",
            ["Hashimoto thyroiditis", "lithium", "amiodarone", "iodine deficiency"],
        ),
        (
            "Symptoms: Cold intolerance, weight gain, constipation.",
            ["Cold intolerance", "weight gain", "constipation"],
        ),
        (
            "Symptoms: Red plaques on the elbows; nail pitting; onycholysis.",
            ["Red plaques on the elbows", "nail pitting", "onycholysis"],
        ),
        ("Treatment: Levothyroxine.", ["Levothyroxine"]),
        (
            "Treatment: Calcipotriol, betamethasone, coal tar, narrow-band UVB.",
            ["Calcipotriol", "betamethasone", "coal tar", "narrow-band UVB"],
        ),
        ("Complications: psoriatic arthritis.", ["psoriatic arthritis"]),
        (
            "Symptoms\nWheeze, cough at night, chest tightness and breathlessness.",
            ["Wheeze", "cough at night", "chest tightness", "breathlessness"],
        ),
        ("## Complications\nempyema; lung abscess; meningitis", ["empyema", "lung abscess", "meningitis"]),
        ("Treatment\nSalbutamol\nOutlook\nGood.", ["Salbutamol"]),
        ("Symptoms: sudden, severe joint pain.", ["sudden, severe joint pain"]),
    ],
)
def test_a_list_behind_a_heading_gives_a_fact_of_each_member(body: str, expected: list[str]) -> None:
    result = read(body)

    assert [fact.text for fact in result.facts] == expected
    assert result.unread == ()
    assert all(result.article.text[fact.start : fact.end] == fact.text for fact in result.facts)


def test_the_members_are_of_the_headings_field() -> None:
    result = read("Treatment: Levothyroxine.\nComplications: Infertility, heart failure.")

    assert [fact.field for fact in result.facts] == [Field.TREATMENT, Field.COMPLICATION, Field.COMPLICATION]


@pytest.mark.parametrize(
    "body",
    [
        "Causes: Unknown.",
        "Treatment: None.",
        "Treatment: No cure.",
        "Treatment: Not antibiotics, lithium or opioids.",
        "Symptoms: Various.",
        "Treatment: See your doctor.",
        "Causes: A translocation fuses the PML gene with RARA.",
        "Complications: Hypogammaglobulinemia invites pneumococcal infection.",
        "Prevention: Sick-day rules double or triple hydrocortisone.",
        "Causes: Gliadin peptides, altered by an enzyme, activate T cells.",
    ],
)
def test_statements_denials_and_empty_words_are_no_list(body: str) -> None:
    assert texts(body) == []


def test_a_list_that_prose_follows_is_read_only_where_its_words_are_known() -> None:
    prose = " Most of these come slowly."

    assert texts("Symptoms: Fever, cough, nausea." + prose) == ["Fever", "cough", "nausea"]
    assert texts("Symptoms: Fever, zorp, nausea." + prose) == []


def test_a_list_that_gives_no_fact_is_unread_though_no_word_of_it_is_medical() -> None:
    result = read("Symptoms: Zorp, plonk. Most of these come slowly.")

    assert result.facts == ()
    assert [unread.text for unread in result.unread] == ["Zorp, plonk."]


def test_a_condition_goes_with_its_own_member_alone() -> None:
    facts = read("Complications: Otitis media in children, pneumonia.").facts

    assert [(fact.text, fact.condition) for fact in facts] == [
        ("Otitis media", "children"),
        ("pneumonia", None),
    ]


def test_a_name_in_italics_before_a_bracket_is_said_as_it_is_written() -> None:
    data = b"Pneumonia\n\n## Causes\n- *Streptococcus pneumoniae* (gram +ve diplococcus)\n- *Legionella*\n"
    result = extract_facts(read_article(data, id="a", name="a.md"))

    assert [fact.text for fact in result.facts] == ["Streptococcus pneumoniae", "Legionella"]
    assert all(result.article.text[fact.start : fact.end] == fact.text for fact in result.facts)
