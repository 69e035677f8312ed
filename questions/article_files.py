"""The article files that a command's arguments name, and the id of each."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from questions.article import read_article
from questions.decoding import MAX_BYTES, encodable
from questions.errors import DuplicateIdError, QuestionsError, UnreadableFileError
from questions.model import Article

SUFFIXES = (".txt", ".md")
OTHER_TEXTS = (
    ".doc", ".docx", ".htm", ".html", ".markdown", ".mdown", ".odt", ".pdf", ".rst", ".rtf", ".text",
)  # fmt: skip
"""What else an article may have been saved as; files of other suffixes in a folder are not worth a word."""
MAX_NAMED = 5
"""Files that one line of a report names."""


@dataclass(frozen=True, kw_only=True)
class ArticleFile:
    """A file and the id of its article: the path below the folder given, or the bare name, without suffix."""

    id: str
    path: Path

    def read(self) -> Article:
        """The article. Raises UnreadableFileError where the file cannot be opened or is no text."""
        return read_article(read_bytes(self.path), id=self.id, name=encodable(str(self.path)))


def article_files(
    paths: Iterable[Path], tell: Callable[[str], object] = lambda _: None
) -> tuple[ArticleFile, ...]:
    """The files in the order given; of a folder, every .txt and .md below it that is not hidden, sorted.

    A path that does not exist is kept, so that reading it says so. ``tell`` gets a line for each folder with
    files that look like articles and are not taken.

    Raises:
        DuplicateIdError: two files, or one given twice, have the same id.
        QuestionsError: a folder has no article.
    """
    found: dict[str, ArticleFile] = {}
    for file in _named(paths, tell):
        first = found.setdefault(file.id, file)
        if first is not file:
            raise _duplicate(first, file)
    return tuple(found.values())


def read_bytes(path: Path, *, limit: int = MAX_BYTES) -> bytes:
    """A file's bytes, one more than the limit at most, for decode to refuse. Raises UnreadableFileError."""
    try:
        if other := _sort(path):
            raise UnreadableFileError(
                f"this is {other}, not a file.",
                name=str(path),
                advice="Give a file in it." if path.is_dir() else "Save its text as a file and give that.",
            )
        with path.open("rb") as file:
            return file.read(limit + 1)
    except OSError as error:
        raise UnreadableFileError(
            f"the file cannot be opened ({error.strerror}).",
            name=str(path),
            advice="Check its name and rights.",
        ) from error


def _sort(path: Path) -> str:
    """What a path leads to that is no regular file; empty for one. Opening a pipe would wait for a writer."""
    mode = path.stat().st_mode
    if stat.S_ISREG(mode):
        return ""
    if stat.S_ISDIR(mode):
        return "a folder"
    return "a pipe" if stat.S_ISFIFO(mode) else "a device or socket"


def _duplicate(first: ArticleFile, second: ArticleFile) -> DuplicateIdError:
    if first.path == second.path:
        return DuplicateIdError(f"{first.path} was given twice.", advice="Give it once.")
    if first.path.exists() and second.path.exists() and first.path.samefile(second.path):
        problem = f"{first.path} was given twice, the second time as {second.path}."
        return DuplicateIdError(problem, advice="Give it once.")
    return DuplicateIdError(
        f'two articles have the id "{first.id}": {first.path} and {second.path}.',
        advice="Rename one, or give the folder above both.",
    )


def _named(paths: Iterable[Path], tell: Callable[[str], object]) -> Iterator[ArticleFile]:
    for path in paths:
        if not path.is_dir():
            yield ArticleFile(id=encodable(path.stem), path=path)
            continue
        inside = sorted(file for file in path.rglob("*") if not _is_hidden(file.relative_to(path)))
        articles = [file for file in inside if file.suffix.lower() in SUFFIXES and file.is_file()]
        left_out = [name for file in inside if (name := _left_out(file, path))]
        if left_out:
            tell(_left_out_line(path, left_out))
        if not articles:
            raise QuestionsError(
                "no .txt or .md file was found in this folder.",
                name=str(path),
                advice="Give the folder that holds the articles.",
            )
        for file in articles:
            below = file.relative_to(path).with_suffix("").as_posix()
            yield ArticleFile(id=encodable(below), path=file)


def _is_hidden(below: Path) -> bool:
    return any(part.startswith(".") for part in below.parts)


def _left_out(file: Path, folder: Path) -> str:
    """The name of a file that looks like an article and is not taken, with the reason; else empty."""
    suffix = file.suffix.lower()
    name = str(file.relative_to(folder))
    if suffix in OTHER_TEXTS and file.is_file():
        return name
    if suffix not in SUFFIXES or file.is_file() or file.is_dir():
        return ""
    return f"{name} ({_sort(file) if file.exists() else 'a broken link'})"


def _left_out_line(folder: Path, names: list[str]) -> str:
    files = "1 file was" if len(names) == 1 else f"{len(names)} files were"
    more = f" and {len(names) - MAX_NAMED} more" if len(names) > MAX_NAMED else ""
    listed = ", ".join(names[:MAX_NAMED])
    return f"{folder}: {files} left out, for only regular .txt and .md files are read: {listed}{more}."
