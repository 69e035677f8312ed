"""What an instructor does with question sets: upload a file, see its preview, publish it, curate its items.

Who may do it is asked by the views, of ``quizapp.access``; ids that come here are of things they may have.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from questions import ArticleSource, TooLargeError
from questions import Item as ReadItem
from quizapp.access import visible_sets
from quizapp.comparing import Comparison, coming_items
from quizapp.decks import refresh_sets
from quizapp.errors import AppError, MissingUploadError
from quizapp.extensions import db, writing
from quizapp.item_changes import LOOK_EDIT, LOOK_SENTENCE
from quizapp.models import (
    Article,
    Assignment,
    Card,
    Course,
    Item,
    ItemState,
    QuestionSet,
    Upload,
    UploadKind,
    UploadStage,
    User,
)
from quizapp.publishing import publish_items, put_states, write_items
from quizapp.publishing_articles import publish_article
from quizapp.scheduling.card import LEECH_LAPSES
from quizapp.sets.analysing.quarantine import note_looked_at
from quizapp.sets.downloads import write_set
from quizapp.sets.importing import staging
from quizapp.sets.importing.staging import Clock
from quizapp.sets.previews import Choices, Preview
from quizapp.sets.readings import check_article, kind_for
from quizapp.sets.reports import report_count
from quizapp.sets.waiting import forget_expired
from quizapp.uploads import keep_upload

PAGE_SIZE = 100


class StalePreviewError(AppError):
    """What would be published is no longer what the person saw; nothing was stored."""

    status = 409


@dataclass(frozen=True, kw_only=True)
class SetLine:
    """A set in the list of sets, with its number of items by state. ``owner`` is None in the library.

    ``is_own``: it belongs to whoever looks. ``reports`` is how many errors learners reported in its items.
    """

    id: int
    title: str
    from_article: bool
    owner: str | None
    is_own: bool
    draft: int
    live: int
    quarantined: int
    retired: int
    reports: int
    courses: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SetItem:
    """An item of a set as its page shows it. ``leech_for`` is how many learners keep forgetting it.

    ``look`` says why somebody should look at it, empty where nobody has to.
    """

    id: int
    state: ItemState
    version: int
    item: ReadItem
    leech_for: int
    look: str


@dataclass(frozen=True, kw_only=True)
class ItemPage:
    """One page of a set's items. ``counts`` has every state, whatever is shown."""

    items: tuple[SetItem, ...]
    page: int
    pages: int
    counts: Mapping[ItemState, int]
    to_look_at: int


@dataclass(frozen=True, kw_only=True)
class Published:
    """What was stored. ``to_look_at`` counts the items whose sentence in the article changed, ``to_edit``
    those that somebody wanted to edit afterwards.
    """

    set_id: int
    comparison: Comparison
    live: int
    to_look_at: int
    to_edit: int


def store_upload(
    data: bytes, name: str, *, owner_id: int, clock: Clock, target: QuestionSet | None = None
) -> int:
    """Keep a file until its preview is confirmed; its upload's id. A small file of questions is read at once.

    ``target`` is the set that it is a new version of; without one the preview proposes what it is.

    Raises:
        UnreadableFileError: no article can be read of it, or it is a PDF and the like; nothing is kept.
        TooLargeError: it is a file of questions that unpacks to more than is read; nothing is kept.
    """
    from questions import require_own_file

    name = PurePath(name.replace("\\", "/")).name[-255:]
    now, choices = clock(), {"target": target.id} if target else {}
    is_article = bool(target.article_id) if target else kind_for(data, name) is UploadKind.ARTICLE
    kind = UploadKind.ARTICLE if is_article else UploadKind.QUESTION_SET
    if is_article:
        check_article(data, name)
    else:
        require_own_file(data, name)
    with writing() as session:
        forget_expired(session, owner_id, now)
        stage = UploadStage.READY if is_article else UploadStage.WAITING
        upload = Upload(owner_id=owner_id, kind=kind, name=name, choices=choices, created_at=now, stage=stage)
        upload_id = keep_upload(session, upload, data)
    if not is_article:
        staging.stage_if_small(upload_id, clock)
        _require_not_too_large(upload_id)
    return upload_id


def _require_not_too_large(upload_id: int) -> None:
    """Let go an upload that is too large; its sender is told so at once."""
    with writing() as session:
        upload = _upload(session, upload_id)
        if not upload.summary.get("too_large"):
            return
        session.delete(upload)
    raise TooLargeError(upload.problem)


def store_choices(upload_id: int, choices: Choices) -> None:
    """Keep what the instructor set in a preview.

    Raises:
        MissingUploadError: the upload was published or discarded meanwhile.
    """
    with writing() as session:
        upload = _upload(session, upload_id)
        upload.choices = {
            **upload.choices,
            "title": choices.title,
            "code": choices.code,
            "target": choices.target,
            "ticks": dict(choices.ticks),
            "rejected": sorted(choices.rejected),
            "edits": sorted(choices.edits),
        }


def publish_upload(preview: Preview, *, seen: str, by_id: int, now: datetime) -> Published:
    """Store what an article's preview says, all or nothing, and end the upload. ``seen`` is its digest.

    The preview is made before the transaction, so that others can write while facts and items are made.

    Raises:
        MissingUploadError: the upload was published or discarded meanwhile.
        StalePreviewError: publishing would not do what the person saw.
    """
    if preview.digest != seen:
        raise StalePreviewError(_STALE)
    with writing() as session:
        upload = _upload(session, preview.upload_id)
        set_id = _set_of_article(session, preview, owner_id=upload.owner_id, by_id=by_id, now=now)
        coming = coming_items(one.item for one in preview.items)
        comparison = publish_items(
            session, set_id, coming, states=preview.states, by_id=by_id, now=now, is_generated=True
        ).comparison
        if comparison != preview.comparison:
            raise StalePreviewError(_STALE)
        to_edit = _mark_to_edit(session, set_id, [one.item.id for one in preview.items if one.is_to_edit])
        changed = _to_look_at(set_id), Item.look == LOOK_SENTENCE
        to_look_at = session.scalar(sa.select(sa.func.count()).where(*changed)) or 0
        session.delete(upload)
    return Published(
        set_id=set_id, comparison=comparison, live=preview.live, to_look_at=to_look_at, to_edit=to_edit
    )


def _mark_to_edit(session: Session, set_id: int, keys: Sequence[str]) -> int:
    """Let these items be looked at because somebody wants to edit them; how many they are.

    One whose sentence changed is looked at for that.
    """
    marked = set(keys)
    rows = session.execute(sa.select(Item.id, Item.key).where(Item.set_id == set_id, Item.look == ""))
    ids = [row.id for row in rows if row.key in marked]
    write_items(session, {item_id: {"look": LOOK_EDIT} for item_id in ids})
    return len(ids)


def discard_upload(upload_id: int) -> None:
    """End an upload without publishing it. Raises MissingUploadError where that happened already."""
    with writing() as session:
        session.delete(_upload(session, upload_id))


_STALE = "Something changed since this preview was made. Look at it again, then publish."


def _upload(session: Session, upload_id: int) -> Upload:
    upload = session.get(Upload, upload_id)
    if upload is None:
        raise MissingUploadError
    return upload


def _set_of_article(session: Session, preview: Preview, *, owner_id: int, by_id: int, now: datetime) -> int:
    """The set that the items go into, with its article; both are made where they are new."""
    target, key = preview.target, preview.facts.article.id
    if target is None and session.scalar(sa.select(Article.id).where(Article.key == key)):
        raise StalePreviewError(_STALE)
    return publish_article(
        session,
        preview.facts,
        article_id=target.article_id if target else None,
        owner_id=owner_id,
        by_id=by_id,
        now=now,
    ).id


def sets_of(person_id: int, *, every_set: bool) -> list[SetLine]:
    """The sets of this person and those shared with them, or all, by title."""
    counted = [sa.func.count().filter(Item.state == state).label(state.value) for state in ItemState]
    reports = report_count(QuestionSet.id).scalar_subquery().label("reports")
    query = (
        sa.select(
            QuestionSet.id,
            QuestionSet.title,
            QuestionSet.article_id,
            QuestionSet.owner_id,
            User.name,
            *counted,
            reports,
        )
        .outerjoin(Item, Item.set_id == QuestionSet.id)
        .outerjoin(User, User.id == QuestionSet.owner_id)
        .group_by(QuestionSet.id, QuestionSet.title, QuestionSet.article_id, QuestionSet.owner_id, User.name)
        .order_by(sa.func.lower(QuestionSet.title), QuestionSet.id)
    )
    if not every_set:
        query = query.where(visible_sets(person_id))
    courses = _course_titles()
    return [
        SetLine(
            id=row.id,
            title=row.title,
            from_article=row.article_id is not None,
            owner=row.name,
            is_own=row.owner_id == person_id,
            draft=row.draft,
            live=row.live,
            quarantined=row.quarantined,
            retired=row.retired,
            reports=row.reports,
            courses=tuple(courses.get(row.id, ())),
        )
        for row in db.session.execute(query)
    ]


def all_sets() -> list[SetLine]:
    """Every set, by title."""
    return sets_of(0, every_set=True)


def _course_titles() -> dict[int, list[str]]:
    """The titles of the courses that study each set."""
    titles: dict[int, list[str]] = {}
    rows = db.session.execute(
        sa.select(Assignment.set_id, Course.title)
        .join(Course, Course.id == Assignment.course_id)
        .order_by(sa.func.lower(Course.title))
    )
    for set_id, title in rows:
        titles.setdefault(set_id, []).append(title)
    return titles


def items_of(set_id: int, *, state: ItemState | None, page: int, looks: bool = False) -> ItemPage:
    """A page of a set's items in order, of one state or of all; beyond the last page, the last.

    ``looks``: only those that somebody should look at.
    """
    rows = db.session.execute(
        sa.select(Item.state, sa.func.count().label("number"))
        .where(Item.set_id == set_id)
        .group_by(Item.state)
    )
    counts = dict.fromkeys(ItemState, 0) | {row.state: row.number for row in rows}
    to_look_at = db.session.scalar(sa.select(sa.func.count()).where(_to_look_at(set_id)))
    total = to_look_at or 0 if looks else counts[state] if state else sum(counts.values())
    pages = max(1, -(-total // PAGE_SIZE))
    page = min(max(page, 1), pages)
    wanted = _to_look_at(set_id) if looks else Item.state == state if state else sa.true()
    query = sa.select(Item).where(Item.set_id == set_id, wanted).order_by(Item.position, Item.id)
    found = db.session.scalars(query.offset((page - 1) * PAGE_SIZE).limit(PAGE_SIZE)).all()
    leeches = _count_leeches(set_id)
    return ItemPage(
        items=tuple(
            SetItem(
                id=item.id,
                state=item.state,
                version=item.version,
                item=_read_item(item.content),
                leech_for=leeches.get(item.id, 0),
                look=item.look,
            )
            for item in found
        ),
        page=page,
        pages=pages,
        counts=counts,
        to_look_at=to_look_at or 0,
    )


def _to_look_at(set_id: int) -> sa.ColumnElement[bool]:
    """Whether somebody should look at an item; who retired it has decided."""
    return sa.and_(Item.set_id == set_id, Item.look != "", Item.state != ItemState.RETIRED)


def _count_leeches(set_id: int) -> dict[int, int]:
    """For how many learners each item of the set is a leech, of those that are any."""
    rows = db.session.execute(
        sa.select(Card.item_id, sa.func.count())
        .where(Card.set_id == set_id, Card.lapses >= LEECH_LAPSES)
        .group_by(Card.item_id)
    )
    return {row[0]: row[1] for row in rows}


def state_named(word: str | None) -> ItemState | None:
    """The state of this name; None, which stands for all, for anything else."""
    return next((state for state in ItemState if state.value == word), None)


def article_keys(items: Iterable[SetItem]) -> set[str]:
    """The keys of the articles that the items' sources name."""
    sources = (source for one in items for source in (one.item.source, *(o.source for o in one.item.options)))
    return {source.article_id for source in sources if isinstance(source, ArticleSource)}


def change_states(set_id: int, item_ids: Collection[int], state: ItemState, now: datetime) -> int:
    """Bring these items of the set into a state; how many were in another one. Items of other sets stay."""
    with writing() as session:
        others = session.scalars(sa.select(Item.id).where(Item.set_id == set_id, Item.state != state))
        changing = set(others) & set(item_ids)
        note_looked_at(session, changing, now)
        put_states(session, changing, state, now)
        refresh_sets(session, [set_id])
        return len(changing)


def assign(set_id: int, course_id: int, now: datetime) -> bool:
    """Let a course study the set; whether it did not before."""
    with writing() as session:
        if session.get(Assignment, (course_id, set_id)) is not None:
            return False
        session.add(Assignment(course_id=course_id, set_id=set_id, assigned_at=now))
        refresh_sets(session, [set_id])
        return True


def courses_studying(set_id: int) -> set[int]:
    """The ids of the courses that study the set."""
    return set(db.session.scalars(sa.select(Assignment.course_id).where(Assignment.set_id == set_id)))


def export_set(number: int, file_name: str) -> bytes:
    """The set as a file in the form that the name's suffix says: every item but the retired ones.

    Raises:
        MissingError: there is no set of this number.
        QuestionsError: no form has this suffix.
    """
    from questions import format_for

    return write_set(number, format_for(file_name).name)


def _read_item(content: dict[str, Any]) -> ReadItem:
    from questions import item_from_dict

    return item_from_dict(content)
