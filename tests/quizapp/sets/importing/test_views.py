"""The page of an import: how a file was read and can be read otherwise, what it changes, what is stored."""

from __future__ import annotations

import re
from base64 import b64encode
from collections import Counter
from dataclasses import replace

import pytest
import sqlalchemy as sa

from questions import item_from_dict
from quizapp.background import work_once
from quizapp.extensions import db, writing
from quizapp.models import (
    Card,
    Item,
    ItemState,
    ItemVersion,
    QuestionSet,
    SetImport,
    StagedItem,
    Upload,
)
from quizapp.publishing import edit_item
from quizapp.sets.service import store_upload
from tests.factories import PICTURE
from tests.page_client import words
from tests.quizapp.sets.importing.imported import bring, count, items
from tests.quizapp.sets.upload_client import (
    GOOD,
    choices_of,
    form_of,
    publish,
    stats,
    table,
    upload,
)

OTHER = "q2,Which joint lies behind the disc?,Facet,Sacroiliac,Hip,Knee,A"
KEYLESS = "q3,No key,a1,b1,c1,d1,"


def test_what_is_imported_is_what_the_preview_counted(client):
    counts = bring(client, table(GOOD, KEYLESS))

    done = db.session.scalar(sa.select(SetImport))
    assert counts == {"Found": 2, "Added": 1, "Changed": 0, "Unchanged": 0, "Rejected": 1}
    assert (done.found, done.added, done.changed, done.unchanged, done.rejected) == (2, 1, 0, 0, 1)
    assert [(item.key, item.state) for item in items().values()] == [("q1", "live")]
    assert count(ItemVersion) == 1
    assert count(Upload) == count(StagedItem) == 0


def test_the_same_file_again_adds_nothing(client):
    bring(client, table(GOOD, OTHER))
    before = {key: (item.id, item.version) for key, item in items().items()}

    counts = bring(client, table(GOOD, OTHER))

    assert counts == {"Found": 2, "Added": 0, "Changed": 0, "Unchanged": 2, "Rejected": 0}
    assert {key: (item.id, item.version) for key, item in items().items()} == before
    assert count(QuestionSet) == 1


def test_an_edited_file_changes_what_was_edited_and_keeps_ids_and_schedules(client, make):
    bring(client, table(GOOD, OTHER))
    before = {key: item.id for key, item in items().items()}
    student = make.user()
    for item_id in before.values():
        make.card(student, item_id, interval_days=7, flagged=True)

    counts = bring(client, table(GOOD.replace("Which process", "Which part"), OTHER))

    after = items()
    cards = db.session.scalars(sa.select(Card)).all()
    assert (counts["Changed"], counts["Unchanged"], counts["Added"]) == (1, 1, 0)
    assert {key: item.id for key, item in after.items()} == before
    assert {key: item.version for key, item in after.items()} == {"q1": 2, "q2": 1}
    assert {(card.interval_days, card.flagged) for card in cards} == {(7, True)}
    assert len(cards) == 2


WITHOUT_IDS = "stem,option_a,option_b,option_c,key\n"


@pytest.mark.parametrize(
    ("second", "changed"),
    [
        ("Which crystal causes gout?,Urate,Oxalate,Pyrophosphate,A\n", 1),
        ("Which crystal causes gout?,Oxalate,Urate,Cystine,A\n", 1),
    ],
    ids=["another distractor: by stem and key", "another key: by stem"],
)
def test_a_question_without_id_is_known_again(client, second, changed):
    bring(client, (WITHOUT_IDS + "Which crystal causes gout?,Urate,Oxalate,Cystine,A\n").encode())
    before = [item.id for item in items().values()]

    counts = bring(client, (WITHOUT_IDS + second).encode())

    assert (counts["Changed"], counts["Added"]) == (changed, 0)
    assert [item.id for item in items().values()] == before


def test_a_changed_question_shows_old_and_new_words_and_says_where_it_was_edited_here(client, teacher, time):
    bring(client, table(GOOD, OTHER))
    item = items()["q1"]
    with writing() as session:
        stored = session.get_one(Item, item.id)
        edited = replace(item_from_dict(stored.content), stem="Which bony process is touched?")
        edit_item(session, stored, edited, by_id=teacher.id, now=time.now())

    preview = upload(client, table(GOOD.replace("Which process", "Which part"), OTHER), "spine.csv")
    page = client.get(f"{preview}?show=changed").text

    assert "<dt>Stem</dt>" in page
    assert re.search(r"<del>[^<]*bony", page)
    assert "edited here" in page
    assert "1 question that you edited here since the last file gets the text of this file." in words(page)
    assert 'name="live"' in page
    assert page.count('class="item"') == 1


def test_each_list_shows_its_records(client):
    bring(client, table(GOOD, OTHER))
    preview = upload(
        client, table(GOOD.replace("Which process", "Which part"), KEYLESS, "q4,New?,a,b,c,d,A"), "spine.csv"
    )

    shown = {
        tab: words(client.get(f"{preview}?show={tab}").text)
        for tab in ("all", "added", "changed", "unchanged", "rejected", "missing")
    }

    assert "To import (2)" in shown["all"]
    assert "New?" in shown["added"]
    assert "Which part is touched" in shown["changed"]
    assert "No questions here" in shown["unchanged"]
    assert "Line 3" in shown["rejected"]
    assert "q3,No key,a1,b1,c1,d1," in shown["rejected"]
    assert "Which joint lies behind the disc?" in shown["missing"]


def test_a_long_rejected_text_keeps_its_rest_behind_a_button(client):
    text = "word " * 200
    page = client.get(upload(client, table(GOOD, f"q2,{text},a,b,c,d,")) + "?show=rejected").text

    assert page.count("<summary>As it stands in the file</summary>") == 1


def test_many_questions_come_in_pages_of_fifty(client):
    preview = upload(client, table(*(f"q{n},Which finding {n} is it?,a1,b1,c1,d1,A" for n in range(120))))

    pages = [client.get(f"{preview}?page={page}").text for page in (1, 2, 3, 99)]

    assert [page.count('name="live"') for page in pages] == [50, 50, 20, 20]
    assert "Page 3 of 3" in pages[3]


def test_ticks_of_a_page_are_saved_alone_and_all_at_once(client):
    preview = upload(client, table(GOOD, OTHER))
    seen = form_of(client.get(preview).text)["seen"]

    def live() -> list[bool]:
        return list(db.session.scalars(sa.select(StagedItem.is_live).order_by(StagedItem.position)))

    client.post(f"{preview}/ticks", {"seen": seen, "shown": ["0"]})
    assert live() == [False, True]
    client.post(f"{preview}/ticks", {"seen": seen, "whole": "draft"})
    assert live() == [False, False]
    client.post(f"{preview}/ticks", {"seen": seen, "whole": "live"})
    assert live() == [True, True]
    answer = client.post(
        f"{preview}/ticks", {"seen": seen, "shown": ["1"]}, status=200, headers={"Accept": "application/json"}
    )
    assert answer.json == {"live": 1}


def test_unticked_questions_are_stored_as_drafts(client):
    preview = upload(client, table(GOOD, OTHER))

    publish(client, preview, live=["0"])

    assert {key: item.state for key, item in items().items()} == {"q1": "live", "q2": "draft"}


def test_a_state_that_an_instructor_gave_stays_when_the_file_comes_again(client):
    bring(client, table(GOOD, OTHER))
    item_id = items()["q2"].id
    set_id = db.session.scalar(sa.select(QuestionSet.id))
    client.post(f"/sets/{set_id}/items", {"change": f"retired {item_id}"})

    bring(client, table(GOOD, OTHER))

    assert items()["q2"].state == ItemState.RETIRED


@pytest.mark.parametrize(("missing", "state"), [("retire", "retired"), ("keep", "live")])
def test_questions_that_the_file_has_not_are_retired_or_kept(client, missing, state):
    bring(client, table(GOOD, OTHER))
    preview = upload(client, table(GOOD), "spine.csv")

    client.post(f"{preview}/choices", {**choices_of(client.get(preview).text), "missing": missing})
    publish(client, preview)

    assert items()["q2"].state == state


def test_the_title_and_the_set_that_is_updated_can_be_chosen(client):
    bring(client, table(GOOD))
    preview = upload(client, table(GOOD), "spine.csv")
    sent = choices_of(client.get(preview).text)

    client.post(f"{preview}/choices", {**sent, "title": "A copy", "target": "0"})
    assert stats(client.get(preview).text)["Added"] == 1
    publish(client, preview)

    assert sorted(db.session.scalars(sa.select(QuestionSet.title))) == ["A copy", "spine"]


def test_a_set_that_is_renamed_in_its_update_stays_the_one_that_was_shown(client):
    bring(client, table(GOOD))
    preview = upload(client, table(GOOD), "spine.csv")

    client.post(f"{preview}/choices", {**choices_of(client.get(preview).text), "title": "Baastrup"})
    publish(client, preview)

    assert db.session.scalars(sa.select(QuestionSet.title)).all() == ["Baastrup"]


def test_an_empty_title_is_asked_for_beside_its_field(client):
    preview = upload(client, table(GOOD))

    page = client.post(
        f"{preview}/choices", {**choices_of(client.get(preview).text), "title": " "}, status=200
    )

    assert "Give the set a title." in page.text


def test_a_set_of_another_instructor_is_no_target(client_of, make, client):
    bring(client_of(make.instructor()), table(GOOD))
    other = db.session.scalar(sa.select(QuestionSet.id))
    preview = upload(client, table(GOOD), "spine.csv")
    sent = choices_of(client.get(preview).text)

    page = client.post(f"{preview}/choices", {**sent, "target": str(other)}, status=200)

    assert "Not a valid choice" in page.text
    assert stats(client.get(preview).text)["Added"] == 1


def test_a_fault_at_item_900_of_1000_stores_nothing(client):
    preview = upload(client, table(*(f"q{n},Which finding {n} is it?,a1,b1,c1,d1,A" for n in range(1000))))
    fields = form_of(client.get(preview).text)
    with writing() as session:
        session.execute(
            sa.text(
                "CREATE TRIGGER fault BEFORE INSERT ON item WHEN NEW.position = 899 "
                "BEGIN SELECT RAISE(ABORT, 'disk error'); END"
            )
        )

    client.post(f"{preview}/confirm", fields, status=500)

    assert count(Item) == count(ItemVersion) == count(QuestionSet) == count(SetImport) == 0
    assert count(Upload) == 1
    assert count(StagedItem) == 1000


def test_a_bad_row_900_of_1000_is_rejected_with_its_line(client):
    rows = [f"q{number},Which finding {number} is it?,a1,b1,c1,d1,A" for number in range(1, 1001)]
    rows[899] = rows[899].removesuffix("A")

    preview = upload(client, table(*rows))

    assert stats(client.get(preview).text) == {
        "Found": 1000, "Added": 999, "Changed": 0, "Unchanged": 0, "Rejected": 1,
    }  # fmt: skip
    assert "Line 901" in words(client.get(f"{preview}?show=rejected").text)
    assert count(Item) == 0


MOODLE = """<?xml version="1.0" encoding="UTF-8"?>
<quiz><question type="multichoice">
<name><text>Urate</text></name>
<questiontext format="html">
<text><![CDATA[<p>What is this? <img src="@@PLUGINFILE@@/a.png" alt="crystal"></p>]]></text>
<file name="a.png" path="/" encoding="base64">%s</file></questiontext>
<single>true</single>
<answer fraction="100" format="html"><text>Urate</text></answer>
<answer fraction="0" format="html"><text>Oxalate</text></answer>
</question></quiz>"""


def test_the_images_of_a_file_are_shown_before_and_after_it_is_imported(client, client_of, make):
    preview = upload(client, (MOODLE % b64encode(PICTURE).decode()).encode(), "quiz.xml")

    address = re.search(r'src="(/sets/imports/\d+/media/[^"]+)"', client.get(preview).text)[1]
    image = client.get(address)
    assert image.data == PICTURE
    assert image.mimetype == "image/png"
    assert image.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    client_of(make.instructor()).get(address, status=404)
    client.get(address.rsplit("/", 1)[0] + "/..%2f..%2fsecret", status=404)

    shown = client.get(publish(client, preview).location).text
    stored = re.search(r'src="(/media/[^"]+)"', shown)[1]
    assert client.get(stored).data == PICTURE


class TestProgress:
    @pytest.fixture
    def waiting(self, teacher, time) -> str:
        """The address of a file that is too long to be read while its sender waits."""
        rows = (f"q{n},Which finding {n} is it?{'.' * 100},a1,b1,c1,d1,A" for n in range(2000))
        number = store_upload(table(*rows), "long.csv", owner_id=teacher.id, clock=time.now)
        return f"/sets/imports/{number}"

    def test_a_long_file_waits_for_the_background(self, client, waiting):
        page = client.get(waiting).text

        assert "Reading long.csv" in page
        assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in page
        assert client.get(f"{waiting}/progress").json == {
            "done": 0,
            "total": None,
            "over": False,
            "silent": False,
        }

    def test_after_ten_seconds_without_a_sign_it_says_what_is_wrong(self, client, waiting, time):
        time.move(minutes=0.2)

        assert client.get(f"{waiting}/progress").json["silent"] is True
        assert "quizapp work" in client.get(waiting).text

    def test_it_is_read_by_the_background_and_can_be_imported(self, client, waiting, time):
        assert work_once(time.now)
        assert not work_once(time.now)

        assert client.get(f"{waiting}/progress").json["over"] is True
        assert stats(client.get(waiting).text)["Added"] == 2000
        publish(client, waiting)
        assert count(Item) == 2000

    def test_it_cannot_be_imported_before(self, client, waiting):
        answer = client.post(f"{waiting}/confirm", {"seen": ""})

        assert answer.location == waiting
        assert "The file is not read yet." in client.get(waiting).text


def test_the_page_with_everything_has_one_of_each_heading(client):
    bring(client, table(GOOD, OTHER))
    page = client.get(upload(client, table(GOOD.replace("Which", "What"), KEYLESS), "spine.csv")).text

    assert Counter(re.findall(r"<h2[^>]*>([^<]+)", page)) == Counter(
        ["How it is read", "What it becomes", "Questions"]
    )
