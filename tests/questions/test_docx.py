"""Word documents: the lines that a person sees."""

import zipfile
from io import BytesIO
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions.docx import read_docx
from questions.errors import TooLargeError, UnreadableFileError
from tests.questions.word_documents import document, numbering, paragraph, picture, run

GIF = b"GIF87a an image"
QUIZ = {1: [("decimal", "%1."), ("lowerLetter", "%2)")], 2: [("upperLetter", "(%1)"), ("bullet", "o")]}


def texts(data: bytes) -> list[str]:
    return [line.text for line in read_docx(data, "a.docx").lines]


def test_numbers_of_lists_are_written_out() -> None:
    data = document(
        paragraph("First?", number=(1, 0)),
        paragraph("x", number=(1, 1)),
        paragraph("y", number=(1, 1)),
        paragraph("Second?", number=(1, 0)),
        paragraph("z", number=(1, 1)),
        paragraph("big", number=(2, 0)),
        paragraph("dot", number=(2, 1)),
        paragraph("none", number=(0, 0)),
        numbers=numbering(QUIZ),
    )

    assert texts(data) == ["1. First?", "a) x", "b) y", "2. Second?", "a) z", "(A) big", "\u2022 dot", "none"]


def test_a_list_that_starts_anew_starts_at_its_first_number() -> None:
    quiz = {1: [("lowerRoman", "%1.")]}
    data = document(
        paragraph("x", number=(1, 0)),
        paragraph("y", number=(1, 0)),
        paragraph("x", number=(5, 0)),
        paragraph("y", number=(5, 0)),
        numbers=numbering(quiz, restarted=(5,)),
    )

    assert texts(data) == ["i. x", "ii. y", "i. x", "ii. y"]


def test_a_style_gives_its_list_to_the_paragraphs_and_the_styles_based_on_it() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Stem"><w:name w:val="Stem"/><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Long"><w:name w:val="Long"/>'
        '<w:basedOn w:val="Stem"/></w:style>'
    )
    data = document(
        paragraph("x", style="Stem"), paragraph("y", style="Long"), numbers=numbering(QUIZ), styles=styles
    )

    assert texts(data) == ["1. x", "2. y"]


@pytest.mark.parametrize(
    ("number", "kind", "label"),
    [
        (27, "lowerLetter", "aa."),
        (4, "upperRoman", "IV."),
        (12, "decimalZero", "12."),
        (3, "upperLetter", "C."),
    ],
)
def test_numbers_are_written_as_their_list_has_them(number: int, kind: str, label: str) -> None:
    data = document(*[paragraph("x", number=(1, 0))] * number, numbers=numbering({1: [(kind, "%1.")]}))

    assert texts(data)[-1] == f"{label} x"


@pytest.mark.parametrize("properties", ["<w:b/>", '<w:u w:val="single"/>', '<w:highlight w:val="yellow"/>'])
def test_emphasis_is_known_from_where_it_starts(properties: str) -> None:
    [line] = read_docx(document(paragraph("a. ", run("right", properties), ".")), "a.docx").lines

    assert line.is_emphasised(3)
    assert not line.is_emphasised()


def test_a_line_is_given_as_html_with_or_without_emphasis() -> None:
    data = document(
        paragraph(run("H", "<w:b/>"), run("2", '<w:b/><w:vertAlign w:val="subscript"/>'), " < 5 ", picture()),
        image=GIF,
    )

    word = read_docx(data, "a.docx")

    [line] = word.lines
    assert line.html() == '<b>H</b><b><sub>2</sub></b> &lt; 5 <img src="image-1" alt="image">'
    assert line.html(1, 2, emphasis=False) == "<sub>2</sub>"
    assert word.images == {"image-1": GIF}


def test_line_breaks_headings_and_tables_make_lines() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/></w:style>'
    table = f"<w:tbl><w:tr><w:tc>{paragraph('left')}</w:tc><w:tc>{paragraph('right')}</w:tc></w:tr></w:tbl>"
    data = document(
        paragraph("Thyroid", style="H2"),
        paragraph(run("a"), "<w:r><w:br/></w:r>", run("b")),
        table,
        styles=styles,
    )

    lines = read_docx(data, "a.docx").lines

    assert [(line.text, line.rank) for line in lines] == [
        ("Thyroid", 2), ("a", 0), ("b", 0), ("left", 0), ("right", 0),
    ]  # fmt: skip


@pytest.mark.parametrize("relation", ['r:embed="rId7"', 'r:link="rId8"'])
def test_an_image_that_is_not_in_the_document_has_no_bytes(relation: str) -> None:
    assert read_docx(document(paragraph("x", picture(relation))), "a.docx").images == {"image-1": b""}


def test_formulas_are_counted() -> None:
    maths = '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r/></m:oMath>'

    assert read_docx(document(paragraph("x", maths)), "a.docx").formulas == 1


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"not a zip", "no zip archive"),
        (document(head='<!DOCTYPE w [<!ENTITY a "b">]>'), "document type"),
        (document("<w:p>"), "not well-formed"),
        (
            document("<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='x'/></w:tcPr></w:tc></w:tr></w:tbl>"),
            "damaged",
        ),
    ],
)
def test_what_is_no_document_is_refused(data: bytes, problem: str) -> None:
    with pytest.raises(UnreadableFileError, match=problem):
        read_docx(data, "a.docx")


def test_another_archive_is_refused() -> None:
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("a.xml", "<a/>")

    with pytest.raises(UnreadableFileError, match="no Word document"):
        read_docx(data.getvalue(), "a.docx")


def test_a_document_that_unpacks_to_more_than_it_may_is_refused() -> None:
    with pytest.raises(TooLargeError):
        read_docx(document(paragraph("x" * 25_000_000)), "a.docx")


def test_a_document_nested_deep_is_refused() -> None:
    deep = "<w:smartTag>" * 190 + "</w:smartTag>" * 190

    try:
        read_docx(document(f"<w:p>{deep}</w:p>"), "a.docx")
    except UnreadableFileError as error:
        assert "damaged" in error.problem  # noqa: PT017 - or read, if Python's stack is large enough


@given(random=st.randoms(use_true_random=False))
def test_a_damaged_document_is_read_or_refused(random: Random) -> None:
    pieces = [
        "w:p",
        "w:r",
        "w:val",
        "w:numPr",
        "w:tbl",
        "w:tc",
        "w:gridSpan",
        "w:sym",
        "w:fldChar",
        "1",
        "r:id",
    ]
    inside = paragraph("x", picture(), number=(1, 0)) + "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    for _ in range(3):
        inside = inside.replace(random.choice(pieces), random.choice(pieces), 2)
    numbers = numbering(QUIZ).replace(random.choice(["w:ilvl", "w:start", "%1", "w:numId"]), "w:val")
    try:
        read_docx(document(inside, numbers=numbers, image=GIF), "a.docx")
    except UnreadableFileError as error:
        assert error.problem  # noqa: PT017 - refused is as good as read, if the reason is said


def test_what_word_notes_of_its_own_changes_no_line() -> None:
    noise = '<w:proofErr w:type="spellStart"/><w:lang w:val="en-GB"/><w:sz w:val="24"/>'
    data = document(
        paragraph(run("First?", f"{noise}<w:b/>"), number=(1, 0)),
        paragraph(run("x", noise)),
        numbers=numbering(QUIZ),
    )

    first, second = read_docx(data, "a.docx").lines

    assert (first.text, first.is_emphasised(3)) == ("1. First?", True)
    assert (second.text, second.is_emphasised()) == ("x", False)
