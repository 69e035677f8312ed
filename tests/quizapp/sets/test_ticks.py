"""What was unticked in a preview stays so, however often the preview is made anew before it is published."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from quizapp.extensions import db
from quizapp.models import Item, ItemState, QuestionSet, Upload
from quizapp.sets.previews import preview_of
from tests.page_client import PageClient
from tests.quizapp.sets.upload_client import ARTICLE, form_of, publish, upload

pytestmark = pytest.mark.usefixtures("quick_library")
UNCODED = ARTICLE.replace("ICD-10 code: M48.2\n\n", "").encode()


@pytest.fixture
def client(client_of, make) -> PageClient:
    return client_of(make.instructor())


def unticked(preview: str) -> set[str]:
    """The stems that are not ticked in the stored choices of an upload."""
    made = preview_of(db.session.get_one(Upload, int(preview.rsplit("/", 1)[1])))
    return {one.item.stem for one in made.items if not one.is_live}


def without_first(client: PageClient, preview: str) -> dict[str, object]:
    """The form of a preview with its first tick taken away."""
    fields = form_of(client.get(preview).text)
    return {**fields, "live": fields["live"][1:]}


def test_a_question_unticked_before_the_code_is_set_is_published_as_a_draft(client):
    publish(client, upload(client, UNCODED, "spine.txt"))
    preview = upload(client, UNCODED, "spine.txt")
    rejected = form_of(client.get(preview).text)["live"][0]

    client.post(preview, {**without_first(client, preview), "code": "M48.2"})
    publish(client, preview)

    drafts = sa.select(Item.key).where(Item.state == ItemState.DRAFT)
    assert db.session.scalars(drafts).all() == [rejected]


@pytest.mark.parametrize("address", ["", "/publish"])
def test_a_form_sent_back_for_a_fault_keeps_its_ticks(client, address):
    preview = upload(client, UNCODED, "spine.txt")
    sent = without_first(client, preview)

    page = client.post(preview + address, {**sent, "code": "spine"}, status=200)

    assert form_of(page.text)["live"] == sent["live"]


def test_what_was_unticked_stays_so_when_another_set_is_chosen_to_update(client):
    publish(client, upload(client, UNCODED, "spine.txt"))
    preview = upload(client, UNCODED, "other.txt")
    known = db.session.scalar(sa.select(QuestionSet.id))
    rejected = form_of(client.get(preview).text)["live"][0]

    client.post(preview, {**without_first(client, preview), "target": "0"})
    as_new = unticked(preview)
    client.post(preview, {**form_of(client.get(preview).text), "target": known})

    assert len(as_new) == 1
    assert unticked(preview) == as_new
    assert rejected not in form_of(client.get(preview).text)["live"]


def test_a_question_ticked_again_goes_live(client):
    preview = upload(client, UNCODED, "spine.txt")
    fields = form_of(client.get(preview).text)

    client.post(preview, without_first(client, preview))
    client.post(preview, fields)

    assert unticked(preview) == set()
