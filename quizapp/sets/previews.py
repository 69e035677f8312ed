"""What publishing an article would do. Reads and writes nothing but its own values; made anew at each look.

Apart from the service, which stores, because a preview is a page's worth of data made of a file's bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, replace

import sqlalchemy as sa

from questions import Article, ArticleFacts, Item, Note
from quizapp.comparing import Comparison, coming_items, compare, stored_items, without_own
from quizapp.extensions import db
from quizapp.models import Article as StoredArticle
from quizapp.models import ArticleVersion, ItemState, Upload
from quizapp.models import Item as StoredItem
from quizapp.models import QuestionSet as StoredSet
from quizapp.one_line import one_line
from quizapp.publishing_articles import free_key
from quizapp.sentences import with_sentence_of
from quizapp.sets.item_diff import FieldDiff, made_diff
from quizapp.sets.readings import MAX_TITLE, Reading, read_article
from quizapp.uploads import file_of

MAX_SHOWN = 300
"""Items, and as many rejected ones, drawn on one page; what lies beyond is counted there."""
NEW_TARGET = 0
"""Stands for the choice to make a new set."""


@dataclass(frozen=True, kw_only=True)
class Choices:
    """What the instructor set in the preview; None where the file, or what is stored, decides.

    ``code`` is empty where the article is to have none. ``target`` is the set that the upload updates,
    NEW_TARGET for a new one. ``ticks`` says of items by key whether they are to be live. An article read as
    another set's, or under another title, has items of other keys: what was unticked is found by ``rejected``
    then, which holds the words of those items. ``edits`` are the keys of those to be edited afterwards.
    """

    title: str | None = None
    code: str | None = None
    target: int | None = None
    ticks: Mapping[str, bool]
    rejected: frozenset[str]
    edits: frozenset[str]

    def tick_of(self, item: Item) -> bool | None:
        """Whether the item is to be live; None where nobody said."""
        return self.ticks.get(item.id, False if words_of(item) in self.rejected else None)


@dataclass(frozen=True, kw_only=True)
class Target:
    """A set that an upload could update; ``sha256`` names the version that its article has now."""

    set_id: int
    article_id: int | None
    key: str
    title: str
    code: str | None
    sha256: str


@dataclass(frozen=True, kw_only=True)
class PreviewItem:
    """An item as the article gives it. ``standing``: new, changed or unchanged; ``is_live`` is its tick.

    ``state`` is the stored one, None for a new item. ``kept`` is the stored item where it was edited here:
    publishing keeps that. ``changes`` lead from the stored item to this one. ``is_to_edit``: somebody wants
    to edit it once it is stored.
    """

    item: Item
    standing: str
    state: ItemState | None
    is_live: bool
    is_to_edit: bool = False
    kept: Item | None = None
    changes: tuple[FieldDiff, ...] = ()

    @property
    def waits(self) -> bool:
        """Whether it is new and waits to be edited."""
        return self.is_to_edit and self.state is None


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What publishing would do. ``digest`` names all of it, so that what is published is what was seen.

    ``reasons`` counts why items were not made. ``gone`` are retired, ``orphans`` become drafts, being edited.
    """

    upload_id: int
    name: str
    title: str
    code: str | None
    encoding: str
    items: tuple[PreviewItem, ...]
    comparison: Comparison
    gone: tuple[Item, ...]
    orphans: tuple[Item, ...]
    notes: tuple[Note, ...]
    facts: ArticleFacts
    reasons: Mapping[str, int]
    targets: tuple[Target, ...]
    target: Target | None
    digest: str

    @property
    def live(self) -> int:
        """How many items are ticked to be live."""
        return sum(one.is_live and not one.waits for one in self.items)

    def with_choices(self, choices: Choices) -> Preview:
        """The same preview with items ticked, and marked as to be edited, as these choices say."""
        items = (
            replace(
                one,
                is_live=choices.ticks.get(one.item.id, one.is_live),
                is_to_edit=one.item.id in choices.edits,
            )
            for one in self.items
        )
        return replace(self, items=tuple(items))

    def with_drafts(self) -> Preview:
        """The same preview with none of the new items ticked."""
        items = (replace(one, is_live=one.is_live and one.state is not None) for one in self.items)
        return replace(self, items=tuple(items))

    @property
    def states(self) -> dict[str, ItemState]:
        """The state that each item is to have; those whose stored state stays are left out.

        A new one that is to be edited waits for that as a draft.
        """
        return {
            one.item.id: ItemState.LIVE if one.is_live and not one.waits else ItemState.DRAFT
            for one in self.items
            if one.is_live or one.state in {None, ItemState.LIVE}
        }


def preview_of(upload: Upload) -> Preview:
    """What publishing the upload would do now, with the choices stored in it."""
    choices = choices_of(upload)
    targets = _targets(upload)
    target, reading = _article(upload, choices, targets)
    return _preview(upload, choices, reading, targets, target)


def _article(upload: Upload, choices: Choices, targets: Sequence[Target]) -> tuple[Target | None, Reading]:
    """The article read as what it updates, with the code of that where the file has none."""
    from questions import read_article as read_text

    article = read_text(file_of(upload.id), id="upload", name=upload.name)
    target = _matching(article, targets) if choices.target is None else _chosen(choices, targets)
    title = one_line((choices.title or article.title)[:MAX_TITLE])
    code = choices.code if choices.code is not None else article.icd10 or (target.code if target else None)
    key = target.key if target else free_key(db.session(), upload.name, title)
    return target, read_article(upload, key=key, title=title, code=code)


def choices_of(upload: Upload) -> Choices:
    """The choices stored in an upload."""
    stored = upload.choices
    return Choices(
        title=stored.get("title"),
        code=stored.get("code"),
        target=stored.get("target"),
        ticks=stored.get("ticks", {}),
        rejected=frozenset(stored.get("rejected", ())),
        edits=frozenset(stored.get("edits", ())),
    )


def words_of(item: Item) -> str:
    """What names an item whatever its key: its kind, stem and answer."""
    return f"{item.kind}\n{item.stem}\n{item.answer}"


def _targets(upload: Upload) -> tuple[Target, ...]:
    """The owner's articles, by title."""
    rows = db.session.execute(
        sa.select(
            StoredSet.id,
            StoredSet.title,
            StoredSet.article_id,
            StoredArticle.key,
            StoredArticle.icd10,
            StoredArticle.sha256,
        )
        .join(StoredArticle, StoredArticle.id == StoredSet.article_id)
        .where(sa.or_(StoredSet.owner_id == upload.owner_id, StoredSet.id == upload.choices.get("target")))
        .order_by(sa.func.lower(StoredSet.title), StoredSet.id)
    )
    return tuple(
        Target(
            set_id=row.id,
            article_id=row.article_id,
            key=row.key,
            title=row.title,
            code=row.icd10,
            sha256=row.sha256,
        )
        for row in rows
    )


def _chosen(choices: Choices, targets: Sequence[Target]) -> Target | None:
    return next((one for one in targets if one.set_id == choices.target), None)


def _matching(article: Article, targets: Sequence[Target]) -> Target | None:
    """The article that the file is a version of: the same bytes, else title and code, where both have one."""
    known = db.session.scalars(
        sa.select(ArticleVersion.article_id).where(ArticleVersion.sha256 == article.sha256)
    ).all()
    same = (one for one in targets if one.article_id in known)
    alike = (
        one
        for one in targets
        if one.title.casefold() == one_line(article.title).casefold()
        and (one.code is None or article.icd10 is None or _same_code(one.code, article.icd10))
    )
    return next(same, None) or next(alike, None)


def _same_code(one: str, other: str) -> bool:
    from questions import icd10

    return icd10.normalise(one) == icd10.normalise(other)


def _preview(
    upload: Upload, choices: Choices, reading: Reading, targets: tuple[Target, ...], target: Target | None
) -> Preview:
    stored = stored_items(db.session(), target.set_id) if target else {}
    coming = coming_items(reading.items)
    comparison = compare(coming, stored, {})
    comparison = without_own(db.session(), target.set_id if target else None, comparison)
    edited = {item.id for item in reading.items if item.id in stored and stored[item.id].is_edited}
    orphans = {key for key in comparison.gone if stored[key].is_edited}
    known = _known(target, comparison.changed | comparison.gone | edited)
    items = tuple(
        PreviewItem(
            item=item,
            standing=_standing(item.id, comparison),
            state=(state := stored[item.id].state if item.id in stored else None),
            is_live=state in {None, ItemState.LIVE} if (tick := choices.tick_of(item)) is None else tick,
            is_to_edit=item.id in choices.edits,
            kept=with_sentence_of(item, known[item.id], None) if item.id in edited else None,
            changes=made_diff(known[item.id], item) if item.id in comparison.changed else (),
        )
        for item in reading.items
    )
    article = reading.facts.article
    return Preview(
        upload_id=upload.id,
        name=upload.name,
        title=article.title,
        code=article.icd10,
        encoding=article.encoding,
        items=items,
        comparison=comparison,
        gone=tuple(item for key, item in known.items() if key in comparison.gone - orphans),
        orphans=tuple(item for key, item in known.items() if key in orphans),
        notes=reading.notes,
        facts=reading.facts,
        reasons=reading.reasons,
        targets=targets,
        target=target,
        digest=_digest(article.title, article.icd10, target, coming, comparison),
    )


def _standing(key: str, comparison: Comparison) -> str:
    if key in comparison.added:
        return "new"
    return "changed" if key in comparison.changed else "unchanged"


def _known(target: Target | None, keys: Collection[str]) -> dict[str, Item]:
    """The stored items of these keys, in order."""
    from questions import item_from_dict

    if target is None or not keys:
        return {}
    rows = db.session.execute(
        sa.select(StoredItem.key, StoredItem.content)
        .where(StoredItem.set_id == target.set_id)
        .order_by(StoredItem.position)
    )
    return {row.key: item_from_dict(row.content) for row in rows if row.key in keys}


def _digest(*parts: object) -> str:
    """A name for all that publishing would do: two previews of one name do the same."""
    text = json.dumps(parts, default=_plain, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, frozenset):
        return sorted(value)
    return asdict(value)  # type: ignore[call-overload]
