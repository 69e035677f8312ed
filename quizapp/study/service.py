"""What a learner does with their cards. Each public function that writes is one transaction."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, cast
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.access import Viewer
from quizapp.errors import AppError, InvalidInputError, MissingError
from quizapp.extensions import db, writing
from quizapp.models import AnswerKey, ErrorReport, User
from quizapp.scheduling.card import CardState
from quizapp.scheduling.day import learner_day
from quizapp.scheduling.grades import BUTTON_GRADES, Button, Claim, allowed_regrades, suggested_grade
from quizapp.scheduling.queue import Kind, kind_of
from quizapp.scheduling.replay import Action, LogEntry, apply, replay
from quizapp.study.deck import Waiting, left_today, next_waiting, read_waiting
from quizapp.study.log import (
    Entry,
    StoredCard,
    append,
    entries_of,
    grade_as_changed,
    latest_answer,
    latest_of_day,
    read_card,
    write_card,
)


class StaleAnswerError(AppError):
    """The page was drawn before the card moved on, in another tab or device; nothing was recorded."""

    status = 409


class NothingToUndoError(AppError):
    """Everything of this day has been undone already, or nothing was done."""

    status = 409


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the learner's page sent. ``key`` is the page's own, so that a retry is known as one.

    A flashcard or cloze is answered by ``button``, a multiple-choice item by ``option`` (its place in the
    stored order) and ``claim``. The versions are those that the page was drawn from: an edited item may have
    its options in other places.
    """

    key: str
    item_id: int
    card_version: int
    item_version: int
    button: Button | None = None
    option: int | None = None
    claim: Claim = Claim.NONE
    device_time: datetime | None = None
    duration_ms: int | None = None


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What was recorded of an answer; a retry with the same key gets the same."""

    sequence: int
    item_id: int
    grade: int
    correct: bool | None


@dataclass(frozen=True, kw_only=True)
class Undone:
    """What an undo took back."""

    item_id: int
    action: Action


_LEARNER: sa.BindParameter[int] = sa.bindparam("learner_id", type_=sa.Integer)
_OUTCOME = sa.select(AnswerKey.outcome).where(
    AnswerKey.user_id == _LEARNER, AnswerKey.key == sa.bindparam("answer_key")
)
_INSERT_OUTCOME = sa.insert(cast("sa.Table", AnswerKey.__table__))
_LAST_DAY = sa.select(User.last_day).where(User.id == _LEARNER)
_KEEP_DAY = sa.update(cast("sa.Table", User.__table__)).where(User.__table__.c.id == _LEARNER)


def today_of(viewer: Viewer, now: datetime) -> int:
    """The learner's day at this moment."""
    return learner_day(now, ZoneInfo(viewer.zone), viewer.cut_hour, viewer.last_day)


def draw(viewer: Viewer, now: datetime) -> Waiting | None:
    """The card to show now; None when today's are done."""
    day = today_of(viewer, now)
    return next_waiting(db.session(), viewer, day, left_today(db.session(), viewer, day))


def answer_card(viewer: Viewer, answer: Answer, now: datetime) -> Outcome:
    """Record an answer and move its card, once however often it is sent.

    Raises:
        MissingError: the item is not in the learner's deck.
        StaleAnswerError: the card has moved on since the page was drawn, or does not wait today.
        InvalidInputError: the answer does not fit the kind of item.
    """
    with writing() as session:
        # First, as it locks the learner's row: on PostgreSQL parallel retries wait for each other here.
        day = _begin_day(session, viewer, now)
        place = {"learner_id": viewer.id, "answer_key": answer.key}
        earlier = session.execute(_OUTCOME, place).scalar_one_or_none()
        if earlier is not None:
            return Outcome(**earlier)
        waiting = read_waiting(session, viewer.id, answer.item_id)
        if waiting is None:
            raise MissingError("This question is no longer in your deck.")
        return _record_answer(session, viewer, answer, waiting, day, now)


def _record_answer(
    session: Session, viewer: Viewer, answer: Answer, waiting: Waiting, day: int, now: datetime
) -> Outcome:
    before = waiting.card
    _refuse_stale(waiting, answer.card_version)
    if waiting.item_version != answer.item_version:
        raise StaleAnswerError("This question was edited while you looked at it, so nothing was recorded.")
    kind = kind_of(before.state, day)
    if kind is None:
        raise StaleAnswerError("This card does not wait today, so nothing was recorded.")
    grade, correct = _grade(answer, waiting.content)
    entry = Entry(
        item_id=waiting.item_id,
        item_version=waiting.item_version,
        action=Action.DRILL if kind is Kind.DRILL else Action.ANSWER,
        day=day,
        server_time=now,
        grade=grade,
        option=answer.option,
        claim=answer.claim.value if answer.option is not None else None,
        correct=correct,
        device_time=answer.device_time,
        duration_ms=answer.duration_ms,
    )
    sequence = _take(session, viewer.id, before, entry)
    outcome = Outcome(sequence=sequence, item_id=waiting.item_id, grade=grade, correct=correct)
    kept = {"user_id": viewer.id, "key": answer.key, "sequence": sequence, "outcome": asdict(outcome)}
    session.execute(_INSERT_OUTCOME, kept)
    return outcome


def _grade(answer: Answer, content: dict[str, Any]) -> tuple[int, bool | None]:
    """The SM-2 grade of an answer, and whether its option is right; None where nothing was chosen."""
    options = content.get("options") or []
    if not options:
        if answer.button is None:
            raise InvalidInputError("button", "Choose Again, Hard, Good or Easy.")
        if answer.option is not None or answer.claim is not Claim.NONE:
            raise InvalidInputError("option", "This card has no options; send the button alone.")
        return BUTTON_GRADES[answer.button], None
    if answer.option is None or not 0 <= answer.option < len(options):
        raise InvalidInputError("option", "Choose one of the options.")
    right = bool(options[answer.option]["correct"])
    return suggested_grade(right=right, claim=answer.claim), right


def _take(session: Session, user_id: int, before: StoredCard, entry: Entry) -> int:
    """Apply one action that needs no look back, to the card and to the log."""
    logged = LogEntry(sequence=0, action=entry.action, day=entry.day, grade=entry.grade)
    return _write(session, user_id, before, entry, apply(before.state, logged))


def _look_back(session: Session, user_id: int, entry: Entry) -> None:
    """Apply an action whose effect depends on what came before it, by replaying the card's log with it."""
    earlier = entries_of(session, user_id, entry.item_id)
    logged = LogEntry(
        sequence=earlier[-1].sequence + 1,
        action=entry.action,
        day=entry.day,
        grade=entry.grade,
        undoes=entry.undoes,
    )
    before = read_card(session, user_id, entry.item_id)
    _write(session, user_id, before, entry, replay([*earlier, logged]))


_MOVED_ON = "This card was answered or put away elsewhere in the meantime. Nothing was recorded twice."


def _refuse_stale(waiting: Waiting, card_version: int) -> None:
    if waiting.card.version != card_version:
        raise StaleAnswerError(_MOVED_ON)


def _write(session: Session, user_id: int, before: StoredCard, entry: Entry, after: CardState) -> int:
    if not write_card(session, user_id, entry.item_id, before, after):
        raise StaleAnswerError(_MOVED_ON)
    return append(session, user_id, entry, after)


def _begin_day(session: Session, viewer: Viewer, now: datetime) -> int:
    """The learner's day, kept so that it never comes twice; also when they were last active."""
    last_day = session.scalar(_LAST_DAY, {"learner_id": viewer.id})
    day = learner_day(now, ZoneInfo(viewer.zone), viewer.cut_hour, last_day)
    session.execute(_KEEP_DAY, {"learner_id": viewer.id, "last_day": day, "last_active_at": now})
    return day


def change_grade(viewer: Viewer, sequence: int, grade: int, now: datetime) -> None:
    """Give the learner's latest answer another grade, of those that its outcome allows.

    Raises:
        StaleAnswerError: another card was answered since, or the answer was undone.
        InvalidInputError: the grade is not offered.
    """
    with writing() as session:
        day = _begin_day(session, viewer, now)
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
            day=day,
            server_time=now,
            grade=grade,
            undoes=sequence,
        )
        _look_back(session, viewer.id, entry)


def undo_latest(viewer: Viewer, now: datetime, *, expected: int | None = None) -> Undone:
    """Take back the latest thing done on this day that still stands; repeat to go further back.

    `expected` is the sequence that the page offered to take back, so that a form sent twice undoes once.

    Raises:
        NothingToUndoError: nothing of this day is left.
        StaleAnswerError: the latest is not the expected one.
    """
    with writing() as session:
        day = _begin_day(session, viewer, now)
        latest = latest_of_day(session, viewer.id, day)
        if latest is None:
            raise NothingToUndoError("There is nothing of today left to undo.")
        if expected is not None and latest.sequence != expected:
            raise StaleAnswerError("This was undone already, or more was done since. Nothing was changed.")
        entry = Entry(
            item_id=latest.item_id,
            item_version=latest.item_version,
            action=Action.UNDO,
            day=day,
            server_time=now,
            undoes=latest.sequence,
        )
        _look_back(session, viewer.id, entry)
        return Undone(item_id=latest.item_id, action=Action(latest.action))


MARKS = frozenset({Action.FLAG, Action.UNFLAG, Action.BURY, Action.UNBURY, Action.SUSPEND, Action.UNSUSPEND})


def mark(
    viewer: Viewer, item_id: int, action: Action, now: datetime, *, card_version: int | None = None
) -> None:
    """Flag, bury until tomorrow, suspend, or take one of these off a card; undo takes it back.

    `card_version` is the one that the page was drawn from, so that a form sent twice counts once.

    Raises:
        MissingError: the item is not in the learner's deck.
        StaleAnswerError: the card has moved on since the page was drawn.
    """
    with writing() as session:
        day = _begin_day(session, viewer, now)
        waiting = read_waiting(session, viewer.id, item_id)
        if waiting is None or action not in MARKS:
            raise MissingError("This question is no longer in your deck.")
        if card_version is not None:
            _refuse_stale(waiting, card_version)
        entry = Entry(
            item_id=item_id,
            item_version=waiting.item_version,
            action=action,
            day=day,
            server_time=now,
        )
        _take(session, viewer.id, waiting.card, entry)


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
