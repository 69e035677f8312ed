"""Which files a command's arguments name, and the ids of their articles."""

import os
from pathlib import Path

import pytest

from questions.article_files import article_files, read_bytes
from questions.decoding import MAX_BYTES
from questions.errors import DuplicateIdError, QuestionsError, UnreadableFileError


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
    link = tmp_path / "other" / "gout.txt"
    link.parent.mkdir()
    link.symlink_to(file)

    with pytest.raises(DuplicateIdError, match=r"gout\.txt was given twice\. Give it once"):
        article_files([file, file])
    with pytest.raises(DuplicateIdError, match=r"was given twice, the second time as .*other/gout\.txt"):
        article_files([file, link])


def test_what_is_left_out_of_a_folder_is_told_in_a_line_where_it_looks_like_an_article(
    tmp_path: Path,
) -> None:
    for name in ("gout.txt", "a.markdown", "picture.png", ".hidden.txt", ".git/readme.md"):
        write(tmp_path / name)
    (tmp_path / "b.txt").symlink_to("nowhere")
    os.mkfifo(tmp_path / "c.md")
    (tmp_path / "folder.txt").mkdir()
    told: list[str] = []

    files = article_files([tmp_path], told.append)

    assert [file.id for file in files] == ["gout"]
    (line,) = told
    assert line.startswith(f"{tmp_path}: 3 files were left out, for only regular .txt and .md files are read")
    assert line.endswith(": a.markdown, b.txt (a broken link), c.md (a pipe).")


def test_a_folder_without_articles_is_refused(tmp_path: Path) -> None:
    with pytest.raises(QuestionsError, match=r"no \.txt or \.md file was found"):
        article_files([tmp_path])


def test_what_is_no_regular_file_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "gout.txt")

    with pytest.raises(UnreadableFileError, match=r"gout\.txt: this is a pipe, not a file"):
        read_bytes(tmp_path / "gout.txt")
    with pytest.raises(UnreadableFileError, match=r"this is a folder, not a file\. Give a file in it"):
        read_bytes(tmp_path)


def test_a_missing_file_is_unreadable_and_the_reason_said(tmp_path: Path) -> None:
    (file,) = article_files([tmp_path / "none.txt"])

    with pytest.raises(UnreadableFileError, match=r"none\.txt.*No such file"):
        file.read()


def test_of_a_huge_file_no_more_is_read_than_shows_that_it_is_too_large(tmp_path: Path) -> None:
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(10 * MAX_BYTES)

    assert len(read_bytes(tmp_path / "huge.txt")) == MAX_BYTES + 1
