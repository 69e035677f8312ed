"""One-time links for tests, as the addresses that people open."""

from __future__ import annotations

import pytest

from quizapp.auth import service
from quizapp.models import User, UserRole

PASSWORD = "three grey herons"
NEW_ACCOUNT = {"name": "Ben Roe", "password": PASSWORD, "zone": "Europe/Berlin"}
FIRST = {"email": "Root@example.org", **NEW_ACCOUNT}


@pytest.fixture
def teacher(make) -> User:
    return make.instructor(name="Dr Ann Lee")


@pytest.fixture
def course(make, teacher):
    return make.course(teacher, title="Spine <clinic>")


@pytest.fixture
def invite(teacher, course, time):
    def make_link(email="ben@example.org", role=UserRole.STUDENT, course_id=course.id) -> str:
        token = service.create_invitation(
            email=email, role=role, course_id=course_id, created_by_id=teacher.id, now=time.now()
        )
        return f"/auth/link/{token}"

    return make_link


def known(time, email="ben@example.org", role=UserRole.STUDENT) -> User:
    return service.add_user(email, name="Ben", role=role, password=PASSWORD, now=time.now())


def first_link(time) -> str:
    return f"/auth/link/{service.renew_first_administrator_link(time.now())}"


def reset_link(user, time) -> str:
    return f"/auth/link/{service.create_reset_link(user.id, created_by_id=None, now=time.now())}"
