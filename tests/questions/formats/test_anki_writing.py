"""Anki packages as they are written: the same items come back, and Anki itself shows and updates them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from anki.collection import (
    Collection,
    ExportAnkiPackageOptions,
    ImportAnkiPackageOptions,
    ImportAnkiPackageRequest,
)
from hypothesis import HealthCheck, given, settings

from questions.formats import losses, read, write
from questions.formats.anki_own import FIELD_NAMES
from questions.formats.anki_package import CARRIES
from questions.formats.anki_writing import package
from questions.formats.carrying import carried
from questions.model import Accepted, Item, Kind, Markup, Option, Pair, QuestionSet, Task
from tests.questions.formats.item_strategies import IMAGES, sets

THEN = 1_700_000_000
IMAGE = min(IMAGES)
CHOICE = Item(
    id="neck/1",
    kind=Kind.MULTIPLE_CHOICE,
    task=Task.RECOGNISE,
    stem="Which gland is <b>enlarged</b>?",
    answer="Thyroid",
    options=(
        Option(text="Thymus", correct=False, why="It is in the chest."),
        Option(text="Thyroid", correct=True),
    ),
    explanation=f'<img src="media/{IMAGE}">',
    markup=Markup.HTML,
    tags=("head and neck", "gland"),
    category=("Neck", "Front::of it"),
)
CARD = Item(
    id="neck/2",
    kind=Kind.FLASHCARD,
    task=Task.RECALL,
    stem="Is x < y & {{Answer}}?",
    answer="[sound:a.mp3] yes\nand no",
)
TYPED = Item(
    id="neck/3",
    kind=Kind.SHORT_ANSWER,
    task=Task.RECALL,
    stem="Symbol of iron?",
    answer="Fe",
    accepted=(Accepted(text="Fe"), Accepted(text="iron", weight=50)),
)
CLOZE = Item(
    id="neck/4",
    kind=Kind.CLOZE,
    task=Task.RECALL,
    stem="_____ stores _____.",
    answer="Ferritin::L}}; iron",
    gaps=("Ferritin::L}}", "iron"),
)
PAIRS = Item(
    id="neck/5",
    kind=Kind.MATCHING,
    task=Task.RECOGNISE,
    stem="Match.",
    answer="T4 → thyroid; PTH → parathyroid",
    pairs=(Pair(prompt="T4", match="thyroid"), Pair(prompt="PTH", match="parathyroid")),
)
ITEMS = (CHOICE, CARD, TYPED, CLOZE, PAIRS)


def set_of(*items: Item, title: str = "Glands") -> QuestionSet:
    images = {IMAGE: IMAGES[IMAGE]}
    return QuestionSet(
        title=title, format="any", encoding="utf-8", found=len(items), items=items, images=images
    )


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(sets())
def test_a_set_written_then_read_gives_the_same_items(question_set: QuestionSet) -> None:
    again = read(write(question_set, "anki_package"), name="x.apkg")

    assert again.items == question_set.items
    assert not again.rejected
    assert not again.not_carried
    assert again.images == question_set.images
    assert all(carried(item, CARRIES) == item for item in question_set.items)
    assert losses(question_set, "anki_package") == ()


def test_the_same_set_at_the_same_time_gives_the_same_bytes() -> None:
    assert package(set_of(*ITEMS), modified_s=THEN) == package(set_of(*ITEMS), modified_s=THEN)


class Anki:
    """A collection of Anki's own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.collection = Collection(str(folder / "collection.anki2"))

    def take(self, data: bytes) -> Any:
        path = self.folder / "in.apkg"
        path.write_bytes(data)
        request = ImportAnkiPackageRequest(package_path=str(path), options=ImportAnkiPackageOptions())
        return self.collection.import_anki_package(request).log

    def give(self, *, legacy: bool = False) -> bytes:
        path = self.folder / "out.apkg"
        options = ExportAnkiPackageOptions(
            with_scheduling=False, with_deck_configs=False, with_media=True, legacy=legacy
        )
        self.collection.export_anki_package(out_path=str(path), options=options, limit=None)
        return path.read_bytes()

    def notes(self) -> dict[str, Any]:
        notes = map(self.collection.get_note, self.collection.find_notes(""))
        return {note.guid: note for note in notes}

    def edit(self, guid: str, change: Callable[[Any], object]) -> None:
        note = self.notes()[guid]
        change(note)
        self.collection.update_note(note)


@pytest.fixture
def anki(tmp_path: Path) -> Iterator[Anki]:
    opened = Anki(tmp_path)
    yield opened
    opened.collection.close()


def test_anki_shows_the_questions_their_decks_tags_and_media(anki: Anki) -> None:
    anki.take(package(set_of(*ITEMS), modified_s=THEN))

    notes = anki.notes()
    assert notes.keys() == {item.id for item in ITEMS}
    assert all(tuple(note.keys()) == FIELD_NAMES for note in notes.values())
    assert set(notes["neck/1"].tags) == {"head_and_neck", "gland"}
    assert {deck.name for deck in anki.collection.decks.all_names_and_ids()} >= {
        "Glands",
        "Glands::Neck::Front of it",
    }
    assert (Path(anki.collection.media.dir()) / IMAGE).read_bytes() == IMAGES[IMAGE]
    shown = {guid: note.cards()[0].render_output() for guid, note in notes.items()}
    assert all(len(note.cards()) == 1 for note in notes.values())
    assert "Which gland is <b>enlarged</b>?" in shown["neck/1"].question_text
    assert "<li>Thymus</li><li>Thyroid</li>" in shown["neck/1"].question_text
    assert "B. Thyroid" in shown["neck/1"].answer_text
    assert f'<img src="{IMAGE}">' in shown["neck/1"].answer_text
    assert "x &lt; y &amp; &#123;&#123;Answer}}" in shown["neck/2"].question_text
    assert not shown["neck/2"].answer_av_tags
    assert "[[type:Typed]]" in shown["neck/3"].question_text
    assert shown["neck/4"].question_text.count("[...]") == 2
    assert "Ferritin&#58;&#58;L&#125;&#125;" in shown["neck/4"].answer_text
    assert "parathyroid" in shown["neck/5"].question_text


@pytest.mark.parametrize("legacy", [False, True])
def test_what_went_through_anki_comes_back_as_it_was(anki: Anki, legacy: bool) -> None:
    anki.take(package(set_of(*ITEMS), modified_s=THEN))

    again = read(anki.give(legacy=legacy), name="out.apkg")

    assert sorted(again.items, key=lambda item: item.id) == list(ITEMS)
    assert again.images == {IMAGE: IMAGES[IMAGE]}
    assert not again.not_carried


def test_a_changed_export_updates_the_notes_and_adds_none(anki: Anki) -> None:
    anki.take(package(set_of(*ITEMS), modified_s=THEN))

    log = anki.take(package(set_of(replace(CARD, answer="No."), *ITEMS[2:], CHOICE), modified_s=THEN + 60))

    assert (len(log.new), len(anki.notes())) == (0, len(ITEMS))
    assert anki.notes()["neck/2"]["Answer"] == "No."


def test_the_same_export_again_changes_nothing(anki: Anki) -> None:
    anki.take(package(set_of(*ITEMS), modified_s=THEN))

    log = anki.take(package(set_of(*ITEMS), modified_s=THEN))

    assert (len(log.new), len(log.updated)) == (0, 0)


EDITS: dict[str, tuple[str, dict[str, str], Callable[[Item], Item]]] = {
    "a stem": ("neck/2", {"Question": "Is it?"}, lambda item: replace(item, stem="Is it?")),
    "an answer": (
        "neck/2",
        {"Answer": "<i>No</i>"},
        lambda item: replace(
            item, stem="Is x &lt; y &amp; {{Answer}}?", answer="<i>No</i>", markup=Markup.HTML
        ),
    ),
    "an explanation": (
        "neck/5",
        {"Explanation": "a &amp; b"},
        lambda item: replace(item, explanation="a & b"),
    ),
    "an option": (
        "neck/1",
        {"Options": "<ol><li>Thymus</li><li>Thyroid gland</li></ol>"},
        lambda item: replace(
            item,
            options=(item.options[0], replace(item.options[1], text="Thyroid gland")),
            answer="Thyroid gland",
        ),
    ),
    "a key": (
        "neck/1",
        {"Answer": "<div>A. Thymus</div>"},
        lambda item: replace(
            item,
            options=tuple(replace(one, correct=not one.correct) for one in item.options),
            answer="Thymus",
        ),
    ),
    "what is typed": (
        "neck/3",
        {"Typed": "Fe2+"},
        lambda item: replace(item, accepted=(Accepted(text="Fe2+"), *item.accepted[1:]), answer="Fe2+"),
    ),
    "a deletion": (
        "neck/4",
        {"Question": "{{c1::Iron}} is stored."},
        lambda item: replace(item, stem="_____ is stored.", gaps=(), answer="Iron"),
    ),
}


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_in_anki_wins(anki: Anki, name: str) -> None:
    guid, fields, change = EDITS[name]
    anki.take(package(set_of(*ITEMS), modified_s=THEN))

    anki.edit(guid, lambda note: [note.__setitem__(*field) for field in fields.items()])

    again = {item.id: item for item in read(anki.give(), name="out.apkg").items}
    assert again == {item.id: change(item) if item.id == guid else item for item in ITEMS}


def test_tags_added_and_removed_in_anki_are_so_here(anki: Anki) -> None:
    anki.take(package(set_of(CHOICE), modified_s=THEN))

    anki.edit(CHOICE.id, lambda note: (note.remove_tag("gland"), note.add_tag("exam")))

    assert read(anki.give(), name="out.apkg").items[0].tags == ("head and neck", "exam")


def test_an_edit_that_has_no_place_is_named(anki: Anki) -> None:
    anki.take(package(set_of(CHOICE), modified_s=THEN))

    anki.edit(CHOICE.id, lambda note: note.__setitem__("Options", "<ol><li>one only</li></ol>"))

    again = read(anki.give(), name="out.apkg")
    assert again.items == (CHOICE,)
    assert again.not_carried == ("edit in Anki of the field “Options”, 1 time",)


def test_a_field_added_in_anki_leaves_the_question_what_it_is(anki: Anki) -> None:
    anki.take(package(set_of(*ITEMS), modified_s=THEN))
    models = anki.collection.models
    model = anki.notes()[CHOICE.id].note_type()
    models.add_field(model, models.new_field("Mnemonic"))
    models.update_dict(model)
    anki.edit(CHOICE.id, lambda note: note.__setitem__("Mnemonic", "Neck, not chest"))

    again = read(anki.give(), name="out.apkg")

    assert sorted(again.items, key=lambda item: item.id) == list(ITEMS)
    assert again.not_carried == ("edit in Anki of the field “Mnemonic”, 1 time",)


def test_a_note_made_in_anki_with_our_note_type_is_read_as_any_other(anki: Anki) -> None:
    anki.take(package(set_of(CARD), modified_s=THEN))
    note = anki.collection.new_note(anki.notes()[CARD.id].note_type())
    note["Question"], note["Answer"] = "New?", "Yes."
    anki.collection.add_note(note, anki.collection.decks.id("Glands"))

    items = {item.id: item for item in read(anki.give(), name="out.apkg").items}

    assert (items[note.guid].stem, items[note.guid].answer) == ("New?", "Yes.")


def test_a_note_whose_hidden_field_is_damaged_is_rejected(anki: Anki) -> None:
    anki.take(package(set_of(CARD), modified_s=THEN))

    anki.edit(CARD.id, lambda note: note.__setitem__("Data", note["Data"][:-9]))

    assert "“Data”" in read(anki.give(), name="out.apkg").rejected[0].reason
