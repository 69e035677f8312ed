"""What an instructor does with a course, and who may."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa

from quizapp.extensions import db
from quizapp.models import Assignment, Course, Membership, OneTimeLink

CHANGES = ["rename", "invite", "assign"]


def courses() -> list[Course]:
    return list(db.session.scalars(sa.select(Course)))


def assigned(course) -> list[int]:
    return list(db.session.scalars(sa.select(Assignment.set_id).where(Assignment.course_id == course.id)))


def membership(course, user) -> Membership:
    db.session.rollback()  # what the request committed is to be seen
    return db.session.get_one(Membership, (course.id, user.id))


def tokens_in(page: str) -> list[str]:
    return re.findall(r'value="http://localhost/auth/link/([^"]+)"', page)


def invite(client, course, text: str) -> str:
    return client.post(f"/courses/{course.id}/invite", {"addresses": text}, status=200).text


def test_an_instructor_without_courses_is_told_to_make_one(client_of, make):
    page = client_of(make.instructor()).get("/courses/").text

    assert "No course yet" in page
    assert "/courses/new" in page


def test_a_new_course_is_taught_by_its_maker(client_of, make):
    teacher = make.instructor()

    response = client_of(teacher).post("/courses/new", {"title": "  Orthopaedics "})

    (course,) = courses()
    assert response.location == f"/courses/{course.id}"
    assert course.title == "Orthopaedics"
    assert "Orthopaedics" in client_of(teacher).get("/courses/").text


def test_a_course_title_becomes_one_line(client_of, make):
    client_of(make.instructor()).post("/courses/new", {"title": "Spine\r\n clinic\u202e"})

    assert [course.title for course in courses()] == ["Spine clinic"]


@pytest.mark.parametrize("title", ["", "   ", "\0\n\u202e", "x" * 201])
def test_a_course_needs_a_title_of_at_most_200_characters(client_of, make, title):
    page = client_of(make.instructor()).post("/courses/new", {"title": title}, status=200).text

    assert "There is a problem" in page
    assert courses() == []


def test_the_list_counts_present_students_and_sets_of_own_courses_only(client_of, make, time):
    teacher, stays, goes = make.instructor(), make.user(), make.user()
    course = make.course(teacher, stays, goes, title="Spine")
    make.course(make.instructor(), title="Somebody else's")
    make.question_set(teacher, make.flashcard(), course=course)
    client = client_of(teacher)
    client.post(f"/courses/{course.id}/students/{goes.id}/remove")

    page = client.get("/courses/").text

    assert re.findall(r'<td class="number">(\d+)</td>', page) == ["1", "1"]
    assert "Somebody else" not in page


def test_an_administrator_sees_every_course(client_of, make):
    make.course(make.instructor(), title="Spine")

    assert "Spine" in client_of(make.administrator()).get("/courses/").text


def test_a_course_shows_students_pending_invitations_and_sets_with_live_items(client_of, make):
    teacher, student = make.instructor(), make.user(name="Ada")
    course = make.course(teacher, student)
    make.question_set(teacher, make.flashcard(), make.flashcard(), course=course, title="Discs")
    client = client_of(teacher)
    invite(client, course, "new@example.org")

    page = client.get(f"/courses/{course.id}").text

    assert "Ada" in page
    assert student.email in page
    assert "new@example.org" in page
    assert re.search(r'Discs</th>\s*<td class="number">2</td>', page)


def test_a_course_is_renamed(client_of, make):
    teacher = make.instructor()
    course = make.course(teacher)

    client_of(teacher).post(f"/courses/{course.id}/rename", {"title": "Spine 2"})

    db.session.rollback()
    assert [course.title for course in courses()] == ["Spine 2"]


def test_own_and_library_sets_can_be_assigned_but_nobody_elses(client_of, make):
    teacher = make.instructor()
    course = make.course(teacher)
    own, library = make.question_set(teacher, title="Mine"), make.question_set(None, title="Of all")
    foreign = make.question_set(make.instructor(), title="Theirs")
    client = client_of(teacher)

    page = client.get(f"/courses/{course.id}/assign").text
    client.post(f"/courses/{course.id}/assign", {"own": [own.id], "library": [library.id]})
    client.post(f"/courses/{course.id}/assign", {"own": [foreign.id]}, status=200)

    assert "Mine" in page
    assert "Of all" in page
    assert "Theirs" not in page
    assert sorted(assigned(course)) == sorted([own.id, library.id])


def test_assigning_without_a_choice_is_told(client_of, make):
    teacher = make.instructor()
    course = make.course(teacher)
    make.question_set(teacher)

    page = client_of(teacher).post(f"/courses/{course.id}/assign", {}, status=200).text

    assert "Choose at least one set." in page


def test_a_set_is_removed_once_and_then_missing(client_of, make):
    teacher = make.instructor()
    course = make.course(teacher)
    question_set = make.question_set(teacher, make.flashcard(), course=course)
    client = client_of(teacher)

    client.post(f"/courses/{course.id}/sets/{question_set.id}/remove")
    client.post(f"/courses/{course.id}/sets/{question_set.id}/remove", status=404)

    assert assigned(course) == []


def test_removing_a_student_keeps_the_membership_as_left(client_of, make, time):
    teacher, student = make.instructor(), make.user(name="Ada")
    course = make.course(teacher, student)
    client = client_of(teacher)

    client.post(f"/courses/{course.id}/students/{student.id}/remove")

    assert membership(course, student).left_at == time.now()
    assert student.email not in client.get(f"/courses/{course.id}").text


def test_an_instructor_is_not_removed_as_a_student(client_of, make):
    teacher = make.instructor()
    course = make.course(teacher)

    client_of(teacher).post(f"/courses/{course.id}/students/{teacher.id}/remove", status=404)


def test_a_student_leaves_a_course_once(client_of, make, time):
    student = make.user()
    course = make.course(make.instructor(), student)
    client = client_of(student)

    response = client.post(f"/courses/{course.id}/leave")
    client.post(f"/courses/{course.id}/leave", status=404)

    assert response.location == "/study/"
    assert membership(course, student).left_at == time.now()


def test_nobody_leaves_a_course_that_they_are_not_in(client_of, make):
    course = make.course(make.instructor(), make.user())

    client_of(make.user()).post(f"/courses/{course.id}/leave", status=404)


def test_each_invited_person_gets_a_link_of_their_own_that_lets_them_join(client_of, make):
    teacher, known = make.instructor(), make.user(email="known@example.org")
    course = make.course(teacher)

    page = invite(client_of(teacher), course, "New One <new@example.org>, known@example.org")

    new_token, known_token = tokens_in(page)
    assert new_token != known_token
    assert "Have an account and join by opening the link: known@example.org." in page
    assert f"New One\tnew@example.org\thttp://localhost/auth/link/{new_token}" in page
    client_of(known).get(f"/auth/link/{known_token}")


def test_no_link_is_made_while_one_address_is_bad(client_of, make):
    teacher = make.instructor()
    course = make.course(teacher)

    page = invite(client_of(teacher), course, "good@example.org\nnot-an-address")

    assert "Line 2: “not-an-address”" in page
    assert db.session.scalar(sa.select(sa.func.count()).select_from(OneTimeLink)) == 0


def test_members_and_repeated_addresses_are_told_and_get_no_second_link(client_of, make):
    teacher, member = make.instructor(), make.user(email="member@example.org")
    course = make.course(teacher, member)

    page = invite(client_of(teacher), course, "new@example.org\nNEW@example.org\nmember@example.org")

    assert len(tokens_in(page)) == 1
    assert "new@example.org stands on line 1 and again on line 2." in page
    assert "In the course already, so without a new link: member@example.org." in page


def test_a_second_invitation_ends_the_first_link_and_says_so(client_of, make):
    teacher = make.instructor()
    course = make.course(teacher)
    client = client_of(teacher)
    (first,) = tokens_in(invite(client, course, "new@example.org"))

    page = invite(client, course, "new@example.org")

    words = "Were invited before; the earlier link no longer works, send the new one: new@example.org."
    assert words in page
    client_of(None).get(f"/auth/link/{first}", status=410)
    (second,) = tokens_in(page)
    client_of(None).get(f"/auth/link/{second}")


@pytest.mark.parametrize(("count", "made"), [(1000, 1000), (1001, 0)])
def test_at_most_1000_people_are_invited_at_a_time(client_of, make, count, made):
    teacher = make.instructor()
    course = make.course(teacher)

    page = invite(client_of(teacher), course, "\n".join(f"p{n}@example.org" for n in range(count)))

    assert len(set(tokens_in(page))) == made
    assert ("These are 1,001 people: invite at most 1,000 at a time." in page) == (not made)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(OneTimeLink)) == made


def test_a_withdrawn_invitation_opens_nothing(client_of, make):
    teacher = make.instructor()
    course = make.course(teacher)
    client = client_of(teacher)
    (token,) = tokens_in(invite(client, course, "new@example.org"))

    client.post(f"/courses/{course.id}/invitations/withdraw", {"email": "new@example.org"})

    client_of(None).get(f"/auth/link/{token}", status=410)
    client.post(f"/courses/{course.id}/invitations/withdraw", {"email": "new@example.org"}, status=404)


def test_withdrawing_touches_no_other_course(client_of, make):
    teacher = make.instructor()
    course, other = make.course(teacher), make.course(teacher)
    client = client_of(teacher)
    (token,) = tokens_in(invite(client, course, "new@example.org"))

    client.post(f"/courses/{other.id}/invitations/withdraw", {"email": "new@example.org"}, status=404)

    client_of(None).get(f"/auth/link/{token}")


def urls_of(course, student, question_set) -> dict[str, list[str]]:
    base = f"/courses/{course.id}"
    return {
        "GET": [base, *(f"{base}/{page}" for page in CHANGES)],
        "POST": [
            *(f"{base}/{page}" for page in CHANGES),
            f"{base}/sets/{question_set.id}/remove",
            f"{base}/students/{student.id}/remove",
            f"{base}/invitations/withdraw",
        ],
    }


def test_a_course_is_missing_for_other_instructors_and_forbidden_to_students(client_of, make):
    teacher, student = make.instructor(), make.user()
    course = make.course(teacher, student)
    question_set = make.question_set(teacher, make.flashcard(), course=course)
    fields = {"title": "Taken", "addresses": "x@example.org", "email": "x@example.org"}

    for person, status in [(make.instructor(), 404), (student, 403), (None, 302)]:
        client = client_of(person)
        urls = urls_of(course, student, question_set)
        for url in urls["GET"]:
            client.get(url, status=status)
        for url in urls["POST"]:
            client.post(url, fields, status=status)

    assert assigned(course) == [question_set.id]
    assert membership(course, student).left_at is None
    assert [course.title for course in courses()] == ["Orthopaedics"]


@pytest.mark.parametrize("end", ["sets/1/remove", "students/1/remove", "invitations/withdraw", "leave"])
def test_nothing_is_changed_by_opening_an_address(client_of, make, end):
    teacher = make.instructor()
    course = make.course(teacher)

    client_of(teacher).get(f"/courses/{course.id}/{end}", status=405)


def test_a_set_of_the_library_is_told_from_an_own_one_of_the_same_title(client_of, make):
    teacher = make.instructor()
    course = make.course(teacher)
    for owner in (teacher, None):
        make.question_set(owner, title="Kissing spine")
    client = client_of(teacher)

    listed = client.get(f"/courses/{course.id}/assign").text
    assert listed.count("Kissing spine (no live items yet)") == 1
    assert listed.count("Kissing spine (library, no live items yet)") == 1

    for owner in (teacher, None):
        make.question_set(owner, title="Kissing spine", course=course)
    assert client.get(f"/courses/{course.id}").text.count("library</span>") == 1
