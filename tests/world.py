"""Two courses that have nothing to do with each other, for tests of who may open what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path

import sqlalchemy as sa

from quizapp.auth.service import create_invitation
from quizapp.extensions import db, writing
from quizapp.models import ErrorReport, Item, SetShare, StudySession, StudySessionCard, User, UserRole
from quizapp.sets.service import store_upload
from quizapp.transfer.service import store_package, write_export
from tests.factories import Factory

STUDENT, OTHER_STUDENT = "student", "student of another course"
INSTRUCTOR, OTHER_INSTRUCTOR = "instructor", "other instructor"
STRANGER, ADMINISTRATOR = "stranger", "administrator"
PEOPLE = (STRANGER, STUDENT, OTHER_STUDENT, INSTRUCTOR, OTHER_INSTRUCTOR, ADMINISTRATOR)
UPLOADED = b"stem,option_a,option_b,option_c,key\nWhich crystal causes gout?,Urate,Oxalate,Cystine,A\n"


@dataclass(frozen=True, kw_only=True)
class World:
    """Ids of the accounts, and what addresses may name: all of it of the first course and its people."""

    accounts: dict[str, int]
    ids: dict[str, int | str]
    database: Path


def make_world(make: Factory, database: Path, now: datetime) -> World:
    """Fill this database, which is that of the app at hand."""
    people = {
        STUDENT: make.user(),
        OTHER_STUDENT: make.user(),
        INSTRUCTOR: make.instructor(),
        OTHER_INSTRUCTOR: make.instructor(),
        ADMINISTRATOR: make.administrator(),
    }
    course = make.course(people[INSTRUCTOR], people[STUDENT])
    article = make.article(people[INSTRUCTOR])
    library_article = make.article()
    question_set = make.question_set(
        people[INSTRUCTOR], make.multiple_choice(), course=course, article_id=article.id
    )
    other_course = make.course(people[OTHER_INSTRUCTOR], people[OTHER_STUDENT])
    make.question_set(people[OTHER_INSTRUCTOR], make.flashcard(), course=other_course)
    item_id = db.session.scalars(sa.select(Item.id).where(Item.set_id == question_set.id)).one()
    make.card(people[STUDENT], item_id)
    for course_id in (course.id, None):
        create_invitation(
            email="invited@example.org",
            role=UserRole.STUDENT,
            course_id=course_id,
            created_by_id=people[INSTRUCTOR].id,
            now=now,
        )
    ids = {
        "answer": make.logged(people[STUDENT], item_id, option=0, correct=True, claim="sure", grade=3),
        "article": article.id,
        "course": course.id,
        "image": make.image(),
        "invited": "invited@example.org",
        "item": item_id,
        "item_version": 1,
        "library_set": make.question_set(None, make.flashcard(), article_id=library_article.id).id,
        "colleague": _colleague(make, question_set.id, now),
        "report": _report(people[STUDENT], item_id, now),
        "set": question_set.id,
        "student": people[STUDENT].id,
        "file": "favicon.svg",
        "form": "csv_table",
        "import": 1,
        "file_kind": "csv",
        "session": _session(make, people[STUDENT], item_id, now),
        "sha256": "0",
        "package": _package(people[STUDENT].id, now),
        "token": "no-such-token",
        "upload": store_upload(UPLOADED, "set.csv", owner_id=people[INSTRUCTOR].id, clock=lambda: now),
    }
    accounts = {person: user.id for person, user in people.items()}
    return World(accounts=accounts, ids=ids, database=database)


def _colleague(make: Factory, set_id: int, now: datetime) -> int:
    """An instructor who may edit the set without owning it."""
    colleague = make.instructor()
    with writing() as session:
        session.add(SetShare(set_id=set_id, user_id=colleague.id, may_edit=True, created_at=now))
    return colleague.id


def _report(student: User, item_id: int, now: datetime) -> int:
    """An error that a student reported."""
    report = ErrorReport(
        user_id=student.id, item_id=item_id, item_version=1, text="Wrong key", created_at=now
    )
    with writing() as session:
        session.add(report)
    return report.id


def _package(owner_id: int, now: datetime) -> int:
    """The learner's own cards as an Anki package that waits to be imported."""
    file = BytesIO()
    write_export(owner_id, "apkg", file, now)
    return store_package(file.getvalue(), "quizapp.apkg", owner_id, now)


def _session(make: Factory, student: User, item_id: int, now: datetime) -> int:
    """A custom session with a wrong answer; its number."""
    number = 1
    session_row = StudySession(
        user_id=student.id,
        number=number,
        kind="seen",
        title="Cards seen",
        reschedules=False,
        day=1,
        created_at=now,
    )
    with writing() as session:
        session.add(session_row)
        session.flush()
        session.add(StudySessionCard(user_id=student.id, number=number, place=0, item_id=item_id))
    make.logged(student, item_id, "practice", grade=1, session=number)
    return number
