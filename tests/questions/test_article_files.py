"""Which files a command's arguments name, and the ids of their articles."""

from pathlib import Path

import pytest

from questions.article_files import article_files, read_bytes
from questions.decoding import MAX_BYTES
from questions.errors import DuplicateIdError, UnreadableFileError


def write(path: Path, text: str = "Gout\n\nSymptoms: podagra.\n") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_folder_gives_its_texts_in_order_with_their_paths_below_it_as_ids(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.md", "a/c.TXT", "a/picture.png", "B.txt"):
        write(tmp_path / "articles" / name)

    ids = [file.id for file in article_files([tmp_path / "articles"])]

    assert ids == ["B", "a/c", "a/z", "b"]


def test_a_single_file_has_its_name_as_id_whatever_its_suffix(tmp_path: Path) -> None:
    file = write(tmp_path / "deep" / "kissing.spine.article")

    assert [one.id for one in article_files([file])] == ["kissing.spine"]


def test_files_keep_the_order_in_which_they_were_given(tmp_path: Path) -> None:
    paths = [write(tmp_path / name) for name in ("z.txt", "a.txt")]

    assert [one.id for one in article_files(paths)] == ["z", "a"]


@pytest.mark.parametrize("names", [("gout.txt", "gout.md"), ("one/gout.txt", "two/gout.txt")])
def test_two_equal_ids_are_refused_and_both_files_named(tmp_path: Path, names: tuple[str, str]) -> None:
    paths = [write(tmp_path / name) for name in names]

    with pytest.raises(DuplicateIdError) as caught:
        article_files(paths)

    assert all(str(path) in str(caught.value) for path in paths)


def test_a_file_given_twice_is_refused(tmp_path: Path) -> None:
    file = write(tmp_path / "gout.txt")

    with pytest.raises(DuplicateIdError):
        article_files([file, tmp_path])


def test_a_missing_file_is_unreadable_and_the_reason_said(tmp_path: Path) -> None:
    (file,) = article_files([tmp_path / "none.txt"])

    with pytest.raises(UnreadableFileError, match=r"none\.txt.*No such file"):
        file.read()


def test_of_a_huge_file_no_more_is_read_than_shows_that_it_is_too_large(tmp_path: Path) -> None:
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(10 * MAX_BYTES)

    assert len(read_bytes(tmp_path / "huge.txt")) == MAX_BYTES + 1
