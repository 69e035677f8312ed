"""What a file changes in a set: items known by id, by stem and answer, by stem; edits are told apart."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sqlalchemy as sa

from questions import Item, Kind, Option, Task, derived_id, with_answer
from quizapp.comparing import coming_items, compare, known_under_another_key, stored_items
from quizapp.extensions import db, writing
from quizapp.models import Item as StoredRow
from quizapp.models import ItemState, ItemVersion
from quizapp.publishing import edit_item, publish_items


def question(stem: str, key: str = "Spinous", *, id: str = "", **fields: object) -> Item:  # noqa: A002
    options = tuple(Option(text=text, correct=text == key) for text in ("Spinous", "Transverse", "Articular"))
    item = with_answer(
        Item(
            id=id,
            kind=Kind.MULTIPLE_CHOICE,
            task=Task.RECOGNISE,
            stem=stem,
            answer="",
            options=options,
            **fields,  # type: ignore[arg-type]
        )
    )
    return item if id else replace(item, id=derived_id(item))


@pytest.fixture
def publish(make, time):
    """Publish items into one set as a file of these would; gives what that changed."""
    set_id = make.question_set(make.user()).id

    def publish_file(*items: Item, **options: object):
        stored = stored_items(db.session(), set_id)
        known = known_under_another_key(db.session(), set_id, items, stored, None)
        with writing() as session:
            return publish_items(
                session,
                set_id,
                coming_items(items),
                states={},
                by_id=None,
                now=time.now(),
                known=known,
                **options,
            ).comparison

    publish_file.set_id = set_id
    return publish_file


def rows() -> dict[str, StoredRow]:
    db.session.rollback()
    return {row.key: row for row in db.session.scalars(sa.select(StoredRow))}


def row_of(stem: str) -> StoredRow:
    return next(row for row in rows().values() if row.content["stem"] == stem)


def edit(now: str, time, **fields: object) -> None:
    from questions import item_from_dict

    with writing() as session:
        item = session.get_one(StoredRow, row_of(now).id)
        edit_item(session, item, replace(item_from_dict(item.content), **fields), by_id=None, now=time.now())


def test_the_same_items_twice_change_nothing(publish):
    items = [question("Which process?"), question("Which joint?", id="q2")]
    publish(*items)

    again = publish(*items)

    assert (len(again.added), len(again.changed), len(again.unchanged), len(again.gone)) == (0, 0, 2, 0)
    assert {row.version for row in rows().values()} == {1}


def test_an_item_with_an_id_is_updated_in_place(publish):
    publish(question("Which process?", id="q1"))
    before = row_of("Which process?").id

    changed = publish(question("Which process is it?", id="q1")).changed

    assert changed == {"q1"}
    assert row_of("Which process is it?").id == before
    assert row_of("Which process is it?").version == 2


def test_an_item_that_got_another_id_is_known_by_stem_and_answer(publish):
    publish(question("Which process?", id="q1"))
    before = row_of("Which process?").id

    again = publish(question("Which process?", id="new-7"))

    assert again.unchanged == {"new-7"}
    assert rows()["new-7"].id == before
    assert rows()["new-7"].version == 1


def test_without_ids_a_corrected_key_is_no_new_question(publish):
    publish(question("Which process?", "Spinous"), question("Which joint?"))
    before = row_of("Which process?").id

    again = publish(question("which  process", "Transverse"), question("Which joint?"))

    assert (len(again.added), len(again.changed), len(again.unchanged)) == (0, 1, 1)
    assert row_of("which  process").id == before
    assert row_of("which  process").content["answer"] == "Transverse"


def test_with_ids_another_question_of_the_same_stem_is_a_new_one(publish):
    publish(question("Which is true?", "Spinous", id="q1"))

    again = publish(question("Which is true?", "Transverse", id="q2"))

    assert (again.added, again.gone) == ({"q2"}, {"q1"})


def test_two_stored_items_that_answer_to_one_stem_are_taken_for_neither(publish):
    publish(question("Which?", "Spinous"), question("Which?", "Transverse"))

    again = publish(question("Which?", "Articular"))

    assert (len(again.added), len(again.gone)) == (1, 2)


def test_what_was_edited_here_stays_where_the_file_is_as_it_was(publish, time):
    publish(question("Which process?", id="q1"))
    edit("Which process?", time, stem="Which process touches?")

    again = publish(question("Which process?", id="q1"))

    assert again.unchanged == {"q1"}
    assert rows()["q1"].content["stem"] == "Which process touches?"


def test_a_changed_file_wins_over_an_edit_which_the_history_keeps(publish, time):
    publish(question("Which process?", id="q1"))
    edit("Which process?", time, stem="Which process touches?")

    again = publish(question("Which of the processes?", id="q1"))

    assert again.changed == again.edited == {"q1"}
    assert rows()["q1"].content["stem"] == "Which of the processes?"
    stems = db.session.scalars(sa.select(ItemVersion.content).order_by(ItemVersion.version)).all()
    assert [content["stem"] for content in stems] == [
        "Which process?",
        "Which process touches?",
        "Which of the processes?",
    ]


def test_a_generated_item_that_was_edited_keeps_the_edit_and_is_to_be_looked_at(publish, time):
    publish(question("Which process?", id="q1"))
    edit("Which process?", time, stem="Which process touches?")

    publish(question("Which of the processes?", id="q1"), is_generated=True)
    again = publish(question("Which of the processes?", id="q1"), is_generated=True)

    assert rows()["q1"].content["stem"] == "Which process touches?"
    assert rows()["q1"].look == "sentence"
    assert again.unchanged == {"q1"}


def test_missing_items_are_retired_or_stay_behind_the_others(publish):
    publish(question("One?", id="q1"), question("Two?", id="q2"))

    kept = publish(question("Two?", id="q2"), question("Three?", id="q3"), retires=False)

    assert not kept.gone
    assert sorted(rows(), key=lambda key: rows()[key].position) == ["q2", "q3", "q1"]
    assert publish(question("Three?", id="q3")).gone == {"q1", "q2"}
    assert rows()["q1"].state == ItemState.RETIRED


def test_items_stored_before_digests_were_kept_are_compared_by_their_content(publish):
    items = [question("One?", id="q1"), question("Two?", id="q2")]
    publish(*items)
    with writing() as session:
        session.execute(sa.update(StoredRow).values(digest="", origin=""))

    again = publish(items[0], question("Two, then?", id="q2"))

    assert (again.unchanged, again.changed, again.edited) == ({"q1"}, {"q2"}, set())


def test_comparison_sorts_every_item_once():
    coming = coming_items([question("One?", id="q1"), question("Two?", id="q2")])

    found = compare(coming, {}, {})

    assert found.added == {"q1", "q2"}
    assert not (found.changed | found.unchanged | found.gone | found.edited)
