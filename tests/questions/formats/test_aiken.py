"""Aiken as items, and items as Aiken."""

import json
import os
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from questions.errors import UnreadableFileError
from questions.formats import recognised
from questions.formats.aiken import CARRIES, read, write
from questions.formats.carrying import carried
from questions.model import Kind, QuestionSet
from tests.questions.formats.item_strategies import sets

SHARED = Path(os.environ.get("QUIZAPP_SHARED", Path(__file__).parents[4] / "shared"))
SLOW = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
SAMPLES = Path(__file__).parents[2] / "data/aiken"
SAMPLE = SAMPLES / "valid/as_people_type.txt"


@SLOW
@given(sets(CARRIES.kinds))
def test_what_is_written_is_read_back_as_the_format_carries_it(question_set: QuestionSet) -> None:
    if not question_set.items:
        assert write(question_set) == b""
        return

    again = read(write(question_set), "x.txt")

    kept = {item.id: item for item in (carried(item, CARRIES) for item in question_set.items) if item}
    assert again.items == tuple(kept.values())
    assert not again.not_carried


@pytest.mark.parametrize(
    ("key", "kind", "answer"),
    [
        ("B", Kind.MULTIPLE_CHOICE, "A"),
        ("b.", Kind.MULTIPLE_CHOICE, "A"),
        ("A) B", Kind.MULTIPLE_CHOICE, "B"),
        ("A, C", Kind.MULTIPLE_ANSWER, "B; none of these"),
        ("none of these", Kind.MULTIPLE_CHOICE, "none of these"),
    ],
)
def test_a_letter_names_an_option_by_its_place(key: str, kind: Kind, answer: str) -> None:
    text = f"Which blood group?\nA. B\nB. A\nC. none of these\nANSWER: {key}\n"

    [item] = read(text.encode(), "x.txt").items

    assert (item.kind, item.answer) == (kind, answer)


def test_stems_and_options_on_several_lines_are_written_on_one() -> None:
    first = read(SAMPLE.read_bytes(), "a.txt")

    written = write(first)

    assert b"flank since yesterday. He has no fever. What is" in written
    back = read(written, "b.txt").items
    assert [item.id for item in back] == [item.id for item in first.items[:3]]
    assert back == tuple(carried(item, CARRIES) for item in first.items[:3])


def test_letters_alone_below_a_blank_line_are_the_key_as_on_cards_of_quizlet() -> None:
    text = "Which two?\n\nA. x\n\nB. y\n\nC. z\n\nAC\n\n\nWhich one?\n\na. A\nAB\nb. O\n\nb\n"

    found = read(text.encode(), "cards.txt")

    assert [(item.kind, item.answer) for item in found.items] == [
        (Kind.MULTIPLE_ANSWER, "x; z"),
        (Kind.MULTIPLE_CHOICE, "O"),
    ]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", "Thyroiditis\n\nA. Introduction\nIt is an inflammation.\nB. Causes\nViruses."),
        ("a.txt", "1. Which?\na. this\n*b. that\n\n2. Why?\n*a. x\nb. y"),
        ("a.txt", "1. Which?\na. this\nb. that\nAnswer: b\n"),
        ("a.csv", "stem,option_a,option_b,key\nWhich?,A. this,B. that,A\n"),
        ("a.txt", "front\tback\nANSWER: A\tB\n"),
        ("a.txt", "Answer: A\n"),
    ],
)
def test_other_texts_are_not_taken_for_aiken(name: str, text: str) -> None:
    one = recognised(text.encode(), name)

    assert one is None or one.name != "aiken"


@SLOW
@given(random=st.randoms(use_true_random=False))
def test_a_damaged_file_is_read_and_every_record_counted(random: Random) -> None:
    data = bytearray(SAMPLE.read_bytes())
    for _ in range(random.randint(1, 8)):
        at = random.randrange(len(data))
        data[at : at + random.choice([0, 1, 40])] = random.choice(
            [b"", b"\nA. ", b"\nB) ", b"\nANSWER:", b"\n\n", b"\r", b"\nZ. x", b"\nFeedback: x", b"\xff"]
        )
    try:
        found = read(bytes(data), "x.txt")
    except UnreadableFileError:
        return

    assert found.found == len(found.items) + len(found.rejected)


@pytest.mark.parametrize(
    "sign", ["A. x\n", "A", "ANSWER: A ", " ", "B.", "x\n", "\nA. y\nB. z", "Feedback: "]
)
def test_a_long_run_of_one_sign_is_read_at_once(sign: str) -> None:
    found = read(("Why?\nA. x\nB. y\n" + sign * (300_000 // len(sign))).encode(), "x.txt")

    assert found.found == len(found.items) + len(found.rejected)


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="QUIZAPP_SHARED names no folder")
def test_real_files_have_as_many_questions_as_were_counted() -> None:
    manifest = (SHARED / "data/formats/MANIFEST.jsonl").read_text(encoding="utf-8").splitlines()
    counted = {
        one["file"]: one["questions"] for one in map(json.loads, manifest) if one["file"].startswith("aiken")
    }
    assert counted

    for file, count in counted.items():
        data = (SHARED / "data/formats" / file).read_bytes()

        assert len(read(data, file).items) == count
        assert recognised(data, "x.unknown").name == "aiken"  # type: ignore[union-attr]
