"""One card as a page shows it before the answer.

Apart from ``service`` since nothing is done here. What is shown before an answer that the app judges holds
nothing from which the key could be told.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from questions import Item as Content
from questions import Kind as ItemKind
from questions import item_from_dict
from quizapp.access import Viewer
from quizapp.errors import MissingError
from quizapp.extensions import db
from quizapp.library.reviews import waits_for_review
from quizapp.models import Article, QuestionSet
from quizapp.rich_text import NO_TEXT, RichText
from quizapp.scheduling.queue import Counts, Kind, kind_of
from quizapp.scheduling.schedulers import scheduler_of
from quizapp.study.buttons import GradeButton, buttons_of
from quizapp.study.content import (
    SELF_GRADED,
    Quotation,
    Stem,
    explanation_of,
    letter_of,
    lines_of,
    matches_of,
    quotation_of,
    says,
    stem_of,
    text_in,
    text_of,
)
from quizapp.study.deck import Waiting, next_waiting, read_waiting, today_for
from quizapp.study.in_deck import LEARNER, set_ids
from quizapp.study.overview import Undoable, undoable_on
from quizapp.study.service import today_of
from quizapp.study.sessions.cards import SessionBar, bar_of, read_session


@dataclass(frozen=True, kw_only=True)
class ReadableArticle:
    """Where a quoted article can be read, its version, and whether that waits for a clinician's review."""

    article_id: int
    sha256: str
    waits_for_review: bool


Links = dict[str, ReadableArticle]
"""Articles that the learner may read, by key."""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """An option before the answer: its letter, the keys that choose it, its place in the stored order."""

    letter: str
    keys: str
    place: int
    text: RichText


@dataclass(frozen=True, kw_only=True)
class Marks:
    """What the learner may do to a card besides answering it, and the version that this would change."""

    item_id: int
    card_version: int
    flagged: bool
    suspended: bool
    buried: bool


@dataclass(frozen=True, kw_only=True)
class CardScreen:
    """A card before its answer; of flashcards and clozes also the back, of others none of it.

    To be answered are, by the kind, ``choices``, or ``lines`` each with one of ``matches``, or a text.
    ``is_quoted``: the filled cloze is the source's sentence, which need not be shown again. In a custom
    session ``session`` says where that stands, and ``reason`` and ``left`` are None.
    """

    item_id: int
    item_version: int
    reason: Kind | None
    stem: Stem
    kind: ItemKind
    choices: tuple[Choice, ...]
    lines: tuple[RichText, ...]
    matches: tuple[str, ...]
    answer: RichText
    explanation: RichText
    quotation: Quotation | None
    is_quoted: bool
    buttons: tuple[GradeButton, ...]
    marks: Marks
    leech_lapses: int
    left: Counts | None
    undoable: Undoable | None
    links: Links
    session: SessionBar | None = None

    @property
    def has_back(self) -> bool:
        """Whether the learner sees the answer and grades themselves."""
        return self.kind in SELF_GRADED

    @property
    def taken_keys(self) -> str:
        """The letters that choose an option here, so that they stand for nothing else."""
        return "".join(choice.keys for choice in self.choices).replace(" ", "").lower()


def next_card(viewer: Viewer, now: datetime) -> CardScreen | None:
    """The card to show now; None when today's are done."""
    connection = db.session().connection()  # a session itself takes twice as long for each statement
    day = today_of(viewer, now)
    today = today_for(connection, viewer, day)
    waiting = next_waiting(connection, viewer, day, today)
    if waiting is None:
        return None
    reason = kind_of(waiting.card.state, day)
    assert reason is not None, "the queue draws only cards that wait"  # noqa: S101
    undoable = undoable_on(connection, viewer.id, day)
    return _card_screen(viewer, waiting, day, reason=reason, left=today.left, undoable=undoable)


def session_card(viewer: Viewer, number: int, now: datetime) -> CardScreen | None:
    """The card that a custom session shows now; None when it is over.

    Raises:
        MissingError: no such session, or not theirs.
    """
    session = db.session()
    day = today_of(viewer, now)
    sitting = read_session(session, viewer.id, number, day)
    waiting = None if sitting.is_over(now) else read_waiting(session, viewer.id, sitting.waiting[0])
    if waiting is None:
        return None
    counts = sitting.counts(waiting.card.state, day)
    undoable = undoable_on(session, viewer.id, day, session_number=number)
    bar = bar_of(sitting, now, position=sitting.answered + 1, counts=counts)
    return _card_screen(viewer, waiting, day, undoable=undoable, bar=bar)


def _card_screen(
    viewer: Viewer,
    waiting: Waiting,
    day: int,
    *,
    undoable: Undoable | None,
    reason: Kind | None = None,
    left: Counts | None = None,
    bar: SessionBar | None = None,
) -> CardScreen:
    content = item_from_dict(waiting.content)
    has_back = content.kind in SELF_GRADED
    stem, answer = stem_of(content), text_in(content, content.answer if has_back else "")
    quotation = quotation_of(content.source, answer.words) if has_back else None
    return CardScreen(
        item_id=waiting.item_id,
        item_version=waiting.item_version,
        reason=reason,
        stem=stem,
        kind=content.kind,
        choices=choices_of(content),
        lines=tuple(text_in(content, line.prompt) for line in lines_of(content)),
        matches=tuple(content.pairs[place].match for place in matches_of(content)),
        answer=answer,
        explanation=explanation_of(content, text_of(quotation), answer.words) if has_back else NO_TEXT,
        quotation=quotation,
        is_quoted=has_back and says(stem, text_of(quotation)),
        buttons=_buttons(waiting, viewer, day, is_dated=bar is None or bar.counts) if has_back else (),
        marks=marks_of(waiting, day),
        leech_lapses=leech_lapses_of(waiting),
        left=left,
        undoable=undoable,
        links=links_to(db.session().connection(), viewer.id, [quotation]),
        session=bar,
    )


def choices_of(content: Content) -> tuple[Choice, ...]:
    """The options as they are chosen from."""
    letters = [letter_of(place, content.kind) for place in range(len(content.options))]
    plain = [letter_of(place) for place in range(len(content.options))]
    return tuple(
        Choice(
            letter=letter,
            keys=letter if letter == plain[place] else f"{letter} {plain[place]}",
            place=place,
            text=text_in(content, content.options[place].text),
        )
        for place, letter in enumerate(letters)
    )


def _buttons(waiting: Waiting, viewer: Viewer, day: int, *, is_dated: bool) -> tuple[GradeButton, ...]:
    scheduler = scheduler_of(viewer.scheduler)
    return buttons_of(waiting.card.state, day, scheduler, show_intervals=viewer.show_intervals and is_dated)


def marks_of(waiting: Waiting, day: int) -> Marks:
    """What may be done to this card besides answering it."""
    state = waiting.card.state
    return Marks(
        item_id=waiting.item_id,
        card_version=waiting.card.version,
        flagged=state.flagged,
        suspended=state.suspended,
        buried=state.buried_until_day is not None and day < state.buried_until_day,
    )


def leech_lapses_of(waiting: Waiting) -> int:
    """How often this card was forgotten where it is a leech, else 0."""
    return waiting.card.state.lapses if waiting.card.state.is_leech else 0


_READABLE = sa.select(
    Article.key, Article.id, Article.sha256, waits_for_review().label("waits_for_review")
).where(
    Article.key.in_(sa.bindparam("keys", expanding=True)),
    sa.or_(
        Article.owner_id.is_(None),
        Article.owner_id == LEARNER,
        sa.exists().where(QuestionSet.article_id == Article.id, QuestionSet.id.in_(set_ids(LEARNER))),
    ),
)


def links_to(connection: Connection | Session, user_id: int, quotations: Iterable[Quotation | None]) -> Links:
    """The articles quoted, of those that the learner may read."""
    keys = {one.place.article_key for one in quotations if one and one.place}
    if not keys:
        return {}
    rows = connection.execute(_READABLE, {"learner_id": user_id, "keys": sorted(keys)})
    return {
        row.key: ReadableArticle(article_id=row.id, sha256=row.sha256, waits_for_review=row.waits_for_review)
        for row in rows
    }


def reported_stem(viewer: Viewer, item_id: int) -> Stem:
    """The question that an error report is about, without its answer.

    Raises:
        MissingError: the item is not in the learner's deck.
    """
    waiting = read_waiting(db.session(), viewer.id, item_id)
    if waiting is None:
        raise MissingError("This question is no longer in your deck.")
    return stem_of(item_from_dict(waiting.content))
