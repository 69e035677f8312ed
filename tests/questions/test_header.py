"""Title, code and chapter in their many spellings."""

from __future__ import annotations

import pytest

from questions.article import read_article
from questions.header import other_code_notes, read_header
from questions.lines import split_lines


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("ICD-10 code: M48.2", "M48.2"),
        ("ICD 10: m48.2", "M48.2"),
        ("ICD10 M482", "M48.2"),
        ("ICD-10-CM code: E88.01", "E88.01"),
        ("ICD-10-CM: S52.521A", "S52.521A"),
        ("**ICD-10 code:** `M48.2`", "M48.2"),
        ("- ICD-10 = I63", "I63"),
        ("ICD code – M48.2 (Kissing spine)", "M48.2"),
        ("ICD‑10 code is C7A.010", "C7A.010"),
        ("ICD-10 (WHO): F01", "F01"),
        ("| ICD-10 | m48.2 |", "M48.2"),
    ],
)
def test_a_code_is_read_from_its_place(line: str, code: str) -> None:
    text = f"Kissing spine\n\n{line}\n"

    header = read_header(split_lines(text))

    assert header.code is not None
    assert header.code.value == code
    assert text[header.code.start : header.code.end].replace(".", "").upper() == code.replace(".", "")
    assert header.notes == ()


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("ICD-10 code: unknown", "'unknown'"),
        ("ICD-10 code: 48.2", "'48.2'"),
        ("ICD-10 code: M48.22222", "'M48.22222'"),
        ("ICD-10 code:", "empty"),
        ("ICD-10 codes: M48.2, M48.3", "More than one"),
    ],
)
def test_a_doubtful_code_is_noted_with_its_line(line: str, message: str) -> None:
    header = read_header(split_lines(f"Kissing spine\n\n{line}\n"))

    (note,) = header.notes
    assert note.line == 3
    assert message in note.message


def test_a_sentence_about_the_classification_is_no_code_line() -> None:
    header = read_header(split_lines("Gout\n\nICD-10 is a classification of diseases by the WHO.\n"))

    assert header.code is None
    assert "No ICD-10 code was found" in header.notes[0].message


@pytest.mark.parametrize(
    ("top", "title"),
    [
        ("Kissing spine digital illustration\n\nKissing spine Save\n", "Kissing spine"),
        ("# Gout\n", "Gout"),
        ("Title: Gout\n", "Gout"),
        ("**Gout**\n=====\n", "Gout"),
        ("Gout: Causes, Symptoms, and Treatment Options\n", "Gout"),
        ("Save\n\nGout\n", "Gout"),
    ],
)
def test_a_title_is_freed_of_noise(top: str, title: str) -> None:
    header = read_header(split_lines(f"{top}\nICD-10 code: M10\n\nGout is a disease of the joints.\n"))

    assert header.title == title
    assert 1 + len(split_lines(top)) not in header.line_numbers


@pytest.mark.parametrize(
    "text", ["Gout is a disease of the joints.\n", "Causes\n\nAlcohol\n", "## Symptoms\n"]
)
def test_an_article_may_have_no_title(text: str) -> None:
    header = read_header(split_lines(text))

    assert header.title is None
    assert any("No title" in note.message for note in header.notes)


def test_the_chapter_is_read_without_its_markup() -> None:
    text = "Gout\n\n**Chapter XIII:** *Diseases of the musculoskeletal system*\n"

    header = read_header(split_lines(text))

    assert header.chapter is not None
    assert header.chapter.value == "Diseases of the musculoskeletal system"
    assert text[header.chapter.start : header.chapter.end] == header.chapter.value


def test_each_further_code_is_noted_once_with_its_line() -> None:
    first = "Gout\n\nICD-10 code: M10.9\n\nPain.\n\nICD-10: m10.9\n\n"
    text = f"{first}Pseudogout\n\nICD-10 code: M11.2\n\nICD-10: M11.2\n"

    (note,) = other_code_notes(read_article(text.encode(), id="gout", name="gout.txt"))

    assert note.line == 11
    assert "Another ICD-10 code, M11.2." in note.message
