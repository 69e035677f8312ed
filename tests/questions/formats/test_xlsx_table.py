"""Workbooks: cells of every type, several sheets, and files made to harm."""

import base64
import datetime
import io
import os
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from questions.errors import QuestionsError, TooLargeError, UnknownColumnsError, UnreadableFileError
from questions.formats import read, recognised, workbook, write
from questions.formats.asked import Asked
from questions.model import Item, Kind, QuestionSet, Task

SHARED = Path(os.environ.get("QUIZAPP_SHARED", Path(__file__).parents[4] / "shared"))


def book_of(fill: Callable[[Any], None]) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        fill(book)
    return file.getvalue()


def sheet_of(*rows: tuple[object, ...], name: str = "Sheet1") -> Callable[[Any], None]:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet(name)
        for line, cells in enumerate(rows):
            sheet.write_row(line, 0, cells)

    return fill


def cards(*answers: object) -> bytes:
    return book_of(sheet_of(("stem", "answer"), *((f"q{n}", answer) for n, answer in enumerate(answers))))


def changed(data: bytes, member: str, change: Callable[[bytes], bytes]) -> bytes:
    """The archive with one of its members changed."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == member else old.read(name))
    return file.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def flashcard(stem: str, answer: str) -> QuestionSet:
    item = Item(id="1", kind=Kind.FLASHCARD, task=Task.RECALL, stem=stem, answer=answer)
    return QuestionSet(title="Set", format="any", encoding="utf-8", found=1, items=(item,))


def test_a_workbook_is_known_by_its_content() -> None:
    found = recognised(cards("x"), "quiz.dat")

    assert found is not None
    assert found.name == "xlsx_table"


def test_entities_are_refused_by_the_reader_behind_ours_too() -> None:
    assert openpyxl.DEFUSEDXML


def test_cells_say_what_a_spreadsheet_shows() -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("stem", "answer"))
        day = datetime.datetime(2026, 11, 23)  # noqa: DTZ001 - cells have no time zone
        date, share = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"num_format": "0%"})
        values = [(12.0, None), (0.1 + 0.2, None), (True, None), (day, date), (0.5, share), ("007", None)]
        for line, (value, looks) in enumerate(values, 1):
            sheet.write_string(line, 0, f"q{line}")
            sheet.write(line, 1, value, looks)
        sheet.write_string(7, 0, "q7")
        sheet.write_formula(7, 1, "=1+1", None, 2)

    read_set = read(book_of(fill), name="a.xlsx")

    assert [item.answer for item in read_set.items] == ["12", "0.3", "True", "2026-11-23", "50%", "007", "2"]


def test_each_sheet_with_headings_is_read_and_the_others_are_named() -> None:
    def fill(book: Any) -> None:
        sheet_of(("stem", "answer"), ("a", "1"), name="Heart")(book)
        sheet_of(("Read me",), name="Help")(book)
        sheet_of(("Lungs", ""), ("question", "key", "points"), ("b", "2", 5), ("c", "", ""), name="Lungs")(
            book
        )
        book.add_worksheet("Empty")

    read_set = read(book_of(fill), name="a.xlsx")

    assert [(item.stem, read_set.lines[item.id]) for item in read_set.items] == [("a", 2), ("b", 3)]
    assert [(one.part, one.line, one.text) for one in read_set.rejected] == [("Lungs", 4, "c")]
    assert [note.message.partition('"')[2].partition('"')[0] for note in read_set.notes] == ["Lungs", "Help"]
    assert read_set.not_carried == ('column "points", filled in 1 row of the sheet "Lungs"',)
    assert read_set.headings == ("stem", "answer", "question", "key", "points")


def test_empty_rows_hidden_rows_and_merged_cells_are_no_matter() -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet()
        sheet.merge_range("A1:C1", "All about the heart")
        sheet.write_row("A3", ("stem", "answer"))
        sheet.write_row("A6", ("x", "y"))
        sheet.set_row(5, None, None, {"hidden": True})

    read_set = read(book_of(fill), name="a.xlsx")

    assert (read_set.found, list(read_set.lines.values())) == (1, [6])


def test_a_formula_that_gives_an_error_or_has_no_result_is_said() -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("stem", "answer"))
        for line, result in enumerate(("#REF!", ""), 1):
            sheet.write_string(line, 0, f"q{line}")
            sheet.write_formula(line, 1, "=A9", None, result)

    data = changed(book_of(fill), SHEET, lambda xml: xml.replace(b"<v></v>", b""))
    read_set = read(data, name="a.xlsx")

    assert "gives an error (#REF!)" in read_set.rejected[0].reason
    assert "no answer" in read_set.rejected[1].reason
    assert "no result of 1 of its formulas" in read_set.notes[0].message


def test_images_and_comments_of_a_workbook_are_said() -> None:
    pixel = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7") + bytes(20)

    def fill(book: Any) -> None:
        sheet_of(("stem", "answer"), ("x", "y"))(book)
        sheet = book.worksheets()[0]
        sheet.insert_image("C1", "x.gif", {"image_data": io.BytesIO(pixel)})
        sheet.write_comment("A2", "Ask Ann.")

    assert read(book_of(fill), name="a.xlsx").not_carried == (
        "image in the workbook, 1 time",
        "sheet's comments on cells, 1 time",
    )


@pytest.mark.parametrize(
    "text", ["=1+1", "+x", "-x", "@x", "'=x", "007", "1e5", "https://example.org", "_x0041_"]
)
def test_a_text_is_written_as_text(text: str) -> None:
    data = write(flashcard(f"{text}?", text), "xlsx_table")

    [item] = read(data, name="a.xlsx").items
    cells = list(openpyxl.load_workbook(io.BytesIO(data))["Questions"])
    assert (item.stem, item.answer) == (f"{text}?", text)
    assert {cell.data_type for cell in cells[1] if cell.value is not None} == {"s"}


def test_the_headings_stay_on_the_page_and_the_same_set_gives_the_same_file() -> None:
    data = write(flashcard("x", "y"), "xlsx_table")

    assert openpyxl.load_workbook(io.BytesIO(data))["Questions"].freeze_panes == "A2"
    assert write(flashcard("x", "y"), "xlsx_table") == data


def test_a_text_longer_than_a_cell_is_refused_when_written() -> None:
    with pytest.raises(QuestionsError, match="32768 characters"):
        write(flashcard("x", "y" * 32_768), "xlsx_table")


def test_a_bomb_in_a_sheet_is_refused() -> None:
    bomb = changed(cards("x"), SHEET, lambda xml: xml + b" " * 50_000_000)

    with pytest.raises(TooLargeError, match="over 100 times"):
        read(bomb, name="a.xlsx")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_in_a_sheet_is_refused(encoding: str) -> None:
    entities = (
        f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY a "b">]><worksheet>&a;</worksheet>'
    )

    with pytest.raises(UnreadableFileError, match="document type"):
        read(changed(cards("x"), SHEET, lambda _: entities.encode(encoding)), name="a.xlsx")


@pytest.mark.parametrize("row", [b"2000000000", b"1048577"])
def test_a_row_beyond_the_last_is_refused(row: bytes) -> None:
    def change(xml: bytes) -> bytes:
        return re.sub(rb'<row r="2"', b'<row r="%b"' % row, xml)

    with pytest.raises(TooLargeError, match="too many cells"):
        read(changed(cards("x"), SHEET, change), name="a.xlsx")


def test_the_cells_of_all_sheets_are_counted_together(monkeypatch: pytest.MonkeyPatch) -> None:
    book = openpyxl.Workbook()
    for _ in range(3):
        book.create_sheet().cell(row=30, column=1000, value="x")
    file = io.BytesIO()
    book.save(file)
    monkeypatch.setattr(workbook, "MAX_CELLS", 2_500)

    with pytest.raises(TooLargeError, match="too many cells"):
        read(file.getvalue(), name="a.xlsx")


def test_cells_far_to_the_right_are_refused_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MAX_CELLS", 100_000)
    rows = b"".join(b'<row r="%d"><c r="XFD%d"><v>1</v></c></row>' % (line, line) for line in range(3, 30))

    with pytest.raises(TooLargeError, match="too many cells"):
        read(
            changed(cards("x"), SHEET, lambda xml: xml.replace(b"</sheetData>", rows + b"</sheetData>")),
            name="a.xlsx",
        )


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0 old", b"text"])
def test_what_is_no_workbook_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFileError):
        read(data, name="a.xlsx", format="xlsx_table")


WHOLE = cards("x", 1, True)
MEMBERS = zipfile.ZipFile(io.BytesIO(WHOLE)).namelist()


@given(st.sampled_from(MEMBERS), st.data())
def test_a_damaged_workbook_is_read_or_refused(member: str, data: st.DataObject) -> None:
    def damage(xml: bytes) -> bytes:
        start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(xml))] * 2)))
        new = data.draw(st.sampled_from([b"", b"9" * 400, b"<x/>", b'"', b"\xff", b"&a;", b"-1", b"AAAA1"]))
        return xml[:start] + new + xml[end:]

    try:
        found = read(changed(WHOLE, member, damage), name="a.xlsx", format="xlsx_table")
    except UnreadableFileError:
        return

    assert found.found == len(found.items) + len(found.rejected)


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="QUIZAPP_SHARED names no folder")
def test_real_workbooks_are_refused_with_their_headings_and_read_where_someone_says_what_they_mean() -> None:
    files = sorted((SHARED / "data/formats/xlsx").glob("*.xlsx"))
    assert files

    for path in files:
        with pytest.raises(UnknownColumnsError) as raised:
            read(path.read_bytes(), name=path.name)
        stem, answer = raised.value.headings[:2]
        read_set = read(
            path.read_bytes(), name=path.name, asked=Asked(columns={stem: "stem", answer: "answer"})
        )
        assert read_set.found == len(read_set.items) + len(read_set.rejected) > 2
