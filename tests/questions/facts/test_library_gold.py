"""The facts of ten bundled articles against the marks of a reader who had not seen the extractor.

A wrong fact teaches something wrong, so few are borne; of free prose many marked ones are still missed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from questions.article import read_article
from questions.facts import extract_facts
from questions.library import FOLDER
from questions.model import Field

GOLD = Path(__file__).parents[2] / "data" / "library_gold.jsonl"
SCORED = (Field.CAUSE, Field.SYMPTOM, Field.TREATMENT, Field.PREVENTION, Field.DIAGNOSTIC)


def rows() -> Iterator[dict[str, Any]]:
    return map(json.loads, GOLD.read_text(encoding="utf-8").splitlines())


def text_of(row: dict[str, Any]) -> bytes:
    return (FOLDER / f"{row['id']}.txt").read_bytes()


def test_the_marks_are_of_the_articles_as_they_stand() -> None:
    changed = [row["id"] for row in rows() if hashlib.sha256(text_of(row)).hexdigest() != row["sha256"]]

    assert changed == [], "mark these articles anew, at least where their text has changed"


def test_what_is_found_was_marked_and_much_of_what_was_marked_is_found() -> None:
    found_right = found_all = missed = marked_all = 0
    for row in rows():
        facts = extract_facts(read_article(text_of(row), id=row["id"], name=row["id"])).facts
        for field in SCORED:
            marks = [mark for mark in row["facts"] if mark["field"] == field and not mark["negated"]]
            found = {fact.text for fact in facts if fact.field is field and not fact.negated}
            found_right += sum(any(alike(text, mark["text"]) for mark in marks) for text in found)
            found_all += len(found)
            required = [mark["text"] for mark in marks if not mark.get("optional")]
            missed += sum(not any(alike(text, mark) for text in found) for mark in required)
            marked_all += len(required)

    assert found_right / found_all >= 0.9
    assert missed / marked_all <= 0.5


def alike(found: str, marked: str) -> bool:
    """Whether two phrases are one fact, as one reader might cut it and another."""
    return fuzz.token_set_ratio(found.lower(), marked.lower()) >= 85
