"""An Anki package (.apkg, .colpkg) or a bare collection of any age, unpacked and opened.

The file is a stranger's: it is unpacked only up to limits, and its database is opened in a way that a made-up
one can neither run for long nor call anything. Ask for its values with ``questions.sql_values``.
"""

from __future__ import annotations

import json
import sqlite3
import unicodedata
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote

from questions.errors import TooLargeError, UnreadableFileError
from questions.formats.archive import CHUNK, Archive, require_size
from questions.images import MAX_IMAGE_BYTES

MAX_DATABASE_BYTES = 250_000_000
"""A collection of 100,000 cards and a million reviews takes about 150 MB."""
SQLITE = b"SQLite format 3\0"
COLLECTIONS = ("collection.anki21b", "collection.anki21", "collection.anki2")
"""The names of the collection in a package, the newest first."""
DAMAGED = (sqlite3.Error, UnicodeDecodeError)
"""What reading a damaged database raises: the second where SQLite's own message holds bytes of it."""

_NEWEST_VERSION = 3
MAX_MEDIA_BYTES = 300_000_000
"""Of all images that are looked at, unpacked; what a package says of their sizes is not believed."""
_MAX_MEDIA_LIST_BYTES = 20_000_000
_LARGEST_WINDOW = 1 << 27  # bytes of memory for zstd; Anki's packages need 8 MB
_LONGEST_VALUE = 20_000_000  # all note types of an old collection are one value
_MOST_STEPS = 4000  # of a million instructions of SQLite each; 100,000 cards take some hundred
_REQUIRED = {"col", "notes", "cards"}


class Media:
    """The files that notes show, by the names that notes give them."""

    def __init__(self, archive: Archive, name: str, *, is_packed: bool) -> None:
        self._archive = archive
        self._name = name
        self._is_packed = is_packed
        self._members = _media_members(archive, name, is_packed=is_packed)
        self._read: dict[str, bytes] = {}
        self._left = MAX_MEDIA_BYTES

    def find(self, source: str) -> bytes | None:
        """The bytes behind an image's source, cut where they are too many; None where there is no such file.

        Raises:
            UnreadableFileError: they are damaged.
            TooLargeError: all that were found together are over a limit.
        """
        plain = source.removeprefix("media/")
        names = (source, unquote(source), plain)
        member = next((self._members[one] for one in map(_normal, names) if one in self._members), None)
        if member is None or member not in self._archive:
            return None
        if member not in self._read:
            self._read[member] = self._bytes(member)
        return self._read[member]

    def _bytes(self, member: str) -> bytes:
        limit = MAX_IMAGE_BYTES + 2 * CHUNK
        data = bytearray()
        for chunk in unpacked(self._archive, member, self._name, limit=limit, is_packed=self._is_packed):
            data += chunk
            if len(data) > MAX_IMAGE_BYTES:
                break
        self._left -= len(data)
        if self._left < 0:
            raise TooLargeError(
                f"the images of the package have over {MAX_MEDIA_BYTES // 1_000_000} MB.",
                name=self._name,
                advice="Export fewer decks at a time.",
            )
        return bytes(data)


@dataclass(frozen=True, kw_only=True)
class Package:
    """An opened collection, the names of its tables, and its media; None of a bare collection."""

    collection: sqlite3.Connection
    tables: frozenset[str]
    media: Media | None


@contextmanager
def opened(data: bytes, name: str) -> Iterator[Package]:
    """The newest collection in a package, or the one that the bytes are.

    Raises:
        UnreadableFileError: it is none, or damaged, of Anki 1, or newer than is known here; also later, while
            rows are read.
        TooLargeError: it grows over a limit.
    """
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        media = None
        database = folder / "collection"
        if data.startswith(SQLITE):
            require_size(
                len(data), packed=len(data), limit=MAX_DATABASE_BYTES, member="collection", name=name
            )
            database.write_bytes(data)
        else:
            archive = stack.enter_context(_archive(data, name))
            member = _newest_collection(archive, name)
            _unpack(archive, member, database, name)
            media = Media(archive, name, is_packed=member.endswith("b"))
        try:
            collection = stack.enter_context(_connected(database))
            tables = _tables(collection)
            _require_collection(tables, name)
            yield Package(collection=collection, tables=tables, media=media)
        except DAMAGED as error:
            what = str(error) if isinstance(error, sqlite3.Error) else "its tables are damaged"
            raise UnreadableFileError(
                f"the Anki collection cannot be read ({what}).",
                name=name,
                advice="In Anki, choose Tools, Check Database, then export again.",
            ) from error


def unpacked(archive: Archive, member: str, name: str, *, limit: int, is_packed: bool) -> Iterator[bytes]:
    """A member's bytes in chunks, counted while zstd gives them out; raises as ``Archive.read`` does."""
    if not is_packed:
        yield from archive.chunks(member, limit=limit)
        return
    import zstandard

    packed = archive.read(member, limit=limit)
    size = 0
    try:
        with zstandard.ZstdDecompressor(max_window_size=_LARGEST_WINDOW).stream_reader(packed) as plain:
            while chunk := plain.read(CHUNK):
                size += len(chunk)
                require_size(size, packed=len(packed), limit=limit, member=member, name=name)
                yield chunk
    except zstandard.ZstdError as error:
        raise UnreadableFileError(
            f'"{member}" in the package is damaged ({error}).', name=name, advice="Export it again."
        ) from error


def protobuf(message: bytes) -> Iterator[tuple[int, int | bytes]]:
    """The numbers and values of a message's fields (protobuf.dev/programming-guides/encoding).

    Raises ValueError where it is none.
    """
    at = 0
    while at < len(message):
        key, at = _varint(message, at)
        number, wire = key >> 3, key & 7
        if wire == 0:
            value, at = _varint(message, at)
            yield number, value
            continue
        if wire not in _FIXED_SIZES and wire != 2:
            raise ValueError(f"wire type {wire}")
        size, at = _varint(message, at) if wire == 2 else (_FIXED_SIZES[wire], at)
        if at + size > len(message):
            raise ValueError("cut off")
        yield number, message[at : at + size]
        at += size


_FIXED_SIZES = {1: 8, 5: 4}


def _varint(message: bytes, at: int) -> tuple[int, int]:
    value = 0
    for place, byte in enumerate(message[at : at + 10]):
        value |= (byte & 127) << (7 * place)
        if byte < 128:
            return value, at + place + 1
    raise ValueError("cut off")


def _archive(data: bytes, name: str) -> Archive:
    if not data.startswith(b"PK"):
        raise UnreadableFileError(
            "this is no Anki package.",
            name=name,
            advice="In Anki, choose File, Export, and the format .apkg or .colpkg.",
        )
    return Archive(data, name)


def _newest_collection(archive: Archive, name: str) -> str:
    """Newer packages carry an old collection too, which only tells old programs to be updated."""
    version = _version(archive, name)
    newest = next((one for one in COLLECTIONS if one in archive), None)
    if version > _NEWEST_VERSION:
        raise UnreadableFileError(
            "this package is of a newer kind than is known here.",
            name=name,
            advice="In Anki's export, tick “Support older Anki versions”.",
        )
    if version == _NEWEST_VERSION and newest != COLLECTIONS[0]:
        raise UnreadableFileError(
            f'the package says that it is of the newest kind, but lacks "{COLLECTIONS[0]}".',
            name=name,
            advice="Export it from Anki again.",
        )
    if newest is None:
        is_old = any(one.endswith(".anki") for one in archive.names)
        raise (
            _of_anki_1(name)
            if is_old
            else UnreadableFileError(
                "there is no Anki collection in this file.",
                name=name,
                advice="Export a deck or the collection from Anki.",
            )
        )
    return newest


def _version(archive: Archive, name: str) -> int:
    """What the package's ``meta`` says; 0 where it has none."""
    if "meta" not in archive:
        return 0
    try:
        fields = dict(protobuf(archive.read("meta", limit=CHUNK)))
    except ValueError as error:
        raise UnreadableFileError(
            "the package's “meta” is damaged.", name=name, advice="Export it again."
        ) from error
    version = fields.get(1)
    return version if isinstance(version, int) else 0


def _unpack(archive: Archive, member: str, database: Path, name: str) -> None:
    chunks = unpacked(archive, member, name, limit=MAX_DATABASE_BYTES, is_packed=member.endswith("b"))
    with database.open("wb") as plain:
        plain.writelines(chunks)


def _media_members(archive: Archive, name: str, *, is_packed: bool) -> dict[str, str]:
    """The members by their names in notes; none where the list is damaged, for texts can be read."""
    if "media" not in archive:
        return {}
    try:
        chunks = unpacked(archive, "media", name, limit=_MAX_MEDIA_LIST_BYTES, is_packed=is_packed)
        listed = b"".join(chunks)
        if not is_packed:
            members = json.loads(listed)
            return {_normal(str(file)): member for member, file in dict(members).items()}
        entries = (value for number, value in protobuf(listed) if number == 1 and isinstance(value, bytes))
        return {_normal(file): member for file, member in map(_entry, enumerate(entries))}
    except (ValueError, TypeError, RecursionError):
        return {}


def _entry(numbered: tuple[int, bytes]) -> tuple[str, str]:
    """A file's name in notes and in the package, where it has its place in the list for a name."""
    place, entry = numbered
    fields = dict(protobuf(entry))
    file = fields.get(1)
    return file.decode("utf-8", "replace") if isinstance(file, bytes) else "", str(fields.get(255, place))


def _normal(file: str) -> str:
    return unicodedata.normalize("NFC", file)


@contextmanager
def _connected(database: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro&immutable=1", uri=True)) as collection:
        collection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
        collection.execute("PRAGMA trusted_schema = OFF")
        collection.text_factory = lambda data: data.decode("utf-8", "replace")
        steps = iter(range(_MOST_STEPS))
        collection.set_progress_handler(lambda: next(steps, None) is None, 1_000_000)
        yield collection


def _tables(collection: sqlite3.Connection) -> frozenset[str]:
    """The plain tables. A view can compute for ever, a virtual table is a program: neither has a root page.

    A column that is computed can call a function that runs for hours within one step, which nothing stops.
    """
    rows = collection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0 AND NOT EXISTS"
        " (SELECT 1 FROM pragma_table_xinfo(sqlite_master.name) WHERE hidden > 1)"
    )
    return frozenset(str(name) for (name,) in rows)


def _require_collection(tables: frozenset[str], name: str) -> None:
    if tables >= {"facts", "cardModels"}:
        raise _of_anki_1(name)
    if not tables >= _REQUIRED:
        raise UnreadableFileError(
            "the database is no Anki collection.", name=name, advice="Export it from Anki again."
        )


def _of_anki_1(name: str) -> UnreadableFileError:
    return UnreadableFileError(
        "this deck is of Anki 1, which ended in 2012.",
        name=name,
        advice="Open it with Anki 2.0, which converts it, and export it from there.",
    )
