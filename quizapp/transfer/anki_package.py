"""A learner's cards and reviews as an Anki package (.apkg) with their schedule."""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html import escape, unescape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from questions import item_from_dict
from quizapp.models import Image, User
from quizapp.scheduling.card import CardState
from quizapp.scheduling.day import day_starts, learner_day, zone_named
from quizapp.scheduling.grades import FSRS_RATINGS
from quizapp.scheduling.replay import Action
from quizapp.transfer import anki_schema
from quizapp.transfer.identity import Identity
from quizapp.transfer.notes import note_text
from quizapp.transfer.own import OwnCard, OwnReview, own_cards, own_reviews

_FIRST_ID = 1_500_000_000_000  # an id in Anki is a time in ms; ours are older than any that Anki gives now
_DECK_ABOVE = "quizapp"
_LONGEST_NAME = 100

# Anki's numbers. https://github.com/ankidroid/Anki-Android/wiki/Database-Structure
_NEW, _REVIEW = 0, 2
_SUSPENDED, _BURIED_BY_USER = -1, -3
_LEARNING_LOG, _REVIEW_LOG, _RELEARNING_LOG, _CRAM_LOG, _MANUAL_LOG = range(5)
_RED_FLAG = 1
_LARGEST = 2**31 - 1
_MOST_EASE = 65535  # Anki keeps the ease factor in 16 bits
_LONGEST_INTERVAL = 36_500


@dataclass(kw_only=True)
class _Reviewed:
    """What is counted of a learner's reviews while they are written, by item."""

    times: Counter[int] = field(default_factory=Counter)
    last_ms: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class _Frame:
    """Where the package's days begin: ``first_day`` is day 0 of its due numbers, ``today`` the learner's."""

    first_day: int
    today: int
    starts: datetime
    minutes_west: int
    cut_hour: int
    retention: float | None


def write_package(session: Session, learner: User, file: IO[bytes], now: datetime) -> None:
    """Write the package; the schedule is in it as Anki keeps it."""
    frame = _frame(learner, now)
    with TemporaryDirectory() as folder:
        database = Path(folder) / "collection.anki2"
        with closing(sqlite3.connect(database)) as collection:
            images = _write_collection(collection, session, learner, frame, now)
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as package:
            package.write(database, "collection.anki2")
            _write_images(package, session, images)


def _write_images(package: zipfile.ZipFile, session: Session, images: Iterable[str]) -> None:
    """Each as a numbered member; "media" says which name each has in the notes."""
    names: dict[str, str] = {}
    for name in sorted(images):
        data = session.scalar(sa.select(Image.data).where(Image.name == name))
        if data is not None:
            number = str(len(names))
            names[number] = name
            package.writestr(number, data, zipfile.ZIP_STORED)
    package.writestr("media", json.dumps(names))


def _frame(learner: User, now: datetime) -> _Frame:
    """Anki's day 0 is that on which the account was made."""
    zone = zone_named(learner.zone)
    today = learner_day(now, zone, learner.cut_hour, learner.last_day)
    first_day = learner_day(min(learner.created_at, now), zone, learner.cut_hour, None)
    starts = day_starts(first_day, zone, learner.cut_hour)
    local = starts.astimezone(zone)
    scheduler, _, percent = learner.scheduler.partition(":")
    return _Frame(
        first_day=local.date().toordinal(),
        today=today,
        starts=starts,
        minutes_west=-((local.utcoffset() or timedelta()) // timedelta(minutes=1)),
        cut_hour=learner.cut_hour,
        retention=int(percent) / 100 if scheduler == "fsrs" else None,
    )


def _write_collection(
    collection: sqlite3.Connection, session: Session, learner: User, frame: _Frame, now: datetime
) -> set[str]:
    """Fill the collection; gives the names of the images that its notes show."""
    from questions import images_of

    collection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + anki_schema.TABLES)
    reviewed = _Reviewed()
    collection.executemany(
        anki_schema.INSERT_REVIEW, _review_rows(own_reviews(session, learner.id), reviewed)
    )
    decks: dict[int, str] = {1: "Default"}
    images: set[str] = set()
    changed_s = int(now.timestamp())
    for position, card in enumerate(own_cards(session, learner.id), start=1):
        deck = _FIRST_ID + card.set_id
        if deck not in decks:
            decks[deck] = _deck_name(card, decks.values())
        collection.execute(anki_schema.INSERT_NOTE, _note_row(card, changed_s))
        if card.content.get("markup"):
            images |= images_of(item_from_dict(card.content))
        collection.execute(
            anki_schema.INSERT_CARD, _card_row(card, deck, position, frame, reviewed, changed_s)
        )
    settings = anki_schema.settings(cut_hour=frame.cut_hour, minutes_west=frame.minutes_west)
    texts = (
        settings,
        anki_schema.note_types(),
        anki_schema.decks(decks, changed_s),
        anki_schema.deck_settings(),
    )
    starts_s = int(frame.starts.astimezone(UTC).timestamp())
    collection.execute(anki_schema.INSERT_COLLECTION, (starts_s, changed_s * 1000, changed_s * 1000, *texts))
    collection.commit()
    return images


def _deck_name(card: OwnCard, taken: Iterable[str]) -> str:
    """The set's title below one common deck; two colons in it would make decks of their own."""
    title = re.sub(r":{2,}|[\x00-\x1f\"]", " ", card.set_title)[:_LONGEST_NAME].strip()
    name = f"{_DECK_ABOVE}::{title or 'Questions'}"
    return f"{name} ({card.set_id})" if name.casefold() in map(str.casefold, taken) else name


def _review_rows(reviews: Iterable[OwnReview], reviewed: _Reviewed) -> Iterator[tuple[int, ...]]:
    for review in reviews:
        if not review.stands:
            continue
        if review.grade is None:
            yield (review.id, _FIRST_ID + review.item_id, 0, 0, 0, 0, 0, _MANUAL_LOG)
            continue
        if review.action is not Action.PRACTICE:
            reviewed.times[review.item_id] += 1
            reviewed.last_ms[review.item_id] = review.id
        yield (
            review.id,
            _FIRST_ID + review.item_id,
            FSRS_RATINGS[review.grade],
            min(review.interval_days, _LONGEST_INTERVAL),
            min(review.before_days, _LONGEST_INTERVAL),
            0 if review.action is Action.PRACTICE else _factor(review.ease_hundredths),
            min(review.duration_ms, _LARGEST),
            _kind_of(review),
        )


def _kind_of(review: OwnReview) -> int:
    if review.action is Action.PRACTICE:
        return _CRAM_LOG  # with an ease factor of 0: it moved nothing
    if review.action is Action.DRILL:
        return _RELEARNING_LOG
    return _REVIEW_LOG if review.before_days else _LEARNING_LOG


def _factor(ease_hundredths: int) -> int:
    """In thousandths."""
    return min(ease_hundredths * 10, _MOST_EASE)


def _note_row(card: OwnCard, changed_s: int) -> tuple[Any, ...]:
    identity = str(Identity(set_id=card.set_id, key=card.key))
    text = note_text(card.content)
    fields = "\x1f".join((text.front, text.back, text.source, escape(identity)))
    plain = unescape(re.sub(r"<[^>]*>", " ", text.front))
    number = int(hashlib.sha1(plain.encode(), usedforsecurity=False).hexdigest()[:8], 16)
    return (
        _FIRST_ID + card.item_id,
        identity,
        anki_schema.NOTE_TYPE,
        changed_s,
        text.tags,
        fields,
        plain,
        number,
    )


def _card_row(
    card: OwnCard, deck: int, position: int, frame: _Frame, reviewed: _Reviewed, changed_s: int
) -> tuple[Any, ...]:
    state, item_id = card.card.state, card.item_id
    common = (_FIRST_ID + item_id, _FIRST_ID + item_id, deck, changed_s)
    flags = _RED_FLAG if state.flagged else 0
    if state.due_day is None:
        queue = _queue(card, frame, usual=_NEW)
        return (*common, _NEW, queue, position, 0, 0, reviewed.times[item_id], state.lapses, flags, "{}")
    return (
        *common,
        _REVIEW,
        _queue(card, frame, usual=_REVIEW),
        state.due_day - frame.first_day,
        min(max(state.interval_days, 1), _LONGEST_INTERVAL),
        _factor(state.ease_hundredths),
        reviewed.times[item_id],
        state.lapses,
        flags,
        json.dumps(_memory(state, frame, reviewed.last_ms.get(item_id))),
    )


def _queue(card: OwnCard, frame: _Frame, *, usual: int) -> int:
    """What is not shown here, because it was suspended or left the deck, is not shown there."""
    state = card.card.state
    if state.suspended or not card.in_deck:
        return _SUSPENDED
    return _BURIED_BY_USER if state.is_hidden(frame.today) else usual


def _memory(state: CardState, frame: _Frame, last_ms: int | None) -> dict[str, float]:
    """FSRS's, under the names that Anki reads; nothing under SM-2."""
    if state.stability is None or state.difficulty is None or frame.retention is None:
        return {}
    memory = {"s": round(state.stability, 4), "d": round(state.difficulty, 3), "dr": frame.retention}
    return memory if last_ms is None else {**memory, "lrt": last_ms // 1000}
