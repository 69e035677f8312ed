"""Who looks at the figures."""

import pytest


@pytest.fixture
def instructor(owner):
    """The instructor whose set is analysed."""
    return owner
