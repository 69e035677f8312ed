"""QTI 1.2 as a whole: what is written comes back, real files are counted, and no bytes break the reader."""

from __future__ import annotations

import json
import os
import random
import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import assume, given

from questions.errors import UnreadableFileError
from questions.formats import format_of, qti12, qti21
from questions.formats.carrying import carried
from questions.model import Item, Kind, Markup, Option, QuestionSet, Task
from tests.questions.formats.item_strategies import IMAGES, sets

SHARED = Path(os.environ.get("QUIZAPP_SHARED", Path(__file__).parents[4] / "shared")) / "data/formats"
SAMPLES = [
    sample
    for name in ("qti12", "qti21")
    for sample in sorted((Path(__file__).parents[2] / "data" / name).glob("*/*"))
    if sample.suffix != ".expected"
]
# The manifest counts an element "item" of the package's table of contents as a question.
MISCOUNTED = {"qti_zip/test_qti_1.2.zip": 3}


def set_of(*items: Item, images: dict[str, bytes] | None = None) -> QuestionSet:
    return QuestionSet(
        title="Heart & lung",
        format="any",
        encoding="utf-8",
        found=len(items),
        items=items,
        images=images or {},
    )


def can_be_told_apart(item: Item) -> bool:
    """No answer twice, and no noncharacter, which XML cannot hold."""
    spare = [pair.match for pair in item.pairs if not pair.prompt]
    used = {pair.match for pair in item.pairs if pair.prompt}
    answers = [one.text for one in item.accepted]
    return (
        len(set(spare)) == len(spare)
        and not used & set(spare)
        and len(set(answers)) == len(answers)
        and not re.search(r"\\uff(?:fe|ff)", repr(item))
    )


@given(sets())
def test_a_set_written_then_read_gives_what_the_format_carries(question_set: QuestionSet) -> None:
    kept = [item for one in question_set.items if (item := carried(one, qti12.CARRIES))]
    assume(kept and all(can_be_told_apart(item) for item in kept))

    again = qti12.read(qti12.write(question_set), "quiz.zip")

    assert list(again.items) == kept
    assert not again.rejected
    assert again.title == " ".join(question_set.title.split())


@given(sets(frozenset({Kind.MULTIPLE_CHOICE, Kind.CLOZE})))
def test_the_same_set_gives_the_same_bytes(question_set: QuestionSet) -> None:
    assert qti12.write(question_set) == qti12.write(question_set)


def test_a_package_names_its_quiz_and_its_images_as_canvas_looks_for_them() -> None:
    name, data = next(iter(IMAGES.items()))
    item = Item(
        id="q1",
        kind=Kind.TRUE_FALSE,
        task=Task.RECOGNISE,
        stem=f'<p>Is it a heart? <img src="media/{name}" alt="it"></p>',
        answer="True",
        options=(Option(text="True", correct=True), Option(text="False", correct=False)),
        markup=Markup.HTML,
    )

    with zipfile.ZipFile(BytesIO(qti12.write(set_of(item, images={name: data})))) as archive:
        manifest, quiz, settings, image = archive.namelist()
        assert archive.read(image) == data
        assert image == f"images/{name}"
        assert f'href="{image}"' in archive.read(manifest).decode()
        assert f'href="{quiz}"' in archive.read(manifest).decode()
        assert f"$IMS-CC-FILEBASE$/images/{name}" in archive.read(quiz).decode()
        assert settings.endswith("/assessment_meta.xml")
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_blank_is_named_unlike_anything_in_brackets_in_the_stem() -> None:
    item = Item(
        id="q1",
        kind=Kind.CLOZE,
        task=Task.RECALL,
        stem="Not [blank1] but _____ and _____.",
        answer="this; that",
        gaps=("this", "that"),
    )

    [again] = qti12.read(qti12.write(set_of(item)), "quiz.zip").items

    assert again == item


@given(sets(frozenset(Kind) - {Kind.FLASHCARD}))
def test_what_is_written_is_understood_by_those_who_look_at_its_structure(question_set: QuestionSet) -> None:
    several = [one for one in question_set.items if one.kind is not Kind.CLOZE or one.gaps]
    assume(several and all(can_be_told_apart(item) for item in several))
    with zipfile.ZipFile(BytesIO(qti12.write(set_of(*several)))) as archive:
        quiz = archive.read(archive.namelist()[1])

    found = qti12.read(quiz.replace(b"<fieldlabel>question_type", b"<fieldlabel>other"), "quiz.xml")

    assert [one.kind for one in found.items] == [one.kind for one in several]
    assert not found.rejected


def outcome(data: bytes, name: str) -> int | None:
    """The number of questions found; None where the file is refused."""
    for one in (qti12, qti21):
        try:
            found = one.read(data, name)
        except UnreadableFileError:
            continue
        assert found.found == len(found.items) + len(found.rejected)
        return found.found
    return None


def damaged(data: bytes, chance: random.Random) -> bytes:
    """The file cut short, or with some bytes changed, taken out or doubled."""
    if chance.random() < 0.2:
        return data[: chance.randrange(len(data))]
    changed = bytearray(data)
    for _ in range(chance.choice((1, 3, 20))):
        start = chance.randrange(len(changed))
        end = start + chance.choice((0, 1, 40))
        changed[start:end] = chance.choice((b"", b"<", b"&", b'"', b"\0", b"</item>", bytes(data[:60])))
        changed = changed or bytearray(b"x")
    return bytes(changed)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_no_damage_makes_another_error_than_that_of_an_unreadable_file(sample: Path) -> None:
    chance = random.Random(sample.name)  # noqa: S311 - chooses what to damage
    for _ in range(40):
        outcome(damaged(sample.read_bytes(), chance), sample.name)


def test_no_damage_to_a_package_makes_another_error() -> None:
    chance = random.Random(1)  # noqa: S311
    options = (Option(text="Red", correct=True), Option(text="Blue", correct=False))
    item = Item(
        id="q", kind=Kind.MULTIPLE_CHOICE, task=Task.RECOGNISE, stem="Which?", answer="Red", options=options
    )
    package = qti12.write(set_of(item))
    for _ in range(300):
        outcome(damaged(package, chance), "quiz.zip")


@pytest.mark.parametrize("sign", ["<", "&", " ", "\t", "\n", "[", "_____", "<a "])
def test_a_long_run_of_one_sign_is_read_in_one_pass(sign: str) -> None:
    run = sign * 100_000
    for text in (run, f"<![CDATA[{run}]]>"):
        item = f"<item><presentation><material><mattext>{text}</mattext></material></presentation></item>"
        outcome(f"<questestinterop>{item}</questestinterop>".encode(), "run.xml")


def real_files() -> list[tuple[str, int]]:
    """The shared files of QTI with their counts of questions."""
    if not SHARED.is_dir():
        return []
    lines = (SHARED / "MANIFEST.jsonl").read_text(encoding="utf-8").splitlines()
    folders = {"qti12_items", "qti21_items", "qti_zip", "canvas_packages"}
    return [
        (entry["file"], MISCOUNTED.get(entry["file"], entry["questions"]))
        for entry in map(json.loads, lines)
        if entry["file"].split("/")[0] in folders and entry.get("questions") is not None
    ]


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="QUIZAPP_SHARED names no folder")
def test_real_files_have_as_many_questions_as_were_counted() -> None:
    files = real_files()
    assert len(files) > 60

    for file, count in files:
        data = (SHARED / file).read_bytes()
        assert format_of(data, file).name in {"qti12", "qti21"}, file
        assert (outcome(data, file) or 0) == count, file


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="QUIZAPP_SHARED names no folder")
@pytest.mark.parametrize("name", ["php_highjacking_3.xml", "script_highjacking_1.xml", "path-traversal.zip"])
def test_nasty_files_are_refused(name: str) -> None:
    assert outcome((SHARED / "nasty" / name).read_bytes(), name) is None
