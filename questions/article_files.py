"""The article files that a command's arguments name, and the id of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from questions.article import read_article
from questions.decoding import MAX_BYTES, encodable
from questions.errors import DuplicateIdError, UnreadableFileError
from questions.model import Article

SUFFIXES = (".txt", ".md")


@dataclass(frozen=True, kw_only=True)
class ArticleFile:
    """A file and the id of its article: the path below the folder given, or the bare name, without suffix."""

    id: str
    path: Path

    def read(self) -> Article:
        """The article. Raises UnreadableFileError where the file cannot be opened or is no text."""
        return read_article(read_bytes(self.path), id=self.id, name=encodable(str(self.path)))


def article_files(paths: Iterable[Path]) -> tuple[ArticleFile, ...]:
    """The files in the order given; of a folder, every .txt and .md below it, sorted.

    A path that does not exist is kept, so that reading it says so.

    Raises:
        DuplicateIdError: two files, or one given twice, have the same id.
    """
    found: dict[str, ArticleFile] = {}
    for file in _named(paths):
        first = found.setdefault(file.id, file)
        if first is not file:
            raise DuplicateIdError(
                f'two articles have the id "{file.id}": {first.path} and {file.path}.',
                advice="Rename one, or give the folder above both.",
            )
    return tuple(found.values())


def read_bytes(path: Path, *, limit: int = MAX_BYTES) -> bytes:
    """A file's bytes, one more than the limit at most, for decode to refuse. Raises UnreadableFileError."""
    try:
        with path.open("rb") as file:
            return file.read(limit + 1)
    except OSError as error:
        raise UnreadableFileError(
            f"the file cannot be opened ({error.strerror}).",
            name=str(path),
            advice="Check its name and rights.",
        ) from error


def _named(paths: Iterable[Path]) -> Iterator[ArticleFile]:
    for path in paths:
        if not path.is_dir():
            yield ArticleFile(id=encodable(path.stem), path=path)
            continue
        inside = (file for file in path.rglob("*") if file.suffix.lower() in SUFFIXES and file.is_file())
        for file in sorted(inside):
            below = file.relative_to(path).with_suffix("").as_posix()
            yield ArticleFile(id=encodable(below), path=file)
