"""A file of items that can be gone on with, wherever writing it stopped and whatever reached the disk."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions.commands.item_file import Batch, Origin, file_of_items
from questions.errors import QuestionsError

ORIGIN = Origin(program="p", articles="a", library="l", settings={"seed": 0})
BATCHES = [
    Batch(data=b'{"id": "1"}\n{"id": "2"}\n', made={"flashcard": 1, "cloze": 1}, unmade=3),
    Batch(data=b"", made={}, unmade=1),
    Batch(data='{"id": "ß"}\n'.encode(), made={"cloze": 1}, unmade=0),
    Batch(data=b'{"id": "4"}\n' * 3, made={"flashcard": 3}, unmade=2),
]
WHOLE = b"".join(batch.data for batch in BATCHES)


class StoppedError(Exception):
    """Stands for whatever ends a run."""


def stopped_after(path: Path, number: int) -> None:
    with suppress(StoppedError), file_of_items(path, ORIGIN, resume=False) as output:
        for batch in BATCHES[:number]:
            output.write(batch)
        raise StoppedError


def finish(path: Path) -> int:
    """Write what is missing; how many articles were there already."""
    with file_of_items(path, ORIGIN, resume=True) as output:
        done = output.totals.articles
        for batch in BATCHES[done:]:
            output.write(batch)
    assert (output.totals.articles, output.totals.unmade) == (4, 6)
    assert output.totals.made == {"flashcard": 4, "cloze": 2}
    return done


@pytest.mark.parametrize("number", range(len(BATCHES) + 1))
def test_after_any_number_of_articles_the_rest_is_added(tmp_path: Path, number: int) -> None:
    path = tmp_path / "items.jsonl"
    stopped_after(path, number)

    assert finish(path) == number
    assert path.read_bytes() == WHOLE
    assert list(tmp_path.iterdir()) == [path]


@given(
    st.integers(0, 200),
    st.integers(0, 2_000),
    st.binary(max_size=20),
    st.binary(max_size=20) | st.just(b'{"size": 3}\n'),
)
def test_whatever_is_cut_off_or_damaged_at_the_ends_the_file_becomes_whole(
    length: int, journal_length: int, damage: bytes, journal_damage: bytes
) -> None:
    with TemporaryDirectory() as folder:
        path, journal = Path(folder) / "items.jsonl", Path(folder) / "items.jsonl.progress"
        stopped_after(path, len(BATCHES))
        header = journal.read_bytes().index(b"\n") + 1
        path.write_bytes(path.read_bytes()[:length] + damage)
        journal.write_bytes(journal.read_bytes()[: header + journal_length] + journal_damage)

        finish(path)

        assert path.read_bytes() == WHOLE


@pytest.mark.parametrize("part", ["program", "articles", "library", "settings"])
def test_a_run_with_another_origin_is_refused_by_name(tmp_path: Path, part: str) -> None:
    path = tmp_path / "items.jsonl"
    stopped_after(path, 2)
    before = path.read_bytes()
    other = replace(ORIGIN, **{part: {"seed": 1} if part == "settings" else "other"})

    with (
        pytest.raises(QuestionsError, match=f"begun with other {part}, "),
        file_of_items(path, other, resume=True),
    ):
        pass

    assert path.read_bytes() == before


def test_without_resume_a_run_begins_anew(tmp_path: Path) -> None:
    path = tmp_path / "items.jsonl"
    stopped_after(path, 3)

    stopped_after(path, 0)

    assert path.read_bytes() == b""
    assert finish(path) == 0


def test_a_file_that_is_not_there_yet_is_begun(tmp_path: Path) -> None:
    assert finish(tmp_path / "items.jsonl") == 0


def test_a_journal_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "items.jsonl.progress").mkdir()

    with (
        pytest.raises(QuestionsError, match=r"items\.jsonl: the file cannot be written"),
        file_of_items(tmp_path / "items.jsonl", ORIGIN, resume=False),
    ):
        pass
