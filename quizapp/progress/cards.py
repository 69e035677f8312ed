"""A learner's cards as cards: how hard they are, which are leeches, and the whole history of one.

Apart from the figures, which are of answers. No key of a question is shown here, only the question.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from quizapp.access import Viewer
from quizapp.errors import MissingError
from quizapp.extensions import db
from quizapp.log_reading import entries_of, is_undone
from quizapp.logbook import read_card
from quizapp.models import Card, Item, QuestionSet, ReviewLog
from quizapp.rich_text import stem_words
from quizapp.scheduling.card import LEECH_LAPSES, CardState
from quizapp.scheduling.day import date_of
from quizapp.scheduling.explain import DATING, why_of
from quizapp.scheduling.grades import BUTTON_GRADES
from quizapp.scheduling.replay import Action, steps
from quizapp.scheduling.schedulers import retention_percent_of, scheduler_of
from quizapp.study.in_deck import set_ids

MAX_LEECHES = 100
"""Leeches listed, those with most lapses; how many there are is said there."""

_EASE_STEP = 10  # hundredths: a bar for each tenth of an ease factor
_NOT_KNOWN = "–"


@dataclass(frozen=True, kw_only=True)
class MemoryStep:
    """Cards whose ease factor (times 10, rounded down) or difficulty (rounded) is this number."""

    step: int
    cards: int


def memory_of(user_id: int, scheduler_key: str) -> tuple[MemoryStep, ...]:
    """The cards in the learner's queue by ease factor, or under FSRS by difficulty."""
    if retention_percent_of(scheduler_key) is None:
        step: sa.ColumnElement[int] = Card.ease // _EASE_STEP
    else:
        step = sa.cast(sa.func.round(Card.difficulty), sa.Integer)
    rows = db.session.execute(
        sa.select(step.label("step"), sa.func.count().label("cards"))
        .where(Card.user_id == user_id, Card.queue_day.is_not(None), step.is_not(None))
        .group_by(step)
        .order_by(step)
    )
    return tuple(MemoryStep(step=row.step, cards=row.cards) for row in rows)


@dataclass(frozen=True, kw_only=True)
class Leech:
    """A card that was forgotten so often that it had better be learnt another way."""

    item_id: int
    stem: str
    set_title: str
    lapses: int
    interval_days: int
    suspended: bool


@dataclass(frozen=True, kw_only=True)
class Leeches:
    """The leeches of a deck, those with most lapses first; ``from_lapses`` make one, ``total`` counts all."""

    worst: tuple[Leech, ...]
    total: int
    from_lapses: int = LEECH_LAPSES


def _leeches(user_id: int) -> tuple[sa.ColumnElement[bool], ...]:
    return (Card.user_id == user_id, Card.lapses >= LEECH_LAPSES, Card.set_id.in_(set_ids(user_id)))


def count_leeches(user_id: int) -> int:
    """How many leeches the learner's deck has, suspended ones too."""
    return db.session.scalar(sa.select(sa.func.count()).where(*_leeches(user_id))) or 0


def leeches_of(user_id: int) -> Leeches:
    """The leeches of the learner's deck."""
    rows = db.session.execute(
        sa.select(
            Card.item_id,
            Card.lapses,
            Card.interval_days,
            Card.suspended,
            Item.content,
            QuestionSet.title,
        )
        .join(Item, Item.id == Card.item_id)
        .join(QuestionSet, QuestionSet.id == Card.set_id)
        .where(*_leeches(user_id))
        .order_by(Card.lapses.desc(), Card.item_id)
        .limit(MAX_LEECHES)
    )
    worst = tuple(
        Leech(
            item_id=row.item_id,
            stem=stem_words(row.content),
            set_title=row.title,
            lapses=row.lapses,
            interval_days=row.interval_days,
            suspended=row.suspended,
        )
        for row in rows
    )
    return Leeches(worst=worst, total=count_leeches(user_id))


@dataclass(frozen=True, kw_only=True)
class HistoryRow:
    """One line of a card's log, the card's numbers as they were after it; ``undone`` where it was taken back.

    ``memory`` is the ease factor, or FSRS's stability and difficulty, whichever decided then.
    """

    at: datetime
    day: date
    what: str
    grade: str
    seconds: float | None
    interval_days: int
    memory: str
    due: date | None
    undone: bool


@dataclass(frozen=True, kw_only=True)
class CardHistory:
    """All that a learner did to one card, the newest first, and where that has led.

    ``waits_on`` is its next day; None while it is new. ``why`` says in a sentence how that came about.
    """

    item_id: int
    version: int
    stem: str
    set_title: str
    state: CardState
    uses_fsrs: bool
    waits_on: date | None
    why: str
    rows: tuple[HistoryRow, ...]


def card_history(viewer: Viewer, item_id: int) -> CardHistory:
    """One of the learner's cards.

    Raises:
        MissingError: the learner never did anything to such a card.
    """
    log = _log(viewer.id, item_id)
    if not log:
        raise MissingError("There is no such card among those you have studied.")
    item = db.session.execute(
        sa.select(Item.content, QuestionSet.title)
        .join(QuestionSet, QuestionSet.id == Item.set_id)
        .where(Item.id == item_id)
    ).one()
    card = read_card(db.session(), viewer.id, item_id)
    state = card.state
    return CardHistory(
        item_id=item_id,
        version=card.version,
        stem=stem_words(item.content),
        set_title=item.title,
        state=state,
        uses_fsrs=retention_percent_of(viewer.scheduler) is not None,
        waits_on=date_of(state.due_day) if state.due_day else None,
        why=_why(viewer, item_id),
        rows=tuple(map(_row, log)),
    )


def _log(user_id: int, item_id: int) -> list[Any]:
    rows = db.session.execute(
        sa.select(ReviewLog, is_undone().label("undone"))
        .where(
            ReviewLog.user_id == user_id,
            ReviewLog.item_id == item_id,
            ReviewLog.action != Action.UNDO.value,
        )
        .order_by(ReviewLog.sequence.desc())
    )
    return list(rows)


def _why(viewer: Viewer, item_id: int) -> str:
    scheduler = scheduler_of(viewer.scheduler)
    log = steps(entries_of(db.session(), viewer.id, item_id), scheduler)
    dated = [step for step in log if step.entry.action in DATING]
    return why_of(dated[-1], scheduler) if dated else ""


_WHAT = {
    Action.ANSWER: "Answered",
    Action.DRILL: "Repeated the same day",
    Action.REGRADE: "Grade changed",
    Action.SUSPEND: "Suspended",
    Action.UNSUSPEND: "Brought back",
    Action.BURY: "Buried until the next day",
    Action.UNBURY: "Shown again",
    Action.FLAG: "Flagged",
    Action.UNFLAG: "Flag taken off",
    Action.RESET: "Reset",
    Action.PRACTICE: "Practised",
    Action.IMPORTED: "Reviewed elsewhere",
    Action.IMPORT: "Schedule taken over",
    Action.RETIRE: "Question retired",
    Action.RESTORE: "Question back",
}
_GRADE_NAMES = {grade: button.value.capitalize() for button, grade in BUTTON_GRADES.items()}


def _row(found: Any) -> HistoryRow:
    entry: ReviewLog = found.ReviewLog
    return HistoryRow(
        at=entry.server_time,
        day=date_of(entry.day),
        what=_WHAT[Action(entry.action)],
        grade="" if entry.grade is None else _GRADE_NAMES.get(entry.grade, f"Grade {entry.grade}"),
        seconds=None if entry.duration_ms is None else entry.duration_ms / 1000,
        interval_days=entry.interval_days,
        memory=_memory(entry),
        due=date_of(entry.due_day) if entry.due_day else None,
        undone=found.undone,
    )


def _memory(entry: ReviewLog) -> str:
    """What decided about the card's interval, as a table shows it."""
    if retention_percent_of(entry.scheduler) is None:
        return f"{entry.ease / 100:.2f}"
    if entry.stability is None or entry.difficulty is None:
        return _NOT_KNOWN
    return f"{entry.stability:.1f} days · {entry.difficulty:.1f}"
