"""Neighbours by category, then block, then chapter, in any order of adding and however many."""

from __future__ import annotations

import hashlib
import pickle
from pathlib import Path

import pytest

from questions.generate.index import MAX_PER_TIER, FactIndex, entry_of
from questions.icd10 import Nearness
from questions.model import Article, ArticleFacts, Fact, Field, Role


def about(
    title: str, code: str | None, *facts: Fact, chapter: str | None = None, text: str = ""
) -> ArticleFacts:
    body = text or f"{title} hurts."
    return ArticleFacts(
        article=Article(
            id=title, text=body, sha256=hashlib.sha256(body.encode()).hexdigest(), encoding="utf-8",
            title=title, icd10=code, chapter=chapter, sections=(),
        ),
        facts=facts,
    )  # fmt: skip


HURTS = Fact(
    field=Field.CAUSE, text="hurts", start=5, end=10, sentence_start=0, sentence_end=11, role=Role.RISK,
    hedged=True, frequency="often", condition="adults", example_of="pain",
)  # fmt: skip
SUBJECT = about("Kissing spine", "M48.2")
NEAR = [
    about("Stenosis", "M48.0"),
    about("Spondylitis", "M45"),
    about("Gout", "M10", HURTS),
    about("Asthma", "J45"),
]


def titles(index: FactIndex, subject: ArticleFacts = SUBJECT) -> list[tuple[str, Nearness]]:
    return [(one.title, one.nearness) for one in index.neighbours_of(subject.article)]


def test_the_nearest_come_first_and_other_chapters_never() -> None:
    with FactIndex() as index:
        for found in reversed(NEAR):
            index.add(found)

        assert titles(index) == [
            ("Stenosis", Nearness.CATEGORY),
            ("Spondylitis", Nearness.BLOCK),
            ("Gout", Nearness.CHAPTER),
        ]


def test_facts_come_back_as_they_were_with_their_sentence() -> None:
    with FactIndex() as index:
        index.add(NEAR[2])
        (gout,) = index.neighbours_of(SUBJECT.article)

    assert gout.facts == ((HURTS, "Gout hurts."),)
    assert gout.source_of(*gout.facts[0]).text == "Gout hurts."


def test_what_another_process_made_of_an_article_is_stored_like_the_article() -> None:
    with FactIndex() as index:
        index.store(pickle.loads(pickle.dumps(entry_of(NEAR[2]))))  # noqa: S301
        (gout,) = index.neighbours_of(SUBJECT.article)

    assert gout.facts == ((HURTS, "Gout hurts."),)


def test_an_article_that_was_asked_for_and_then_replaced_gives_its_new_facts() -> None:
    with FactIndex() as index:
        index.add(about("Gout", "M10"))
        before = index.neighbours_of(SUBJECT.article)
        index.add(NEAR[2])
        after = index.neighbours_of(SUBJECT.article)

    assert [len(one.facts) for one in (*before, *after)] == [0, 1]


def test_what_many_copies_of_an_article_tell_is_told_once() -> None:
    told = Fact(field=Field.CAUSE, text="hurts", start=0, end=5, sentence_start=0, sentence_end=5)
    with FactIndex() as index:
        for number in range(5):
            index.add(about(f"Kissing spine {number}", "M48.2", told))

        assert index.told_elsewhere(SUBJECT.article) == ("hurts",)


def test_the_same_id_again_replaces_what_was_there() -> None:
    with FactIndex() as index:
        index.add(NEAR[2])
        index.add(about("Gout", "M10", text="Gout aches."))
        (gout,) = index.neighbours_of(SUBJECT.article)

    assert gout.facts == ()
    assert "ach" in gout.stems


@pytest.mark.parametrize(
    "twin",
    [about("Baastrup", "m482"), about("Kissing Spine", "M48.0"), about("Kissing spine of the neck", "M48.3")],
)
def test_the_same_condition_is_no_neighbour(twin: ArticleFacts) -> None:
    with FactIndex() as index:
        index.add(twin)

        assert titles(index) == []


def test_without_a_code_the_chapter_line_finds_neighbours() -> None:
    subject = about("Sore back", None, chapter="Diseases of the musculoskeletal system and connective tissue")
    with FactIndex() as index:
        for found in NEAR:
            index.add(found)

        assert {title for title, _ in titles(index, subject)} == {"Stenosis", "Spondylitis", "Gout"}
        assert titles(index, about("Sore back", None)) == []


def test_a_code_that_only_the_who_has_finds_its_block() -> None:
    with FactIndex() as index:
        index.add(about("Infarction of the brain", "I63.9"))

        assert titles(index, about("Stroke", "I64")) == [("Infarction of the brain", Nearness.BLOCK)]


def test_a_large_chapter_costs_no_more_and_is_drawn_from_all_over(tmp_path: Path) -> None:
    names = [f"Joint {chr(65 + n // 26)}{chr(65 + n % 26)}x" for n in range(3 * MAX_PER_TIER)]
    with FactIndex(tmp_path / "index.sqlite") as index:
        for name in names:
            index.add(about(name, "M10"))
        drawn = [{title for title, _ in titles(index, about(f"Back {n}", "M54"))} for n in range(12)]

    assert {len(one) for one in drawn} == {MAX_PER_TIER}
    assert len(set.union(*drawn)) > 2 * MAX_PER_TIER
