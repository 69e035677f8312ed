"""The articles outside the project: all are read, and the marked ones about as their readers read them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from rapidfuzz import fuzz

from questions.article import read_article
from questions.facts import extract_facts
from questions.model import ArticleFacts, Field

pytestmark = pytest.mark.shared

SCORED = (Field.CAUSE, Field.SYMPTOM, Field.TREATMENT, Field.PREVENTION, Field.DIAGNOSTIC)


def facts_of(path: Path) -> ArticleFacts:
    return extract_facts(read_article(path.read_bytes(), id=path.stem, name=path.name))


def test_every_article_is_read_with_exact_spans(shared: Path) -> None:
    paths = sorted((shared / "data" / "articles").rglob("*.txt"))

    assert len(paths) > 300
    for path in paths:
        result = facts_of(path)
        text = result.article.text
        for fact in result.facts:
            assert fact.sentence_start <= fact.start < fact.end <= fact.sentence_end
            if fact.field is not Field.ICD_CODE:
                assert re.sub(r"\s+", " ", text[fact.start : fact.end]) == fact.text


def test_the_first_article_gives_every_fact_that_its_reader_marked(shared: Path) -> None:
    gold = next(row for row in gold_rows(shared) if row["id"] == "seed")

    found = facts_of(shared / "data" / gold["file"]).facts

    marked = {(fact["field"], fact["text"]) for fact in gold["facts"]}
    assert {(fact.field.value, fact.text) for fact in found if fact.field in SCORED} == marked
    severity = {fact.text: fact.condition for fact in found if fact.field is Field.TREATMENT}
    assert severity["rest"] == "mild cases"
    assert severity["surgery"] == "severe cases"


def test_most_marked_facts_are_found_and_most_found_facts_are_marked(shared: Path) -> None:
    right = found_count = marked_count = 0
    for row in gold_rows(shared):
        found = facts_of(shared / "data" / row["file"]).facts
        for field in SCORED:
            marked = {f["text"].lower() for f in row["facts"] if f["field"] == field and not f["negated"]}
            taken = {f.text.lower() for f in found if f.field is field and not f.negated}
            right += sum(any(fuzz.token_sort_ratio(m, t) >= 80 for t in taken) for m in marked)
            marked_count += len(marked)
            found_count += len(taken)

    assert right / marked_count >= 0.85
    assert right / found_count >= 0.85


def gold_rows(shared: Path) -> list[dict[str, object]]:
    lines = (shared / "data" / "gold_dev.jsonl").read_text().splitlines()
    return [json.loads(line) for line in lines]
