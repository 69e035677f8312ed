"""The library as a learner sees it: find, read, see the sentence behind an item, choose what to study."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from quizapp.extensions import db, writing
from quizapp.models import (
    Article,
    ArticleVersion,
    Assignment,
    ChosenSet,
    Item,
    ItemState,
    MemberRole,
    Membership,
)
from tests.page_client import PageClient

SHA, OTHER_SHA = "a" * 64, "b" * 64
TEXT = "Kissing spine\n\nCauses: Poor posture. Trauma.\n\nNot reviewed by a clinician.\n"


@pytest.fixture
def student(make):
    return make.user()


@pytest.fixture
def client(client_of, student) -> PageClient:
    return client_of(student)


@pytest.fixture
def article(make, time):
    """Makes an article with its text and a set of live flashcards; gives the set."""

    def made(*, owner=None, title="Kissing spine", code="M48.2", text=TEXT, items=2, course=None):
        owner_id = owner.id if owner else None
        key = f"{title} {owner_id}"
        row = Article(key=key, title=title, icd10=code, owner_id=owner_id, sha256=SHA, created_at=time.now())
        row.versions = [ArticleVersion(sha256=SHA, text=text, created_at=time.now())]
        with writing() as session:
            session.add(row)
        cards = [make.flashcard() for _ in range(items)]
        return make.question_set(owner, *cards, course=course, article_id=row.id, title=title)

    return made


def test_articles_stand_under_chapter_and_block_with_their_live_items(client, article):
    article()
    article(title="Asthma", code="J45", items=1)

    page = client.get("/library/").text

    assert page.index("Diseases of the respiratory system") < page.index("musculoskeletal system")
    assert 'Spondylopathies <span class="muted">M45-M49</span>' in page
    assert "2 questions" in page
    assert "1 question," in page


def test_a_long_list_leads_to_its_chapters(client, article):
    for title, code in (("Kissing spine", "M48.2"), ("Asthma", "J45")):
        article(title=title, code=code)
    assert "Go to a chapter" not in client.get("/library/").text

    article(title="Gastric ulcer", code="K25")

    page = client.get("/library/").text
    assert '<a href="#chapter-3">XIII Diseases of the musculoskeletal system' in page
    assert '<h2 id="chapter-3"><span class="muted">XIII</span> Diseases of the musculoskeletal' in page


def test_an_article_without_a_code_stands_at_the_end(client, article):
    article(title="Aching", code=None)
    article()

    page = client.get("/library/").text

    assert page.index("Kissing spine") < page.index("Without an ICD-10 code") < page.index("Aching")


@pytest.mark.parametrize(
    ("search", "found"),
    [("kissing", True), ("SPINE kiss", True), ("m48", True), ("asthma", False), ("%", False)],
)
def test_a_search_finds_words_of_title_and_code(client, article, search, found):
    article()

    page = client.get("/library/", query_string={"q": search}).text

    assert (">Kissing spine</a>" in page) == found
    assert ("Nothing found" in page) != found


def test_an_endless_search_is_cut(client):
    assert "x" * 201 not in client.get(f"/library/?q={'x' * 60_000}").text


def test_an_article_that_no_clinician_reviewed_says_so(client, article):
    unreviewed = article()
    reviewed = article(title="Asthma", code="J45", text="Asthma\n\nCauses: Pollen.\n")

    assert client.get("/library/").text.count("not reviewed by a clinician") == 1
    assert "was not reviewed by a clinician" in client.get(f"/library/{unreviewed.article_id}").text
    assert "was not reviewed by a clinician" not in client.get(f"/library/{reviewed.article_id}").text


def test_a_topic_is_chosen_and_dropped_again(client, make, article, student):
    topic = article()

    client.post(f"/library/{topic.id}/choose?q=spine")
    client.post(f"/library/{topic.id}/choose")
    assert db.session.scalars(sa.select(ChosenSet.user_id)).all() == [student.id]
    assert "you study this" in client.get("/library/").text

    client.post(f"/library/{topic.id}/drop")
    assert db.session.scalar(sa.select(ChosenSet)) is None
    assert "you study this" not in client.get("/library/").text


def test_what_a_course_studies_is_marked(client, make, article, student, time):
    topic = article()
    course = make.course(make.instructor(), student)
    with writing() as session:
        session.add(Assignment(course_id=course.id, set_id=topic.id, assigned_at=time.now()))

    page = client.get("/library/").text

    assert "in your course" in page
    assert ">Study this<" not in page


def test_a_topic_without_live_items_cannot_be_chosen_from_the_list(client, article):
    article(items=0)

    assert ">Study this<" not in client.get("/library/").text


def test_only_topics_of_the_library_can_be_chosen(client, make, article):
    own = article(owner=make.instructor())

    client.post(f"/library/{own.id}/choose", status=404)
    client.post("/library/999/drop", status=404)

    assert db.session.scalar(sa.select(ChosenSet)) is None


@pytest.mark.parametrize("action", ["choose", "drop"])
def test_choosing_is_by_post_and_needs_an_account(client, client_of, article, action):
    topic = article()

    client.get(f"/library/{topic.id}/{action}", status=405)
    assert "/auth/sign-in" in client_of(None).post(f"/library/{topic.id}/{action}").location
    assert db.session.scalar(sa.select(ChosenSet)) is None


def test_an_empty_library_says_so(client):
    assert "The library is empty" in client.get("/library/").text


def test_the_sentence_behind_an_item_is_marked_in_its_version(client, article, time):
    topic = article()
    start = TEXT.index("Poor posture.")
    with writing() as session:
        session.add(
            ArticleVersion(article_id=topic.article_id, sha256="b" * 64, text="Other", created_at=time.now())
        )

    address = f"/library/{topic.article_id}?version={SHA}&start={start}&end={start + 13}"

    assert '<mark id="source">Poor posture.</mark> Trauma.' in client.get(address).text
    old = client.get(f"/library/{topic.article_id}?version={OTHER_SHA}&start=0&end=5").text
    assert '<mark id="source">Other</mark>' in old
    assert "This is an earlier version" in old


@pytest.mark.parametrize(
    "span",
    [
        "start=5",
        "end=5",
        "start=x&end=y",
        "start=9&end=3",
        "start=-5&end=3",
        "start=0&end=99999999999999999999",
    ],
)
def test_a_bad_span_marks_nothing(client, article, span):
    topic = article()

    page = client.get(f"/library/{topic.article_id}?{span}")

    assert "<mark" not in page.text
    assert "Poor posture." in page.text


def test_an_unknown_version_or_article_is_not_there(client, article):
    topic = article()

    client.get(f"/library/{topic.article_id}?version=nonsense", status=404)
    client.get("/library/999", status=404)
    client.get("/library/99999999999999999999", status=404)


def test_an_upload_is_read_by_its_owner_course_and_administrators_alone(client_of, make, article, student):
    teacher = make.instructor()
    topic = article(owner=teacher, course=make.course(teacher, student))
    url = f"/library/{topic.article_id}"

    for reader in (teacher, student, make.administrator()):
        client_of(reader).get(url)
    for other in (make.user(), make.instructor()):
        client_of(other).get(url, status=404)
        assert "Kissing spine" not in client_of(other).get("/library/").text


def test_after_leaving_the_course_its_article_is_gone(client, make, article, student, time):
    teacher = make.instructor()
    topic = article(owner=teacher, course=make.course(teacher, student))
    membership = db.session.scalar(sa.select(Membership).where(Membership.role == MemberRole.STUDENT))
    membership.left_at = time.now()
    db.session.commit()

    client.get(f"/library/{topic.article_id}", status=404)
    assert "Kissing spine" not in client.get("/library/").text


def test_retired_items_are_not_counted(client, article):
    topic = article()
    item = db.session.scalar(sa.select(Item).where(Item.set_id == topic.id))
    item.state = ItemState.RETIRED
    db.session.commit()

    assert "1 question," in client.get("/library/").text
