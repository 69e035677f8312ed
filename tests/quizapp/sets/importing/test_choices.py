"""A file read otherwise than it shows, and what two tabs on one preview do to each other."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from quizapp.extensions import db, writing
from quizapp.models import Item, QuestionSet, Upload, UploadKind, UploadStage
from tests.quizapp.sets.importing.imported import bring, count, items
from tests.quizapp.sets.upload_client import ARTICLE, GOOD, choices_of, form_of, publish, stats, table, upload

OTHER = "q2,Which joint lies behind the disc?,Facet,Sacroiliac,Hip,Knee,A"


class TestReadAnew:
    def test_in_another_encoding(self, client):
        preview = upload(client, "stem,answer\nŁódź?,Polska – ł\n".encode("cp1250"), "cards.csv")
        assert "Łódź" not in client.get(preview).text

        client.post(f"{preview}/choices", {**choices_of(client.get(preview).text), "encoding": "cp1250"})

        page = client.get(preview).text
        assert "Łódź?" in page
        assert "Windows-1250" in page

    def test_with_another_separator(self, client):
        preview = upload(client, b"stem;answer\nOne, two?;three\n", "cards.csv")
        sent = choices_of(client.get(preview).text)

        client.post(f"{preview}/choices", {**sent, "delimiter": ","})
        page = client.get(preview).text
        assert "could not be read" in page
        assert "names no column for the stem" in page

        client.post(f"{preview}/choices", {**choices_of(page), "delimiter": ";"})
        assert "One, two?" in client.get(preview).text

    def test_with_columns_whose_meaning_is_said(self, client):
        preview = upload(client, b"Kysymys,Vastaus,Nota\nWhich crystal?,Urate,easy\n", "cards.csv")
        page = client.get(preview).text
        assert "unknown headings" in page
        sent = choices_of(page)
        headings = [sent[f"columns-{n}-heading"] for n in range(3)]
        meanings = {"Kysymys": "stem", "Vastaus": "answer", "Nota": ""}

        client.post(
            f"{preview}/choices",
            {**sent, **{f"columns-{n}-meaning": meanings[heading] for n, heading in enumerate(headings)}},
        )

        page = client.get(preview).text
        assert stats(page)["Added"] == 1
        assert "Not taken over: column “Nota”" in page or "Nota" in page
        assert choices_of(page)["columns-0-heading"] == "Nota"  # what means nothing comes first

    def test_as_another_form(self, client):
        preview = upload(client, b"stem,answer\nWhich crystal?,Urate\n", "cards.csv")

        client.post(f"{preview}/choices", {**choices_of(client.get(preview).text), "format": "json_lines"})

        page = client.get(preview).text
        assert "could not be read" in page
        client.post(f"{preview}/choices", {**choices_of(page), "format": ""})
        assert stats(client.get(preview).text)["Added"] == 1

    @pytest.mark.usefixtures("quick_library")
    def test_as_an_article_and_back(self, client):
        preview = upload(client, ARTICLE.encode(), "spine.csv")
        assert "could not be read" in client.get(preview).text

        answer = client.post(
            f"{preview}/choices", {**choices_of(client.get(preview).text), "format": "article"}
        )

        number = int(preview.rsplit("/", 1)[1])
        assert answer.location == f"/sets/uploads/{number}"
        assert db.session.get_one(Upload, number).kind is UploadKind.ARTICLE
        assert client.get(preview, status=302).location == answer.location
        client.post(f"{preview}/choices", {"format": "csv_table"})
        assert db.session.get_one(Upload, number).stage is UploadStage.FAILED

    def test_an_article_as_questions_after_choices_were_made_for_it(self, client):
        article = upload(client, ARTICLE.encode(), "spine.txt")
        sent = {**form_of(client.get(article).text), "title": "Another title", "code": "M48.2"}
        client.post(article, sent)

        preview = article.replace("uploads", "imports")
        client.post(f"{preview}/choices", {"format": "tab_text"})

        assert db.session.scalar(sa.select(Upload.kind)) == UploadKind.QUESTION_SET
        client.get(preview)

    def test_what_is_no_article_stays_what_it_was(self, client):
        preview = upload(client, b"\x00\x01", "x.csv")

        client.post(f"{preview}/choices", {**choices_of(client.get(preview).text), "format": "article"})

        assert "binary, not text" in client.get(preview).text


class TestTwoTabs:
    def test_a_preview_that_was_read_otherwise_meanwhile_is_not_imported(self, client):
        preview = upload(client, table(GOOD))
        old = form_of(client.get(preview).text)
        client.post(f"{preview}/choices", {**choices_of(client.get(preview).text), "title": "Other"})

        answer = client.post(f"{preview}/confirm", old)

        assert answer.location == preview
        assert count(Item) == 0
        assert "Something changed since this preview was made" in client.get(preview).text
        publish(client, preview)
        assert db.session.scalars(sa.select(QuestionSet.title)).all() == ["Other"]

    def test_a_set_that_changed_meanwhile_is_compared_anew(self, client):
        first, second = (upload(client, table(GOOD), "spine.csv") for _ in range(2))
        seen = form_of(client.get(second).text)
        publish(client, first)

        answer = client.post(f"{second}/confirm", seen)

        assert answer.location == second
        assert count(Item) == 1
        assert stats(client.get(second).text)["Unchanged"] == 1

    @pytest.mark.parametrize("title", ["spine", "Chosen"])
    def test_a_set_that_is_no_longer_theirs_to_edit_is_not_changed(self, client, make, title):
        bring(client, table(GOOD))
        preview = upload(client, table(GOOD, OTHER), "spine.csv")
        client.post(f"{preview}/choices", {**choices_of(client.get(preview).text), "title": title})
        seen, other = form_of(client.get(preview).text), make.instructor()
        with writing() as session:
            session.scalars(sa.select(QuestionSet)).one().owner_id = other.id

        answer = client.post(f"{preview}/confirm", seen)

        assert answer.location == preview
        assert list(items()) == ["q1"]
        assert stats(client.get(preview).text)["Added"] == 2  # to a set of their own

    def test_importing_twice_stores_once(self, client):
        preview = upload(client, table(GOOD))
        fields = form_of(client.get(preview).text)

        client.post(f"{preview}/confirm", fields)
        client.post(f"{preview}/confirm", fields, status=404)

        assert count(Item) == 1


def test_a_preview_shows_nothing_of_a_set_that_is_no_longer_shared(client, client_of, make, teacher):
    bring(client, table(GOOD, OTHER))
    set_id = db.session.scalar(sa.select(QuestionSet.id))
    colleague = make.instructor()
    client.post(f"/sets/{set_id}/sharing", {"email": colleague.email, "right": "edit"})
    theirs = client_of(colleague)
    preview = upload(theirs, table(GOOD.replace("Mamillary", "Costal")), "spine.csv")
    shown = [theirs.get(f"{preview}?show={tab}").text for tab in ("changed", "missing")]

    client.post(f"/sets/{set_id}/sharing/{colleague.id}/end")

    hidden = [theirs.get(f"{preview}?show={tab}").text for tab in ("changed", "missing")]
    secrets = ("Mamillary", "Which joint lies behind the disc?")
    assert [secret in page for secret, page in zip(secrets, shown, strict=True)] == [True, True]
    assert [secret in page for secret, page in zip(secrets, hidden, strict=True)] == [False, False]
