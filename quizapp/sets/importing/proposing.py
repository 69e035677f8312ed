"""What a file is likely to be, where it does not say so: a new version of a set, of a question.

Only proposed: a person decides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from questions import Item as ReadItem
from questions import Markup
from quizapp.access import editable_sets
from quizapp.comparing import Comparison
from quizapp.models import Item, QuestionSet, StagedItem

MAX_PAIRED = 200
"""Each added item is held against each that is gone."""
LIKE = 0.5
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


def reworded(
    session: Session, items: Sequence[ReadItem], comparison: Comparison, set_id: int | None
) -> list[tuple[str, str]]:
    """Pairs of an added item and the stored one that it may be in other words, by their keys.

    Only of items without ids of their own, which alone are known by what they ask. What they offer is the
    same, and most words of their stems are. None where over MAX_PAIRED items are added or gone.
    """
    from questions import derived_id, item_from_dict

    added = [item for item in items if item.id in comparison.added and item.id == derived_id(item)]
    if not added or not comparison.gone or max(len(added), len(comparison.gone)) > MAX_PAIRED:
        return []
    rows = session.execute(
        sa.select(Item.key, Item.content).where(Item.set_id == set_id, Item.key.in_(comparison.gone))
    )
    gone = [(row.key, item_from_dict(row.content)) for row in rows]
    pairs = [
        (item.id, key)
        for item in added
        for key, former in gone
        if _offered(item) == _offered(former) and _likeness(item, former) > LIKE
    ]
    news, olds = Counter(key for key, _ in pairs), Counter(key for _, key in pairs)
    return [(new, old) for new, old in pairs if news[new] == olds[old] == 1]


def _offered(item: ReadItem) -> tuple[object, ...]:
    from questions import html_to_text

    read = html_to_text if item.markup is Markup.HTML else str
    options = frozenset((read(option.text).casefold(), option.correct) for option in item.options)
    return item.kind, read(item.answer).casefold(), options


def _likeness(item: ReadItem, former: ReadItem) -> float:
    """Which share of the words of both stems they have in common."""
    from questions import normal_stem

    one, other = (set(normal_stem(each).split()) for each in (item, former))
    return len(one & other) / len(one | other)
