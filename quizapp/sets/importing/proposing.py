"""The set that a file is likely to be a new version of, where neither its sender nor its title says so."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.access import editable_sets
from quizapp.models import Item, QuestionSet, StagedItem

SAMPLE = 200
"""So many items of a file tell which set it is: of a person with many sets, each is looked for in all."""


def likely_set(session: Session, upload_id: int, owner_id: int) -> tuple[int, int] | None:
    """The set that has more than half of an upload's items by their ids, and how many; None without one.

    The id of an item whose file names none is made of its stem and key.
    """
    staged = sa.select(sa.func.count()).where(StagedItem.upload_id == upload_id)
    total = session.scalar(staged) or 0
    shared = sa.func.count().label("shared")
    query = (
        sa.select(Item.set_id, shared)
        .join(StagedItem, StagedItem.key == Item.key)
        .join(QuestionSet, QuestionSet.id == Item.set_id)
        .where(StagedItem.upload_id == upload_id, editable_sets(owner_id), QuestionSet.article_id.is_(None))
        .group_by(Item.set_id)
        .order_by(shared.desc(), Item.set_id)
    )
    step = -(-total // SAMPLE) or 1
    found = session.execute(query.where(StagedItem.position % step == 0)).first()
    if found and step > 1:
        found = session.execute(query.where(Item.set_id == found.set_id)).first()
    return (found.set_id, found.shared) if found and found.shared * 2 > total else None
