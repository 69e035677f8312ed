"""The first answer of each learner to each item of a set, as item analysis takes them. Reading only.

Apart from ``counting``, which counts all answers of learners; here one answer counts, of any learner, and how
the item stood then. An exposure takes seven bytes, so that a set of 100,000 is no burden.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Any

import sqlalchemy as sa

from quizapp.extensions import db
from quizapp.log_reading import is_undone
from quizapp.models import Item, ItemState, ItemVersion
from quizapp.models.tables import ITEM, LOG
from quizapp.scheduling.replay import Action

OF_THE_SET = (ItemState.LIVE, ItemState.QUARANTINED)
"""The states of items that are analysed; retired ones are of the set no more, drafts not yet."""
_ROWS_AT_ONCE = 5000
_MEASURED = ("answer", "accepted", "exact_case", "pairs", "gaps")
"""Beside its options, the parts of an item on which it depends who is right."""


@dataclass(kw_only=True)
class ItemExposures:
    """The first exposures to one item, three rows by place; ``blanks`` are further ones without an answer.

    ``learners`` are numbers of learners, as in `Exposures`; ``marks`` 0 or 1; ``chosen`` the places of the
    chosen options, -1 where the answer was of another kind. ``keys`` says of each option whether it is right.
    """

    item: Item
    keys: tuple[bool, ...]
    counted_from: int
    learners: array[int] = field(default_factory=lambda: array("L"))
    marks: array[int] = field(default_factory=lambda: array("b"))
    chosen: array[int] = field(default_factory=lambda: array("h"))
    blanks: int = 0


@dataclass(kw_only=True)
class Exposures:
    """All of a set. ``totals`` and ``answered`` are, by a learner's number, their marks' sum and number."""

    items: tuple[ItemExposures, ...]
    totals: array[int]
    answered: array[int]


def first_exposures(set_id: int) -> Exposures:
    """The first exposure of each learner to each live or quarantined item of the set, items in order.

    Counted are answers that were not undone, not drills or practice. Of an item whose key or options were
    changed only learners count who met it first as it is now: the others know another item. So no learner
    counts for an item whose earlier version they answered first. Cards that learners grade themselves have
    no mark, and all of theirs are blanks.
    """
    items = _items(set_id)
    numbers: dict[int, int] = {}
    totals, answered = array("L"), array("L")
    for user_id, item_id, version, option, correct in _first_answers(set_id):
        exposures = items.get(item_id)
        if exposures is None or version < exposures.counted_from:
            continue
        mark = _mark(exposures.keys, option, correct=correct)
        if mark is None:
            exposures.blanks += 1
            continue
        number = numbers.setdefault(user_id, len(numbers))
        if number == len(totals):
            totals.append(0)
            answered.append(0)
        totals[number] += mark
        answered[number] += 1
        exposures.learners.append(number)
        exposures.marks.append(mark)
        exposures.chosen.append(-1 if option is None else option)
    return Exposures(items=tuple(items.values()), totals=totals, answered=answered)


def _mark(keys: tuple[bool, ...], option: int | None, *, correct: bool | None) -> int | None:
    """1 for a right answer, 0 for a wrong one, None for none: by the option where one was chosen."""
    if option is not None and option < len(keys):
        return int(keys[option])
    return None if correct is None else int(correct)


def _items(set_id: int) -> dict[int, ItemExposures]:
    """The items to analyse, by id, in the order of the set."""
    found = db.session.scalars(
        sa.select(Item)
        .where(Item.set_id == set_id, Item.state.in_(OF_THE_SET))
        .order_by(Item.position, Item.id)
    )
    items = {item.id: ItemExposures(item=item, keys=_keys(item.content), counted_from=1) for item in found}
    for item_id, version in _changed_at(set_id, items):
        items[item_id].counted_from = version
    return items


def _keys(content: Mapping[str, Any]) -> tuple[bool, ...]:
    return tuple(bool(option["correct"]) for option in content.get("options") or [])


def _changed_at(set_id: int, items: Mapping[int, ItemExposures]) -> Iterator[tuple[int, int]]:
    """The version since which each item measures what it measures now, of items of several versions."""
    rows = db.session.execute(
        sa.select(ItemVersion.item_id, ItemVersion.version, ItemVersion.content)
        .join(Item, Item.id == ItemVersion.item_id)
        .where(Item.set_id == set_id, Item.state.in_(OF_THE_SET), Item.version > 1)
        .order_by(ItemVersion.item_id, ItemVersion.version.desc())
        .execution_options(yield_per=_ROWS_AT_ONCE)
    )
    for item_id, versions in groupby(rows, itemgetter(0)):
        yield item_id, _same_since(items[item_id].item, versions)


def _same_since(item: Item, newest_first: Iterable[Any]) -> int:
    present, since = _measured(item.content), item.version
    for _, version, content in newest_first:
        if _measured(content) != present:
            break
        since = version
    return since


def _measured(content: Mapping[str, Any]) -> tuple[Any, ...]:
    options = [(option["text"], option["correct"]) for option in content.get("options") or []]
    return (options, *(content.get(part) for part in _MEASURED))


def _first_answers(set_id: int) -> Iterator[Any]:
    """Learner, item, its version, option and correctness of each first answer that stands."""
    of_the_set = sa.select(ITEM.c.id).where(ITEM.c.set_id == set_id, ITEM.c.state.in_(OF_THE_SET))
    turn = sa.func.row_number().over(partition_by=(LOG.c.user_id, LOG.c.item_id), order_by=LOG.c.sequence)
    answers = (
        sa.select(
            LOG.c.user_id, LOG.c.item_id, LOG.c.item_version, LOG.c.option, LOG.c.correct, turn.label("turn")
        )
        .where(LOG.c.item_id.in_(of_the_set), LOG.c.action == Action.ANSWER.value, ~is_undone())
        .subquery()
    )
    columns = [column for column in answers.c if column.name != "turn"]
    yield from db.session.execute(
        sa.select(*columns).where(answers.c.turn == 1).execution_options(yield_per=_ROWS_AT_ONCE)
    )
