"""The pages of moving in and out."""

from __future__ import annotations

import io
import sqlite3
import zipfile
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from quizapp.extensions import db
from quizapp.models import Upload
from quizapp.scheduling.grades import Button
from quizapp.transfer import service
from tests.quizapp.study.conftest import cards, log
from tests.quizapp.transfer.conftest import exported
from tests.quizapp.transfer.test_round_trip import answer_in_anki


@pytest.fixture
def client(learner, deck, make, client_of):
    deck(*(make.flashcard(front=f"Question {number}?") for number in range(3)))
    learner.time.moment = datetime.now(UTC) - timedelta(days=2)
    learner.finish(Button.GOOD)
    learner.time.moment = datetime.now(UTC)
    return client_of(learner.user)


def send(client, data: bytes, name: str = "mine.apkg", status: int = 303):
    return client.post("/transfer/import", {"file": (io.BytesIO(data), name)}, status=status)


@pytest.mark.parametrize(
    ("form", "suffix", "starts"), [("json", "json", b"{"), ("csv", "zip", b"PK"), ("apkg", "apkg", b"PK")]
)
def test_each_form_can_be_downloaded_under_a_dated_name(client, form, suffix, starts):
    with client.get(f"/transfer/export.{form}") as response:
        data = response.data

    assert data.startswith(starts)
    assert f"quizapp-{datetime.now(UTC):%Y-%m-%d}.{suffix}" in response.headers["Content-Disposition"]


@pytest.mark.parametrize("page", ["/auth/settings", "/progress/"])
def test_the_way_there_is_shown(client, page):
    assert 'href="/transfer/"' in client.get(page).text


def test_a_package_is_previewed_then_imported(client, learner, anki):
    anki.take(exported(learner))
    answer_in_anki(anki, [3, 3])
    before = cards()

    page = client.get(send(client, anki.give()).location)
    assert cards() == before
    upload_id = db.session.scalar(sa.select(Upload.id))
    newest = log()[-1].sequence
    done = client.post(f"/transfer/import/{upload_id}/confirm", {"seen": newest}, status=303)

    assert "Will change" in page.text
    assert page.text.count("Question ") == 2  # whichever Anki asked first
    assert f'value="{newest}"' in page.text
    assert "Imported: 2 cards with 2 reviews" in client.get(done.location).text
    assert cards() != before
    client.get(f"/transfer/import/{upload_id}", status=404)


def test_what_was_done_since_the_preview_makes_it_anew(client, learner, anki):
    anki.take(exported(learner))
    answer_in_anki(anki, [3, 3])
    address = send(client, anki.give()).location
    seen = log()[-1].sequence
    learner.press()
    before = (cards(), len(log()))

    response = client.post(f"{address}/confirm", {"seen": seen}, status=303)

    assert response.location == address
    assert "You studied since" in client.get(address).text
    assert (cards(), len(log())) == before


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 40, "²"])
def test_a_confirmation_that_no_page_sends_changes_nothing(client, learner, seen):
    address = send(client, exported(learner)).location
    rows = len(log())

    client.post(f"{address}/confirm", {"seen": seen}, status=303)

    assert len(log()) == rows


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [(b"PK", "mine.zip", "is no Anki package"), (b"hello", "mine.apkg", "This is no Anki package")],
)
def test_a_file_that_is_no_package_is_refused_beside_the_field(client, data, name, words):
    page = send(client, data, name, status=400)

    assert words in page.text
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Upload)) == 0


def test_a_new_package_takes_the_place_of_the_one_that_waits(client, learner):
    send(client, exported(learner))
    send(client, exported(learner))

    assert db.session.scalar(sa.select(sa.func.count()).select_from(Upload)) == 1


def test_a_package_can_be_discarded(client, learner):
    address = send(client, exported(learner)).location

    client.post(f"{address}/discard", status=303)

    client.get(address, status=404)


def test_a_waiting_package_is_no_upload_of_questions(make, client_of, time, learner):
    teacher = make.instructor()
    client = client_of(teacher)
    address = send(client, exported(learner)).location

    number = address.rpartition("/")[2]
    client.get(f"/sets/uploads/{number}", status=404)
    assert "mine.apkg" not in client.get("/sets/").text


def test_cards_of_others_are_listed_and_make_no_question(client, learner, anki):
    note = anki.collection.new_note(anki.collection.models.by_name("Basic"))
    note["Front"], note["Back"] = "Whose <i>card</i>?", "Mine"
    anki.collection.add_note(note, 1)

    page = client.get(send(client, anki.give()).location)

    assert "1 card not from here" in page.text
    assert "Whose card ?" in page.text or "Whose card?" in page.text
    assert "There is nothing to import" in page.text


def test_the_zip_of_tables_is_a_sound_zip(client):
    with client.get("/transfer/export.csv") as response:
        data = response.data
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        assert package.namelist() == ["cards.csv", "log.csv"]


def test_a_package_that_another_tab_discards_while_it_is_read_imports_nothing(client, learner, monkeypatch):
    send(client, exported(learner))
    upload_id = db.session.scalar(sa.select(Upload.id))
    newest = log()[-1].sequence
    read_package = service.read_package

    def read_while_it_is_discarded(file):
        with sqlite3.connect(str(db.engine.url.database)) as other_tab:
            other_tab.execute("DELETE FROM upload")
        other_tab.close()
        return read_package(file)

    monkeypatch.setattr(service, "read_package", read_while_it_is_discarded)

    client.post(f"/transfer/import/{upload_id}/confirm", {"seen": newest}, status=404)

    assert log()[-1].sequence == newest
