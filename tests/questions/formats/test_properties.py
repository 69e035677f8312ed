"""What holds for every format and every file, whatever its content."""

import dataclasses
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions.errors import UnreadableFileError
from questions.formats import FORMATS, losses, read, write
from questions.model import ArticleSource, CodeSource, Condition, Field, Item, Kind, Option, QuestionSet, Task

NAMES = [one.name for one in FORMATS]
# What a person can have typed: no half surrogates, no control characters.
letters = st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("=+-@'\",;\t\n1.aA)_ ")
texts = st.text(letters, max_size=30).map(str.strip)
filled = texts.filter(bool)
tags = st.lists(texts.map(lambda text: text.replace(";", "").strip()).filter(bool), unique=True, max_size=3)


@st.composite
def cards(draw: st.DrawFn) -> Item:
    stem = draw(filled)
    return Item(
        id=draw(filled),
        kind=Kind.CLOZE if stem.count("_____") == 1 else Kind.FLASHCARD,
        task=Task.RECALL,
        stem=stem,
        answer=draw(filled),
        explanation=draw(texts),
        article_id=draw(filled | st.none()),
        tags=tuple(draw(tags)),
    )


@st.composite
def choices(draw: st.DrawFn) -> Item:
    options = draw(
        st.lists(filled, min_size=2, max_size=9, unique_by=lambda text: " ".join(text.casefold().split()))
    )
    key = draw(st.sampled_from(options))
    return dataclasses.replace(
        draw(cards()),
        kind=Kind.MULTIPLE_CHOICE,
        task=Task.RECOGNISE,
        answer=key,
        options=tuple(Option(text=text, correct=text == key) for text in options),
    )


@st.composite
def sets(draw: st.DrawFn, items: st.SearchStrategy[Item]) -> QuestionSet:
    chosen = draw(st.lists(items, max_size=5, unique_by=lambda item: item.id))
    title = draw(filled)
    return QuestionSet(title=title, format="any", encoding="utf-8", found=len(chosen), items=tuple(chosen))


sources = st.none() | st.one_of(
    st.builds(
        ArticleSource,
        article_id=texts,
        article=texts,
        condition=texts,
        start=st.integers(0, 9),
        end=st.integers(9, 99),
        text=texts,
    ),
    st.builds(CodeSource, classification=texts, release=texts, code=texts, title=texts),
)


@st.composite
def sourced(draw: st.DrawFn) -> Item:
    item = draw(choices())
    return dataclasses.replace(
        item,
        options=tuple(
            dataclasses.replace(option, source=draw(sources), why=draw(texts)) for option in item.options
        ),
        task=draw(st.sampled_from(Task)),
        field=draw(st.sampled_from(Field) | st.none()),
        fact=draw(texts),
        condition=draw(st.none() | st.builds(Condition, title=texts, icd10=texts | st.none())),
        source=draw(sources),
    )


@given(sets(cards() | choices()))
def test_a_table_written_then_read_gives_the_same_items(question_set: QuestionSet) -> None:
    again = read(write(question_set, "csv_table"), name="x.csv")

    assert again.items == question_set.items
    assert not again.rejected


@pytest.mark.parametrize("format_name", ["native_json", "json_lines"])
@given(question_set=sets(cards() | sourced()))
def test_json_written_then_read_gives_the_same_items_with_their_sources(
    format_name: str, question_set: QuestionSet
) -> None:
    written = write(question_set, format_name)
    if not question_set.items and format_name == "json_lines":
        assert written == b""
        return

    assert read(written, name="x.json").items == question_set.items
    assert losses(question_set, format_name) == ()


@given(sets(cards()))
def test_native_json_keeps_the_title(question_set: QuestionSet) -> None:
    assert read(write(question_set, "native_json"), name="other.json").title == question_set.title


table_bytes = st.lists(
    st.sampled_from(
        [
            b"stem",
            b"key",
            b"answer",
            b"option_a",
            b"b",
            b"id",
            b",",
            b";",
            b"\t",
            b'"',
            b"\r",
            b"\n",
            b"A,B",
            b"x",
        ]
    )
).map(b"".join)
json_bytes = st.lists(
    st.sampled_from(
        [b"{", b"}", b"[", b"]", b'"items"', b'"stem"', b":", b",", b'"x"', b"1e9", b"\n", b"NaN", b"\\"]
    )
).map(b"".join)


@pytest.mark.parametrize("format_name", NAMES)
@given(data=st.binary() | table_bytes | json_bytes | st.text().map(str.encode))
def test_any_bytes_are_read_or_refused_and_every_record_is_counted(format_name: str, data: bytes) -> None:
    try:
        found = read(data, name="any.txt", format=format_name)
    except UnreadableFileError:
        return

    assert found.found == len(found.items) + len(found.rejected)
    assert {item.id for item in found.items} == found.lines.keys()


json_texts = st.sampled_from(["\ud800", "flashcard", "x", "y\udfff"]) | st.text(st.characters(), max_size=3)
json_keys = st.sampled_from(["id", "kind", "stem", "answer", "options", "tags", "text"]) | json_texts
json_values = st.recursive(
    json_texts | st.none() | st.booleans() | st.integers(0, 3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(json_keys, inner, max_size=5),
    max_leaves=6,
)
json_cards = st.fixed_dictionaries(
    {"kind": st.sampled_from(["flashcard", "\ud800"]), "stem": json_texts, "answer": json_texts},
    optional={"id": json_texts, "tags": st.lists(json_texts, max_size=2), "\udcff": json_values},
)
json_sets = st.fixed_dictionaries(
    {"items": st.lists(json_cards | json_values, max_size=3)},
    optional={"title": json_values, "version": st.just(1) | json_values, "\udbff": json_values},
)


@given(json_sets, st.booleans())
def test_whatever_json_escapes_all_texts_of_the_result_have_utf_8(value: dict[str, Any], whole: bool) -> None:
    lines = [value] if whole else value["items"]
    data = "\n".join(json.dumps(line) for line in lines).encode()
    try:
        found = read(data, name="any", format="native_json" if whole else "json_lines")
    except UnreadableFileError:
        return

    assert all(text.encode() for text in texts_in(dataclasses.asdict(found)))


def texts_in(value: object) -> Iterator[str]:
    """Every text that is not empty, at any depth."""
    if isinstance(value, str) and value:
        yield value
    elif isinstance(value, dict):
        yield from (text for pair in value.items() for one in pair for text in texts_in(one))
    elif isinstance(value, list | tuple):
        yield from (text for one in value for text in texts_in(one))


@pytest.mark.parametrize(
    "rewrite", [lambda text: text.replace("\r\n", "\n"), str.upper, lambda text: text + "\r\n"]
)
def test_ids_made_here_survive_another_upload(rewrite: Callable[[str], str]) -> None:
    table = 'stem,option_a,option_b,key\r\n"Which\r\ngland?",Thyroid,Thymus,A\r\nOther stem,x,y,B\r\n'

    first, second = (
        read(text.encode(), name=name) for text, name in ((table, "a.csv"), (rewrite(table), "b.csv"))
    )

    assert [item.id for item in first.items] == [item.id for item in second.items]
