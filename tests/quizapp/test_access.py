"""Who may open what: every address of the app x every kind of person, against the table below.

A new view adds its line to ADDRESSES. Its ``ids`` say what stands in the address, and its ``fields`` what a
POST sends, by the names of ``ids`` in tests/world.py; ``only`` names who may know of it: others get 404.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from quizapp.access import Rule, rule_of
from quizapp.extensions import db
from quizapp.models import User
from tests.conftest import TUESDAY, MovableClock, app_on
from tests.factories import Factory
from tests.page_client import PageClient
from tests.world import (
    ADMINISTRATOR,
    INSTRUCTOR,
    OTHER_INSTRUCTOR,
    PEOPLE,
    STRANGER,
    STUDENT,
    World,
    make_world,
)

MAY_OPEN = {
    Rule.ANYONE: set(PEOPLE),
    Rule.SIGNED_IN: set(PEOPLE) - {STRANGER},
    Rule.INSTRUCTOR: {INSTRUCTOR, OTHER_INSTRUCTOR, ADMINISTRATOR},
    Rule.ADMINISTRATOR: {ADMINISTRATOR},
}
ITS_INSTRUCTORS = frozenset({INSTRUCTOR, ADMINISTRATOR})
EVERYBODY = frozenset(PEOPLE)
ITS_READERS = ITS_INSTRUCTORS | {STUDENT}
COURSE, SET, UPLOAD = {"course_id": "course"}, {"set_id": "set"}, {"upload_id": "upload"}
SESSION = {"number": "session"}
PACKAGE = {"upload_id": "package"}


@dataclass(frozen=True)
class Address:
    """What the table says of one endpoint."""

    rule: Rule
    ids: Mapping[str, str] = field(default_factory=dict)
    only: frozenset[str] = EVERYBODY
    fields: Mapping[str, str] = field(default_factory=dict)


ADDRESSES = {
    "static": Address(Rule.ANYONE, {"filename": "file"}),
    "auth.disable": Address(Rule.ADMINISTRATOR, {"user_id": "student"}),
    "auth.enable": Address(Rule.ADMINISTRATOR, {"user_id": "student"}),
    "auth.invitations": Address(Rule.ADMINISTRATOR),
    "auth.make_reset_link": Address(Rule.ADMINISTRATOR, {"user_id": "student"}),
    "auth.open_link": Address(Rule.ANYONE, {"token": "token"}),
    "auth.password": Address(Rule.SIGNED_IN),
    "auth.people": Address(Rule.ADMINISTRATOR),
    "auth.settings": Address(Rule.SIGNED_IN),
    "auth.sign_in": Address(Rule.ANYONE),
    "auth.sign_out": Address(Rule.SIGNED_IN),
    "auth.withdraw_invitation": Address(Rule.ADMINISTRATOR, fields={"email": "invited"}),
    "courses.assign": Address(Rule.INSTRUCTOR, COURSE, ITS_INSTRUCTORS),
    "courses.exam": Address(Rule.INSTRUCTOR, COURSE, ITS_INSTRUCTORS),
    "courses.index": Address(Rule.INSTRUCTOR),
    "courses.invite": Address(Rule.INSTRUCTOR, COURSE, ITS_INSTRUCTORS),
    "courses.leave": Address(Rule.SIGNED_IN, COURSE, frozenset({STUDENT})),
    "courses.new": Address(Rule.INSTRUCTOR),
    "courses.remove_set": Address(Rule.INSTRUCTOR, {**COURSE, "set_id": "set"}, ITS_INSTRUCTORS),
    "courses.remove_student": Address(Rule.INSTRUCTOR, {**COURSE, "user_id": "student"}, ITS_INSTRUCTORS),
    "courses.rename": Address(Rule.INSTRUCTOR, COURSE, ITS_INSTRUCTORS),
    "courses.show": Address(Rule.INSTRUCTOR, COURSE, ITS_INSTRUCTORS),
    "courses.withdraw_invitation": Address(Rule.INSTRUCTOR, COURSE, ITS_INSTRUCTORS, {"email": "invited"}),
    "library.article": Address(Rule.SIGNED_IN, {"article_id": "article"}, ITS_READERS),
    "library.choose": Address(Rule.SIGNED_IN, {"set_id": "library_set"}),
    "library.drop": Address(Rule.SIGNED_IN, {"set_id": "library_set"}),
    "library.index": Address(Rule.SIGNED_IN),
    "library.review": Address(Rule.INSTRUCTOR, {"article_id": "article"}, ITS_READERS, {"version": "sha256"}),
    "media.image": Address(Rule.SIGNED_IN, {"name": "image"}),
    "pages.health": Address(Rule.ANYONE),
    "pages.help_page": Address(Rule.ANYONE),
    "pages.home": Address(Rule.ANYONE),
    "progress.course": Address(Rule.INSTRUCTOR, COURSE, ITS_INSTRUCTORS),
    "progress.course_file": Address(Rule.INSTRUCTOR, {**COURSE, "kind": "file_kind"}, ITS_INSTRUCTORS),
    "progress.card": Address(Rule.SIGNED_IN, {"item_id": "item"}, frozenset({STUDENT})),
    "progress.leeches": Address(Rule.SIGNED_IN),
    "progress.own": Address(Rule.SIGNED_IN),
    "progress.simulator": Address(Rule.SIGNED_IN),
    "progress.student": Address(Rule.INSTRUCTOR, {**COURSE, "user_id": "student"}, ITS_INSTRUCTORS),
    "sets.articles.edit": Address(Rule.INSTRUCTOR, SET, ITS_INSTRUCTORS),
    "sets.articles.new": Address(Rule.INSTRUCTOR),
    "sets.articles.take": Address(Rule.INSTRUCTOR, {**SET, "item_id": "item"}, ITS_INSTRUCTORS),
    "sets.analysing.item": Address(Rule.INSTRUCTOR, {**SET, "item_id": "item"}, ITS_INSTRUCTORS),
    "sets.analysing.index": Address(Rule.INSTRUCTOR, SET, ITS_INSTRUCTORS),
    "sets.analysing.file": Address(Rule.INSTRUCTOR, SET, ITS_INSTRUCTORS),
    "sets.assign": Address(Rule.INSTRUCTOR, SET, ITS_INSTRUCTORS, {"course": "course"}),
    "sets.change_items": Address(Rule.INSTRUCTOR, SET, ITS_INSTRUCTORS),
    "sets.discard": Address(Rule.INSTRUCTOR, UPLOAD, frozenset({INSTRUCTOR})),
    "sets.downloads": Address(Rule.INSTRUCTOR, SET, ITS_INSTRUCTORS),
    "sets.export": Address(Rule.INSTRUCTOR, {**SET, "form": "form"}, ITS_INSTRUCTORS),
    "sets.analysing.find_right": Address(Rule.INSTRUCTOR, {**SET, "item_id": "item"}, ITS_INSTRUCTORS),
    "sets.importing.choose": Address(Rule.INSTRUCTOR, UPLOAD, frozenset({INSTRUCTOR})),
    "sets.importing.confirm": Address(Rule.INSTRUCTOR, UPLOAD, frozenset({INSTRUCTOR})),
    "sets.importing.discard_unread": Address(Rule.INSTRUCTOR),
    "sets.importing.discard": Address(Rule.INSTRUCTOR, UPLOAD, frozenset({INSTRUCTOR})),
    "sets.importing.history": Address(Rule.INSTRUCTOR, SET, ITS_INSTRUCTORS),
    "sets.importing.image": Address(Rule.INSTRUCTOR, {**UPLOAD, "name": "image"}, frozenset({INSTRUCTOR})),
    "sets.importing.progress": Address(Rule.INSTRUCTOR, UPLOAD, frozenset({INSTRUCTOR})),
    "sets.importing.show": Address(Rule.INSTRUCTOR, UPLOAD, frozenset({INSTRUCTOR})),
    "sets.importing.tick": Address(Rule.INSTRUCTOR, UPLOAD, frozenset({INSTRUCTOR})),
    "sets.importing.undo": Address(Rule.INSTRUCTOR, {**SET, "import_id": "import"}, ITS_INSTRUCTORS),
    "sets.inbox.close": Address(Rule.INSTRUCTOR, {"report_id": "report"}, ITS_INSTRUCTORS),
    "sets.inbox.index": Address(Rule.INSTRUCTOR),
    "sets.inbox.reopen": Address(Rule.INSTRUCTOR, {"report_id": "report"}, ITS_INSTRUCTORS),
    "sets.index": Address(Rule.INSTRUCTOR),
    "sets.items.add_image": Address(Rule.INSTRUCTOR, SET, ITS_INSTRUCTORS),
    "sets.items.edit": Address(Rule.INSTRUCTOR, {**SET, "item_id": "item"}, ITS_INSTRUCTORS),
    "sets.items.history": Address(Rule.INSTRUCTOR, {**SET, "item_id": "item"}, ITS_INSTRUCTORS),
    "sets.items.new": Address(Rule.INSTRUCTOR, SET, ITS_INSTRUCTORS),
    "sets.items.preview": Address(Rule.INSTRUCTOR, {**SET, "item_id": "item"}, ITS_INSTRUCTORS),
    "sets.items.restore": Address(
        Rule.INSTRUCTOR, {**SET, "item_id": "item", "version": "item_version"}, ITS_INSTRUCTORS
    ),
    "sets.items.settle": Address(Rule.INSTRUCTOR, {**SET, "item_id": "item"}, ITS_INSTRUCTORS),
    "sets.preview": Address(Rule.INSTRUCTOR, UPLOAD, frozenset({INSTRUCTOR})),
    "sets.publish": Address(Rule.INSTRUCTOR, UPLOAD, frozenset({INSTRUCTOR})),
    "sets.analysing.quarantine": Address(Rule.INSTRUCTOR, SET, ITS_INSTRUCTORS),
    "sets.searching.rename": Address(Rule.INSTRUCTOR, SET, ITS_INSTRUCTORS),
    "sets.searching.replace": Address(Rule.INSTRUCTOR, SET, ITS_INSTRUCTORS),
    "sets.searching.search": Address(Rule.INSTRUCTOR, SET, ITS_INSTRUCTORS),
    "sets.searching.tag": Address(Rule.INSTRUCTOR, SET, ITS_INSTRUCTORS),
    "sets.sharing.end": Address(Rule.INSTRUCTOR, {**SET, "user_id": "colleague"}, ITS_INSTRUCTORS),
    "sets.sharing.index": Address(Rule.INSTRUCTOR, SET, ITS_INSTRUCTORS),
    "sets.show": Address(Rule.INSTRUCTOR, SET, ITS_INSTRUCTORS),
    "sets.analysing.take_option": Address(Rule.INSTRUCTOR, {**SET, "item_id": "item"}, ITS_INSTRUCTORS),
    "sets.template": Address(Rule.INSTRUCTOR),
    "sets.upload": Address(Rule.INSTRUCTOR),
    "sets.upload_version": Address(Rule.INSTRUCTOR, SET, ITS_INSTRUCTORS),
    "study.answer": Address(Rule.SIGNED_IN),
    "study.aside": Address(Rule.SIGNED_IN),
    "study.card": Address(Rule.SIGNED_IN),
    "study.exam.last_pass": Address(Rule.SIGNED_IN),
    "study.exam.show": Address(Rule.SIGNED_IN),
    "study.feedback": Address(Rule.SIGNED_IN, {"sequence": "answer"}, frozenset({STUDENT})),
    "study.finished": Address(Rule.SIGNED_IN),
    "study.grade": Address(Rule.SIGNED_IN),
    "study.mark": Address(Rule.SIGNED_IN),
    "study.report": Address(Rule.SIGNED_IN, {"item_id": "item"}, frozenset({STUDENT})),
    "study.sessions.again": Address(Rule.SIGNED_IN, SESSION, frozenset({STUDENT})),
    "study.sessions.answer": Address(Rule.SIGNED_IN, SESSION),
    "study.sessions.card": Address(Rule.SIGNED_IN, SESSION, frozenset({STUDENT})),
    "study.sessions.discard": Address(Rule.SIGNED_IN, SESSION, frozenset({STUDENT})),
    "study.sessions.new": Address(Rule.SIGNED_IN),
    "study.sessions.result": Address(Rule.SIGNED_IN, SESSION, frozenset({STUDENT})),
    "study.settings.show": Address(Rule.SIGNED_IN),
    "study.settings.spread_backlog": Address(Rule.SIGNED_IN),
    "study.settings.stop_spreading": Address(Rule.SIGNED_IN),
    "study.undo": Address(Rule.SIGNED_IN),
    "study.today": Address(Rule.SIGNED_IN),
    "study.was_right": Address(Rule.SIGNED_IN),
    "transfer.confirm": Address(Rule.SIGNED_IN, PACKAGE, frozenset({STUDENT})),
    "transfer.discard": Address(Rule.SIGNED_IN, PACKAGE, frozenset({STUDENT})),
    "transfer.export": Address(Rule.SIGNED_IN, {"form": "file_kind"}),
    "transfer.index": Address(Rule.SIGNED_IN),
    "transfer.preview": Address(Rule.SIGNED_IN, PACKAGE, frozenset({STUDENT})),
    "transfer.upload": Address(Rule.SIGNED_IN),
}


@pytest.fixture(scope="module")
def world(migrated_database: Path, tmp_path_factory: pytest.TempPathFactory) -> World:
    with app_on(migrated_database, tmp_path_factory.mktemp("world")) as app:
        database = Path(app.extensions["settings"].database_url.database)
        return make_world(Factory(MovableClock(TUESDAY)), database, TUESDAY)


@pytest.fixture
def app(world: World, tmp_path: Path) -> Iterator[Flask]:
    """The app on a copy of the world."""
    with app_on(world.database, tmp_path) as app:
        yield app


def account(world: World, person: str) -> User | None:
    return None if person == STRANGER else db.session.get(User, world.accounts[person])


def url_of(app: Flask, endpoint: str, world: World) -> str:
    values = {argument: world.ids[name] for argument, name in ADDRESSES[endpoint].ids.items()}
    with app.test_request_context():
        return app.url_for(endpoint, **values)


def send(app: Flask, client: PageClient, method: str, endpoint: str, world: World) -> TestResponse:
    fields = {}
    if method != "GET":
        fields = {name: world.ids[value] for name, value in ADDRESSES[endpoint].fields.items()}
        fields["csrf_token"] = client.csrf_token()
    response = client.client.open(url_of(app, endpoint, world), method=method, data=fields or None)
    response.close()
    return response


def methods_of(app: Flask, endpoint: str) -> list[str]:
    """GET first, since a POST may end what GET shows."""
    methods = {method for rule in app.url_map.iter_rules(endpoint) for method in rule.methods or ()}
    return sorted(methods - {"HEAD", "OPTIONS"})


def fault(address: Address, person: str, response: TestResponse) -> str | None:
    """How the answer differs from what the table says; nothing where it is as it should be."""
    status, location = response.status_code, response.location or ""
    if person not in MAY_OPEN[address.rule]:
        is_refused = location.startswith("/auth/sign-in") if person == STRANGER else status == 403
        return None if is_refused else f"should be refused, got {status} {location}"
    if person not in address.only:
        return None if status == 404 else f"should get 404, got {status} {location}"
    is_turned_away = location.startswith("/auth/sign-in") and address.rule != Rule.ANYONE
    if status in {403, 405} or status >= 500 or is_turned_away:
        return f"should be let in, got {status} {location}"
    return "should find it, got 404" if status == 404 and address.only != EVERYBODY else None


def test_every_address_stands_in_the_table(app):
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}

    missing, gone = sorted(endpoints - ADDRESSES.keys()), sorted(ADDRESSES.keys() - endpoints)

    assert not missing, f"add who may open them to ADDRESSES in {__file__}: {missing}"
    assert not gone, f"no view has these endpoints any more, take them out of ADDRESSES: {gone}"


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("endpoint", ADDRESSES)
def test_each_address_opens_for_those_in_the_table_and_for_nobody_else(
    app, world, client_of, endpoint, person
):
    client = client_of(account(world, person))
    for method in methods_of(app, endpoint):
        response = send(app, client, method, endpoint, world)

        assert not fault(ADDRESSES[endpoint], person, response), method


def test_each_view_states_the_rule_that_the_table_has(app):
    stated = {endpoint: rule_of(app, endpoint) for endpoint in ADDRESSES}

    assert stated == {endpoint: address.rule for endpoint, address in ADDRESSES.items()}


def test_every_unsafe_method_asks_for_a_csrf_token(app, world, client_of):
    client = client_of(account(world, ADMINISTRATOR)).client

    answers = {
        (endpoint, method): client.open(url_of(app, endpoint, world), method=method).status_code
        for endpoint in ADDRESSES
        for method in methods_of(app, endpoint)
        if method != "GET"
    }

    assert answers
    assert {at: status for at, status in answers.items() if status != 400} == {}


@pytest.mark.parametrize("person", [STUDENT, INSTRUCTOR, ADMINISTRATOR])
def test_no_get_writes(app, world, client_of, person):
    client = client_of(account(world, person)).client
    before, writing = contents(app), []

    for endpoint in ADDRESSES:
        client.get(url_of(app, endpoint, world)).close()
        after = contents(app)
        writing += [endpoint] if after != before else []
        before = after

    assert writing == []


def contents(app: Flask) -> list[str]:
    file = app.extensions["settings"].database_url.database
    with closing(sqlite3.connect(file)) as connection:
        return list(connection.iterdump())


def test_a_view_without_a_rule_cannot_be_served(app):
    app.view_functions["static"], app.view_functions["nobody"] = lambda: "", lambda: ""

    with pytest.raises(LookupError, match="add @allow"):
        rule_of(app, "nobody")


@pytest.mark.parametrize("url", ["/study/", "/courses/", "/auth/people"])
def test_a_stranger_is_sent_to_sign_in_and_back(client_of, url):
    response = client_of(None).get(url, status=302)

    assert response.location == f"/auth/sign-in?next={url}"


def test_a_foreign_host_header_is_refused(client_of):
    client_of(None).get("/auth/sign-in", status=400, headers={"Host": "evil.example"})
