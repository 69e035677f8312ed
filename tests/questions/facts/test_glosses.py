"""A member of a list that explains the one before it is no fact of its own."""

from __future__ import annotations

import pytest

from questions.article import read_article
from questions.facts import extract_facts
from questions.facts.glosses import GLOSSES, is_gloss


@pytest.mark.parametrize("gloss", GLOSSES, ids=lambda gloss: gloss[0])
def test_a_gloss_explains_in_its_example(gloss: tuple[str, str, str]) -> None:
    words = gloss[2]
    start = words.index(", ") + 2

    assert is_gloss(words, start, words[start:])


def test_only_the_term_is_a_fact() -> None:
    body = "Symptoms include jaw claudication, pain on chewing that eases with rest, and fever."
    article = read_article(f"Gout\n\n## Symptoms\n\n{body}\n".encode(), id="a", name="a.txt")

    assert [fact.text for fact in extract_facts(article).facts] == ["jaw claudication", "fever"]


def test_another_finding_behind_a_comma_is_no_gloss() -> None:
    words = "myalgia, pain in the belly, fever"

    assert not is_gloss(words, 9, "pain in the belly")
    assert not is_gloss(words, 28, "fever")
