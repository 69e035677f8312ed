"""The tables of occurrence: their form, how phrases find their lines, and that no article contradicts them."""

from __future__ import annotations

import sqlite3
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions import icd10
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
