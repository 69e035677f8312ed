"""Real articles edited at random, their questions edited by hand between: nothing stale is ever quoted."""

from __future__ import annotations

import re
from dataclasses import replace
from random import Random

import pytest
import sqlalchemy as sa

from questions import extract_facts, generate_items, item_from_dict, read_article
from quizapp.comparing import coming_items
from quizapp.extensions import db, writing
from quizapp.models import Article, Item, ItemState
from quizapp.publishing import edit_item, publish_items
from quizapp.publishing_articles import publish_article

ROUNDS = 4


def publish(text: str, owner_id: int, time) -> int:
    """Make a set of an article, or a new version of it; its id."""
    found = extract_facts(read_article(text.encode(), id="real", name="real.txt"))
    article_id = db.session.scalar(sa.select(Article.id))
    with writing() as session:
        made = {"article_id": article_id, "owner_id": owner_id, "by_id": owner_id, "now": time.now()}
        set_id = publish_article(session, found, **made).id
        items = coming_items(generate_items(found, []).items)
        publish_items(session, set_id, items, states={}, by_id=owner_id, now=time.now(), is_generated=True)
    return set_id


def edit_some(set_id: int, random: Random, time) -> None:
    """Edit a few questions as a person does: their words, their explanation, their tags."""
    with writing() as session:
        rows = session.scalars(sa.select(Item).where(Item.set_id == set_id).order_by(Item.id)).all()
        for row in random.sample(rows, min(6, len(rows))):
            item = item_from_dict(row.content)
            own = random.choice([{"stem": "Mine?"}, {"explanation": "Mine."}, {"tags": ("mine",)}])
            edit_item(session, row, replace(item, **own), by_id=None, now=time.now())


def edited(text: str, random: Random) -> str:
    """The text with a few sentences left out, exchanged, joined or worded otherwise."""
    pieces = re.split(r"(?<=[.!?])(\s+)", text)
    change = random.choice(("leave out", "exchange", "join", "reword"))
    for place in random.sample(range(0, len(pieces) - 2, 2), min(4, (len(pieces) - 1) // 2)):
        if change == "leave out":
            pieces[place] = ""
        elif change == "exchange":
            pieces[place], pieces[place + 2] = pieces[place + 2], pieces[place]
        elif change == "join":
            pieces[place] = pieces[place].rstrip(".") + ";"
        else:
            pieces[place] = pieces[place].replace(" is ", " may be ").replace(" are ", " can be ")
    return "".join(pieces)


def stale(set_id: int, text: str) -> list[str]:
    """The sentences that live questions quote of the article which do not stand where they say."""
    db.session.rollback()
    sha256 = db.session.scalar(sa.select(Article.sha256))
    live = sa.select(Item.content).where(Item.set_id == set_id, Item.state == ItemState.LIVE)
    sources = [
        source
        for content in db.session.scalars(live)
        for source in (content["source"], *(option["source"] for option in content.get("options", [])))
        if source and source.get("article_id") == "real"
    ]
    return [
        source["text"]
        for source in sources
        if text[source["start"] : source["end"]] != source["text"] or source["article"] != f"sha256:{sha256}"
    ]


@pytest.mark.shared
@pytest.mark.parametrize("number", range(8))
def test_no_live_question_quotes_what_the_article_has_no_more(make, time, shared, number):
    random = Random(number)  # noqa: S311 - for edits, not for secrets
    file = random.choice(sorted((shared / "data/articles/dev").glob("*.txt")))
    text = file.read_text("utf-8").removeprefix("\ufeff")
    owner_id = make.instructor().id

    for _ in range(ROUNDS):
        set_id = publish(text, owner_id, time)
        assert stale(set_id, text) == []
        edit_some(set_id, random, time)
        text = edited(text, random)
