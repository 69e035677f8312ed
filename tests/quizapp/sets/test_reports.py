"""What learners say is wrong with an item reaches the set's owner and administrators, and nobody else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from quizapp.extensions import db, writing
from quizapp.models import ErrorReport, Item, ItemState, QuestionSet, User
from quizapp.sets.reports import MAX_REPORTS
from tests.page_client import PageClient

FIRST = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def instructor(make) -> User:
    return make.instructor()


@pytest.fixture
def learner(make) -> User:
    return make.user(name="Tell Tale", email="tell.tale@example.org")


@pytest.fixture
def client(client_of, instructor) -> PageClient:
    return client_of(instructor)


@pytest.fixture
def shown(make, instructor) -> QuestionSet:
    return make.question_set(instructor, make.flashcard("Name a cause."))


def report(question_set: QuestionSet, learner: User, *texts: str) -> None:
    """Reports of the set's first item, one a day."""
    item_id = db.session.scalar(sa.select(Item.id).where(Item.set_id == question_set.id))
    with writing() as session:
        session.add_all(
            ErrorReport(
                user_id=learner.id,
                item_id=item_id,
                item_version=1,
                text=text,
                created_at=FIRST + timedelta(days=day),
            )
            for day, text in enumerate(texts)
        )


def test_reports_stand_on_the_page_of_the_set_newest_first_without_who_reported(client, shown, learner):
    report(shown, learner, "The key is wrong.", "A typing error.")

    text = client.get(f"/sets/{shown.id}").text

    assert "Reported errors" in text
    assert text.index("A typing error.") < text.index("The key is wrong.")
    assert "1 March 2026" in text
    assert "Name a cause." in text.split('id="reports"')[1].split("The key is wrong.")[0]
    assert "Tell Tale" not in text
    assert "tell.tale" not in text


def test_a_set_without_reports_has_no_such_section(client, shown):
    assert "Reported errors" not in client.get(f"/sets/{shown.id}").text
    assert "report</span>" not in client.get("/sets/").text


def test_the_list_of_sets_counts_reports_and_still_counts_items(client, make, instructor, shown, learner):
    report(shown, learner, "One.", "Two.")
    report(
        make.question_set(instructor, make.flashcard(), make.flashcard(), title="Other"), learner, "Three."
    )

    text = client.get("/sets/").text

    assert "2 reports</span>" in text
    assert "1 report</span>" in text
    assert text.count('<td class="number">1</td>') == 1
    assert text.count('<td class="number">2</td>') == 1


def test_a_report_is_text_not_markup(client, shown, learner):
    report(shown, learner, "<script>alert(1)</script>")

    text = client.get(f"/sets/{shown.id}").text

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "<script>alert" not in text


def test_reports_of_library_sets_are_for_administrators(client_of, make, client, learner):
    library = make.question_set(None, make.flashcard(), title="Of the library")
    report(library, learner, "The key is wrong.")
    administrator = client_of(make.administrator())

    assert "The key is wrong." in administrator.get(f"/sets/{library.id}").text
    assert "1 report</span>" in administrator.get("/sets/").text
    client.get(f"/sets/{library.id}", status=404)
    assert "Of the library" not in client.get("/sets/").text


def test_reports_of_a_colleagues_set_are_for_administrators_and_not_for_others(
    client_of, make, shown, learner
):
    report(shown, learner, "The key is wrong.")

    assert "The key is wrong." in client_of(make.administrator()).get(f"/sets/{shown.id}").text
    client_of(make.instructor()).get(f"/sets/{shown.id}", status=404)
    client_of(learner).get(f"/sets/{shown.id}", status=403)


def test_reports_of_another_set_stay_there(client, make, instructor, shown, learner):
    report(make.question_set(instructor, make.flashcard()), learner, "Of the other one.")

    assert "Of the other one." not in client.get(f"/sets/{shown.id}").text


def test_only_the_newest_reports_are_drawn_and_all_are_counted(client, shown, learner):
    report(shown, learner, *(f"Report {number:03}." for number in range(MAX_REPORTS + 5)))

    text = client.get(f"/sets/{shown.id}").text

    assert f"The newest {MAX_REPORTS} of {MAX_REPORTS + 5} are shown." in text
    assert "Report 004." not in text
    assert "Report 005." in text


def test_a_report_says_where_the_item_was_changed_or_retired_since(client, shown, learner):
    report(shown, learner, "The key is wrong.")
    assert "changed since" not in client.get(f"/sets/{shown.id}").text

    with writing() as session:
        item = session.scalars(sa.select(Item)).one()
        item.version, item.state = 2, ItemState.RETIRED

    assert "changed since" in client.get(f"/sets/{shown.id}").text
