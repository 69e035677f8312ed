"""A set's page: curate its items, assign it, download it; who may."""

from __future__ import annotations

import re
from html import unescape

import pytest
import sqlalchemy as sa

from questions import QuestionsError, read_question_set
from quizapp.errors import MissingError
from quizapp.extensions import db
from quizapp.models import Assignment, Item, ItemState, QuestionSet
from quizapp.sets.service import all_sets, export_set
from tests.page_client import PageClient
from tests.quizapp.sets.upload_client import ARTICLE, GOOD, choices_of, publish, stats, table, upload


@pytest.fixture
def instructor(make):
    return make.instructor()


@pytest.fixture
def client(client_of, instructor) -> PageClient:
    return client_of(instructor)


@pytest.fixture
def shown(client) -> str:
    """The address of a set with two live items."""
    return publish(client, upload(client, table(GOOD, "q2,Which two?,a1,b1,c1,d1,A"), "spine.csv")).location


def states() -> dict[str, str]:
    db.session.expire_all()
    return {item.key: item.state.value for item in db.session.scalars(sa.select(Item))}


def ids() -> dict[str, int]:
    return {item.key: item.id for item in db.session.scalars(sa.select(Item))}


def test_a_set_shows_each_item_with_its_key_and_state(client, shown):
    page = client.get(shown)

    assert "Which process is touched in kissing spine?" in page.text
    assert '<span class="visually-hidden">Key: </span>' in page.text
    assert "Live (2)" in page.text


def test_an_item_says_for_how_many_learners_it_is_a_leech(client, shown, make):
    first, second = ids().values()
    for lapses in (8, 9, 7):
        make.card(make.user(), first, lapses=lapses)
        make.card(make.user(), second, lapses=7)

    page = client.get(shown).text

    assert page.count("Leech for") == 1
    assert "Leech for 2 learners" in page


def test_one_item_is_retired_by_its_button_and_made_live_again(client, shown):
    item_id = ids()["q2"]

    client.post(f"{shown}/items", {"change": f"retired {item_id}"})
    assert states() == {"q1": "live", "q2": "retired"}

    client.post(f"{shown}/items", {"change": f"live {item_id}"})
    assert states() == {"q1": "live", "q2": "live"}


def test_ticked_items_change_together_and_the_page_stays(client, shown):
    answer = client.post(
        f"{shown}/items?state=live&page=1", {"change": "retired", "items": list(ids().values())}
    )

    assert states() == {"q1": "retired", "q2": "retired"}
    assert answer.location == f"{shown}?state=live&page=1"
    assert "2 questions are retired now." in client.get(answer.location).text


def test_a_bulk_change_of_nothing_says_so(client, shown):
    client.post(f"{shown}/items", {"change": "retired"})

    assert "No question was ticked, so nothing changed." in client.get(shown).text
    assert set(states().values()) == {"live"}


@pytest.mark.parametrize("change", ["", "deleted", "live x", "live 1 2", "quarantined"])
def test_a_change_that_no_button_sends_is_refused(client, shown, change):
    client.post(f"{shown}/items", {"change": change}, status=400)

    assert set(states().values()) == {"live"}


def test_items_of_another_set_stay_as_they_are(client, shown, make):
    make.question_set(make.instructor(), make.flashcard())
    other = next(item_id for key, item_id in ids().items() if key.startswith("flashcard"))

    client.post(f"{shown}/items", {"change": f"retired {other}"})

    assert set(states().values()) == {"live"}


def test_items_are_shown_by_state_and_in_pages(client, instructor, make):
    many = make.question_set(instructor, *(make.flashcard() for _ in range(150)))

    first = client.get(f"/sets/{many.id}")
    second = client.get(f"/sets/{many.id}?page=2")
    beyond = client.get(f"/sets/{many.id}?page=99&state=live")
    none = client.get(f"/sets/{many.id}?state=draft")

    assert first.text.count('name="items"') == 100
    assert second.text.count('name="items"') == beyond.text.count('name="items"') == 50
    assert "No draft is left" in none.text


def test_a_set_is_assigned_to_an_own_course_once(client, instructor, make, shown):
    course = make.course(instructor)

    client.post(f"{shown}/assign", {"course": course.id})
    client.post(f"{shown}/assign", {"course": course.id})

    assert len(db.session.scalars(sa.select(Assignment)).all()) == 1
    assert "Studied by" in client.get(shown).text
    assert course.title in client.get("/sets/").text


def test_a_set_cannot_be_assigned_to_somebody_elses_course(client, make, shown):
    course = make.course(make.instructor())

    client.post(f"{shown}/assign", {"course": course.id}, status=404)

    assert db.session.scalar(sa.select(Assignment)) is None


WRITTEN = [("csv_table", "csv"), ("native_json", "json"), ("json_lines", "jsonl")]


@pytest.mark.parametrize(("form", "suffix"), WRITTEN)
def test_a_download_read_again_has_the_same_items(client, shown, form, suffix):
    answer = client.get(f"{shown}/export/{form}")

    again = read_question_set(answer.data, name=f"spine.{suffix}")
    assert [item.id for item in again.items] == ["q1", "q2"]
    assert answer.headers["Content-Disposition"] == f"attachment; filename=spine.{suffix}"


def test_a_title_with_line_breaks_and_turning_signs_is_one_line_and_can_be_downloaded(client):
    preview = upload(client, table(GOOD), "spine.csv")
    choices = choices_of(client.get(preview).text)
    client.post(f"{preview}/choices", {**choices, "title": "Spine\r\nSet-Cookie: x\u202e"})
    shown = publish(client, preview).location

    answer = client.get(f"{shown}/export/csv_table")

    assert db.session.scalars(sa.select(QuestionSet.title)).all() == ["Spine Set-Cookie: x"]
    assert answer.headers["Content-Disposition"] == "attachment; filename=Spine-Set-Cookie-x.csv"


def test_a_title_of_the_file_itself_is_one_line_too(client):
    data = client.get(f"{publish(client, upload(client, table(GOOD))).location}/export/native_json").data
    data = data.replace(b'"title": "cards"', b'"title": "Two\\nlines \\u202e"')

    page = client.get(upload(client, data, "set.json"))

    assert 'value="Two lines"' in page.text


def test_a_title_stored_with_a_line_break_hinders_no_download(client, make, instructor):
    question_set = make.question_set(instructor, make.flashcard(), title="Two\nlines")

    for form, _ in WRITTEN:
        client.get(f"/sets/{question_set.id}/export/{form}")


def test_a_download_uploaded_again_changes_nothing(client, shown):
    data = client.get(f"{shown}/export/csv_table").data

    page = client.get(upload(client, data, "spine.csv"))

    assert "An update of “spine”" in page.text
    assert stats(page.text) == {"Found": 2, "Added": 0, "Changed": 0, "Unchanged": 2, "Rejected": 0}


def test_retired_items_are_not_downloaded(client, shown):
    client.post(f"{shown}/items", {"change": f"retired {ids()['q2']}"})

    assert b"q2" not in client.get(f"{shown}/export/csv_table").data


def test_a_download_in_an_unknown_form_is_not_there(client, shown):
    client.get(f"{shown}/export/qti21", status=404)


def test_formulas_are_disarmed_in_the_download(client):
    shown = publish(client, upload(client, table('q1,"=HYPERLINK(""x"")",a1,b1,c1,d1,A'))).location

    assert b"'=HYPERLINK" in client.get(f"{shown}/export/csv_table").data


def test_the_list_shows_own_sets_with_counts_and_origin(client, make, shown):
    make.question_set(make.instructor(), make.flashcard(), title="Of a colleague")

    page = client.get("/sets/")

    assert "spine" in page.text
    assert "Of a colleague" not in page.text
    assert "<td>File</td>" in page.text


def test_an_administrator_sees_all_sets(client_of, make, shown):
    page = client_of(make.administrator()).get("/sets/")

    assert "spine" in page.text


def test_without_sets_the_page_says_what_to_do(client):
    assert "Upload an article or questions" in client.get("/sets/").text


@pytest.mark.parametrize("path", ["", "/export/csv_table"])
def test_a_set_of_another_instructor_is_not_there(client_of, make, shown, path):
    client_of(make.instructor()).get(shown + path, status=404)


@pytest.mark.parametrize("path", ["/items", "/assign"])
def test_a_set_of_another_instructor_cannot_be_changed(client_of, make, shown, path):
    client_of(make.instructor()).post(shown + path, {"change": "retired"}, status=404)
    client_of(make.user()).post(shown + path, {"change": "retired"}, status=403)


@pytest.mark.parametrize("path", ["/items", "/assign"])
def test_a_change_is_not_made_by_get(client, shown, path):
    client.get(shown + path, status=405)


def test_the_command_line_lists_and_exports(client, shown):
    number = db.session.scalar(sa.select(QuestionSet.id))

    [row] = all_sets()

    assert (row.id, row.live, row.title) == (number, 2, "spine")
    assert b"Which two?" in export_set(number, "x.csv")


def test_the_command_line_says_what_is_wrong(app):
    with pytest.raises(MissingError, match="There is no question set 7"):
        export_set(7, "x.csv")


def test_the_command_line_knows_the_suffixes(client, shown):
    with pytest.raises(QuestionsError, match="has no suffix of a question set"):
        export_set(db.session.scalar(sa.select(QuestionSet.id)), "x.exe")


def test_a_quarantined_item_can_be_made_live(client, shown):
    item = db.session.scalar(sa.select(Item))
    item.state = ItemState.QUARANTINED
    db.session.commit()

    client.post(f"{shown}/items", {"change": f"live {item.id}"})

    assert set(states().values()) == {"live"}


def test_a_source_links_to_the_sentence_in_its_article_unless_that_is_somebody_elses(client_of, make, client):
    shown = publish(client, upload(client, ARTICLE.encode(), "kissing-spine.txt")).location
    stolen = client.get(f"{shown}/export/native_json").data
    other = client_of(make.instructor())

    address = re.search(r'href="(/library/[^"]+)">in the article', client.get(shown).text)[1]
    copy = other.get(publish(other, upload(other, stolen, "copy.json")).location)

    assert '<mark id="source">' in client.get(unescape(address)).text
    assert f'href="/library/{address.split("?")[0].split("/")[2]}?' not in copy.text
