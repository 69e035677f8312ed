"""The whole engine against its promises, in any order of all that a learner and their teachers do.

After every step each card is what replaying its log gives, no card is lost, none is due before its review,
and the queue's own columns say what they should. An undo restores every state and setting exactly.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from functools import partial
from io import BytesIO
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID
from zipfile import ZipFile

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from quizapp import decks, learner_settings, log_reading, logbook, many_cards
from quizapp.access import Viewer
from quizapp.errors import AppError
from quizapp.extensions import db, writing
from quizapp.library import service as library
from quizapp.models import Card, Item, ItemState, ReviewLog, Upload, User
from quizapp.scheduling.card import NEW_CARD, Scheduler
from quizapp.scheduling.grades import Button, Claim
from quizapp.scheduling.queue import Apart, Kind, kind_of
from quizapp.scheduling.replay import Action, LogEntry, replay, steps
from quizapp.scheduling.schedulers import scheduler_of
from quizapp.scheduling.spread import Spread, largest_shift
from quizapp.sets import service as sets
from quizapp.study import service
from quizapp.study.answers import Answer
from quizapp.study.check import compare_with_log
from quizapp.study.deck import read_waiting, today_for
from quizapp.study.sessions import service as sessions
from quizapp.study.sessions.cards import Pool
from quizapp.study.sessions.selection import Wanted
from quizapp.transfer import service as transfer

# In parts, so that all cores take their share and none runs for minutes.
PARTS = 5
EXAMPLES = int(os.environ.get("ENGINE_EXAMPLES", "500")) // PARTS
STEPS = 30
BEGIN = datetime.fromisoformat("2026-03-27T12:00:00+00:00")  # two days before clocks change in Europe
# Far east and west, half hours, both kinds of daylight saving, a day skipped in the past.
ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Pacific/Kiritimati", "Pacific/Niue", "Asia/Kathmandu"]
SCHEDULERS = ["sm2", "fsrs:70", "fsrs:90", "fsrs:97"]
MARKS = sorted(mark.value for mark in service.MARKS)
ITEMS = 7

VIEWER = sa.select(*(getattr(User, each.name) for each in fields(Viewer) if each.name != "token_hash")).where(
    User.id == sa.bindparam("id")
)
STATES = sa.select(Card.item_id, Card.version, *logbook.STATE_COLUMNS).where(
    Card.user_id == sa.bindparam("id")
)
LOG_LENGTH = sa.select(sa.func.count()).where(
    ReviewLog.user_id == sa.bindparam("id"),
    ReviewLog.action.not_in([Action.RETIRE.value, Action.RESTORE.value]),
)
WRONGLY_QUEUED = sa.select(Card.item_id).where(
    Card.user_id == sa.bindparam("id"),
    sa.or_(
        Card.queue_day.is_distinct_from(decks.queue_day_as_it_should_be()),
        Card.queue_order != decks.queue_order_as_it_should_be(),
    ),
)


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """All that an undo restores: every introduced or marked card, and the settings."""

    cards: dict[int, Any]
    settings: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Done:
    """Something that can be undone, on its day, and how all stood before it."""

    day: int
    before: Snapshot


@dataclass
class World:
    """One database for all examples; each has a learner of its own, who studies a set of its own."""

    make: Any
    user: User | None = None
    set_id: int = 0
    items: list[int] = field(default_factory=list)

    def fill(self) -> None:
        contents = [self.make.multiple_choice(key=1), *(self.make.flashcard() for _ in range(ITEMS - 1))]
        for number, content in enumerate(contents):
            content["fact"] = f"fact {number // 2}"
            content["condition"] = {"title": f"condition {number // 4}", "icd10": None}
        article = self.make.article()
        self.set_id = self.make.question_set(None, *contents, article_id=article.id).id
        self.user = self.make.user()
        library.choose(self.user.id, self.set_id, BEGIN)
        self.items = list(db.session.scalars(sa.select(Item.id).where(Item.set_id == self.set_id)))


class Engine(RuleBasedStateMachine):
    """A learner, the clock, and those who publish."""

    def __init__(self, world: World) -> None:
        super().__init__()
        self.world = world
        world.fill()
        assert world.user is not None
        self.user_id = world.user.id
        self.now = BEGIN
        self.keys = 0
        self.chance = Random(0)  # noqa: S311 - pins where due days are moved
        self.done: list[Done] = []
        self.with_rows: set[int] = set()
        self.last_day = 0
        self.live = set(world.items)
        self.chosen = True

    # What is known of the learner

    @property
    def viewer(self) -> Viewer:
        db.session.rollback()
        row = db.session.connection().execute(VIEWER, {"id": self.user_id}).one()
        return Viewer(**row._mapping, token_hash="")

    @property
    def day(self) -> int:
        return service.today_of(self.viewer, self.now)

    def snapshot(self) -> Snapshot:
        viewer = self.viewer
        return Snapshot(
            cards={item_id: state for item_id, state in self.states().items() if state != NEW_CARD},
            settings={name: getattr(viewer, name) for name in learner_settings.SETTINGS},
        )

    def states(self) -> dict[int, Any]:
        rows = db.session.connection().execute(STATES, {"id": self.user_id})
        return {row.item_id: logbook.stored_card(row).state for row in rows}

    def act(self, action: Any) -> None:
        """Do it, and keep what it changed; what is refused changes nothing."""
        before, day, length = self.snapshot(), self.day, self.log_length()
        try:
            action()
        except AppError:
            assert self.snapshot() == before
            assert self.log_length() == length
            return
        if self.log_length() > length:
            self.done.append(Done(day=day, before=before))

    def log_length(self) -> int:
        db.session.rollback()
        return (
            db.session.scalar(
                sa.select(sa.func.count())
                .select_from(ReviewLog)
                .where(
                    ReviewLog.user_id == self.user_id,
                    ReviewLog.action.not_in([Action.RETIRE.value, Action.RESTORE.value]),
                )
            )
            or 0
        )

    def key(self) -> str:
        self.keys += 1
        return str(UUID(int=self.user_id << 64 | self.keys))

    # What the learner does

    @initialize(item=st.integers(0, ITEMS - 1), passes=st.integers(0, 5), spread=st.sampled_from(Spread))
    def know_a_card_already(self, item: int, passes: int, spread: Spread) -> None:
        """So that long intervals are met, which a few steps from nothing seldom reach."""
        self.set(spread=spread)
        for _ in range(passes):
            waiting = read_waiting(db.session.connection(), self.user_id, self.world.items[item])
            assert waiting is not None
            self.act(partial(self.send, waiting, Button.GOOD))
            due_day = self.states()[waiting.item_id].due_day
            self.now += timedelta(days=due_day - self.day)

    @rule(button=st.sampled_from(Button))
    def answer_the_next_card(self, button: Button) -> None:
        waiting = service.draw(self.viewer, self.now)
        if waiting is None:
            left = today_for(db.session(), self.viewer, self.day).left
            assert (left.backlog, left.due, left.drills, left.new) == (0, 0, 0, 0)
            return
        assert kind_of(waiting.card.state, self.day) is not None
        self.act(lambda: self.send(waiting, button))

    @rule(item=st.integers(0, ITEMS - 1), button=st.sampled_from(Button))
    def answer_a_card_that_may_not_wait(self, item: int, button: Button) -> None:
        waiting = read_waiting(db.session(), self.user_id, self.world.items[item])
        if waiting is not None:
            self.act(lambda: self.send(waiting, button))

    def send(self, waiting: Any, button: Button, session: int | None = None) -> None:
        options = waiting.content.get("options") or []
        right = button is not Button.AGAIN
        answer = Answer(
            key=self.key(),
            item_id=waiting.item_id,
            item_version=waiting.item_version,
            card_version=waiting.card.version,
            button=None if options else button,
            option=[option["correct"] for option in options].index(right) if options else None,
            claim=Claim.SURE if options and button is Button.EASY else Claim.NONE,
            session=session,
        )
        first = service.answer_card(self.viewer, answer, self.now, chance=self.chance)
        length = self.log_length()
        assert service.answer_card(self.viewer, answer, self.now, chance=self.chance) == first
        assert self.log_length() == length, "a retry counted twice"

    @rule(grade=st.integers(0, 5))
    def change_the_grade(self, grade: int) -> None:
        latest = log_reading.latest_answer(db.session(), self.user_id)
        if latest is not None:
            self.act(
                lambda: service.change_grade(
                    self.viewer, latest.sequence, grade, self.now, chance=self.chance
                )
            )

    @rule(item=st.integers(0, ITEMS - 1), mark=st.sampled_from(MARKS))
    def mark_a_card(self, item: int, mark: str) -> None:
        self.act(lambda: service.mark(self.viewer, self.world.items[item], Action(mark), self.now))

    @rule()
    def undo(self) -> None:
        viewer, day = self.viewer, self.day
        # Undo works within the day. That of an earlier one is kept: a day on which nothing was done is not
        # in the database, and where the clock is set back, the one before it comes again.
        if not self.done or self.done[-1].day != day:
            with pytest.raises(service.NothingToUndoError):
                service.undo_latest(viewer, self.now)
            return
        service.undo_latest(viewer, self.now)
        assert self.snapshot() == self.done.pop().before

    @rule(item=st.integers(0, ITEMS - 1), button=st.sampled_from(Button))
    def practise_a_card(self, item: int, button: Button) -> None:
        """In a custom session, where answers move nothing."""
        viewer, before = self.viewer, self.states()
        try:
            number = sessions.start(
                viewer, Wanted(pool=Pool.EVERYTHING, size=ITEMS), sessions.choices(viewer), self.now
            )
        except AppError:
            return  # nothing to choose from
        waiting = read_waiting(db.session.connection(), self.user_id, self.world.items[item])
        if waiting is not None:
            self.act(lambda: self.send(waiting, button, session=number))
            assert self.states() == before

    @rule(item=st.integers(0, ITEMS - 1), ease=st.integers(1, 4), interval_days=st.integers(1, 400))
    def review_a_card_in_anki(self, item: int, ease: int, interval_days: int) -> None:
        """The deck taken out, a card reviewed there a moment ago, and the deck taken in again."""
        self.now += timedelta(seconds=1)  # as Anki's reviews have their time for an id
        item_id = self.world.items[item]
        key = db.session.scalar(sa.select(Item.key).where(Item.id == item_id))
        package = BytesIO()
        transfer.write_export(self.user_id, "apkg", package, self.now)
        reviewed = reviewed_package(package, f"{self.world.set_id}/{key}", ease, interval_days, self.now)
        number = transfer.store_package(reviewed, "deck.apkg", owner_id=self.user_id, now=self.now)
        upload = db.session.get_one(Upload, number)
        seen = logbook.next_sequence(db.session.connection(), self.user_id) - 1
        self.act(lambda: transfer.import_package(self.viewer, upload, seen, self.now))

    # What the learner sets

    def set(self, **values: Any) -> None:
        def change() -> None:
            with writing() as session:
                learner_settings.change_settings(session, self.user_id, values, self.now)

        self.act(change)

    @rule(key=st.sampled_from(SCHEDULERS))
    def switch_the_scheduler(self, key: str) -> None:
        self.set(scheduler=key)

    @rule(spread=st.sampled_from(Spread), apart=st.sampled_from(Apart))
    def spread_and_keep_apart(self, spread: Spread, apart: Apart) -> None:
        self.set(spread=spread, apart=apart)

    @rule(zone=st.sampled_from(ZONES), cut_hour=st.integers(0, 23))
    def travel(self, zone: str, cut_hour: int) -> None:
        self.set(zone=zone, cut_hour=cut_hour)

    # What time and others do

    @rule(hours=st.one_of(st.integers(1, 30), st.integers(24, 24 * 60)))
    def wait(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @rule()
    def wait_for_the_next_card(self) -> None:
        day = self.day
        coming = [state.due_day for state in self.states().values() if state.due_day and state.due_day > day]
        self.now += timedelta(days=min(coming, default=day) - day)

    @rule(hours=st.integers(1, 30))
    def set_the_clock_back(self, hours: int) -> None:
        self.now -= timedelta(hours=hours)

    @rule(item=st.integers(0, ITEMS - 1), state=st.sampled_from([ItemState.LIVE, ItemState.RETIRED]))
    def retire_or_restore_an_item(self, item: int, state: ItemState) -> None:
        item_id = self.world.items[item]
        sets.change_states(self.world.set_id, [item_id], state, self.now)
        self.live = self.live | {item_id} if state is ItemState.LIVE else self.live - {item_id}

    @rule(chosen=st.booleans())
    def choose_or_drop_the_set(self, chosen: bool) -> None:
        if chosen:
            library.choose(self.user_id, self.world.set_id, self.now)
        else:
            library.drop(self.user_id, self.world.set_id)
        self.chosen = chosen

    # What always holds

    @invariant()
    def every_card_is_what_its_log_gives(self) -> None:
        viewer = self.viewer
        scheduler, stored = scheduler_of(viewer.scheduler), self.states()
        logged = dict(many_cards.entries_of_each(db.session.connection(), self.user_id))
        assert logged.keys() >= stored.keys()  # what was only practised has no card
        for item_id, entries in logged.items():
            state = stored.get(item_id, NEW_CARD)
            assert replay(entries, scheduler) == state
            if state.due_day is None:
                continue
            assert state.last_day is not None
            if is_as_in_anki(entries, scheduler):  # whose days begin at another hour than the learner's
                assert state.due_day >= state.last_day
                continue
            assert state.due_day > state.last_day
            away = state.due_day - state.last_day - state.interval_days
            assert abs(away) <= largest_shift(state.interval_days)

    @invariant()
    def no_card_is_lost(self) -> None:
        rows = set(self.states())
        assert rows >= self.with_rows
        self.with_rows = rows

    @invariant()
    def no_day_comes_twice(self) -> None:
        day = self.viewer.last_day or 0
        assert day >= self.last_day
        self.last_day = day

    @invariant()
    def the_queue_says_what_it_should(self) -> None:
        assert not db.session.connection().execute(WRONGLY_QUEUED, {"id": self.user_id}).all()

    @invariant()
    def the_counts_are_of_what_waits(self) -> None:
        viewer, day = self.viewer, self.day
        stored = self.states()
        drawable = self.live if self.chosen else set()
        kinds = [kind_of(stored.get(item_id, NEW_CARD), day) for item_id in drawable]
        left = today_for(db.session.connection(), viewer, day).left
        counted = (Kind.BACKLOG, Kind.DUE, Kind.DRILL)
        assert (left.backlog, left.due, left.drills) == tuple(map(kinds.count, counted))
        assert left.new <= kinds.count(Kind.NEW)


def is_as_in_anki(entries: list[LogEntry], scheduler: Scheduler) -> bool:
    """Whether the card's schedule is one that was taken over, and not the scheduler's."""
    taken = [step.entry.action for step in steps(entries, scheduler)]
    return [action for action in taken if action in {Action.ANSWER, Action.IMPORT}][-1] is Action.IMPORT


def reviewed_package(package: BytesIO, identity: str, ease: int, interval_days: int, now: datetime) -> bytes:
    """The package with one of its cards reviewed as Anki writes it: the card's row and a row of the log."""
    with TemporaryDirectory() as folder:
        with ZipFile(package) as unpacked:
            unpacked.extractall(folder)
        with closing(sqlite3.connect(f"{folder}/collection.anki2", isolation_level=None)) as collection:
            begins = collection.execute("SELECT crt FROM col").fetchone()[0]
            due = (int(now.timestamp()) - begins) // 86_400 + interval_days
            theirs = "SELECT cards.id FROM cards JOIN notes ON notes.id = nid WHERE instr(flds, ?)"
            for (card,) in collection.execute(theirs, (f"quizapp:{identity}",)).fetchall():
                change = "UPDATE cards SET type = 2, queue = 2, due = ?, ivl = ?, factor = 2500 WHERE id = ?"
                collection.execute(change, (due, interval_days, card))
                review = (int(now.timestamp() * 1000), card, ease, interval_days)
                collection.execute("INSERT INTO revlog VALUES (?, ?, -1, ?, ?, 0, 2500, 4000, 1)", review)
        packed = BytesIO()
        with ZipFile(packed, "w") as target:
            for file in Path(folder).iterdir():
                target.write(file, file.name)
        return packed.getvalue()


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("part", range(PARTS))
def test_the_engine_keeps_its_promises_in_any_order_of_actions(make: Any, part: int) -> None:
    run_state_machine_as_test(
        lambda: Engine(World(make=make)),
        settings=settings(
            max_examples=EXAMPLES,
            database=None,
            phases=[Phase.generate],  # a failure is told at once: making it smaller takes minutes
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )

    assert compare_with_log().differences == ()
