"""Each of these tests makes questions of an article."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _library(quick_library: None) -> None:
    """The library's facts are there already."""
