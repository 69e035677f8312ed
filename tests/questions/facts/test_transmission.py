"""Only what passes the infection from body to body is a way of transmission."""

from __future__ import annotations

import pytest

from questions.article import read_article
from questions.facts import extract_facts


def told(body: str) -> list[str]:
    article = read_article(f"Plague\n\n## Causes\n\n{body}\n".encode(), id="a", name="a.txt")
    return [fact.text for fact in extract_facts(article).facts]


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        ("It is spread by fleas and close contact.", ["fleas", "close contact"]),
        ("The virus is transmitted by mosquitoes.", ["mosquitoes"]),
        ("Plague is spread through infected tissue or droplets.", ["infected tissue", "droplets"]),
    ],
)
def test_what_spreads_the_infection_is_a_cause(body: str, texts: list[str]) -> None:
    assert sorted(told(body)) == sorted(texts)


@pytest.mark.parametrize(
    "body",
    [
        "Bacteria are spread by the bloodstream to the liver and spleen.",
        "The bacteria can spread through the bloodstream to other organs.",
        "Tumor cells are spread by the lymph vessels.",
        "Mutations are passed through families.",
    ],
)
def test_a_way_within_one_body_or_of_genes_is_none(body: str) -> None:
    assert told(body) == []
