"""A file of a program that is not read is refused with how it becomes one that is."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from questions import UnreadableFileError, read_question_set, require_own_file

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def packed(*members: str) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for member in members:
            archive.writestr(member, "x")
    return made.getvalue()


ODF = packed("mimetype", "content.xml", "META-INF/manifest.xml")
IWA = packed("Index/Document.iwa")


@pytest.mark.parametrize(
    ("data", "name", "told"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "a.pdf", "a PDF.*Open it in Word and save it as .docx"),
        (b"\n%PDF-1.4\n", "a.csv", "a PDF"),
        (b"{\\rtf1 Which?}", "a.rtf", "rich text"),
        (OLE, "a.doc", "Word before 2007.*save it as .docx"),
        (OLE, "a.xls", "Excel before 2007.*save it as .xlsx"),
        (OLE, "a.ppt", "a presentation"),
        (packed("ppt/presentation.xml"), "a.pptx", "a presentation.*Word document"),
        (ODF, "a.odt", "LibreOffice.*.docx"),
        (ODF, "a.ods", "LibreOffice.*.xlsx"),
        (ODF, "a.odp", "a presentation"),
        (IWA, "a.pages", "Apple.*Export To, Word"),
        (IWA, "a.numbers", "Apple.*Export To, Excel"),
    ],
)
def test_it_is_told_what_it_is_and_what_to_do(data: bytes, name: str, told: str) -> None:
    with pytest.raises(UnreadableFileError, match=told):
        read_question_set(data, name=name)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"Which? {=a ~b}", packed("word/document.xml")])
def test_other_files_are_left_to_the_forms(data: bytes) -> None:
    require_own_file(data, "a.docx")
