"""An article waits for a clinician's eye until an instructor marks the version as reviewed."""

from __future__ import annotations

import pytest

from quizapp.extensions import db, writing
from quizapp.models import Article, ArticleReview, ArticleVersion

SHA, NEWER = "a" * 64, "b" * 64
TEXT = "Kissing spine\n\nCauses: Poor posture.\n\nWritten: 2026-11-23. Not reviewed by a clinician.\n"
WARNING = "was not reviewed by a clinician"


@pytest.fixture
def article(make, time) -> Article:
    row = Article(key="spine", title="Kissing spine", icd10="M48.2", sha256=SHA, created_at=time.now())
    row.versions = [ArticleVersion(sha256=SHA, text=TEXT, created_at=time.now())]
    with writing() as session:
        session.add(row)
    make.question_set(None, make.flashcard(), article_id=row.id, title=row.title)
    return row


def test_students_see_who_reviewed_an_article_once_an_instructor_has(client_of, make, article):
    student, teacher = client_of(make.user()), client_of(make.instructor(name="Dr Ada Roth"))
    url = f"/library/{article.id}"
    assert WARNING in student.get(url).text
    assert "Mark as reviewed" not in student.get(url).text
    assert "Mark as reviewed" in teacher.get(url).text

    teacher.post(f"{url}/review", {"version": SHA})

    page = student.get(url).text
    assert WARNING not in page
    assert "Not reviewed by a clinician" not in page
    assert "Reviewed by Dr Ada Roth on" in page
    assert "Withdraw" not in page
    assert "not reviewed" not in student.get("/library/").text


def test_a_second_review_changes_nothing_and_a_withdrawn_one_warns_again(client_of, make, article):
    first, second = client_of(make.instructor(name="First")), client_of(make.instructor(name="Second"))
    url = f"/library/{article.id}"
    first.post(f"{url}/review", {"version": SHA})
    second.post(f"{url}/review", {"version": SHA})
    assert "Reviewed by First on" in second.get(url).text

    second.post(f"{url}/review", {"version": SHA, "withdraw": "yes"})

    assert WARNING in first.get(url).text
    assert "not reviewed" in first.get("/library/").text


def test_a_newer_text_has_to_be_reviewed_anew(client_of, make, time, article):
    teacher = client_of(make.instructor())
    url = f"/library/{article.id}"
    teacher.post(f"{url}/review", {"version": SHA})
    with writing() as session:
        row = session.get(Article, article.id)
        session.add(ArticleVersion(article_id=row.id, sha256=NEWER, text=TEXT, created_at=time.now()))
        row.sha256 = NEWER

    assert WARNING in teacher.get(url).text
    assert "Mark as reviewed" not in teacher.get(url, query_string={"version": SHA}).text


@pytest.mark.parametrize("version", [NEWER, "", "sha256:" + SHA])
def test_only_the_version_that_was_read_can_be_marked(client_of, make, article, version):
    client_of(make.instructor()).post(f"/library/{article.id}/review", {"version": version}, status=404)

    assert db.session.query(ArticleReview).count() == 0


def test_the_sentence_behind_a_card_says_whether_its_article_was_reviewed(client_of, make, article):
    student, teacher = make.user(), make.instructor()
    course = make.course(teacher, student)
    source = {"article_id": "spine", "article": f"sha256:{SHA}", "condition": "Kissing spine"}
    card = {**make.flashcard(), "source": {**source, "start": 23, "end": 36, "text": "Poor posture."}}
    make.question_set(teacher, card, course=course, title="Spines")
    client = client_of(student)
    assert "Kissing spine, not reviewed by a clinician" in client.get("/study/card").text

    client_of(teacher).post(f"/library/{article.id}/review", {"version": SHA})

    page = client.get("/study/card").text
    assert "Read it in the article" in page
    assert "not reviewed" not in page


@pytest.mark.parametrize(("sha256", "is_told"), [(SHA, False), (NEWER, True)])
@pytest.mark.usefixtures("article")
def test_the_sentence_behind_a_card_says_where_it_is_of_another_version(client_of, make, sha256, is_told):
    student, teacher = make.user(), make.instructor()
    source = {"article_id": "spine", "article": f"sha256:{sha256}", "condition": "Kissing spine"}
    card = {**make.flashcard(), "source": {**source, "start": 23, "end": 36, "text": "Poor posture."}}
    make.question_set(teacher, card, course=make.course(teacher, student))

    page = client_of(student).get("/study/card").text

    assert ("in an earlier version of the article" in page) == is_told
