"""``quizapp check``: what an operator reads, and how it ends."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result

from quizapp.cli import main
from quizapp.extensions import writing
from tests.quizapp.study.conftest import Learner


@pytest.fixture
def learner(make: Any, time: Any) -> Learner:
    """One who has answered three cards."""
    learner = Learner(user=make.user(), time=time)
    course = make.course(make.instructor(), learner.user)
    make.question_set(None, *(make.flashcard() for _ in range(3)), course=course)
    learner.finish()
    return learner


@pytest.fixture
def check(app: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Runs the command on the app's own data."""
    monkeypatch.setenv("QUIZAPP_DATA", str(app.extensions["settings"].data))

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(main, ["check", *arguments])

    return run


def break_(*statements: str) -> None:
    with writing() as session:
        for statement in statements:
            session.execute(sa.text(statement))


@pytest.mark.usefixtures("learner")
def test_where_all_is_well_it_counts_what_was_proven(check):
    result = check()

    assert result.exit_code == 0
    assert result.stdout == (
        "1 learners, 3 log entries, 3 cards: 0 differences from the log; 0 faults in the database.\n"
    )
    assert result.stderr == ""


def test_every_difference_is_named_and_the_end_is_a_failure(check, learner):
    break_(
        "UPDATE card SET lapses = 5 WHERE item_id = 2", "UPDATE review_log SET ease = 9 WHERE sequence = 3"
    )

    result = check()

    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        f"Learner {learner.user.id}, item 2: lapses is 5, the log gives 0.",
        f"Learner {learner.user.id}, item 3, log entry 3: ease is 9, sm2 gives 250.",
        "1 learners, 3 log entries, 3 cards: 2 differences from the log; 0 faults in the database.",
    ]


def test_a_repair_says_what_it_did_and_proves_it(check, learner):
    break_("UPDATE card SET lapses = 5 WHERE item_id = 2", "DELETE FROM card WHERE item_id = 3")

    result = check("--repair")

    assert result.exit_code == 0
    assert (
        f"Learner {learner.user.id}: 1 cards rewritten and 1 added from the log; "
        "the queue and the places in sets made anew.\n"
    ) in result.stdout
    assert result.stdout.endswith("0 differences from the log; 0 faults in the database.\n")
    assert check().exit_code == 0


@pytest.mark.usefixtures("learner")
def test_with_nothing_to_repair_it_says_so(check):
    result = check("--repair")

    assert result.exit_code == 0
    assert result.stdout.endswith("There was nothing to repair.\n")


def test_a_learner_whose_log_cannot_be_replayed_is_left_as_it_is_and_named_again(check, learner):
    break_("UPDATE card SET lapses = 5", "UPDATE review_log SET grade = NULL WHERE sequence = 1")

    result = check("--repair")

    assert result.exit_code == 1
    assert f"Learner {learner.user.id}: left as it is. Log entry 1: " in result.stdout
    assert result.stdout.count("item 2: lapses is 5") == 2


def test_the_log_is_never_touched_by_a_repair(check, learner):
    break_("UPDATE review_log SET ease = 9 WHERE sequence = 3", "UPDATE card SET lapses = 5")

    result = check("--repair")

    assert result.exit_code == 1
    assert result.stdout.count("ease is 9") == 2
    assert f"Learner {learner.user.id}: 3 cards rewritten" in result.stdout


@pytest.mark.usefixtures("learner")
def test_progress_is_shown_where_it_is_asked_for_and_never_among_the_findings(check):
    result = check("--progress")

    assert "Checking, 100 %" in result.stderr
    assert "Checking" not in result.stdout


def test_a_learner_led_to_a_later_day_by_a_wrong_clock_is_named_and_brought_back(check, learner):
    break_("UPDATE user_account SET last_day = last_day + 100 WHERE last_day IS NOT NULL")

    named, repaired = check(), check("--repair")

    said = f"Learner {learner.user.id}: their day is 2026-06-11, and by the clock it is 2026-03-03."
    assert named.exit_code == 1
    assert said in named.stdout
    assert "It can go back to 2026-03-03" in named.stdout
    assert repaired.exit_code == 0
    assert f"Learner {learner.user.id}: their day is 2026-03-03 again.\n" in repaired.stdout
    assert repaired.stdout.count(said) == 1
    assert check().stdout.count("\n") == 1


def test_a_day_that_the_log_holds_is_named_with_what_holds_it_and_is_no_failure(check, learner, time):
    time.move(days=100)
    learner.finish()
    time.move(days=-100)

    result = check("--repair")

    assert result.exit_code == 0
    assert "3 log entries of later days than today stand, the first is 4" in result.stdout
    assert "3 log entries are of days or moments yet to come, the first is 4." in result.stdout
    assert "There was nothing to repair." in result.stdout


def test_its_help_says_to_make_a_backup_first(check):
    help_text = check("--help").stdout

    assert "backup first" in " ".join(help_text.split())
    assert "never changed" in " ".join(help_text.split())
