"""Sets that many learners have answered, written in one go: a row of the log for each first answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from quizapp.extensions import db, writing
from quizapp.models import Item, QuestionSet, ReviewLog, User, UserRole

GOOD, POOR, TAKEN = 20, 20, 12
"""Learners who know nearly all, learners who do not, and items: enough for every rule."""


def items_of(question_set: QuestionSet) -> list[Item]:
    return list(
        db.session.scalars(sa.select(Item).where(Item.set_id == question_set.id).order_by(Item.position))
    )


def log_row(user_id: int, item_id: int, sequence: int, now: datetime, **fields: Any) -> dict[str, Any]:
    """A row of the log, of an answer on day 1 where nothing else is said."""
    return {
        "user_id": user_id,
        "item_id": item_id,
        "sequence": sequence,
        "item_version": 1,
        "action": "answer",
        "day": 1,
        "server_time": now,
        "scheduler": "sm2",
        "option": None,
        "correct": None,
        "undoes": None,
        "repetition": 1,
        "ease": 250,
        "interval_days": 1,
        **fields,
    }


def answer_all(question_set: QuestionSet, rows: Sequence[str], now: datetime) -> list[int]:
    """A new learner for each row, who chose these places of options, one sign an item; "-" where none.

    Gives the learners' ids.
    """
    items = items_of(question_set)
    first = (db.session.scalar(sa.select(sa.func.max(User.id))) or 0) + 1
    ids = list(range(first, first + len(rows)))
    with writing() as session:
        session.execute(
            sa.insert(User),
            [
                {
                    "id": user_id,
                    "role": UserRole.STUDENT,
                    "email": f"answers{user_id}@example.org",
                    "name": f"Learner {user_id}",
                    "password_hash": "",
                    "created_at": now,
                }
                for user_id in ids
            ],
        )
        session.execute(
            sa.insert(ReviewLog),
            [
                log_row(user_id, item.id, sequence, now, option=int(sign), item_version=item.version)
                for user_id, row in zip(ids, rows, strict=True)
                for sequence, (item, sign) in enumerate(zip(items, row, strict=True), 1)
                if sign != "-"
            ],
        )
    return ids


def telling_rows(misleading: int | None = None) -> list[str]:
    """Answers of good and poor learners to 12 items of four options, the key first and the last never chosen.

    Every item tells good from poor; the one at the place ``misleading`` the wrong way round. Nearly: each
    learner errs once, so that figures vary.
    """
    rows = []
    for number in range(GOOD + POOR):
        is_good = number < GOOD
        signs = ["0" if is_good else str(1 + (number + place) % 2) for place in range(TAKEN)]
        slip = number % TAKEN
        signs[slip] = "1" if is_good else "0"
        if misleading is not None and slip != misleading:
            signs[misleading] = "1" if is_good else "0"
        rows.append("".join(signs))
    return rows
