"""Anki packages and collections as they are read: what becomes of cards, fields, decks, tags and media."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from anki.collection import Collection, ExportAnkiPackageOptions

from questions.errors import TooLargeError, UnreadableFileError
from questions.formats import anki_container, anki_package, read, recognised
from questions.images import image_name
from questions.model import Kind, Markup, QuestionSet
from tests.questions.formats.anki_collections import (
    BASIC,
    CLOZE,
    REVERSED,
    collection,
    note_type,
    package,
    read_notes,
    zipped,
)

SHARED = Path(os.environ.get("QUIZAPP_SHARED", Path(__file__).parents[4] / "shared"))
PICTURE = b"\x89PNG\r\n\x1a\n picture"
FRONT_AND_BACK = ("Front", "Back")


def reasons(found: QuestionSet) -> list[str]:
    return [rejection.reason for rejection in found.rejected]


def test_a_basic_note_is_a_flashcard_known_by_its_guid() -> None:
    made = collection(
        note_type(FRONT_AND_BACK),
        ("Which gland?", "The thyroid"),
        tags=["neck", "a::b"],
        deck="Medicine::Neck",
    )

    found = read(package(made), name="glands.apkg")

    (item,) = found.items
    assert (found.format, found.title, found.found) == ("anki_package", "glands", 1)
    assert (item.id, item.kind, item.stem, item.answer) == (
        "guid1",
        Kind.FLASHCARD,
        "Which gland?",
        "The thyroid",
    )
    assert (item.tags, item.category, item.fact) == (("neck", "a::b"), ("Medicine", "Neck"), "")
    assert item.markup is Markup.PLAIN


def test_the_default_deck_is_no_topic() -> None:
    assert read_notes(note_type(FRONT_AND_BACK), ("x", "y")).items[0].category == ()


def test_each_card_of_a_note_is_an_item_and_they_are_siblings() -> None:
    found = read_notes(note_type(FRONT_AND_BACK, REVERSED), ("Thyroid", "Schilddrüse"))

    assert [(item.id, item.stem, item.answer, item.fact, item.explanation) for item in found.items] == [
        ("guid1", "Thyroid", "Schilddrüse", "guid1", ""),
        ("guid1/1", "Schilddrüse", "Thyroid", "guid1", ""),
    ]


def test_each_number_of_a_cloze_is_an_item() -> None:
    text = "{{c1::Ferritin::a protein}} stores {{c2::iron}}, and {{c1::transferrin}} carries it."

    found = read_notes(note_type(("Text", "Back Extra"), CLOZE, cloze=True), (text, "See chapter 3"))

    first, second = found.items
    assert first.kind is second.kind is Kind.CLOZE
    assert first.stem == "_____ (a protein) stores iron, and _____ carries it."
    assert (first.gaps, first.answer) == (("Ferritin", "transferrin"), "Ferritin; transferrin")
    assert second.stem == "Ferritin stores _____, and transferrin carries it."
    assert (second.gaps, second.answer, second.id) == ((), "iron", "guid1/1")
    assert first.explanation == second.explanation == "See chapter 3"


def test_a_deletion_that_the_card_shows_twice_is_asked_twice() -> None:
    templates = (("Cloze", "{{cloze:Text}} / {{cloze:Text}}", "{{cloze:Text}}"),)

    (item,) = read_notes(note_type(("Text",), templates, cloze=True), ("{{c1::Iron}} rusts",)).items

    assert (item.stem, item.gaps) == ("_____ rusts / _____ rusts", ("Iron", "Iron"))


def test_a_card_to_type_on_is_a_short_answer() -> None:
    templates = (
        ("Card 1", "{{Front}}\n\n{{type:Back}}", "{{Front}}\n\n<hr id=answer>\n\n{{type:Back}}{{More}}"),
    )

    (item,) = read_notes(note_type(("Front", "Back", "More"), templates), ("Symbol?", "Fe", "Ferrum")).items

    assert (item.kind, item.answer, item.stem) == (Kind.SHORT_ANSWER, "Fe", "Symbol?")
    assert item.explanation == "Ferrum"


def test_fields_that_no_card_shows_stand_in_the_explanation() -> None:
    fields = ("Front", "Back", "Source", "Empty", "Note ID", "Reverse?")
    templates = (*BASIC, ("Card 2", "{{#Reverse?}}{{Back}}{{/Reverse?}}", "{{Front}}"))

    found = read_notes(note_type(fields, templates), ("x", "y", "Harrison, p. 3", "", "guid1", "yes"))

    assert {item.explanation for item in found.items} == {"Source: Harrison, p. 3"}


def test_markup_stays_and_what_a_program_does_goes() -> None:
    templates = (("Card 1", "<script>x({{Back}})</script><!-- {{Back}} --><b>{{Front}}</b>", "{{Back}}"),)

    (item,) = read_notes(note_type(FRONT_AND_BACK, templates), ("a &lt; b", "<script>y</script>z")).items

    assert (item.stem, item.answer, item.markup) == ("<b>a &lt; b</b>", "z", Markup.HTML)


def test_formulas_stay_as_they_are_written() -> None:
    (item,) = read_notes(note_type(FRONT_AND_BACK), (r"\(x^2\) [latex]y[/latex]", "[$]z[/$]")).items

    assert (item.stem, item.answer) == (r"\(x^2\) [latex]y[/latex]", "[$]z[/$]")


def test_sounds_are_named_as_lost_and_leave_no_trace() -> None:
    found = read_notes(
        note_type(FRONT_AND_BACK), ("heart [sound:a.mp3]", "murmur [sound:b.mp4] [sound:c.ogg]")
    )

    assert (found.items[0].stem, found.items[0].answer) == ("heart", "murmur")
    assert found.not_carried == ("audio, 2 times", "video, 1 time")


def test_images_come_from_the_package_by_their_names() -> None:
    made = collection(
        note_type(FRONT_AND_BACK),
        ('<img src="neck%20%C3%A4.png">', '<img src="lost.png">x'),
        ("y", '<img src="drawing.svg">z'),
    )

    found = read(
        package(made, {"neck ä.png": PICTURE, "drawing.svg": b"<svg/>", "spare.png": PICTURE + b"2"}),
        name="a.apkg",
    )

    name = image_name(PICTURE)
    assert found.items[0].stem == f'<img src="media/{name}">'
    assert found.images == {name: PICTURE}
    assert len(found.not_carried) == 2


def test_an_image_shown_often_is_read_once_and_all_of_them_only_up_to_a_limit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(anki_container, "MAX_MEDIA_BYTES", 2 * len(PICTURE))
    notes = [(f'{name}<img src="{name}.png">', "x") for name in "aaabc"]
    made = collection(note_type(FRONT_AND_BACK), *notes)

    found = read(package(made, {f"{name}.png": PICTURE for name in "abc"}), name="deck.apkg")

    assert ["<img" in item.stem for item in found.items] == [True, True, True, True, False]
    assert found.not_carried[0].startswith("image (the images of the package have over")


def test_an_image_that_is_too_large_or_damaged_is_named_and_its_card_stays() -> None:
    shown = '<img src="large.png"><img src="damaged.png">'
    made = collection(note_type(FRONT_AND_BACK), (f"x{shown}", "y"))
    large = b"\x89PNG\r\n\x1a\n" + bytes(5_000_000)
    data = package(made, {"large.png": large, "damaged.png": b"0123456789"}).replace(
        b"0123456789", b"abcdefghij"
    )

    found = read(data, name="deck.apkg")

    assert [item.stem for item in found.items] == ["x"]
    assert any("limit is 5 MB" in lost for lost in found.not_carried)


@pytest.mark.parametrize(
    ("fields", "templates", "note", "reason"),
    [
        (FRONT_AND_BACK, BASIC, ("x", ""), "The answer is empty."),
        (FRONT_AND_BACK, BASIC, ("[sound:x.mp3]", "y"), "The stem is empty."),
        (
            ("Image", "Question Mask", "Answer Mask"),
            (("Card 1", "{{Image}}{{Question Mask}}", "{{Answer Mask}}"),),
            ("x", "y", "z"),
            "Type not supported: image occlusion.",
        ),
    ],
)
def test_a_card_that_cannot_be_studied_is_rejected_with_its_note(fields, templates, note, reason) -> None:
    found = read_notes(note_type(fields, templates), note)

    (rejection,) = found.rejected
    assert rejection.reason.startswith(reason)
    assert (rejection.line, rejection.number) == (None, 1)
    assert rejection.text.startswith(f"{fields[0]}: {note[0]}")


def test_image_occlusion_by_deletions_is_not_supported() -> None:
    masks = "{{c1::image-occlusion:rect:left=.1}}{{c2::image-occlusion:rect:left=.2}}"

    found = read_notes(note_type(("Text", "Back Extra"), CLOZE, cloze=True), (masks, ""))

    assert [reason.partition(".")[0] for reason in reasons(found)] == [
        "Type not supported: image occlusion"
    ] * 2


@pytest.mark.parametrize(
    ("change", "found", "reason"),
    [
        ("UPDATE cards SET ord = 7", 1, "has no card 8"),
        ("UPDATE cards SET ord = -1", 1, "has no card 0"),
        ("UPDATE notes SET mid = 5", 1, "type of this note"),
        ("DELETE FROM cards", 1, "no cards"),
        ("DELETE FROM notes", 1, "not in the collection"),
        ("UPDATE notes SET guid = 'x' || char(1)", 1, "characters that cannot be shown"),
        ("UPDATE notes SET guid = hex(zeroblob(150))", 1, "1 to 200 characters"),
    ],
)
def test_an_odd_card_is_rejected_with_the_reason(change: str, found: int, reason: str) -> None:
    result = read_notes(note_type(FRONT_AND_BACK), ("x", "y"), change=change)

    assert result.found == found
    assert reason in reasons(result)[0]


def test_values_of_wrong_types_are_no_trouble() -> None:
    change = (
        "UPDATE notes SET flds = x'78ff1f79', tags = NULL, guid = 5; UPDATE cards SET did = 'x', ord = x'30'"
    )
    odd = change.replace("tags = NULL", "tags = x'61'")

    (item,) = read_notes(note_type(FRONT_AND_BACK), ("x", "y"), change=odd).items

    assert (item.id, item.stem, item.answer, item.tags) == ("5", "x\ufffd", "y", ("a",))


@pytest.mark.parametrize(("limit", "words"), [("MAX_ROWS", "has 2 notes"), ("MAX_CHARS", "characters")])
def test_a_collection_without_end_is_refused(monkeypatch: pytest.MonkeyPatch, limit: str, words: str) -> None:
    monkeypatch.setattr(anki_package, limit, 1)

    with pytest.raises(TooLargeError, match=words):
        read_notes(note_type(FRONT_AND_BACK), ("x", "y"), ("z", "z"))


def test_a_long_note_is_shown_only_in_part_beside_its_rejection() -> None:
    (rejection,) = read_notes(note_type(FRONT_AND_BACK), ("x" * 100_000, "")).rejected

    assert len(rejection.text) == anki_package.MAX_SHOWN_CHARS


def test_of_notes_with_one_guid_all_that_differ_are_read() -> None:
    notes = (("a", "b"), ("c", "d"), ("c", "d"), ("a", "b"))

    found = read_notes(note_type(FRONT_AND_BACK), *notes, change="UPDATE notes SET guid = 'same'")

    assert [item.stem for item in found.items] == ["a", "c"]
    assert found.items[0].id == "same"
    assert [rejection.number for rejection in found.rejected] == [3, 4]


@pytest.mark.parametrize(
    ("note", "reason"),
    [
        (("a", '<img src="x.png">'), "The answer is an image that is not in the file."),
        (('<img src="x.png">', "b"), "The stem is an image that is not in the file."),
        (("Atualize e importe o arquivo .colpkg/.apkg novamente.", ""), "This only says that the package"),
    ],
)
def test_a_card_whose_content_is_elsewhere_says_where(note: tuple[str, str], reason: str) -> None:
    assert reasons(read_notes(note_type(FRONT_AND_BACK), note))[0].startswith(reason)


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        ("furigana", "<ruby>日本<rt>にほん</rt></ruby>の<ruby>映画<rt>えいが</rt></ruby>"),
        ("kana", "にほんのえいが"),
        ("kanji", "日本の映画"),
    ],
)
def test_readings_of_characters_are_shown_as_the_card_has_them(shown: str, text: str) -> None:
    card = (("Card 1", "{{Front}}", f"{{{{{shown}:Back}}}}"),)

    [item] = read_notes(note_type(FRONT_AND_BACK, card), ("a", "日本[にほん]の 映画[えいが]")).items

    assert item.answer == text


@pytest.fixture
def exported(tmp_path: Path):
    """A note with a picture in Anki's own packages, the newest and the older kind."""

    def export(*, legacy: bool) -> bytes:
        anki = Collection(str(tmp_path / f"{legacy}.anki2"))
        model = anki.models.by_name("Basic (and reversed card)")
        assert model is not None
        note = anki.new_note(model)
        note["Front"], note["Back"], note.tags = '<img src="neck.png">', "The thyroid", ["neck"]
        note.guid = "guid;1"
        anki.media.write_data("neck.png", PICTURE)
        anki.add_note(note, anki.decks.id("Medicine::Neck"))
        path = tmp_path / "out.apkg"
        options = ExportAnkiPackageOptions(
            with_scheduling=False, with_deck_configs=False, with_media=True, legacy=legacy
        )
        anki.export_anki_package(out_path=str(path), options=options, limit=None)
        anki.close()
        return path.read_bytes()

    return export


def test_both_kinds_of_packages_are_read_alike_and_never_the_stub_of_the_newest(exported) -> None:
    newest, older = (read(exported(legacy=legacy), name="deck.apkg") for legacy in (False, True))

    assert newest == older
    assert [(item.id, item.category, item.tags) for item in newest.items] == [
        ("guid;1", ("Medicine", "Neck"), ("neck",)),
        ("guid;1/1", ("Medicine", "Neck"), ("neck",)),
    ]
    assert newest.images == {image_name(PICTURE): PICTURE}


def test_the_stub_of_a_package_that_lost_its_collection_is_not_read() -> None:
    stub = collection(note_type(FRONT_AND_BACK), ("Please update to the latest Anki version", ""))

    with pytest.raises(UnreadableFileError, match=r"newest kind, but lacks .collection\.anki21b"):
        read(zipped({"meta": b"\x08\x03", "collection.anki2": stub}), name="deck.apkg")


REFUSED = {
    "anki 1": ("DROP TABLE notes; CREATE TABLE facts (id); CREATE TABLE cardModels (id)", "Anki 1"),
    "another database": ("DROP TABLE notes", "no Anki collection"),
    "a view": ("DROP TABLE notes; CREATE VIEW notes AS SELECT 1 AS id", "no Anki collection"),
    "a virtual table": (
        "DROP TABLE notes; CREATE VIRTUAL TABLE notes USING fts4(id, guid, mid, tags, flds)",
        "no Anki collection",
    ),
    "a column that is computed": (
        "ALTER TABLE notes RENAME flds TO x; ALTER TABLE notes ADD flds AS (x || instr(x, 'y'))",
        "no Anki collection",
    ),
    "a table of other columns": ("DROP TABLE notes; CREATE TABLE notes (x)", "cannot be read"),
    "a newer schema": ("UPDATE col SET ver = 250", "schema"),
    "no note types": ("UPDATE col SET models = '{{{'", "note types or decks"),
    "note types of another form": ("UPDATE col SET models = '[1]'", "note types or decks"),
    "note types nested deep": (
        "UPDATE col SET models = replace(hex(zeroblob(5000)), '0', '[')",
        "note types or decks",
    ),
    "no row": ("DELETE FROM col", "schema"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_database_of_another_kind_is_refused_in_words(name: str) -> None:
    change, words = REFUSED[name]
    made = collection(note_type(FRONT_AND_BACK), ("x", "y"), change=change)

    for data in (made, package(made)):
        with pytest.raises(UnreadableFileError, match=words):
            read(data, name="deck.apkg")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "no Anki package"),
        (b"GIF89a", "no Anki package"),
        (b"PK\x03\x04cut", "no zip archive"),
        (zipped({"readme.txt": b"x"}), "no Anki collection"),
        (zipped({"deck.anki": b"x"}), "Anki 1"),
        (zipped({"meta": b"\x08\x04", "collection.anki21b": b""}), "newer kind"),
        (zipped({"meta": b"\xff", "collection.anki21b": b""}), "damaged"),
        (zipped({"collection.anki21b": b"garbage"}), "damaged"),
        (zipped({"collection.anki2": b"garbage" * 999}), "cannot be read"),
        (zipped({"collection.anki2": bytes(20_000_000)}), "100 times"),
    ],
)
def test_a_file_that_is_no_package_is_refused_in_words(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableFileError, match=words):
        read(data, name="deck.apkg", format="anki_package")


def test_packages_and_collections_are_known_by_their_content() -> None:
    made = collection(note_type(FRONT_AND_BACK))

    for data in (made, package(made)):
        found = recognised(data, "download")
        assert found is not None
        assert found.name == "anki_package"


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="QUIZAPP_SHARED names no folder")
def test_real_packages_of_others_are_read_whole_or_refused_with_a_reason() -> None:
    lines = (SHARED / "data/formats/MANIFEST.jsonl").read_text(encoding="utf-8").splitlines()
    files = [file for line in lines if (file := json.loads(line))["file"].startswith(("anki/", "anki21b/"))]
    assert files

    for file in files:
        data = (SHARED / "data/formats" / file["file"]).read_bytes()
        try:
            found = read(data, name=file["file"])
        except UnreadableFileError as error:
            assert error.advice  # noqa: PT017 - refused is as good as read, if it is said what to do
            assert not file.get("questions")
        else:
            assert found.found == file.get("questions", found.found)
            assert "Please update" not in str(found.items)


def test_lines_and_boxes_that_a_layout_leaves_are_left_out() -> None:
    templates = (
        (
            "Card 1",
            "<div></div><b>{{Front}}</b><hr><div class=x>{{Empty}}</div>",
            "<p>{{Front}}</p><hr><i>{{Back}}</i><br>",
        ),
    )

    (item,) = read_notes(note_type((*FRONT_AND_BACK, "Empty"), templates), ("x", "y", "")).items

    assert (item.stem, item.answer) == ("<b>x</b>", "<p>x</p><hr><i>y</i>")


def test_megabytes_of_empty_boxes_are_read_at_once() -> None:
    boxes = "<br><div> </div>" * 60_000

    (item,) = read_notes(note_type(FRONT_AND_BACK), (f"{boxes}<b>x</b>{boxes}", "y")).items

    assert "<b>x</b>" in item.stem
