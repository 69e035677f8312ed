"""The facts of the bundled library, taken once for all tests: seconds that each data folder would cost."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from flask import Flask

import questions
from questions.article_files import ArticleFile
from quizapp import create_app
from quizapp.neighbours import library_facts
from tests.conftest import settings_in


@pytest.fixture(scope="session")
def facts_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with create_app(settings_in(tmp_path_factory.mktemp("facts"))).app_context():
        return library_facts()


@pytest.fixture
def quick_library(app: Flask, facts_file: Path) -> None:
    """For tests that make questions of articles."""
    shutil.copy(facts_file, app.extensions["settings"].data)


@pytest.fixture
def small_library(monkeypatch: pytest.MonkeyPatch) -> tuple[ArticleFile, ...]:
    """A bundled library of a few articles: what loading does is the same for two hundred, only slower."""
    few = tuple(file for file in questions.bundled_articles() if file.id.startswith("13-"))
    monkeypatch.setattr(questions, "bundled_articles", lambda: few)
    return few
