"""The administrators' list: find, invite, reset, disable and enable."""

from __future__ import annotations

import re

import pytest

from quizapp.auth import people, service
from quizapp.errors import InvalidInputError
from quizapp.extensions import db, writing
from quizapp.models import User, UserRole


@pytest.fixture
def root(make) -> User:
    return make.administrator(name="Root")


def link_in(text: str) -> str:
    return re.search(r'value="http://localhost(/auth/link/[^"]+)"', text).group(1)


def test_everybody_is_listed_with_role_and_state(client_of, root, make, time):
    make.instructor(name="Zoe", email="zoe@example.org", last_active_at=time.now())
    make.user(name="Al <b>", disabled_at=time.now())

    text = client_of(root).get("/auth/people").text

    assert "3 accounts" in text
    for words in (
        "Zoe",
        "zoe@example.org",
        "Instructor",
        "3 Mar 2026",
        "Al &lt;b&gt;",
        "Disabled",
        "never",
    ):
        assert words in text
    assert text.index("Al &lt;b&gt;") < text.index("Zoe")


def test_people_are_found_by_part_of_name_or_address(client_of, root, make):
    make.user(name="Anna Modelo", email="x@example.org")
    make.user(name="100% Zed", email="zed@example.org")

    assert "Anna Modelo" in client_of(root).get("/auth/people?q=nna").text
    assert "Anna Modelo" not in client_of(root).get("/auth/people?q=%25").text
    assert "Nobody found" in client_of(root).get("/auth/people?q=%3Cscript%3E").text


def test_an_endless_search_is_cut(client_of, root):
    assert "x" * 201 not in client_of(root).get(f"/auth/people?q={'x' * 60_000}").text


def test_long_lists_come_in_pages(client_of, root, make):
    for number in range(people.PER_PAGE):
        make.user(name=f"Student {number:03}")

    client = client_of(root)

    assert "Student 049" not in client.get("/auth/people").text
    assert "Student 049" in client.get("/auth/people?page=2").text
    assert "Student 049" in client.get(f"/auth/people?page={'9' * 30}").text
    for page in ("0", "-1", "x"):
        assert "Student 000" in client.get(f"/auth/people?page={page}").text


@pytest.mark.parametrize("role", list(UserRole))
def test_an_administrator_invites_to_any_role_and_sees_the_link_once(client_of, root, role):
    client = client_of(root)

    response = client.post("/auth/invitations", {"email": "new@example.org", "role": role}, status=200)

    fields = {"name": "New", "password": "three grey herons", "zone": "UTC"}
    client_of(None).post(link_in(response.text), fields)
    assert service.user_by_email("new@example.org").role == role
    assert "/auth/link/" not in client.get("/auth/invitations").text


def test_open_invitations_to_the_app_are_listed_and_can_be_withdrawn(client_of, root, make, time):
    client, fields = client_of(root), {"email": "new@example.org", "role": "administrator"}
    link = link_in(client.post("/auth/invitations", fields, status=200).text)
    course = make.course(make.instructor())
    service.create_invitation(
        email="pupil@example.org",
        role=UserRole.STUDENT,
        course_id=course.id,
        created_by_id=root.id,
        now=time.now(),
    )

    page = client.get("/auth/invitations").text
    client.post("/auth/invitations/withdraw", {"email": "new@example.org"})

    for words in ("new@example.org", "by Root", "<td>Administrator</td>", "until 17 March 2026"):
        assert words in page
    assert "pupil@example.org" not in page
    assert "new@example.org" not in client.get("/auth/invitations").text
    client_of(None).get(link, status=410)
    client.post("/auth/invitations/withdraw", {"email": "new@example.org"}, status=404)
    client.post("/auth/invitations/withdraw", {"email": "pupil@example.org"}, status=404)


def test_used_and_expired_invitations_are_not_listed(client_of, root, time):
    client, fields = client_of(root), {"email": "new@example.org", "role": "student"}
    client.post("/auth/invitations", fields, status=200)

    time.move(days=15)

    assert "Open invitations" not in client.get("/auth/invitations").text


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"email": "", "role": "student"}, "Enter the e-mail address."),
        ({"email": "nobody", "role": "student"}, "not an e-mail address"),
        ({"email": "new@example.org", "role": "emperor"}, "Not a valid choice"),
        ({"email": "ROOT@example.org", "role": "instructor"}, "has an account already"),
    ],
)
def test_a_bad_invitation_is_refused_beside_its_field(client_of, make, fields, message):
    root = make.administrator(email="root@example.org")

    response = client_of(root).post("/auth/invitations", fields, status=200)

    assert response.text.count(message) == 2
    assert "/auth/link/" not in response.text


def test_a_reset_link_is_shown_once_for_its_person(client_of, root, make):
    user = make.user(name="Ann", email="ann@example.org")

    text = client_of(root).post(f"/auth/people/{user.id}/reset-link", status=200).text

    assert "ann@example.org" in text
    assert "ann@example.org" in client_of(None).get(link_in(text)).text


def test_disabling_ends_every_sign_in_at_once_and_enabling_lets_in_again(client_of, root, make, time):
    user = service.add_user(
        "ann@example.org",
        name="Ann",
        role=UserRole.STUDENT,
        password="three grey herons",
        now=time.now(),
    )
    theirs, client = client_of(user), client_of(root)

    client.post(f"/auth/people/{user.id}/disable")

    theirs.get("/auth/settings", status=302)
    with pytest.raises(InvalidInputError, match="disabled"):
        service.sign_in(user.email, "three grey herons", address="", now=time.now())
    client.post(f"/auth/people/{user.id}/enable")
    theirs.get("/auth/settings", status=302)  # the old sign-in stays dead
    assert service.sign_in(user.email, "three grey herons", address="", now=time.now())


def test_nobody_disables_themselves(client_of, root):
    client = client_of(root)

    assert "your own account" in client.post(f"/auth/people/{root.id}/disable", status=400).text

    assert db.session.get(User, root.id).disabled_at is None
    client.get("/auth/people")


def test_two_administrators_cannot_shut_each_other_out(root, make, time):
    other = make.administrator()
    people.disable(other.id, by_id=root.id, now=time.now())

    with pytest.raises(InvalidInputError):
        people.disable(root.id, by_id=other.id, now=time.now())  # sent before it took effect


@pytest.mark.parametrize("action", ["reset-link", "disable", "enable"])
def test_what_is_done_to_nobody_is_404_and_asks_for_post(client_of, root, action):
    client_of(root).post(f"/auth/people/999/{action}", status=404)
    client_of(root).get(f"/auth/people/{root.id}/{action}", status=405)


def test_a_disabled_account_gets_no_reset_link(client_of, root, make, time):
    user = make.user()
    with writing() as session:
        session.get_one(User, user.id).disabled_at = time.now()

    assert "Enable it first" in client_of(root).post(f"/auth/people/{user.id}/reset-link", status=400).text
