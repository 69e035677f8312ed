"""An instructor and their browser."""

from __future__ import annotations

import pytest

from quizapp.models import User
from tests.page_client import PageClient


@pytest.fixture
def teacher(make) -> User:
    return make.instructor()


@pytest.fixture
def client(client_of, teacher) -> PageClient:
    return client_of(teacher)
