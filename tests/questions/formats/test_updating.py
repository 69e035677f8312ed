"""A set that is exported, edited elsewhere and uploaded again loses nothing of what its file cannot hold."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from questions.formats import FORMATS, Format
from questions.formats.carrying import Carries, carried
from questions.formats.updating import updated_item
from questions.model import Accepted, Item, Kind, Markup, Option, Pair, Task
from tests.questions.formats.item_strategies import items

SLOW = settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow], deadline=None)
WRITTEN = [one for one in FORMATS if one.carries]
IMAGE = f'<img src="media/{"a" * 64}.png" alt="film">'
WORDS = Carries(kinds=frozenset(Kind), fields=frozenset({"id", "explanation"}), spare_matches=False)
STORED = Item(
    id="q1",
    kind=Kind.MULTIPLE_CHOICE,
    task=Task.WHICH_CODE,
    stem=f"<b>Which</b> {IMAGE}",
    answer="<i>x</i>",
    options=(
        Option(text="<i>x</i>", correct=True, why="since", weight=100),
        Option(text="y", correct=False, why="not so", weight=-50),
    ),
    explanation="Because.",
    tags=("heart",),
    name="Q 1",
    category=("Heart", "Valves"),
    markup=Markup.HTML,
)


def as_read(stored: Item, **edited: object) -> Item:
    kept = carried(stored, WORDS)
    assert kept
    return replace(kept, **edited)  # type: ignore[arg-type]  # fields of Item


@pytest.mark.parametrize("form", WRITTEN, ids=lambda form: form.name)
@SLOW
@given(st.data())
def test_what_comes_back_as_it_was_written_is_as_stored(form: Format, data: st.DataObject) -> None:
    assert form.carries
    stored = data.draw(items())
    kept = carried(stored, form.carries)

    if kept is not None:
        assert updated_item(stored, kept, form.carries) == replace(stored, id=kept.id)


@pytest.mark.parametrize("form", WRITTEN, ids=lambda form: form.name)
@SLOW
@given(st.data())
def test_whatever_was_edited_is_taken(form: Format, data: st.DataObject) -> None:
    assert form.carries
    stored = data.draw(items())
    read = carried(data.draw(items(frozenset({stored.kind}))), form.carries)

    if read is not None:
        item = updated_item(stored, read, form.carries)
        assert carried(item, form.carries) == read


def test_an_edited_word_keeps_images_categories_and_what_is_not_edited() -> None:
    item = updated_item(STORED, as_read(STORED, explanation="Since 1 < 2."), WORDS)

    assert item == replace(STORED, explanation="Since 1 &lt; 2.")


def test_an_option_that_says_something_else_has_none_of_the_former_ones_feedback() -> None:
    kept = as_read(STORED)
    options = (kept.options[0], replace(kept.options[1], text="z"))

    item = updated_item(STORED, replace(kept, options=options), WORDS)

    assert item.options == (STORED.options[0], Option(text="z", correct=False))
    assert item.stem == STORED.stem


def test_options_that_changed_places_keep_what_is_theirs() -> None:
    kept = as_read(STORED)

    item = updated_item(STORED, replace(kept, options=kept.options[::-1]), WORDS)

    assert item.options == STORED.options[::-1]


def test_an_item_whose_formatting_is_edited_away_is_plain_again() -> None:
    stored = replace(STORED, options=(Option(text="x", correct=True), Option(text="y", correct=False)))

    item = updated_item(stored, as_read(stored, stem="Which < that?"), WORDS)

    assert (item.markup, item.stem) == (Markup.PLAIN, "Which < that?")


def test_parts_that_the_form_does_not_hold_stay_behind_those_that_were_edited() -> None:
    typed = Item(
        id="q2",
        kind=Kind.SHORT_ANSWER,
        task=Task.RECALL,
        stem="s",
        answer="x",
        accepted=(Accepted(text="x"), Accepted(text="nearly", weight=50, why="close")),
    )
    matched = Item(
        id="q3",
        kind=Kind.MATCHING,
        task=Task.RECALL,
        stem="s",
        answer="a → 1",
        pairs=(Pair(prompt="a", match="1"), Pair(prompt="", match="spare")),
    )

    one = updated_item(typed, as_read(typed, accepted=(Accepted(text="x"), Accepted(text="ex"))), WORDS)
    other = updated_item(matched, as_read(matched, pairs=(Pair(prompt="a", match="2"),)), WORDS)

    assert one.accepted == (Accepted(text="x"), Accepted(text="ex"), typed.accepted[1])
    assert other.pairs == (Pair(prompt="a", match="2"), Pair(prompt="", match="spare"))
    assert other.answer == "a → 2"
