"""A course with answers to count."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
import sqlalchemy as sa

from quizapp.extensions import db
from quizapp.models import Item
from quizapp.progress.counting import count_answers
from quizapp.progress.figures import Answers, Scope
from quizapp.progress.report import one_user

TODAY = 739678  # the learner's day of the standing clock: 3 March 2026


def items_of(question_set) -> list[int]:
    return list(
        db.session.scalars(sa.select(Item.id).where(Item.set_id == question_set.id).order_by(Item.position))
    )


def answers_of(user) -> Answers:
    return count_answers(Scope(users=one_user(user.id)), "user_id").get((user.id,), Answers())


@pytest.fixture
def world(make, time):
    """A course of one student and five live items."""
    teacher, student = make.instructor(), make.user()
    course = make.course(teacher, student)
    question_set = make.question_set(teacher, *(make.flashcard() for _ in range(5)), course=course)
    assert time.now().date().toordinal() == TODAY
    return SimpleNamespace(
        teacher=teacher, student=student, course=course, set=question_set, items=items_of(question_set)
    )
