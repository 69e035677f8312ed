"""A course with invented people and months of reviews, so that every page has something to show.

The reviews go through the same service as a learner's own, one after the other at the moments at which they
would have been made, so the log is a real one and ``quizapp check`` proves it.

Learner model: a student has a retention (chance to recall a card on its due day) and a diligence (share of
days on which they study). Recall falls exponentially with the time since the last review, as in Ebbinghaus'
forgetting curve, R = retention ** (days elapsed / interval); a new card is recalled by half as many students.
"""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from quizapp.access import Viewer
from quizapp.auth.service import add_user
from quizapp.courses.service import assign_sets, create_course
from quizapp.decks import refresh_learners
from quizapp.errors import AppError
from quizapp.extensions import db, writing
from quizapp.models import Article, MemberRole, Membership, QuestionSet, User, UserRole
from quizapp.scheduling.day import DEFAULT_CUT_HOUR, date_of, learner_day
from quizapp.scheduling.grades import Button, Claim
from quizapp.study.answers import Answer
from quizapp.study.deck import Waiting
from quizapp.study.service import answer_card, draw, today_of

PASSWORD = "demo spaced repetition"  # noqa: S105 - printed on purpose, for invented people only
INSTRUCTOR = "instructor@demo.example"
STUDENTS = 30
DAYS = 90
NEW_PER_DAY = 2
CODES = ("M45", "M46", "M47", "M48")

_FIRST_NAMES = ("Ada", "Bo", "Cleo", "Dov", "Edda", "Finn", "Gwen", "Hal", "Ida", "Jem")
_LAST_NAMES = ("Example", "Sample", "Specimen")


@dataclass(frozen=True, kw_only=True)
class _Student:
    user_id: int
    retention: float
    diligence: float
    stops_after_days: int


def fill(now: datetime, seed: int = 1) -> Iterator[str]:
    """Make the course; yields lines that say how far it is. Does nothing where it is there already.

    Raises:
        AppError: the database already holds other people's accounts.
    """
    accounts = db.session.scalars(sa.select(User.email)).all()
    if INSTRUCTOR in accounts:
        yield f"The demo course is there already: sign in as {INSTRUCTOR} with the password “{PASSWORD}”."
        return
    if accounts:
        raise AppError("The demo needs a database of its own: set QUIZAPP_DATA to a new folder.")
    chance = random.Random(seed)  # noqa: S311 - a simulation that gives the same course each time
    # From four in the afternoon UTC, so that no session runs over the hour at which a day is cut, to the day
    # before the learners' today, so that today's cards wait.
    today = learner_day(now, ZoneInfo("UTC"), DEFAULT_CUT_HOUR, None)
    begin = datetime.combine(date_of(today - DAYS), time(16), UTC)
    students = _people(chance, begin)
    for number, student in enumerate(students, 1):
        reviews = _study(student, chance, begin)
        yield f"Student {number:2} of {len(students)}: {reviews} reviews"
    yield f"Sign in as {INSTRUCTOR} or student01@demo.example with the password “{PASSWORD}”."


def _people(chance: random.Random, begin: datetime) -> list[_Student]:
    instructor = add_user(
        INSTRUCTOR, name="Professor Example", role=UserRole.INSTRUCTOR, password=PASSWORD, now=begin
    )
    course_id = create_course("Spine, winter term (demo)", teacher_id=instructor.id, now=begin)
    library = sa.select(QuestionSet.id).join(Article).where(sa.func.substr(Article.icd10, 1, 3).in_(CODES))
    assign_sets(course_id, db.session.scalars(library).all(), now=begin)
    return [_student(number, course_id, chance, begin) for number in range(STUDENTS)]


def _student(number: int, course_id: int, chance: random.Random, begin: datetime) -> _Student:
    name = f"{_FIRST_NAMES[number % 10]} {_LAST_NAMES[number // 10]}"
    user = add_user(
        f"student{number + 1:02}@demo.example", name=name, role=UserRole.STUDENT, password=PASSWORD, now=begin
    )
    with writing() as session:
        session.add(
            Membership(course_id=course_id, user_id=user.id, role=MemberRole.STUDENT, joined_at=begin)
        )
        refresh_learners(session, [user.id])
        session.execute(sa.update(User).where(User.id == user.id).values(new_per_day=NEW_PER_DAY))
    return _Student(
        user_id=user.id,
        retention=chance.uniform(0.72, 0.97),
        diligence=chance.uniform(0.5, 0.98),
        stops_after_days=chance.choice([DAYS, DAYS, DAYS, DAYS, chance.randrange(DAYS // 4, DAYS)]),
    )


def _study(student: _Student, chance: random.Random, begin: datetime) -> int:
    """A student's reviews from the first day to yesterday; gives their number."""
    reviews = 0
    for number in range(min(DAYS, student.stops_after_days)):
        if chance.random() > student.diligence:
            continue
        moment = begin + timedelta(days=number, minutes=chance.randrange(0, 240))
        viewer = _viewer(student.user_id)
        while waiting := draw(viewer, moment):
            seconds = chance.lognormvariate(2.2, 0.5)
            moment += timedelta(seconds=seconds)
            recall = _recall(waiting, student.retention, today_of(viewer, moment))
            answer_card(viewer, _answer(waiting, recall, chance, seconds), moment)
            reviews += 1
    return reviews


def _viewer(user_id: int) -> Viewer:
    names = [field.name for field in fields(Viewer) if field.name != "token_hash"]
    row = db.session.execute(
        sa.select(*(getattr(User, name) for name in names)).where(User.id == user_id)
    ).one()
    return Viewer(**dict(zip(names, row, strict=True)), token_hash="")


def _answer(waiting: Waiting, recall: float, chance: random.Random, seconds: float) -> Answer:
    recalled = chance.random() < recall
    common: dict[str, Any] = {
        "key": str(uuid.UUID(int=chance.getrandbits(128), version=4)),
        "item_id": waiting.item_id,
        "item_version": waiting.item_version,
        "card_version": waiting.card.version,
        "duration_ms": round(seconds * 1000),
    }
    options = waiting.content.get("options")
    if not options:
        buttons = (
            [Button.HARD, Button.GOOD, Button.GOOD, Button.GOOD, Button.EASY] if recalled else [Button.AGAIN]
        )
        return Answer(**common, button=chance.choice(buttons))
    key = next(place for place, option in enumerate(options) if option["correct"])
    option = key if recalled else chance.randrange(len(options))
    claim = chance.choice([Claim.NONE, Claim.NONE, Claim.SURE]) if recalled else chance.choice([*Claim])
    return Answer(**common, option=option, claim=claim)


def _recall(waiting: Waiting, retention: float, day: int) -> float:
    state = waiting.card.state
    if state.last_day is None:
        return retention / 2
    return float(retention ** ((day - state.last_day) / max(1, state.interval_days)))
