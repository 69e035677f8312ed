"""A set's imports, and the latest of them undone as a whole."""

from __future__ import annotations

import sqlalchemy as sa

from quizapp.extensions import db
from quizapp.models import Card, Item, ItemVersion, QuestionSet, ReviewLog
from tests.page_client import PageClient, words
from tests.quizapp.sets.upload_client import GOOD, publish, table, upload

OTHER = "q2,Which joint lies behind the disc?,Facet,Sacroiliac,Hip,Knee,A"
THIRD = "q3,Which ligament is torn?,Supraspinous,Nuchal,Flaval,Iliolumbar,A"


def import_rows(client: PageClient, *rows: str) -> str:
    """Import a file of these rows; gives the address of its set."""
    return publish(client, upload(client, table(*rows), "spine.csv")).location


def shown() -> dict[str, tuple[str, str]]:
    """The stem and the state of each item by its key."""
    rows = db.session.scalars(sa.select(Item).order_by(Item.key))
    return {row.key: (row.content["stem"][:10], row.state.value) for row in rows}


def test_the_history_of_a_set_has_its_imports_with_their_counts(client):
    import_rows(client, GOOD, OTHER)
    address = import_rows(client, GOOD.replace("Which process", "Which part"), THIRD, "q9,No key,a,b,c,d,")

    page = words(client.get(f"{address}/imports").text)

    assert "spine.csv Person 1 3 1 1 0 1 1" in page
    assert "spine.csv Person 1 2 2 0 0 0 0" in page
    assert "1 question that it brought is deleted." in page
    assert "2 questions that it changed or retired are put back" in page
    assert page.count("Undo this import") == 1


def test_undoing_puts_back_what_was_changed_and_retired_and_takes_away_what_was_added(client, make):
    import_rows(client, GOOD, OTHER)
    before = shown()
    item_id = db.session.scalar(sa.select(Item.id).where(Item.key == "q1"))
    card = make.card(make.user(), item_id, interval_days=9)
    address = import_rows(client, GOOD.replace("Which process", "Which part"), THIRD)
    assert {key: state for key, (_, state) in shown().items()} == {
        "q1": "live",
        "q2": "retired",
        "q3": "live",
    }
    assert shown()["q1"] == ("Which part", "live")

    answer = client.post(f"{address}/imports/2/undo")

    assert answer.location == address
    assert "The import is undone: 1 question deleted, 2 questions put back." in words(
        client.get(address).text
    )
    assert shown() == before
    assert db.session.get(Card, (card.user_id, card.item_id)).interval_days == 9
    assert db.session.scalar(sa.select(sa.func.count()).select_from(ItemVersion)) == 4  # both, new and former


def test_a_question_that_somebody_answered_is_retired_and_its_answers_stay(client, make):
    import_rows(client, GOOD)
    address = import_rows(client, GOOD, OTHER)
    student, item_id = make.user(), db.session.scalar(sa.select(Item.id).where(Item.key == "q2"))
    make.card(student, item_id)
    make.logged(student, item_id)
    assert "students met is retired" in words(client.get(f"{address}/imports").text)

    client.post(f"{address}/imports/2/undo")

    assert shown()["q2"][1] == "retired"
    assert db.session.scalar(sa.select(ReviewLog.action).where(ReviewLog.action == "answer")) == "answer"
    assert db.session.get(Card, (student.id, item_id)) is not None


def test_a_set_that_the_import_made_goes_where_nothing_is_left_in_it(client):
    address = import_rows(client, GOOD)
    assert "The set itself is deleted" in words(client.get(f"{address}/imports").text)

    answer = client.post(f"{address}/imports/1/undo")

    assert answer.location == "/sets/"
    assert db.session.scalar(sa.select(QuestionSet)) is None


def test_only_the_latest_import_can_be_undone_and_once(client):
    import_rows(client, GOOD)
    address = import_rows(client, GOOD, OTHER)

    client.post(f"{address}/imports/1/undo")
    assert "Only the latest import of a set can be undone" in client.get(f"{address}/imports").text
    client.post(f"{address}/imports/2/undo")
    client.post(f"{address}/imports/2/undo")

    page = words(client.get(f"{address}/imports").text)
    assert list(shown()) == ["q1"]
    assert "undone 3 Mar 2026" in page


def test_the_import_of_another_set_cannot_be_undone_here(client, client_of, make):
    mine = import_rows(client, GOOD)
    other = client_of(make.instructor())
    theirs = import_rows(other, GOOD)

    client.post(f"{mine}/imports/2/undo")
    other.post(f"{mine}/imports/1/undo", status=404)

    assert client.get(mine)
    assert other.get(theirs)


def test_a_set_without_an_import_says_so(client, make, client_of):
    owner = make.instructor()
    address = f"/sets/{make.question_set(owner, make.flashcard()).id}/imports"

    assert "No import yet" in client_of(owner).get(address).text
