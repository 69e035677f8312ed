"""Imports of many items: all of one or nothing, whatever ends it, and quick by few statements."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from quizapp.database import problems
from quizapp.extensions import db, writing
from quizapp.models import (
    Item,
    ItemVersion,
    QuestionSet,
    SetImport,
    SetImportChange,
    StagedItem,
    Upload,
    UploadStage,
)
from quizapp.sets.importing import service, undoing
from quizapp.sets.importing.staging import stage
from quizapp.sets.service import store_upload
from tests.quizapp.sets.importing.imported import count
from tests.quizapp.sets.upload_client import table

ITEMS = 1000
TABLES = (QuestionSet, Item, ItemVersion, SetImport, SetImportChange)

# Confirms an upload, and is killed when all is written and nothing is committed.
_KILLED = """
import os, signal, sys
import sqlalchemy as sa
from quizapp import clock, create_app
from quizapp.extensions import db
from quizapp.models import Upload
from quizapp.sets.importing import service
with create_app().app_context():
    upload = db.session.get_one(Upload, int(sys.argv[1]))
    sa.event.listen(db.engine, "commit", lambda _: os.kill(os.getpid(), signal.SIGKILL))
    service.confirm(upload.id, seen=service.name_of(upload), by_id=upload.owner_id, now=clock.now())
"""


def file_of(word: str, rows: int = ITEMS) -> bytes:
    return table(*(f"q{n},Which {word} {n} is it?{'.' * 150},a1,b1,c1,d1,A" for n in range(rows)))


@pytest.fixture
def bring(make, time):
    """Stage a file of questions; gives its upload."""
    owner = make.instructor()

    def bring(data: bytes) -> int:
        upload_id = store_upload(data, "many.csv", owner_id=owner.id, clock=time.now)
        stage(upload_id, time.now)
        return upload_id

    return bring


def confirm(upload_id: int, now) -> service.Imported:
    db.session.rollback()
    upload = db.session.get_one(Upload, upload_id)
    return service.confirm(upload_id, seen=service.name_of(upload), by_id=upload.owner_id, now=now)


def stored() -> dict[str, tuple[object, ...]]:
    """What of items a learner or an editor may notice, by key."""
    db.session.rollback()
    columns = (Item.key, Item.position, Item.state, Item.kind, Item.content, Item.digest, Item.origin)
    return {row.key: tuple(row) for row in db.session.execute(sa.select(*columns))}


@contextmanager
def failing_at(key: str, when: str) -> Iterator[None]:
    """A database that refuses one item."""
    with writing() as session:
        session.execute(
            sa.text(
                f"CREATE TRIGGER refuse BEFORE {when} ON item WHEN NEW.key = '{key}'"
                " BEGIN SELECT RAISE(ABORT, 'refused'); END"
            )
        )
    yield
    with writing() as session:
        session.execute(sa.text("DROP TRIGGER refuse"))


def test_a_fault_at_one_of_a_thousand_items_leaves_nothing_and_the_upload_as_it_was(bring, time):
    upload_id = bring(file_of("finding"))

    with failing_at("q900", "INSERT"), pytest.raises(IntegrityError):
        confirm(upload_id, time.now())

    assert [count(one) for one in TABLES] == [0] * len(TABLES)
    assert confirm(upload_id, time.now()).added == ITEMS


def test_a_fault_while_a_thousand_items_change_leaves_all_as_they_were(bring, time):
    confirm(bring(file_of("finding")), time.now())
    before = stored()
    upload_id = bring(file_of("sign"))

    with failing_at("q900", "UPDATE"), pytest.raises(IntegrityError):
        confirm(upload_id, time.now())

    assert stored() == before
    assert count(ItemVersion) == ITEMS
    assert confirm(upload_id, time.now()).changed == ITEMS


def test_a_fault_while_a_thousand_items_are_put_back_leaves_the_import_as_it_was(bring, time):
    confirm(bring(file_of("finding")), time.now())
    done = confirm(bring(file_of("sign")), time.now())
    after = stored()

    with failing_at("q900", "UPDATE"), pytest.raises(IntegrityError):
        undoing.undo(done.set_id, done.import_id, by_id=1, now=time.now())

    assert stored() == after
    assert undoing.undo(done.set_id, done.import_id, by_id=1, now=time.now()).restored == ITEMS


def test_a_confirm_that_is_killed_leaves_the_preview_and_no_item(app, bring, time):
    upload_id = bring(file_of("finding"))
    db.session.rollback()
    folder = Path(app.extensions["settings"].data)
    environment = {**os.environ, "QUIZAPP_DATA": str(folder), "QUIZAPP_SECRET_KEY": "for-tests-only-" * 4}

    died = subprocess.run([sys.executable, "-c", _KILLED, str(upload_id)], env=environment, check=False)

    assert died.returncode == -9
    assert [count(one) for one in TABLES] == [0] * len(TABLES)
    assert count(StagedItem) == ITEMS
    assert db.session.get_one(Upload, upload_id).stage == UploadStage.READY
    assert not problems()
    assert confirm(upload_id, time.now()).added == ITEMS


def test_the_same_file_again_changes_nothing(bring, time):
    confirm(bring(file_of("finding")), time.now())
    before = stored()

    again = confirm(bring(file_of("finding")), time.now())

    assert (again.added, again.changed, again.unchanged, again.retired) == (0, 0, ITEMS, 0)
    assert stored() == before
    assert count(ItemVersion) == ITEMS


def test_undoing_a_change_of_a_thousand_items_gives_each_its_text_as_a_new_version(bring, time):
    confirm(bring(file_of("finding")), time.now())
    before = stored()
    done = confirm(bring(file_of("sign", rows=ITEMS - 10)), time.now())
    assert (done.changed, done.retired) == (ITEMS - 10, 10)

    undoing.undo(done.set_id, done.import_id, by_id=1, now=time.now())

    assert stored() == before
    assert set(db.session.scalars(sa.select(Item.version))) == {1, 3}
    kept = sa.select(Item.content, ItemVersion.content).join(
        ItemVersion, sa.and_(ItemVersion.item_id == Item.id, ItemVersion.version == Item.version)
    )
    assert all(now == version for now, version in db.session.execute(kept))


def test_what_confirming_and_undoing_send_to_the_database_does_not_grow_with_the_items(bring, time):
    def statements(rows: int) -> int:
        sent = []
        first, second = (file_of(word, rows) for word in ("finding", "sign"))
        sa.event.listen(db.engine, "before_cursor_execute", hear := lambda *_: sent.append(1))
        for data in (first, second):
            upload_id = bring(data)
            sent.clear()
            done = confirm(upload_id, time.now())
        undoing.undo(done.set_id, done.import_id, by_id=1, now=time.now())
        sa.event.remove(db.engine, "before_cursor_execute", hear)
        return len(sent)

    few = statements(100)

    assert statements(500) <= few + 5


def test_contents_are_stored_as_they_were_staged(bring, time):
    upload_id = bring(file_of('finding é 𝛼 \u2028 \\ "'[:16], rows=300))
    staged = {row.key: row.content for row in db.session.scalars(sa.select(StagedItem))}

    confirm(upload_id, time.now())

    assert {row.key: row.content for row in db.session.scalars(sa.select(Item))} == staged
