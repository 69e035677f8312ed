"""What was chosen on the page of an import is never lost: taken along, or shown before it is imported."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from quizapp.extensions import db
from quizapp.models import ItemState, QuestionSet, SetImport, StagedItem, Upload
from tests.page_client import words
from tests.quizapp.sets.importing.imported import bring, count, items
from tests.quizapp.sets.upload_client import (
    ARTICLE,
    GOOD,
    choices_of,
    form_of,
    publish,
    send,
    stats,
    table,
    upload,
)

OTHER = "q2,Which joint lies behind the disc?,Facet,Sacroiliac,Hip,Knee,A"
THIRD = "q3,Which ligament tears first?,Supraspinous,Interspinous,Flavum,Posterior,A"
REPLY = "this is what would be imported now"


def set_id() -> int:
    return db.session.scalars(sa.select(QuestionSet.id)).one()


def titles() -> list[str]:
    return sorted(db.session.scalars(sa.select(QuestionSet.title)))


class TestImport:
    def test_shows_first_what_another_set_chosen_beside_it_changes(self, client):
        bring(client, table(GOOD, OTHER))
        preview = upload(client, table(GOOD.replace("Which process", "Which part"), OTHER), "other name.csv")

        answer = publish(client, preview, target=str(set_id()))

        assert answer.location.startswith(preview)
        assert count(SetImport) == 1
        page = client.get(preview).text
        assert f"You changed the set that it goes into: {REPLY}" in words(page)
        assert stats(page)["Changed"] == stats(page)["Unchanged"] == 1
        publish(client, preview)
        assert titles() == ["spine"]
        assert {key: item.version for key, item in items().items()} == {"q1": 2, "q2": 1}

    @pytest.mark.parametrize(
        ("data", "change", "told"),
        [
            ("stem,answer\nŁódź?,Polska – ł\n".encode("cp1250"), {"encoding": "cp1250"}, "the encoding"),
            (b"stem,answer\nOne?,two\n", {"columns-0-meaning": ""}, "what the columns mean"),
            (b"stem,answer\nOne?,two\n", {"format": "json_lines"}, "the form"),
            (b"stem,answer\nOne?,two\n", {"delimiter": ";"}, "the separator"),
        ],
    )
    def test_reads_anew_first_where_the_file_is_to_be_read_otherwise(self, client, data, change, told):
        preview = upload(client, data, "cards.csv")

        publish(client, preview, **change)

        assert count(QuestionSet) == 0
        assert f"You changed {told}: {REPLY}" in words(client.get(preview).text)

    @pytest.mark.usefixtures("quick_library")
    def test_shows_an_article_first_where_the_file_is_to_be_one(self, client):
        preview = upload(client, f"stem,answer\n{ARTICLE}".encode(), "spine.csv")

        answer = publish(client, preview, format="article")

        assert answer.location == preview.replace("imports", "uploads")
        assert count(QuestionSet) == 0

    def test_takes_a_title_along(self, client):
        publish(client, upload(client, table(GOOD)), title="My own title")

        assert titles() == ["My own title"]

    @pytest.mark.parametrize(("missing", "state"), [("keep", "live"), ("retire", "retired")])
    def test_takes_along_what_becomes_of_missing_questions(self, client, missing, state):
        bring(client, table(GOOD, OTHER))

        publish(client, upload(client, table(GOOD), "spine.csv"), missing=missing)

        assert items()["q2"].state == state

    def test_asks_for_a_title_that_was_emptied(self, client):
        preview = upload(client, table(GOOD))

        page = client.post(
            f"{preview}/confirm", {**form_of(client.get(preview).text), "title": " "}, status=200
        )

        assert "Give the set a title." in page.text
        assert count(QuestionSet) == 0


class TestTicks:
    @pytest.fixture
    def preview(self, client) -> str:
        return upload(client, table(GOOD, OTHER, THIRD), "other.csv")

    def ticked(self) -> dict[str, bool]:
        return {one.key: one.is_live for one in db.session.scalars(sa.select(StagedItem))}

    def test_outlive_that_the_file_is_read_anew(self, client, preview):
        bring(client, table(GOOD, OTHER), "spine.csv")
        sent = choices_of(client.get(preview).text)

        client.post(f"{preview}/choices", {**sent, "live": ["0", "2"], "target": str(set_id())})

        assert self.ticked() == {"q1": True, "q2": False, "q3": True}
        publish(client, preview)
        assert {key: item.state for key, item in items().items()} == {
            "q1": ItemState.LIVE,
            "q2": ItemState.DRAFT,
            "q3": ItemState.LIVE,
        }

    def test_outlive_a_reading_that_fails(self, client, preview):
        sent = choices_of(client.get(preview).text)

        client.post(f"{preview}/choices", {**sent, "live": ["0"], "format": "json_lines"})
        client.post(f"{preview}/choices", {"format": "csv_table"})

        assert self.ticked() == {"q1": True, "q2": False, "q3": False}

    def test_outlive_a_change_of_the_set_meanwhile(self, client):
        bring(client, table(GOOD))
        preview = upload(client, table(GOOD, OTHER), "spine.csv")
        sent = {**form_of(client.get(preview).text), "live": ["0"]}
        bring(client, table(GOOD.replace("Which process", "Which part")))

        client.post(f"{preview}/confirm", sent)

        assert self.ticked() == {"q1": True, "q2": False}


class TestNewVersion:
    def test_of_a_set_updates_it_whatever_the_file_is_called(self, client):
        bring(client, table(GOOD, OTHER))
        page = client.get(f"/sets/{set_id()}").text
        address = f"/sets/{set_id()}/upload"
        assert f'href="{address}"' in page
        assert "New version of “spine”" in words(client.get(address).text)

        preview = send(client, table(GOOD, OTHER), "Kopie von spine (2).csv", status=302, to=address).location

        assert stats(client.get(preview).text)["Unchanged"] == 2
        publish(client, preview)
        assert titles() == ["spine"]

    def test_is_read_as_questions_of_a_set_of_questions(self, client):
        bring(client, table(GOOD))

        preview = send(
            client, b"Front one\tback\nFront two\tback\n", "x.txt", status=302, to=f"/sets/{set_id()}/upload"
        ).location

        assert "/imports/" in preview

    def test_that_cannot_be_read_leads_back_to_the_upload_of_its_set(self, client):
        bring(client, table(GOOD))
        address = f"/sets/{set_id()}/upload"

        preview = send(client, b"not,a,table of questions\n", "x.csv", status=302, to=address).location

        assert f'href="{address}">upload it again' in client.get(preview).text

    @pytest.mark.usefixtures("quick_library")
    def test_is_read_as_an_article_of_a_set_of_an_article(self, client):
        publish(client, upload(client, ARTICLE.encode(), "spine.txt"))
        number = set_id()

        preview = send(
            client, ARTICLE.encode(), "Kopie.csv", status=302, to=f"/sets/{number}/upload"
        ).location

        assert "/uploads/" in preview
        publish(client, preview)
        assert set_id() == number

    def test_keeps_the_title_unless_another_is_typed(self, client):
        bring(client, table(GOOD))
        preview = upload(client, table(GOOD, OTHER), "spine-v2.csv")
        client.post(f"{preview}/choices", {**choices_of(client.get(preview).text), "target": str(set_id())})
        assert form_of(client.get(preview).text)["title"] == "spine"

        publish(client, preview, title="Spine, second edition")

        assert titles() == ["Spine, second edition"]


class TestProposal:
    def test_of_a_set_that_has_most_of_the_questions_is_taken_by_one_click(self, client):
        bring(client, table(GOOD, OTHER))
        preview = upload(client, table(GOOD, OTHER, THIRD), "other.csv")
        page = client.get(preview).text
        assert "2 of 3 questions are in “spine” already." in words(page)

        client.post(f"{preview}/choices", {**choices_of(page), "instead": str(set_id())})

        page = client.get(preview).text
        assert (stats(page)["Unchanged"], stats(page)["Added"]) == (2, 1)
        assert "already." not in words(page)
        publish(client, preview)
        assert titles() == ["spine"]

    def test_knows_questions_without_ids_by_stem_and_key(self, client):
        head = "stem,answer\n"
        bring(client, f"{head}One?,two\nThree?,four\n".encode(), "cards.csv")

        page = client.get(upload(client, f"{head}three?,Four\n".encode(), "other.csv")).text
        assert "1 of 1 question is in “cards” already." in words(page)

    def test_is_not_made_for_half_of_the_questions_nor_of_sets_of_others(self, client, client_of, make):
        bring(client, table(GOOD))
        bring(client_of(make.instructor()), table(OTHER, THIRD), "theirs.csv")

        page = client.get(upload(client, table(GOOD, OTHER, THIRD), "other.csv")).text

        assert "already." not in words(page)

    def test_is_made_of_a_sample_of_a_long_file_and_counts_all(self, client):
        rows = [f"q{n},Which finding {n} is it?,a1,b1,c1,d1,A" for n in range(450)]
        bring(client, table(*rows))

        page = client.get(upload(client, table(*rows[:440]), "other.csv")).text

        assert "440 of 440 questions are in “spine” already." in words(page)
        assert count(Upload) == 1
