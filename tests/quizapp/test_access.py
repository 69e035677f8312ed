"""Who may open what: every address of the app x every kind of person, against the table below.

A new view adds its line to ADDRESSES. Its ``ids`` say what stands in the address, and its ``fields`` what a
POST sends, by the names of ``World.ids``; ``only`` names who may know that the thing exists: others get 404.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from quizapp import clock
from quizapp.access import Rule, rule_of
from quizapp.auth.service import create_invitation
from quizapp.models import User, UserRole
from tests.factories import Factory
from tests.page_client import PageClient

STUDENT, OTHER_STUDENT = "student", "student of another course"
INSTRUCTOR, OTHER_INSTRUCTOR = "instructor", "other instructor"
STRANGER, ADMINISTRATOR = "stranger", "administrator"
PEOPLE = (STRANGER, STUDENT, OTHER_STUDENT, INSTRUCTOR, OTHER_INSTRUCTOR, ADMINISTRATOR)
MAY_OPEN = {
    Rule.ANYONE: set(PEOPLE),
    Rule.SIGNED_IN: set(PEOPLE) - {STRANGER},
    Rule.INSTRUCTOR: {INSTRUCTOR, OTHER_INSTRUCTOR, ADMINISTRATOR},
    Rule.ADMINISTRATOR: {ADMINISTRATOR},
}
ITS_INSTRUCTORS = frozenset({INSTRUCTOR, ADMINISTRATOR})
EVERYBODY = frozenset(PEOPLE)
COURSE = {"course_id": "course"}


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
    "courses.assign": Address(Rule.INSTRUCTOR, COURSE, ITS_INSTRUCTORS),
    "courses.index": Address(Rule.INSTRUCTOR),
    "courses.invite": Address(Rule.INSTRUCTOR, COURSE, ITS_INSTRUCTORS),
    "courses.leave": Address(Rule.SIGNED_IN, COURSE, frozenset({STUDENT})),
    "courses.new": Address(Rule.INSTRUCTOR),
    "courses.remove_set": Address(Rule.INSTRUCTOR, {**COURSE, "set_id": "set"}, ITS_INSTRUCTORS),
    "courses.remove_student": Address(Rule.INSTRUCTOR, {**COURSE, "user_id": "student"}, ITS_INSTRUCTORS),
    "courses.rename": Address(Rule.INSTRUCTOR, COURSE, ITS_INSTRUCTORS),
    "courses.show": Address(Rule.INSTRUCTOR, COURSE, ITS_INSTRUCTORS),
    "courses.withdraw_invitation": Address(Rule.INSTRUCTOR, COURSE, ITS_INSTRUCTORS, {"email": "invited"}),
    "library.index": Address(Rule.SIGNED_IN),
    "pages.health": Address(Rule.ANYONE),
    "pages.help_page": Address(Rule.ANYONE),
    "pages.home": Address(Rule.ANYONE),
    "progress.course": Address(Rule.INSTRUCTOR, COURSE, ITS_INSTRUCTORS),
    "progress.course_file": Address(Rule.INSTRUCTOR, {**COURSE, "kind": "file_kind"}, ITS_INSTRUCTORS),
    "progress.own": Address(Rule.SIGNED_IN),
    "progress.student": Address(Rule.INSTRUCTOR, {**COURSE, "user_id": "student"}, ITS_INSTRUCTORS),
    "sets.index": Address(Rule.INSTRUCTOR),
    "study.today": Address(Rule.SIGNED_IN),
}


@dataclass(frozen=True)
class World:
    """Two courses that have nothing to do with each other, and an administrator."""

    people: dict[str, User | None]
    ids: dict[str, int | str]


def make_world(make: Factory) -> World:
    people = {
        STRANGER: None,
        STUDENT: make.user(),
        OTHER_STUDENT: make.user(),
        INSTRUCTOR: make.instructor(),
        OTHER_INSTRUCTOR: make.instructor(),
        ADMINISTRATOR: make.administrator(),
    }
    course = make.course(people[INSTRUCTOR], people[STUDENT])
    question_set = make.question_set(people[INSTRUCTOR], make.flashcard(), course=course)
    other_course = make.course(people[OTHER_INSTRUCTOR], people[OTHER_STUDENT])
    make.question_set(people[OTHER_INSTRUCTOR], make.flashcard(), course=other_course)
    create_invitation(
        email="invited@example.org",
        role=UserRole.STUDENT,
        course_id=course.id,
        created_by_id=people[INSTRUCTOR].id,
        now=clock.now(),
    )
    ids = {
        "course": course.id,
        "invited": "invited@example.org",
        "set": question_set.id,
        "student": people[STUDENT].id,
        "file": "favicon.svg",
        "file_kind": "csv",
        "token": "no-such-token",
    }
    return World(people=people, ids=ids)


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


@pytest.mark.parametrize("endpoint", ADDRESSES)
def test_each_address_opens_for_those_in_the_table_and_for_nobody_else(app, make, client_of, endpoint):
    address = ADDRESSES[endpoint]
    faults = []
    for person in PEOPLE:
        world = make_world(make)  # what the one before has changed must not matter
        client = client_of(world.people[person])
        for method in methods_of(app, endpoint):
            response = send(app, client, method, endpoint, world)
            faults += [f"{method} by {person}: {text}" for text in [fault(address, person, response)] if text]

    assert not faults


@pytest.mark.parametrize("endpoint", ADDRESSES)
def test_the_view_states_the_rule_that_the_table_has(app, endpoint):
    assert rule_of(app, endpoint) == ADDRESSES[endpoint].rule


@pytest.mark.parametrize("endpoint", ADDRESSES)
def test_each_unsafe_method_asks_for_a_csrf_token(app, make, client_of, endpoint):
    world = make_world(make)
    client = client_of(world.people[ADMINISTRATOR]).client

    answers = {
        method: client.open(url_of(app, endpoint, world), method=method).status_code
        for method in methods_of(app, endpoint)
        if method != "GET"
    }

    assert set(answers.values()) <= {400}, answers


@pytest.mark.parametrize("endpoint", ADDRESSES)
def test_no_get_writes(app, make, client_of, endpoint):
    world = make_world(make)
    clients = [client_of(world.people[person]).client for person in (STUDENT, ADMINISTRATOR)]
    before = contents(app)

    for client in clients:
        client.get(url_of(app, endpoint, world)).close()

    assert contents(app) == before


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
