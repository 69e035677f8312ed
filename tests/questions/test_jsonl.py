"""Items written as JSON Lines come back the same, and a wrong key is named."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions.errors import QuestionsError
from questions.jsonl import item_from_dict, item_from_json, to_dict, to_json
from questions.model import ArticleSource, CodeSource, Condition, Field, Item, Kind, Option, Task

text = st.text(max_size=30)
article_sources = st.builds(
    ArticleSource,
    article_id=text, article=text, condition=text, start=st.integers(0), end=st.integers(0), text=text,
)  # fmt: skip
code_sources = st.builds(CodeSource, classification=text, release=text, code=text, title=text)
sources = st.none() | article_sources | code_sources
options = st.builds(Option, text=text, correct=st.booleans(), source=sources, why=text)
items = st.builds(
    Item,
    id=text,
    kind=st.sampled_from(Kind),
    task=st.sampled_from(Task),
    stem=text,
    answer=text,
    options=st.lists(options, max_size=4).map(tuple),
    explanation=text,
    article_id=st.none() | text,
    field=st.none() | st.sampled_from(Field),
    fact=text,
    condition=st.none() | st.builds(Condition, title=text, icd10=st.none() | text),
    source=sources,
    tags=st.lists(text, max_size=3).map(tuple),
)

CARD = {"id": "a", "kind": "flashcard", "task": "recall", "stem": "Name a cause.", "answer": "trauma"}


@given(items)
def test_an_item_written_and_read_back_is_the_same(item: Item) -> None:
    assert item_from_json(to_json(item)) == item


@given(items)
def test_an_item_is_one_line_however_its_text_breaks(item: Item) -> None:
    assert "\n" not in to_json(item)


def test_the_keys_stand_in_the_published_order() -> None:
    card = item_from_dict(CARD)

    assert list(to_dict(card)) == [
        "id", "article_id", "kind", "task", "field", "fact", "condition",
        "stem", "answer", "explanation", "source", "tags",
    ]  # fmt: skip


def test_a_card_without_task_is_recall_and_a_choice_is_recognition() -> None:
    without = {key: value for key, value in CARD.items() if key != "task"}

    assert item_from_dict(without).task is Task.RECALL
    assert item_from_dict({**without, "kind": "multiple_choice"}).task is Task.RECOGNISE


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"id": None}, '"id" is missing'),
        ({"stem": 3}, '"stem" needs text'),
        ({"kind": "riddle"}, "one of multiple_choice, .*, flashcard, cloze"),
        ({"options": "abc"}, '"options" needs a list'),
        ({"options": [{"text": "a"}]}, "Option 1"),
        ({"options": [3]}, "option 1"),
        ({"condition": "gout"}, "condition"),
        ({"source": {"article_id": "a"}}, '"article" is missing'),
        ({"tags": [1]}, '"tags"'),
    ],
)
def test_a_wrong_key_is_named(change: dict[str, object], words: str) -> None:
    with pytest.raises(QuestionsError, match=words):
        item_from_dict({**CARD, **change})


@pytest.mark.parametrize("line", ["", "{", "[1]", json.dumps("x")])
def test_a_line_that_is_no_json_object_is_refused(line: str) -> None:
    with pytest.raises(QuestionsError):
        item_from_json(line)


def test_a_source_position_has_to_be_a_whole_number() -> None:
    source = {"article_id": "a", "article": "b", "condition": "c", "start": True, "end": 2, "text": "t"}

    with pytest.raises(QuestionsError, match='"start"'):
        item_from_dict({**CARD, "source": source})
