"""Generation over real articles: the seed's promised coverage, provenance, no flaw, even key positions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from questions import bundled_articles
from questions.article import read_article
from questions.facts import extract_facts
from questions.flaws import find_flaws, find_set_flaws
from questions.generate import FactIndex, Generated, generate_items
from questions.jsonl import to_json
from questions.model import ArticleFacts, ArticleSource, Field, Item, Kind

EVERY = 8  # one dev article in so many, so that the test takes seconds

pytestmark = pytest.mark.shared


def facts_of(path: Path) -> ArticleFacts:
    return extract_facts(
        read_article(path.read_bytes(), id=f"{path.parent.name}/{path.stem}", name=path.name)
    )


@pytest.fixture(scope="module")
def dev(shared: Path) -> list[ArticleFacts]:
    return [facts_of(path) for path in sorted((shared / "data" / "articles" / "dev").glob("*.txt"))[::EVERY]]


@pytest.fixture(scope="module")
def index(dev: list[ArticleFacts]) -> Iterator[FactIndex]:
    with FactIndex() as index:
        for found in dev:
            index.add(found)
        for file in bundled_articles():
            index.add(extract_facts(file.read()))
        yield index


@pytest.fixture(scope="module")
def made(dev: list[ArticleFacts], index: FactIndex) -> list[Generated]:
    return [generate_items(found, index) for found in dev]


def all_items(made: list[Generated]) -> list[Item]:
    return [item for one in made for item in one.items]


def test_the_seed_article_is_asked_in_full(shared: Path, index: FactIndex) -> None:
    seed = facts_of(shared / "data" / "articles" / "seed.txt")

    items = generate_items(seed, index).items

    kinds = Counter(item.kind for item in items)
    assert kinds[Kind.FLASHCARD] + kinds[Kind.CLOZE] >= 15
    assert kinds[Kind.MULTIPLE_CHOICE] >= 6
    answers = [item.answer.lower() for item in items]
    for fact in seed.facts:
        if fact.field in {Field.CAUSE, Field.SYMPTOM, Field.TREATMENT} and not fact.negated:
            assert any(fact.text.lower() in answer for answer in answers)


def test_every_source_is_the_text_at_its_offsets(dev: list[ArticleFacts], made: list[Generated]) -> None:
    texts = {found.article.id: found.article for found in dev}

    for item in all_items(made):
        for source in [item.source, *(option.source for option in item.options)]:
            if isinstance(source, ArticleSource) and source.article_id in texts:
                article = texts[source.article_id]
                assert source.text == article.text[source.start : source.end]
                assert source.article == f"sha256:{article.sha256}"


def test_no_item_has_a_flaw(made: list[Generated]) -> None:
    for item in all_items(made):
        assert find_flaws(item) == (), to_json(item)


def test_no_set_has_a_flaw_and_keys_stand_everywhere_equally_often(made: list[Generated]) -> None:
    assert len(all_items(made)) > 500
    assert find_set_flaws(all_items(made)) == ()


def test_no_two_items_share_an_id(made: list[Generated]) -> None:
    assert max(Counter(item.id for item in all_items(made)).values()) == 1


def test_the_same_input_gives_the_same_bytes(dev: list[ArticleFacts], made: list[Generated]) -> None:
    with FactIndex() as again:
        for file in bundled_articles():
            again.add(extract_facts(file.read()))
        for found in reversed(dev):
            again.add(found)
        repeated = [generate_items(found, again) for found in dev]

    assert [to_json(item) for item in all_items(repeated)] == [to_json(item) for item in all_items(made)]
