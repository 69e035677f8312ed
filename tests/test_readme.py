"""The README tells the truth: settings, commands and make targets are those that there are."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from quizapp.cli import main as quizapp
from quizapp.config import SETTINGS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.variable)
def test_every_setting_is_listed_with_its_default(setting):
    row = next(line for line in README.splitlines() if line.startswith(f"| `{setting.variable}`"))

    assert setting.default in row


def test_no_setting_is_listed_that_is_not_read():
    assert set(re.findall(r"^\| `(\w+)`", README, re.MULTILINE)) == {setting.variable for setting in SETTINGS}


def _paths(command: click.Command, *above: str) -> set[str]:
    if not isinstance(command, click.Group):
        return {" ".join(above)}
    return set().union(*(_paths(child, *above, name) for name, child in command.commands.items()))


@pytest.mark.parametrize("path", sorted(_paths(quizapp) - {"serve", "demo"}))
def test_every_command_for_operators_is_shown(path):
    assert f"quizapp {path}" in README


def test_every_make_target_shown_exists():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))

    assert set(re.findall(r"\bmake ([a-z]+)", README)) <= targets


def test_every_link_to_a_file_leads_to_one():
    links = [link for link in re.findall(r"\]\(([^)]+)\)", README) if not link.startswith("http")]

    assert links
    assert all((ROOT / link).is_file() for link in links)
