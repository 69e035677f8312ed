"""A learner with a deck, and short ways to do what a learner does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa

from quizapp.access import Viewer
from quizapp.extensions import db
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


@pytest.fixture
def learner(make: Any, time: Any) -> Learner:
    return Learner(user=make.user(), time=time)


@pytest.fixture
def deck(make: Any, learner: Learner) -> Callable[..., list[int]]:
    """Gives the learner a course with a set of these contents; returns the items' ids."""

    def assign(*contents: dict[str, Any]) -> list[int]:
        teacher = make.instructor()
        course = make.course(teacher, learner.user)
        return items_of(make.question_set(teacher, *contents, course=course))

    return assign
