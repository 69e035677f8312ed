"""What of an item a format holds is what its reader finds, and what it loses is said."""

import dataclasses

import pytest

from questions.formats.carrying import Carries, carried, limits, losses
from questions.model import Accepted, Item, Kind, Markup, Option, Pair, Task

IMAGE = f'<img src="media/{"a" * 64}.png" alt="chart">'
CHOICE = Item(
    id="q1",
    kind=Kind.MULTIPLE_CHOICE,
    task=Task.WHICH_CODE,
    stem=f"<b>Which</b> {IMAGE}",
    answer="x",
    options=(Option(text="x", correct=True, why="since", weight=100), Option(text="y", correct=False)),
    tags=("heart",),
    name="Q 1",
    markup=Markup.HTML,
)
LITTLE = Carries(kinds=frozenset({Kind.MULTIPLE_CHOICE}), fields=frozenset({"id"}))


def test_a_format_of_plain_text_keeps_the_words() -> None:
    kept = carried(CHOICE, LITTLE)

    assert kept is not None
    assert (kept.stem, kept.markup, kept.tags, kept.name) == ("Which [chart]", Markup.PLAIN, (), "")
    assert kept.task is Task.RECOGNISE
    assert [(option.why, option.weight) for option in kept.options] == [("", None), ("", None)]


def test_a_format_without_images_keeps_the_formatting_and_their_description() -> None:
    kept = carried(CHOICE, dataclasses.replace(LITTLE, formatting=True))

    assert kept is not None
    assert kept.stem == "<b>Which</b> [chart]"


def test_what_is_lost_is_said_with_the_number_of_items() -> None:
    cloze = Item(
        id="q2", kind=Kind.CLOZE, task=Task.RECALL, stem="_____ _____", answer="a; b", gaps=("a", "b")
    )

    assert losses([CHOICE, cloze, cloze], LITTLE) == (
        "task of 1 item",
        "tags of 1 item",
        "name of 1 item",
        "why and weight of the options of 1 item",
        "images of 1 item",
        "formatting of 1 item",
        "the whole (cloze) of 2 items",
    )


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        (
            {"accepted": (Accepted(text="x"), Accepted(text="y", weight=50))},
            "weight and why of accepted answers of 1 item",
        ),
        (
            {"kind": Kind.MATCHING, "pairs": (Pair(prompt="", match="x"),)},
            "matches without a prompt of 1 item",
        ),
    ],
)
def test_parts_of_other_kinds_that_are_lost_are_said(parts: dict[str, object], said: str) -> None:
    item = Item(id="q", kind=Kind.SHORT_ANSWER, task=Task.RECALL, stem="s", answer="x")
    carries = Carries(kinds=frozenset(Kind), fields=frozenset({"id"}), spare_matches=False)

    assert said in losses([dataclasses.replace(item, **parts)], carries)  # type: ignore[arg-type]


def test_without_an_id_of_its_own_an_item_is_known_by_stem_and_key() -> None:
    first, second = (
        carried(dataclasses.replace(CHOICE, id=name), dataclasses.replace(LITTLE, fields=frozenset()))
        for name in ("a", "b")
    )

    assert first is not None
    assert second is not None
    assert first.id == second.id != "a"


def test_the_limits_of_a_format_are_named() -> None:
    words = "; ".join(limits(LITTLE))

    assert "matching" in words
    assert "formatting and images" in words
    assert "tags" in words
    assert "why and weight and source of options" in words
