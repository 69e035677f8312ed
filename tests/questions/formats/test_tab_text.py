"""Tabbed text as Anki and Quizlet write it, and as Anki takes it from us."""

import os
from pathlib import Path

import pytest
from anki.collection import Collection, ImportCsvRequest
from hypothesis import given
from hypothesis import strategies as st

from questions.errors import UnknownColumnsError, UnreadableFileError
from questions.formats import read, recognised, write
from questions.formats.asked import Asked
from questions.formats.carrying import carried
from questions.formats.tab_text import CARRIES
from questions.model import Item, Kind, Markup, QuestionSet, Task
from tests.questions.formats.item_strategies import sets

SHARED = Path(os.environ.get("QUIZAPP_SHARED", Path(__file__).parents[4] / "shared"))


def text_of(text: str, asked: Asked | None = None) -> QuestionSet:
    return read(text.encode(), name="deck.txt", format="tab_text", asked=asked or Asked())


def only(text: str) -> Item:
    [item] = text_of(text).items
    return item


def card(item: Item) -> tuple[str, str, str]:
    return item.stem, item.answer, item.explanation


def test_a_quizlet_export_is_a_card_a_line() -> None:
    read_set = read(b"atrium\tupper chamber\r\nventricle\tlower chamber\r\n", name="export")

    assert read_set.format == "tab_text"
    assert [(item.kind, item.stem, item.answer) for item in read_set.items] == [
        (Kind.FLASHCARD, "atrium", "upper chamber"),
        (Kind.FLASHCARD, "ventricle", "lower chamber"),
    ]
    assert list(read_set.lines.values()) == [1, 2]


@pytest.mark.parametrize("sign", [";", "|", ",", "^"])
def test_another_delimiter_can_be_asked_for(sign: str) -> None:
    read_set = text_of(f"atrium{sign}upper chamber\n", Asked(delimiter=sign))

    assert card(read_set.items[0]) == ("atrium", "upper chamber", "")
    assert read_set.delimiter == sign


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("#separator:tab\n#html:true\na\tb<br>c\n", ("a", "b\nc", "")),
        ("#separator:Semicolon\n#html:false\na;b <b>\n", ("a", "b <b>", "")),
        ("#separator:|\na|b\n", ("a", "b", "")),
        ("a\tb\tc\td\n", ("a", "b", "Field 3: c\nField 4: d")),
        ("#columns:Front\tBack\tMnemonic\tExtra\na\tb\tc\td\n", ("a", "b", "Mnemonic: c\nd")),
        ("#columns:Back\tFront\na\tb\n", ("b", "a", "")),
        ('#html:true\n"a ""x""\ty"\t"b\nc"\n', ('a "x" y', "b c", "")),
        ("#html:true\n#a comment: no card\na\tb\n", ("a", "b", "")),
        (
            "#1 cause of death\tischaemic heart disease\n",
            ("#1 cause of death", "ischaemic heart disease", ""),
        ),
        ('#html:true\na\t"a\n\n<hr id=""answer"">\n\nb"\n', ("a", "b", "")),
        ('"Broca" area\tspeech\n', ('"Broca" area', "speech", "")),
    ],
)
def test_fields_are_read_as_the_header_says(text: str, expected: tuple[str, str, str]) -> None:
    assert card(only(text)) == expected


def test_the_columns_of_the_header_hold_guid_note_type_deck_and_tags() -> None:
    read_set = text_of(
        "#html:true\n#guid column:1\n#notetype column:2\n#deck column:3\n#tags column:6\n#tags:all\n"
        "g1\tBasic\tHeart::Valves\ta\tb\tone two::three\n"
        "g2\tMine\t\tc\td\t\n"
    )

    first, second = read_set.items
    assert (first.id, first.category, first.tags) == ("g1", ("Heart", "Valves"), ("all", "one", "two::three"))
    assert (second.id, second.category, second.tags) == ("g2", (), ("all",))
    assert read_set.not_carried == ("name of a note type, 1 time",)


def test_a_note_with_deletions_is_a_card_for_each_number() -> None:
    read_set = text_of(
        "#html:true\n#guid column:1\n"
        "g\tThe {{c1::mitral}} valve has {{c2::two::how many}} cusps, the {{c1::aortic}} <b>3</b>.\tNote.\n"
    )

    first, second = read_set.items
    assert (first.id, first.kind, first.gaps) == ("g", Kind.CLOZE, ("mitral", "aortic"))
    assert first.stem == "The _____ valve has two cusps, the _____ <b>3</b>."
    assert (second.id, second.answer, second.gaps) == ("g/1", "two", ())
    assert "_____ (how many) cusps" in second.stem
    assert {item.explanation for item in read_set.items} == {"Note."}
    assert {item.fact for item in read_set.items} == {"g"}


def test_a_deletion_of_plain_text_keeps_its_signs() -> None:
    item = only("#html:false\nA pH {{c1::<7.35>}} is acidosis.\n")

    assert (item.markup, item.answer) == (Markup.PLAIN, "<7.35>")


def test_a_note_of_countless_deletions_is_cut_off_and_said() -> None:
    read_set = text_of("#html:true\n" + "".join(f"{{{{c{number}::x{number}}}}} " for number in range(1, 101)))

    assert (len(read_set.items), len(read_set.rejected)) == (50, 1)
    assert "has 100 numbers of deletions" in read_set.rejected[0].reason


def test_images_and_sounds_are_said_and_cards_of_nothing_else_are_rejected() -> None:
    read_set = text_of('#html:true\na\tb <img src="x.png">[sound:x.mp3]\nc\t<img src="y.png">\n')

    assert len(read_set.items) == 1
    assert "The answer is an image or a sound" in read_set.rejected[0].reason
    assert set(read_set.not_carried) == {"image that is not in the file, 2 times", "audio, 1 time"}


def test_a_line_of_one_field_is_rejected_and_a_file_of_such_lines_refused() -> None:
    [rejection] = text_of("a\tb\nc\n").rejected

    assert rejection.reason.startswith("The line has one field.")
    with pytest.raises(UnreadableFileError, match="no line has a question and an answer"):
        text_of("Running text.\nMore of it.\n")


@pytest.mark.parametrize(
    "text",
    [
        "The heart.\nIt has\tfour chambers.\nIt beats.\n",
        "stem\tanswer\nx\ty\n",
        "Running text without any.\n",
        "\tindented\n\tlines\n",
        "# Heading: of Markdown\n",
    ],
)
def test_running_text_and_tables_with_headings_are_not_taken_for_it(text: str) -> None:
    found = recognised(text.encode(), "file")

    assert found is None or found.name != "tab_text"


def test_lines_with_semicolons_are_cards_too() -> None:
    text = "Heart\natrium;upper chamber\nventricle;lower chamber\nvalve;door, of a kind\nseptum;wall\n"

    found = read(text.encode(), name="cards.txt")

    assert (found.format, found.delimiter) == ("tab_text", ";")
    assert [item.answer for item in found.items] == [
        "upper chamber",
        "lower chamber",
        "door, of a kind",
        "wall",
    ]
    assert [rejection.line for rejection in found.rejected] == [1]


def test_numbers_of_the_lines_are_no_questions() -> None:
    found = text_of("1\tatrium\tupper chamber\n2\tventricle\tlower chamber\n")

    assert [(item.stem, item.answer) for item in found.items] == [
        ("atrium", "upper chamber"),
        ("ventricle", "lower chamber"),
    ]
    assert found.not_carried == ("number of a line, 2 times",)


def test_numbers_that_are_asked_stay() -> None:
    assert [item.stem for item in text_of("1\tuno\n2\tdos\n").items] == ["1", "2"]


def test_a_table_whose_headings_are_not_enough_is_left_to_who_knows_them() -> None:
    table = b"qid\tanswer\to1\to2\n1\t2\tx\ty\n2\t1\tx\ty\n"

    with pytest.raises(UnknownColumnsError):
        read(table, name="table.tsv")


def test_a_line_without_a_tab_among_two_is_rejected_and_the_other_read() -> None:
    found = read(b"Heart\tPump\r\nLiver\r\n", name="a.txt")

    assert [item.answer for item in found.items] == ["Pump"]
    assert [one.line for one in found.rejected] == [2]


def flashcard(**parts: str) -> QuestionSet:
    item = Item(id="g1", kind=Kind.FLASHCARD, task=Task.RECALL, tags=("a b", "c"), **parts)  # type: ignore[arg-type]
    return QuestionSet(title="Set", format="any", encoding="utf-8", found=1, items=(item,))


def test_what_is_written_says_what_it_is_and_disarms_what_anki_would_obey() -> None:
    written = write(flashcard(stem="{{c1::x}} y", answer="#1\n2", explanation="Why"), "tab_text").decode()

    assert written == (
        "#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\n#tags column:3\n"
        'g1\tBasic\ta_b c\t&#123;&#123;c1::x}} y\t"#1<br>2<br><br><!--explanation-->Why"\n'
    )


@given(sets(frozenset({Kind.FLASHCARD, Kind.CLOZE, Kind.MULTIPLE_CHOICE})))
def test_text_written_then_read_gives_what_it_carries(question_set: QuestionSet) -> None:
    kept = [one for item in question_set.items if (one := carried(item, CARRIES))]
    written = write(question_set, "tab_text")
    if not kept:
        with pytest.raises(UnreadableFileError):
            read(written, name="deck.txt")
        return

    again = read(written, name="deck.txt")

    assert list(again.items) == kept
    assert (again.format, again.rejected, again.not_carried) == ("tab_text", (), ())


def test_anki_imports_what_is_written(tmp_path: Path) -> None:
    items = (
        Item(
            id="g1",
            kind=Kind.FLASHCARD,
            task=Task.RECALL,
            stem='"A" <x>',
            answer="#b\nc",
            tags=("one", "two"),
        ),
        Item(id="g2", kind=Kind.CLOZE, task=Task.RECALL, stem="_____ _____", answer="", gaps=("a", "b")),
        Item(id="g3", kind=Kind.CLOZE, task=Task.RECALL, stem="# _____", answer="c", explanation="since"),
    )
    file = tmp_path / "deck.txt"
    file.write_bytes(write(QuestionSet(title="", format="", encoding="", found=3, items=items), "tab_text"))
    collection = Collection(str(tmp_path / "collection.anki2"))

    metadata = collection.get_csv_metadata(str(file), None)
    collection.import_csv(ImportCsvRequest(path=str(file), metadata=metadata))

    notes = [collection.get_note(note) for note in collection.find_notes("")]
    assert {(note.guid, note.note_type()["name"], *note.fields, *note.tags) for note in notes} == {
        ("g1", "Basic", '"A" &lt;x&gt;', "#b<br>c", "one", "two"),
        ("g2", "Cloze", "{{c1::a}} {{c1::b}}", ""),
        ("g3", "Cloze", "# {{c1::c}}", "since"),
    }


PIECES = [
    *("#", "html:true", "columns:", "guid column:1", "deck column:-1", "tags column:9", "{{c0::", "{{c1,2::"),
    *("separator:", "\n", "\t", ";", '"', "a", "{{c1::", "}}", "::", "<b>", "<img src=x>", "\r", "&"),
]


@given(st.lists(st.sampled_from(PIECES)))
def test_any_text_is_read_or_refused(parts: list[str]) -> None:
    try:
        found = text_of("".join(parts))
    except UnreadableFileError:
        return

    assert found.found == len(found.items) + len(found.rejected)


@pytest.mark.parametrize(
    "sign", ["\t", "#a:b\n", "{{c1::", "}}", "<a ", '"', "a\tb\n", "{{c1::x}}", "<hr id=answer>"]
)
def test_a_long_run_of_one_sign_is_read_or_refused(sign: str) -> None:
    try:
        text_of(f"a\t{sign * (200_000 // len(sign))}")
    except UnreadableFileError as error:
        assert error.problem  # noqa: PT017 - refused is as good as read


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="QUIZAPP_SHARED names no folder")
def test_real_exports_are_read_whole_and_articles_are_not_taken_for_them() -> None:
    decks = [*(SHARED / "data/formats/anki_text").iterdir(), *(SHARED / "data/formats/tsv").glob("*[16].txt")]
    articles = sorted((SHARED / "data/articles/dev").glob("*.txt"))
    assert decks
    assert articles

    for path in decks:
        read_set = read(path.read_bytes(), name=path.name)
        assert read_set.format == "tab_text"
        assert read_set.items
        assert not read_set.rejected
    assert not [path for path in articles if recognised(path.read_bytes(), "article")]


def test_a_card_that_asks_front_below_ankis_header_is_no_row_of_headings() -> None:
    data = write(flashcard(stem="front", answer="back"), "tab_text")

    assert [(one.stem, one.answer) for one in read(data, name="a.txt").items] == [("front", "back")]
