"""Writing articles and items: what a file brings is compared with what is stored, then put in its place.

Apart from sets and library, because both publish, and a feature may not call another's writing functions.
Nothing here commits: the caller's transaction does.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from questions import ArticleFacts
from questions import Item as ReadItem
from quizapp.decks import queue_order_of, refresh_sets
from quizapp.extensions import UtcDateTime
from quizapp.models import (
    Article,
    ArticleVersion,
    Card,
    Item,
    ItemState,
    ItemVersion,
    QuestionSet,
    ReviewLog,
    User,
)
from quizapp.one_line import one_line
from quizapp.scheduling.replay import Action

MAX_FACT = 64
"""What the column of a fact's name holds; generated names have 20 characters, uploaded ones any number."""

MAX_CONDITION = 300


@dataclass(frozen=True, kw_only=True)
class StoredItem:
    """An item as it stands in the database."""

    id: int
    state: ItemState
    version: int
    content: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """The keys of a file's items by what publishing does, and of stored items that the file has no more."""

    added: frozenset[str]
    changed: frozenset[str]
    unchanged: frozenset[str]
    gone: frozenset[str]


def stored_items(session: Session, set_id: int | None) -> dict[str, StoredItem]:
    """The items of a set by key; none for a set that is yet to be made."""
    rows = session.execute(
        sa.select(Item.key, Item.id, Item.state, Item.version, Item.content)
        .where(Item.set_id == set_id)
        .order_by(Item.position)
    )
    return {
        key: StoredItem(id=item_id, state=state, version=version, content=content)
        for key, item_id, state, version, content in rows
    }


def compare(contents: Mapping[str, dict[str, Any]], stored: Mapping[str, StoredItem]) -> Comparison:
    """What the contents, by key, change. A retired item that is missing is not gone anew."""
    here = contents.keys() & stored.keys()
    changed = {key for key in here if _meaning(contents[key]) != _meaning(stored[key].content)}
    missing = stored.keys() - contents.keys()
    return Comparison(
        added=frozenset(contents.keys() - stored.keys()),
        changed=frozenset(changed),
        unchanged=frozenset(here - changed),
        gone=frozenset(key for key in missing if stored[key].state != ItemState.RETIRED),
    )


def contents_of(items: Sequence[ReadItem]) -> dict[str, dict[str, Any]]:
    """The items by key, as they are stored."""
    from questions import to_dict

    return {item.id: to_dict(item) for item in items}


def publish_items(
    session: Session,
    set_id: int,
    items: Sequence[ReadItem],
    *,
    states: Mapping[str, ItemState],
    by_id: int | None,
    now: datetime,
) -> Comparison:
    """Make a set hold these items, in this order, and tell what that changed.

    An item keeps its row, and so every learner's schedule; where it reads otherwise it gets a new version.
    One that is missing is retired. ``states`` says what becomes of an item, by key; one that is not named
    goes live if it is new, else it stays as it is.
    """
    stored = stored_items(session, set_id)
    contents = contents_of(items)
    comparison = compare(contents, stored)
    items = introduction_order(items)
    orders = _queue_orders(items)
    versions = _insert(
        session,
        [
            {
                **_row(item, contents[item.id], position, orders[item.id]),
                "set_id": set_id,
                "state": states.get(item.id, ItemState.LIVE),
            }
            for position, item in enumerate(items)
            if item.id in comparison.added
        ],
    )
    for state in ItemState:
        put_states(
            session, [stored[key].id for key in states.keys() & stored if states[key] == state], state, now
        )
    for position, item in enumerate(items):
        if former := stored.get(item.id):
            state = states.get(item.id, former.state)
            row = {"state": state, **_row(item, contents[item.id], position, orders[item.id])}
            versions += _update(session, former, row, is_changed=item.id in comparison.changed)
    put_states(session, [stored[key].id for key in comparison.gone], ItemState.RETIRED, now)
    if versions:
        made = {"created_at": now, "created_by_id": by_id}
        session.execute(sa.insert(ItemVersion), [{**version, **made} for version in versions])
    refresh_sets(session, [set_id])
    return comparison


def _queue_orders(items: Sequence[ReadItem]) -> dict[str, int]:
    """The place of each item among those due on one day, by its id."""
    names = [item.fact or item.id for item in items]
    siblings, met = Counter(names), Counter[str]()
    orders: dict[str, int] = {}
    for item, name in zip(items, names, strict=True):
        orders[item.id] = queue_order_of(name, met[name], siblings[name])
        met[name] += 1
    return orders


def introduction_order(items: Sequence[ReadItem]) -> list[ReadItem]:
    """The order in which learners meet new items: an uploaded set's own; for generated ones a mixed one.

    Generated items come from lists, and one list after the other would give its members away. So every fact
    comes once before any comes again, in the order of ids, which are hashes: kinds and fields are mixed.
    """
    if not all(item.fact for item in items):
        return list(items)
    met: Counter[str] = Counter()
    turns: dict[str, int] = {}
    for item in sorted(items, key=lambda item: item.id):
        turns[item.id] = met[item.fact]
        met[item.fact] += 1
    return sorted(items, key=lambda item: (turns[item.id], item.id))


def publish_article(
    session: Session,
    found: ArticleFacts,
    *,
    article_id: int | None,
    owner_id: int | None,
    by_id: int | None,
    now: datetime,
) -> QuestionSet:
    """Store the text as the article's newest version and give its set; both are made for a new article."""
    read = found.article
    article = session.get(Article, article_id) if article_id is not None else None
    if article is None:
        article = Article(key=read.id, owner_id=owner_id, created_at=now)
        session.add(article)
    article.title, article.icd10, article.chapter = one_line(read.title), read.icd10, chapter_of(found)
    article.sha256 = read.sha256
    session.flush()
    _keep_version(session, article.id, found, by_id=by_id, now=now)
    question_set = session.scalar(sa.select(QuestionSet).where(QuestionSet.article_id == article.id))
    if question_set is None:
        question_set = QuestionSet(owner_id=owner_id, article_id=article.id, created_at=now)
        session.add(question_set)
    question_set.title = article.title
    session.flush()
    return question_set


def _keep_version(
    session: Session, article_id: int, found: ArticleFacts, *, by_id: int | None, now: datetime
) -> None:
    """Store the text beside those of earlier versions, unless it is one of them."""
    article = found.article
    known = sa.select(ArticleVersion.id).where(
        ArticleVersion.article_id == article_id, ArticleVersion.sha256 == article.sha256
    )
    if session.scalar(known) is None:
        version = ArticleVersion(
            article_id=article_id, sha256=article.sha256, text=article.text, created_at=now
        )
        version.created_by_id = by_id
        session.add(version)


def chapter_of(found: ArticleFacts) -> str | None:
    """The chapter as the article names it, else the one of its code."""
    from questions import icd10

    article = found.article
    chapter = icd10.look_up(article.icd10).chapter if article.icd10 else None
    return article.chapter or (chapter.title if chapter else None)


def free_key(session: Session, name: str, title: str) -> str:
    """A key for a new article, readable and not taken: of its file's name, else of its title.

    Keys of bundled articles have a slash, these never.
    """
    stem = key_of(name) or _slug(title) or "article"
    taken = set(session.scalars(sa.select(Article.key).where(Article.key.like(f"{stem}%"))))
    number = 1
    key = stem
    while key in taken:
        number += 1
        key = f"{stem}-{number}"
    return key


def key_of(name: str) -> str:
    """The key that an article's file asks for by its name; empty where that has no Latin letter or digit."""
    return _slug(re.sub(r"\.\w+$", "", name))


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80]


def _meaning(content: dict[str, Any]) -> dict[str, Any]:
    """The content without the place of its sentences, which an edit anywhere in the article moves."""
    options = [{**option, "source": _sentence(option.get("source"))} for option in content.get("options", [])]
    return {**content, "source": _sentence(content.get("source")), "options": options}


def _sentence(source: dict[str, Any] | None) -> dict[str, Any] | None:
    places = {"article", "start", "end"}
    return {name: value for name, value in source.items() if name not in places} if source else None


def _row(item: ReadItem, content: dict[str, Any], position: int, queue_order: int) -> dict[str, Any]:
    fact = item.fact if len(item.fact) <= MAX_FACT else hashlib.sha256(item.fact.encode()).hexdigest()
    return {
        "key": item.id,
        "position": position,
        "kind": item.kind.value,
        "fact": fact,
        "condition": item.condition.title[:MAX_CONDITION] if item.condition else "",
        "queue_order": queue_order,
        "content": content,
    }


def _update(
    session: Session, former: StoredItem, row: dict[str, Any], *, is_changed: bool
) -> list[dict[str, Any]]:
    """Bring an item's row up to date; gives the row of its new version where it changed."""
    version = former.version + is_changed
    session.execute(sa.update(Item).where(Item.id == former.id).values(**row, version=version))
    return [{"item_id": former.id, "version": version, "content": row["content"]}] if is_changed else []


def _insert(session: Session, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Insert items; gives the rows of their first versions."""
    if not rows:
        return []
    ids = session.execute(
        sa.insert(Item).returning(Item.key, Item.id), [{**row, "version": 1} for row in rows]
    )
    by_key = {row.key: row.id for row in ids}
    return [{"item_id": by_key[row["key"]], "version": 1, "content": row["content"]} for row in rows]


def put_states(session: Session, item_ids: Iterable[int], state: ItemState, now: datetime) -> None:
    """Bring items into a state; where that takes them from learners or gives them back, their logs say so."""
    ids = list(item_ids)
    for start in range(0, len(ids), 500):  # SQLite takes a limited number of values in one statement
        few = Item.id.in_(ids[start : start + 500])
        _log(session, few, state, now)
        session.execute(sa.update(Item).where(few).values(state=state))


_NEWEST = (
    sa.select(sa.func.coalesce(sa.func.max(ReviewLog.sequence), 0))
    .where(ReviewLog.user_id == Card.user_id)
    .correlate(Card)
    .scalar_subquery()
)
_LOGGED = {
    "user_id": Card.user_id,
    "sequence": _NEWEST + sa.func.row_number().over(partition_by=Card.user_id, order_by=Card.item_id),
    "item_id": Card.item_id,
    "item_version": Item.version,
    "day": sa.func.coalesce(User.last_day, Card.last_day),
    "scheduler": User.scheduler,
    "repetition": Card.repetition,
    "ease": Card.ease,
    "interval_days": Card.interval_days,
    "stability": Card.stability,
    "difficulty": Card.difficulty,
    "due_day": Card.due_day,
}


def _log(session: Session, which: sa.ColumnElement[bool], state: ItemState, now: datetime) -> None:
    """A row in the log of each learner with a card of these items, of those that the state takes or gives."""
    action, changes = (
        (Action.RESTORE, Item.state != ItemState.LIVE)
        if state == ItemState.LIVE
        else (Action.RETIRE, Item.state == ItemState.LIVE)
    )
    session.flush()  # what the caller changed through objects has to be seen
    concerned = sa.select(Card.user_id).join(Item, Item.id == Card.item_id).where(which, changes)
    # A learner's row is locked by each of their answers, so no two entries get one sequence.
    session.execute(sa.select(User.id).where(User.id.in_(concerned)).order_by(User.id).with_for_update())
    columns = {**_LOGGED, "action": sa.literal(action.value), "server_time": sa.literal(now, UtcDateTime)}
    rows = (
        sa.select(*columns.values())
        .join_from(Card, Item, Item.id == Card.item_id)
        .join(User, User.id == Card.user_id)
        .where(which, changes)
    )
    log = cast("sa.Table", ReviewLog.__table__)
    session.execute(sa.insert(log).from_select(list(columns), rows))
