"""``quizapp simulate``: what it prints, parsed, and what it refuses."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner

from quizapp.cli import main
from quizapp.extensions import db
from quizapp.models import Item

SMALL = ("--cards", "60", "--days", "40", "--new", "5", "--retention", "0.8,0.9")
RUNS = [(memory, key) for memory in ("fsrs", "fading") for key in ("sm2", "fsrs:80", "fsrs:90")]


def simulate(*arguments: str, status: int = 0) -> str:
    result = CliRunner().invoke(main, ["simulate", *arguments])
    assert result.exit_code == status, result.output
    return result.output


def days_of(*arguments: str) -> dict[tuple[str, str], list[dict[str, float]]]:
    """The lines of --json, by memory and scheduler."""
    runs = defaultdict(list)
    for line in simulate(*arguments, "--json").splitlines():
        day = json.loads(line)
        runs[day.pop("memory"), day.pop("scheduler")].append(day)
    return runs


def rows_of(printed: str) -> list[list[str]]:
    """The table's rows: label, then its cells."""
    rows = [re.split(r"\s{2,}", line.strip()) for line in printed.splitlines()]
    return [row for row in rows if len(row) == 9 and row[0] != "scheduler"]


def test_json_has_a_line_a_day_of_each_scheduler_on_each_memory():
    runs = days_of(*SMALL)

    assert list(runs) == RUNS
    for days in runs.values():
        assert [day["day"] for day in days] == list(range(1, 41))
        assert [day["new"] for day in days] == [5] * 12 + [0] * 28
        assert days[-1]["introduced"] == 60


def test_the_table_is_the_sum_of_the_days():
    rows = rows_of(simulate(*SMALL))

    assert [row[0] for row in rows] == ["SM-2", "FSRS 80%", "FSRS 90%"] * 2
    for row, days in zip(rows, days_of(*SMALL).values(), strict=True):
        reviews = sum(day["reviews"] for day in days)
        assert row[1] == str(reviews)
        assert row[2] == f"{reviews / 40:.1f}"
        assert row[3] == str(max(day["reviews"] for day in days))
        assert float(row[4]) == pytest.approx(sum(day["minutes"] for day in days) / 40, abs=0.06)
        assert row[5] == f"{1 - sum(day['failed'] for day in days) / reviews:.1%}"
        assert row[6:8] == ["60", f"{days[-1]['known']:.0f}"]


def test_a_seed_says_which_year_it_is():
    assert simulate(*SMALL) == simulate(*SMALL, "--seed", "1")
    assert days_of(*SMALL) != days_of(*SMALL, "--seed", "2")


def test_one_memory_and_one_limit_can_be_chosen():
    runs = days_of(*SMALL, "--memory", "fading", "--limit", "3")

    assert list(runs) == RUNS[3:]
    assert all(day["reviews"] <= 3 for days in runs.values() for day in days)
    assert any(day["waiting"] for days in runs.values() for day in days)


def test_each_scheduler_is_compared_with_sm2_in_words():
    sentences = re.findall(r"Against SM-2, (FSRS \d+%) takes .* cards known\.", simulate(*SMALL))

    assert sentences == ["FSRS 80%", "FSRS 90%"] * 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--retention", "0.5"), '"0.5" is not offered: give hundredths from 0.70 to 0.97'),
        (("--retention", "0.855"), '"0.855" is not offered'),
        (("--retention", "0.9,,0.8"), '"" is not offered'),
        (("--retention", "nan"), '"nan" is not offered'),
        (("--retention", "inf"), '"inf" is not offered'),
        (("--cards", "0"), "0 is not in the range 1<=x<=100000"),
        (("--days", "3651"), "3651 is not in the range"),
        (("--new", "many"), "'many' is not a whole number"),
        (("--days", "+5"), "'+5' is not a whole number: give digits alone"),
        (("--cards", "1_0"), "'1_0' is not a whole number"),
        (("--seed", "٥"), "'٥' is not a whole number"),
        (("--retention", "0.8_5"), '"0.8_5" is not offered'),
        (("--limit", "0"), "0 is not in the range"),
        (("--memory", "elephant"), "'elephant' is not one of"),
        (("--learner", "ann@example.org", "--cards", "10"), "leave it out with --learner"),
    ],
)
def test_bad_options_are_said_and_end_with_2(arguments, said):
    assert said in simulate(*arguments, status=2)


def test_a_run_of_more_than_a_second_shows_on_a_terminal_how_far_it_is():
    terminal, end_of_command = os.openpty()
    command = [Path(sys.executable).parent / "quizapp", "simulate", "--cards", "5000", "--days", "400"]

    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=end_of_command) as process:
        os.close(end_of_command)
        shown = os.read(terminal, 1000)
        process.kill()
    os.close(terminal)

    assert b"Simulating" in shown


@pytest.fixture
def installation(app, monkeypatch):
    """The test's app as the installation that the command finds."""
    monkeypatch.setenv("QUIZAPP_DATA", str(app.extensions["settings"].data))


@pytest.fixture
def learner(make, installation):
    """Five cards, of which two are introduced and one is put away; two new ones a day, one review."""
    learner = make.user(email="ann@example.org", new_per_day=2, reviews_per_day=1)
    teacher = make.instructor()
    make.question_set(teacher, *(make.flashcard() for _ in range(5)), course=make.course(teacher, learner))
    first, second, third, *_ = db.session.scalars(sa.select(Item.id).order_by(Item.id))
    for item_id, fields in [(first, {}), (second, {}), (third, {"suspended": True})]:
        make.logged(learner, item_id, day=739_670, grade=4, due_day=739_671)
        make.card(learner, item_id, due_day=739_671, last_day=739_670, introduced_day=739_670, **fields)
    return learner


def test_a_learners_own_cards_and_limits_are_where_it_starts(learner):
    runs = days_of("--learner", learner.email, "--days", "5", "--retention", "0.9")

    for days in runs.values():
        assert [day["new"] for day in days] == [2, 0, 0, 0, 0]
        assert [day["introduced"] for day in days] == [4] * 5
        assert days[0]["reviews"] == 1
    assert runs["fsrs", "sm2"][0]["waiting"] == 1


def test_options_go_before_the_learners_own_limits(learner):
    days = days_of("--learner", learner.email, "--days", "3", "--new", "1", "--limit", "9")["fsrs", "sm2"]

    assert [day["new"] for day in days] == [1, 1, 0]
    assert days[0]["reviews"] == 2


@pytest.mark.parametrize(
    ("email", "said"),
    [
        ("nobody@example.org", "There is no account for nobody@example.org."),
        ("idle@example.org", "idle@example.org has no cards to simulate."),
    ],
)
def test_a_learner_who_is_unknown_or_has_no_cards_is_a_bad_option(make, installation, email, said):
    make.user(email="idle@example.org")

    assert said in simulate("--learner", email, status=2)


def test_a_learner_needs_an_installation(monkeypatch, tmp_path):
    monkeypatch.setenv("QUIZAPP_DATA", str(tmp_path))

    assert "There is no database at" in simulate("--learner", "ann@example.org", status=1)
