"""What a learner does with their cards. Each public function that writes is one transaction."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from random import Random
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from quizapp.access import Viewer
from quizapp.decks import refresh_card
from quizapp.errors import InvalidInputError, MissingError
from quizapp.extensions import db, reading_rows, writing, writing_rows
from quizapp.learner_settings import Reckoned, put_settings, reckon
from quizapp.log_reading import entries_of, grade_as_changed, latest_answer, latest_of_day
from quizapp.logbook import (
    READ_LEARNER,
    Entry,
    Learner,
    Place,
    append,
    begin_day,
    keep_day,
    read_card,
    write_card,
)
from quizapp.models import ErrorReport
from quizapp.models.tables import ANSWER_KEY, ITEM, ITEM_VERSION
from quizapp.scheduling.day import learner_day, zone_named
from quizapp.scheduling.grades import allowed_regrades
from quizapp.scheduling.queue import Kind, kind_of
from quizapp.scheduling.replay import Action, LogEntry, apply, replay
from quizapp.scheduling.schedulers import scheduler_of
from quizapp.study.answers import Answer, Graded, Outcome, graded
from quizapp.study.batches import TakenBack, reckon_undo, take_back_batch, undo_of
from quizapp.study.deck import Waiting, next_waiting, read_waiting, today_for
from quizapp.study.errors import NothingToUndoError, StaleAnswerError
from quizapp.study.in_deck import LEARNER
from quizapp.study.new_cards import keep_place
from quizapp.study.sessions.cards import read_session
from quizapp.study.spreading import spread


@dataclass(frozen=True, kw_only=True)
class Undone:
    """What an undo took back, of how many cards, and the number of the custom session of that."""

    item_id: int | None
    action: Action
    session: int | None
    cards: int


_LEARNER_AND_OUTCOME = READ_LEARNER.add_columns(
    sa.select(ANSWER_KEY.c.outcome)
    .where(ANSWER_KEY.c.user_id == LEARNER, ANSWER_KEY.c.key == sa.bindparam("answer_key"))
    .scalar_subquery()
    .label("outcome")
)
_INSERT_OUTCOME = sa.insert(ANSWER_KEY)
_CHANCE = Random()  # noqa: S311 - spreads due days, guards nothing


def today_of(viewer: Viewer, now: datetime) -> int:
    """The learner's day at this moment."""
    return learner_day(now, zone_named(viewer.zone), viewer.cut_hour, viewer.last_day)


def draw(viewer: Viewer, now: datetime) -> Waiting | None:
    """The card to show now; None when today's are done."""
    day = today_of(viewer, now)
    with reading_rows() as connection:
        return next_waiting(connection, viewer, day, today_for(connection, viewer, day))


def answer_card(viewer: Viewer, answer: Answer, now: datetime, *, chance: Random = _CHANCE) -> Outcome:
    """Record an answer and move its card, once however often it is sent.

    `chance` decides where the learner has due days spread at random. A late answer to a card that has moved
    on is logged as practice, so that it is not lost.

    Raises:
        MissingError: the item is not in the learner's deck, or not of this session.
        StaleAnswerError: the card has moved on since the page was drawn, or does not wait today.
        InvalidInputError: the answer does not fit the kind of item.
    """
    with writing_rows() as connection:
        place = {"learner_id": viewer.id, "answer_key": answer.key}
        row = connection.execute(_LEARNER_AND_OUTCOME, place).one()
        learner = keep_day(connection, viewer.id, row, now)
        if row.outcome is not None:
            return Outcome(**row.outcome)
        try:
            outcome = _record_answer(connection, learner, answer, now, chance)
        except (MissingError, StaleAnswerError):
            late = _record_late(connection, learner, answer, now) if answer.late else None
            if late is None:
                raise
            outcome = late
        kept = {"user_id": viewer.id, "key": answer.key, "sequence": outcome.sequence}
        connection.execute(_INSERT_OUTCOME, {**kept, "outcome": vars(outcome)})
        return outcome


def _record_answer(
    connection: Connection, learner: Learner, answer: Answer, now: datetime, chance: Random
) -> Outcome:
    waiting = read_waiting(connection, learner.id, answer.item_id)
    if waiting is None:
        raise MissingError("This question is no longer in your deck.")
    _refuse_stale(waiting, answer.card_version)
    if waiting.item_version != answer.item_version:
        raise StaleAnswerError("This question was edited while you looked at it, so nothing was recorded.")
    if answer.session is None:
        action = _action_in_queue(waiting, learner.day)
    else:
        action = _action_in_session(connection, learner, answer.session, waiting, now)
    judged = graded(answer, waiting.content)
    entry = _entry_of(answer, action, judged, learner, now)
    if action is Action.PRACTICE:
        sequence = append(connection, learner, entry, waiting.card.state)
    else:
        sequence = take(connection, learner, waiting, entry, chance)
    return Outcome(sequence=sequence, item_id=answer.item_id, grade=judged.grade, correct=judged.correct)


def _record_late(connection: Connection, learner: Learner, answer: Answer, now: datetime) -> Outcome | None:
    """The answer kept as practice, in no custom session; None where the learner never had such a card."""
    card = read_card(connection, learner.id, answer.item_id)
    shown = {"wanted_item_id": answer.item_id, "wanted_version": answer.item_version}
    content = connection.execute(_CONTENT_SHOWN, shown).scalar()
    if card.version == 0 or content is None:
        return None
    judged = graded(answer, content)
    entry = _entry_of(replace(answer, session=None), Action.PRACTICE, judged, learner, now)
    sequence = append(connection, learner, entry, card.state)
    return Outcome(
        sequence=sequence,
        item_id=answer.item_id,
        grade=judged.grade,
        correct=judged.correct,
        came_late=True,
    )


_CONTENT_SHOWN = sa.select(ITEM_VERSION.c.content).where(
    ITEM_VERSION.c.item_id == sa.bindparam("wanted_item_id", type_=sa.Integer),
    ITEM_VERSION.c.version == sa.bindparam("wanted_version", type_=sa.Integer),
)


def _entry_of(answer: Answer, action: Action, judged: Graded, learner: Learner, now: datetime) -> Entry:
    return Entry(
        item_id=answer.item_id,
        item_version=answer.item_version,
        action=action,
        day=learner.day,
        server_time=now,
        grade=judged.grade,
        option=answer.option if judged.given is None else None,
        claim=answer.claim.value if judged.correct is not None else None,
        correct=judged.correct,
        given=judged.given,
        device_time=answer.device_time,
        duration_ms=answer.duration_ms,
        session=answer.session,
    )


def _action_in_queue(waiting: Waiting, day: int) -> Action:
    kind = kind_of(waiting.card.state, day)
    if kind is None:
        raise StaleAnswerError("This card does not wait today, so nothing was recorded.")
    return Action.DRILL if kind is Kind.DRILL else Action.ANSWER


def _action_in_session(
    connection: Connection, learner: Learner, number: int, waiting: Waiting, now: datetime
) -> Action:
    """Practice moves no card, hence no version: what was answered already is told by the log."""
    session = read_session(connection, learner.id, number, learner.day)
    if waiting.item_id not in session.waiting:
        raise StaleAnswerError(_MOVED_ON)
    counts = session.counts(waiting.card.state, learner.day) and not session.is_late(now)
    return Action.ANSWER if counts else Action.PRACTICE


def take(
    connection: Connection, learner: Learner, waiting: Waiting, entry: Entry, chance: Random = _CHANCE
) -> int:
    """Apply one action that needs no look back, to the card and to the log; gives its sequence."""
    scheduler = scheduler_of(learner.scheduler_key)
    state = apply(waiting.card.state, entry.logged(0, scheduler.key), scheduler)
    if entry.action is Action.ANSWER:
        entry, state = spread(connection, learner, entry, state, chance)
    if not write_card(connection, learner.id, waiting.place, waiting.card, state):
        raise StaleAnswerError(_MOVED_ON)
    if waiting.card.version == 0:
        keep_place(connection, learner.id, waiting.place.set_id)
    return append(connection, learner, entry, state)


_MOVED_ON = "This card was answered or put away elsewhere in the meantime. Nothing was recorded twice."


def _refuse_stale(waiting: Waiting, card_version: int) -> None:
    if waiting.card.version != card_version:
        raise StaleAnswerError(_MOVED_ON)


def _look_back(
    session: Session, learner: Learner, item_id: int, entry: Entry, chance: Random = _CHANCE
) -> None:
    """Apply an action whose effect depends on what came before it, by replaying the card's log with it."""
    connection = session.connection()
    scheduler = scheduler_of(learner.scheduler_key)
    earlier = entries_of(connection, learner.id, item_id)
    sequence = earlier[-1].sequence + 1
    state = replay([*earlier, entry.logged(sequence, scheduler.key)], scheduler)
    if entry.action is Action.REGRADE and _is_answer(earlier, entry.undoes):
        entry, state = spread(connection, learner, entry, state, chance)
    before = read_card(connection, learner.id, item_id)
    place = connection.execute(_PLACE_OF_ITEM, {"wanted_item_id": item_id}).one()
    if not write_card(connection, learner.id, Place(**place._mapping, in_deck=True), before, state):  # noqa: SLF001 - the documented way to a mapping
        raise StaleAnswerError(_MOVED_ON)
    refresh_card(session, learner.id, item_id)  # it may have left the deck meanwhile
    append(connection, learner, entry, state)


_PLACE_OF_ITEM = sa.select(ITEM.c.id.label("item_id"), ITEM.c.set_id, ITEM.c.queue_order).where(
    ITEM.c.id == sa.bindparam("wanted_item_id", type_=sa.Integer)
)


def _is_answer(entries: list[LogEntry], sequence: int | None) -> bool:
    return any(entry.sequence == sequence and entry.action is Action.ANSWER for entry in entries)


def change_grade(
    viewer: Viewer, sequence: int, grade: int, now: datetime, *, chance: Random = _CHANCE
) -> None:
    """Give the learner's latest answer another grade, of those that its outcome allows.

    Raises:
        StaleAnswerError: another card was answered since, or the answer was undone.
        InvalidInputError: the grade is not offered.
    """
    with writing() as session:
        learner = begin_day(session.connection(), viewer.id, now)
        answer = latest_answer(session, viewer.id)
        if answer is None or answer.sequence != sequence:
            raise StaleAnswerError("The grade can be changed until the next answer; this one stays.")
        if grade == grade_as_changed(session, viewer.id, sequence, answer.grade):
            return
        offered = allowed_regrades(answer.grade)
        if grade not in offered:
            raise InvalidInputError("grade", f"Choose one of the grades {', '.join(map(str, offered))}.")
        entry = Entry(
            item_id=answer.item_id,
            item_version=answer.item_version,
            action=Action.REGRADE,
            day=learner.day,
            server_time=now,
            grade=grade,
            undoes=sequence,
            session=answer.session,
        )
        _look_back(session, learner, answer.item_id, entry, chance)


def undo_latest(viewer: Viewer, now: datetime, *, expected: int | None = None) -> Undone:
    """Take back the latest thing done on this day that still stands; repeat to go further back.

    What was done in one go, such as an import, is taken back in one go. `expected` is the sequence that the
    page offered to take back, so that a form sent twice undoes once.

    Raises:
        NothingToUndoError: nothing of this day is left.
        StaleAnswerError: the latest is not the expected one.
    """
    reckoned = _reckoned_ahead(viewer, now)
    with writing() as session:
        learner = begin_day(session.connection(), viewer.id, now)
        latest = latest_of_day(session, viewer.id, learner.day)
        if latest is None:
            raise NothingToUndoError("There is nothing of today left to undo.")
        if expected is not None and latest.sequence != expected:
            raise StaleAnswerError("This was undone already, or more was done since. Nothing was changed.")
        cards = 1
        if latest.batch is None:
            take_back(session, learner, latest, now, reckoned if isinstance(reckoned, Reckoned) else None)
        else:
            undone = reckoned if isinstance(reckoned, TakenBack) else None
            cards = take_back_batch(session, learner, latest.batch, now, undone)
        action = Action(latest.action)
        return Undone(item_id=latest.item_id, action=action, session=latest.session, cards=cards)


def _reckoned_ahead(viewer: Viewer, now: datetime) -> Reckoned | TakenBack | None:
    """What undo will do to many cards, under a former scheduler or of a batch, before others have to wait."""
    connection, day = db.session().connection(), today_of(viewer, now)
    latest = latest_of_day(connection, viewer.id, day)
    if latest is None:
        return None
    if latest.batch is not None:
        learner = Learner(id=viewer.id, day=day, scheduler_key=viewer.scheduler, spread=viewer.spread)
        return reckon_undo(connection, learner, latest.batch, now)
    if latest.action == Action.SETTINGS and "scheduler" in latest.detail["before"]:
        return reckon(connection, viewer.id, latest.detail["before"]["scheduler"])
    return None


def take_back(
    session: Session, learner: Learner, row: Any, now: datetime, reckoned: Reckoned | None = None
) -> None:
    """Undo one entry, which stands; `reckoned` ahead where that is a change of scheduler."""
    entry = undo_of(row, learner, now)
    if row.action == Action.PRACTICE:
        connection = session.connection()
        append(connection, learner, entry, read_card(connection, learner.id, row.item_id).state)
    elif row.item_id is not None:
        _look_back(session, learner, row.item_id, entry)
    else:
        append(session.connection(), learner, entry)
        put_settings(session, learner.id, row.detail["before"], reckoned)


MARKS = frozenset(
    {
        Action.FLAG,
        Action.UNFLAG,
        Action.BURY,
        Action.UNBURY,
        Action.SUSPEND,
        Action.UNSUSPEND,
        Action.RESET,
    }
)


def mark(
    viewer: Viewer,
    item_id: int,
    action: Action,
    now: datetime,
    *,
    card_version: int | None = None,
    session_number: int | None = None,
) -> None:
    """Flag, bury until tomorrow, suspend, take one of these off, or reset a card; undo takes it back.

    `card_version` is the one that the page was drawn from, so that a form sent twice counts once.
    `session_number` is the custom session in which it is done, so that undo leads back there.

    Raises:
        MissingError: the item is not in the learner's deck.
        StaleAnswerError: the card has moved on since the page was drawn.
    """
    with writing() as session:
        connection = session.connection()
        learner = begin_day(connection, viewer.id, now)
        waiting = read_waiting(connection, viewer.id, item_id)
        if waiting is None or action not in MARKS:
            raise MissingError("This question is no longer in your deck.")
        if card_version is not None:
            _refuse_stale(waiting, card_version)
        entry = Entry(
            item_id=item_id,
            item_version=waiting.item_version,
            action=action,
            day=learner.day,
            server_time=now,
            session=session_number,
        )
        take(connection, learner, waiting, entry)


def report_error(viewer: Viewer, item_id: int, text: str, now: datetime) -> None:
    """Tell the item's instructor what is wrong with it.

    Raises:
        MissingError: the item is not in the learner's deck.
    """
    with writing() as session:
        waiting = read_waiting(session, viewer.id, item_id)
        if waiting is None:
            raise MissingError("This question is no longer in your deck.")
        session.add(
            ErrorReport(
                user_id=viewer.id,
                item_id=item_id,
                item_version=waiting.item_version,
                text=text,
                created_at=now,
            )
        )
