"""Whose sets they are, and how they come to the pages."""

import pytest


@pytest.fixture
def owner(make):
    """The instructor whose sets a test is about."""
    return make.instructor()


@pytest.fixture
def client(client_of, owner):
    return client_of(owner)
