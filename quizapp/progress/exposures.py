"""The first answer of each learner to each item of a set, as item analysis takes them. Reading only.

Apart from ``counting``, which counts all answers of learners; here one answer counts, of any learner, and how
the item stood then. An exposure takes eight bytes, so that a set of 100,000 is no burden.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from quizapp.extensions import db
from quizapp.log_reading import is_undone
from quizapp.models import Item, ItemState, ItemVersion
from quizapp.models.tables import ITEM, LOG
from quizapp.scheduling.replay import Action

OF_THE_SET = (ItemState.LIVE, ItemState.QUARANTINED)
"""The states of items that are analysed; retired ones are of the set no more, drafts not yet."""
ANSWERED = (Action.ANSWER.value, Action.PRACTICE.value)
"""What may be a first answer: in practice the choice is as free as elsewhere."""
MET = (*ANSWERED, Action.DRILL.value, Action.IMPORTED.value, Action.IMPORT.value)
"""After any of these a learner knows the item, also from another program."""
BY_PLACE = frozenset({"multiple_choice", "true_false"})
"""The kinds of which the log keeps the option that was chosen, so that another key marks it anew."""
_ROWS_AT_ONCE = 5000
_MEASURED = ("kind", "answer", "accepted", "exact_case", "pairs", "gaps")
"""Beside its options, the parts of an item on which it depends who is right."""


@dataclass(kw_only=True)
class ItemExposures:
    """The first exposures to one item, four rows by place; ``blanks`` are further ones without an answer.

    ``learners`` are numbers of learners, as in `Exposures`; ``marks`` 0 or 1; ``chosen`` the places of the
    chosen options as they stand in ``content``, -1 where the answer was of another kind; ``fresh`` 1 of
    answers given since somebody last looked at the item, as long as nobody did of all. ``versions`` has where
    the options of each version that counts stand now.
    """

    item: Item
    content: Mapping[str, Any]
    versions: dict[int, tuple[int, ...]]
    learners: array[int] = field(default_factory=lambda: array("L"))
    marks: array[int] = field(default_factory=lambda: array("b"))
    chosen: array[int] = field(default_factory=lambda: array("h"))
    fresh: array[int] = field(default_factory=lambda: array("b"))
    blanks: int = 0

    @property
    def keys(self) -> tuple[bool, ...]:
        """Whether each option is right."""
        return tuple(bool(option["correct"]) for option in self.content.get("options") or [])

    def count(self, row: Any, number: int) -> int | None:
        """Take in a first answer of the learner of this number; its mark, None of a blank."""
        places = self.versions[row.item_version]
        is_chosen = row.option is not None and row.option < len(places)
        place = places[row.option] if is_chosen else -1
        if not is_chosen and row.correct is None:
            self.blanks += 1
            return None
        mark = int(self.keys[place] if is_chosen else row.correct)
        self.learners.append(number)
        self.marks.append(mark)
        self.chosen.append(place)
        self.fresh.append(row.is_fresh)
        return mark


@dataclass(kw_only=True)
class Exposures:
    """All of a set. ``totals`` and ``answered`` are, by a learner's number, their marks' sum and number."""

    items: tuple[ItemExposures, ...]
    totals: array[int]
    answered: array[int]


def first_exposures(set_id: int) -> Exposures:
    """The first exposure of each learner to each live or quarantined item of the set, items in order.

    Of an item of several versions those answers count that were given to the options it has now, in whatever
    order they stood and whichever was the key then; others know another item. So no learner counts for an
    item of which they answered another version first. Nor does one who took the first answer back, having
    seen the feedback; but a typed answer that the learner called right counts as right. Cards that learners
    grade themselves have no mark, and all of theirs are blanks.
    """
    of_the_set = sa.and_(Item.set_id == set_id, Item.state.in_(OF_THE_SET))
    found = db.session.scalars(sa.select(Item).where(of_the_set).order_by(Item.position, Item.id))
    items = {
        one.id: ItemExposures(item=one, content=one.content, versions=_one_version(one)) for one in found
    }
    for item_id, version, content in _versions(of_the_set):
        places = _places_now(content, items[item_id].content)
        if places is not None:
            items[item_id].versions[version] = places
    numbers: dict[int, int] = {}
    totals, answered = array("L"), array("L")
    for row in _first_answers(of_the_set):
        exposures = items.get(row.item_id)
        if exposures is None or row.item_version not in exposures.versions:
            continue
        number = numbers.setdefault(row.user_id, len(numbers))
        if number == len(totals):
            totals.append(0)
            answered.append(0)
        mark = exposures.count(row, number)
        if mark is not None:
            totals[number] += mark
            answered[number] += 1
    return Exposures(items=tuple(items.values()), totals=totals, answered=answered)


def former_exposures(item: Item) -> ItemExposures | None:
    """The first exposures to an item as it stood last with other options; None where nobody met it so."""
    former: list[ItemExposures] = []
    for _, version, content in _versions(Item.id == item.id):
        if _places_now(content, item.content) is not None:
            continue
        alike = ((one, _places_now(content, one.content)) for one in former)
        one, places = next(((one, places) for one, places in alike if places is not None), (None, None))
        if one is None or places is None:
            one = ItemExposures(item=item, content=content, versions={})
            places = _as_they_stand(content)
            former.append(one)
        one.versions[version] = places
    for number, row in enumerate(_first_answers(Item.id == item.id)):
        for one in former:
            if row.item_version in one.versions:
                one.count(row, number)
    return next((one for one in former if one.marks), None)


def _one_version(item: Item) -> dict[int, tuple[int, ...]]:
    return {item.version: _as_they_stand(item.content)}


def _as_they_stand(content: Mapping[str, Any]) -> tuple[int, ...]:
    return tuple(range(len(content.get("options") or [])))


def _versions(which: sa.ColumnElement[bool]) -> Iterator[Any]:
    """Item, number and content of each version of items that have several, the newest first."""
    yield from db.session.execute(
        sa.select(ItemVersion.item_id, ItemVersion.version, ItemVersion.content)
        .join(Item, Item.id == ItemVersion.item_id)
        .where(which, Item.version > 1)
        .order_by(ItemVersion.item_id, ItemVersion.version.desc())
        .execution_options(yield_per=_ROWS_AT_ONCE)
    )


def _places_now(content: Mapping[str, Any], present: Mapping[str, Any]) -> tuple[int, ...] | None:
    """Where the options of a version stand now; None where it measured something else."""
    if any(content.get(part) != present.get(part) for part in _MEASURED if part != "answer"):
        return None
    if content["kind"] not in BY_PLACE and content.get("answer") != present.get("answer"):
        return None
    there = defaultdict(list)
    for place, name in enumerate(_names(present)):
        there[name].append(place)
    try:
        places = tuple(there[name].pop(0) for name in _names(content))
    except IndexError:  # an option that the present version does not have
        return None
    return None if any(there.values()) else places


def _names(content: Mapping[str, Any]) -> list[tuple[str, bool]]:
    """What tells each option: its text; where the log does not keep the choice, also whether it is right."""
    by_place = content["kind"] in BY_PLACE
    return [
        (" ".join(option["text"].split()), not by_place and bool(option["correct"]))
        for option in content.get("options") or []
    ]


def _first_answers(which: sa.ColumnElement[bool]) -> Iterator[Any]:
    """Learner, item, its version, option, correctness and freshness of each first answer that stands."""
    overruled = sa.func.coalesce(LOG.c.detail["overruled"].as_boolean(), sa.false())
    met = (
        sa.select(
            *(LOG.c[name] for name in ("user_id", "item_id", "item_version", "option", "correct", "action")),
            LOG.c.sequence,
            sa.or_(ITEM.c.looked_at.is_(None), LOG.c.server_time > ITEM.c.looked_at).label("is_fresh"),
            is_undone().label("undone"),
            overruled.label("overruled"),
        )
        .join(ITEM, ITEM.c.id == LOG.c.item_id)
        .where(LOG.c.item_id.in_(sa.select(Item.id).where(which)), LOG.c.action.in_(MET))
        .subquery()
    )
    of_learner, in_order = (met.c.user_id, met.c.item_id), met.c.sequence
    turn = sa.func.row_number().over(partition_by=of_learner, order_by=in_order)
    undone_before = sa.func.lag(met.c.undone, type_=sa.Boolean).over(
        partition_by=of_learner, order_by=in_order
    )
    turns = sa.select(*met.c, turn.label("turn"), undone_before.label("undone_before")).subquery()
    first = sa.and_(turns.c.turn == 1, ~turns.c.undone)
    called_right = sa.and_(turns.c.turn == 2, turns.c.undone_before, turns.c.overruled, ~turns.c.undone)
    yield from db.session.execute(
        sa.select(*turns.c)
        .where(sa.or_(first, called_right), turns.c.action.in_(ANSWERED))
        .execution_options(yield_per=_ROWS_AT_ONCE)
    )
