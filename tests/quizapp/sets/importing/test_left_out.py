"""What a file brings not, or not whole, is told where nobody misses it, with the question that it was in."""

from __future__ import annotations

import re
from html import unescape

import pytest
import sqlalchemy as sa

from quizapp.extensions import db
from quizapp.models import ItemState, SetImport
from tests.page_client import PageClient, words
from tests.quizapp.sets.importing.imported import items
from tests.quizapp.sets.upload_client import GOOD, form_of, publish, stats, table, upload

KEYLESS = "q3,No key,a1,b1,c1,d1,"
GIFT = """::One:: Which crystal causes gout? {=Urate ~Oxalate}

::Two:: [html]Which lobe is white? <img src\\="films/lower%20lobe.png"> {=Lower ~Upper}

::Three:: Which crystal causes gout? {=Urate ~Oxalate}

::Four:: Broken? {~a ~b}

::Five:: Which joint? {=Knee =%50%Knees ~#None}
"""
CARTRIDGE = """<?xml version="1.0"?><questestinterop xmlns="http://www.imsglobal.org/xsd/ims_qtiasiv1p2"><assessment
ident="a" title="Quiz"><section ident="s">%s</section></assessment></questestinterop>"""


@pytest.fixture
def preview(client: PageClient) -> str:
    """The address of a file of five questions: one lost an image, one comes twice, one is broken."""
    return upload(client, GIFT.encode(), "gout.gift")


def test_that_questions_are_left_out_is_said_above_and_beside_import(client):
    page = client.get(upload(client, table(GOOD, KEYLESS))).text

    assert words(page).count("1 of 2 questions is left out: see why") == 2
    assert len(re.findall(r'href="[^"]*show=rejected#records"', page)) == 4  # tile and tab, too


def test_nothing_of_it_is_said_where_all_can_be_taken(client):
    page = client.get(upload(client, table(GOOD))).text

    assert "left out: see why" not in words(page)
    assert "show=rejected" not in page


def test_tiles_lead_to_what_they_count(client):
    address = upload(client, table(GOOD, KEYLESS))

    tiles = re.findall(r'import-tile[^"]*" href="([^"]+)"', client.get(address).text)

    assert [unescape(tile) for tile in tiles] == [
        f"{address}?show=added#records",
        f"{address}?show=rejected#records",
    ]


def test_a_repeat_is_counted_as_rejected_and_shown_apart_from_faults(client, preview):
    page = client.get(preview).text

    assert stats(page) == {"Found": 5, "Added": 3, "Changed": 0, "Unchanged": 0, "Rejected": 2}
    assert "left out, 1 for being in the file twice" in words(page)
    assert "1 of 5 questions is left out: see why" in words(page)
    shown = {tab: words(client.get(f"{preview}?show={tab}").text) for tab in ("rejected", "repeats")}
    assert "Broken?" in shown["rejected"]
    assert "Which crystal" not in shown["rejected"]
    assert "This is the same question as" in shown["repeats"]
    assert "Broken?" not in shown["repeats"]
    publish(client, preview)
    assert db.session.scalar(sa.select(SetImport.rejected)) == 2


def test_a_file_of_nothing_but_repeats_and_known_questions_has_no_fault(client):
    twice = upload(client, table(GOOD.replace("q1", ""), GOOD.replace("q1", "")))

    page = client.get(twice).text

    assert "left out: see why" not in words(page)
    assert "Twice in the file (1)" in words(page)


def test_a_question_without_its_image_says_so_and_is_not_ticked(client, preview):
    page = client.get(preview).text

    line = page[page.rindex("<li", 0, page.index("Which lobe is white?</")) :]
    assert "lost: image that is not in the file: lower lobe.png" in words(f"<main {line}")[:200]
    publish(client, preview)
    assert {item.content["name"]: item.state for item in items().values()} == {
        "One": ItemState.LIVE,
        "Two": ItemState.DRAFT,
        "Five": ItemState.LIVE,
    }


def test_questions_that_lost_something_have_a_list_of_their_own(client, preview):
    page = words(client.get(f"{preview}?show=losses").text)

    assert "See the 2 questions that lost something." in page
    assert "Not taken over: empty option." in page
    assert "Which lobe is white?" in page
    assert "Which crystal causes gout?" not in page


def test_a_question_ticked_in_spite_of_its_loss_stays_ticked_when_the_file_is_read_anew(client, preview):
    sent = {**form_of(client.get(preview).text), "live": ["0", "1", "2"], "format": "aiken"}
    client.post(f"{preview}/choices", sent)
    client.post(f"{preview}/choices", {"format": "gift"})

    assert client.get(preview).text.count(" checked") == 3


def test_a_place_in_a_text_is_its_line(client, preview):
    assert "Line 9" in words(client.get(preview).text)


def test_a_place_in_a_package_is_the_number_of_the_question(client):
    item = (
        '<item ident="i{n}"><presentation><material><mattext>Stem {n}?</mattext></material>'
        '<response_lid ident="r" rcardinality="Single"><render_choice>'
        '<response_label ident="a"><material><mattext>yes</mattext></material></response_label>'
        '<response_label ident="b"><material><mattext>no</mattext></material></response_label>'
        "</render_choice></response_lid></presentation><resprocessing><respcondition><conditionvar>"
        '<varequal respident="r">{key}</varequal></conditionvar><setvar action="Set">100</setvar>'
        "</respcondition></resprocessing><itemmetadata>points_possible</itemmetadata></item>"
    )
    data = CARTRIDGE % "".join(item.format(n=n, key=key) for n, key in ((1, "a"), (2, "zz"), (3, "b")))
    preview = upload(client, data.encode(), "quiz.xml")

    assert "Question 3" in words(client.get(preview).text)
    refused = client.get(f"{preview}?show=rejected").text
    assert "Question 2" in words(refused)
    assert re.search(r'<p class="import-said">([^<]+)</p>', refused)[1] == "Stem 2? yes no"
    assert "&lt;mattext&gt;" in refused
