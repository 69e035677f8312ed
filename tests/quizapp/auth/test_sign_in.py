"""Signing in and out: who gets in, where they land, and which cookies die."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher

from quizapp import create_app
from quizapp.access import load_viewer
from quizapp.auth import passwords, service, sign_ins
from quizapp.errors import InvalidInputError
from quizapp.extensions import db, writing
from quizapp.models import SignIn, User, UserRole
from tests.conftest import settings_in

PASSWORD = "three grey herons"


@pytest.fixture
def ann(app, time) -> User:
    return service.add_user(
        "ann@example.org", name="Ann", role=UserRole.STUDENT, password=PASSWORD, now=time.now()
    )


def enter(client, email="ann@example.org", password=PASSWORD, *, url="/auth/sign-in", **options):
    return client.post(url, {"email": email, "password": password}, **options)


def is_signed_in(client) -> bool:
    return client.client.get("/auth/settings").status_code == 200


def test_the_right_password_signs_in_and_leads_home(client_of, ann):
    client = client_of(None)
    client.get("/auth/sign-in")

    response = enter(client, " ANN@Example.org ")

    assert response.location == "/"
    assert is_signed_in(client)


@pytest.mark.parametrize(
    ("email", "password"), [("ann@example.org", "wrong"), ("nobody@example.org", PASSWORD)]
)
def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client_of, ann, email, password):
    client = client_of(None)

    response = enter(client, email, password, status=200)

    assert "The e-mail or the password is wrong" in response.text
    assert f'value="{password}"' not in response.text
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    "fields", [{}, {"email": "", "password": ""}, {"email": "x" * 255, "password": "y" * 1001}]
)
def test_an_incomplete_form_is_shown_again_and_counts_as_no_failure(client_of, ann, fields):
    response = client_of(None).post("/auth/sign-in", fields, status=200)

    assert "There is a problem" in response.text


@pytest.mark.parametrize(
    ("wanted", "location"),
    [
        ("/auth/settings?a=b", "/auth/settings?a=b"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("/\t/evil.example", "/"),
        ("https://evil.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_next_leads_only_to_an_address_of_the_app(client_of, ann, wanted, location):
    from urllib.parse import quote

    url = f"/auth/sign-in?next={quote(wanted, safe='')}"
    client = client_of(None)

    assert enter(client, url=url).location == location
    assert client.get(url, status=302).location == location  # signed in already


def test_signing_in_begins_a_new_session_with_a_new_csrf_token(client_of, ann):
    client = client_of(None)
    client.get("/auth/sign-in")
    with client.client.session_transaction() as before:
        before["planted"] = True
        csrf = before["csrf_token"]

    enter(client)

    with client.client.session_transaction() as after:
        assert "planted" not in after
        assert after.get("csrf_token") != csrf
        assert after.permanent


def test_the_cookie_is_kept_from_scripts_and_other_sites_for_thirty_days(client_of, ann):
    cookie = enter(client_of(None)).headers["Set-Cookie"]

    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Expires=" in cookie


def test_signing_out_kills_the_cookie_everywhere(client_of, ann):
    client = client_of(None)
    enter(client)
    cookie = client.client.get_cookie("session").value

    client.post("/auth/sign-out")

    client.client.set_cookie("session", cookie)
    assert not is_signed_in(client)


def test_signing_out_asks_for_post_and_a_csrf_token(client_of, ann):
    client = client_of(ann)

    client.get("/auth/sign-out", status=405)
    assert client.client.post("/auth/sign-out").status_code == 400
    assert is_signed_in(client)


def test_signing_in_again_ends_the_sign_in_that_this_browser_had(client_of, ann, make):
    client = client_of(make.user())

    enter(client)

    assert db.session.scalars(sa.select(SignIn.user_id)).all() == [ann.id]


def test_a_sign_in_expires_after_thirty_days_and_its_row_goes_with_the_next(client_of, ann, time):
    client, other = client_of(None), client_of(None)
    enter(client)
    time.move(days=29)
    assert is_signed_in(client)

    time.move(days=1, seconds=1)

    assert not is_signed_in(client)
    enter(other)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(SignIn)) == 1


def test_a_disabled_account_is_told_so_only_with_the_right_password(client_of, ann, time):
    with writing() as session:
        session.get_one(User, ann.id).disabled_at = time.now()

    right, wrong = (enter(client_of(None), password=text, status=200) for text in (PASSWORD, "wrong"))

    assert "disabled" in right.text
    assert "disabled" not in wrong.text


def test_an_unknown_address_is_checked_against_a_hash_of_the_same_cost():
    assert not passwords.is_outdated(passwords.NOBODYS_HASH)
    assert not passwords.is_right(passwords.NOBODYS_HASH, PASSWORD)


def test_a_hash_of_older_parameters_is_renewed_at_sign_in(app, make, time):
    old = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    user = make.user(password_hash=old)

    service.sign_in(user.email, PASSWORD, address="", now=time.now())

    renewed = db.session.get_one(User, user.id, populate_existing=True).password_hash
    assert renewed.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert passwords.is_right(renewed, PASSWORD)


def test_an_account_with_a_damaged_hash_fits_no_password(app, make, time):
    user = make.user(password_hash="")

    with pytest.raises(InvalidInputError):
        service.sign_in(user.email, "", address="", now=time.now())


def test_the_database_holds_only_the_hash_of_the_token(app, ann, time):
    token = service.sign_in(ann.email, PASSWORD, address="", now=time.now())

    row = db.session.scalars(sa.select(SignIn)).one()
    assert token != row.token_hash
    assert row.expires_at - row.created_at == timedelta(days=30)
    assert load_viewer(token).email == ann.email
    assert load_viewer(row.token_hash) is None


def test_signing_in_is_remembered_as_activity(app, ann, time):
    time.move(days=2)
    service.sign_in(ann.email, PASSWORD, address="", now=time.now())

    assert db.session.get_one(User, ann.id, populate_existing=True).last_active_at == time.now()


def test_behind_tls_the_cookie_is_sent_over_tls_only(app):
    behind_tls = create_app(settings_in(app.extensions["settings"].data, QUIZAPP_HTTPS="1"))

    response = behind_tls.test_client().get("/auth/sign-in", base_url="https://localhost")

    assert "Secure" in response.headers["Set-Cookie"]


def test_a_password_changed_while_it_was_being_checked_signs_nobody_in(ann, time):
    proof = sign_ins.prove(ann.email, PASSWORD, address="", now=time.now())
    service.set_password(ann.id, "two tall pines")

    with writing() as session, pytest.raises(InvalidInputError):
        sign_ins.accept(session, proof)
