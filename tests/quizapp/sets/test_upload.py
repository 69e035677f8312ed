"""Which files are refused, and what the person is told: what is wrong, on which line, and what to do."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from io import BytesIO

import pytest
import sqlalchemy as sa

from questions import FORMATS
from quizapp.extensions import db
from quizapp.models import Item, QuestionSet, Upload
from tests.quizapp.sets.upload_client import publish, refusal, upload

GOOD = b"stem,answer\nWhich code has kissing spine?,M48.2\n"


@pytest.mark.parametrize("name", ["article.txt", "article.md"])
@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "the file is empty. Choose the file again."),
        (b" \n\n ", "the file is empty. Choose the file again."),
        (b"Title\n\nCauses\n\x00\x01", "line 4: the file is binary, not text. Save it as plain text"),
        (b"%PDF-1.7 Title", "line 1: the file is a PDF, not text. Save it as plain text"),
        (b"PK\x03\x04Title", "line 1: the file is a zip archive"),
        (b"Title\n\nCauses \x81\x8d", "line 3: the text is neither UTF-8 nor Windows-1252."),
        (b"\xff\xfeT\x00i\x00\x00", "says it is UTF-16-LE but is not. Save it as plain text"),
    ],
    ids=["empty", "blank", "binary", "pdf", "zip", "undecodable", "broken UTF-16"],
)
def test_a_file_that_is_no_text_is_refused_and_nothing_is_kept(client_of, make, name, data, said):
    page = refusal(client_of(make.instructor()), data, name)

    assert said in page
    assert name in page
    assert db.session.scalar(sa.select(Upload)) is None


def test_a_request_beyond_the_limit_says_so(client_of, make):
    page = refusal(client_of(make.instructor()), b"a" * 52_000_000, "x.txt", status=413)

    assert "The limit is 50 MB" in page


@pytest.mark.parametrize(
    ("data", "size"), [(b"Causes: poor posture.\n" * 50_000, "1.1"), (b"a" * 10_000_001, "10.0")]
)
def test_an_article_of_the_size_of_a_book_is_refused(client_of, make, data, size):
    page = refusal(client_of(make.instructor()), data, "book.txt", status=413)

    assert f"the file has {size} MB; the limit is 1 MB. Upload one article a file" in page
    assert db.session.scalar(sa.select(Upload)) is None


def test_the_page_lists_every_form_that_can_be_read(client_of, make):
    page = client_of(make.instructor()).get("/sets/upload").text

    assert {one.title for one in FORMATS} <= set(re.findall(r"<dt>([^<]+)</dt>", unescape(page)))
    accepted = re.search(r'accept="([^"]+)"', page)[1].split(",")
    assert {suffix for one in FORMATS for suffix in one.suffixes} <= set(accepted)


def test_sending_no_file_is_told(client_of, make):
    page = client_of(make.instructor()).post("/sets/upload", {}, status=200)

    assert "Choose a file." in page.text


def test_an_upload_is_kept_for_its_preview_and_nothing_is_a_question_yet(client_of, make):
    client = client_of(make.instructor())

    preview = upload(client, GOOD)

    client.get(preview)
    assert db.session.scalar(sa.select(sa.func.count(Upload.id))) == 1
    assert db.session.scalar(sa.select(QuestionSet)) is None
    assert db.session.scalar(sa.select(Item)) is None


def test_a_waiting_upload_is_found_again_and_can_be_discarded(client_of, make):
    client = client_of(make.instructor())
    preview = upload(client, GOOD, "monday.csv")

    assert "monday.csv" in client.get("/sets/").text
    client.post(f"{preview}/discard")

    assert "monday.csv" not in client.get("/sets/").text
    client.get(preview, status=404)


def test_the_bytes_of_an_old_upload_are_deleted_at_the_next(client_of, make, time):
    client = client_of(make.instructor())
    old = upload(client, GOOD)

    time.moment += timedelta(days=8)
    upload(client, GOOD)

    client.get(old, status=404)


def test_the_folder_in_a_file_name_is_dropped(client_of, make):
    client = client_of(make.instructor())

    page = client.get(upload(client, GOOD, "../ann/cards.csv"))

    assert "Import of cards.csv" in page.text


def test_the_template_can_be_filled_in_and_uploaded(client_of, make):
    client = client_of(make.instructor())
    template = client.get("/sets/template.csv").data

    page = client.get(upload(client, template, "questions.csv"))

    assert template.decode("utf-8-sig").startswith("id,stem,option_a,option_b,option_c,option_d,option_e,")
    assert "Rejected (" not in page.text
    assert page.text.count('name="live"') == 3


def test_a_student_cannot_upload(client_of, make):
    client_of(make.user()).post("/sets/upload", {"file": (BytesIO(GOOD), "x.csv")}, status=403)


def test_the_preview_of_another_instructor_is_not_there(client_of, make):
    preview = upload(client_of(make.instructor()), GOOD)
    other = client_of(make.administrator())

    other.get(preview, status=404)
    for action in ("choices", "ticks", "confirm", "discard"):
        other.post(f"{preview}/{action}", status=404)
    other.get(f"{preview}/progress", status=404)


def test_an_upload_that_was_published_or_discarded_says_so_with_the_way_on(client_of, make):
    client = client_of(make.instructor())
    published, discarded = upload(client, GOOD), upload(client, GOOD)
    publish(client, published)
    client.post(f"{discarded}/discard")

    for address in (published, discarded, "/sets/uploads/999"):
        text = client.get(address, status=404).text
        assert "This upload was published or discarded already, or never was." in text
        assert '<a class="button button--primary" href="/sets/">Go to question sets</a>' in text


def test_waiting_uploads_of_one_name_are_told_apart_by_the_time_of_day(client_of, make, time):
    client = client_of(make.instructor(zone="Europe/Berlin"))

    for _ in range(2):
        upload(client, GOOD)
        time.move(minutes=61)

    shown = re.findall(r"<time [^>]*>([^<]*)</time>", client.get("/sets/").text)
    assert len(set(shown)) == 2


def test_a_pdf_is_refused_with_what_to_do_and_not_kept(client_of, make):
    page = refusal(client_of(make.instructor()), b"%PDF-1.7 questions", "handout.pdf")

    assert "handout.pdf: this is a PDF, which is not read here. Open it in Word and save it as .docx." in page
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Upload)) == 0
