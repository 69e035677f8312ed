"""A test client for pages: checks the rules every page has to keep, sends forms with their CSRF token."""

from __future__ import annotations

import re
import secrets
from collections import Counter
from contextvars import Context
from datetime import datetime, timedelta
from html import unescape
from html.parser import HTMLParser
from typing import Any

from flask import session
from flask.testing import FlaskClient
from flask_wtf.csrf import generate_csrf
from werkzeug.test import TestResponse

from quizapp.access import hash_token
from quizapp.extensions import db, writing
from quizapp.models import SignIn, User


def words(html: str) -> str:
    """What a person reads of the page's main part."""
    main = re.sub(r"<(template|dialog).*?</\1>", "", html[html.index("<main") :], flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


class BrowserClient(FlaskClient):
    """Runs each request outside the test's app context, as a server would.

    Otherwise Flask reuses that context, and a request would see who was signed in at the one before. What
    the test read earlier is let go afterwards, so that its next look shows what the request has done.
    """

    def open(self, *arguments: Any, **options: Any) -> TestResponse:
        response = Context().run(super().open, *arguments, **options)
        db.session.rollback()
        db.session.expire_all()
        return response


class PageClient:
    """One browser. Each page it gets has a title, one h1, labelled inputs, unique ids, no inline code."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def sign_in(self, user: User, now: datetime) -> None:
        """Sign in without the form, which has tests of its own."""
        token = secrets.token_urlsafe(16)
        with writing() as session:
            session.add(
                SignIn(
                    token_hash=hash_token(token),
                    user_id=user.id,
                    created_at=now,
                    expires_at=now + timedelta(days=400),
                )
            )
        with self.client.session_transaction() as cookie:
            cookie["_user_id"] = token
            cookie["_fresh"] = True

    def get(self, url: str, *, status: int = 200, **options: Any) -> TestResponse:
        """Fetch a page; redirects are not followed."""
        return self._checked(self.client.get(url, **options), status)

    def post(
        self, url: str, data: dict[str, Any] | None = None, *, status: int = 302, **options: Any
    ) -> TestResponse:
        """Send a form with a good CSRF token."""
        fields = {**(data or {}), "csrf_token": self.csrf_token()}
        return self._checked(self.client.post(url, data=fields, **options), status)

    def csrf_token(self) -> str:
        """A token that fits this client's session."""
        with self.client.session_transaction() as cookie:
            raw = cookie.setdefault("csrf_token", secrets.token_hex(20))
        return Context().run(self._signed, raw)

    def _signed(self, raw: str) -> str:
        with self.client.application.test_request_context():
            session["csrf_token"] = raw
            return str(generate_csrf())

    @staticmethod
    def _checked(response: TestResponse, status: int) -> TestResponse:
        assert response.status_code == status, (
            f"{response.status} {response.location}: {response.text[:2000]}"
        )
        if response.mimetype == "text/html" and response.status_code != 302 and "<html" in response.text:
            faults = faults_of_page(response.text)
            assert not faults, faults
        return response


def faults_of_page(html: str) -> list[str]:
    """What this page breaks of the rules for every page."""
    page = _Page()
    page.feed(html)
    faults = [f"id {name!r} stands {count} times" for name, count in Counter(page.ids).items() if count > 1]
    faults += [f"input {name!r} has no label" for name in page.inputs if not page.labelled(name)]
    faults += page.inline
    if page.headings != 1:
        faults.append(f"the page has {page.headings} h1")
    if not page.title.strip():
        faults.append("the page has no title")
    return faults


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.inputs: list[str] = []
        self.labels: set[str] = set()
        self.inline: list[str] = []
        self.headings = 0
        self.title = ""
        self._in_title = False
        self._label_depth = 0

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = dict(attributes)
        if values.get("id"):
            self.ids.append(str(values["id"]))
        self.headings += tag == "h1"
        self._in_title = tag == "title" or (self._in_title and tag != "body")
        if tag == "label":
            self._label_depth += 1
            self.labels.add(values.get("for") or "")
        if tag in {"input", "select", "textarea"} and values.get("type") not in {"hidden", "submit"}:
            named = self._label_depth or values.get("aria-label") or values.get("aria-labelledby")
            self.inputs += [] if named else [values.get("id") or f"without id: {values.get('name')}"]
        self.inline += [f"<{tag}> has {name}" for name in values if name == "style" or name.startswith("on")]
        if tag == "script" and not values.get("src"):
            self.inline.append("a script stands in the page")

    def handle_endtag(self, tag: str) -> None:
        self._label_depth -= tag == "label"
        if tag == "title":
            self._in_title = False

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data

    def labelled(self, name: str) -> bool:
        return name in self.labels
