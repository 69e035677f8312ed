"""The course report as CSV and XLSX."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date, datetime

import openpyxl
import pytest

from quizapp.progress.exports import as_csv, as_xlsx, file_name
from quizapp.progress.figures import Answers, Cards
from quizapp.progress.report import COLUMNS, StudentRow

HEADINGS = [column.heading for column in COLUMNS]
ADA = StudentRow(
    id=7,
    today=739678,
    name="Ada Lovelace",
    email="ada@example.org",
    joined=date(2026, 1, 5),
    left=None,
    last_active=date(2026, 3, 2),
    answers=Answers(
        answered=3, right=2, duration_ms=150_000, retention_reviews=4, retention_passed=3
    ),
    cards=Cards(due=1, overdue=2, learning=3, mastered=4, suspended=0, lapses=5),
    due=1,
    overdue=2,
    new_left=6,
    risks=(),
)  # fmt: skip
GONE = replace(
    ADA,
    name="Bob",
    left=date(2026, 2, 1),
    last_active=None,
    due=None,
    overdue=None,
    new_left=None,
    answers=Answers(),
)
DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\0x", '=HYPERLINK("http://x","y")']
FULL_WIDTH = ["\uff1d1", "\uff0b1", "\uff0d1", "\uff20SUM(A1)"]


def csv_rows(*rows: StudentRow) -> list[dict[str, str]]:
    text = as_csv(rows).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def sheet_of(*rows: StudentRow):
    return openpyxl.load_workbook(io.BytesIO(as_xlsx(rows))).active


def test_csv_says_every_figure_of_a_row():
    (row,) = csv_rows(ADA)

    assert list(row.items()) == [
        ("Name", "Ada Lovelace"),
        ("E-mail", "ada@example.org"),
        ("State", "active"),
        ("At risk", ""),
        ("Joined", "2026-01-05"),
        ("Last active", "2026-03-02"),
        ("Answered", "3"),
        ("Right", "2"),
        ("Share right", "0.6667"),
        ("True retention", "0.75"),
        ("Due today", "1"),
        ("Overdue", "2"),
        ("New left", "6"),
        ("Mastered", "4"),
        ("Lapses", "5"),
        ("Time (min)", "2.5"),
    ]


def test_csv_starts_with_a_byte_order_mark_and_ends_lines_as_rfc_4180_says():
    data = as_csv([ADA])

    assert data.startswith(b'\xef\xbb\xbf"Name",')
    assert data.count(b"\r\n") == data.count(b"\n") == 2


def test_csv_quotes_commas_quotes_and_line_ends():
    name = 'Lovelace, "Ada"\r\nCountess'

    assert csv_rows(replace(ADA, name=name))[0]["Name"] == name


def test_csv_leaves_unknown_figures_empty():
    (row,) = csv_rows(GONE)

    assert row["State"] == "left"
    assert {row[name] for name in ("Last active", "Share right", "Due today", "Overdue", "New left")} == {""}


@pytest.mark.parametrize("name", [*DANGEROUS, *FULL_WIDTH])
def test_csv_disarms_a_text_that_would_run_as_a_formula(name):
    (row,) = csv_rows(replace(ADA, name=name))

    assert row["Name"] == "'" + name


def test_a_semicolon_in_a_name_begins_no_cell_where_lists_are_separated_by_it():
    name = "Smith;=1+cmd|x!A1"
    text = as_csv([replace(ADA, name=name)]).decode("utf-8-sig")

    (_, row) = csv.reader(io.StringIO(text, newline=""), delimiter=";")

    assert row[0].startswith(name)
    assert csv_rows(replace(ADA, name=name))[0]["Name"] == name


def test_csv_gives_no_number_an_apostrophe():
    (row,) = csv_rows(replace(ADA, new_left=-1))

    assert row["New left"] == "-1"


@pytest.mark.parametrize("name", DANGEROUS[:4])
def test_xlsx_keeps_such_a_text_as_text(name):
    cell = sheet_of(replace(ADA, name=name))["A2"]

    assert (cell.data_type, cell.value) == ("s", name)


def test_xlsx_cells_have_types():
    sheet = sheet_of(ADA, GONE)
    cells = dict(zip(HEADINGS, sheet[2], strict=True))
    gone = dict(zip(HEADINGS, sheet[3], strict=True))

    assert [cell.value for cell in sheet[1]] == HEADINGS
    assert cells["Joined"].value == datetime(2026, 1, 5)  # noqa: DTZ001 - sheets have no zones
    assert cells["Joined"].number_format == "yyyy-mm-dd"
    assert cells["Share right"].value == pytest.approx(2 / 3)
    assert cells["Share right"].number_format == "0%"
    assert (cells["Answered"].data_type, cells["Answered"].value) == ("n", 3)
    assert cells["Time (min)"].value == 2.5
    assert gone["Due today"].value is None


def test_xlsx_has_a_frozen_header_filters_and_wide_columns():
    sheet = sheet_of(ADA)

    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == "A1:P2"
    assert sheet.column_dimensions["B"].width > len(ADA.email)


def test_a_course_without_students_gives_a_header_only():
    assert csv_rows() == []
    assert sheet_of().max_row == 1


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Orthopaedics, spring 2027", "progress-orthopaedics-spring-2027-2026-03-03.csv"),
        ("Anästhesie", "progress-anasthesie-2026-03-03.csv"),
        ("../../etc/passwd", "progress-etc-passwd-2026-03-03.csv"),
        ("心臓病学", "progress-course-2026-03-03.csv"),
        ("x" * 200, f"progress-{'x' * 60}-2026-03-03.csv"),
    ],
)
def test_file_names_are_safe_and_dated(title, name):
    assert file_name(title, "csv", date(2026, 3, 3)) == name
