"""What a person chooses for themselves, and their password."""

from __future__ import annotations

import re

import pytest

from quizapp.auth import service
from quizapp.errors import InvalidInputError, MissingError
from quizapp.extensions import db
from quizapp.models import User, UserRole

PASSWORD, NEW = "three grey herons", "two tall pines"
CHOSEN = {
    "name": "Ann Lee",
    "zone": "Asia/Kolkata",
    "cut_hour": "6",
    "single_key_shortcuts": "y",
}


@pytest.fixture
def ann(app, time) -> User:
    return service.add_user(
        "ann@example.org", name="Ann", role=UserRole.STUDENT, password=PASSWORD, now=time.now()
    )


def is_signed_in(client) -> bool:
    return client.client.get("/auth/settings").status_code == 200


def test_settings_are_saved_and_shown_again(client_of, ann):
    client = client_of(ann)

    client.post("/auth/settings", CHOSEN)

    saved = db.session.get(User, ann.id)
    assert (saved.name, saved.zone, saved.cut_hour) == ("Ann Lee", "Asia/Kolkata", 6)
    assert (saved.show_intervals, saved.single_key_shortcuts, saved.space_grades_good) == (False, True, False)
    text = client.get("/auth/settings").text
    assert "Your settings are saved." in text
    assert re.findall(r'<option selected value="([^"]*)"', text) == ["Asia/Kolkata", "6"]


@pytest.mark.parametrize(
    "change",
    [
        {"name": " "},
        {"name": "x" * 101},
        {"zone": "Mars/Olympus"},
        {"cut_hour": "13"},
        {"cut_hour": "-1"},
        {"cut_hour": "four"},
    ],
)
def test_bad_input_is_said_and_saves_nothing(client_of, ann, change):
    response = client_of(ann).post("/auth/settings", {**CHOSEN, **change}, status=200)

    assert "There is a problem" in response.text
    assert db.session.get(User, ann.id).zone == "UTC"


def test_fields_that_the_form_lacks_are_ignored(client_of, ann, make):
    other = make.user(name="Other")

    client_of(ann).post(
        "/auth/settings", {**CHOSEN, "role": "administrator", "id": other.id, "email": "eve@example.org"}
    )

    saved = db.session.get(User, ann.id)
    assert (saved.role, saved.email) == (UserRole.STUDENT, "ann@example.org")
    assert db.session.get(User, other.id).name == "Other"


def test_a_new_password_ends_all_other_sign_ins(client_of, ann, time):
    here, elsewhere = client_of(ann), client_of(ann)

    here.post("/auth/password", {"present": PASSWORD, "password": NEW})

    assert is_signed_in(here)
    assert not is_signed_in(elsewhere)
    assert service.sign_in(ann.email, NEW, address="", now=time.now())


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"present": "wrong", "password": NEW}, "not your present password"),
        ({"present": PASSWORD, "password": "password"}, "first that are guessed"),
        ({"present": PASSWORD, "password": "short"}, "8 to 1,000"),
        ({"present": "", "password": NEW}, "Enter the password."),
        ({"present": PASSWORD, "password": ""}, "Choose a password."),
    ],
)
def test_a_refused_change_leaves_the_password(client_of, ann, time, fields, message):
    client, other = client_of(ann), client_of(ann)

    response = client.post("/auth/password", fields, status=200)

    assert response.text.count(message) == 2
    assert is_signed_in(other)
    assert service.sign_in(ann.email, PASSWORD, address="", now=time.now())


def test_an_operator_sets_a_password_and_ends_every_sign_in(client_of, ann, time):
    client = client_of(ann)

    service.set_password(ann.id, NEW)

    assert not is_signed_in(client)
    assert service.sign_in(ann.email, NEW, address="", now=time.now())


@pytest.mark.parametrize("password", ["short", "password"])
def test_an_operator_cannot_set_a_bad_password_either(ann, password):
    with pytest.raises(InvalidInputError):
        service.set_password(ann.id, password)


def test_there_is_no_password_of_nobody(app):
    with pytest.raises(MissingError):
        service.set_password(999, NEW)


def test_an_account_is_found_by_its_address_in_any_case(ann):
    assert service.user_by_email(" Ann@Example.ORG ").id == ann.id
    with pytest.raises(MissingError, match="no account for nobody"):
        service.user_by_email("nobody@example.org")


def test_an_address_has_one_account_in_any_case(ann, time):
    with pytest.raises(InvalidInputError, match="already an account") as caught:
        service.add_user(
            "ANN@example.org", name="Eve", role=UserRole.STUDENT, password=PASSWORD, now=time.now()
        )
    assert caught.value.field == "email"
