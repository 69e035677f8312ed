"""What answers and draws ask of the database: few statements, each from where it begins along an index.

Times are for ``benchmarks``. How SQLite goes about a statement depends on no rows, so a few cards tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa

from quizapp.extensions import db, writing
from quizapp.models import User
from quizapp.scheduling.grades import Button
from quizapp.study import screens, service
from quizapp.study.deck import count_waiting

TRANSACTION = ("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA", "EXPLAIN")


@pytest.fixture
def sent(app: Any) -> Iterator[list[tuple[str, Any]]]:
    """Every statement sent to the database, with its parameters; those of transactions apart."""
    statements: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, sql: str, parameters: Any, *_rest: Any) -> None:
        if not sql.startswith(TRANSACTION):
            statements.append((sql, parameters))

    sa.event.listen(db.engine, "before_cursor_execute", note)
    yield statements
    sa.event.remove(db.engine, "before_cursor_execute", note)


def plan_of(sql: str, parameters: Any) -> list[str]:
    connection = db.session().connection()
    return [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", parameters)]


def whole_tables(plan: list[str]) -> list[str]:
    """The steps that walk over a whole table; what a step before made ready is none."""
    scanned = [re.match(r"SCAN (\w+?)(_\d+)?\b", step) for step in plan]
    return [match.string for match in scanned if match and match[1] in db.metadata.tables]


def a_day_of_everything(learner: Any) -> None:
    """Due cards, drills, new cards, an undo, and the page of each."""
    for button in (Button.AGAIN, Button.GOOD, Button.AGAIN, Button.HARD):
        screens.next_card(learner.viewer, learner.time.now())
        learner.press(button)
    learner.undo()
    learner.time.move(days=1)
    for button in (Button.GOOD, Button.AGAIN, Button.GOOD):
        screens.next_card(learner.viewer, learner.time.now())
        learner.press(button)
    viewer, day = learner.viewer, learner.day
    count_waiting(db.session().connection(), viewer, day)


def test_no_statement_of_studying_walks_over_a_table(learner, deck, make, sent):
    deck(*(make.flashcard() for _ in range(6)))
    sent.clear()

    a_day_of_everything(learner)

    statements = dict(sent)
    assert len(statements) > 15
    assert {sql: steps for sql in statements if (steps := whole_tables(plan_of(sql, statements[sql])))} == {}


def test_nothing_is_sorted_but_the_pending_drills_of_a_day(learner, deck, make, sent):
    deck(*(make.flashcard() for _ in range(6)))
    sent.clear()

    a_day_of_everything(learner)

    sorting = [sql for sql, parameters in sent if "TEMP B-TREE" in " ".join(plan_of(sql, parameters))]
    assert all("drill_day" in sql for sql in sorting), sorting


@pytest.mark.parametrize(("count", "statements"), [(30, 2), (6, 3)], ids=["many", "few"])
def test_an_answer_costs_five_statements_and_the_next_review_two_or_of_few_three(
    learner, deck, make, sent, count, statements
):
    deck(*(make.flashcard() for _ in range(count)))
    with writing() as session:
        session.execute(sa.update(User).values(new_per_day=count))
    for _ in range(count):
        learner.press()
    learner.time.move(days=1)
    learner.press()  # the first of the day, which notes the day
    viewer, card, now = learner.viewer, learner.drawn(), learner.time.now()
    answer = service.Answer(
        key="1", item_id=card.item_id, item_version=1, card_version=card.card.version, button=Button.GOOD
    )

    sent.clear()
    service.answer_card(viewer, answer, now)
    assert len(sent) == 5

    sent.clear()
    assert service.draw(viewer, now) is not None
    assert len(sent) == statements
