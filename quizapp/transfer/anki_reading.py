"""Cards and reviews out of an Anki package (.apkg, .colpkg) of any age.

The file is a stranger's: ``questions`` unpacks and opens it, so that a made-up one does no harm, and its
values are asked for in a way that makes them of the types expected.
"""

from __future__ import annotations

import json
import re
import sqlite3
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from html import unescape
from typing import Any
from zoneinfo import ZoneInfo

from questions import UnreadableFileError, sql_text, sql_whole
from quizapp.errors import AppError
from quizapp.transfer.identity import Identity, identity_in

FRONTS_KEPT = 50
"""Fronts of cards that are none of ours, to be shown."""

_LONGEST_FRONT = 120
_LATEST_S = 4_102_444_800  # 2100, in seconds since 1970


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


def read_package(data: bytes) -> AnkiCollection:
    """All that concerns us of a package.

    Raises:
        PackageError: it is none, or too large, or its database is damaged or of another kind.
    """
    from questions import opened_anki_package

    try:
        with opened_anki_package(data, "package") as package:
            if "revlog" not in package.tables:
                raise PackageError("The database in this package has no log. Export it from Anki again.")
            return _read(package.collection, has_config="config" in package.tables)
    except UnreadableFileError as error:
        problem = error.problem[:1].upper() + error.problem[1:]
        raise PackageError(f"{problem} {error.advice}") from error


def _read(collection: sqlite3.Connection, *, has_config: bool) -> AnkiCollection:
    begins, minutes_west = _frame(collection, has_config=has_config)
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


_COLLECTION = f"SELECT {sql_whole('crt')}, {sql_text('conf')} FROM col"  # noqa: S608 - columns named here
_ALL_CARDS = f"""
    SELECT cards.id, {sql_text("notes.guid")}, {sql_text("notes.flds")}, {sql_whole("cards.type")},
        {sql_whole("cards.queue")},
        CASE WHEN {sql_whole("cards.odid")} THEN {sql_whole("cards.odue")} ELSE {sql_whole("cards.due")} END,
        {sql_whole("cards.ivl")}, {sql_whole("cards.factor")}, {sql_whole("cards.lapses")}
    FROM cards JOIN notes ON notes.id = cards.nid ORDER BY cards.id
"""  # noqa: S608 - columns named here
_ALL_REVIEWS = f"""
    SELECT {sql_whole("cid")}, {sql_whole("id")}, {sql_whole("ease")}, {sql_whole("type")},
        {sql_whole("factor")}, {sql_whole("time")}
    FROM revlog WHERE {sql_whole("id")} BETWEEN 1 AND {_LATEST_S * 1000} ORDER BY id
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
