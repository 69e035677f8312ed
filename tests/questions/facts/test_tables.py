"""Phenotype tables that lost their lines."""

from __future__ import annotations

from questions.facts.sentences import Span
from questions.facts.tables import find_tables

TEXT = (
    "It causes fever. The Human Phenotype Ontology provides the following list of signs. "
    "Signs and Symptoms Approximate number of patients (when available) Long philtrum 90% Seizures 7.5% "
    "Autosomal recessive inheritance - Infantile onset - Short stature 3/7 Lactic acidosis - Madeup "
    "disease - "
    "The Human Phenotype Ontology (HPO) has collected information. In these cases, the sign or "
    "symptom may be "
    "rare or common. Rest helps."
)


def test_each_finding_has_its_share_and_rows_of_inheritance_have_none() -> None:
    (table,) = find_tables(TEXT, Span(0, len(TEXT)), "Madeup disease")

    assert [(TEXT[slice(*row.finding)], row.share) for row in table.rows] == [
        ("Long philtrum", "90%"),
        ("Seizures", "7.5%"),
        ("Short stature", "3/7"),
        ("Lactic acidosis", None),
    ]


def test_the_table_ends_with_its_explanation() -> None:
    (table,) = find_tables(TEXT, Span(0, len(TEXT)), "Madeup disease")

    assert TEXT[: table.span.start].strip() == "It causes fever."
    assert TEXT[table.span.end :].strip() == "Rest helps."
