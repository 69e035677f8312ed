"""The tables of occurrence: their form, how phrases find their lines, and that the library agrees."""

from __future__ import annotations

import sqlite3
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions.generate.occurrence import (
    CODE,
    TABLE_OF,
    Table,
    Thing,
    Verdict,
    is_narrow,
    things,
    things_in,
    verdict,
)
from questions.model import Field

ALL = [(table, thing) for table in Table for thing in things(table)]
MIN_SORT = 4  # lines, so that three options of the same sort can stand beside a key


@pytest.mark.parametrize("table", Table)
def test_each_wording_stands_once_in_its_table(table: Table) -> None:
    wordings = Counter(name.lower() for thing in things(table) for name in thing.names)
    assert [name for name, count in wordings.items() if count > 1] == []


@pytest.mark.parametrize("table", Table)
def test_each_sort_has_enough_lines_for_the_options_of_an_item(table: Table) -> None:
    lines = Counter(thing.sort for thing in things(table))
    assert "" not in lines
    assert {sort: count for sort, count in lines.items() if count < MIN_SORT} == {}


def test_each_line_has_names_and_codes_of_the_right_form() -> None:
    wrong = [
        (table, thing.names, code)
        for table, thing in ALL
        for code in thing.codes or ("none",)
        if not thing.names or not (code == "*" or CODE.match(code))
    ]
    assert wrong == []


def test_each_range_of_codes_runs_upwards() -> None:
    spans = {code for _, thing in ALL for code in thing.codes if "-" in code}
    assert [span for span in sorted(spans) if span.split("-")[0] >= span.split("-")[1]] == []


def test_no_article_of_the_library_names_a_thing_outside_its_codes(facts_file: Path) -> None:
    """A thing that an article affirms and a table excludes is an error of one of them."""
    with sqlite3.connect(facts_file) as connection:
        told = connection.execute(
            "SELECT field, text, code, title FROM fact JOIN article ON article.id = fact.article "
            "WHERE NOT negated AND code IS NOT NULL"
        ).fetchall()
    excluded = [
        (title, field, text)
        for field, text, code, title in told
        if Field(field) in TABLE_OF and verdict(Field(field), text, code) is Verdict.ABSENT
    ]
    assert len(told) > 5_000
    assert excluded == []


@pytest.mark.parametrize(
    ("field", "text", "code", "said"),
    [
        (Field.TREATMENT, "oral furosemide", "I50", Verdict.POSSIBLE),
        (Field.TREATMENT, "oral furosemide", "H40.1", Verdict.ABSENT),
        (Field.TREATMENT, "lisinopril", "I10", Verdict.POSSIBLE),  # by its ending, -pril
        (Field.TREATMENT, "secukinumab (Cosentyx)", "E03", Verdict.ABSENT),  # brackets take up nothing
        (Field.SYMPTOM, "heliotrope rash around the eyes", "M33.1", Verdict.POSSIBLE),
        (Field.SYMPTOM, "heliotrope rash around the eyes", "M10", Verdict.ABSENT),
        (Field.SYMPTOM, "fatigue", "M10", Verdict.POSSIBLE),  # anywhere
        (Field.SYMPTOM, "no hemoptysis", "L40", Verdict.UNKNOWN),  # denied
        (Field.SYMPTOM, "hemoptysis", "R05", Verdict.UNKNOWN),  # a symptom is no condition
        (Field.SYMPTOM, "hemoptysis", None, Verdict.UNKNOWN),
        (Field.SYMPTOM, "a purple unicorn", "M10", Verdict.UNKNOWN),
        (Field.DIAGNOSTIC, "spirometry", "J45", Verdict.POSSIBLE),
        (Field.DIAGNOSTIC, "spirometry", "N20", Verdict.ABSENT),
        (Field.DEFINITION, "hemoptysis", "L40", Verdict.UNKNOWN),
    ],
)
def test_a_phrase_is_judged_by_the_thing_it_names(
    field: Field, text: str, code: str | None, said: Verdict
) -> None:
    assert verdict(field, text, code) is said


def test_the_special_case_is_meant_and_not_the_general_one() -> None:
    (thing,) = things_in(Field.SYMPTOM, "heliotrope rash")

    assert "heliotrope rash" in thing.names


def test_a_thing_of_few_conditions_points_at_one() -> None:
    assert is_narrow(Field.SYMPTOM, "Gottron papules")
    assert not is_narrow(Field.SYMPTOM, "fatigue")
    assert not is_narrow(Field.SYMPTOM, "a purple unicorn")


def test_a_code_that_icd_10_cm_lacks_has_what_any_code_of_its_block_has() -> None:
    """WHO's I64 is a stroke of any kind, E14 diabetes of any kind."""
    assert verdict(Field.CAUSE, "ruptured aneurysm", "I64") is Verdict.POSSIBLE
    assert verdict(Field.CAUSE, "ruptured aneurysm", "E14") is Verdict.ABSENT


def test_a_code_that_gathers_others_has_what_any_of_them_has() -> None:
    thing = Thing(sort="sort", names=("thing",), codes=("E83.5", "I10-I16", "C"))

    assert [code for code in ("E83", "E83.5", "E83.51", "I12.9", "C50") if not thing.occurs_in(code)] == []
    assert [code for code in ("E83.1", "I20", "D10") if thing.occurs_in(code)] == []


@pytest.mark.parametrize("field", [Field.TREATMENT, Field.SYMPTOM, Field.DIAGNOSTIC, Field.CAUSE])
def test_each_wording_finds_its_line(field: Field) -> None:
    lines = [(name, thing) for thing in things(TABLE_OF[field]) for name in thing.names if name[0] != "-"]

    assert [name for name, thing in lines if thing not in things_in(field, name)] == []


@given(st.sampled_from(sorted(Field)), st.text(max_size=60), st.text(max_size=6))
def test_any_text_and_code_have_an_answer(field: Field, text: str, code: str) -> None:
    assert isinstance(verdict(field, text, code), Verdict)
