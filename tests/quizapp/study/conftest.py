"""A learner with a deck, and short ways to do what a learner does."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa

from quizapp.access import Viewer
from quizapp.extensions import db, writing
from quizapp.logbook import columns_of
from quizapp.models import Card, Item, ReviewLog, User
from quizapp.scheduling.card import NEW_CARD
from quizapp.scheduling.grades import Button, Claim
from quizapp.study import service
from quizapp.study.answers import Answer, Outcome
from quizapp.study.deck import Waiting


@dataclass
class Learner:
    """One learner, as the service sees them at each moment."""

    user: User
    time: Any

    @property
    def viewer(self) -> Viewer:
        db.session.rollback()
        columns = [getattr(User, field.name) for field in fields(Viewer) if field.name != "token_hash"]
        row = db.session.execute(sa.select(*columns).where(User.id == self.user.id)).one()
        return Viewer(**row._mapping, token_hash="")

    @property
    def day(self) -> int:
        return service.today_of(self.viewer, self.time.now())

    def draw(self) -> Waiting | None:
        return service.draw(self.viewer, self.time.now())

    def drawn(self) -> Waiting:
        waiting = self.draw()
        assert waiting is not None, "no card waits"
        return waiting

    def press(self, button: Button = Button.GOOD, card: Waiting | None = None, **details: Any) -> Outcome:
        """Answer a flashcard, the next one unless another is given."""
        return self.send(card or self.drawn(), button=button, **details)

    def choose(self, option: int, claim: Claim = Claim.NONE, card: Waiting | None = None) -> Outcome:
        """Answer a multiple-choice item."""
        return self.send(card or self.drawn(), option=option, claim=claim)

    def give(self, **given: Any) -> Outcome:
        """Answer the next card by what its kind asks for: chosen, typed or matched."""
        return self.send(self.drawn(), **given)

    def answer(self, card: Waiting, button: Button = Button.GOOD) -> Outcome:
        """Answer whatever it is; with Again a choice is wrong, else right."""
        options = card.content.get("options") or []
        if not options:
            return self.press(button, card)
        right = button is not Button.AGAIN
        return self.choose([option["correct"] for option in options].index(right), card=card)

    def send(self, card: Waiting, **details: Any) -> Outcome:
        fields = {
            "key": str(uuid4()),
            "item_id": card.item_id,
            "item_version": card.item_version,
            "card_version": card.card.version,
        }
        return service.answer_card(self.viewer, Answer(**{**fields, **details}), self.time.now())

    def undo(self) -> service.Undone:
        return service.undo_latest(self.viewer, self.time.now())

    def mark(self, item_id: int, action: str) -> None:
        service.mark(self.viewer, item_id, service.Action(action), self.time.now())

    def finish(self, button: Button = Button.GOOD) -> list[int]:
        """Answer all that waits with one button; gives the items in order."""
        seen = []
        while (card := self.draw()) is not None:
            self.answer(card, button)
            seen.append(card.item_id)
        return seen


STATE = slice(5, None)


def cards() -> dict[tuple[int, int], tuple[Any, ...]]:
    """Every card as stored, apart from its version; its state stands at `STATE`."""
    db.session.rollback()
    place = ("user_id", "item_id", "set_id", "queue_day", "queue_order")
    columns = [Card.__table__.columns[name] for name in (*place, *columns_of(NEW_CARD))]
    return {row[:2]: tuple(row) for row in db.session.execute(sa.select(*columns))}


def log() -> list[Any]:
    """The whole log."""
    db.session.rollback()
    return list(db.session.execute(sa.select(*ReviewLog.__table__.columns).order_by(ReviewLog.sequence)))


def dump() -> dict[str, list[Any]]:
    """Every row of every table."""
    db.session.rollback()
    return {
        table.name: sorted(map(repr, db.session.execute(sa.select(table))))
        for table in db.metadata.sorted_tables
    }


def items_of(question_set: Any) -> list[int]:
    return list(
        db.session.scalars(sa.select(Item.id).where(Item.set_id == question_set.id).order_by(Item.position))
    )


def card_of(learner: Learner, item_id: int) -> Card | None:
    db.session.rollback()
    db.session.expire_all()
    return db.session.get(Card, (learner.user.id, item_id))


def set_item(item_id: int, **values: Any) -> None:
    with writing() as session:
        session.execute(sa.update(Item).where(Item.id == item_id).values(**values))


def set_user(learner: Learner, **values: Any) -> None:
    with writing() as session:
        session.execute(sa.update(User).where(User.id == learner.user.id).values(**values))


def forms(html: str, action: str) -> list[dict[str, str]]:
    """The forms of the page with this action, each as its hidden fields without the token."""
    found = re.findall(rf'<form[^>]*action="{action}".*?</form>', html, re.DOTALL)
    pairs = [re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form) for form in found]
    return [{name: value for name, value in form if name != "csrf_token"} for form in pairs]


def answer_fields(html: str, **changes: Any) -> dict[str, Any]:
    return {**forms(html, "/study/answer")[-1], **changes}


def sourced_choice(make: Any, key: int = 1) -> dict[str, Any]:
    """A choice whose options each name a sentence of an article."""
    content = make.multiple_choice(key=key)
    for place, option in enumerate(content["options"]):
        option["source"] = {
            "article_id": "spine",
            "article": "sha256:" + "a" * 64,
            "condition": "Kissing spine",
            "start": place,
            "end": place + 9,
            "text": f"They use {option['text'].lower()} for it.",
        }
    return content


@pytest.fixture
def learner(make: Any, time: Any) -> Learner:
    return Learner(user=make.user(), time=time)


@pytest.fixture
def client(client_of: Any, learner: Learner) -> Any:
    return client_of(learner.user)


@pytest.fixture
def deck(make: Any, learner: Learner) -> Callable[..., list[int]]:
    """Gives the learner a course with a set of these contents; returns the items' ids."""

    def assign(*contents: dict[str, Any]) -> list[int]:
        teacher = make.instructor()
        course = make.course(teacher, learner.user)
        return items_of(make.question_set(teacher, *contents, course=course))

    return assign
