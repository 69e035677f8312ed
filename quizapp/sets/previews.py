"""What publishing an upload would do. Reads and writes nothing but its own values; made anew at each look.

Apart from the service, which stores, because a preview is a page's worth of data made of a file's bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

import sqlalchemy as sa

from questions import ArticleFacts, Field, Flaw, Item, Note, QuestionSet, Rejection, UnreadableFileError
from quizapp.extensions import db
from quizapp.models import Article, ArticleVersion, ItemState, Upload, UploadKind
from quizapp.models import QuestionSet as StoredSet
from quizapp.neighbours import facts_of, generate
from quizapp.publishing import Comparison, StoredItem, compare, contents_of, free_key, stored_items

ARTICLE_SUFFIXES = (".txt", ".md")
MAX_BYTES = 10_000_000
MAX_ARTICLE_BYTES = 1_000_000
"""Reading facts costs 6 s a megabyte, while others wait; a whole textbook chapter has 100 kB."""
MAX_SHOWN = 300
"""Items, and as many rejected ones, drawn on one page; what lies beyond is counted there."""
MAX_CHECKED = 2_000
"""Items that are searched for flaws: 0.3 ms each."""
MAX_TITLE = 300
NEW_TARGET = 0
"""Stands for the choice to make a new set."""


@dataclass(frozen=True, kw_only=True)
class Choices:
    """What the instructor set in the preview; None where the file, or what is stored, decides.

    ``target`` is the set that the upload updates, NEW_TARGET for a new one. ``ticks`` says of items by key
    whether they are to be live.
    """

    title: str | None = None
    code: str | None = None
    target: int | None = None
    ticks: Mapping[str, bool]


@dataclass(frozen=True, kw_only=True)
class Target:
    """A set that an upload could update."""

    set_id: int
    article_id: int | None
    key: str
    title: str
    code: str | None


@dataclass(frozen=True, kw_only=True)
class PreviewItem:
    """An item as it would be published. ``standing``: new, changed or unchanged; ``is_live`` is its tick.

    ``state`` is the stored one, None for a new item.
    """

    item: Item
    standing: str
    state: ItemState | None
    is_live: bool
    line: int | None
    flaws: tuple[Flaw, ...]


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What publishing would do. ``found`` is added + changed + unchanged + rejected.

    ``digest`` names all of it, so that what is published is what was seen. ``facts`` is None for a question
    set. ``reasons`` counts why items were not made.
    """

    upload_id: int
    name: str
    title: str
    code: str | None
    encoding: str
    delimiter: str | None
    items: tuple[PreviewItem, ...]
    comparison: Comparison
    gone: tuple[Item, ...]
    rejected: tuple[Rejection, ...]
    notes: tuple[Note, ...]
    not_carried: tuple[str, ...]
    set_flaws: tuple[Flaw, ...]
    facts: ArticleFacts | None
    reasons: Mapping[str, int]
    targets: tuple[Target, ...]
    target: Target | None
    digest: str

    @property
    def found(self) -> int:
        """Records of the file; for an article, items made."""
        return len(self.items) + len(self.rejected)

    @property
    def live(self) -> int:
        """How many items are ticked to be live."""
        return sum(one.is_live for one in self.items)

    def with_ticks(self, ticks: Mapping[str, bool]) -> Preview:
        """The same preview with these items ticked or not."""
        items = (replace(one, is_live=ticks.get(one.item.id, one.is_live)) for one in self.items)
        return replace(self, items=tuple(items))

    @property
    def states(self) -> dict[str, ItemState]:
        """The state that each item is to have; those whose stored state stays are left out."""
        return {
            one.item.id: ItemState.LIVE if one.is_live else ItemState.DRAFT
            for one in self.items
            if one.is_live or one.state in {None, ItemState.LIVE}
        }


@dataclass(frozen=True, kw_only=True)
class _Reading:
    """An upload's file as read, before anything stored is looked at."""

    question_set: QuestionSet
    flaws: Mapping[str, tuple[Flaw, ...]]
    set_flaws: tuple[Flaw, ...]
    facts: ArticleFacts | None = None
    reasons: Mapping[str, int]


def kind_for(name: str) -> UploadKind:
    """What a file of this name holds, by its suffix; what is no article is read as a question set."""
    suffix = PurePath(name).suffix.lower()
    return UploadKind.ARTICLE if suffix in ARTICLE_SUFFIXES else UploadKind.QUESTION_SET


def suffixes() -> tuple[str, ...]:
    """The suffixes of files that can be uploaded."""
    from questions import FORMATS

    return tuple(dict.fromkeys((*ARTICLE_SUFFIXES, *(end for one in FORMATS for end in one.suffixes))))


def check_file(data: bytes, name: str) -> None:
    """Raises UnreadableFileError where a preview could not be made of the file."""
    from questions import read_article, read_question_set

    _require_size(data, MAX_BYTES, name, advice="Split it into smaller files.")
    if kind_for(name) is UploadKind.QUESTION_SET:
        read_question_set(data, name=name)
    else:
        read_article(data, id="upload", name=name)
        _require_size(data, MAX_ARTICLE_BYTES, name, advice="Upload one article a file, about one condition.")


def _require_size(data: bytes, limit: int, name: str, *, advice: str) -> None:
    if len(data) > limit:
        problem = f"the file has {len(data) / 1e6:.1f} MB; the limit is {limit / 1e6:.0f} MB."
        raise UnreadableFileError(problem, name=name, advice=advice)


def preview_of(upload: Upload) -> Preview:
    """What publishing the upload would do now, with the choices stored in it."""
    choices = choices_of(upload)
    targets = _targets(upload)
    if upload.kind is UploadKind.ARTICLE:
        target = (
            _chosen(choices, targets) if choices.target is not None else _matching_article(upload, targets)
        )
        reading = _read_article(upload, choices, target)
    else:
        reading = _read_set(upload, choices)
        target = (
            _chosen(choices, targets)
            if choices.target is not None
            else next((one for one in targets if one.title == reading.question_set.title), None)
        )
    return _preview(upload, choices, reading, targets, target)


def choices_of(upload: Upload) -> Choices:
    """The choices stored in an upload."""
    stored = upload.choices
    return Choices(
        title=stored.get("title"),
        code=stored.get("code"),
        target=stored.get("target"),
        ticks=stored.get("ticks", {}),
    )


def _targets(upload: Upload) -> tuple[Target, ...]:
    """The owner's sets of the upload's kind, by title."""
    is_article = upload.kind is UploadKind.ARTICLE
    rows = db.session.execute(
        sa.select(StoredSet.id, StoredSet.title, Article.id, Article.key, Article.icd10)
        .outerjoin(Article, Article.id == StoredSet.article_id)
        .where(
            StoredSet.owner_id == upload.owner_id,
            StoredSet.article_id.is_not(None) if is_article else StoredSet.article_id.is_(None),
        )
        .order_by(sa.func.lower(StoredSet.title), StoredSet.id)
    )
    return tuple(
        Target(set_id=set_id, article_id=article_id, key=key or "", title=title, code=code)
        for set_id, title, article_id, key, code in rows
    )


def _chosen(choices: Choices, targets: Sequence[Target]) -> Target | None:
    return next((one for one in targets if one.set_id == choices.target), None)


def _matching_article(upload: Upload, targets: Sequence[Target]) -> Target | None:
    """The article that the file is a version of: the same bytes, else title and code, where both have one."""
    sha256 = hashlib.sha256(upload.data).hexdigest()
    known = db.session.scalars(
        sa.select(ArticleVersion.article_id).where(ArticleVersion.sha256 == sha256)
    ).all()
    same = next((one for one in targets if one.article_id in known), None)
    if same is not None:
        return same
    from questions import read_article

    article = read_article(upload.data, id="upload", name=upload.name)
    return next(
        (
            one
            for one in targets
            if one.title.casefold() == article.title.casefold()
            and (one.code is None or article.icd10 is None or _same_code(one.code, article.icd10))
        ),
        None,
    )


def _same_code(one: str, other: str) -> bool:
    from questions import icd10

    return icd10.normalise(one) == icd10.normalise(other)


def _read_article(upload: Upload, choices: Choices, target: Target | None) -> _Reading:
    """The facts and items of an article; a code the file lacks is the one set before."""
    title, code = choices.title or "", choices.code
    found = facts_of(upload.data, key="upload", name=upload.name, title=title, code=code)
    if found.article.icd10 is None and target is not None and target.code:
        found = facts_of(upload.data, key="upload", name=upload.name, title=title, code=target.code)
    article = replace(found.article, title=found.article.title[:MAX_TITLE])
    key = target.key if target else free_key(db.session(), upload.name, article.title)
    found = replace(found, article=replace(article, id=key))
    generated = generate(found, upload.owner_id)
    return _Reading(
        question_set=QuestionSet(
            title=found.article.title,
            format="article",
            encoding=article.encoding,
            found=len(generated.items),
            items=generated.items,
            notes=(*_code_notes(found), *article.notes),
        ),
        flaws={},
        set_flaws=(),
        facts=found,
        reasons=generated.reasons(),
    )


def _code_notes(found: ArticleFacts) -> tuple[Note, ...]:
    """A note where ICD-10-CM lacks the article's code."""
    from questions import icd10

    code = found.article.icd10
    if code is None or icd10.look_up(code).standing is icd10.Standing.VALID:
        return ()
    places = [fact.start for fact in found.facts if fact.field is Field.ICD_CODE]
    message = (
        f"ICD-10-CM has no code {code}. It is kept as it is, and near conditions are found by its category, "
        "but no question about the code can be made."
    )
    return (Note(line=found.article.line_of(places[0]) if places else 1, message=message),)


def _read_set(upload: Upload, choices: Choices) -> _Reading:
    from questions import check_question_set, read_question_set

    question_set = read_question_set(upload.data, name=upload.name)
    title = choices.title or question_set.title[:MAX_TITLE]
    problems = check_question_set(replace(question_set, items=question_set.items[:MAX_CHECKED]))
    flaws: dict[str, tuple[Flaw, ...]] = {}
    for advice in problems.advice:
        flaws[advice.item_id] = (*flaws.get(advice.item_id, ()), advice.flaw)
    return _Reading(
        question_set=replace(question_set, title=title),
        flaws=flaws,
        set_flaws=problems.set_flaws,
        reasons={},
    )


def _preview(
    upload: Upload, choices: Choices, reading: _Reading, targets: tuple[Target, ...], target: Target | None
) -> Preview:
    read = reading.question_set
    stored = stored_items(db.session(), target.set_id) if target else {}
    contents = contents_of(read.items)
    comparison = compare(contents, stored)
    items = tuple(
        PreviewItem(
            item=item,
            standing=_standing(item.id, comparison),
            state=(state := stored[item.id].state if item.id in stored else None),
            is_live=choices.ticks.get(item.id, state in {None, ItemState.LIVE}),
            line=read.lines.get(item.id),
            flaws=reading.flaws.get(item.id, ()),
        )
        for item in read.items
    )
    code = reading.facts.article.icd10 if reading.facts else None
    return Preview(
        upload_id=upload.id,
        name=upload.name,
        title=read.title,
        code=code,
        encoding=read.encoding,
        delimiter=read.delimiter,
        items=items,
        comparison=comparison,
        gone=_gone(comparison, stored),
        rejected=read.rejected,
        notes=read.notes,
        not_carried=read.not_carried,
        set_flaws=reading.set_flaws,
        facts=reading.facts,
        reasons=reading.reasons,
        targets=targets,
        target=target,
        digest=_digest(read.title, code, target, contents, comparison, len(read.rejected)),
    )


def _standing(key: str, comparison: Comparison) -> str:
    if key in comparison.added:
        return "new"
    return "changed" if key in comparison.changed else "unchanged"


def _gone(comparison: Comparison, stored: Mapping[str, StoredItem]) -> tuple[Item, ...]:
    from questions import item_from_dict

    return tuple(item_from_dict(one.content) for key, one in stored.items() if key in comparison.gone)


def _digest(*parts: object) -> str:
    """A name for all that publishing would do: two previews of one name do the same."""
    text = json.dumps(parts, default=_plain, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, frozenset):
        return sorted(value)
    return vars(value)
