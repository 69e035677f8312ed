"""What rows of tables mean, the same as CSV and as a workbook: tables of others as instructors have them."""

import csv
import io
from collections.abc import Callable, Sequence

import pytest
import xlsxwriter
from hypothesis import given, settings

from questions.errors import UnknownColumnsError
from questions.formats import read, write
from questions.formats.asked import Asked
from questions.formats.carrying import carried
from questions.formats.table_rows import CARRIES
from questions.model import Item, Kind, QuestionSet
from tests.questions.formats.item_strategies import sets

Rows = Sequence[Sequence[str]]


def as_csv(rows: Rows) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def as_xlsx(rows: Rows) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        for line, cells in enumerate(rows):
            for place, text in enumerate(cells):
                sheet.write_string(line, place, text)
    return file.getvalue()


@pytest.fixture(params=[as_csv, as_xlsx])
def table(request: pytest.FixtureRequest) -> Callable[..., QuestionSet]:
    """Reads rows of cells, written as CSV or as a workbook."""

    def table(*rows: Sequence[str], asked: Asked | None = None) -> QuestionSet:
        return read(request.param(rows), name="quiz.csv", asked=asked or Asked())

    return table


def keyed(item: Item) -> str:
    """The options, the right ones with an asterisk."""
    return " ".join(f"{'*' * option.correct}{option.text}" for option in item.options)


@pytest.mark.parametrize(
    ("headings", "row", "kind", "options"),
    [
        ("question,a,b,c,correct answer", "Which?,x,y,z,b", Kind.MULTIPLE_CHOICE, "x *y z"),
        (
            "Question Text,Option 1,Option 2,Option 3,Correct Answer",
            "Which?,x,y,z,3",
            Kind.MULTIPLE_CHOICE,
            "x y *z",
        ),
        ("stem,option_a,option_b,option_c,key", "Which?,x,y,z,A;C", Kind.MULTIPLE_ANSWER, "*x y *z"),
        ("stem,option_a,option_b,option_c,key", "Which?,x,y,z,AC", Kind.MULTIPLE_ANSWER, "*x y *z"),
        ("stem,option_a,option_b,key", "So?,FALSE,TRUE,B", Kind.TRUE_FALSE, "*TRUE FALSE"),
        ("stem,option_a,option_b,key", "So?,Yes,No,B", Kind.MULTIPLE_CHOICE, "Yes *No"),
        ("stem,option_a,option_b,key", "So?,,,false", Kind.TRUE_FALSE, "True *False"),
        ("question,type,answer", "So?,True/False,T", Kind.TRUE_FALSE, "*True False"),
        ("stem,kind,option_a,option_b,key", "So?,Multiple Response,x,y,b", Kind.MULTIPLE_ANSWER, "x *y"),
        ("stem,kind,option_a,option_b,key", "So?,MCQ,True,False,b", Kind.MULTIPLE_CHOICE, "True *False"),
        ("question,correct answer,incorrect 1,incorrect 2", "Which?,x,y,z", Kind.MULTIPLE_CHOICE, "*x y z"),
        ("question,correct_answer,distractor1,distractor2", "Which?,B,A,C", Kind.MULTIPLE_CHOICE, "*B A C"),
        (
            "Question - max 120 characters,Answer 1 - max 75 signs,Answer 2,Correct answer(s) - choose one",
            "Which?,x,y,1",
            Kind.MULTIPLE_CHOICE,
            "*x y",
        ),
        ("question,options,answer", "Which?,x|y|z,y", Kind.MULTIPLE_CHOICE, "x *y z"),
        ("question,options,answer", "Which?,A. x;B. y; C. z,C", Kind.MULTIPLE_CHOICE, "x y *z"),
        ("question,options,answer", "Which?,1) x\n2) y,2", Kind.MULTIPLE_CHOICE, "x *y"),
        ("question,options,answer", "So?,true;false,true", Kind.TRUE_FALSE, "*true false"),
    ],
)
def test_a_row_becomes_the_question_that_its_author_meant(
    table: Callable[..., QuestionSet], headings: str, row: str, kind: Kind, options: str
) -> None:
    read_set = table(headings.split(","), row.split(","))

    [item] = read_set.items
    assert (item.kind, keyed(item)) == (kind, options)
    assert read_set.headings == tuple(headings.split(","))
    assert not read_set.not_carried


@pytest.mark.parametrize(
    ("headings", "row", "kind", "answer"),
    [
        ("term,definition", "x,y", Kind.FLASHCARD, "y"),
        ("term,definition", "x,True", Kind.FLASHCARD, "True"),
        ("stem,answer", "The _____ beats.,heart", Kind.CLOZE, "heart"),
        ("stem,kind,answer", "The _____ beats.,flashcard,heart", Kind.FLASHCARD, "heart"),
        ("stem,kind,answer", "Normal pH?,short answer,7.4", Kind.SHORT_ANSWER, "7.4"),
        ("stem,kind,answer", "Normal pH?,numeric,7.4", Kind.NUMERIC, "7.4"),
        (
            "stem,type,option 1,option 2",
            "Which gland?,Fill-in,thyroid,the thyroid",
            Kind.SHORT_ANSWER,
            "thyroid",
        ),
        ("id,stem,answer", "007,x,0012", Kind.FLASHCARD, "0012"),
    ],
)
def test_a_row_without_options_to_choose_from_has_an_answer(
    table: Callable[..., QuestionSet], headings: str, row: str, kind: Kind, answer: str
) -> None:
    [item] = table(headings.split(","), row.split(",")).items

    assert (item.kind, item.answer) == (kind, answer)


@pytest.mark.parametrize(
    "listed", ["['x, or y', 'z']", "[x or y, z]", '["x, or y", "z"]', """["x, or y", 'z']"""]
)
def test_a_cell_may_list_options_as_programs_do(table: Callable[..., QuestionSet], listed: str) -> None:
    [item] = table(["question", "choices", "answer"], ["Which?", listed, "z"]).items

    assert keyed(item).replace(",", "") == "x or y *z"


@pytest.mark.parametrize("cell", ["['x', 'y'", "['x' 'y']", "['" + "\\'" * 15_000 + "]", "[1, [2]]"])
def test_a_list_that_is_none_is_rejected_in_time(table: Callable[..., QuestionSet], cell: str) -> None:
    read_set = table(["question", "options", "answer"], ["Which?", cell, "z"])

    assert read_set.found == len(read_set.rejected) == 1


def test_several_columns_of_keys_hold_several_keys(table: Callable[..., QuestionSet]) -> None:
    headings = ["question", "a", "b", "c", "correct", "correct"]

    read_set = table(headings, ["Which?", "x", "y", "z", "a", "c"], ["One?", "x", "y", "z", "b", ""])

    assert list(map(keyed, read_set.items)) == ["*x y *z", "x *y z"]
    assert not read_set.not_carried


def test_a_cell_with_more_signs_than_a_list_has_options_is_no_list(table: Callable[..., QuestionSet]) -> None:
    read_set = table(["question", "options", "answer"], ["Which?", ",".join("x" * 40), "x"])

    assert read_set.found == len(read_set.rejected) == 1


def test_keys_count_from_zero_where_one_is_zero(table: Callable[..., QuestionSet]) -> None:
    headings = ["question", "a", "b", "c", "correct"]

    read_set = table(headings, ["First?", "x", "y", "z", "0"], ["Last?", "x", "y", "z", "2"])

    assert list(map(keyed, read_set.items)) == ["*x y z", "x y *z"]
    assert "from 0" in read_set.notes[0].message


@pytest.mark.parametrize("other", [["Two?", "0", "1", "0"], ["Two?", "x", "y", "2"], ["Two?", "x", "y", "x"]])
def test_keys_count_from_one_where_zero_is_something_else(
    table: Callable[..., QuestionSet], other: list[str]
) -> None:
    read_set = table(["question", "a", "b", "correct"], ["One?", "x", "y", "1"], other)

    assert keyed(read_set.items[0]) == "*x y"


def test_rows_of_a_template_with_a_number_alone_are_left_out(table: Callable[..., QuestionSet]) -> None:
    read_set = table(
        ["", "question", "a", "b", "key"], ["1", "So?", "x", "y", "a"], ["2", "", "", "", ""], ["3"]
    )

    assert (read_set.found, len(read_set.items)) == (1, 1)
    assert [(note.line, note.message) for note in read_set.notes] == [
        (3, "Rows with a number alone were left out: 2.")
    ]


def test_what_is_said_of_options_is_kept_with_them(table: Callable[..., QuestionSet]) -> None:
    headings = ("stem", "option_a", "feedback_a", "option_b", "Option B feedback", "key", "feedback")

    [item] = table(headings, ("Which?", "x", "Right.", "y", "Wrong.", "A", "In general.")).items

    assert [option.why for option in item.options] == ["Right.", "Wrong."]
    assert item.explanation == "In general."


def test_columns_without_a_place_are_named_with_their_rows(table: Callable[..., QuestionSet]) -> None:
    read_set = table(("stem", "answer", "image", "points"), ("x", "y", "a.png", ""), ("z", "y", "", ""))

    [said] = read_set.not_carried
    assert said.startswith('column "image", filled in 1 row')


@pytest.mark.parametrize("kind", ["Essay", "Matching", "Ordering", "Hot spot", "Open-ended"])
def test_a_kind_that_cannot_be_studied_is_rejected(table: Callable[..., QuestionSet], kind: str) -> None:
    [rejection] = table(("stem", "type", "answer"), ("x", kind, "y")).rejected

    assert rejection.line == 2
    assert rejection.reason.startswith(f"Type not supported: {kind}.")


def test_a_kind_that_nobody_knows_is_guessed_and_said(table: Callable[..., QuestionSet]) -> None:
    read_set = table(("stem", "type", "answer"), ("x", "Cardiology", "y"))

    assert read_set.items[0].kind is Kind.FLASHCARD
    assert read_set.not_carried == ('kind "Cardiology", which is none that is known here, 1 time',)


@pytest.mark.parametrize(
    ("kind", "key", "reason"),
    [
        ("multiple choice", "A, B", "The question has 2 keys"),
        ("true/false", "perhaps", "names no option"),
        ("flashcard", "A", "The row has options, but its kind has none"),
        ("", "D", "names no option"),
        ("", "", "The row has no key"),
    ],
)
def test_a_row_that_contradicts_itself_is_rejected(
    table: Callable[..., QuestionSet], kind: str, key: str, reason: str
) -> None:
    [rejection] = table(("stem", "kind", "a", "b", "key"), ("Which?", kind, "x", "y", key)).rejected

    assert reason in rejection.reason


def test_headings_that_say_nothing_are_handed_to_the_person_who_knows(
    table: Callable[..., QuestionSet],
) -> None:
    rows = (("Country", "Capital", "Continent"), ("Malta", "Valletta", "Europe"))

    with pytest.raises(UnknownColumnsError, match='unknown headings: "Country", "Capital"') as raised:
        table(*rows, asked=Asked(columns={"Continent": "tags"}))
    read_set = table(*rows, asked=Asked(columns={"Country": "stem", "Capital": "answer", "Continent": ""}))

    assert raised.value.headings == ("Country", "Capital", "Continent")
    [item] = read_set.items
    assert (item.stem, item.answer) == ("Malta", "Valletta")
    assert read_set.not_carried[0].startswith('column "Continent", filled in 1 row')


def test_headings_may_stand_below_a_title(table: Callable[..., QuestionSet]) -> None:
    read_set = table(("Cardiology, term 2", ""), ("", ""), ("stem", "answer"), ("x", "y"))

    assert read_set.found == 1
    assert list(read_set.lines.values()) == [4]
    assert "above" in read_set.notes[0].message


@pytest.mark.parametrize(("format_name", "name"), [("csv_table", "a.csv"), ("xlsx_table", "a.xlsx")])
@settings(deadline=None)
@given(question_set=sets())
def test_a_table_written_then_read_gives_what_it_carries(
    format_name: str, name: str, question_set: QuestionSet
) -> None:
    kept = [one for item in question_set.items if (one := carried(item, CARRIES))]

    again = read(write(question_set, format_name), name=name, format=format_name)

    assert list(again.items) == kept
    assert (again.rejected, again.not_carried) == ((), ())
