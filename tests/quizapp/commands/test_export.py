"""``quizapp export``: the learner's file for an operator, whole or not at all."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from quizapp.commands.export import export
from tests.quizapp.study.conftest import deck, learner

__all__ = ["deck", "learner"]


@pytest.fixture
def run(app, monkeypatch):
    settings = app.extensions["settings"]
    monkeypatch.setenv("QUIZAPP_DATA", str(settings.data))
    monkeypatch.setenv("QUIZAPP_SECRET_KEY", settings.secret_key)
    return lambda *arguments: CliRunner().invoke(export, [str(one) for one in arguments])


@pytest.mark.parametrize(
    ("name", "inside"),
    [("ann.zip", ["cards.csv", "log.csv"]), ("ann.apkg", ["collection.anki2", "media"]), ("ann.json", None)],
)
def test_the_suffix_says_the_form(run, learner, deck, make, tmp_path, name, inside):
    deck(make.flashcard())
    learner.press()
    file = tmp_path / name

    result = run(learner.user.email, file)

    assert (result.exit_code, result.output) == (
        0,
        f"The cards and the log of {learner.user.email} are in {file}.\n",
    )
    if inside is None:
        assert len(json.loads(file.read_text())["log"]) == 1
    else:
        with zipfile.ZipFile(file) as package:
            assert package.namelist() == inside


def test_another_suffix_is_refused(run, learner, tmp_path: Path):
    result = run(learner.user.email, tmp_path / "ann.xlsx")

    assert result.exit_code == 1
    assert "ends with none of .json, .zip, .apkg" in result.output
    assert not (tmp_path / "ann.xlsx").exists()


def test_a_folder_that_is_missing_is_named(run, learner, tmp_path: Path):
    result = run(learner.user.email, tmp_path / "none" / "ann.json")

    assert (result.exit_code, result.output) == (1, f"Error: There is no folder {tmp_path / 'none'}.\n")


def test_a_file_that_cannot_be_finished_leaves_the_one_before(run, learner, tmp_path: Path, monkeypatch):
    file = tmp_path / "ann.json"
    file.write_text("before")
    monkeypatch.setattr("quizapp.transfer.plain_files.VERSION", object())

    result = run(learner.user.email, file)

    assert result.exit_code != 0
    assert (file.read_text(), list(tmp_path.glob("*.part"))) == ("before", [])
