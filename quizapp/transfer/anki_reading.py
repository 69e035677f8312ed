"""Cards and reviews out of an Anki package (.apkg, .colpkg) of any age.

The file is a stranger's: it is unpacked only up to a limit, and its database is read in a way that a made-up
one can neither run for long nor make values of other types than are expected.
"""

from __future__ import annotations

import json
import re
import sqlite3
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any
from zoneinfo import ZoneInfo

from quizapp.errors import AppError
from quizapp.transfer.identity import Identity, identity_in

MAX_DATABASE_BYTES = 250_000_000
"""A collection of 100,000 cards and a million reviews takes about 150 MB."""
FRONTS_KEPT = 50
"""Fronts of cards that are none of ours, to be shown."""

_NEWEST_VERSION = 3
_CHUNK = 1 << 20
_LARGEST_WINDOW = 1 << 27  # bytes of memory for zstd; Anki's packages need 8 MB
_LONGEST_VALUE = 5_000_000
_MOST_STEPS = 4000  # of a million instructions of SQLite each; 100,000 cards take some hundred
_LONGEST_FRONT = 120
_LATEST_S = 4_102_444_800  # 2100, in seconds since 1970
_TABLES = {"col", "notes", "cards", "revlog"}


class PackageError(AppError):
    """The file is no Anki package that can be read; the message says why and what to do."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AnkiReview:
    """A row of Anki's log. ``id`` is its time in ms since 1970; ``ease`` 1 to 4, or 0 of no answer."""

    id: int
    ease: int
    kind: int
    factor: int
    duration_ms: int


@dataclass(frozen=True, kw_only=True, slots=True)
class AnkiCard:
    """A card that bears an id of ours, with its reviews in order of time.

    The numbers are as Anki keeps them, and may be anything. ``due`` is that of the card's own deck also while
    a filtered deck holds it.
    """

    identity: Identity
    front: str
    kind: int
    queue: int
    due: int
    interval_days: int
    factor: int
    lapses: int
    reviews: list[AnkiReview] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class AnkiCollection:
    """What a package holds.

    Attributes:
        begins: the instant at which Anki's day 0 began.
        minutes_west: of UTC, where that was; None in collections older than that setting.
        cards: those with an id of ours, one for each id.
        twins: how many more there are of the same ids.
        others: how many bear none; the fronts of the first of them.
    """

    begins: datetime
    minutes_west: int | None
    cards: tuple[AnkiCard, ...]
    twins: int
    others: int
    other_fronts: tuple[str, ...]

    def day_of(self, due: int, zone: ZoneInfo) -> int | None:
        """One of Anki's days, which it counts from its day 0, as a day number; None beyond the calendar.

        Without knowing where it was, the learner's zone is taken for it.
        """
        try:
            if self.minutes_west is None:
                # Such days were of 24 hours from the first one's start; by their middles DST moves none.
                middle = self.begins + timedelta(days=due, hours=12)
                return middle.astimezone(zone).date().toordinal()
            first = self.begins.astimezone(timezone(-timedelta(minutes=self.minutes_west))).date()
            return (first + timedelta(days=due)).toordinal()
        except OverflowError:
            return None


def read_package(file: IO[bytes]) -> AnkiCollection:
    """All that concerns us of a package.

    Raises:
        PackageError: it is none, or too large, or its database is damaged or of another kind.
    """
    with TemporaryDirectory() as folder:
        database = Path(folder) / "collection"
        _unpack(file, database)
        try:
            with _opened(database) as collection:
                return _read(collection)
        except sqlite3.Error as error:
            raise PackageError(
                f"The collection in this package cannot be read ({error}). In Anki, choose Tools, Check "
                "Database, then export again."
            ) from error


def _unpack(file: IO[bytes], target: Path) -> None:
    import zstandard

    try:
        with zipfile.ZipFile(file) as package:
            name = _newest_collection(package)
            with package.open(name) as packed, target.open("wb") as plain:
                _copy(_stream(packed, name), plain)
    except zipfile.BadZipFile as error:
        raise PackageError(
            "This is no Anki package. In Anki, choose File, Export, and the format .apkg or .colpkg."
        ) from error
    except (RuntimeError, NotImplementedError, EOFError, zlib.error, zstandard.ZstdError) as error:
        raise PackageError(f"This package is damaged or encrypted ({error}). Export it again.") from error


def _newest_collection(package: zipfile.ZipFile) -> str:
    """Newer packages carry an old collection too, which only tells old programs to be updated."""
    names = set(package.namelist())
    if "meta" in names and package.getinfo("meta").file_size <= _CHUNK:
        meta = package.read("meta")
        if meta[:1] == b"\x08" and meta[1:2] and meta[1] > _NEWEST_VERSION:
            raise PackageError(
                "This package is of a newer kind than this app knows. In Anki's export, tick “Support older "
                "Anki versions”."
            )
    for name in ("collection.anki21b", "collection.anki21", "collection.anki2"):
        if name in names:
            return name
    raise PackageError("There is no Anki collection in this file. Export a deck or the collection from Anki.")


def _stream(packed: IO[bytes], name: str) -> IO[bytes]:
    if not name.endswith("b"):
        return packed
    import zstandard

    return zstandard.ZstdDecompressor(max_window_size=_LARGEST_WINDOW).stream_reader(packed)


def _copy(source: IO[bytes], target: IO[bytes]) -> None:
    left = MAX_DATABASE_BYTES
    while chunk := source.read(_CHUNK):
        left -= len(chunk)
        if left < 0:
            raise PackageError(
                f"The collection in this package is larger than {MAX_DATABASE_BYTES // 1_000_000} MB. Export "
                "only the decks that came from here."
            )
        target.write(chunk)


@contextmanager
def _opened(database: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro&immutable=1", uri=True)) as collection:
        collection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
        collection.execute("PRAGMA trusted_schema = OFF")
        collection.text_factory = lambda data: data.decode("utf-8", "replace")
        steps = iter(range(_MOST_STEPS))
        collection.set_progress_handler(lambda: next(steps, None) is None, 1_000_000)
        yield collection


def _read(collection: sqlite3.Connection) -> AnkiCollection:
    rows = collection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
    plain = {name for name, sql in rows if not str(sql).upper().startswith("CREATE VIRTUAL")}
    if not plain >= _TABLES:
        raise PackageError("The database in this package is no Anki collection. Export it from Anki again.")
    begins, minutes_west = _frame(collection, has_config="config" in plain)
    kept, twins, others, fronts = _cards(collection)
    _add_reviews(collection, kept)
    return AnkiCollection(
        begins=begins,
        minutes_west=minutes_west,
        cards=tuple(kept.values()),
        twins=twins,
        others=others,
        other_fronts=tuple(fronts),
    )


def _frame(collection: sqlite3.Connection, *, has_config: bool) -> tuple[datetime, int | None]:
    """When day 0 began, and where; older schemas keep the settings in one text, newer ones in a table."""
    row = collection.execute(_COLLECTION).fetchone()
    if row is None or not 0 < row[0] < _LATEST_S:
        raise PackageError("The collection in this package does not say when it began. Export it again.")
    text = row[1]
    if has_config:
        found = collection.execute("SELECT CAST(val AS TEXT) FROM config WHERE key = 'creationOffset'")
        text = f'{{"creationOffset": {next(found, ("null",))[0]}}}'
    try:
        settings: Any = json.loads(text or "{}")
        west = settings.get("creationOffset")
    except (ValueError, AttributeError, RecursionError) as error:
        raise PackageError(
            "The settings in this package cannot be read. Export it from Anki again."
        ) from error
    is_offset = isinstance(west, int) and abs(west) < 24 * 60
    return datetime.fromtimestamp(row[0], UTC), west if is_offset else None


# Values of a made-up database may be of any type or missing; what is asked like this is of one.
def _whole(column: str) -> str:
    return f"COALESCE(CAST({column} AS INTEGER), 0)"


def _text(column: str) -> str:
    return f"COALESCE(CAST({column} AS TEXT), '')"


_COLLECTION = f"SELECT {_whole('crt')}, {_text('conf')} FROM col"  # noqa: S608 - columns named here
_ALL_CARDS = f"""
    SELECT cards.id, {_text("notes.guid")}, {_text("notes.flds")}, {_whole("cards.type")},
        {_whole("cards.queue")},
        CASE WHEN {_whole("cards.odid")} THEN {_whole("cards.odue")} ELSE {_whole("cards.due")} END,
        {_whole("cards.ivl")}, {_whole("cards.factor")}, {_whole("cards.lapses")}
    FROM cards JOIN notes ON notes.id = cards.nid ORDER BY cards.id
"""  # noqa: S608 - columns named here
_ALL_REVIEWS = f"""
    SELECT {_whole("cid")}, {_whole("id")}, {_whole("ease")}, {_whole("type")}, {_whole("factor")},
        {_whole("time")}
    FROM revlog WHERE {_whole("id")} BETWEEN 1 AND {_LATEST_S * 1000} ORDER BY id
"""  # noqa: S608 - columns named here


def _cards(collection: sqlite3.Connection) -> tuple[dict[int, AnkiCard], int, int, list[str]]:
    kept: dict[int, AnkiCard] = {}
    seen: set[Identity] = set()
    twins = others = 0
    fronts: list[str] = []
    for number, guid, text, kind, queue, due, interval_days, factor, lapses in collection.execute(_ALL_CARDS):
        fields = text.split("\x1f")
        identity = _identity(guid, fields)
        if identity is None:
            others += 1
            fronts += [_plain(fields[0])] if len(fronts) < FRONTS_KEPT else []
        elif identity in seen:
            twins += 1
        else:
            seen.add(identity)
            kept[number] = AnkiCard(
                identity=identity,
                front=_plain(fields[0]),
                kind=kind,
                queue=queue,
                due=due,
                interval_days=interval_days,
                factor=factor,
                lapses=lapses,
            )
    return kept, twins, others, fronts


def _identity(guid: str, fields: list[str]) -> Identity | None:
    """By the note's GUID, which Anki never changes, else by a field, which a copied note keeps."""
    found = identity_in(guid)
    if found is not None:
        return found
    named = (identity_in(unescape(text)) for text in fields if text.startswith("quizapp:"))
    return next((one for one in named if one is not None), None)


def _plain(html: str) -> str:
    """A field as one line of text, not too long."""
    text = " ".join(unescape(re.sub(r"<[^>]{0,1000}>", " ", html[:4000])).split())
    return text if len(text) <= _LONGEST_FRONT else text[: _LONGEST_FRONT - 1] + "…"


def _add_reviews(collection: sqlite3.Connection, cards: dict[int, AnkiCard]) -> None:
    for card_id, number, ease, kind, factor, duration_ms in collection.execute(_ALL_REVIEWS):
        card = cards.get(card_id)
        if card is not None:
            card.reviews.append(
                AnkiReview(id=number, ease=ease, kind=kind, factor=factor, duration_ms=duration_ms)
            )
