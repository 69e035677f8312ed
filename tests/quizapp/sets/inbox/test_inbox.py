"""The inbox of reported errors: over all sets of an instructor, and done with one by one."""

from __future__ import annotations

from html import unescape

import pytest
import sqlalchemy as sa

from quizapp.extensions import db, writing
from quizapp.models import ErrorReport, Item, ItemState, SetShare
from tests.quizapp.sets.editor_client import fields_of


@pytest.fixture
def report(make, owner, time):
    """Report an error in a new set of this instructor, else of the owner; its id and the set's."""

    def made(text: str, by: object = None, set_id: int | None = None) -> tuple[int, int]:
        set_id = set_id or make.question_set(by or owner, make.flashcard()).id
        item_id = db.session.scalars(sa.select(Item.id).where(Item.set_id == set_id)).one()
        row = ErrorReport(
            user_id=make.user().id, item_id=item_id, item_version=1, text=text, created_at=time.now()
        )
        with writing() as session:
            session.add(row)
        return row.id, set_id

    return made


def test_the_inbox_has_the_open_reports_of_all_ones_sets(client, make, report):
    report("The key is wrong.")
    report("A typing error.")
    report("Not yours.", make.instructor())

    page = client.get("/sets/reports").text

    assert "The key is wrong." in page
    assert "A typing error." in page
    assert "Not yours." not in page


def test_a_report_that_is_done_leaves_inbox_set_and_counts_and_can_be_opened_again(client, owner, report):
    report_id, set_id = report("The key is wrong.")

    client.post(f"/sets/reports/{report_id}/close")

    assert "The key is wrong." not in client.get("/sets/reports").text
    assert "The key is wrong." not in client.get(f"/sets/{set_id}").text
    assert "1 report" not in client.get("/sets/").text
    assert "The key is wrong." in client.get("/sets/reports?done=").text
    assert db.session.get_one(ErrorReport, report_id).closed_by_id == owner.id
    client.post(f"/sets/reports/{report_id}/reopen")
    assert "The key is wrong." in client.get("/sets/reports").text


def test_the_button_on_the_page_of_the_set_leads_back_there(client, report):
    report_id, set_id = report("The key is wrong.")

    back = client.post(f"/sets/reports/{report_id}/close", {"back": "set"}).location

    assert back == f"/sets/{set_id}#reports"


def test_reports_of_a_shared_set_are_for_those_who_may_edit_it(client_of, make, report, time):
    report_id, set_id = report("The key is wrong.")
    editor, reader = make.instructor(), make.instructor()
    with writing() as session:
        for person, may_edit in ((editor, True), (reader, False)):
            session.add(SetShare(set_id=set_id, user_id=person.id, may_edit=may_edit, created_at=time.now()))

    assert "The key is wrong." in client_of(editor).get("/sets/reports").text
    assert "The key is wrong." not in client_of(reader).get("/sets/reports").text
    client_of(reader).post(f"/sets/reports/{report_id}/close", status=404)
    client_of(editor).post(f"/sets/reports/{report_id}/close")


def test_a_report_that_is_not_there_is_not_found(client):
    client.post("/sets/reports/77/close", status=404)


def test_reports_of_one_question_stand_together_and_are_done_together(client, report):
    first, set_id = report("The key is wrong.")
    second, _ = report("Urate, not oxalate.", set_id=set_id)
    other, _ = report("A typing error.")

    page = client.get("/sets/reports").text
    client.post(f"/sets/reports/{second}/close", {"together": f"{second} {first} {other} x 9999999999"})

    assert page.count("Done with all 2") == 1
    assert page.count("<tr>") == 3  # the head, the two together, the other
    left = client.get("/sets/reports").text
    assert "Urate, not oxalate." not in left
    assert "The key is wrong." not in left
    assert "A typing error." in left, "it is of another set"


def test_what_is_done_keeps_who_was_first_done_with_it(client, client_of, make, owner, report):
    report_id, _ = report("The key is wrong.")
    client.post(f"/sets/reports/{report_id}/close")

    client_of(make.administrator()).post(f"/sets/reports/{report_id}/close")

    assert db.session.get_one(ErrorReport, report_id).closed_by_id == owner.id


def test_the_editor_shows_what_is_reported_and_settles_it_when_it_is_saved(client, make, report, time):
    report_id, set_id = report("The key is wrong.")
    item_id = db.session.get_one(ErrorReport, report_id).item_id
    address = f"/sets/{set_id}/items/{item_id}?back=reports"
    assert address in unescape(client.get("/sets/reports").text)

    page = client.get(address).text
    report("Something else.", set_id=set_id)
    back = client.post(address, {**fields_of(page), "stem": "Better?", "settles": "y"}).location

    assert "The key is wrong." in page
    assert back == "/sets/reports"
    left = client.get(back).text
    assert "The key is wrong." not in left
    assert "Something else." in left, "nobody had seen it"


def test_saving_alone_settles_nothing(client, report):
    report_id, set_id = report("The key is wrong.")
    item_id = db.session.get_one(ErrorReport, report_id).item_id
    address = f"/sets/{set_id}/items/{item_id}"

    client.post(address, {**fields_of(client.get(address).text), "stem": "Better?"})

    assert db.session.get_one(ErrorReport, report_id).closed_at is None


def test_a_report_of_a_retired_question_says_so(client, report):
    _, set_id = report("The key is wrong.")
    with writing() as session:
        session.execute(sa.update(Item).where(Item.set_id == set_id).values(state=ItemState.RETIRED))

    page = client.get("/sets/reports").text

    assert "The key is wrong." in page
    assert ">retired<" in page
