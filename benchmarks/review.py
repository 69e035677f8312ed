"""One answer in process and the card after it: ours, the same SQL by bare ``sqlite3``, and Anki.

A learner of 20,000 cards answers due reviews, drills and new cards, a learner's day a round. The app does
each round twice on copies of one database: untimed on the first, where every statement is noted down with its
parameters, and timed on the second. Bare ``sqlite3`` replays the notes on a third copy: it fetches all rows
and decodes the contents of cards, and does nothing else, so it is the limit of whatever sends this SQL. Anki
answers in a collection of its own with as many cards. Every side commits each answer with synchronous FULL,
in a write-ahead log.
"""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import anki.collection as anki  # which has all that is needed; anki.cards cannot be imported before it
import sqlalchemy as sa
from flask import Flask

from benchmarks.learners import KEY, NOW, add_learner, app_with_items, viewer_of
from quizapp import create_app
from quizapp.config import read_settings
from quizapp.extensions import WAL_PAGES, db
from quizapp.scheduling.grades import Button
from quizapp.scheduling.queue import kind_of
from quizapp.study.answers import Answer
from quizapp.study.deck import Waiting, read_waiting, today_for
from quizapp.study.service import answer_card, draw, today_of

CARDS = 20_000
LEARNER = 1
ROUNDS = 15
ANSWERS_A_ROUND = 200
NEW_EVERY = 8
"""Each eighth answer introduces a card, until the day's limit of 20."""

GRADES = (10, 10, 70, 10)
"""How often of a hundred Again, Hard, Good and Easy are pressed; of choices nine in ten are right."""

_CONTENT = 4  # its column where a statement reads a card

Trace = list[list[tuple[str, Any]]]
"""For each answer the statements that it sent, with their parameters."""


@dataclass(kw_only=True)
class Side:
    """One of those compared, and how long each of its answers took, with the card after it.

    Both figures are the median of those of the rounds, so that a burst of other work spoils but a round.
    """

    name: str
    microseconds: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        """What half of a round's answers exceed."""
        return statistics.median(map(statistics.median, self._rounds()))

    @property
    def p99(self) -> float:
        """What one answer in a hundred of a round exceeds."""
        return statistics.median(statistics.quantiles(each, n=100)[98] for each in self._rounds())

    def _rounds(self) -> list[list[float]]:
        starts = range(0, len(self.microseconds), ANSWERS_A_ROUND)
        return [self.microseconds[start : start + ANSWERS_A_ROUND] for start in starts]


def measure() -> Iterator[str]:
    """Lines to print: median and p99 of each side, then the ratios to the two peers."""
    with tempfile.TemporaryDirectory() as name:
        noted, timed, bare_file = (Path(name) / side for side in ("noted", "timed", "bare"))
        with app_with_items(noted, 2 * CARDS) as raw:
            add_learner(raw, LEARNER, CARDS)
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copytree(noted, timed)
        shutil.copytree(noted, bare_file)
        ours, bare, peer = Side(name="quizapp"), Side(name="sqlite3"), Side(name="Anki")
        kinds: Counter[str] = Counter()
        raw = _bare_connection(bare_file)
        collection = _anki_collection(Path(name) / "anki.anki2")
        apps = [_app(folder) for folder in (noted, timed)]
        for number in range(ROUNDS):
            trace: Trace = []
            with apps[0].app_context(), _noting(trace):
                kinds.update(_our_round(number, trace, None))
            with apps[1].app_context():
                _our_round(number, None, ours)
            _bare_round(raw, trace, bare)
            _anki_round(collection, number, peer)
        collection.close()
    yield from _figures(ours, bare, peer, kinds)


def _figures(ours: Side, bare: Side, peer: Side, kinds: Counter[str]) -> Iterator[str]:
    answers = ", ".join(f"{count} {kind}" for kind, count in kinds.most_common())
    yield f"One answer and the next card in process, {CARDS:,} cards ({answers}):"
    for side in (bare, ours, peer):
        yield f"  {side.name:8} median {side.median:7.0f} µs   p99 {side.p99:7.0f} µs"
    for side in (bare, peer):
        yield (
            f"  quizapp to {side.name:8} median {ours.median / side.median:5.2f} x   "
            f"p99 {ours.p99 / side.p99:5.2f} x"
        )


def _app(folder: Path) -> Flask:
    return create_app(read_settings({"QUIZAPP_DATA": str(folder), "QUIZAPP_SECRET_KEY": KEY}))


def _our_round(number: int, trace: Trace | None, timed: Side | None) -> Iterator[str]:
    """One day's answers; the kinds of the cards. The same choices are made for each copy of the database."""
    now = NOW + timedelta(days=number)
    chance = random.Random(number)
    viewer = viewer_of(LEARNER)
    connection = db.session().connection()
    day = today_of(viewer, now)
    new_items = list(today_for(connection, viewer, day).new_items)
    waiting = draw(viewer, now)
    kinds = []
    for place in range(ANSWERS_A_ROUND):
        if place % NEW_EVERY == 0 and new_items:
            waiting = read_waiting(db.session().connection(), LEARNER, new_items.pop(0))
        assert waiting is not None
        kinds.append(str(kind_of(waiting.card.state, day)))
        answer = _answer(waiting, chance)
        if trace is not None:
            trace.append([])
        begin = time.perf_counter()
        answer_card(viewer, answer, now)
        waiting = draw(viewer, now)
        if timed is not None:
            timed.microseconds.append((time.perf_counter() - begin) * 1e6)
    db.session.remove()
    return iter(kinds)


def _answer(waiting: Waiting, chance: random.Random) -> Answer:
    options = waiting.content.get("options", [])
    (button,) = chance.choices(list(Button), GRADES)
    right = [option["correct"] for option in options].index(True) if options else 0
    return Answer(
        key=str(UUID(int=chance.getrandbits(128))),
        item_id=waiting.item_id,
        card_version=waiting.card.version,
        item_version=waiting.item_version,
        button=None if options else button,
        option=((right + (button is Button.AGAIN)) % len(options)) if options else None,
        duration_ms=4_000,
    )


@contextmanager
def _noting(trace: Trace) -> Iterator[None]:
    """Note every statement for the answer under way, those that begin and end transactions too."""

    def note(sql: str, parameters: Any = ()) -> None:
        if trace:
            trace[-1].append((sql, parameters))

    listeners: list[tuple[str, Any]] = [
        ("before_cursor_execute", lambda _c, _cursor, sql, parameters, *_rest: note(sql, parameters)),
        ("commit", lambda _connection: note("COMMIT")),
        ("rollback", lambda _connection: note("ROLLBACK")),
    ]
    for name, listener in listeners:
        sa.event.listen(db.engine, name, listener)
    yield
    for name, listener in listeners:
        sa.event.remove(db.engine, name, listener)


def _bare_connection(folder: Path) -> sqlite3.Connection:
    raw = sqlite3.connect(folder / "quizapp.sqlite3", isolation_level=None)
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        f"wal_autocheckpoint = {WAL_PAGES}",
    ):
        raw.execute(f"PRAGMA {pragma}")
    return raw


def _bare_round(raw: sqlite3.Connection, trace: Trace, side: Side) -> None:
    run = raw.execute
    for statements in trace:
        begin = time.perf_counter()
        for sql, parameters in statements:
            if raw.in_transaction or sql != "ROLLBACK":
                rows = run(sql, parameters).fetchall()
                if "item.content" in sql:
                    json.loads(rows[0][_CONTENT])
        side.microseconds.append((time.perf_counter() - begin) * 1e6)
    if raw.in_transaction:
        run("ROLLBACK")


def _anki_collection(file: Path) -> anki.Collection:
    """As many cards, as many of them due today and before, and the other settings out of the way."""
    collection = anki.Collection(str(file))
    kind = collection.models.by_name("Basic")
    assert kind is not None
    notes = []
    for number in range(CARDS):
        note = collection.new_note(kind)
        note["Front"], note["Back"] = f"Question {number} {'front ' * 60}", "back " * 60
        notes.append(anki.AddNoteRequest(note=note, deck_id=anki.DeckId(1)))
    collection.add_notes(notes)
    assert collection.db is not None
    collection.db.execute(
        "UPDATE cards SET type = 2, queue = 2, ivl = 15, factor = 2500, reps = 3, due = CASE"
        " WHEN id % 100 < 10 THEN ?1 WHEN id % 100 < 20 THEN ?1 - 1 - id % 60 ELSE ?1 + 1 + id % 300 END"
        " WHERE id % 100 < 98",
        collection.sched.today,
    )
    settings = collection.decks.config_dict_for_deck_id(anki.DeckId(1))
    settings["new"]["perDay"] = settings["rev"]["perDay"] = 9999
    collection.decks.update_config(settings)
    return collection


def _anki_round(collection: anki.Collection, number: int, side: Side) -> None:
    chance = random.Random(number)
    queued = collection.sched.get_queued_cards(fetch_limit=1).cards[0]
    for _ in range(ANSWERS_A_ROUND):
        (rating,) = chance.choices(range(4), GRADES)
        card = anki.Card(collection, backend_card=queued.card)
        card.start_timer()
        begin = time.perf_counter()
        answer = collection.sched.build_answer(card=card, states=queued.states, rating=rating)
        collection.sched.answer_card(answer)
        queued = collection.sched.get_queued_cards(fetch_limit=1).cards[0]
        side.microseconds.append((time.perf_counter() - begin) * 1e6)
