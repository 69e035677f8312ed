"""Bytes to articles: sections, notes, refusals."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions.article import MAX_LINES, read_article
from questions.errors import UnreadableFileError
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
