"""A library of a few articles, for tests that load one."""

from __future__ import annotations

import pytest

import questions
from questions.article_files import ArticleFile


@pytest.fixture
def small_library(monkeypatch: pytest.MonkeyPatch) -> tuple[ArticleFile, ...]:
    """A bundled library of a few articles: what loading does is the same for two hundred, only slower."""
    few = tuple(file for file in questions.bundled_articles() if file.id.startswith("13-"))
    monkeypatch.setattr(questions, "bundled_articles", lambda: few)
    return few
