"""Sets shared between instructors: who may see, who may edit, who may share on."""

from __future__ import annotations

import re
from html import unescape

import pytest
import sqlalchemy as sa

from quizapp.extensions import db
from quizapp.models import Item, SetShare


@pytest.fixture
def owner(make):
    return make.instructor()


@pytest.fixture
def colleague(make):
    return make.instructor()


@pytest.fixture
def set_id(make, owner) -> int:
    return make.question_set(owner, make.multiple_choice()).id


def share(client, set_id: int, email: str, right: str, *, status: int = 302):
    return client.post(f"/sets/{set_id}/sharing", {"email": email, "right": right}, status=status)


def edit_address(set_id: int) -> str:
    return f"/sets/{set_id}/items/{db.session.scalars(sa.select(Item.id)).one()}"


def test_whoever_may_see_a_set_sees_and_downloads_it_and_edits_nothing(client_of, owner, colleague, set_id):
    share(client_of(owner), set_id, colleague.email, "see")
    client = client_of(colleague)

    client.get(f"/sets/{set_id}")
    client.get(f"/sets/{set_id}/export/csv_table")
    client.get(f"/sets/{set_id}/analysis")
    assert f'href="/sets/{set_id}"' in client.get("/sets/").text
    client.get(edit_address(set_id), status=404)
    client.get(f"/sets/{set_id}/search", status=404)
    client.post(f"/sets/{set_id}/items", {"change": "retired"}, status=404)
    client.get(f"/sets/{set_id}/sharing", status=404)


def addresses_on(page: str) -> set[str]:
    """Where the links and forms of a page's main part lead."""
    main = unescape(page[page.index("<main") :])
    found = re.findall(r'(?:href|action|formaction)="(/[^"#]*)', main)
    return {address for address in found if "/static/" not in address}


@pytest.mark.parametrize("right", ["see", "edit"])
def test_nothing_that_is_shown_to_somebody_a_set_is_shared_with_is_refused(
    client_of, make, owner, colleague, right
):
    article = make.article(owner)
    shared = make.question_set(owner, make.multiple_choice(), make.flashcard(), article_id=article.id).id
    make.course(colleague, make.user())
    share(client_of(owner), shared, colleague.email, right)
    client = client_of(colleague)
    waiting, seen = [f"/sets/{shared}"], set()

    while waiting:
        address = waiting.pop()
        if address in seen or not address.startswith(("/sets", f"/library/{article.id}")):
            continue
        seen.add(address)
        reply = client.client.get(address)
        if reply.status_code == 405:  # a form's address; without its fields it does nothing
            reply = client.client.post(address, data={"csrf_token": client.csrf_token()})
        assert reply.status_code not in {403, 404} or address.endswith("/assign"), address
        if reply.status_code == 200 and reply.mimetype == "text/html":
            waiting += addresses_on(reply.text)

    assert f"/library/{article.id}" in seen
    assert (f"/sets/{shared}/search" in seen) is (right == "edit")
    assert f"/sets/{shared}/sharing" not in seen


def test_the_list_says_whose_a_shared_set_is(client_of, owner, colleague, set_id):
    share(client_of(owner), set_id, colleague.email, "see")

    assert f"shared by {owner.name}" in client_of(colleague).get("/sets/").text
    assert "shared by" not in client_of(owner).get("/sets/").text


def test_the_article_of_a_shared_set_is_read_no_more_once_the_share_ends(client_of, make, owner, colleague):
    article = make.article(owner)
    shared = make.question_set(owner, make.flashcard(), article_id=article.id).id
    share(client_of(owner), shared, colleague.email, "see")
    client_of(colleague).get(f"/library/{article.id}")

    client_of(owner).post(f"/sets/{shared}/sharing/{colleague.id}/end", status=302)

    client_of(colleague).get(f"/library/{article.id}", status=404)


def test_whoever_may_edit_a_set_edits_it_and_shares_it_not(client_of, owner, colleague, set_id):
    share(client_of(owner), set_id, colleague.email.upper(), "edit")
    client = client_of(colleague)

    client.get(edit_address(set_id))
    client.get(f"/sets/{set_id}/search")
    client.post(f"/sets/{set_id}/items", {"change": "retired"}, status=302)
    client.get(f"/sets/{set_id}/sharing", status=404)


def test_a_right_can_be_changed_and_ended(client_of, owner, colleague, set_id):
    client = client_of(owner)
    share(client, set_id, colleague.email, "edit")
    share(client, set_id, colleague.email, "see")
    assert [row.may_edit for row in db.session.scalars(sa.select(SetShare))] == [False]

    client.post(f"/sets/{set_id}/sharing/{colleague.id}/end", status=302)

    client_of(colleague).get(f"/sets/{set_id}", status=404)
    client.post(f"/sets/{set_id}/sharing/{colleague.id}/end", status=404)


@pytest.mark.parametrize("who", ["nobody", "student", "disabled", "owner"])
def test_a_set_is_shared_with_other_instructors_only(client_of, make, owner, set_id, time, who):
    people = {
        "nobody": "nobody@example.org",
        "student": make.user().email,
        "disabled": make.instructor(disabled_at=time.now()).email,
        "owner": owner.email,
    }

    page = share(client_of(owner), set_id, people[who], "see", status=200).text

    assert ("theirs already" in page) if who == "owner" else ("No instructor signs in" in page)
    assert not db.session.scalars(sa.select(SetShare)).all()


def test_a_share_of_somebody_who_teaches_no_more_gives_nothing(client_of, make, owner, colleague, set_id):
    from quizapp.extensions import writing
    from quizapp.models import User, UserRole

    share(client_of(owner), set_id, colleague.email, "edit")
    with writing() as session:
        session.get_one(User, colleague.id).role = UserRole.STUDENT

    client_of(colleague).get(f"/sets/{set_id}", status=403)
