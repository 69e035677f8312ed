"""Bytes to articles: sections, notes, refusals."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions.article import MAX_LINES, read_article
from questions.errors import UnreadableFileError
from questions.header import unknown_code_note
from questions.model import Article, Field

SAMPLES = Path(__file__).parents[1] / "data" / "articles"
VALID = sorted((SAMPLES / "valid").iterdir())
INVALID = sorted((SAMPLES / "invalid").iterdir())
EXPECTED = {
    "markdown.md": ("Anal fissure", "K60.2"),
    "numbered.txt": ("Tennis elbow", "M77.1"),
    "underlined_crlf.txt": ("Scabies", "B86"),
    "utf16.txt": ("Ménière disease", "H81.0"),
    "windows1252.txt": ("Café au lait macules", "L81.3"),
}


def read(text: str, name: str = "kissing-spine.txt") -> Article:
    return read_article(text.encode(), id="a", name=name)


def body(article: Article, field: Field | None) -> list[str]:
    return [article.text[s.start : s.end].strip() for s in article.sections if s.field is field]


def test_every_valid_sample_is_expected() -> None:
    assert {path.name for path in VALID} == set(EXPECTED)
    assert INVALID


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.name)
def test_a_valid_sample_gives_title_code_and_its_three_sections(path: Path) -> None:
    article = read_article(path.read_bytes(), id=path.stem, name=path.name)

    assert (article.title, article.icd10) == EXPECTED[path.name]
    assert {Field.CAUSE, Field.SYMPTOM, Field.TREATMENT} <= {section.field for section in article.sections}
    assert article.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.name)
def test_an_invalid_sample_is_refused_with_its_name(path: Path) -> None:
    with pytest.raises(UnreadableFileError, match=path.name):
        read_article(path.read_bytes(), id=path.stem, name=path.name)


def test_numbered_sections_end_where_a_paragraph_returns_to_the_margin() -> None:
    article = read(
        "Gout\n\nIntro.\n\n  1. Causes: Alcohol.\n\n     More.\n  2. Symptoms: Pain.\n\nSee a doctor.\n"
    )

    assert body(article, Field.CAUSE) == ["Alcohol.\n\n     More."]
    assert body(article, Field.SYMPTOM) == ["Pain."]
    assert body(article, None) == ["Intro.", "See a doctor."]


def test_a_deeper_heading_of_unknown_words_stays_in_its_section() -> None:
    article = read("# Gout\n\n## Treatment\n\n### Colchicine\n\nUsed early.\n\n## Famous patients\n\nMany.\n")

    assert body(article, Field.TREATMENT) == ["### Colchicine\n\nUsed early."]
    assert body(article, None) == ["Many."]


def test_what_is_missing_is_noted() -> None:
    article = read("It hurts a lot, and nobody knows why.\n")

    assert article.title == "Kissing spine"
    messages = " ".join(note.message for note in article.notes)
    assert "No title" in messages
    assert "No ICD-10 code" in messages
    assert "No heading" in messages


def test_a_whole_article_has_nothing_to_note() -> None:
    article = read("Gout\n\nICD-10 code: M10\n\nCauses\n\nAlcohol.\n")

    assert article.notes == ()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("\n<!DOCTYPE html>\n<title>Gout</title>\nGout hurts.", 2),
        ("Gout\n\n<html lang='en'>Gout hurts.", 3),
        ("Gout hurts.\r\n</body >", 2),
        ("<p>Gout is caused by <b>urate crystals</b> &amp; alcohol.</p>\n" * 4, 1),
        ("<h2>Symptoms</h2>\n<ul class='x'><li>pain</li><li>swelling</li><li>fever</li></ul>", 1),
    ],
)
def test_html_is_refused_with_what_to_do(text: str, line: int) -> None:
    with pytest.raises(UnreadableFileError, match=r"is HTML.*copy its text into a \.txt or \.md") as caught:
        read(text)

    assert caught.value.line == line


@pytest.mark.parametrize(
    "text",
    [
        "Anaemia is a haemoglobin < 120 g/l in women and <130 g/l in men; <i>H. pylori</i> is a cause.",
        "Marfan syndrome is caused by variants of " + ", ".join(["<i>FBN1</i>"] * 10) + ".",
        "If BMI <body weight/height> is high, gout is likelier.",
        "# Gout\n\n<a id='top'></a>\n\nGout hurts at night. " + "It is common. " * 300 + "<p>End</p>" * 3,
    ],
)
def test_plain_text_with_a_stray_tag_is_read(text: str) -> None:
    assert read(text).text == text


ONE_LINE = (
    "Kissing spine digital illustration Kissing spine Save ICD-10 code: M48.2 Kissing spine is a condition "
    "in which spinous processes rub. 1. Causes: It is caused by poor posture. 2. Symptoms: They include "
    "stiffness, e.g. at night. Treatment: Rest. Note: see a doctor. It is bad: very bad. "
    "3) Risk factors: Diving."
)


def test_an_article_on_one_line_is_parted_at_its_headings() -> None:
    article = read(ONE_LINE)

    assert (article.title, article.icd10) == ("Kissing spine", "M48.2")
    assert [
        (section.heading, article.text[section.start : section.end].strip()) for section in article.sections
    ] == [
        ("", ONE_LINE[: ONE_LINE.index("1. Causes")].strip()),
        ("Causes", "It is caused by poor posture."),
        ("Symptoms", "They include stiffness, e.g. at night."),
        ("Treatment", "Rest. Note: see a doctor. It is bad: very bad."),
        ("Risk factors", "Diving."),
    ]
    assert not article.notes


def test_a_heading_within_needs_a_number_or_the_end_of_a_sentence() -> None:
    text = "Gout\n\nIntro: " + "it hurts and it swells, " * 6 + "in Symptoms: pain, and Causes: urate.\n"

    assert [section.heading for section in read(text).sections] == [""]


@pytest.mark.parametrize("code", ["I64", "E14", "F00", "Z99.99", "M48.2X9"])
def test_a_code_that_icd_10_cm_lacks_is_kept_with_a_note_on_its_line(code: str) -> None:
    article = read(f"Gout\n\nICD-10 code: {code}\n\nCauses:\nUrate.\n")

    assert article.icd10 == code
    assert article.notes == (unknown_code_note(code, 3),)
    assert f"no code {code}" in article.notes[0].message


@given(st.binary(max_size=300))
def test_any_bytes_give_an_article_or_a_plain_refusal(data: bytes) -> None:
    try:
        article = read_article(data, id="a", name="a.txt")
    except UnreadableFileError:
        return
    assert article.title


@given(
    st.lists(
        st.sampled_from(
            ["Causes\n", "# ", "1. ", "Symptoms: ", "pain ", "\n", "\r\n", "**", "ICD-10 ", ": ", "M10"]
        ),
        max_size=30,
    )
)
def test_sections_lie_in_the_text_one_behind_the_other(pieces: list[str]) -> None:
    article = read("x" + "".join(pieces))

    ends = [0]
    for section in article.sections:
        assert ends[-1] <= section.start <= section.end <= len(article.text)
        ends.append(section.end)


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_a_file_of_endless_lines_is_refused_however_they_end(end: str) -> None:
    read("Gout\n" + end * (MAX_LINES - 1))

    with pytest.raises(UnreadableFileError, match=r"200,001 lines; the limit is 200,000"):
        read("Gout\n" + end * MAX_LINES)
