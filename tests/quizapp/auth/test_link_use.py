"""A one-time link works once and for a time, however many people open it at the same moment."""

from __future__ import annotations

import re
from threading import Barrier, Thread

import pytest
import sqlalchemy as sa

from quizapp.extensions import db
from quizapp.models import OneTimeLink, SignIn, User
from tests.page_client import BrowserClient
from tests.quizapp.auth.conftest import FIRST, NEW_ACCOUNT, PASSWORD, first_link, known, reset_link


def test_an_unknown_a_used_and_an_expired_link_get_the_same_answer(client_of, invite, time):
    used, expired = invite(), invite("eve@example.org")
    client_of(None).post(used, NEW_ACCOUNT)
    time.move(days=14)

    answers = [
        re.sub(r'name="csrf_token".*', "", client_of(None).get(link, status=410).text)
        for link in (used, expired, "/auth/link/unknown")
    ]

    assert len(set(answers)) == 1
    assert "Ask for a new link" in answers[0]


@pytest.mark.parametrize(
    ("kind", "life"), [("invitation", {"days": 14}), ("reset", {"hours": 2}), ("first", {"days": 7})]
)
def test_each_kind_lives_as_long_as_it_should(client_of, invite, time, make, kind, life):
    makers = {
        "invitation": invite,
        "reset": lambda: reset_link(make.user(), time),
        "first": lambda: first_link(time),
    }
    link = makers[kind]()

    time.move(**life)
    time.move(seconds=-1)
    client_of(None).get(link)
    time.move(seconds=1)
    client_of(None).get(link, status=410)
    client_of(None).post(link, {**FIRST, "password": PASSWORD}, status=410)


def test_only_the_hash_is_stored_and_expired_links_are_cleared_away(invite, time):
    token = invite().rpartition("/")[2]
    assert db.session.scalars(sa.select(OneTimeLink.token_hash)).one() != token

    time.move(days=15)
    invite("eve@example.org")

    assert db.session.scalars(sa.select(OneTimeLink.email)).all() == ["eve@example.org"]


@pytest.mark.parametrize("kind", ["invitation", "first", "reset"])
def test_of_parallel_posts_one_succeeds(app, invite, time, client_of, kind):
    ben = known(time, "carl@example.org")
    links = {
        "invitation": invite,
        "first": lambda: first_link(time),
        "reset": lambda: reset_link(ben, time),
    }
    link = links[kind]()
    before = db.session.scalar(sa.select(sa.func.count()).select_from(User))

    codes = in_parallel(app, client_of, link, FIRST, times=6)

    assert sorted(codes) == [302] + [410] * 5
    db.session.rollback()
    after = db.session.scalar(sa.select(sa.func.count()).select_from(User))
    assert after - before == (kind != "reset")
    assert db.session.scalar(sa.select(sa.func.count()).select_from(SignIn)) == 1


def test_two_invitations_of_one_address_make_one_account(app, invite, client_of):
    links = [invite(), invite(course_id=None)]

    codes = in_parallel(app, client_of, *links, NEW_ACCOUNT, times=1)

    assert codes == [302, 302]  # home, and back to the link, which now asks for the password
    assert db.session.scalar(sa.select(sa.func.count()).where(User.email == "ben@example.org")) == 1


def in_parallel(app, client_of, *links_and_fields, times: int) -> list[int]:
    """The status codes of POSTs to the links, sent by as many threads at one moment."""
    *links, fields = links_and_fields
    barrier, codes = Barrier(len(links) * times), []

    def send(client: BrowserClient, link: str, data: dict[str, str]) -> None:
        barrier.wait()
        with app.app_context():
            codes.append(client.post(link, data=data).status_code)

    threads = []
    for link in links * times:
        client = client_of(None)
        data = {**fields, "csrf_token": client.csrf_token()}
        threads.append(Thread(target=send, args=(client.client, link, data)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return codes
