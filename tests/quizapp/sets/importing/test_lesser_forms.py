"""A set exported as a form that holds less, edited there and imported again, loses nothing."""

from __future__ import annotations

from typing import Any

import pytest

from questions import FORMATS
from quizapp.extensions import db
from quizapp.models import SetImport
from tests.page_client import PageClient
from tests.quizapp.sets.editor_client import fields_of
from tests.quizapp.sets.importing.imported import bring, items
from tests.quizapp.sets.upload_client import form_of, stats, upload

FORMS = [one for one in FORMATS if one.write and one.name != "tab_text"]  # which holds cards alone
PICTURE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
QUIZ = f"""<?xml version="1.0" encoding="UTF-8"?>
<quiz>
<question type="category"><category><text>Heart/Valves</text></category></question>
<question type="multichoice"><name><text>Valve</text></name><idnumber>v1</idnumber>
  <questiontext format="html">
    <text><![CDATA[<p>Which <b>valve</b>? <img src="@@PLUGINFILE@@/v.png" alt="film"></p>]]></text>
    <file name="v.png" encoding="base64">{PICTURE}</file></questiontext>
  <single>true</single>
  <answer fraction="100"><text>Mitral</text><feedback><text>It is.</text></feedback></answer>
  <answer fraction="-25"><text>Aortic</text><feedback><text>Not that.</text></feedback></answer>
</question>
<question type="shortanswer"><name><text>Node</text></name><idnumber>v2</idnumber>
  <questiontext format="html"><text>What sets the pace of the heart?</text></questiontext>
  <answer fraction="100"><text>Sinus node</text></answer>
</question>
</quiz>""".encode()


def exported(client: PageClient, format_name: str) -> bytes:
    """The set as its page exports it."""
    (set_id,) = {item.set_id for item in items().values()}
    return bytes(client.get(f"/sets/{set_id}/export/{format_name}").data)


def update(client: PageClient, data: bytes, name: str, **changes: Any) -> dict[str, int]:
    """Import a file as an update of the set of the test; gives the preview's counts."""
    preview = upload(client, data, name)
    counts = stats(client.get(preview).text)
    client.post(f"{preview}/confirm", {**form_of(client.get(preview).text), **changes})
    return counts


def contents() -> dict[str, dict[str, Any]]:
    db.session.expire_all()
    return {key: dict(one.content, state=one.state) for key, one in items().items()}


@pytest.mark.parametrize("form", FORMS, ids=lambda one: one.name)
def test_a_set_exported_and_imported_again_stays_as_it_is(client: PageClient, form: Any) -> None:
    bring(client, QUIZ, "heart.xml")
    before = contents()
    assert "Heart" in str(before)
    assert ".png" in str(before)

    counts = update(client, exported(client, form.name), f"heart{form.suffixes[0]}")

    assert (counts["Added"], counts["Changed"]) == (0, 0)
    assert "Missing" not in counts
    assert contents() == before


def test_a_word_edited_in_a_table_changes_that_word_alone(client: PageClient) -> None:
    bring(client, QUIZ, "heart.xml")
    before = contents()

    counts = update(client, exported(client, "csv_table").replace(b"Aortic", b"Pulmonary"), "heart.csv")

    assert (counts["Changed"], counts["Unchanged"]) == (1, 0)
    after = contents()
    (key,) = [key for key in before if before[key] != after[key]]
    was, now = before[key], after[key]
    assert (now["stem"], now["category"], now["name"]) == (was["stem"], was["category"], was["name"])
    assert now["options"][0] == was["options"][0]
    assert now["options"][1]["text"] == "Pulmonary"


def test_the_preview_says_what_stays_since_the_form_cannot_hold_it(client: PageClient) -> None:
    bring(client, QUIZ, "heart.xml")

    preview = upload(client, exported(client, "csv_table"), "heart.csv")

    page = " ".join(client.get(preview).text.split())
    assert "In 1 question, what it cannot hold" in page
    assert "1 question of the set that it has no place for stays, too." in page


def test_a_table_exported_before_an_edit_here_takes_none_of_it_back(client: PageClient) -> None:
    bring(client, QUIZ, "heart.xml")
    table = exported(client, "csv_table")
    (valve,) = [one for one in items().values() if one.kind == "multiple_choice"]
    editor = f"/sets/{valve.set_id}/items/{valve.id}"
    client.post(editor, {**fields_of(client.get(editor).text), "explanation": "Listen."})
    before = contents()
    assert "Listen." in str(before)

    counts = update(client, table, "heart.csv")

    assert counts["Changed"] == 0
    assert contents() == before


def test_undoing_such_an_import_gives_the_set_back(client: PageClient) -> None:
    bring(client, QUIZ, "heart.xml")
    before = contents()
    update(client, exported(client, "csv_table").replace(b"Aortic", b"Pulmonary"), "heart.csv")
    done = db.session.query(SetImport).order_by(SetImport.id.desc()).first()
    assert done

    client.post(f"/sets/{done.set_id}/imports/{done.id}/undo")

    assert contents() == before
