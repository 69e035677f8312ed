"""Uploads that were never imported: below one's own sets, folded where there are many, let go together."""

from __future__ import annotations

import sqlalchemy as sa

from quizapp.extensions import db
from quizapp.models import Upload
from tests.page_client import words
from tests.quizapp.sets.importing.imported import bring
from tests.quizapp.sets.upload_client import GOOD, table, upload

UNREAD = b"not,a,table of questions\n"


def names() -> list[str]:
    return sorted(db.session.scalars(sa.select(Upload.name)))


def test_they_stand_below_the_sets(client):
    bring(client, table(GOOD), "spine.csv")
    upload(client, table(GOOD), "later.csv")

    page = words(client.get("/sets/").text)

    assert page.index("spine") < page.index("Not published yet") < page.index("later.csv")


def test_many_are_folded(client):
    for number in range(3):
        upload(client, table(GOOD), f"{number}.csv")
    assert "<summary>3 unfinished uploads" not in client.get("/sets/").text
    upload(client, table(GOOD), "3.csv")

    assert "<summary>4 unfinished uploads" in client.get("/sets/").text


def test_those_that_could_not_be_read_are_discarded_together_and_no_others(client, client_of, make):
    others = client_of(make.instructor())
    upload(others, UNREAD, "theirs.csv")
    for name in ("one.csv", "two.csv"):
        upload(client, UNREAD, name)
    upload(client, table(GOOD), "good.csv")
    assert "Discard all that could not be read" in client.get("/sets/").text

    client.post("/sets/imports/discard-unread")

    assert names() == ["good.csv", "theirs.csv"]
    page = words(client.get("/sets/").text)
    assert "2 uploads discarded." in page
    assert "Discard all that could not be read" not in page
