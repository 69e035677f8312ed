"""What learners say is wrong with items, as instructors read and settle it: never who said it.

Apart from the service, which is about files and items.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, aliased

from quizapp.access import editable_sets
from quizapp.errors import MissingError
from quizapp.extensions import db, writing
from quizapp.models import ErrorReport, Item, ItemState, QuestionSet
from quizapp.rich_text import stem_words

MAX_REPORTS = 50
"""Reports drawn on one page, the newest; how many there are is said there."""


@dataclass(frozen=True, kw_only=True)
class Report:
    """One report. ``is_outdated`` where the item has a newer version than the one that was reported.

    ``closed_at`` is when an instructor was done with it, None while it is open.
    """

    id: int
    set_id: int
    set_title: str
    item_id: int
    stem: str
    state: ItemState
    is_outdated: bool
    text: str
    created_at: datetime
    closed_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Reports:
    """The newest reports, newest first, and how many there are in all."""

    newest: tuple[Report, ...]
    total: int

    @property
    def by_item(self) -> tuple[tuple[Report, ...], ...]:
        """The reports of each item together, in the order of the newest of each."""
        together: dict[int, list[Report]] = {}
        for report in self.newest:
            together.setdefault(report.item_id, []).append(report)
        return tuple(map(tuple, together.values()))


def reports_of_item(set_id: int, item_id: int) -> Reports:
    """The open reports of one item."""
    return _reports(Item.set_id == set_id, Item.id == item_id, ErrorReport.closed_at.is_(None))


def reports_of(set_id: int) -> Reports:
    """The open reports of a set's items."""
    return _reports(Item.set_id == set_id, ErrorReport.closed_at.is_(None))


def inbox_of(person_id: int, *, every_set: bool, closed: bool) -> Reports:
    """The open reports, or those that are done, of all sets that this person may edit, or of every set."""
    is_closed = ErrorReport.closed_at.is_not(None) if closed else ErrorReport.closed_at.is_(None)
    return _reports(is_closed, sa.true() if every_set else editable_sets(person_id))


def _reports(*conditions: sa.ColumnElement[bool]) -> Reports:
    joined = (
        sa.select(ErrorReport, Item, QuestionSet.title)
        .join(Item, Item.id == ErrorReport.item_id)
        .join(QuestionSet, QuestionSet.id == Item.set_id)
        .where(*conditions)
    )
    rows = db.session.execute(
        joined.order_by(ErrorReport.created_at.desc(), ErrorReport.id.desc()).limit(MAX_REPORTS)
    )
    newest = tuple(
        Report(
            id=report.id,
            set_id=item.set_id,
            set_title=title,
            item_id=item.id,
            stem=stem_words(item.content),
            state=item.state,
            is_outdated=report.item_version < item.version,
            text=report.text,
            created_at=report.created_at,
            closed_at=report.closed_at,
        )
        for report, item, title in rows
    )
    total = db.session.scalar(joined.with_only_columns(sa.func.count(), maintain_column_froms=True))
    return Reports(newest=newest, total=total or 0)


def set_of_report(report_id: int) -> int:
    """The set whose item a report is about. Raises MissingError where there is no such report."""
    set_id = db.session.scalar(
        sa.select(Item.set_id)
        .join(ErrorReport, ErrorReport.item_id == Item.id)
        .where(ErrorReport.id == report_id)
    )
    if set_id is None:
        raise MissingError("There is no such report.")
    return set_id


def close(set_id: int, report_ids: Collection[int], *, by_id: int, now: datetime) -> None:
    """Say that reports of a set's items are done. Those that are keep who was done with them, and when."""
    with writing() as session:
        session.execute(
            _marked(set_id, report_ids)
            .where(ErrorReport.closed_at.is_(None))
            .values(closed_at=now, closed_by_id=by_id)
        )


def reopen(set_id: int, report_ids: Collection[int]) -> None:
    """Say that reports of a set's items are not done after all."""
    with writing() as session:
        session.execute(_marked(set_id, report_ids).values(closed_at=None, closed_by_id=None))


def _marked(set_id: int, report_ids: Collection[int]) -> sa.Update:
    items = sa.select(Item.id).where(Item.set_id == set_id)
    return sa.update(ErrorReport).where(ErrorReport.id.in_(report_ids), ErrorReport.item_id.in_(items))


def numbers_in(text: str | None) -> tuple[int, ...]:
    """The ids of reports that a page showed together, sent back parted by spaces."""
    return tuple(int(word) for word in (text or "").split()[:MAX_REPORTS] if re.fullmatch("[0-9]{1,9}", word))


def report_count(set_id: int | InstrumentedAttribute[int]) -> sa.Select[Any]:
    """The query for how many open reports there are of the items of this set."""
    item = aliased(Item)  # the query around it may join items of its own
    return (
        sa.select(sa.func.count())
        .select_from(ErrorReport)
        .join(item, item.id == ErrorReport.item_id)
        .where(item.set_id == set_id, ErrorReport.closed_at.is_(None))
    )
