"""An answer that was judged, looked back upon: right or wrong, why, and what it did to the card's date.

Apart from ``screens``, which shows cards before their answer and must not hold the key.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from questions import item_from_dict
from quizapp.access import Viewer
from quizapp.errors import MissingError
from quizapp.extensions import db
from quizapp.log_reading import entries_of, grade_as_changed, is_undone, latest_answer
from quizapp.logbook import read_card
from quizapp.models import ItemVersion, ReviewLog
from quizapp.rich_text import NO_TEXT, RichText
from quizapp.scheduling.day import date_of
from quizapp.scheduling.explain import DATING, why_of
from quizapp.scheduling.grades import Claim, allowed_regrades
from quizapp.scheduling.queue import Counts
from quizapp.scheduling.replay import Action, Step, steps
from quizapp.scheduling.schedulers import scheduler_of
from quizapp.study.buttons import GradeButton, label_of, offered_buttons
from quizapp.study.content import (
    Quotation,
    Stem,
    explanation_of,
    quotation_of,
    stem_of,
    text_in,
    text_of,
)
from quizapp.study.deck import left_today, read_waiting
from quizapp.study.judged import (
    JudgedLine,
    JudgedOption,
    JudgedText,
    judged_lines,
    judged_options,
    judged_text,
)
from quizapp.study.overruling import may_overrule
from quizapp.study.overview import Undoable, undoable_on
from quizapp.study.screens import Links, Marks, leech_lapses_of, links_to, marks_of
from quizapp.study.service import today_of
from quizapp.study.sessions.cards import SESSION_ANSWERS, SessionBar, bar_of, find_session


@dataclass(frozen=True, kw_only=True)
class Feedback:
    """A judged answer looked back upon.

    Attributes:
        options, typed, lines: what was answered beside what is right; one of them, by the kind of item.
        stands: it was not undone.
        overruled: the learner said that what they had typed was right all the same.
        can_overrule: they may still say so.
        offered: the grades it may be changed to; none where that is over or only one is possible.
        next_date: the day of the card's next review as the answer left it.
        again_today: the card comes back on this day as a drill.
        is_practice: it moved no card; ``next_date`` is what it was before.
        marks: None where the question is in the learner's deck no longer.
        leech_lapses: how often a leech was forgotten, 0 of other cards.
        left: None in a custom session, where ``session`` says how far that is.
    """

    sequence: int
    item_id: int
    stem: Stem
    right: bool
    claim: Claim
    options: tuple[JudgedOption, ...]
    typed: JudgedText | None
    lines: tuple[JudgedLine, ...]
    explanation: RichText
    quotation: Quotation | None
    stands: bool
    overruled: bool
    can_overrule: bool
    grade_label: str
    offered: tuple[GradeButton, ...]
    next_date: date | None
    why: str
    again_today: bool
    is_practice: bool
    marks: Marks | None
    leech_lapses: int
    left: Counts | None
    undoable: Undoable | None
    links: Links
    session: SessionBar | None = None

    @property
    def key_text(self) -> str:
        """What is right, in a few words that end a sentence."""
        if self.lines:
            return f"{sum(line.correct for line in self.lines)} of {len(self.lines)} matches are right"
        if self.typed:
            return f"the answer is {self.typed.accepted[0]}"
        if self.options[0].letter == "T":
            return f"the answer is {next(one.text.words for one in self.options if one.correct)}"
        letters = [option.letter for option in self.options if option.correct]
        if len(letters) == 1:
            return f"the answer is {letters[0]}"
        return f"the answers are {', '.join(letters[:-1])} and {letters[-1]}"


def feedback_on(viewer: Viewer, sequence: int, now: datetime) -> Feedback:
    """What the learner is told about one of their answers that was judged.

    Raises:
        MissingError: no such answer, or not theirs.
    """
    session = db.session()
    day = today_of(viewer, now)
    row = _judged_answer(session, viewer.id, sequence)
    content = item_from_dict(row.content)
    given = row.detail or {}
    step = _step_of(session, viewer, row.item_id, sequence)
    options = judged_options(content, given.get("chosen", (row.option,)))
    quotation = quotation_of(content.source, text_in(content, content.answer).words)
    said = [text for option in options for text in (option.why.words, text_of(option.quotation))]
    explained = bool(options) and all(option.why for option in options)
    quotations = [quotation, *(option.quotation for option in options)]
    offered = _offered(session, viewer.id, row)
    waiting = read_waiting(session, viewer.id, row.item_id)
    bar = _bar_over(session, viewer.id, row, day, now)
    return Feedback(
        sequence=sequence,
        item_id=row.item_id,
        stem=stem_of(content),
        right=row.correct,
        claim=Claim(row.claim),
        options=options,
        typed=judged_text(content, given["typed"]) if "typed" in given else None,
        lines=judged_lines(content, given["matched"]) if "matched" in given else (),
        explanation=NO_TEXT if explained else explanation_of(content, *said, text_of(quotation)),
        quotation=None if text_of(quotation) in said else quotation,
        stands=not row.undone,
        overruled=given.get("overruled", False),
        can_overrule=may_overrule(session, viewer.id, row, day),
        grade_label=label_of(grade_as_changed(session, viewer.id, sequence, row.grade)),
        offered=offered,
        next_date=date_of(step.after.due_day) if step and step.after.due_day else None,
        why=why_of(step, scheduler_of(viewer.scheduler)) if step else "",
        again_today=read_card(session, viewer.id, row.item_id).state.has_drill(day),
        is_practice=row.action == Action.PRACTICE,
        marks=marks_of(waiting, day) if waiting else None,
        leech_lapses=leech_lapses_of(waiting) if waiting else 0,
        left=None if bar else left_today(session, viewer, day),
        undoable=undoable_on(session, viewer.id, day, session_number=bar.number if bar else None),
        session=bar,
        links=links_to(session, viewer.id, quotations),
    )


def _bar_over(session: Session, user_id: int, row: Any, day: int, now: datetime) -> SessionBar | None:
    """The bar of the custom session in which this answer was given, if it was in one that is still there."""
    sitting = find_session(session, user_id, row.session, day) if row.session is not None else None
    if sitting is None:
        return None
    return bar_of(sitting, now, position=sitting.answered, counts=row.action != Action.PRACTICE)


def _judged_answer(session: Session, user_id: int, sequence: int) -> Any:
    """The learner's log row of this answer with the question as it stood then, and whether it was undone."""
    row = session.execute(
        sa.select(
            ReviewLog.sequence,
            ReviewLog.item_id,
            ReviewLog.action,
            ReviewLog.session,
            ReviewLog.grade,
            ReviewLog.option,
            ReviewLog.claim,
            ReviewLog.correct,
            ReviewLog.day,
            ReviewLog.detail,
            ItemVersion.content,
            is_undone().label("undone"),
        )
        .join(
            ItemVersion,
            sa.and_(ItemVersion.item_id == ReviewLog.item_id, ItemVersion.version == ReviewLog.item_version),
        )
        .where(
            ReviewLog.user_id == user_id,
            ReviewLog.sequence == sequence,
            ReviewLog.action.in_(SESSION_ANSWERS),
            ReviewLog.correct.is_not(None),
        )
    ).one_or_none()
    if row is None:
        raise MissingError("There is no such answer of yours.")
    return row


def _step_of(session: Session, viewer: Viewer, item_id: int, sequence: int) -> Step | None:
    """What fixed the card's date as of this entry: itself, or for a drill the answer before it."""
    dated = [
        step
        for step in steps(entries_of(session, viewer.id, item_id), scheduler_of(viewer.scheduler))
        if step.entry.action in DATING and step.entry.sequence <= sequence
    ]
    return dated[-1] if dated else None


def _offered(session: Session, user_id: int, row: Any) -> tuple[GradeButton, ...]:
    latest = latest_answer(session, user_id)
    grades = allowed_regrades(row.grade)
    if latest is None or latest.sequence != row.sequence or len(grades) == 1:
        return ()
    return offered_buttons(grades, current=grade_as_changed(session, user_id, row.sequence, row.grade))
