"""Items as JSON, one object a line: the package's own exchange form, written by the command and read back.

Kept apart from the formats because the command and the native format share it. Keys stand in the order of
this module, so that the same items give the same bytes. ``why`` of an option and ``tags`` of an item are
additions to the published form; both are written always and may be missing when read. What only uploaded
items have is written where it is not empty.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from enum import StrEnum
from typing import TypeVar, cast

from questions.errors import QuestionsError
from questions.model import (
    Accepted,
    ArticleSource,
    CodeSource,
    Condition,
    Field,
    Item,
    Kind,
    Markup,
    Option,
    Pair,
    Source,
    Task,
)

JsonObject = dict[str, object]
_E = TypeVar("_E", bound=StrEnum)


def to_dict(item: Item) -> JsonObject:
    """The item as plain JSON values, keys in the order in which they are written."""
    options = [_option_to_dict(option) for option in item.options]
    return {
        "id": item.id,
        "article_id": item.article_id,
        "kind": item.kind.value,
        "task": item.task.value,
        "field": item.field.value if item.field else None,
        "fact": item.fact,
        "condition": _condition_to_dict(item.condition),
        "stem": item.stem,
        **({"options": options} if options else {}),
        "answer": item.answer,
        "explanation": item.explanation,
        "source": _source_to_dict(item.source),
        "tags": list(item.tags),
        **_uploaded(item),
    }


def _uploaded(item: Item) -> JsonObject:
    values: JsonObject = {
        "markup": item.markup.value if item.markup is not Markup.PLAIN else "",
        "name": item.name,
        "category": list(item.category),
        "accepted": [asdict(accepted) for accepted in item.accepted],
        "exact_case": item.exact_case,
        "pairs": [asdict(pair) for pair in item.pairs],
        "gaps": list(item.gaps),
    }
    return {key: value for key, value in values.items() if value}


def to_json(item: Item) -> str:
    """The item as one line of JSON without the line end; characters outside ASCII are written as they are."""
    return json.dumps(to_dict(item), ensure_ascii=False)


def item_from_dict(data: Mapping[str, object]) -> Item:
    """The item that these JSON values describe. Raises QuestionsError naming the key that is wrong."""
    kind = _choice(Kind, data, "kind")
    options = tuple(_option_from(value, number) for number, value in enumerate(_list(data, "options"), 1))
    return Item(
        id=_text(data, "id"),
        kind=kind,
        task=_choice(Task, data, "task") if data.get("task") is not None else task_of(kind),
        stem=_text(data, "stem"),
        answer=_text(data, "answer"),
        options=options,
        explanation=_text(data, "explanation", default=""),
        article_id=_optional_text(data, "article_id"),
        field=_choice(Field, data, "field") if data.get("field") is not None else None,
        fact=_text(data, "fact", default=""),
        condition=_condition_from(data.get("condition")),
        source=_source_from(data.get("source"), "source"),
        tags=_texts(data, "tags"),
        markup=_choice(Markup, data, "markup") if data.get("markup") is not None else Markup.PLAIN,
        name=_text(data, "name", default=""),
        category=_texts(data, "category"),
        accepted=tuple(_accepted_from(value, n) for n, value in enumerate(_list(data, "accepted"), 1)),
        exact_case=_truth(data, "exact_case"),
        pairs=tuple(_pair_from(value, n) for n, value in enumerate(_list(data, "pairs"), 1)),
        gaps=_texts(data, "gaps"),
    )


def task_of(kind: Kind) -> Task:
    """What an item of this kind asks for where nobody says: to recognise what is shown, or to recall."""
    shown = {Kind.MULTIPLE_CHOICE, Kind.MULTIPLE_ANSWER, Kind.TRUE_FALSE, Kind.MATCHING}
    return Task.RECOGNISE if kind in shown else Task.RECALL


def item_from_json(line: str) -> Item:
    """The item in one line of JSON. Raises QuestionsError where it is no JSON object or a key is wrong."""
    try:
        data = json.loads(line)
    except ValueError as error:
        raise QuestionsError(f"This is not JSON: {error}.", advice="Write one JSON object a line.") from error
    return item_from_dict(_object(data, "the line"))


def _option_to_dict(option: Option) -> JsonObject:
    return {
        "text": option.text,
        "correct": option.correct,
        "source": _source_to_dict(option.source),
        "why": option.why,
        **({"weight": option.weight} if option.weight is not None else {}),
    }


def _condition_to_dict(condition: Condition | None) -> JsonObject | None:
    return {"title": condition.title, "icd10": condition.icd10} if condition else None


def _source_to_dict(source: Source | None) -> JsonObject | None:
    return asdict(source) if source else None


def _option_from(value: object, number: int) -> Option:
    data = _object(value, f"option {number}")
    correct = data.get("correct")
    if not isinstance(correct, bool):
        raise QuestionsError(f'Option {number} needs "correct": true or false.')
    return Option(
        text=_text(data, "text"),
        correct=correct,
        source=_source_from(data.get("source"), f"source of option {number}"),
        why=_text(data, "why", default=""),
        weight=_weight(data),
    )


def _accepted_from(value: object, number: int) -> Accepted:
    data = _object(value, f"accepted answer {number}")
    weight = _weight(data)
    return Accepted(
        text=_text(data, "text"),
        tolerance=_text(data, "tolerance", default=""),
        weight=100 if weight is None else weight,
        why=_text(data, "why", default=""),
    )


def _pair_from(value: object, number: int) -> Pair:
    data = _object(value, f"pair {number}")
    return Pair(prompt=_text(data, "prompt", default=""), match=_text(data, "match"))


def _weight(data: Mapping[str, object]) -> float | None:
    value = data.get("weight")
    if value is None:
        return None
    if not isinstance(value, int | float) or isinstance(value, bool) or not -100 <= value <= 100:
        raise QuestionsError('"weight" needs a number from -100 to 100, in percent.')
    return value


def _truth(data: Mapping[str, object], key: str) -> bool:
    value = data.get(key, False)
    if not isinstance(value, bool):
        raise QuestionsError(f'"{key}" needs true or false.')
    return value


def _condition_from(value: object) -> Condition | None:
    if value is None:
        return None
    data = _object(value, "condition")
    return Condition(title=_text(data, "title"), icd10=_optional_text(data, "icd10"))


def _source_from(value: object, where: str) -> Source | None:
    if value is None:
        return None
    data = _object(value, where)
    if "classification" in data:
        names = ("classification", "release", "code", "title")
        return CodeSource(**{name: _text(data, name) for name in names})
    return ArticleSource(
        article_id=_text(data, "article_id"),
        article=_text(data, "article"),
        condition=_text(data, "condition"),
        start=_number(data, "start"),
        end=_number(data, "end"),
        text=_text(data, "text"),
    )


def _object(value: object, where: str) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise QuestionsError(f"A JSON object in braces was expected for {where}.")
    return cast("dict[str, object]", value)


def _list(data: Mapping[str, object], key: str) -> list[object]:
    value = data.get(key)
    if value is None:
        return []
    if not isinstance(value, list):
        raise QuestionsError(f'"{key}" needs a list in square brackets.')
    return value


def _text(data: Mapping[str, object], key: str, default: str | None = None) -> str:
    value = data.get(key, default)
    if not isinstance(value, str):
        raise QuestionsError(f'"{key}" {"is missing" if value is None else "needs text in quotation marks"}.')
    return value


def _optional_text(data: Mapping[str, object], key: str) -> str | None:
    return None if data.get(key) is None else _text(data, key)


def _number(data: Mapping[str, object], key: str) -> int:
    value = data.get(key)
    if not isinstance(value, int) or isinstance(value, bool):
        raise QuestionsError(f'"{key}" needs a whole number.')
    return value


def _choice(choices: type[_E], data: Mapping[str, object], key: str) -> _E:
    value = _text(data, key)
    try:
        return choices(value)
    except ValueError as error:
        known = ", ".join(choices)
        raise QuestionsError(f'"{key}" is "{value}".', advice=f"It has to be one of {known}.") from error


def _texts(data: Mapping[str, object], key: str) -> tuple[str, ...]:
    values = _list(data, key)
    if not all(isinstance(value, str) for value in values):
        raise QuestionsError(f'"{key}" needs a list of texts.')
    return tuple(cast("list[str]", values))
