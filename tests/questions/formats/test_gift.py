"""GIFT as items, and items as GIFT."""

import json
import os
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from questions.errors import UnreadableFileError
from questions.formats import recognised
from questions.formats.carrying import carried
from questions.formats.gift import CARRIES, read, write
from questions.model import Accepted, Item, Kind, Markup, Option, Pair, QuestionSet, Task
from tests.questions.formats.item_strategies import sets

SHARED = Path(os.environ.get("QUIZAPP_SHARED", Path(__file__).parents[4] / "shared"))
SLOW = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
SAMPLES = Path(__file__).parents[2] / "data/gift"
SAMPLE = SAMPLES / "valid/every_kind.gift"
NASTY = (
    "\\n",
    "\\",
    "->",
    "a -> b",
    "%50% of",
    "[html]b",
    "[plain]",
    "####",
    "::",
    "// no",
    "$CATEGORY: x",
    "{=}",
)
NASTY_LINES = ("x\neq", "x\nu", "x\n\ne", "\\(x\ne 1\\)", "$$\nu$$", "x\n// no", "x\n$CATEGORY: y", "a  b\tc")


def only(text: str) -> Item:
    [item] = read(text.encode(), "x.gift").items
    return item


def set_of(*items: Item) -> QuestionSet:
    return QuestionSet(title="Glands", format="any", encoding="utf-8", found=len(items), items=items)


@SLOW
@given(sets(CARRIES.kinds))
def test_what_is_written_is_read_back_as_the_format_carries_it(question_set: QuestionSet) -> None:
    if not question_set.items:
        assert write(question_set) == b""
        return

    again = read(write(question_set), "x.gift")

    assert again.items == tuple(filter(None, (carried(item, CARRIES) for item in question_set.items)))
    assert not again.rejected
    assert again.not_carried == ()


@pytest.mark.parametrize("nasty", [*NASTY, *NASTY_LINES, *(f"{one}\\" for one in NASTY)])
@pytest.mark.parametrize("kind", [Kind.MULTIPLE_CHOICE, Kind.SHORT_ANSWER, Kind.MATCHING])
def test_signs_of_the_format_come_back_wherever_they_stand(kind: Kind, nasty: str) -> None:
    line = " ".join(nasty.split())
    parts: dict[Kind, dict[str, object]] = {
        Kind.MULTIPLE_CHOICE: {
            "answer": nasty,
            "options": (
                Option(text=nasty, correct=True, why=nasty),
                Option(text=f"{nasty} b", correct=False, why=nasty),
            ),
        },
        Kind.SHORT_ANSWER: {"answer": nasty, "accepted": (Accepted(text=nasty, why=nasty),)},
        Kind.MATCHING: {
            "answer": f"{line} → {nasty}; b → {nasty}",
            "pairs": (Pair(prompt=line, match=nasty), Pair(prompt="b", match=nasty)),
        },
    }
    item = Item(
        id=nasty,
        kind=kind,
        task=Task.RECALL if kind is Kind.SHORT_ANSWER else Task.RECOGNISE,
        stem=nasty,
        explanation=nasty,
        tags=(line,),
        name=line,
        category=(line, "/"),
        **parts[kind],  # type: ignore[arg-type]  # each its field's own
    )
    item = carried(item, CARRIES) or item

    assert read(write(set_of(item)), "x.gift").items == (item,)


def test_what_a_sample_says_is_the_same_after_being_written_and_read() -> None:
    first = read(SAMPLE.read_bytes(), "a.gift")

    assert read(write(first), "b.gift").items == first.items


@pytest.mark.parametrize(
    ("answers", "kind", "right"),
    [
        ("{=a ~b ~c}", Kind.MULTIPLE_CHOICE, "a"),
        ("{=a ~%50%b ~c}", Kind.MULTIPLE_CHOICE, "a"),
        ("{=a =b ~c}", Kind.MULTIPLE_ANSWER, "a; b"),
        ("{~%50%a ~%50%b ~c}", Kind.MULTIPLE_ANSWER, "a; b"),
        ("{~%100%a ~b}", Kind.MULTIPLE_ANSWER, "a"),
        ("{~%33.33333%a ~%33.33333%b ~%33.33333%c ~%-100%d}", Kind.MULTIPLE_ANSWER, "a; b; c"),
        ("{=a ~%100%b ~c}", Kind.MULTIPLE_ANSWER, "a; b"),
        ("{=a =b}", Kind.SHORT_ANSWER, "a"),
        ("{=a -> b =c -> d}", Kind.MATCHING, "a → b; c → d"),
        ("{=%100%a -> b =%100%c -> d}", Kind.SHORT_ANSWER, "a -> b"),
        ("{#7,4:0,1}", Kind.NUMERIC, "7,4"),
        ("{# -3.5 .. -2.5 }", Kind.NUMERIC, "-3"),
        ("{#=%50%1:1 =2}", Kind.NUMERIC, "2"),
        ("{t}", Kind.TRUE_FALSE, "True"),
        ("{ False#No. }", Kind.TRUE_FALSE, "False"),
    ],
)
def test_the_answers_tell_the_kind_and_what_is_right(answers: str, kind: Kind, right: str) -> None:
    item = only(f"Which one?{answers}")

    assert (item.kind, item.answer) == (kind, right)


def test_the_first_feedback_of_true_or_false_is_for_who_answers_wrong() -> None:
    item = only("The sun is a star.{TRUE#It is one.#Right.}")

    assert [(option.text, option.why) for option in item.options] == [
        ("True", "Right."),
        ("False", "It is one."),
    ]


def test_an_id_that_two_questions_have_is_of_neither() -> None:
    found = read(
        b"// [id:1]\nFirst?{T}\n\n$CATEGORY: b\n\n// [id:1]\nSecond?{T}\n\n// [id:2]\nThird?{F}", "x.gift"
    )

    assert [len(item.id) for item in found.items] == [32, 32, 1]


def test_an_empty_option_as_before_a_right_one_typed_with_both_signs_is_left_out() -> None:
    found = read(b"The liver {~=stores~filters~} bile.", "x.gift")

    assert [(option.text, option.correct) for option in found.items[0].options] == [
        ("stores", True),
        ("filters", False),
    ]
    assert found.not_carried == ("empty option, 1 time",)


def test_questions_without_a_blank_line_between_are_read_each_with_a_note() -> None:
    first = "::A::Which organ stores bile? {=Gall bladder ~Liver}\n"

    found = read(f"{first}// easy\n2. The spleen is an organ. {{\nT\n}}\nWhy? {{}}".encode(), "x.gift")

    assert [item.stem for item in found.items] == ["Which organ stores bile?", "2. The spleen is an organ."]
    [note] = found.notes
    assert (note.line, note.message[:35]) == (3, "2 questions without a blank line be")
    assert [rejection.line for rejection in found.rejected] == [6]


def test_a_title_begins_a_question_whatever_stands_behind_the_braces_before() -> None:
    found = read(b"::A::The liver {=makes ~stores} bile.\n::B::It is {T} so.\n::C::Why? {F}", "x.gift")

    assert [(item.name, item.stem) for item in found.items] == [
        ("A", "The liver _____ bile."),
        ("B", "It is _____ so."),
        ("C", "Why?"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The liver {=makes} bile, and the bladder {=stores}\nit until {=meals}",
        "The liver {=makes\n~stores}\nbile.",
        "The liver {1:SA:=makes}\nand the bladder {1:MC:=stores~makes}",
        "One {=a \\}\n~b}\n{T}",
    ],
)
def test_lines_of_one_question_stay_together(text: str) -> None:
    assert read(text.encode(), "x.gift").found == 1


def test_a_damaged_question_leaves_those_around_it_whole() -> None:
    text = "Nil? {F}\nOne? {T}\nTwo? {=a {~b}\nThree? {=c ~d}\nFour? {F}\nFive? {=e ~f"

    found = read(text.encode(), "x.gift")

    assert [item.stem for item in found.items] == ["Nil?", "One?", "Three?", "Four?"]
    assert [rejection.line for rejection in found.rejected] == [3, 6]


def test_gaps_of_cloze_are_named_as_such() -> None:
    [rejection] = read(b"The liver {1:SA:=makes} bile.\n\nIt is {T}", "x.gift").rejected

    assert "gaps of Moodle's Cloze" in rejection.reason


def test_words_in_tags_become_html_and_others_stay_plain() -> None:
    assert only("Is <b>2</b> < 3?{T}").markup is Markup.HTML
    assert only("Is 2 < 3?{T}").stem == "Is 2 < 3?"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", "The liver stores {glycogen} and {iron}.\n\nIt weighs 1.5 kg {in adults}."),
        ("a.txt", "Front {{c1::T}}\tback\nA {{c2::F}}\tback"),
        ("a.md", "# Title\n\n```c\nint f() { return 1; }\n```\n\nUse `{T}` or \\frac{T}{F}."),
        ("a.css", "#a {\n  color: red;\n}\n\nb {#c {}\n}"),
        ("a.txt", "1. Which?\na. this\n*b. that\n"),
        ("a.txt", "Thyroiditis\n\nIntroduction\nIt is an inflammation."),
    ],
)
def test_other_texts_are_not_taken_for_gift(name: str, text: str) -> None:
    one = recognised(text.encode(), name)

    assert one is None or one.name != "gift"


def test_a_table_with_gift_in_a_cell_is_a_table() -> None:
    one = recognised(b"stem,answer\nWhat is {=a ~b}?,a\n", "x.txt")

    assert one is not None
    assert one.name == "csv_table"


@SLOW
@given(random=st.randoms(use_true_random=False))
def test_a_damaged_file_is_read_and_every_record_counted(random: Random) -> None:
    data = bytearray(SAMPLE.read_bytes())
    for _ in range(random.randint(1, 8)):
        at = random.randrange(len(data))
        data[at : at + random.choice([0, 1, 40])] = random.choice(
            [
                b"",
                b"{",
                b"}",
                b"~",
                b"=",
                b"\\",
                b"#",
                b"%",
                b"::",
                b"\n\n",
                b"->",
                b"..",
                b"//",
                b"[html]",
                b"*",
            ]
        )
    try:
        found = read(bytes(data), "x.gift")
    except UnreadableFileError:
        return

    assert found.found == len(found.items) + len(found.rejected)


@pytest.mark.parametrize("before", ["Why? ", "Why? {=a ~b"])
@pytest.mark.parametrize(
    ("sign", "count"),
    [
        *(
            (sign, 300_000 // len(sign))
            for sign in ("{", "}", "\\", "=", "~", ":", "%", "\n", " \n", "\\n", "$$")
        ),
        *(
            (sign, 300_000 // len(sign))
            for sign in ("#", "->", "// [id:", "[tag:", "..", " ", "\t", "[html]")
        ),
        *((sign, 20_000) for sign in ("{\n\n", "x\n\n{", "x\n\n")),  # a record each
    ],
)
def test_a_long_run_of_one_sign_is_read_at_once(sign: str, count: int, before: str) -> None:
    found = read((before + sign * count).encode(), "x.gift")

    assert found.found == len(found.items) + len(found.rejected)


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="QUIZAPP_SHARED names no folder")
def test_real_files_have_as_many_questions_as_were_counted() -> None:
    manifest = (SHARED / "data/formats/MANIFEST.jsonl").read_text(encoding="utf-8").splitlines()
    counted = {
        one["file"]: one["questions"]
        for one in map(json.loads, manifest)
        if one["file"].startswith("gift") and one.get("questions")
    }
    assert counted

    for file, count in counted.items():
        data = (SHARED / "data/formats" / file).read_bytes()

        assert read(data, file).found == count, file
        assert recognised(data, "x.gift").name == "gift"  # type: ignore[union-attr]


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="QUIZAPP_SHARED names no folder")
def test_moodles_own_examples_are_known_by_what_they_hold() -> None:
    for path in (SHARED / "data/formats/gift").glob("moodle*"):
        assert recognised(path.read_bytes(), "x.unknown").name == "gift"  # type: ignore[union-attr]


def test_an_item_whose_only_markup_is_an_image_comes_back_as_the_words_for_it() -> None:
    image = (
        '<img src="media/0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef.png" alt="A heart">'
    )
    options = (Option(text="True", correct=True), Option(text="False", correct=False))
    item = Item(
        id="1",
        kind=Kind.TRUE_FALSE,
        task=Task.RECOGNISE,
        stem=f"This beats: {image}<br>",
        answer="True",
        options=options,
        markup=Markup.HTML,
    )

    again = read(write(set_of(item)), "x.gift").items[0]

    assert again == carried(item, CARRIES)
    assert again.stem == "This beats: [A heart]"
