"""The order in which learners meet the items of a set."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from questions import extract_facts, generate_items, read_article
from quizapp.comparing import coming_items
from quizapp.publishing import introduction_order

ARTICLE = Path(__file__).parents[1] / "data" / "articles" / "valid" / "numbered.txt"


@pytest.fixture
def generated():
    article = read_article(ARTICLE.read_bytes(), id="numbered", name=ARTICLE.name)
    return generate_items(extract_facts(article), []).items


def test_every_fact_comes_once_before_any_comes_again(generated):
    facts = [item.fact for item in introduction_order(coming_items(generated))]

    first_repeat = next(place for place, fact in enumerate(facts) if fact in facts[:place])
    assert set(facts[:first_repeat]) == set(facts)


def test_the_order_is_the_same_however_the_items_come(generated):
    assert introduction_order(coming_items(generated)) == introduction_order(coming_items(generated[::-1]))


def test_kinds_are_mixed(generated):
    kinds = [item.kind for item in introduction_order(coming_items(generated))]

    assert sum(one != other for one, other in pairwise(kinds)) > len(set(kinds))


def test_an_uploaded_set_keeps_the_order_of_its_file(generated):
    items = coming_items(replace(item, fact="") for item in generated)

    assert introduction_order(items) == items
