"""The check finds nothing where only the app has written, and everything that anything else has changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from quizapp.extensions import db, writing
from quizapp.learner_settings import change_settings
from quizapp.models import ItemState
from quizapp.scheduling.errors import SchedulingError
from quizapp.scheduling.grades import Button
from quizapp.sets.service import change_states
from quizapp.study import check, service
from quizapp.study.checks.repair import Repaired, repair
from tests.conftest import TUESDAY, MovableClock, app_on
from tests.factories import Factory
from tests.quizapp.study.conftest import Learner, cards, dump, items_of, log

LEARNER = 1
DERIVED = {
    "a number of a card": (
        "UPDATE card SET ease = 131 WHERE item_id = 1",
        "item 1: ease is 131, the log gives",
    ),
    "the last bit of a float": (
        "UPDATE card SET stability = stability * (1 + 2.220446049250313e-16) WHERE item_id = 1",
        "item 1: stability is",
    ),
    "a mark": ("UPDATE card SET flagged = NOT flagged WHERE item_id = 2", "item 2: flagged is"),
    "a lost card": ("DELETE FROM card WHERE item_id = 3", "item 3: there is no card, but a log of one"),
    "a place in the queue": (
        "UPDATE card SET queue_day = queue_day + 1 WHERE item_id = 1",
        "item 1: queue_day is",
    ),
    "an order in the queue": ("UPDATE card SET queue_order = 77 WHERE item_id = 1", "queue_order is 77"),
    "a set's place": ("UPDATE set_place SET next_position = 99", "set 1 goes on at position 99 with"),
    "a set's number of unseen items": (
        "UPDATE set_place SET unseen = unseen + 7",
        "with 7 unseen, the cards",
    ),
    "a lost set": ("DELETE FROM set_place", "set 1 is in their deck, but has no place"),
    "another's set": (
        "INSERT INTO set_place (user_id, set_id) SELECT id, 1 FROM user_account WHERE role = 'instructor'",
        "Learner 2: set 1 is not in their deck",
    ),
}
LOGGED = {
    "a number of an entry": (
        "UPDATE review_log SET interval_days = 400 WHERE sequence = 2",
        "log entry 2: interval_days is 400, sm2 gives",
    ),
    "a lost entry": ("DELETE FROM review_log WHERE sequence = 4", "log entry 5: entries 4 to 4 are missing"),
    "a shift too far": (
        """UPDATE review_log SET detail = '{"shift_days": 15}'
            WHERE action = 'answer' AND interval_days BETWEEN 4 AND 280""",
        "the due day was moved by 15 days; for an interval of",
    ),
    "a shift of no answer": (
        """UPDATE review_log SET detail = '{"shift_days": 1}' WHERE action = 'flag'""",
        "where only answers may move it",
    ),
    "an undo of nothing": (
        "UPDATE review_log SET undoes = 999 WHERE action = 'undo' AND item_id IS NOT NULL",
        "cannot undo entry 999",
    ),
    "an undone change of no settings": (
        "UPDATE review_log SET undoes = 1 WHERE action = 'undo' AND item_id IS NULL",
        "undo of entry 1 is of no card",
    ),
    "a day gone back": (
        "UPDATE review_log SET day = 7 WHERE sequence > 9",
        "log entry 10: it is of day 7",
    ),
    "an entry of another batch": (
        "UPDATE review_log SET batch = 1 WHERE sequence = 3",
        "log entry 3: it is of batch 1, and the entry before it is not",
    ),
    "half a batch undone": (
        """UPDATE review_log SET batch = first
            FROM (SELECT min(undoes) AS first FROM review_log WHERE action = 'undo') AS undone
            WHERE sequence IN (first, first + 1)""",
        "of the 2 entries of its batch 1 were undone",
    ),
    "another scheduler": (
        "UPDATE review_log SET scheduler = 'fsrs:80' WHERE sequence = 3",
        "log entry 3: it was written under fsrs:80, the entry before it under sm2",
    ),
    "no scheduler": ("UPDATE review_log SET scheduler = 'sm18' WHERE sequence = 3", 'no scheduler "sm18"'),
    "no action": ("UPDATE review_log SET action = 'dance' WHERE sequence = 3", "cannot be read: 'dance'"),
    "an earlier setting": (
        """UPDATE review_log SET detail = json_set(detail, '$.after.spread', 'random')
            WHERE detail ->> '$.after.spread' = 'balanced'""",
        "it changes the setting spread from balanced, which was random",
    ),
    "a change of no settings": (
        "UPDATE review_log SET detail = NULL WHERE action = 'settings'",
        "it does not say which settings it changed",
    ),
    "the learner's setting": (
        "UPDATE user_account SET new_per_day = 7 WHERE id = 1",
        "the setting new_per_day is 7, the log gives 12",
    ),
    "the learner's scheduler": (
        "UPDATE user_account SET scheduler = 'sm18' WHERE id = 1",
        "no card of theirs can be compared",
    ),
    "a card on an entry of no card": (
        "UPDATE review_log SET repetition = 3 WHERE action = 'settings'",
        "repetition is 3, an entry of no card gives 0",
    ),
    "an answer key of nothing": (
        "UPDATE answer_key SET sequence = 999 WHERE sequence = 1",
        "stands for this entry, which is missing",
    ),
    "an answer key of no answer": (
        """UPDATE answer_key SET sequence = (SELECT sequence FROM review_log WHERE action = 'settings')
            WHERE sequence = 1""",
        'stands for this entry, which is no answer but "settings"',
    ),
}


@pytest.fixture(scope="module")
def busy_database(migrated_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """That of a learner who has done all that there is, under both schedulers."""
    with app_on(migrated_database, tmp_path_factory.mktemp("busy")) as app:
        time = MovableClock(TUESDAY)
        make = Factory(time)
        learner = Learner(user=make.user(), time=time)
        contents = (make.flashcard(), make.flashcard(), make.multiple_choice(key=1), make.flashcard())
        course = make.course(make.instructor(), learner.user)
        be_busy(learner, items_of(make.question_set(None, *contents, course=course)))
        return Path(str(app.extensions["settings"].database_url.database))


def be_busy(learner: Learner, items: list[int]) -> None:
    learner.press(Button.HARD)
    learner.mark(items[1], "flag")
    learner.finish()
    set_to(learner, spread="balanced", new_per_day=12)
    for wait_days in (1, 6, 15, 40):
        learner.time.move(days=wait_days)
        learner.press(Button.AGAIN)
        learner.undo()
        learner.finish()
        change_latest_grade(learner)
    set_to(learner, scheduler="fsrs:90")
    learner.time.move(days=100)
    learner.press(Button.EASY)
    set_to(learner, spread="off", scheduler="fsrs:80")
    learner.undo()
    learner.mark(items[3], "reset")
    learner.mark(items[3], "suspend")
    learner.finish(Button.HARD)
    for state in (ItemState.RETIRED, ItemState.LIVE):
        change_states(1, items[:2], state, learner.time.now())


@pytest.fixture(autouse=True)
def app(busy_database: Path, tmp_path: Path) -> Iterator[Flask]:
    """The app on a copy of it."""
    with app_on(busy_database, tmp_path) as app:
        yield app


def set_to(learner: Learner, **wanted: Any) -> None:
    with writing() as session:
        change_settings(session, learner.user.id, wanted, learner.time.now())


def change_latest_grade(learner: Learner) -> None:
    latest = [row for row in log() if row.action in {"answer", "drill"}][-1]
    if latest.grade > 3:
        service.change_grade(learner.viewer, latest.sequence, 3, learner.time.now())


def run(statement: str) -> None:
    with writing() as session:
        session.execute(sa.text(statement))


def found() -> tuple[str, ...]:
    return check.compare_with_log().differences


def test_a_learner_who_has_done_all_that_there_is_has_a_clean_log():
    comparison = check.compare_with_log()

    assert comparison.differences == ()
    assert (comparison.learners, comparison.cards) == (1, 4)
    assert comparison.entries == len(log())
    actions = {row.action for row in log()}
    assert actions >= {
        "answer",
        "regrade",
        "undo",
        "flag",
        "reset",
        "suspend",
        "settings",
        "retire",
        "restore",
    }
    assert {row.scheduler for row in log()} == {"sm2", "fsrs:90", "fsrs:80"}
    assert any((row.detail or {}).get("shift_days") for row in log())


@pytest.mark.parametrize(("statement", "words"), DERIVED.values(), ids=DERIVED)
def test_what_the_log_gives_is_missed_named_and_made_anew(statement, words):
    before, versions, logged = cards(), versions_of_cards(), log()
    run(statement)

    differences = found()
    for user_id in (1, 2):
        repair(user_id)

    assert words in differences[0]
    assert found() == ()
    assert cards() == before
    assert all(versions_of_cards()[item_id] >= version for item_id, version in versions.items())
    assert log() == logged


def versions_of_cards() -> dict[int, int]:
    db.session.rollback()
    return {row.item_id: row.version for row in db.session.execute(sa.text("SELECT * FROM card"))}


@pytest.mark.parametrize(("statement", "words"), LOGGED.values(), ids=LOGGED)
def test_what_is_wrong_in_the_log_itself_is_named(statement, words):
    run(statement)

    assert any(words in difference for difference in found()), found()


def test_only_cards_in_a_wrong_state_are_rewritten_and_none_finds_its_version_again():
    versions = versions_of_cards()
    run("UPDATE card SET lapses = 99 WHERE item_id = 1")
    run("DELETE FROM card WHERE item_id = 2")

    assert repair(LEARNER) == Repaired(rewritten=1, added=1)

    after = versions_of_cards()
    assert after[1] == versions[1] + 1
    assert after[2] > versions[2]
    assert {item: after[item] for item in (3, 4)} == {item: versions[item] for item in (3, 4)}


def test_a_learner_whose_log_cannot_be_replayed_is_left_as_they_are():
    run("UPDATE card SET lapses = 99")
    run("UPDATE review_log SET grade = NULL WHERE sequence = 1")
    before = dump()

    with pytest.raises(SchedulingError, match="Log entry 1"):
        repair(LEARNER)

    assert dump() == before


def test_the_rows_that_were_read_are_told_as_they_come():
    told: list[int] = []

    assert list(check.differences(told.append)) == []

    assert sum(told) == check.READINGS * check.extent().entries - settings_rows()


def settings_rows() -> int:
    """They are of no card, and so not read card by card."""
    return sum(row.item_id is None for row in log())
