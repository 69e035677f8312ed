"""Clozes: one blank, nothing leaked, readable alone."""

from __future__ import annotations

import pytest

from questions.generate.cloze import clozes
from questions.generate.subject import Subject
from questions.generate.unmade import Unmade
from questions.model import Article, ArticleFacts, Fact, Field, Item


def made(sentence: str, hidden: str) -> Item | Unmade:
    start = sentence.index(hidden)
    fact = Fact(
        field=Field.CAUSE, text=hidden, start=start, end=start + len(hidden),
        sentence_start=0, sentence_end=len(sentence),
    )  # fmt: skip
    article = Article(
        id="gout",
        text=sentence,
        sha256="",
        encoding="utf-8",
        title="Gout",
        icd10=None,
        chapter=None,
        sections=(),
    )
    (only,) = clozes(Subject(found=ArticleFacts(article=article, facts=(fact,))))
    return only


@pytest.mark.parametrize(
    ("sentence", "hidden", "stem"),
    [
        (
            "Gout is caused by uric\n acid crystals in joints.",
            "uric\n acid crystals",
            "Gout is caused by _____ in joints.",
        ),
        (
            "It is often brought on by beer and meat.",
            "beer",
            "Gout: It is often brought on by _____ and meat.",
        ),
        (
            "The main trigger is a diuretic in old men.",
            "diuretic",
            "Gout: The main trigger is a _____ in old men.",
        ),
        (
            "People with gout have back pain and stiffness in the back.",
            "stiffness in the back",
            "People with gout have back pain and _____.",
        ),
        (
            "- Gout may come from beer (fermented malt) and red meat.",
            "beer",
            "Gout may come from _____ and red meat.",
        ),
    ],
)
def test_the_fact_is_hidden_and_the_condition_is_named(sentence: str, hidden: str, stem: str) -> None:
    item = made(sentence, hidden)

    assert isinstance(item, Item)
    assert item.stem == stem
    assert item.answer == " ".join(hidden.split())


@pytest.mark.parametrize(
    ("sentence", "hidden", "reason"),
    [
        ("Gout is caused by beer.", "beer", "too few words"),
        ("Gout comes from uric acid, and uric acid comes from meat.", "uric acid", "stands elsewhere"),
        (
            "Gout is caused by degenerative changes and by degeneration.",
            "degenerative changes",
            "stands elsewhere",
        ),
        ("Tophi 90% Fever 50% Chills 7.5% Swelling of the toe", "Fever", "no sentence"),
        ("Gout may come from beer (fermented malt).", "fermented malt", "other words for the answer"),
        ("Gout may come from drinks such as beer, and rarely liver.", "drinks", "other words for the answer"),
        ("In some people with gout, colchicine may be needed.", "colchicine", "too little"),
        ("Gout is what you get when your kidneys are in trouble.", "your kidneys", "outside its text"),
    ],
)
def test_a_sentence_that_would_teach_nothing_is_left_out(sentence: str, hidden: str, reason: str) -> None:
    item = made(sentence, hidden)

    assert isinstance(item, Unmade)
    assert reason in item.reason


def test_marks_of_markdown_are_not_shown() -> None:
    cloze = made(
        "Gout flares are treated with **colchicine** and [prednisone](https://a.b) in most people.",
        "colchicine",
    )

    assert isinstance(cloze, Item)
    assert cloze.stem == "Gout flares are treated with _____ and prednisone in most people."
    assert cloze.explanation == "Gout flares are treated with colchicine and prednisone in most people."
