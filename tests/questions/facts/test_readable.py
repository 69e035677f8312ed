"""Markdown, entities and unseen signs: read as a reader sees them, with spans into the text as it stands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions.article import read_article
from questions.facts import extract_facts
from questions.facts.readable import readable
from questions.library import FOLDER
from questions.model import Article, Fact, Field

PATHS = sorted(FOLDER.rglob("*.txt"))[::8]
NUMBERED = re.compile(r"^ {2}\d\. (?P<heading>[A-Z][a-z]+): ", re.MULTILINE)


def read(text: str) -> Article:
    return read_article(text.encode(), id="a", name="a.md")


def facts_in(section: str, body: str) -> list[Fact]:
    facts = extract_facts(read(f"Gout\n\n## {section}\n\n{body}\n")).facts
    return [fact for fact in facts if fact.field is not Field.DEFINITION]


def said(text: str) -> list[tuple[object, ...]]:
    """What an article's facts say, without their places."""
    facts = extract_facts(read(text)).facts
    return [(fact.field, fact.text, fact.negated, fact.frequency, fact.condition) for fact in facts]


def bold_some(text: str) -> str:
    """Every ninth longer word in bold, every eleventh as a link."""
    words = re.split(r"(?<=\s)(?=[a-z]{5,}[\s,.;])", text)
    for number in range(1, len(words)):
        before, mark = ("**", "**") if number % 9 == 0 else ("[", "](https://a.org/b)")
        if number % 9 == 0 or number % 11 == 0:
            words[number] = re.sub(r"^[a-z]+", rf"{before}\g<0>{mark}", words[number])
    return "".join(words)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_an_article_in_markdown_gives_the_facts_of_the_plain_one(path: Path) -> None:
    plain = NUMBERED.sub(r"\n## \g<heading>\n\n", path.read_text(encoding="utf-8"))
    head, line, body = plain.partition("\n## ")

    marked = head + line + bold_some(body)

    assert marked != plain
    assert said(marked) == said(plain)


@pytest.mark.parametrize(
    ("section", "body", "expected"),
    [
        (
            "Treatment",
            "Gout is treated with **colchicine**, _rest_ and *ice*.",
            ["colchicine", "rest", "ice"],
        ),
        (
            "Treatment",
            "Gout is treated with [colchicine](https://a.org/b) and ~~rest~~.",
            ["colchicine", "rest"],
        ),
        ("Treatment", "Gout is treated with `colchicine` and <b>rest</b>.", ["colchicine", "rest"]),
        ("Symptoms", "Symptoms include joint&nbsp;pain &amp; fever.", ["joint pain & fever"]),
        (
            "Symptoms",
            "Symptoms include joint pain\u200e, fe\u00adver and chills.",
            ["joint pain", "fever", "chills"],
        ),
        ("Symptoms", "* **Fever**\n* _Joint pain_\n", ["Fever", "Joint pain"]),
        (
            "Symptoms",
            "| Symptom | How often |\n|---|---|\n| Fever | 90% |\n| **Joint pain** | 10% |\n",
            ["Fever", "Joint pain"],
        ),
        ("Treatment", "| Stage | Treatment |\n| --- | :-: |\n| Acute | Colchicine |\n", ["Colchicine"]),
        (
            "Diagnosis",
            "T2* MRI of the heart and L* values are used to diagnose gout.",
            ["T2* MRI of the heart"],
        ),
    ],
)
def test_no_mark_stays_in_a_fact(section: str, body: str, expected: list[str]) -> None:
    assert [fact.text for fact in facts_in(section, body)] == expected


def test_spans_point_into_the_text_as_it_stands() -> None:
    article = read("Gout\n\n## Treatment\n\nGout is treated with high-**dose** colchicine&nbsp;tablets.\n")

    (fact,) = extract_facts(article).facts

    assert fact.text == "high-dose colchicine tablets"
    assert article.text[fact.start : fact.end] == "high-**dose** colchicine&nbsp;tablets"
    assert article.text[fact.sentence_start : fact.sentence_end].startswith("Gout is treated")


def test_text_without_marks_is_read_as_it_stands() -> None:
    assert readable("Gene names such as HLA-B*27 and snake_case_words & 5 * 3 stay.") is None


@given(st.text(alphabet="ab *_`[]()|-\n\\&;#>~\u200e", max_size=60))
def test_every_sign_knows_its_place(text: str) -> None:
    plain = readable(text)

    if plain is None:
        return
    assert plain.text.count("\n") == text.count("\n")
    for offset, sign in enumerate(plain.text):
        start, end = plain.place_of(offset, offset + 1)
        assert text[start:end] == sign or (sign == "-" and text[start:end].strip(" ").startswith("|"))
        assert plain.offset_of(start) == offset
