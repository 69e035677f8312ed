"""Files of programs that hold questions for people, not for programs: what to do with each.

Apart from the formats, which read; what is refused here is told how it becomes something that is read.
"""

from __future__ import annotations

from questions.errors import UnreadableFileError
from questions.formats.sample import Sample

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How files of Office began until 2007 (MS-CFB, section 2.2)."""
_PDF_WITHIN = 1024
"""Readers of PDF look for its sign in so many bytes (PDF 1.7, annex H.3.4.1)."""
_WORD = "Open it in Word and save it as .docx."
_EXCEL = "Open it in Excel and save it as .xlsx."
_SLIDES = "Copy the questions into a Word document and save that as .docx."


def require_own(sample: Sample, name: str) -> None:
    """Raise UnreadableFileError, with what to do, for a file of a program whose files are not read."""
    known = _of_bytes(sample) or _of_members(sample)
    if known is not None:
        kind, advice = known
        raise UnreadableFileError(f"this is {kind}, which is not read here.", name=name, advice=advice)


def _of_bytes(sample: Sample) -> tuple[str, str] | None:
    if b"%PDF-" in sample.data[:_PDF_WITHIN]:
        return "a PDF", f"{_WORD} If its pages are pictures, ask for the file that it was made from."
    if sample.data.startswith(b"{\\rtf"):
        return "rich text (RTF)", _WORD
    if not sample.data.startswith(_OLE):
        return None
    if sample.suffix == ".xls":
        return "a workbook of Excel before 2007", _EXCEL
    if sample.suffix in {".ppt", ".pps"}:
        return "a presentation", _SLIDES
    return "a document of Word before 2007", _WORD


def _of_members(sample: Sample) -> tuple[str, str] | None:
    members = sample.members
    if "ppt/presentation.xml" in members:
        return "a presentation", _SLIDES
    if "content.xml" in members and "META-INF/manifest.xml" in members:
        if sample.suffix == ".ods":
            return "a spreadsheet of LibreOffice", "Open it there and save it as .xlsx."
        if sample.suffix == ".odp":
            return "a presentation", _SLIDES
        return "a document of LibreOffice", "Open it there and save it as .docx."
    if "Index/Document.iwa" in members:
        to = "Excel" if sample.suffix == ".numbers" else "Word"
        return "a file of Apple's programs", f"Open it there, choose File, Export To, {to}, and take that."
    return None
