"""The table of formats: which reader a file gets, and what a writer owns up to."""

import dataclasses
import json
import os
from pathlib import Path

import pytest

from questions.errors import QuestionsError, TooLargeError, UnreadableFileError
from questions.formats import FORMATS, Format, format_for, losses, read, write
from questions.formats.asked import AS_IT_SAYS
from questions.model import CodeSource, Item, Kind, Option, Pair, QuestionSet, Task

SHARED = Path(os.environ.get("QUIZAPP_SHARED", Path(__file__).parents[4] / "shared"))
ITEM = Item(
    id="q1",
    kind=Kind.MULTIPLE_CHOICE,
    task=Task.RECOGNISE,
    stem="Which gland enlarges in Graves' disease?",
    answer="Thyroid",
    options=(Option(text="Thyroid", correct=True), Option(text="Thymus", correct=False)),
)


def set_of(*items: Item) -> QuestionSet:
    return QuestionSet(title="Glands", format="any", encoding="utf-8", found=len(items), items=items)


@pytest.mark.parametrize("name", ["quiz.docx", "folder.json/quiz", "quiz.json"])
def test_the_content_of_a_file_decides_its_form_whatever_its_suffix(name: str) -> None:
    assert read(b"stem,answer\nx,y\n", name=name).format == "csv_table"


def test_a_file_that_nothing_recognises_is_read_as_its_suffix_says() -> None:
    with pytest.raises(UnreadableFileError, match="names no column for the stem"):
        read(b"Nothing that anyone asks.\n", name="quiz.csv")


def test_a_file_that_neither_content_nor_suffix_tells_is_refused_with_the_known_forms() -> None:
    with pytest.raises(UnreadableFileError, match=r"no form of question sets.*CSV table"):
        read(b"Nothing that anyone asks.\n", name="quiz.dat")


@pytest.mark.parametrize("name", ["quiz.gift", "quiz.csv", "quiz.txt", "quiz.dat"])
@pytest.mark.parametrize("data", [b"", b" \r\n"])
def test_an_empty_file_is_called_so(data: bytes, name: str) -> None:
    with pytest.raises(UnreadableFileError, match="the file is empty"):
        read(data, name=name)


def test_a_format_named_by_the_caller_wins_over_the_suffix() -> None:
    assert read(b"stem,answer\nx,y\n", name="quiz.dat", format="csv_table").found == 1


def test_an_unknown_format_is_refused_with_the_known_ones() -> None:
    with pytest.raises(QuestionsError, match="json_lines, native_json"):
        write(set_of(), "riddle")


@pytest.mark.parametrize(
    ("name", "format_name"), [("A.CSV", "csv_table"), ("a.json", "native_json"), ("a.jsonl", "json_lines")]
)
def test_a_file_to_write_gets_its_format_by_suffix(name: str, format_name: str) -> None:
    assert format_for(name).name == format_name


def test_a_file_to_write_needs_a_known_suffix() -> None:
    with pytest.raises(QuestionsError, match="no suffix of a question set") as refused:
        format_for("questions.docx")

    assert ".docx" not in refused.value.advice
    assert ".csv" in refused.value.advice


def test_format_names_are_unique() -> None:
    assert len({one.name for one in FORMATS}) == len(FORMATS)


def test_what_a_table_drops_is_counted_by_what_it_is() -> None:
    source = CodeSource(classification="ICD-10-CM", release="2026", code="E05", title="Thyrotoxicosis")
    sourced = tuple(dataclasses.replace(option, source=source) for option in ITEM.options)
    pairs = (Pair(prompt="Graves", match="thyroid"), Pair(prompt="Addison", match="adrenal"))
    full = set_of(
        dataclasses.replace(ITEM, options=sourced, fact="thyroid"),
        dataclasses.replace(ITEM, id="q2", fact="thyroid"),
        dataclasses.replace(ITEM, id="q3", kind=Kind.MATCHING, options=(), pairs=pairs),
    )

    dropped = losses(full, "csv_table")

    assert dropped == (
        "fact of 2 items",
        "source of the options of 1 item",
        "the whole (matching) of 1 item",
    )


def test_a_table_protects_formulas_and_leaves_numbers() -> None:
    options = tuple(Option(text=text, correct=text == "-5") for text in ("=1+1", "@x", "-5", "-5 mmol"))

    written = write(set_of(dataclasses.replace(ITEM, options=options, answer="-5")), "csv_table").decode()

    assert ",'=1+1,'@x,-5,'-5 mmol," in written


def test_a_table_starts_with_the_mark_that_excel_needs_and_has_the_template_headings() -> None:
    head = write(set_of(ITEM), "csv_table").partition(b"\r\n")[0]

    assert head == (
        b"\xef\xbb\xbfid,stem,option_a,option_b,option_c,option_d,option_e,option_f,key,answer,explanation,tags,article"
    )


def test_what_is_dropped_of_a_large_set_is_counted_whole() -> None:
    items = [dataclasses.replace(ITEM, id=f"q{number}", fact="thyroid") for number in range(2500)]

    assert losses(set_of(*items), "csv_table") == ("fact of 2500 items",)


def test_a_set_of_thousands_of_items_is_read_back_from_json() -> None:
    long = set_of(*(dataclasses.replace(ITEM, id=f"q{n}", explanation="x" * 9000) for n in range(1200)))

    for name in ("native_json", "json_lines"):
        assert read(write(long, name), name="long.json", format=name).found == 1200


@pytest.mark.parametrize("size", [200_000, 2_000_000])
def test_a_cell_of_any_size_is_read(size: int) -> None:
    table = b'stem,answer\n"' + b"x" * size + b'",y\n'

    assert len(read(table, name="long.csv").items[0].stem) == size


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="QUIZAPP_SHARED names no folder")
def test_real_tables_of_others_are_read_or_refused_with_a_reason() -> None:
    files = [
        path for folder in ("csv", "tsv") for path in sorted((SHARED / "data/formats" / folder).iterdir())
    ]
    assert files

    for path in files:
        try:
            found = read(path.read_bytes(), name=path.name, format="csv_table")
        except UnreadableFileError as error:
            assert error.problem  # noqa: PT017 - refused is as good as read, if the reason is said
        else:
            assert found.found == len(found.items) + len(found.rejected)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_says_what_parts_its_cells(delimiter: str) -> None:
    lines = (("stem", "answer"), ("What is M48.2?", "Kissing spine"))

    read_set = read("\n".join(delimiter.join(cells) for cells in lines).encode(), name="cards.csv")

    assert read_set.delimiter == delimiter


def test_a_record_with_a_half_surrogate_is_rejected_and_one_in_the_title_is_escaped() -> None:
    data = (
        rb'{"title": "Spine \ud800", "\udfff": 1, "items": [{"kind": "\ud800", "stem": "x", "answer": "y"},'
        rb'{"kind": "flashcard", "stem": "\ud800", "answer": "y"}]}'
    )

    found = read(data, name="set.json")

    assert found.title == r"Spine \ud800"
    assert found.not_carried == (r'key "\udfff" of the set',)
    assert [rejection.reason for rejection in found.rejected] == [
        r'"kind" is "\ud800". It has to be one of ' + f"{', '.join(Kind)}.",
        "The text has characters that cannot be shown. Delete them, or type the text again.",
    ]


@pytest.mark.parametrize("version", ["[" * 400 + "]" * 400, '"' + "9" * 5000 + '"', r'"\ud800"', "2"])
def test_another_version_is_named_in_few_characters(version: str) -> None:
    with pytest.raises(UnreadableFileError, match="the question set is of version") as raised:
        read(f'{{"version": {version}, "items": []}}'.encode(), name="set.json")

    assert len(raised.value.problem.encode()) < 150


def test_a_question_with_more_options_than_letters_is_rejected() -> None:
    def data(count: int) -> bytes:
        options = [{"text": f"option {n}", "correct": n == 0} for n in range(count)]
        item = {"kind": "multiple_choice", "stem": "Which?", "answer": "option 0", "options": options}
        return json.dumps(item).encode()

    assert len(read(data(26), name="a.jsonl").items) == 1
    [rejection] = read(data(27), name="a.jsonl").rejected
    assert rejection.reason.startswith("The question has 27 options. It can have 26")


def test_questions_that_share_stem_and_key_but_not_their_distractors_are_both_kept() -> None:
    head = b"stem,option_a,option_b,key\n"
    rows = b"Which?,Right,Wrong,A\nWhich?,Right,Other,A\nWhich?,Right,Wrong,A\n"

    found = read(head + rows, name="a.csv")

    assert [item.options[1].text for item in found.items] == ["Wrong", "Other"]
    assert [one.reason for one in found.rejected] == [
        "This is the same question as on line 2. One of the two is enough."
    ]
    assert read(head + rows, name="b.csv").items == found.items


@pytest.mark.parametrize("one", [one for one in FORMATS if one.is_text], ids=lambda one: one.name)
@pytest.mark.parametrize("end", ["\n", "\r"])
def test_a_text_of_countless_lines_is_refused(one: Format, end: str) -> None:
    with pytest.raises(TooLargeError, match="lines; the limit is"):
        one.read(f"stem,key,a,b{end * 1_100_000}".encode(), "a", AS_IT_SAYS)
