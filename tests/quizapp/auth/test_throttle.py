"""Guessing passwords is slowed down per account and per address, in the database that all workers share."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from quizapp import create_app
from quizapp.auth import service
from quizapp.errors import InvalidInputError, TooManyAttemptsError
from quizapp.extensions import db
from quizapp.models import SignInFailure, UserRole
from tests.conftest import settings_in

PASSWORD = "three grey herons"
HERE, THERE = "192.0.2.1", "198.51.100.7"


@pytest.fixture
def ann(app, time):
    return service.add_user(
        "ann@example.org", name="Ann", role=UserRole.STUDENT, password=PASSWORD, now=time.now()
    )


@pytest.fixture
def guess(app, time):
    def fail(email="ann@example.org", address=HERE, times=1):
        for _ in range(times):
            with pytest.raises(InvalidInputError):
                service.sign_in(email, "wrong", address=address, now=time.now())

    return fail


def count() -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(SignInFailure))


@pytest.mark.parametrize("email", ["ann@example.org", "nobody@example.org"])
def test_the_eleventh_try_at_an_account_is_refused_known_or_not(ann, guess, time, email):
    guess(email, times=10)

    with pytest.raises(TooManyAttemptsError):
        service.sign_in(f" {email.upper()}", PASSWORD, address=THERE, now=time.now())


def test_the_thirty_first_try_from_an_address_is_refused_whatever_the_account(ann, guess, time):
    for number in range(30):
        guess(f"person{number}@example.org")

    with pytest.raises(TooManyAttemptsError):
        service.sign_in("ann@example.org", PASSWORD, address=HERE, now=time.now())
    assert service.sign_in("ann@example.org", PASSWORD, address=THERE, now=time.now())


def test_a_quarter_of_an_hour_later_the_account_opens_again(ann, guess, time):
    guess(times=10)

    time.move(minutes=15)

    assert service.sign_in("ann@example.org", PASSWORD, address=HERE, now=time.now())


def test_a_success_forgets_the_failures_of_that_account_only(ann, guess, time):
    guess(times=9)
    guess("nobody@example.org")

    service.sign_in("ann@example.org", PASSWORD, address=HERE, now=time.now())

    assert db.session.scalars(sa.select(SignInFailure.email)).all() == ["nobody@example.org"]


def test_old_failures_are_deleted_as_new_ones_come(guess, time):
    guess(times=3)
    time.move(minutes=15)
    guess()

    assert count() == 1


def test_a_client_cannot_roam_in_its_ipv6_network(guess, time):
    for number in range(30):
        guess(f"person{number}@example.org", address=f"2001:db8:0:1::{number:x}")

    with pytest.raises(TooManyAttemptsError):
        service.sign_in("ann@example.org", "x", address="2001:db8:0:1:ffff::1", now=time.now())
    guess(address="2001:db8:0:2::1")


def test_each_ipv4_client_of_a_server_on_both_protocols_is_counted_alone(guess, time):
    for number in range(30):
        guess(f"person{number}@example.org", address="::ffff:192.0.2.1")

    guess("late@example.org", address="::ffff:192.0.2.2")
    with pytest.raises(TooManyAttemptsError):
        service.sign_in("late@example.org", "x", address=HERE, now=time.now())


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("192.0.2.1:5555", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("[::ffff:192.0.2.1]:5555", "192.0.2.1"),
        ("2001:db8:0:1::9", "2001:db8:0:1::/64"),
        ("[2001:db8:0:1::9]:5555", "2001:db8:0:1::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
        ("unix:", "unix:"),
        ("1.2.3.4.5:1", "1.2.3.4.5:1"),
    ],
)
def test_an_address_is_counted_without_its_port(guess, address, counted):
    guess(address=address)

    assert db.session.scalars(sa.select(SignInFailure.address)).all() == [counted]


def test_parallel_guesses_cannot_all_pass_the_count(app, ann, time):
    def guess_once(_number: int) -> bool:
        with app.app_context():
            try:
                service.sign_in("ann@example.org", "wrong", address=HERE, now=time.now())
            except InvalidInputError:
                return True
            except TooManyAttemptsError:
                return False
        raise AssertionError("a wrong password signed in")

    with ThreadPoolExecutor(8) as pool:
        checked = list(pool.map(guess_once, range(16)))

    assert sum(checked) == 10


def test_the_page_says_how_long_to_wait(client_of, ann, guess):
    guess(times=10)

    fields = {"email": "ann@example.org", "password": PASSWORD}
    response = client_of(None).post("/auth/sign-in", fields, status=429)

    assert "Wait a quarter of an hour" in response.text
    assert response.headers["Retry-After"] == "900"


def test_a_forged_forwarding_header_changes_nothing_without_a_proxy(client_of, ann):
    client = client_of(None)
    for number in range(3):
        headers = {"X-Forwarded-For": f"203.0.113.{number}"}
        client.post("/auth/sign-in", {"email": "a@b.example", "password": "x"}, status=200, headers=headers)

    assert db.session.scalars(sa.select(SignInFailure.address).distinct()).all() == ["127.0.0.1"]


def test_behind_a_proxy_only_what_the_proxy_itself_added_counts(app, time):
    behind = create_app(settings_in(app.extensions["settings"].data, QUIZAPP_PROXIES="1"))
    behind.config["WTF_CSRF_ENABLED"] = False
    headers = {"X-Forwarded-For": "203.0.113.99, 198.51.100.7"}  # the client forged the first

    behind.test_client().post(
        "/auth/sign-in", data={"email": "a@b.example", "password": "x"}, headers=headers
    )

    assert db.session.scalars(sa.select(SignInFailure.address)).all() == ["198.51.100.7"]
    with behind.app_context():
        db.engine.dispose()


def test_the_present_password_and_the_invitation_cannot_be_guessed_at_either(
    client_of, ann, guess, make, time
):
    token = service.create_invitation(
        email=ann.email,
        role=UserRole.INSTRUCTOR,
        course_id=None,
        created_by_id=make.administrator().id,
        now=time.now(),
    )
    guess(times=10)

    fields = {"present": PASSWORD, "password": "two tall pines"}
    client_of(ann).post("/auth/password", fields, status=429)
    client_of(None).post(f"/auth/link/{token}", {"password": PASSWORD}, status=429)


def test_a_reset_link_opens_an_account_that_was_guessed_at(ann, guess, time):
    guess(times=10)

    token = service.create_reset_link(ann.id, created_by_id=None, now=time.now())
    service.reset_password(token, "two tall pines", time.now())

    assert service.sign_in(ann.email, "two tall pines", address=THERE, now=time.now())
