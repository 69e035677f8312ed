"""A quarantined question and the files of its set: brought again, edited, undone."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from quizapp.extensions import db
from quizapp.models import Item, ItemState, QuestionSet, SetImport
from quizapp.sets.analysing.quarantine import find_right, quarantine_misleading
from quizapp.sets.importing.undoing import undo
from tests.answered_sets import TAKEN, answer_all, items_of, telling_rows
from tests.quizapp.sets.importing.imported import bring

MISLEADING = 3
NUMERALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()  # noqa: SIM905


def file(**changes: str) -> bytes:
    """Twelve questions whose keys are options A; ``changes`` are of the fourth's cells."""
    lines = ["id,stem,option_a,option_b,option_c,option_d,key"]
    for number in range(TAKEN):
        cells = {
            "stem": f"What helps the {NUMERALS[number]} patient with a sprain most?",
            "a": "Rest", "b": "Ice", "c": "Heat", "d": "Surgery", "key": "A",
        }  # fmt: skip
        if number == MISLEADING:
            cells |= changes
        lines.append(",".join([str(number), *cells.values()]))
    return "\n".join(lines).encode()


@pytest.fixture
def brought(client, time) -> QuestionSet:
    """A set made of the file, of which one question misled and is quarantined."""
    bring(client, file())
    question_set = db.session.scalars(sa.select(QuestionSet)).one()
    answer_all(question_set, telling_rows(MISLEADING), time.now())
    assert quarantine_misleading(time.now()) == 1
    return question_set


def misled() -> Item:
    db.session.expire_all()
    return db.session.scalars(sa.select(Item).where(Item.position == MISLEADING)).one()


@pytest.mark.parametrize("changes", [{}, {"stem": "What helps best?"}, {"key": "B"}, {"d": "Taping"}])
def test_the_file_brought_again_leaves_it_in_quarantine(client, brought, changes):
    counts = bring(client, file(**changes))

    assert counts["Changed"] == bool(changes)
    assert (misled().state, misled().look) == (ItemState.QUARANTINED, "discrimination")


@pytest.mark.parametrize(("changes", "count"), [({"stem": "What helps best?"}, 1), ({"d": "Taping"}, 0)])
def test_an_import_before_the_quarantine_undone_gives_back_what_the_answers_do_not_speak_against(
    client, instructor, time, changes, count
):
    bring(client, file(**changes))
    bring(client, file())
    question_set = db.session.scalars(sa.select(QuestionSet)).one()
    answer_all(question_set, telling_rows(MISLEADING), time.now())
    quarantine_misleading(time.now())
    latest = db.session.scalar(sa.select(sa.func.max(SetImport.id)))

    undo(question_set.id, latest, by_id=instructor.id, now=time.now())

    assert (misled().state, misled().look) == (ItemState.LIVE, "")
    assert quarantine_misleading(time.now()) == count


def test_an_import_after_the_quarantine_undone_leaves_it_there(client, instructor, brought, time):
    bring(client, file(stem="What helps best?"))
    latest = db.session.scalar(sa.select(sa.func.max(SetImport.id)))

    undo(brought.id, latest, by_id=instructor.id, now=time.now())

    assert misled().state is ItemState.QUARANTINED
    assert "fourth" in misled().content["stem"]


def test_an_edit_by_file_after_it_was_found_right_brings_nothing_old_up_again(client, brought, time):
    find_right(brought.id, misled().id, time.now())
    time.move(days=1)

    bring(client, file(stem="What helps best?"))

    assert quarantine_misleading(time.now()) == 0
    assert len(items_of(brought)) == TAKEN
