"""What a preview says of a file before anything is stored: counts that add up, problems with their lines."""

from __future__ import annotations

import re
from html import unescape

import pytest
import sqlalchemy as sa

from questions import bundled_articles, extract_facts
from quizapp.extensions import db
from quizapp.models import Item, Upload
from quizapp.sets.previews import preview_of
from tests.page_client import PageClient
from tests.quizapp.sets.upload_client import ARTICLE, GOOD, form_of, publish, stats, table, upload

pytestmark = pytest.mark.usefixtures("quick_library")


def rejections(html: str) -> list[tuple[int, str]]:
    """Line and reason of each rejected record."""
    rows = re.findall(r'<p class="import-place">[Ll]ine (\d+)</p>\s*<p>(.*?)</p>', html, re.DOTALL)
    return [(int(line), reason) for line, reason in rows]


@pytest.fixture
def client(client_of, make) -> PageClient:
    return client_of(make.instructor())


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("q2,Which one?,a1,b1,c1,d1,", "The row has no key. Write the letter of the right option"),
        ("q2,Which one?,a1,b1,c1,d1,F", "names no option of this row"),
        ("q2,,a1,b1,c1,d1,A", "The stem is empty. Write the question into it."),
        ("q1,Which one?,a1,b1,c1,d1,A", "is used already on line 2"),
        ("q2,Which one?,a1,,,,A", "It needs at least two."),
        ('q2,"Which one?,a1,b1,c1,d1,A', "A quotation mark opens a cell and is not closed"),
    ],
)
def test_a_bad_row_is_rejected_with_its_line_what_to_do_and_its_text(client, row, reason):
    page = client.get(f"{upload(client, table(GOOD, row))}?show=rejected")

    [(line, said)] = rejections(page.text)
    assert line == 3
    assert reason in said
    assert "q2" in page.text or "q1" in page.text
    assert stats(page.text) == {"Found": 2, "Added": 1, "Changed": 0, "Unchanged": 0, "Rejected": 1}


def test_lines_are_counted_through_quoted_newlines_which_are_kept_with_a_note(client):
    preview = upload(client, table('q1,"Which\none?",a1,b1,c1,d1,A', "q2,Which two?,a1,b1,c1,d1,"))
    page = client.get(f"{preview}?show=rejected")

    assert "Line 2: A cell of this row has line breaks; they were kept." in page.text
    assert [line for line, _ in rejections(page.text)] == [4]


def test_windows_1252_is_read_with_a_warning_and_its_line(client):
    page = client.get(upload(client, table(GOOD, "q2,Café?,a1,b1,c1,d1,A", encoding="cp1252")))

    assert "Line 3: The file is not UTF-8; it was read as Windows-1252." in page.text
    assert "Read as Windows-1252 (Western Europe)." in page.text
    assert "Read as parted by comma." in page.text
    assert "Café?" in page.text


def test_utf_16_is_read_with_a_warning(client):
    page = client.get(upload(client, table(GOOD, encoding="utf-16")))

    assert "Line 1: The file is in UTF-16; it was read as that." in page.text
    assert stats(page.text)["Added"] == 1


def test_a_column_without_a_place_is_named(client):
    page = client.get(upload(client, b"stem;answer;points\nWhich code?;M48.2;3\n"))

    assert "Not taken over: column &#34;points&#34;, filled in 1 row." in page.text
    assert "Read as parted by semicolon." in page.text


def test_a_flaw_is_advice_beside_its_item_and_rejects_nothing(client):
    page = client.get(upload(client, table("q1,Which of the following is true?,All of the above,b1,c1,d1,A")))

    assert "<b>Unfocused stem.</b>" in page.text
    assert "<b>All or none of the above.</b>" in page.text
    assert "Line 2" in page.text
    assert stats(page.text)["Added"] == 1


def test_flaws_of_html_are_looked_for_in_its_words(client):
    gift = "[html]<p>Which crystal causes gout?</p>{=Urate ~Oxalate ~<p>All <i>of</i> the <b>above</b></p>}"

    page = client.get(upload(client, gift.encode(), "gout.gift"))

    assert re.findall("<b>([A-Z][^<]*)[.]</b>", page.text) == ["All or none of the above"]


def test_a_file_with_no_good_row_has_nothing_to_publish(client):
    page = client.get(upload(client, table("q1,Which one?,a1,b1,c1,d1,")))

    assert "There is nothing to import" in page.text
    assert ">Import</button>" not in page.text


def test_an_article_shows_facts_code_chapter_and_each_item_with_its_sentence(client):
    page = client.get(upload(client, ARTICLE.encode(), "kissing-spine.txt"))

    assert "<dt>M48.2</dt><dd>Kissing spine</dd>" in page.text
    assert "Diseases of the musculoskeletal system and connective tissue" in page.text
    assert re.search(r"Causes \(\d\)</summary>", page.text)
    assert 'poor posture <span class="muted">line 5</span>' in page.text
    assert "<q>Kissing spine is caused by poor posture and by trauma to the back.</q>" in page.text


def test_counts_of_an_article_add_up(client):
    preview = upload(client, ARTICLE.encode(), "kissing-spine.txt")

    found = stats(client.get(preview).text)

    assert found["Found"] == found["Added"] > 5
    assert found["Changed"] == found["Unchanged"] == 0


def test_an_article_without_a_code_is_warned_of_and_offered_the_codes_of_its_title(client):
    text = ARTICLE.replace("ICD-10 code: M48.2\n", "")
    preview = upload(client, text.encode(), "kissing-spine.txt")

    before = client.get(preview)
    client.post(preview, {**form_of(before.text), "suggested": "M48.2"})
    after = client.get(preview)

    assert "Line 1: No ICD-10 code was found" in before.text
    assert "No ICD-10 code was found" not in after.text
    assert "Use M48.2" in before.text
    assert "<dt>M48.2</dt><dd>Kissing spine</dd>" in after.text
    assert "M48.2" in " ".join(
        one.item.answer for one in preview_of(db.session.scalar(sa.select(Upload))).items
    )


def test_a_code_that_the_classification_lacks_is_kept_with_a_warning_and_its_line(client):
    page = client.get(upload(client, ARTICLE.replace("M48.2", "I64").encode(), "stroke.txt"))

    assert "Line 3: ICD-10-CM has no code I64." in page.text


def test_of_an_unknown_code_that_was_set_only_that_is_said(client):
    preview = upload(client, ARTICLE.replace("ICD-10 code: M48.2\n", "").encode(), "stroke.txt")

    client.post(preview, {**form_of(client.get(preview).text), "code": "I64"})
    text = client.get(preview).text

    assert "ICD-10-CM has no code I64." in text
    assert "No ICD-10 code was found" not in text


def test_generated_questions_are_not_called_flawless(client):
    text = client.get(upload(client, ARTICLE.encode(), "kissing-spine.txt")).text

    assert "Those with an item-writing flaw that the program knows were left out." in text


def test_a_code_can_be_set_and_taken_away(client):
    preview = upload(client, ARTICLE.encode(), "kissing-spine.txt")
    fields = form_of(client.get(preview).text)

    client.post(preview, {**fields, "code": "m48"})
    assert "<dt>M48</dt>" in client.get(preview).text
    client.post(preview, {**fields, "code": ""})
    assert "<dt>M48" not in client.get(preview).text

    publish(client, preview)


@pytest.mark.parametrize("code", ["spine", "M4", "12.3", "M48.2 and M47"])
def test_what_is_no_code_is_refused_beside_its_field(client, code):
    preview = upload(client, ARTICLE.encode(), "kissing-spine.txt")

    page = client.post(preview, {**form_of(client.get(preview).text), "code": code}, status=200)

    assert f"“{code}” is no ICD-10 code. Write one such as M48.2, or leave it empty." in page.text


@pytest.mark.parametrize(
    ("field", "value"), [("title", ""), ("title", "x" * 301), ("target", "999"), ("target", "x")]
)
def test_bad_choices_are_said_and_publish_nothing(client, field, value):
    preview = upload(client, ARTICLE.encode(), "kissing-spine.txt")
    fields = {**form_of(client.get(preview).text), field: value}

    for url in (preview, f"{preview}/publish"):
        assert "There is a problem" in client.post(url, fields, status=200).text
    assert db.session.scalar(sa.select(Item)) is None


def test_what_was_not_understood_is_listed_with_its_line(client):
    file = next(file for file in bundled_articles() if file.id.endswith("/asthma"))
    unread = extract_facts(file.read()).unread

    page = unescape(client.get(upload(client, file.path.read_bytes(), "asthma.txt")).text)

    assert unread
    for one in unread:
        assert f'<li>{one.text} <span class="muted">line {one.line}</span></li>' in page


def test_a_file_that_was_taken_for_an_article_can_be_read_as_questions(client):
    preview = upload(client, b"Gout\n\nWhat causes gout? Urate crystals do.\n", "cards.txt")
    page = client.get(preview).text
    address = re.search(
        r'action="([^"]+)">\s*<input[^>]*>\s*<input type="hidden" name="format" value=""', page
    )

    there = client.post(address[1], {"format": ""}).location

    assert "/sets/imports/" in there
    assert "could not be read" in client.get(there).text


def test_why_questions_were_not_made_is_counted(client):
    page = client.get(upload(client, ARTICLE.replace("ICD-10 code: M48.2\n", "").encode(), "spine.txt"))

    assert re.search(r"Questions that were not made \(\d+\)", page.text)
    assert "1 × multiple choice: the article has no ICD-10 code" in page.text


def test_unticked_items_stay_unticked_when_the_preview_is_made_anew(client):
    preview = upload(client, ARTICLE.encode(), "kissing-spine.txt")
    fields = form_of(client.get(preview).text)
    _, *kept = fields["live"]

    client.post(preview, {**fields, "live": kept})

    assert form_of(client.get(preview).text)["live"] == kept
