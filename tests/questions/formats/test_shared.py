"""Real files of others: each is read or refused in words, and its questions are as many as were counted."""

import json
import os
from pathlib import Path

import pytest

from questions.check import check_question_set
from questions.errors import QuestionsError
from questions.formats import FORMATS, losses, read, write
from questions.formats.carrying import carried
from questions.model import QuestionSet

SHARED = Path(os.environ.get("QUIZAPP_SHARED", Path(__file__).parents[4] / "shared")) / "data/formats"
MANIFEST = SHARED / "MANIFEST.jsonl"
COUNTED = (
    [json.loads(line) for line in MANIFEST.read_text("utf-8").splitlines()] if MANIFEST.is_file() else []
)
OTHERWISE = {
    "gift/tsugi_quiz_questions.txt": 0,  # It is YAML, whose paragraphs were counted.
    "qti_zip/test_qti_1.2.zip": 3,  # An element "item" of its manifest was counted too.
}
WRITTEN = [one for one in FORMATS if one.write]

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not COUNTED, reason="QUIZAPP_SHARED names no folder with a manifest"),
]


def read_or_none(name: str) -> QuestionSet | None:
    try:
        return read((SHARED / name).read_bytes(), name=name)
    except QuestionsError as error:
        assert error.problem  # noqa: PT017 - refused is as good as read, if the reason is said
        return None


@pytest.mark.parametrize("row", COUNTED, ids=lambda row: row["file"])
def test_a_real_file_holds_as_many_questions_as_were_counted(row: dict[str, object]) -> None:
    name = str(row["file"])
    found = read_or_none(name)

    if found is not None:
        assert found.found == len(found.items) + len(found.rejected)
        check_question_set(found)
    if "questions" in row:
        assert (found.found if found else 0) == OTHERWISE.get(name, row["questions"])


@pytest.mark.parametrize("row", COUNTED, ids=lambda row: row["file"])
def test_a_real_file_is_in_every_other_form_what_that_form_carries(row: dict[str, object]) -> None:
    """Questions that a poorer form makes the same are one; all others come back, with their images."""
    found = read_or_none(str(row["file"]))
    if found is None:
        return

    for one in WRITTEN:
        data, said = write(found, one.name), losses(found, one.name)
        kept = [kept for item in found.items if (kept := carried(item, one.carries) if one.carries else item)]
        if not kept:
            assert len(said) > 0 or not found.items
            continue
        back = read(data, name=f"a{one.suffixes[0]}", format=one.name)

        once = {item.id: item for item in reversed(kept)}
        assert {item.id: item for item in back.items} == once
        assert set(back.images) == (set(found.images) if one.carries is None or one.carries.images else set())
