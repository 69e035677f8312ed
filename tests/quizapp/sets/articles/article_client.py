"""What a browser does with the pages of articles: bring one, edit its text, edit a question made of it."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import sqlalchemy as sa

from quizapp.extensions import db
from quizapp.models import Item
from tests.page_client import PageClient
from tests.quizapp.sets.editor_client import fields_of
from tests.quizapp.sets.upload_client import publish


def bring(client: PageClient, *, status: int = 302, **fields: Any) -> str:
    """Send the page of a new article; gives the address of its preview, or the page that says why not."""
    response = client.post("/sets/articles/new", {"text": "", "title": "", **fields}, status=status)
    return str(response.location) if status == 302 else unescape(response.text)


def published_set(client: PageClient, text: str) -> int:
    """The id of a set made of this article."""
    return int(publish(client, bring(client, text=text)).location.rpartition("/")[2])


def edit_form(page: str) -> dict[str, str]:
    """What a browser would send of the page of an article's text."""
    text = re.search(r"<textarea[^>]*>\r?\n?(.*?)</textarea>", page, re.DOTALL)
    version = re.search(r'name="version" value="(\w+)"', page)
    assert text
    assert version
    return {"text": unescape(text[1]), "version": version[1]}


def edit(client: PageClient, set_id: int, old: str, new: str) -> str:
    """Change words of a set's article; gives the address of the preview."""
    fields = edit_form(client.get(f"/sets/{set_id}/article").text)
    assert old in fields["text"]
    fields["text"] = fields["text"].replace(old, new)
    return str(client.post(f"/sets/{set_id}/article", fields, status=302).location)


def item_with(text: str) -> Item:
    """A question that quotes this."""
    db.session.rollback()
    items = db.session.scalars(sa.select(Item).order_by(Item.id))
    return next(item for item in items if text in str(item.content["source"]))


def edit_item(client: PageClient, item: Item, **fields: Any) -> None:
    """Change fields of a question in its editor."""
    address = f"/sets/{item.set_id}/items/{item.id}"
    client.post(address, {**fields_of(client.get(address).text), **fields}, status=302)
    db.session.rollback()


def settle(client: PageClient, item: Item) -> str:
    """Say that a question is right as it reads; gives where that leads."""
    address = f"/sets/{item.set_id}/items/{item.id}/settle?version={item.version}"
    return str(client.post(address, status=302).location)
