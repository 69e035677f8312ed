"""Any bytes as an article or a question set: an answer, never an exception."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from questions.article import read_article
from questions.check import check_question_set
from questions.diff import difference
from questions.errors import UnreadableFileError
from questions.facts import extract_facts
from questions.formats import read, write
from questions.generate import generate_items
from questions.jsonl import to_json
from questions.model import ArticleSource

ARTICLE = """Gout digital illustration

ICD-10 code: M10

Gout is a form of arthritis.

  1. Causes: Gout is thought to be caused by high levels of uric acid (hyperuricemia), and by obesity.
  2. Symptoms: Symptoms may include: Headache Nausea and vomiting Drowsiness
  3. Treatment Options: In severe cases, drugs such as colchicine are used.
"""
# What articles are made of, whole, broken, and from other worlds.
PARTS = st.sampled_from(
    [
        *ARTICLE.splitlines(keepends=True), *"()[]{}«»“”\"'*_#|<>&;:,.!?%–—-•\t\v\f\0\x1b\x85\u2028\ufeff",
        "\n", "\n\n", "\r", "\r\n", " ", "\xa0", "  - ", "\n- pain", "\n• fever", "\n## ", "\n=====\n", "**",
        "ICD-10 code: ", "ICD-10: M10-M14", "Chapter: XIII", "Causes:", "Symptoms", "what causes gout?",
        "such as", "including", "and/or", "and ", ", ", "or ", "in severe cases", "may include:", "not ",
        "is caused by ", "can lead to ", "Risk factors include ", "90%", "1 in 3", "Gout is ", "gout",
        "e.g. ", "numbness or tingling in the legs or feet",
        "Signs and Symptoms Approximate number of patients",
        "Joint pain 90% Swelling 50% ", "See also", "<p>", "</li>", "&amp;", "http://x.y/z", "\u0301" * 40,
        "👩‍⚕️", "النقرس", "\u202e", "יש כאב", "痛風", "ß", "İ", "ﬁ", "a" * 300, "A" * 300, "(" * 200,
        "LOSS OF SMELL, " * 20, "pain, " * 200,
    ]
)  # fmt: skip
PIECES = PARTS | st.text(max_size=5)


def with_pieces(pieces: list[tuple[int, int, str]]) -> str:
    """The article with each piece in the place of some of its characters."""
    text = ARTICLE
    for place, length, piece in pieces:
        text = text[:place] + piece + text[place + length :]
    return text


TEXTS = st.lists(PIECES, max_size=40).map("".join) | st.lists(
    st.tuples(st.integers(0, len(ARTICLE)), st.integers(0, 30), PIECES), max_size=10
).map(with_pieces)
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "cp1252")
FILES = st.binary(max_size=500) | st.builds(
    lambda text, encoding: text.encode(encoding, "replace"), TEXTS, st.sampled_from(ENCODINGS)
)
LENDER = extract_facts(
    read_article(
        ARTICLE.replace("Gout", "Frost").replace("M10", "M11.2").replace("ache", "y toes").encode(),
        id="near",
        name="near.txt",
    )
)
LONG = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)


@LONG
@given(FILES)
@example(b"")
@example(b"%PDF-1.7\n%\xe2\xe3")
@example(b"\xff\xfe\x00\xd8")
@example("Gout\n\nSymptoms include pain \ud800.".encode("utf-8", "surrogatepass"))
@example(ARTICLE.replace(" ", "\0").encode())
@example(ARTICLE.encode("utf-16"))
def test_any_bytes_give_an_article_with_facts_and_items_or_one_reason(data: bytes) -> None:
    try:
        article = read_article(data, id="any", name="any.txt")
    except UnreadableFileError:
        return
    found = extract_facts(article)
    lender = extract_facts(
        read_article(ARTICLE.replace("Gout", "Frost").encode(), id="near", name="near.txt")
    )

    generated = generate_items(found, [lender])

    assert all(0 <= fact.start < fact.end <= len(article.text) for fact in found.facts)
    for item in generated.items:
        to_json(item).encode()
        if isinstance(item.source, ArticleSource):
            assert article.text[item.source.start : item.source.end] == item.source.text


@LONG
@given(FILES, st.sampled_from([".csv", ".tsv", ".txt", ".json", ".jsonl"]))
@example(b'{"id": "\\ud800", "kind": "flashcard", "stem": "a b c d", "answer": "e"}', ".jsonl")
def test_any_bytes_give_a_question_set_or_one_reason(data: bytes, suffix: str) -> None:
    try:
        question_set = read(data, name=f"any{suffix}")
    except UnreadableFileError:
        return

    assert question_set.found == len(question_set.items) + len(question_set.rejected)
    assert not difference(question_set.items, question_set.items)
    check_question_set(question_set)
    for name in ("csv_table", "native_json", "json_lines"):
        write(question_set, name)


NASTY = {
    "a_line.txt": " ".join(ARTICLE.split()).encode() * 400,
    "combining.txt": ARTICLE.replace("a", "a" + "\u0301" * 300).encode(),
    "no_sections.txt": b"Gout hurts at night. " * 2000,
    "right_to_left.txt": (
        "النقرس\n\nالأسباب:\n" + "النقرس هو شكل من أشكال التهاب المفاصل. יש כאב. " * 500
    ).encode(),
    "sections.txt": b"Gout\n\n" + b"Causes:\nGout is caused by urate.\n\nSymptoms:\nPain.\n\n" * 500,
    "wide.txt": ARTICLE.encode("utf-16"),
}
UNREADABLE = {
    "half.txt": "Gout \ud800".encode("utf-8", "surrogatepass") + b"\x81",
    "nuls.txt": b"G\0o\0u\0t\0",
    "pdf.txt": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(range(256)),
}


HTML = b"<html><body>" + b"<p>Gout is caused by <b>urate</b>.</p><ul><li>pain</li></ul>\n" * 300


@pytest.mark.parametrize("command", ["facts", "generate"])
def test_a_folder_of_nasty_files_is_worked_through(tmp_path: Path, command: str) -> None:
    unreadable = UNREADABLE | {"html.txt": HTML}
    for name, data in (NASTY | unreadable).items():
        (tmp_path / name).write_bytes(data)

    done = subprocess.run(
        [sys.executable, "-m", "questions", command, tmp_path], capture_output=True, timeout=200
    )

    report = os.fsdecode(done.stderr)
    assert done.returncode == 1
    assert f"{len(NASTY)} articles read, {len(unreadable)} files not readable." in report
    assert all(name in report for name in unreadable)
    assert "Traceback" not in report


@pytest.mark.parametrize("command", [["check"], ["diff"], ["convert"]])
@pytest.mark.parametrize("name", sorted(UNREADABLE))
def test_a_question_set_that_is_no_text_is_said_in_a_line(
    tmp_path: Path, command: list[str], name: str
) -> None:
    path = tmp_path / "set.jsonl"
    path.write_bytes(UNREADABLE[name])
    other = [path] if command == ["diff"] else [tmp_path / "out.csv"] if command == ["convert"] else []

    done = subprocess.run(
        [sys.executable, "-m", "questions", *command, path, *other], capture_output=True, timeout=60
    )

    assert (done.returncode, done.stdout) == (2, b"")
    assert b"set.jsonl" in done.stderr
    assert b"Traceback" not in done.stderr
