"""What a person is to the whole app; apart from the tables, so that naming the roles needs no database."""

from __future__ import annotations

from enum import StrEnum


class UserRole(StrEnum):
    """What a person is to the whole app. Administrators can do all that instructors can."""

    STUDENT = "student"
    INSTRUCTOR = "instructor"
    ADMINISTRATOR = "administrator"
