"""What a learner's exam dates ask of them, shown on Today in a line; what that costs is in ``exam_load``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from quizapp.access import Viewer
from quizapp.extensions import db, writing
from quizapp.learner_settings import change_settings
from quizapp.scheduling.day import date_of
from quizapp.scheduling.exam import introduction_days, share
from quizapp.study.exam.dates import ExamDate, exam_dates, exam_day_on
from quizapp.study.exam.focus import new_left
from quizapp.study.exam.last_pass import asked_today, last_passes
from quizapp.study.service import today_of
from quizapp.study.sessions.cards import MOST_CARDS


@dataclass(frozen=True, kw_only=True)
class Exam:
    """One exam to come and what it asks, whatever other exams ask.

    Attributes:
        course: the title of the course whose date it is; None of the learner's own.
        new_left: its cards that are still new.
        new_a_day: how many of them a day from today introduce all in time.
        introduction_days: the days, today included, on which that is done.
        until: the last of them.
        last_pass_left: cards still to be seen in the last pass; None before it begins.
    """

    course: str | None
    day: date
    days_left: int
    new_left: int
    new_a_day: int
    introduction_days: int
    until: date
    last_pass_left: int | None


@dataclass(frozen=True, kw_only=True)
class PastExam:
    """An exam that is over, so that it asks nothing any more."""

    course: str | None
    day: date


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """The exams of a learner, and the cards left of the last passes that go on: in all, and today's."""

    exams: tuple[Exam, ...]
    past: tuple[PastExam, ...]
    new_per_day: int
    last_pass_left: int
    last_pass_today: int

    @property
    def last_pass_next(self) -> int:
        """So many cards has the next session of the last pass."""
        return min(self.last_pass_today, MOST_CARDS)


def choose_exam_date(viewer: Viewer, chosen: date | None, now: datetime) -> None:
    """Keep the learner's own exam date, which is logged; None takes it away.

    Raises:
        InvalidInputError: it is not in the future, or more than two years away.
    """
    exam_day = exam_day_on(chosen, today_of(viewer, now))
    with writing() as session:
        change_settings(session, viewer.id, {"exam_day": exam_day}, now)


def outlook_of(viewer: Viewer, now: datetime) -> Outlook | None:
    """The exams of this learner at this moment; None where they have no date at all."""
    session = db.session()
    dates = exam_dates(session, viewer)
    return outlook_on(session, viewer, dates, today_of(viewer, now)) if dates else None


def outlook_on(session: Session, viewer: Viewer, dates: Sequence[ExamDate], day: int) -> Outlook:
    """What these exams ask on this day."""
    to_come = [each for each in dates if each.exam_day > day]
    left = new_left(session, viewer.id) if to_come else {}
    passes = last_passes(session, viewer.id, to_come, day)
    left_of_pass = {each.exam: each.left for each in passes}
    return Outlook(
        exams=tuple(_exam(each, left, left_of_pass.get(each), day) for each in to_come),
        past=tuple(
            PastExam(course=each.course, day=date_of(each.exam_day)) for each in dates if each.exam_day <= day
        ),
        new_per_day=viewer.new_per_day,
        last_pass_left=sum(each.left for each in passes),
        last_pass_today=asked_today(session, viewer.id, passes, day),
    )


def _exam(exam: ExamDate, left: Mapping[int, int], last_pass_left: int | None, day: int) -> Exam:
    new = sum(cards for set_id, cards in left.items() if exam.concerns(set_id))
    days = introduction_days(exam.exam_day, day)
    return Exam(
        course=exam.course,
        day=date_of(exam.exam_day),
        days_left=exam.exam_day - day,
        new_left=new,
        new_a_day=share(new, days),
        introduction_days=days,
        until=date_of(day + days - 1),
        last_pass_left=last_pass_left,
    )
