"""What people see when something goes wrong: words and a way on, never a trace."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from quizapp.extensions import db, writing


@pytest.mark.parametrize(
    ("url", "method", "status"), [("/no/such/page", "get", 404), ("/auth/sign-out", "get", 405)]
)
def test_every_error_has_a_page_that_says_what_to_do(client_of, make, url, method, status):
    page = client_of(make.user()).get(url, status=status)

    assert "Go to the start page" in page.text


def test_a_method_that_is_not_allowed_is_told_which_are(client_of, make):
    response = client_of(make.user()).get("/auth/sign-out", status=405)

    assert set(response.headers["Allow"].split(", ")) == {"POST", "OPTIONS"}
    assert response.headers.getlist("Content-Type") == ["text/html; charset=utf-8"]


def test_an_unforeseen_fault_shows_no_trace(app, client_of):
    def broken():
        raise RuntimeError("secret detail")

    app.view_functions["pages.health"] = broken
    broken.access_rule = "anyone"
    app.config["PROPAGATE_EXCEPTIONS"] = False

    page = client_of(None).get("/health", status=500)

    assert "Something broke on our side" in page.text
    assert "secret detail" not in page.text


def test_a_foreign_host_is_refused(app):
    assert app.test_client().get("/health", headers={"Host": "evil.example"}).status_code == 400


def test_a_form_without_its_token_is_refused(client_of, make):
    response = client_of(make.user()).client.post("/auth/sign-out")

    assert response.status_code == 400
    assert "nothing was saved" in response.text


def test_a_database_that_stays_locked_is_answered_503_with_retry_after(app, client_of, make, monkeypatch):
    client = client_of(make.user())
    db.session.remove()
    with closing(sqlite3.connect(str(db.engine.url.database), isolation_level=None)) as other:
        with db.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA busy_timeout = 1")
        other.execute("BEGIN IMMEDIATE")

        response = client.post("/auth/sign-out", status=503)

        other.execute("ROLLBACK")
    assert response.headers["Retry-After"] == "5"


def test_a_broken_database_still_gets_an_error_page(app, client_of, make):
    client = client_of(make.user())
    app.config["PROPAGATE_EXCEPTIONS"] = False
    with writing() as session:
        session.connection().exec_driver_sql("DROP TABLE sign_in")

    page = client.get("/study/", status=503)

    assert "Nothing was saved" in page.text


def test_every_response_carries_the_security_headers(client_of):
    headers = client_of(None).get("/health").headers

    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert "unsafe-inline" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("number", [2**31, 2**63, 10**40])
def test_a_number_too_large_for_a_row_leads_nowhere(client_of, make, number):
    client_of(make.instructor()).get(f"/courses/{number}", status=404)
